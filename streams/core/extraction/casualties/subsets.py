"""Subsets: people whom the words show to be some of those counted beside them: "including 7 children", "five of them"."""

from collections.abc import Sequence

from streams.core.extraction.casualties.appositions import spelt_out
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import PLURAL, SINGULAR, STATES, VERBS
from streams.core.extraction.casualties.predicates import ends_clause
from streams.core.extraction.casualties.tallies import next_place
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence

_BEFALLING = tuple(cls for cls in VERBS if not cls.endswith((".weak", ".lives")))
_OPENS_WITHIN = 4
_BEHIND_WITHIN = 8
_LIST_STEP = 12
_AMONG = 4
_HEADLINE = 2


def subsets(sentence: Sentence, groups: Sequence[Group]) -> frozenset[Group]:
    """The groups that the words show to be a subset: "including 7 children and 2 women", "five of them"."""
    found: set[Group] = set()
    for at, group in enumerate(groups):
        if group.number.min > 1:
            found.update(spelt_out(sentence, groups, at))
        last = _last_joined(sentence, groups, at)
        if last + 1 < len(groups) and _counted_among(sentence, groups[last], groups[last + 1]):
            found.add(group)
            if at and groups[at - 1].end + 1 == group.start and sentence.match(group.start - 1, "grammar.and"):
                found.add(groups[at - 1])  # "two nurses and a cook are among the eight dead"
            continue
        opened = (
            _opened(sentence, group) and not (_of_which(sentence, group) and _of_things(sentence, groups, at))
        ) or (
            group.of == "part.of.them"
            and not _of_things(sentence, groups, at)
            and (sentence.match(group.end - 1, "part.relative") or _describes(sentence, group))
        )
        if (
            opened
            or accounted(sentence, group)
            or (at and groups[at - 1] in found and continues(sentence, groups[at - 1], group))
        ):
            found.add(group)
    return frozenset(found)


def accounted(sentence: Sentence, group: Group) -> bool:
    """Whether a place or a kind of people is told to be so many of a figure: "Kandy and Badulla account for 88 and 71"."""
    if group.head != "bare" or group.determiner == "definite" or group.more:
        return False
    first = not any(one.end <= group.start for one in numbers(sentence))
    if (
        first
        and sentence.match(group.start - 1, "toll.with")
        and sentence.has("part.worst")
        and ends_clause(sentence, group.end)
    ):
        return True  # "Quang Nam, with 61, was hit hardest"
    said = next((mark.end for _, mark in sentence.find("part.accounts", end=group.start)), None)
    if said is None or said > group.start:
        return False
    counted = {at for one in numbers(sentence) for at in range(one.start, one.end)}
    between = [at for at in range(said, group.start) if at not in counted]
    if all(sentence.match(at, "group.join", "grammar.adverb") for at in between):
        return True
    again = sentence.match(group.start - 1, "part.accounts.again") > 0
    return again and not any(sentence.match(at, "grammar.verb", "grammar.clause", *VERBS) for at in between)


def _of_things(sentence: Sentence, groups: Sequence[Group], at: int) -> bool:
    """Whether "24,000 of them" tells of things counted before it in the sentence, or of people whom nothing befell."""
    group = groups[at]
    things = [one for one in numbers(sentence) if one.end <= group.start and one.kind == "count"]
    counted = {one.number.figure for one in groups[:at]}
    return bool(things) and things[-1].figure not in counted and things[-1].min > group.number.min


def _of_which(sentence: Sentence, group: Group) -> bool:
    return sentence.match(group.start - 1, "part.relative") > 0


def _last_joined(sentence: Sentence, groups: Sequence[Group], at: int) -> int:
    """Which group ends the list that one begins: "two nurses, a clerk and a cook of the clinic are among the 8 dead"."""
    while at + 1 < len(groups) and groups[at + 1].start - groups[at].end <= _LIST_STEP:
        gap = range(groups[at].end, groups[at + 1].start)
        if not gap or not sentence.match(gap[-1], "group.join"):
            break
        if any(sentence.match(near, "grammar.be", "grammar.have", "grammar.clause", *VERBS, *STATES) for near in gap):
            break
        at += 1
    return at


def _counted_among(sentence: Sentence, group: Group, whole: Group) -> bool:
    """Whether a group is said to be among the next one: "eight gendarmes were among the 12 people killed"."""
    if whole.number.min <= group.number.min:
        return False
    return any(
        sentence.match(at - 1, "grammar.be", "grammar.have") and whole.start - at <= _AMONG
        for at, _ in sentence.find("part.among", start=group.end + 1, end=whole.start)
    ) or (  # a headline: "Five children among 12 dead"
        sentence.match(group.end, "part.among") > 0 and whole.start - group.end <= _AMONG and group.start <= _HEADLINE
    )


def _opened(sentence: Sentence, group: Group) -> bool:
    """Whether "including", "among them" or "of whom" stands before the group."""
    for at, _ in sentence.find("part.behind", start=group.end, end=group.end + _BEHIND_WITHIN):
        if not any(word in ",;" for word in sentence.lower[group.end : at]):
            listed = sentence.lower[group.start - 1 : group.start] == (",",)
            return (group.one or listed) and group.determiner != "definite"  # "21 mourners, a mayor among them"
    for _, mark in sentence.find("part.opens", start=group.start - _OPENS_WITHIN, end=group.start):
        if mark.end <= group.start and not any(word in ",;" for word in sentence.lower[mark.end : group.start]):
            return True
    return False


def _describes(sentence: Sentence, group: Group) -> bool:
    """What follows "five of them" is what they are or where ("children", "near the gate"), not a deed of theirs."""
    if (
        group.start
        and not sentence.match(group.start - 1, "group.join")
        and sentence.lower[group.start - 1] not in "(-:;"
    ):
        return bool(sentence.match(group.end, *STATES, *VERBS)) or group.start <= 1
    at = group.end
    if at >= len(sentence.tokens) or sentence.tokens[at].shape == "mark":
        return True
    if sentence.match(at + 1, "grammar.by"):
        return True  # "three of them struck by lightning"
    if sentence.match(at, "group.speaks") and ends_clause(sentence, at + 1):
        return False  # ", one of them said"
    if sentence.match(at, *STATES, *VERBS, "grammar.preposition", "grammar.adverb", *PLURAL, *SINGULAR):
        return True
    if (be := sentence.match(at, "grammar.be")) and sentence.match(at + be, "place.in"):
        return sentence.tokens[min(at + be + 1, len(sentence.tokens) - 1)].capital  # "1,050 of them are in Suli"
    if sentence.match(at, "grammar.be", "grammar.have"):
        return any(sentence.match(near, *PLURAL, *SINGULAR, *STATES, *_BEFALLING) for near in range(at + 1, at + 5))
    if sentence.match(at, "grammar.aux", "grammar.verb", "grammar.say"):
        return False
    return _named_next(sentence, at) or ends_clause(sentence, at + 1)


def _named_next(sentence: Sentence, at: int) -> bool:
    """Whether the words from a token on name people: "Chinese workers", "clan militia", and not "taught the owner's son"."""
    words = range(at, min(at + 3, len(sentence.tokens)))
    end = next(
        (
            near
            for near in words
            if sentence.tokens[near].shape == "possessive" or (near > at and sentence.match(near, "grammar.determiner"))
        ),
        at + 3,
    )
    return sentence.has(*PLURAL, *SINGULAR, "people.modifier.armed", start=at, end=end)


def continues(sentence: Sentence, previous: Group, group: Group) -> bool:
    """The next of a list of parts: "33 by collapse of houses and 28 by drowning"."""
    between = range(previous.end, group.start)
    if not between or len(between) > _LIST_STEP or any(sentence.match(at, *VERBS) for at in between[:-1]):
        return False
    last = group.start - 1
    if sentence.tokens[previous.start - 1].capital and next_place(sentence, group, between):
        return True  # "355 deaths, of which Kandy 88, Badulla 83"
    if sentence.match(group.end, "grammar.be", "grammar.have") and group.of is None:
        described = any(sentence.match(at, *PLURAL, *SINGULAR) for at in range(group.end + 1, group.end + 4))
        if not described:
            return False  # "two of them children, and 117 were hurt", "..., and nine have been rescued"
    if (sentence.match(group.end, *VERBS) and not sentence.match(group.end, "place.of_death")) or (
        sentence.lower[last - 1] == ","
        and sentence.match(last, "group.join") > 0
        and len(between) > 1
        and sentence.match(group.end, *STATES)
    ):
        return False
    return bool(sentence.match(last, "group.join"))
