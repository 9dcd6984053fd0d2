"""Totals: figures that add up those told before them and do not say again of what, "bringing the number since May to 54"."""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.predicates import ends_clause
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as

_JOIN = 3
_THINGS = ("money", "share", "measure", "age")
"""What a total adds up if such a figure stands before it: "killed nine in the rain, 61 mm (cumulative: 340)"."""
_HEAD = 5
_BROUGHT = 12
"""Within how many tokens behind "bringing" its figure stands: "bringing the number in the town's camps since May to"."""
_UP_TO = ("grammar.adverb", "grammar.to", "qualifier.before", "toll.climb", "toll.join")
_CLIMBS = 2
_IT = 4
_BY_CLOCK = 12
"""No more than these may be the hour: "by then it was four"."""


def sums_up(sentence: Sentence, group: Group, found: Sequence[Link], before: Link | None) -> bool:
    """Whether a figure adds up those told in its sentence, or ``before`` it."""
    end = max((link.group.end for link in found if link.group.end <= group.start), default=0)
    if group.of is not None or any(one.kind in _THINGS for one in numbers(sentence) if end <= one.start < group.start):
        return False
    if not found and any(one.kind == "count" and one.end <= group.start for one in numbers(sentence)):
        return False  # "will pay 500,000 to each family, for a total of 4,500,000"
    last = found[-1].group if found else before.group if before is not None else None
    return is_total(sentence, group) or since_then(sentence, group, found) or it_was(sentence, group, last)


def is_total(sentence: Sentence, group: Group) -> bool:
    """A total that does not say of what: "bringing the total to 39", "total = 22", "the count was two"."""
    figure = group.number.figure
    join = next(
        (
            at
            for at, mark in sentence.find("toll.join", start=group.start - _JOIN, end=figure)
            if mark.end in (group.start, figure)
        ),
        None,
    )
    makes = any(mark.end == figure for _, mark in sentence.find("toll.makes", start=group.start - _JOIN, end=figure))
    if makes and ends_clause(sentence, group.end + sentence.match(group.end, "toll.now", "stance.since")):
        return True
    if join is None:
        return False
    if any(
        mark.end <= join and join - mark.end <= 1
        for _, mark in sentence.find("toll.total", start=join - _HEAD, end=join)
    ):
        return True
    return _told_apart(sentence, join)


def _told_apart(sentence: Sentence, join: int) -> bool:
    """Whether a total is told with since when or where it counts: "taking the figure for the week to", "(cumulative since May:"."""
    for at, mark in sentence.find("toll.total", start=join - _BROUGHT, end=join):
        aside = range(mark.end, join)
        if not sentence.match(mark.end, "grammar.preposition", "stance.since") or sentence.match(
            mark.end, "grammar.of"
        ):
            continue  # "bringing the number of boats to six"
        if any(sentence.tokens[near].shape == "mark" for near in aside):
            continue
        bracket = sentence.lower[at - 1 : at] == ("(",) and sentence.lower[join] == ":"
        was = sentence.match(join, "grammar.be") and not sentence.has("toll.dated", start=mark.end, end=join)
        if bracket or sentence.ending("toll.brings", at, _JOIN) or was:
            return True  # and not "the figure on Wednesday was 57"
    return False


def may_reach(sentence: Sentence, end: int, group: Group) -> bool:
    """Whether a toll that ends at a token is told to be able to reach a figure: "might still climb sharply, perhaps beyond 3,000"."""
    for at, could in sentence.find("toll.could", start=end, end=group.start):
        here = next((mark.end for _, mark in sentence.find("toll.climb", start=at, end=could.end + _CLIMBS)), None)
        while here is not None and here < group.number.figure:
            comma = sentence.lower[here] == "," or ends_as(sentence, here, "ending.adverb")
            step = 1 if comma else sentence.match(here, *_UP_TO)
            here = here + step if step else None
        if here is not None:
            return True
    return False


def since_then(sentence: Sentence, group: Group, found: Sequence[Link]) -> bool:
    """Whether brackets behind a figure tell how many it is by now: "five people were killed (96 since March)"."""
    if sentence.lower[group.start - 1 : group.start] != ("(",) or not sentence.match(group.end, "stance.since"):
        return False
    before = [link for link in found if link.end <= group.start]
    return bool(before) and before[-1].group.number.min < group.number.min


def it_was(sentence: Sentence, group: Group, last: Group | None) -> bool:
    """Whether "it" is the toll told before, which has grown: "somebody died in the night and it was thirty-five"."""
    if last is None or not last.number.min < group.number.min <= 2 * last.number.min or group.number.min <= _BY_CLOCK:
        return False
    return sentence.ending("toll.it", group.start, _IT) and ends_clause(sentence, group.end)


def equals(sentence: Sentence, group: Group, found: Sequence[Link]) -> bool:
    """Whether a figure behind "=" is the sum of those before it: "Lutsk 1, Dnipro 1 = two"."""
    equals = sentence.lower[group.start - 1 : group.start] == ("=",)
    return equals and sum(link.group.number.min for link in found if link.end < group.start) == group.number.min
