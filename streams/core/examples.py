"""Texts inside a rule that prove it: some must make it fire, some must leave it quiet."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Self

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Discriminator, Field, Tag, model_validator

from streams.core.facts import Frozen
from streams.core.items import Item
from streams.core.shapes import OneOrMore, shape

FIRST = datetime(2025, 1, 1, tzinfo=UTC)
"""When the first item of an example was published, unless it says otherwise."""

APART = timedelta(hours=1)
"""How long after the one before it each further item of an example was published, unless it says otherwise."""


def _moment(value: Any) -> Any:
    if value is not None and not isinstance(value, str | datetime):
        raise ValueError("must be a moment with an offset, such as 2025-01-01T09:00:00+00:00")
    return value


class ExampleItem(Frozen):
    """A news item in short; what is left out is filled in."""

    title: str = Field(default="", description="the item's headline")
    text: str = Field(default="", description="the item's text")
    source: str = Field(default="example", min_length=1, description="who published it; left out: example")
    language: str | None = Field(default=None, description="as BCP 47, such as en or ar; left out: detected")
    published: Annotated[AwareDatetime | None, BeforeValidator(_moment)] = Field(
        default=None,
        description="when, with an offset, such as 2025-01-01T09:00:00+00:00; left out: an hour after the one before",
    )

    @model_validator(mode="after")
    def _something_to_read(self) -> Self:
        if not self.title.strip() and not self.text.strip():
            raise ValueError("an example needs a title or a text")
        return self


def _has_words(value: str) -> str:
    if not value.strip():
        raise ValueError("an example needs a text")
    return value


Example = Annotated[
    Annotated[str, AfterValidator(_has_words), Tag("text")]
    | Annotated[ExampleItem, Tag("mapping")]
    | Annotated[tuple[ExampleItem, ...], Field(min_length=1), Tag("list")],
    Discriminator(shape),
]
"""A text, an item, or items one after the other."""


class Examples(Frozen):
    """Texts that prove the rule; ``tocsin check`` reads each and sees whether the rule fires."""

    fires: Annotated[tuple[Example, ...], OneOrMore()] = Field(
        default=(), description="texts, items or lists of items that must fire"
    )
    quiet: Annotated[tuple[Example, ...], OneOrMore()] = Field(
        default=(), description="texts, items or lists of items that must not"
    )


def example_items(example: str | ExampleItem | Iterable[ExampleItem]) -> tuple[Item, ...]:
    """The items that an example stands for, with ids ``example-1`` and so on."""
    if isinstance(example, str):
        short = [ExampleItem(text=example)]
    else:
        short = [example] if isinstance(example, ExampleItem) else list(example)
    items: list[Item] = []
    moment = FIRST
    for number, one in enumerate(short, start=1):
        moment = one.published or (moment + APART if items else FIRST)
        items.append(
            Item(
                id=f"example-{number}",
                source=one.source,
                title=one.title,
                text=one.text,
                published=moment,
                language=one.language,
            )
        )
    return tuple(items)
