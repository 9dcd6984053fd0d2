"""People named twice over: those who are only said to be what others are, and a figure spelt out by who they were."""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence

_MOST_NAMED = 6
_STEP = 2
_AGE = 5
"""Within how many tokens of "of" or "aged" the comma behind somebody's age stands."""
_AGED = 2
"""How many tokens say how old somebody is, or of how many a parent: "of thirty"."""


def appositions(sentence: Sentence, groups: Sequence[Group]) -> frozenset[Group]:
    """Groups that only name the people counted before: "two colleagues, a driver and a nurse, were"."""
    found: set[Group] = set()
    for at, whole in enumerate(groups):
        if whole.end >= len(sentence.tokens):
            continue
        if (
            whole.one
            and at + 1 < len(groups)
            and (_is_one(sentence, whole, groups[at + 1]) or _is_described(sentence, groups[at : at + 3]))
        ):
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


def _is_one(sentence: Sentence, whole: Group, named: Group) -> bool:
    """Whether one person is only said to be another: "a volunteer, a male nurse, was"."""
    if sentence.lower[whole.end] != "," or named.start != whole.end + 1 or named.determiner != "article" or named.more:
        return False
    end = _past_age(sentence, named.end)
    if sentence.lower[end : end + 1] != (",",):
        return False
    died = sentence.match(end + 1, "killed.intransitive", "injured.intransitive") > 0
    return died or sentence.match(end + 1, "grammar.be.one", "grammar.working") > 0


def _past_age(sentence: Sentence, at: int) -> int:
    """The comma behind the age of somebody named at a token ("a man of about 50,"); the token itself where none follows."""
    if not sentence.match(at, "numeral.of_age", "numeral.aged"):
        return at
    comma = next((near for near in range(at + 1, at + _AGE) if sentence.lower[near : near + 1] == (",",)), at)
    return comma if any(one.end == comma for one in numbers(sentence)) else at


def _is_described(sentence: Sentence, groups: Sequence[Group]) -> bool:
    """Whether somebody is only told of as a man or a woman again: "killed the driver, a man of thirty", and not in a list."""
    whole, named, *others = groups
    if sentence.lower[whole.end] != "," or named.start != whole.end + 1 or not named.one or named.more:
        return False
    if named.determiner != "article" or not sentence.match(named.noun[1] - 1, "people.anybody"):
        return False
    if sentence.match(whole.noun[1] - 1, "people.anybody"):
        return False  # "a man, a woman and a child"
    end = named.end + _AGED * (sentence.match(named.end, "people.of") > 0)
    return not any(end <= other.start <= end + _STEP and _lists(sentence, end, other.start) for other in others)


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
