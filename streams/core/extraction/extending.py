"""Extractors of an organisation's own: another kind of fact, another language, a model server.

An extractor is found at the edge (``streams.edges.extractors``) and passed in with the rest of what the readers know.
What it answers is held to the same promises as tocsin's own facts: it is about this item, and its evidence stands in the
item's words. What does not hold is left aside with its reason, and an extractor that fails hurts itself alone.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from streams.core.facts import Fact
from streams.core.items import Item


class Extractor(Protocol):
    """Finds facts in an item. The same item must always give the same facts."""

    name: str
    version: str

    def extract(self, item: Item) -> Iterable[Fact]:
        """The facts of an item, with offsets in code points of its title or text as received."""


class Added(NamedTuple):
    """What the extractors found, and what was refused of it, in words."""

    facts: tuple[Fact, ...]
    refused: tuple[str, ...]


def added(item: Item, extractors: Sequence[Extractor]) -> Added:
    """The facts of every extractor, in the order of their names."""
    facts: list[Fact] = []
    refused: list[str] = []
    for extractor in extractors:
        try:
            found = tuple(extractor.extract(item))
        except Exception as error:  # noqa: BLE001 (somebody else's code must not end the reading)
            refused.append(f"{extractor.name} failed: {type(error).__name__}: {error}")
            continue
        for fact in found:
            wrong = _wrong(fact, item)
            if wrong:
                refused.append(f"{extractor.name}: a fact of kind {fact.kind} {wrong}")
            else:
                facts.append(fact)
    return Added(tuple(facts), tuple(refused))


def _wrong(fact: Fact, item: Item) -> str:
    if fact.item != item.id:
        return f"names the item {fact.item}, not {item.id}"
    if not fact.evidence:
        return "has no evidence; without it nobody can check it"
    for span in fact.evidence:
        if item.field(span.field)[span.start : span.end] != span.quote:
            return f"quotes what does not stand at {span.field} {span.start} to {span.end}"
    return ""
