"""People named twice over: those who are only said to be what others are, and a figure spelt out by who they were."""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence

_MOST_NAMED = 6
_STEP = 2
_NOUN = 2
"""The most words of a noun that anybody may bear: "homme de 40 ans"."""
_OF_ONE = ("killed.intransitive", "injured.intransitive", "grammar.be.one", "grammar.working")
"""What is said behind an aside of one person."""


def appositions(sentence: Sentence, groups: Sequence[Group]) -> frozenset[Group]:
    """Groups that only name the people counted before: "two colleagues, a driver and a nurse, were"."""
    found: set[Group] = set()
    for at, whole in enumerate(groups):
        if whole.end >= len(sentence.tokens):
            continue
        if whole.one and at + 1 < len(groups) and _is_told_again(sentence, groups[at : at + 3]):
            found.add(groups[at + 1])
            continue
        if at + 1 < len(groups) and _are_both(sentence, whole, groups[at + 1]):
            found.add(groups[at + 1])
            continue
        if not 2 <= whole.number.min <= _MOST_NAMED:
            continue
        if sentence.lower[whole.end] not in (",", "(", "-", ":"):
            continue
        named = list(groups[at + 1 : at + 1 + whole.number.min])
        while sum(one.number.min for one in named) > whole.number.min:
            named.pop()
        if not named or sentence.lower[named[-1].end : named[-1].end + 1] not in ((",",), (")",), ("-",), ()):
            continue
        bracketed = sentence.lower[whole.end] == "(" and len(named) > 1
        if sum(one.number.min for one in named) == whole.number.min and (bracketed or all(one.one for one in named)):
            found.update(named)
    return frozenset(found)


def _are_both(sentence: Sentence, whole: Group, named: Group) -> bool:
    """Whether both of two are only said to be something: "two drivers, both Cameroonians, were"."""
    if not sentence.match(named.start, "group.both") or whole.number.min != named.number.min:
        return False
    return sentence.lower[whole.end] == "," and named.start == whole.end + 1


def _is_told_again(sentence: Sentence, groups: Sequence[Group]) -> bool:
    """Whether an aside tells again of the one person before it, and is no next one of a list.

    It is where what follows is said of one: "a volunteer, a male nurse, was"; and where it names anybody behind somebody, and
    nobody comes next: "killed the driver, a man of thirty".
    """
    whole, named, *others = groups
    aside = sentence.lower[whole.end] == "," and named.start == whole.end + 1
    if not (aside and named.one and named.determiner == "article") or named.more:
        return False
    end = _past_age(sentence, named.end)
    if sentence.lower[end : end + 1] == (",",) and sentence.match(end + 1, *_OF_ONE):
        return True
    if any(end <= other.start <= end + _STEP and _lists(sentence, end, other.start) for other in others):
        return False
    anybody, somebody = (sentence.ending("people.anybody", one.noun[1], _NOUN) for one in (named, whole))
    return anybody and not somebody  # "a man, a woman and a child" are three


def _past_age(sentence: Sentence, at: int) -> int:
    """The end of what says how old somebody named at a token is, or of how many a parent: "of about 50", "aged 34"."""
    of = sentence.match(at, "numeral.of_age", "numeral.aged", "people.of")
    return next((one.end for one in numbers(sentence) if of and one.start == at + of), at)


def _lists(sentence: Sentence, start: int, end: int) -> bool:
    return any(sentence.lower[at] == "," or sentence.match(at, "group.join") for at in range(start, end))


def spelt_out(sentence: Sentence, groups: Sequence[Group], at: int) -> Sequence[Group]:
    """The people right behind a figure who add up to it: "seven teachers, six women and one man, were"."""
    whole = groups[at]
    total, end = 0, whole.end
    for last, group in enumerate(groups[at + 1 :], at + 1):
        comma = sentence.lower[end : end + 1] == (",",)
        joins = comma or (last > at + 1 and sentence.match(end, "grammar.and") > 0)
        if not joins or group.start - end > _STEP or group.determiner == "definite" or group.more:
            return ()
        total, end = total + group.number.min, group.end
        if total >= whole.number.min:
            spelt = groups[at + 1 : last + 1]
            closed = sentence.lower[end : end + 1] in ((",",), (";",), (")",), (".",), ())
            return spelt if total == whole.number.min and closed and len(spelt) > 1 else ()
    return ()
