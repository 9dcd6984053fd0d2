"""Ceasefires as operators know them: the table of truces in force, and one key for a truce that no table holds.

A ceasefire is its entry, else country and first-level area: most texts say only "the truce".
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints

from streams.core.facts import Ceasefire, Frozen
from streams.core.spelling import plain, sound

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Party(Frozen):
    """A side of a conflict, by the names that texts give it."""

    name: Text
    aliases: tuple[Text, ...] = ()


class CeasefireEntry(Frozen):
    """One truce: who observes it and where. ``places`` and ``admin1`` narrow it when a country has several."""

    name: Text
    countries: Annotated[tuple[Country, ...], Field(min_length=1)]
    aliases: tuple[Text, ...] = ()
    parties: Annotated[tuple[Party, ...], Field(min_length=1)]
    places: tuple[Text, ...] = ()
    admin1: tuple[Text, ...] = ()


class CeasefireTable(Frozen):
    """The operator's ceasefires."""

    ceasefires: tuple[CeasefireEntry, ...] = ()

    def identify(
        self,
        name: str | None = None,
        parties: Iterable[str] = (),
        countries: Collection[str] = (),
        places: Iterable[str] = (),
    ) -> CeasefireEntry | None:
        """The one entry that fits: by its name, else by two of its parties, else by one party and a place or country.

        Where no party is named, by a place, else by a country that has a single truce for all of it. None when nothing
        fits, or two entries fit equally well.
        """
        named = self._by_name.get(sound(name), ()) if name else ()
        if len(named) == 1:
            return named[0]
        said = {plain(party) for party in parties}
        where = {plain(place) for place in places}
        scored = sorted(
            ((_fit(entry, said, where, countries), entry) for entry in self.ceasefires),
            key=lambda pair: -pair[0],
        )
        if not scored or scored[0][0] < _ENOUGH:
            return None if said else self._of_all(countries)
        return None if len(scored) > 1 and scored[1][0] == scored[0][0] else scored[0][1]

    def _of_all(self, countries: Collection[str]) -> CeasefireEntry | None:
        """The only truce that one of the countries has for the whole of it."""
        found = [
            one
            for one in self.ceasefires
            if not one.places and not one.admin1 and not set(countries).isdisjoint(one.countries)
        ]
        return found[0] if len(found) == 1 else None

    def named_in(self, text: str, countries: Collection[str]) -> tuple[str, ...]:
        """The parties, in the words of the table, that a text names of the truces in one of the countries."""
        words = f" {plain(text)} "
        return tuple(
            party.name
            for entry in self.ceasefires
            if not set(countries).isdisjoint(entry.countries)
            for party in entry.parties
            if any(f" {form} " in words for form in _forms(party))
        )

    def ceasefire_key(self, fact: Ceasefire) -> Mapping[str, str]:
        """What a ceasefire's incident is grouped by."""
        place = fact.places[0] if fact.places else None
        countries = {one.country for one in fact.places if one.country}
        names = {name for one in fact.places for name in (one.name, one.canonical, one.admin1) if name}
        entry = self.identify(fact.name, fact.parties, countries, names)
        if entry is not None:
            return {"ceasefire": entry.name}
        if place is None:
            return {"ceasefire": fact.name or ""}
        area = place.admin1 or (place.canonical or place.name if place.level == "admin1" or not place.id else "")
        return {"admin1": area, "country": place.country or ""}

    def parties_of(self, entry: CeasefireEntry) -> tuple[str, ...]:
        return tuple(party.name for party in entry.parties)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[CeasefireEntry, ...]]:
        index: dict[str, list[CeasefireEntry]] = {}
        for entry in self.ceasefires:
            for form in {sound(form) for form in (entry.name, *entry.aliases)}:
                index.setdefault(form, []).append(entry)
        return {form: tuple(entries) for form, entries in index.items()}


_ENOUGH = 3


def _fit(entry: CeasefireEntry, said: set[str], where: set[str], countries: Collection[str]) -> int:
    """How well the words fit: 2 a party, 2 a place of the entry, 1 its country; a foreign country rules it out.

    A place in the country is enough where the text names no party, as most that speak of "the truce" do.
    """
    if countries and set(countries).isdisjoint(entry.countries):
        return 0
    parties = sum(
        2 for party in entry.parties if any(f" {form} " in f" {one} " for form in _forms(party) for one in said)
    )
    area = 2 if {plain(name) for name in (*entry.places, *entry.admin1)} & where else 0
    there = not set(countries).isdisjoint(entry.countries) and (parties or (area and not said))
    return parties + area + (1 if there else 0)


def _forms(party: Party) -> set[str]:
    return {plain(form) for form in (party.name, *party.aliases)}
