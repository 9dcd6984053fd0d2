"""Fact sheets: one item with what was read in it, as the steps after reading take it."""

from datetime import datetime

from pydantic import Field

from streams.core.facts import Fact, Facts, Frozen, Origin
from streams.core.identity import digest, utc_text
from streams.core.items import Item


class FactSheet(Frozen):
    """What an item says, as it travels on the facts topic: its own data and words, and the facts that were read in them."""

    item: str
    source: str
    published: datetime
    version: datetime
    content: str = Field(description="hash of the item's words, to tell a repeat from another text under one id")
    canceled: bool = False
    exercise: bool = False
    url: str | None = None
    title: str = ""
    text: str = ""
    language: str | None = Field(default=None, description="as the item says, else as it was read")
    origin: Origin = Origin()
    facts: tuple[Fact, ...] = ()
    edition: str = Field(
        default="", description="of the rules, by which the item is judged; empty: the host's only one"
    )

    @property
    def precedence(self) -> tuple[datetime, bool]:
        """Of two versions the later counts; taking back counts over saying, where both are of one moment."""
        return (self.version, self.canceled)

    @property
    def seen_key(self) -> str:
        """Under what the matching step remembers the item: its id; a drill's items are remembered apart.

        Ids hold no control characters, so that no real item's id can look like a drill's.
        """
        return f"exercise\x1f{self.item}" if self.exercise else self.item


def fact_sheet(item: Item, facts: Facts) -> FactSheet:
    """Join an item's own data with its facts."""
    return FactSheet(
        item=item.id,
        source=item.source,
        published=item.published,
        version=item.version,
        content=digest(item.title, item.text, item.status, item.source, utc_text(item.published)),
        canceled=item.status == "canceled",
        exercise=item.exercise,
        url=item.url,
        title=item.title,
        text=item.text,
        language=item.language or facts.language,
        origin=facts.origin,
        facts=() if item.status == "canceled" else facts.facts,
    )
