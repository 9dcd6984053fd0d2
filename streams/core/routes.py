"""Routes as operators know them: the table of named routes, and by what a route's incident is grouped.

A route is its entry in the table, else its country, kind and normalised name: an M5 exists in many countries.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from streams.core.facts import Frozen, Route, RouteKind
from streams.core.routenames import (
    by_places,
    by_settlement,
    canonical_name,
    core,
    endpoints,
    ends_form,
    name_forms,
    only_number,
    road_number,
)
from streams.core.routewords import GENERIC
from streams.core.spelling import plain

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]

_COMPATIBLE: tuple[frozenset[RouteKind], ...] = (
    frozenset({"road", "bridge"}),
    frozenset({"road", "crossing"}),
    frozenset({"bridge", "crossing"}),
    frozenset({"port", "crossing"}),
    frozenset({"road", "waterway"}),
)
"""Kinds that a text may give for one and the same route: a border bridge is a crossing, a pass or corridor a road."""

_SPOT_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class RouteEntry(Frozen):
    """One route of the operator's table. ``endpoints`` are the places it links, so that a text may name it by them."""

    name: Text
    kind: RouteKind
    countries: Annotated[tuple[Country, ...], Field(min_length=1)]
    aliases: tuple[Text, ...] = ()
    endpoints: tuple[Text, Text] | None = None
    town: bool = False
    """Whether its bare name is a town first, so that it means the route only beside a word of kind."""


class Junction(Frozen):
    """A place where roads meet: whoever loses it loses each road in ``joins`` (names of entries)."""

    name: Text
    countries: Annotated[tuple[Country, ...], Field(min_length=1)]
    aliases: tuple[Text, ...] = ()
    joins: Annotated[tuple[Text, ...], Field(min_length=2)]


class RouteTable(Frozen):
    """The operator's routes and junctions."""

    routes: tuple[RouteEntry, ...] = ()
    junctions: tuple[Junction, ...] = ()

    @model_validator(mode="after")
    def _one_meaning(self) -> Self:
        wrong = [message for _, message in clashes(self.routes, self.junctions)]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    def identify(self, name: str, kind: RouteKind, countries: Collection[str] = ()) -> RouteEntry | None:
        """The entry that ``name`` means in one of ``countries``.

        With no country known, only if one entry fits, or one alone has the very name and not an alias of it; never for a
        road's number, which is one of many countries' roads.
        """
        return None if not countries and only_number(name) else self.likely(name, kind, countries)

    def likely(self, name: str, kind: RouteKind, countries: Collection[str] = ()) -> RouteEntry | None:
        """The entry that ``name`` may mean beside another name of it: :meth:`identify`, and numbers without a country."""
        fits = [
            entry
            for entry in self.meanings(name, kind)
            if not countries or not set(countries).isdisjoint(entry.countries)
        ]
        exact = [entry for entry in fits if entry.kind == kind] or fits
        if len(exact) > 1 and not countries:
            exact = [entry for entry in exact if plain(entry.name) == plain(name)]
        return exact[0] if len({entry.name for entry in exact}) == 1 and (countries or len(exact) == 1) else None

    def meanings(self, name: str, kind: RouteKind) -> Sequence[RouteEntry]:
        """The entries of all countries that ``name`` may mean."""
        return [
            entry
            for entry in self._found(name)
            if entry.kind == kind or (_compatible(entry.kind, kind) and _named(entry, name))
        ]

    def identify_among(self, names: Iterable[str], kind: RouteKind, countries: Iterable[str]) -> RouteEntry | None:
        """The entry that one of a route's names means, the likeliest country first."""
        forms = tuple(names)
        choices: Iterable[tuple[str, ...]] = [(country,) for country in dict.fromkeys(countries)] or [()]
        return next((entry for one in choices for name in forms if (entry := self.identify(name, kind, one))), None)

    def spot(self, words: Sequence[str], at: int, *, towns: bool = False) -> tuple[RouteEntry, int] | None:
        """The entry one of whose names begins at token ``at`` of lower-case ``words``, and where that name ends.

        Only names that are no plain place name are looked for: those of crossings, straits and the like that texts use
        without a word of kind; with ``towns`` those that are towns first, for whom a state must follow.
        """
        for form, entry in (self._town_spots if towns else self._spots).get(words[at], ()):
            end = at
            for word in form:
                while end > at and end < len(words) and words[end] in ("-", "'"):
                    end += 1
                if end >= len(words) or words[end] != word:
                    break
                end += 1
            else:
                return entry, end
        return None

    def junction(self, name: str, countries: Collection[str] = ()) -> Junction | None:
        """The junction that ``name`` means."""
        wanted = core(name)
        for junction in self.junctions:
            if countries and set(countries).isdisjoint(junction.countries):
                continue
            if any(core(form) == wanted for form in (junction.name, *junction.aliases)):
                return junction
        return None

    def route_key(self, fact: Route) -> Mapping[str, str]:
        """What a route's incident is grouped by: its name in the table or its canonical name, kind and country."""
        countries = [place.country for place in fact.places if place.country]
        known = by_places(fact.name, fact.places)
        entry = self.identify_among((fact.name, *fact.aliases, known), fact.route_kind, countries)
        if entry is not None:
            return {"route": entry.name, "country": entry.countries[0] if len(entry.countries) == 1 else ""}
        name = next((told for alias in fact.aliases if (told := by_settlement(alias))), known)
        return {"route": canonical_name(name, fact.route_kind), "country": countries[0] if countries else ""}

    @cached_property
    def _spots(self) -> Mapping[str, Sequence[tuple[tuple[str, ...], RouteEntry]]]:
        """Names without a word of kind by their first word, longest first."""
        return self._bare_names(towns=False)

    @cached_property
    def _town_spots(self) -> Mapping[str, Sequence[tuple[tuple[str, ...], RouteEntry]]]:
        return self._bare_names(towns=True)

    def _bare_names(self, *, towns: bool) -> Mapping[str, Sequence[tuple[tuple[str, ...], RouteEntry]]]:
        spots: dict[str, dict[tuple[str, ...], RouteEntry]] = {}
        for entry in self.routes:
            if entry.town != towns or entry.kind not in ("crossing", "waterway", "road", "airport", "port"):
                continue
            for name in (entry.name, *entry.aliases):
                words = tuple(_SPOT_WORD.findall(name.lower()))
                bare = not any(word in GENERIC for word in words) and not road_number(name) and not endpoints(name)
                if bare and words:
                    spots.setdefault(words[0], {}).setdefault(words, entry)
        return {word: sorted(forms.items(), key=lambda pair: -len(pair[0])) for word, forms in spots.items()}

    @cached_property
    def bare_names(self) -> frozenset[tuple[str, ...]]:
        """The names that :meth:`spot` looks for, as lower-case words."""
        spots = (self._spots, self._town_spots)
        return frozenset(form for one in spots for forms in one.values() for form, _ in forms)

    def _found(self, name: str) -> tuple[RouteEntry, ...]:
        found: dict[int, RouteEntry] = {}
        for form in name_forms(name):
            for entry in self._index.get(form, ()):
                found[id(entry)] = entry
        return tuple(found.values())

    @cached_property
    def _index(self) -> Mapping[str, tuple[RouteEntry, ...]]:
        index: dict[str, list[RouteEntry]] = {}
        for entry in self.routes:
            forms = {form for name in (entry.name, *entry.aliases) for form in name_forms(name)}
            if entry.endpoints:
                forms.add(ends_form(entry.endpoints))
            for form in forms:
                index.setdefault(form, []).append(entry)
        return {form: tuple(entries) for form, entries in index.items()}


def clashes(routes: Sequence[RouteEntry], junctions: Sequence[Junction]) -> Iterator[tuple[tuple[str, int], str]]:
    """What stands between entries: one name for two routes, a junction of roads that are not there.

    Each comes with the list ("routes", "junctions") and the position of the entry that is to be mended.
    """
    known = {(entry.name, country) for entry in routes for country in entry.countries}
    seen: dict[tuple[str, RouteKind, str], str] = {}
    for at, entry in enumerate(routes):
        said: set[str] = set()
        for country in entry.countries:
            for form in sorted({plain(form) for form in (entry.name, *entry.aliases)}):
                other = seen.setdefault((form, entry.kind, country), entry.name)
                if other != entry.name and form not in said:
                    said.add(form)
                    yield ("routes", at), f"{form!r} ({entry.kind}, {country}) names both {other!r} and {entry.name!r}"
    for at, junction in enumerate(junctions):
        for joined in junction.joins:
            if not any((joined, country) in known for country in junction.countries):
                yield (
                    ("junctions", at),
                    f"joins {joined!r}, which is no route of {' or '.join(junction.countries)} here",
                )


def _named(entry: RouteEntry, name: str) -> bool:
    """Whether the very words are a name of the entry, so that another word of kind does no harm."""
    return plain(name) in {plain(form) for form in (entry.name, *entry.aliases)}


def _compatible(one: RouteKind, other: RouteKind) -> bool:
    return one == other or frozenset({one, other}) in _COMPATIBLE
