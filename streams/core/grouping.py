"""What a fact's incident is grouped by: the area of a toll, the route, the ceasefire, the country.

A group key is a small mapping of words; the same news must give the same key whatever its wording, and two
things of one name in two countries must not share one.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from streams.core.facts import Ceasefire, Fact, Place, Route
from streams.core.places import lowest_common_area
from streams.core.rules import Group
from streams.core.spelling import plain

UNLOCATED = "unlocated"
"""The key of news that names no place: one incident for all of it rather than none."""


class Register(Protocol):
    """The operator's tables of routes and ceasefires, as far as grouping needs them."""

    def route_key(self, fact: Route) -> Mapping[str, str]:
        """The route's entry in the table, else country, kind and normalised name."""

    def ceasefire_key(self, fact: Ceasefire) -> Mapping[str, str]:
        """The ceasefire's entry in the table, else country and first-level area."""


def group_key(fact: Fact, group: Group, register: Register) -> dict[str, str]:
    """The key of ``fact`` for rules that group by ``group``. Empty values are left out; a key is never empty."""
    if group == "route" and isinstance(fact, Route):
        key = register.route_key(fact)
    elif group == "ceasefire" and isinstance(fact, Ceasefire):
        key = register.ceasefire_key(fact)
    elif group == "country":
        key = {"country": fact.places[0].country or "" if fact.places else ""}
    else:
        key = area_key(fact.places)
    return {name: value for name, value in key.items() if value} or {group: UNLOCATED}


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
    """The incident's name for people: ``M5 (SYR)``, ``Idlib (SYR)``, ``Ariha, Idlib (SYR)``, ``SYR``."""
    if UNLOCATED in key.values():
        return "a place not named"
    name = key.get("area") or key.get("route") or key.get("ceasefire") or ""
    names = ", ".join(part for part in (name, key.get("admin1", "")) if part)
    country = key.get("country", "")
    return f"{names} ({country})" if names and country else names or country
