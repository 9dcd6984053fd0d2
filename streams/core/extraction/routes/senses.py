"""Senses: whether a cue beside a route tells of something else: shares that closed, a ship that sank, people who came down."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.barred import nobody_held
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.passage import is_counted
from streams.core.extraction.routes.plans import is_asked_first
from streams.core.extraction.routes.statements import Cue
from streams.core.extraction.wordends import ends_as

LOSES = frozenset(("captured", "taken", "dropped", "filled"))
"""What may be told of a route beside its states, each of which takes it from those who would pass."""
_TRADED = 6
"""Within how many tokens behind "closed" it is told that shares did."""


def is_of_else(sentence: Sentence, group: Group, cue: Cue, told: str) -> bool:
    """Whether a cue tells of something else beside a route: what is asked for, an opening, a deal, a shop in the street."""
    if is_asked_first(sentence, cue.at):
        return True  # "طالب السائقون بفتح الطريق"
    if cue.end <= group.first and sentence.match(group.last + 1, "route.premises"):
        return True  # "closed its Bara Street shop"
    if told == "severed" and _of_other_sense(sentence, group, cue):
        return True
    lost = told == "severed" or told in LOSES
    if lost and sentence.has("route.founders", start=cue.at, end=cue.end) and _a_ship(sentence, group):
        return True  # "the ferry Bahari Jaya went down"
    if sentence.match(cue.at, "route.built_only") and all(route.kind == "crossing" for route in group.routes):
        return not sentence.has("route.built", start=group.first, end=group.last + 1)  # "deal to reopen it collapses"
    return _put_off(sentence, group, cue, told)


def _a_ship(sentence: Sentence, group: Group) -> bool:
    """Whether a group is a vessel by its own name, which is no line: "the ferry Bahari Jaya", not "the Likoni ferry"."""
    return any(
        sentence.match(at, "route.vessel") > 0 and sentence.tokens[at + 1].capital
        for at in range(group.first, min(group.first + 2, group.last))
    )


def _of_other_sense(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether shares closed, people came down a road, or something was handed out: "the port closed 12 cents higher"."""
    if sentence.match(cue.at, "route.closed") and sentence.has("route.traded", start=cue.end, end=cue.end + _TRADED):
        return True
    if sentence.match(cue.at, "route.falls") == cue.end - cue.at and all(
        route.kind == "road" for route in group.routes
    ):
        return not sentence.has("route.built", start=group.first, end=group.last + 1)
    if sentence.match(cue.at, "route.downward") and sentence.has("route.by_part", start=cue.end, end=cue.end + _HELPED):
        return True
    alone = cue.end - cue.at == 1 and sentence.match(cue.at, "route.outward") > 0
    return alone and ends_as(sentence, cue.at - 1, "ending.past")  # "is being doled out"


def _put_off(sentence: Sentence, group: Group, cue: Cue, told: str) -> bool:
    """Whether what is late is no traffic, but something planned: "the opening of the new bridge was delayed"."""
    of = group.first - 1
    if told != "restricted" or not sentence.match(cue.at, "route.was_put_off"):
        return False
    while sentence.match(of, "route.definite", "route.adjective", "route.ordinal"):
        of -= 1
    return sentence.match(of, "route.of") > 0 and sentence.match(of - 1, "route.noun") > 0


def is_no_use(sentence: Sentence, cue: Cue, value: str) -> bool:
    """Whether what is told of those who pass says nothing of the way: "nobody was turned back", "can use it free of charge"."""
    if value == "turned":
        return (
            nobody_held(sentence, cue.at)
            or sentence.has("passage.nobody", start=max(0, cue.at - 2), end=cue.at)
            or sentence.has("route.lone", start=max(0, cue.at - _HELPED), end=cue.at)
        )
    first = max(0, cue.at - 1)
    if value == "severed" and sentence.match(cue.at, "passage.traffic") and is_counted(sentence, first, cue.at):
        return True  # "two flights were diverted from Goma"
    if value == "open":
        return sentence.has("route.fares", start=cue.end, end=cue.end + _PAID)
    return value == "severed" and any(
        nobody_held(sentence, at) for at, _ in sentence.find("passage.halts", start=cue.end, end=cue.end + _HELPED)
    )  # "no flights were cancelled"


_PAID = 12
"""Within how many tokens behind "can use" it is told that it costs nothing."""
_HELPED = 4
"""Within how many tokens behind "no flights" the verb stands that says what they were not."""
