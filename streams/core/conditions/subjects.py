"""What conditions are judged on: each fact of an item in turn, or the item as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from streams.core.conditions.words import Words
from streams.core.facts import Evidence, Fact, OtherFact, Place, Route
from streams.core.grouping import Register
from streams.core.sheets import FactSheet
from streams.core.sources import Source
from streams.core.spelling import plain

FieldName = Literal["title", "text"]
FIELDS: tuple[FieldName, ...] = ("title", "text")
"""The fields of an item that hold words, in the order in which they are read."""

LEAD = 200
"""Characters of an item's text that stand for it where no words of it were asked for."""


class Reading:
    """One item as conditions look at it. What is costly, such as taking its words apart, is done once and when first asked."""

    def __init__(self, sheet: FactSheet, register: Register) -> None:
        self.sheet = sheet
        self.register = register

    @property
    def subjects(self) -> Iterable["Subject"]:
        """The item's facts, each by itself; none of an item that was taken back."""
        return [] if self.sheet.canceled else [Subject(self, fact) for fact in self.sheet.facts]

    @property
    def whole(self) -> Iterable["Subject"]:
        """The item as a whole, if it was not taken back."""
        return [] if self.sheet.canceled else [Subject(self)]

    @cached_property
    def words(self) -> dict[str, Words]:
        """The words of each field."""
        return {"title": Words(self.sheet.title), "text": Words(self.sheet.text)}

    def field(self, name: FieldName) -> str:
        """The title or the text, as received."""
        return self.sheet.title if name == "title" else self.sheet.text

    @cached_property
    def denies(self) -> bool:
        """Whether the item tells of anything that it is not so."""
        return any(fact.status == "denied" for fact in self.sheet.facts)

    @cached_property
    def source(self) -> Source:
        """What the operator says of the item's source."""
        return self.register.source(self.sheet.source)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places of all facts, in their order."""
        return tuple(dict.fromkeys(place for fact in self.sheet.facts for place in fact.places))

    def route_names(self, fact: Fact) -> frozenset[str]:
        """Every name of a route, folded: those of the text, and the one in the operator's table."""
        if not isinstance(fact, Route):
            return frozenset()
        entry = self.register.route_key(fact).get("route", "")
        return frozenset(plain(name) for name in (fact.name, *fact.aliases, entry) if name)

    def quoted(self, field: FieldName, start: int, end: int) -> Evidence:
        """A span of the item's words."""
        return Evidence(field=field, start=start, end=end, quote=self.field(field)[start:end])

    @property
    def lead(self) -> Evidence:
        """The words that stand for the item as a whole: its title, else how its text begins."""
        field: FieldName = "title" if self.sheet.title.strip() else "text"
        return self.quoted(field, 0, min(LEAD, len(self.field(field))))


@dataclass(frozen=True, slots=True)
class Subject:
    """One fact of an item, or the item as a whole where ``fact`` is None."""

    reading: Reading
    fact: Fact | None = None

    @property
    def kind(self) -> str:
        """The kind of the fact, as conditions name it; empty for the item as a whole."""
        return "" if self.fact is None else "other" if isinstance(self.fact, OtherFact) else self.fact.kind

    @property
    def others(self) -> Iterable["Subject"]:
        """The other facts of the item."""
        return [one for one in self.reading.subjects if one.fact is not self.fact]

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it happened; for the item as a whole, where any of its facts did."""
        return self.reading.places if self.fact is None else self.fact.places
