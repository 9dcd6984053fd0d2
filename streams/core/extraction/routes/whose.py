"""Whose: which of the operator's routes an item's names mean, by what the item says of where it is.

Many countries have an A1: a number is the table's road only where the item speaks for that country most, by its places, by whose
troops or police it tells of, or by the other routes that it names.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, reduce

from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.places import countries_of
from streams.core.extraction.reading import Reading
from streams.core.extraction.routes.naming import Named
from streams.core.facts import Place, RouteKind
from streams.core.routenames import only_number
from streams.core.routes import RouteEntry, RouteTable
from streams.core.spelling import plain


class Whose:
    """What an item says of the countries of its routes."""

    def __init__(self, reading: Reading, knowledge: Knowledge, routes: Collection[Named]) -> None:
        self._reading = reading
        self._knowledge = knowledge
        self._routes = routes
        self.table = knowledge.routes or RouteTable()

    @cached_property
    def about(self) -> dict[str, list[Place]]:
        """The countries of the item's places, that named most first, with those places."""
        return countries_of(self._reading, self._knowledge)

    def entry(self, route: Named, places: Sequence[Place]) -> RouteEntry | None:
        """The entry that a route's names mean; ``places`` are those where it is told of."""
        own = [place.country for place in places if place.country]
        words = [form for form in route.forms if form and not only_number(form)]
        entry = self.table.identify_among(words, route.kind, (*own, *self.about)) if words else None
        numbers = [form for form in route.forms if form and only_number(form)]
        if entry is not None or not numbers:
            return entry
        near = places if own else [*places, *(place for of_it in self.about.values() for place in of_it)]
        return (
            self.table.identify_among(numbers, route.kind, own)
            or self._ending_at(numbers, route.kind, near)
            or (None if own else self.table.identify_among(numbers, route.kind, self._spoken_for))
        )

    def _ending_at(self, numbers: Iterable[str], kind: RouteKind, places: Iterable[Place]) -> RouteEntry | None:
        """The one road of a number that ends at a place told of, be it across the border."""
        named = {plain(name) for place in places for name in (place.name, place.canonical or "")}
        found = {
            entry.name: entry
            for number in numbers
            for entry in self.table.meanings(number, kind)
            if entry.endpoints and any(plain(end) in named for end in entry.endpoints)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    @cached_property
    def _spoken_for(self) -> Sequence[str]:
        """The countries for which the item speaks most; where for none, that in which the table knows all its routes."""
        told = Counter({country: len(places) for country, places in self.about.items()})
        for sentence in self._reading.sentences:
            for _, mark in sentence.find("place.nationality", "place.points"):
                if not sentence.match(mark.end, "route.frontier"):  # beyond "the Kenyan border" is another country
                    told[mark.value] += 1
        if told:
            most = max(told.values())
            return [country for country, often in told.items() if often == most]
        return _of_all(self.table, self._routes)


def _of_all(table: RouteTable, routes: Iterable[Named]) -> Sequence[str]:
    """The country, if it is one, in which the table knows each of several routes: "M5 closed, M4 closed"."""
    known = [
        {country for form in route.forms for entry in table.meanings(form, route.kind) for country in entry.countries}
        for route in routes
    ]
    common = reduce(set.intersection, known) if len(known) > 1 else set()
    return list(common) if len(common) == 1 else []
