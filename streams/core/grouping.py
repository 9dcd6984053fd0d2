"""What an incident is grouped by: the area of a toll, the route, the ceasefire, the country, the source.

A group key is a small mapping of words; the same news must give the same key whatever its wording, and two
things of one name in two countries must not share one.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, Protocol

from streams.core.facts import Ceasefire, Fact, Place, Route
from streams.core.places import lowest_common_area
from streams.core.sources import Source, Sources
from streams.core.spelling import plain

Group = Literal["area", "place", "admin1", "country", "route", "ceasefire", "source", "rule"]

UNLOCATED = "unlocated"
"""The key of news that names no place: one incident for all of it rather than none."""


class Register(Protocol):
    """The operator's tables of routes, ceasefires and sources, as far as judging and grouping need them."""

    @property
    def sources(self) -> Sources:
        """What the operator says of sources."""

    def route_key(self, fact: Route) -> Mapping[str, str]:
        """The route's entry in the table, else country, kind and normalised name."""

    def ceasefire_key(self, fact: Ceasefire) -> Mapping[str, str]:
        """The ceasefire's entry in the table, else country and first-level area."""

    def source(self, name: str) -> Source:
        """What the table says of a source, by any of its names."""

    def source_name(self, name: str) -> str:
        """The name in the table of a source, whichever of its names is given."""

    def country_names(self, code: str) -> Collection[str]:
        """The names that people use for a country of these three letters, as far as they are known."""


def groups_of(kinds: Collection[str]) -> tuple[Group, ...]:
    """By what facts of all these kinds can be grouped; without a kind, items as a whole."""
    own: tuple[Group, ...] = (
        ("route",) if set(kinds) == {"route"} else ("ceasefire",) if set(kinds) == {"ceasefire"} else ()
    )
    return (*own, "area", "place", "admin1", "country", "source", "rule")


def group_key(
    groups: Sequence[Group], *, fact: Fact | None, places: Sequence[Place], source: str, rule: str, register: Register
) -> dict[str, str]:
    """The key of a rule that groups by ``groups``. Empty values are left out; a key is never empty.

    ``fact`` is None for an item as a whole, and ``places`` are the fact's or the item's.
    """
    key: dict[str, str] = {}
    for group in groups:
        one = _key(group, fact=fact, places=places, source=source, rule=rule, register=register)
        key |= {name: value for name, value in one.items() if value} or {group: UNLOCATED}
    return key


def _key(
    group: Group, *, fact: Fact | None, places: Sequence[Place], source: str, rule: str, register: Register
) -> Mapping[str, str]:
    if group == "route" and isinstance(fact, Route):
        return register.route_key(fact)
    if group == "ceasefire" and isinstance(fact, Ceasefire):
        return register.ceasefire_key(fact)
    if group == "source":
        return {"source": register.source_name(source)}
    if group == "rule":
        return {"rule": rule}
    if group == "area":
        return area_key(places)
    return _place_key(group, places[0]) if places else {}


def _place_key(group: Group, place: Place) -> Mapping[str, str]:
    """The place that a fact names first, or the province or country that it lies in."""
    country = place.country or ""
    if group == "country":
        return {"country": country}
    province = place.canonical or place.name if place.level == "admin1" else place.admin1 or ""
    if group == "admin1":
        return {"admin1": province, "country": country if province else ""}
    name = place.canonical or (place.name if country else plain(place.name).title() or place.name)
    within = province if place.level in ("place", "admin2") else ""
    return {"place": name, "level": place.level if country else "", "admin1": within, "country": country}


def area_key(places: Sequence[Place]) -> dict[str, str]:
    """The area for which a figure is stated, at the level stated; nothing is rolled up to a larger one.

    A figure over several areas has the lowest area common to them, or no one area but their names where they share no
    country. A town is told from its namesakes by its first-level area, a province by its country; a country is its code,
    and a place that no gazetteer knows its name without capitals and accents.
    """
    if not places:
        return {"area": UNLOCATED}
    place = lowest_common_area(places)
    if place is None:
        return {"area": ", ".join(sorted({one.country or plain(one.name) for one in places}))}
    if place.country is None:
        return {"area": plain(place.name).title() or place.name}
    if place.level == "country":
        return {"country": place.country, "level": "country"}
    return {
        "area": place.canonical or place.name,
        "level": place.level,
        "admin1": (place.admin1 or "") if place.level in ("place", "admin2") else "",
        "country": place.country,
    }


def label(key: Mapping[str, str]) -> str:
    """The incident's name for people: ``M5 (SYR)``, ``Idlib (SYR)``, ``Ariha, Idlib (SYR)``, ``SYR``, ``drill monthly``."""
    if UNLOCATED in key.values():
        return f"{key['source']}, a place not named" if "source" in key else "a place not named"
    own = (key.get(name, "") for name in ("source", "route", "ceasefire", "area", "place", "admin1", "rule"))
    names = ", ".join(part for part in own if part)
    country = key.get("country", "")
    drill = f"drill {key['drill']}" if "drill" in key else ""
    return f"{names} ({country})" if names and country else names or country or drill
