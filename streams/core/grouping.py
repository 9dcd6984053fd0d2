"""What a fact's incident is grouped by: the area of a toll, the route, the ceasefire, the country.

A group key is a small mapping of words; the same news must give the same key whatever its wording, and two
things of one name in two countries must not share one.
"""

from collections.abc import Mapping
from typing import Protocol

from streams.core.facts import Ceasefire, Fact, Place, Route
from streams.core.rules import Group

UNLOCATED = "unlocated"
"""The key of news that names no place: one incident for all of it rather than none."""


class Register(Protocol):
    """The operator's tables of routes and ceasefires, as far as grouping needs them."""

    def route_key(self, fact: Route) -> Mapping[str, str]:
        """The route's entry in the table, else country, kind and normalised name."""

    def ceasefire_key(self, fact: Ceasefire) -> Mapping[str, str]:
        """The ceasefire's entry in the table, else country and first-level area."""


def group_key(fact: Fact, group: Group, register: Register) -> dict[str, str]:
    """The key of ``fact`` for rules that group by ``group``. Empty values are left out."""
    if group == "route" and isinstance(fact, Route):
        key = register.route_key(fact)
    elif group == "ceasefire" and isinstance(fact, Ceasefire):
        key = register.ceasefire_key(fact)
    elif group == "country":
        key = {"country": fact.places[0].country or UNLOCATED if fact.places else UNLOCATED}
    else:
        key = area_key(fact.places[0] if fact.places else None)
    return {name: value for name, value in key.items() if value}


def area_key(place: Place | None) -> dict[str, str]:
    """The area for which a figure is stated, at the level stated; nothing is rolled up to a larger one.

    A town is told from its namesakes by its first-level area, a province by its country.
    """
    if place is None:
        return {"area": UNLOCATED}
    within = place.admin1 if place.level in ("place", "admin2") else None
    return {
        "area": place.canonical or place.name,
        "level": place.level if place.id else "",
        "admin1": within or "",
        "country": place.country or "",
    }


def label(key: Mapping[str, str]) -> str:
    """The incident's name for people: ``M5 (SYR)``, ``Idlib (SYR)``, ``Ariha, Idlib (SYR)``."""
    if key.get("area") == UNLOCATED:
        name = "a place not named"
    elif "area" in key:
        name = ", ".join(part for part in (key["area"], key.get("admin1", "")) if part)
    elif "route" in key:
        name = key["route"]
    elif "ceasefire" in key:
        name = key["ceasefire"]
    else:
        name = key.get("admin1", "")
    country = key.get("country", "")
    if not name:
        return country or UNLOCATED
    return f"{name} ({country})" if country else name
