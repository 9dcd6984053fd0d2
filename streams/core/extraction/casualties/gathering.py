"""Gathering the groups of people of a sentence, without those that it counts twice, by their age, or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from streams.core.extraction.casualties.counting import counted, noun_before
from streams.core.extraction.casualties.determiners import both, headline, nobody, single
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import SINGULAR, STATES, aged
from streams.core.extraction.casualties.pairs import folded, pair
from streams.core.extraction.casualties.portions import few_survived, share
from streams.core.extraction.casualties.speaking import speaks
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence
from streams.core.extraction.times import int_of

_OLDEST = 120
_LAST_OF = 5
_BRACKET = 3
_TOLD = 5
_ALIVE = 9
_BACK = 4
_BEGINS = ("group.no", "group.another", "group.article", "group.definite", "group.both")


def groups(sentence: Sentence) -> list[Group]:
    """The groups of people of a sentence in order."""
    found: list[Group] = []
    starts = {number.start: number for number in numbers(sentence)}
    at = 0
    if (0 not in starts or aged(sentence, 0)) and (first := headline(sentence)) is not None:
        found.append(first)
        at = first.end
    for place in sorted({*starts, *(begin for begin, _ in sentence.find(*_BEGINS))}):
        if place < at:
            continue
        number, group = starts.get(place), None
        if number is not None:
            group = share(sentence, number) or noun_before(sentence, number) or counted(sentence, number)
            if group is None and (length := sentence.match(place, "group.another")) > number.end - place:
                group = single(sentence, place, place + length)  # "a tué deux paysans et blessé un troisième"
            at = number.end
        elif sentence.match(place, "group.no"):
            group = nobody(sentence, place)
        elif length := sentence.match(place, "group.both"):
            group = both(sentence, place, place + length)
        elif length := sentence.match(place, "group.another", "group.article", "group.definite"):
            group = single(sentence, place, place + length)
        if group is not None:
            found.append(group)
            at = group.end
    found = [_one_of(sentence, group) for group in found]
    found = [group for group in folded(found, partial(_as_one, sentence)) if not in_years(sentence, group.start)]
    told = [group for at, group in enumerate(found) if not speaks(sentence, found, at)]
    return list(_without_households(sentence, [group for group in told if not _left_out(sentence, group)]))


def _one_of(sentence: Sentence, group: Group) -> Group:
    """The group, or the one whom it only helps to name: "the last of the eleven miners was found dead" counts one."""
    if group.number.min < 2 or not sentence.ending("group.last_of", group.start, _LAST_OF):
        return group
    return replace(group, number=replace(group.number, min=1, max=1, qualifier="exact"), determiner="article")


def _as_one(sentence: Sentence, before: Group, group: Group) -> Group | None:
    """Two groups as the one that they are: "one of them a child", "a family of fifteen", "a man and his wife"."""
    if before.one and _household_of(sentence, before, group):
        return replace(before, number=group.number, end=group.end, determiner="number")
    of_them = before.of == "part.of.them" and before.one and group.one and group.start == before.end
    if of_them or _is_somebody(sentence, before, group):
        return replace(before, end=group.end, noun=group.noun)
    if _again_in_both(sentence, before, group) or _belongs(sentence, before, group):
        return before
    return pair(sentence, before, group)


def _is_somebody(sentence: Sentence, one: Group, somebody: Group) -> bool:
    """Whether a bare "one" is said to be somebody: "of whom one was a woman of 76"."""
    bare = one.head == "bare" and one.one and one.of is None and somebody.determiner == "article"
    be = sentence.match(one.end, "grammar.be.one")
    return bare and be > 0 and somebody.one and somebody.head == "people" and one.end + be == somebody.start


def _again_in_both(sentence: Sentence, before: Group, group: Group) -> bool:
    """Whether two people are only told of in an aside behind them: "two drivers, both Cameroonians, lost their lives"."""
    aside = sentence.lower[before.end : group.start] in ((",",), ("(",), ("-",))
    return aside and before.number.min == before.number.max == 2 and sentence.match(group.start, "group.both") > 0


def _belongs(sentence: Sentence, before: Group, group: Group) -> bool:
    """Whether a noun only says whose those before it are: "the driver of their coach"."""
    of = sentence.match(before.end, "people.of")
    whose = before.head == "people" and group.determiner == "definite"
    return of > 0 and whose and before.end + of == group.start


def _household_of(sentence: Sentence, household: Group, group: Group) -> bool:
    """Whether a number says how many a family are: "a family of six", "una familia de seis personas"."""
    if group.head != "bare" and (group.head != "people" or household.determiner != "article"):
        return False
    of = sentence.match(household.end, "people.of")
    return bool(of) and household.end + of == group.start and _households(sentence, household)


def in_years(sentence: Sentence, at: int) -> bool:
    """Whether the number at a token is somebody's age: "a man, 43, and a woman, 39, died"."""
    if not (1 < at < len(sentence.tokens) - 1) or sentence.tokens[at].shape != "number":
        return False
    if (sentence.lower[at - 1], sentence.lower[at + 1]) not in ((",", ","), ("(", ")")):
        return False
    one = any(mark.end == at - 1 for _, mark in sentence.find(*SINGULAR, start=at - 4, end=at - 1))
    named = at > 2 and all(
        sentence.tokens[near].shape == "word" and sentence.tokens[near].capital for near in (at - 3, at - 2)
    )
    return (one or named) and int_of(sentence.lower[at]) < _OLDEST


def told_ages(sentence: Sentence) -> frozenset[int]:
    """The tokens that tell the ages of people before them, with their commas: "two sisters, aged 4 and 7, and their mother"."""
    if not sentence.has("numeral.aged"):
        return frozenset()
    ages = {number.start: number.end for number in numbers(sentence) if number.kind == "age"}
    found: set[int] = set()
    for at, mark in sentence.find("numeral.aged"):
        end = mark.end + sentence.match(mark.end, "numeral.between")
        while end in ages or (end > mark.end and end + 1 in ages):
            end = ages.get(end) or ages[end + 1]
        if end == mark.end:
            continue
        comma = at > 0 and sentence.lower[at - 1] == ","
        found.update(range(at - comma, end + (comma and sentence.lower[end : end + 1] == (",",))))
    return frozenset(found)


def _left_out(sentence: Sentence, group: Group) -> bool:
    """Those who did it ("by four gunmen"), and one person who is none of them ("not a single man")."""
    burnt = any(mark.value == "alive" for _, mark in sentence.find("killed.around", end=group.start))
    hoped = group.outcome == "missing" and sentence.has("missing.hope")  # "hopes of finding the 12 missing alive"
    if not (burnt or hoped) and sentence.has(
        "people.alive", start=group.end - 1 - (group.end - group.start > 2), end=group.end + 1
    ):
        return True  # "36 bodies and 82 living men", "five living"
    if group.head == "bare" and (length := sentence.match(group.end, "group.safe")):
        end = group.end + length
        ends = end >= len(sentence.tokens) or sentence.tokens[end].shape == "mark"
        goes_on = sentence.match(end, "clause.while", "clause.when", "grammar.preposition")
        if ends or (goes_on and not sentence.match(end, "injured.with")):
            return True  # "26 missing, 74 rescued", "12 dead, 40 rescued after ferry sinks"
    told_of = group.of is not None and sentence.has(*STATES, "injured.with", start=group.end, end=group.end + _TOLD)
    if sentence.lower[group.start - 1 : group.start] == (":",) and not told_of and _let_go(sentence, group.start - 1):
        return True
    if sentence.match(group.end, "group.mixed"):
        return True  # "سقط عشرة بين قتيل وجريح"
    if group.one and sentence.match(0, "group.youngest") and sentence.match(group.start - 1, "grammar.be"):
        return True  # "the youngest of the wounded is a girl"
    if group.head != "outcome" and sentence.ending("group.except", group.start, 4):
        return True  # "everyone but the driver was killed"
    if group.of and sentence.has("group.recovers", start=group.end, end=group.end + 2) and not few_survived(sentence):
        return True  # "nine of the victims are expected to survive"
    if _turned_up(sentence, group) or sentence.ending("group.helped", group.start, 3):
        return True  # "для 300 переселенців збудували житло"
    return bool(
        sentence.match(group.start - 1, "grammar.by") or (group.one and sentence.match(group.start - 1, "group.not"))
    )


def _turned_up(sentence: Sentence, group: Group) -> bool:
    """Whether some of those missed are told to live: "five of those reported missing have been found alive"."""
    if group.of is None:
        return False
    if group.of == "part.of.displaced" and sentence.has("displaced.back", start=group.end, end=group.end + _BACK):
        return True  # "some 3,000 of the displaced have gone home"
    if group.of == "part.of.detained" and sentence.has("detained.released", start=group.end, end=group.end + _BACK):
        return not sentence.has("grammar.negation", "casualty.yet", start=group.end, end=group.end + _BACK)
    missed = group.of == "part.of.missing" or sentence.has("missing.verb", start=group.end, end=group.end + 2)
    return missed and sentence.has("killed.alive", start=group.end, end=group.end + _ALIVE)


def _let_go(sentence: Sentence, colon: int) -> bool:
    """Whether a label says that these were set free: "released in the course of the day: 22"."""
    begin = next((at for at in range(colon - 1, -1, -1) if sentence.tokens[at].shape == "mark"), -1) + 1
    return sentence.has("detained.released", start=begin, end=colon)


def excluded(sentence: Sentence, group: Group, found: Sequence[Group]) -> str:
    """The words with which a text leaves people out of its count, if it does: "two guards (not included)"."""
    if not sentence.has("group.excluded"):
        return ""
    end = next(
        (at for at in range(group.end, len(sentence.tokens)) if sentence.lower[at] in (".", ";")), len(sentence.tokens)
    )
    said = next(((at, mark.end) for at, mark in sentence.find("group.excluded", start=group.end, end=end)), None)
    if said is None or any(group.end <= other.start < said[0] for other in found):
        return ""
    if sentence.has("group.some", start=group.end, end=said[0]):
        return ""  # "one teacher and a number of pupils (not counted)"
    return sentence.words(*said)


def _households(sentence: Sentence, group: Group) -> bool:
    return group.noun != (0, 0) and bool(sentence.match(group.noun[1] - 1, "people.household"))


def _in_persons(sentence: Sentence, group: Group, after: Group) -> bool:
    """Whether the next group counts the same households by the head: "1,120 families (some 6,700 people)"."""
    between = sentence.lower[group.end : after.start]
    counted = after.head == "people" and not _households(sentence, after) and after.number.min > group.number.min
    marked = between in ((), ("(",), ("/",), ("-",), ("=",))
    return counted and (marked or (between[:-1] in ((), (",",)) and sentence.match(after.start - 1, "grammar.or") > 0))


def _in_brackets_behind(sentence: Sentence, before: Group, group: Group) -> bool:
    """Whether a smaller figure opens brackets a word or two behind another."""
    opens = sentence.lower[group.start - 1 : group.start] == ("(",)
    return opens and group.start - before.end <= _BRACKET and before.number.min > group.number.min


def _without_households(sentence: Sentence, found: list[Group]) -> Iterator[Group]:
    """People counted in two ways are one group: "3,170 persons from 512 households"."""
    for at, group in enumerate(found):
        before = found[at - 1] if at else None
        after = found[at + 1] if at + 1 < len(found) else None
        if after is not None and _households(sentence, group) and _in_persons(sentence, group, after):
            continue
        if before is not None and _households(sentence, group) and _in_brackets_behind(sentence, before, group):
            continue  # "4,000 displaced (800 HH)"
        if (
            before is not None
            and sentence.has("people.household", start=group.noun[0], end=group.noun[1])
            and (
                before.head != "bare" or before.of is not None or group.determiner == "article"
            )  # "cinq d'une famille"
            and 1 <= group.start - before.end <= 2
            and (
                sentence.match(before.end, "grammar.preposition", "grammar.or")
                or sentence.lower[before.end] in ("(", "/")
            )
        ):
            continue
        yield group
