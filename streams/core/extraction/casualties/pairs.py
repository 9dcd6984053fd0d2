"""Pairs: groups that a sentence tells of as one, and somebody with another who is theirs: "a priest and his wife"."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.people import civilian
from streams.core.extraction.reading import Sentence


def folded(found: Iterable[Group], as_one: Callable[[Group, Group], Group | None]) -> Iterator[Group]:
    """The groups in order, each neighbour that is one with those before it folded into them."""
    before: Group | None = None
    for group in found:
        one = None if before is None else as_one(before, group)
        if before is not None and one is None:
            yield before
        before = one or group
    if before is not None:
        yield before


def pair(sentence: Sentence, one: Group, other: Group) -> Group | None:
    """The two of them, where the second is somebody of the first's and no longer list is told: "رجل وزوجته"."""
    if not (_alone(one) and _alone(other)) or one.determiner == "number" or one.more or one.of is not None:
        return None
    plain = one.determiner == "definite" or bool(sentence.lexicon.words("grammar.articleless"))
    if not (plain or sentence.match(one.start, "group.article")) or sentence.has("group.excluded"):
        return None  # "one clerk": as many were counted
    end = one.end + 2 * (sentence.match(one.end, "numeral.of_age") > 0)  # "a girl of nine and her father"
    if other.start != end + 1 or not sentence.match(end, "group.and") or sentence.match(one.start - 1, "group.join"):
        return None
    if not sentence.match(other.start, "grammar.theirs", "people.theirs"):
        return None
    armed = {civilian(sentence, one) is False, civilian(sentence, other) is False}
    if len(armed) > 1:
        return None
    two, noun = replace(one.number, min=2, max=2), (one.noun[0], other.end)
    determiner = one.determiner if one.determiner == "definite" else "number"
    return replace(one, number=two, end=other.end, noun=noun, determiner=determiner)


def _alone(group: Group) -> bool:
    return group.one and group.head == "people"
