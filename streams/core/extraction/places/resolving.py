"""Resolving: which of the places of one name an item means, by the item's own context.

The context is the countries that the item names or points to ("Syrian", "#Sudan") and the countries in which its other names
are found. Where the context does not decide, the likeliest place stands first and the others are shown as alternatives.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from streams.core.extraction.places.mention import Mention
from streams.core.extraction.reading import Reading
from streams.core.facts import Level, Place
from streams.core.places.gazetteer import Entry, place_key

LARGE = 200_000
"""Inhabitants above which a place is meant although the item points to other countries alone."""
SMALL = 15_000
"""Inhabitants above which a name that no other country has is a place without further signs."""
_UNCOUNTED = 8_000
"""Taken for the population of a place whose population is not known."""
_DECIDED = 1.2
"""How far the best reading of a name must be ahead for the others to be left out."""


class Votes:
    """Votes for countries (alpha-3), by the key of the name that gives them: a name does not vote on itself."""

    def __init__(self) -> None:
        self._by_key: dict[str, dict[str, float]] = {}
        self._total: defaultdict[str, float] = defaultdict(float)
        self._shares: dict[tuple[str, str], float] = {}

    def add(self, key: str, country: str, weight: float) -> None:
        self._shares.clear()
        own = self._by_key.setdefault(key, {})
        own[country] = own.get(country, 0.0) + weight
        self._total[country] += weight

    def share(self, country: str, key: str) -> float:
        """0 to 1: the country's votes beside those of the country that has most, without the votes of ``key``."""
        known = self._shares.get((country, key))
        if known is None:  # asked again for each place of the same name and country
            known = self._shares[country, key] = self._share(country, key)
        return known

    def _share(self, country: str, key: str) -> float:
        own = self._by_key.get(key, {})
        votes = self._total.get(country, 0.0) - own.get(country, 0.0)
        if votes <= 1e-9:
            return 0.0
        return votes / max(total - own.get(code, 0.0) for code, total in self._total.items())

    def any(self, key: str) -> bool:
        """Whether any name but ``key`` has voted."""
        return bool(self._by_key.keys() - {key})


@dataclass(frozen=True, slots=True)
class Context:
    """What an item says of where it is: the countries that it names or points to, and those of its other names."""

    named: Votes
    near: Votes
    areas: frozenset[tuple[str | None, str | None]] = frozenset()
    written: frozenset[str | None] = frozenset()
    """The countries of the dateline."""

    def weight(self, country: str | None, name: str) -> float:
        """0 to 7: how much the item, but for ``name`` itself, is about a country."""
        if country is None:
            return 0.0
        key = place_key(name)
        return 4 * self.named.share(country, key) + 3 * self.near.share(country, key)

    def any(self, name: str) -> bool:
        """Whether there is any context but ``name`` itself."""
        key = place_key(name)
        return self.named.any(key) or self.near.any(key)

    def knows(self, country: str | None, name: str) -> bool:
        """Whether the item gives a reason to think of the country; an item without any context knows all."""
        return not self.any(name) or self.weight(country, name) >= 0.8 or country in self.written


def context_of(reading: Reading, mentions: Sequence[Mention]) -> Context:
    """The context of an item, before any of its names is decided."""
    named, near = Votes(), Votes()
    for sentence in reading.sentences:
        weight = 2.0 if sentence.field == "title" else 1.0
        for at, mark in sentence.find("place.nationality"):
            named.add(sentence.lower[at], mark.value, weight)
        for at, mark in sentence.find("place.points"):
            named.add(f"points {sentence.lower[at]}", mark.value, weight)
    for mention in mentions:
        key, weight = place_key(mention.name), 2.0 if mention.field == "title" else 1.0
        country = next((entry.country for entry in mention.entries if entry.level == "country"), None)
        if country is not None:
            named.add(key, country, 2 * weight)
        elif mention.cued:
            for code, share in _shares(mention.entries).items():
                near.add(key, code, weight * share)
    written = {entry.country for mention in mentions if mention.role == "dateline" for entry in mention.entries}
    return Context(named, near, frozenset(_areas(mentions)), frozenset(written))


def _areas(mentions: Sequence[Mention]) -> Iterator[tuple[str | None, str | None]]:
    """The first-level areas that names of the item can only mean."""
    for mention in mentions:
        areas = {(entry.country, entry.admin1) for entry in mention.entries}
        if mention.cued and len(areas) == 1:
            yield areas.pop()


def resolve(mention: Mention, context: Context) -> Place | None:
    """The place that a mention means; None when it is more likely no place at all.

    A name shared by a first-level area and its seat is the area, unless the words say "city" or "town".
    """
    ranked = sorted(_fitting(mention, context), key=lambda entry: (-_score(entry, mention, context), entry.id))
    large = math.inf if mention.role == "route" else LARGE
    ranked = [
        one
        for one in ranked
        if one.level == "country"
        or context.knows(one.country, mention.name)
        or one.population >= large
        or _unmistakable(one, mention)
    ]
    if not ranked:
        return _unknown(mention)
    best = ranked[0]
    if not mention.cued and not _credible(best, mention, context):
        return None
    top = _score(best, mention, context)
    others = tuple(
        entry.id
        for entry in ranked[1:6]
        if top - _score(entry, mention, context) < _DECIDED
        and (entry.country, entry.admin1) != (best.country, best.admin1)
    )
    return _place(mention, best, others)


def _fitting(mention: Mention, context: Context) -> list[Entry]:
    """The entries at the level that is stated; where none is, an area stands for its seat."""
    entries = list(mention.entries)
    if mention.stated in ("admin1", "around"):
        areas = [entry for entry in entries if entry.level == "admin1"]
        return areas or [entry for entry in entries if entry.level != "country"] or entries
    if mention.stated == "admin2":
        return [entry for entry in entries if entry.level == "admin2"] or [
            entry for entry in entries if entry.level in ("place", "admin1")
        ]
    if mention.stated == "place":
        return [entry for entry in entries if entry.level == "place"] or entries
    countries = [entry for entry in entries if entry.level == "country"]
    if countries and not _namesake(countries, entries, mention.name, context):
        return countries
    entries = [entry for entry in entries if entry.level != "country"]
    seats = {(entry.country, entry.admin1) for entry in entries if entry.level == "admin1"}
    return [entry for entry in entries if entry.level != "place" or (entry.country, entry.admin1) not in seats]


def _namesake(countries: list[Entry], entries: list[Entry], name: str, context: Context) -> bool:
    """Whether a town or area is meant that has the name of a country of which the item says nothing else."""
    if any(context.weight(entry.country, name) for entry in countries):
        return False
    own = {entry.country for entry in countries}
    return any(entry.country not in own and context.weight(entry.country, name) >= 2 for entry in entries)


def _score(entry: Entry, mention: Mention, context: Context) -> float:
    score = math.log10(max(entry.population, _UNCOUNTED)) + context.weight(entry.country, mention.name)
    if place_key(entry.name) == place_key(mention.name):
        score += 0.7
    if (entry.country, entry.admin1) in context.areas and entry.level != "admin1":
        score += 1.5
    if entry.level == "admin1" and mention.stated is None:
        score += 0.3 if not _elsewhere(entry, mention) else -2.0
    return score


def _unmistakable(entry: Entry, mention: Mention) -> bool:
    """Whether it is a large place whose very name no other country has: it needs no context."""
    alone = {one.country for one in mention.entries} == {entry.country}
    return alone and entry.population >= LARGE and place_key(entry.name) == place_key(mention.name)


def _elsewhere(area: Entry, mention: Mention) -> bool:
    """Whether the larger place of the same name is not in the area but beside it, as Kyiv is beside its oblast."""
    return any(
        one.level == "place" and one.country == area.country and one.admin1 != area.admin1 and one.population > 100_000
        for one in mention.entries
    )


def _credible(entry: Entry, mention: Mention, context: Context) -> bool:
    """Whether a name that nothing around it shows to be a place is one all the same."""
    if entry.level in ("country", "admin1", "admin2") or entry.id.startswith("tocsin:") or entry.population >= LARGE:
        return True
    if context.weight(entry.country, mention.name) >= 2:
        return True
    alone = {one.country for one in mention.entries} == {entry.country}
    return alone and entry.population >= SMALL and place_key(entry.name) == place_key(mention.name)


def _unknown(mention: Mention) -> Place | None:
    if not mention.cued:
        return None
    level: Level = mention.stated if mention.stated in ("admin1", "admin2") else "place"
    return Place(name=mention.name, level=level)


def _place(mention: Mention, entry: Entry, others: tuple[str, ...]) -> Place:
    level, identity = entry.level, entry.id
    admin1, admin2 = entry.admin1, entry.admin2
    if mention.stated in ("admin1", "admin2") and level == "place":
        level, identity = mention.stated, f"{entry.id}:{mention.stated}"
        admin1 = entry.name if level == "admin1" else admin1
        admin2 = entry.name if level == "admin2" else admin2
    return Place(
        name=mention.name,
        canonical=entry.name,
        id=identity,
        level=level,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        admin1=admin1,
        admin2=admin2,
        alternatives=others,
    )


def _shares(entries: Iterable[Entry]) -> dict[str, float]:
    """How likely a name alone points to each country, by the populations of its places."""
    sizes: Counter[str] = Counter()
    for entry in entries:
        if entry.country:
            sizes[entry.country] = max(sizes[entry.country], int(math.log10(max(entry.population, _UNCOUNTED)) ** 4))
    total = sum(sizes.values())
    return {country: size / total for country, size in sizes.items()} if total else {}
