"""What the gazetteer knows of the places that rules name: a name that no news is read as would be silent for ever."""

from collections.abc import Iterator

from streams.core.conditions import kinds, leaves
from streams.core.conditions.tree import PlaceLeaf, Trail
from streams.core.errors import Problem
from streams.core.places.gazetteer import Gazetteer
from streams.core.rules import Rule
from streams.core.spelling import plain
from streams.edges.rulefiles import RuleFile


def asked_places(rule: Rule) -> Iterator[tuple[Trail, PlaceLeaf]]:
    """The places that facts must lie in, by the way to each. Those of items without facts are looked for in words."""
    for asked in rule.asked:
        if asked.condition is None or not kinds(asked.condition):
            continue
        for trail, leaf in leaves(asked.condition):
            if isinstance(leaf, PlaceLeaf):
                yield (*asked.trail, *trail, "place"), leaf


def strange_places(file: RuleFile, gazetteer: Gazetteer) -> Iterator[Problem]:
    """A note for each name that the gazetteer has not, or has under another one."""
    for trail, leaf in asked_places(file.rule):
        place = leaf.place
        for name in (*(place.name or ()), *(place.admin1 or ())):
            entries = [one for one in gazetteer.named(name) if not place.country or one.country in place.country]
            if not entries:
                where = f" in {' or '.join(place.country)}" if place.country else ""
                mend = "check its spelling, or add it to tables/places.csv"
                yield file.document.problem(trail, f"no place named {name} is known{where}; {mend}")
            elif plain(name) not in {plain(one.name) for one in entries}:
                known = entries[0].name
                yield file.document.problem(trail, f"{name} is known as {known}; write {known}, or both as a list")
