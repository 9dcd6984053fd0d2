"""Comparisons: the same told of another time, place or event, its figure alone: "23 were killed, against 122 in the two days since"."""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import PLURAL, STATES, VERBS
from streams.core.extraction.casualties.predicates import Predicate, ends_clause
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence

_AGAINST = 3
_TIMED = 5
"""Within how many tokens behind a figure stands when it was: "122 in the two days since"."""
_CLAUSE = 8
_PLACE = 4
_TELLING = ("grammar.be", "grammar.have", "grammar.verb", "grammar.say", "grammar.clause", "toll.says", *VERBS, *STATES)


def compared(sentence: Sentence, group: Group, found: Sequence[Link]) -> Link | None:
    """The figure told before that one is measured by, or whose verb is left out with one told next; None where there is none."""
    before = [link for link in found if link.end <= group.start]
    if not before or group.of is not None or group.head != "bare":
        return None
    if any(one.kind not in ("year", "date") for one in numbers(sentence) if before[-1].end <= one.start < group.start):
        return None  # "the fee is 300 pounds, against 120 last year"
    if sentence.ending("toll.against", group.start, _AGAINST):
        return before[-1] if _when_it_was(sentence, group.end) else None
    ends = ends_clause(sentence, group.end) and not sentence.match(group.end, "grammar.preposition")
    ends = ends or sentence.match(group.end, "group.and") > 0
    next_one = ends and (_of_another_event(sentence, group, before[0]) or _elsewhere(sentence, group, before[-1]))
    return before[-1] if next_one else None


def of_time_before(sentence: Sentence, group: Group) -> str:
    """The words by which a figure is that of the day, week or year before, with which today's is compared; or empty."""
    behind = sentence.match(group.end, "toll.period")
    measured = behind > 0 and sentence.ending("toll.against", group.start, _AGAINST)
    return sentence.words(group.end, group.end + behind) if measured else ""


def of_another_year(sentence: Sentence, group: Group) -> bool:
    """Whether a figure is one with which another year's is compared, and no earlier one of the same people."""
    if not sentence.ending("toll.against", group.start, _AGAINST):
        return False
    mark = sentence.mark(group.end, "toll.period")
    return mark.value == "long" if mark is not None else _in_year(sentence, group.end)


def _in_year(sentence: Sentence, at: int) -> bool:
    """Whether a year stands right behind a token: "in 2024", "in the same months of 2024"."""
    near = range(at + 1, at + _TIMED + 1) if sentence.match(at, "grammar.preposition") else ()
    return not _years(sentence).isdisjoint(near)


def _years(sentence: Sentence) -> frozenset[int]:
    return frozenset(one.start for one in numbers(sentence) if one.kind == "year")


def _when_it_was(sentence: Sentence, at: int) -> bool:
    """Whether a token begins another time: "the year before", "in the two days since", "in 2024"."""
    if sentence.match(at, "toll.period", "toll.dated") or _in_year(sentence, at):
        return True
    near = range(at + 1, at + _TIMED) if sentence.match(at, "grammar.preposition") else ()
    return any(sentence.match(here, "toll.span", "calendar.month", "toll.period") for here in near)


def _opens(sentence: Sentence, end: int, group: Group) -> int:
    """The token behind the last "and" or comma between the end of a link and a figure; 0 for none."""
    marks = (at for at in range(group.start - 1, end - 1, -1) if sentence.lower[at] in (",", ";"))
    joins = (at for at in range(group.start - 1, end - 1, -1) if sentence.match(at, "toll.and", "group.and"))
    return max(next(marks, -1), next(joins, -1)) + 1


def _of_another_event(sentence: Sentence, group: Group, link: Link) -> bool:
    """Another event with the verb of the first left out: "floods killed 254 people, and the tsunami of 2004 more than 31,000"."""
    said = link.predicate
    if said is None or said.form != "verb" or said.passive or link.group.start < said.end:
        return False
    begin = _opens(sentence, link.end, group)
    that = sentence.match(begin, "toll.that_of")
    if not begin or not 1 < group.start - begin <= _CLAUSE:
        return False
    if sentence.has(*_TELLING, start=begin + that, end=group.start) or "," in sentence.lower[begin : group.start]:
        return False
    the = sentence.match(begin, "group.definite") > 0
    event = sentence.has("cause", start=begin, end=group.start) or any(
        begin < at < group.start for at in _years(sentence)
    )
    return that > 0 or (the and event)


def _elsewhere(sentence: Sentence, group: Group, link: Link) -> bool:
    """Another place or time in front of its figure: "eleven people were killed in the north and in the south four"."""
    begin = _opens(sentence, link.end, group)
    words = range(begin + 1, group.start)
    if not begin or not sentence.match(begin, "place.in") or not 0 < len(words) <= _PLACE:
        return False
    if sentence.has(*_TELLING, "numeral.label", "injured.treat", start=begin, end=group.start):
        return False
    years = _years(sentence)
    named = (
        sentence.tokens[at].capital
        or at in years
        or sentence.match(at, "toll.area", "toll.side", "group.more", "group.another")
        for at in words
    )
    return all(named) and not any(sentence.tokens[at].shape == "mark" for at in words)


def in_turn(sentence: Sentence, there: Sequence[Group], said: Sequence[Predicate]) -> list[Link]:
    """Figures of several told of in one breath: "the valley lost people to slides, 14 and 23 respectively"."""
    end = next((at for at, _ in sentence.find("toll.each")), 0)
    row: list[Group] = []
    for group in reversed([one for one in there if one.end <= end]):
        behind = row[-1].start if row else end
        if group.head != "bare" or not all(_joins(sentence, at) for at in range(group.end, behind)):
            break
        row.append(group)
    lives = [one for one in said if one.form == "lives" and sentence.match(one.end, *PLURAL)]  # "lost people to slides"
    outcomes = {one.outcome for one in lives or said if one.end <= end}
    if len(row) < 2 or len(outcomes) != 1 or sentence.match(row[-1].start - 1, "grammar.preposition"):
        return []
    outcome = outcomes.pop()
    return [Link(group, outcome, group.start, group.end) for group in reversed(row)]


def _joins(sentence: Sentence, at: int) -> bool:
    return sentence.lower[at] == "," or sentence.match(at, "group.and") > 0
