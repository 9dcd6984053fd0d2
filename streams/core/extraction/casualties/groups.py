"""Groups of people in a sentence: a number with its noun ("two soldiers", "nine of the dead"), or one person ("a child")."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from streams.core.extraction.casualties.nouns import (
    NOUNS,
    PARTICIPLES,
    PLURAL,
    SINGULAR,
    STATES,
    VERBS,
    ends_at,
    like_people,
    noun_at,
    noun_ends,
)
from streams.core.extraction.numerals import Number, as_qualifier, numbers
from streams.core.extraction.reading import Sentence
from streams.core.extraction.stance import int_of
from streams.core.facts import Outcome

Head = Literal["people", "bare", "outcome"]
Determiner = Literal["number", "article", "definite", "none"]

PARTS = (
    "part.of.killed",
    "part.of.injured",
    "part.of.missing",
    "part.of.displaced",
    "part.of.detained",
    "part.of.them",
    "part.of.the",
)
_TOO_MANY = 1_000_000_000
"""Nothing befalls so many people at once: the figure counts money, or lives in general."""
_OLDEST = 120
_BEGINS = ("group.no", "group.another", "group.article", "group.definite")
_OUTCOMES: dict[str, Outcome] = {
    "killed": "killed", "injured": "injured", "missing": "missing", "detained": "detained", "displaced": "displaced",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """People counted over tokens start to end (exclusive).

    ``head``: people (a noun for people stands there), bare (no noun), outcome (the noun itself says what befell them, or a
    modifier does: "12 injured passengers"). ``determiner``: counted by a number, by "a", by "the" or by nothing, in a
    headline; only a near verb makes one of the last three a figure. ``of`` is the class of "of the dead", "of them".
    """

    number: Number
    start: int
    end: int
    head: Head
    outcome: Outcome | None = None
    noun: tuple[int, int] = (0, 0)
    determiner: Determiner = "number"
    more: bool = False
    of: str | None = None

    @property
    def one(self) -> bool:
        return self.number.min == 1 and self.number.max == 1


def groups(sentence: Sentence) -> list[Group]:
    """The groups of people of a sentence in order."""
    found: list[Group] = []
    starts = {number.start: number for number in numbers(sentence)}
    at = 0
    if 0 not in starts and (first := _headline(sentence)) is not None:
        found.append(first)
        at = first.end
    for place in sorted({*starts, *(begin for begin, _ in sentence.find(*_BEGINS))}):
        if place < at:
            continue
        number, group = starts.get(place), None
        if number is not None:
            group = _share(sentence, number) or _counted(sentence, number)
            at = number.end
        elif sentence.match(place, "group.no"):
            group = _nobody(sentence, place)
        elif length := sentence.match(place, "group.another", "group.article", "group.definite"):
            group = _single(sentence, place, place + length)
        if group is not None:
            found.append(group)
            at = group.end
    found = [group for group in found if not in_years(sentence, group.start)]
    told = [group for at, group in enumerate(found) if not _speaks(sentence, found, at)]
    return list(_without_households(sentence, [group for group in told if not _left_out(sentence, group)]))


def in_years(sentence: Sentence, at: int) -> bool:
    """Whether the number at a token is somebody's age: "a man, 43, and a woman, 39, died"."""
    if not (1 < at < len(sentence.tokens) - 1) or sentence.tokens[at].shape != "number":
        return False
    aside = (sentence.lower[at - 1], sentence.lower[at + 1]) in ((",", ","), ("(", ")"))
    one = any(mark.end == at - 1 for _, mark in sentence.find(*SINGULAR, start=at - 4, end=at - 1))
    return aside and one and int_of(sentence.lower[at]) < _OLDEST


def _speaks(sentence: Sentence, found: list[Group], at: int) -> bool:
    """Those who tell of others count nobody: "a councillor and two drivers told us"."""
    group = found[at]
    if group.head != "people":
        return False
    if sentence.match(group.end, "group.speaks") and not sentence.match(group.end, *VERBS):
        return True
    joined = sentence.match(group.end, "group.and") and at + 1 < len(found) and found[at + 1].start == group.end + 1
    return bool(joined) and _speaks(sentence, found, at + 1)


def _left_out(sentence: Sentence, group: Group) -> bool:
    """Those who did it ("by four gunmen"), and one person who is none of them ("not a single man")."""
    return bool(
        sentence.match(group.start - 1, "group.agent") or (group.one and sentence.match(group.start - 1, "group.not"))
    )


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
    return sentence.words(*said)


def _counted(sentence: Sentence, number: Number) -> Group | None:
    if number.kind != "count" or _joined_by_hyphen(sentence, number.end) or _of_things(sentence, number):
        return None
    at, more, of = number.end, False, None
    while length := sentence.match(at, "group.more"):
        at, more = at + length, True
    for cls in PARTS:
        if length := sentence.match(at, cls):
            at, of = at + length, cls
            break
    single = number.min == 1 and number.max == 1
    noun = noun_at(sentence, at, (*SINGULAR, *PLURAL) if single else PLURAL)
    if noun is None and not single:
        noun = noun_at(sentence, at, SINGULAR)
        if noun is not None and not ends_at(sentence, noun[1]):
            noun = None  # "the 12 man crew"
    if noun is not None:
        after = sentence.mark(noun[1], "qualifier.after")
        if after is not None and number.qualifier == "exact":  # "400 families at least"
            number = replace(number, qualifier=as_qualifier(after.value))
        group = _with_noun(sentence, number, number.start, noun, "article" if single else "number", more=more, of=of)
        return group if after is None else replace(group, end=after.end)
    if of == "part.of.the":
        return _of_figure(sentence, number, at)
    if of is None and not ends_at(sentence, at):
        return _elided(sentence, number, at) or _unknown_noun(sentence, number, at, more=more)
    labelled = sentence.lower[number.start - 1 : number.start] in ((":",), ("=",)) and number.start > 0
    if single and of is None and not (more or labelled or _somewhere(sentence, number)) and not _told_of(sentence, at):
        return None  # "one of the reasons"
    return Group(number, number.start, at, "bare", determiner="article" if single else "number", more=more, of=of)


def _of_things(sentence: Sentence, number: Number) -> bool:
    """Whether a number counts no people: "six of my lupins", "two attacks", "4 billion was wiped out"."""
    at, of = number.end, sentence.match(number.end, "group.of_some")
    if number.min >= _TOO_MANY or (number.min > 1 and sentence.match(at, "group.thing")):
        return True
    noun = at + of
    if not of or noun >= len(sentence.tokens) or sentence.tokens[noun].shape != "word" or sentence.tokens[noun].capital:
        return False
    people = noun_at(sentence, noun, (*PLURAL, *SINGULAR, *NOUNS)) is not None
    return not people and not like_people(sentence, sentence.lower[noun])


def _told_of(sentence: Sentence, at: int) -> bool:
    """Whether something befalls a bare "one": "one was hurt", "one seriously injured"; and not "one of the reasons"."""
    behind = at + 1 if at < len(sentence.tokens) and sentence.lower[at].endswith("ly") else at
    return bool(sentence.match(behind, "grammar.be", "grammar.have", *PARTICIPLES))


def _somewhere(sentence: Sentence, number: Number) -> bool:
    """Whether "one" is the next of a list of places: "four in Limoges and one in Brive"."""
    named = number.end + 1 < len(sentence.tokens) and sentence.tokens[number.end + 1].capital
    joined = sentence.match(number.start - 1, "group.join") or sentence.lower[number.start - 1] == ";"
    return bool(number.start and named and joined and sentence.match(number.end, "place.in"))


def _elided(sentence: Sentence, number: Number, at: int) -> Group | None:
    """People whose noun stands behind the next number: "one male and two female teachers"."""
    while length := sentence.match(at, "people.modifier.civilian", "people.modifier.armed", "people.modifier"):
        at += length
    if not sentence.match(at, "group.join") or not any(one.start == at + 1 for one in numbers(sentence)):
        return None
    return Group(number, number.start, at, "bare") if at > number.end else None


def _share(sentence: Sentence, number: Number) -> Group | None:
    """A share of people counted right behind it: "22 of the 25 crew", "12 out of 30 sailors"."""
    at = number.end + sentence.match(number.end, "part.of.count")
    whole = next((one for one in numbers(sentence) if one.start == at and one.kind == "count"), None)
    if at == number.end or number.kind != "count" or whole is None or whole.min <= number.min:
        return None
    noun = noun_at(sentence, whole.end, PLURAL)
    if noun is None:
        return None
    if any(mark.end == number.start for _, mark in sentence.find("part.all_but", start=number.start - 2)):
        most = None if whole.max is None or number.max is None else whole.max - number.min
        number = replace(number, min=whole.min - number.min, max=most)
    group = _with_noun(sentence, number, number.start, noun, "number", more=False, of=None)
    return group if group.outcome is None else None


def _of_figure(sentence: Sentence, number: Number, at: int) -> Group | None:
    """A share of a figure named before: "nine of the nineteen"; None for a share of things: "two of the bridges"."""
    whole = next((one for one in numbers(sentence) if one.start == at), None)
    if whole is None or whole.min <= number.min or not ends_at(sentence, whole.end):
        return None
    return Group(number, number.start, whole.end, "bare", of="part.of.them")


def _joined_by_hyphen(sentence: Sentence, at: int) -> bool:
    """A number that is part of a word: "the 12-storey hotel"."""
    tokens = sentence.tokens
    if at < len(tokens) and tokens[at].word == "-" and tokens[at].start == tokens[at - 1].end:
        return not sentence.match(at + 1, *STATES)
    return False


def _nobody(sentence: Sentence, at: int) -> Group | None:
    """No people at all: "no one", "nobody", "zero deaths", "not a single soldier"."""
    mark = sentence.mark(at, "group.no")
    if mark is None:
        return None
    if sentence.match(mark.end, "group.else"):
        return None
    none = Number(0, 0, "exact", at, mark.end, at)
    if mark.value == "noun":
        noun = noun_at(sentence, mark.end, (*PLURAL, *SINGULAR))
        return None if noun is None else _with_noun(sentence, none, at, noun, "number", more=False, of=None)
    return Group(none, at, mark.end, "bare", more=bool(sentence.match(mark.end, "group.more")))


def _single(sentence: Sentence, at: int, after: int) -> Group | None:
    """One person after an article: "a child", "another woman", "the driver", "a third"."""
    number = Number(1, 1, "exact", at, after, at)
    definite = bool(sentence.match(at, "group.definite"))
    another = bool(sentence.match(at, "group.another"))
    noun = noun_at(sentence, after, SINGULAR)
    if noun is not None and noun_ends(sentence, noun[1]):
        return _with_noun(sentence, number, at, noun, "definite" if definite else "article", more=another, of=None)
    if another and sentence.match(after, "grammar.be", "grammar.have", *VERBS, *STATES):
        return Group(number, at, after, "bare", determiner="article", more=True)
    return None


def _headline(sentence: Sentence) -> Group | None:
    """One person without an article at the head of a sentence: "Soldier killed in ...", "Police officer and four ..."."""
    at = 1 if sentence.lower[:1] == ("-",) else 0
    if at >= len(sentence.tokens) or sentence.match(at, "group.article", "group.definite", "group.no"):
        return None
    noun = noun_at(sentence, at, SINGULAR)
    if noun is None or noun[1] - noun[0] > 6:
        return None
    end = noun[1]
    if not sentence.match(end, *VERBS, *STATES, "group.join", "grammar.be"):
        return None
    return _with_noun(sentence, Number(1, 1, "exact", at, at, at), at, noun, "none", more=False, of=None)


def _with_noun(
    sentence: Sentence,
    number: Number,
    start: int,
    noun: tuple[int, int],
    determiner: Determiner,
    *,
    more: bool,
    of: str | None,
) -> Group:
    outcome = None
    for at in range(*noun):
        for mark in sentence.marks(at):
            if (mark.cls in NOUNS and mark.end == noun[1]) or (mark.cls in STATES and mark.end < noun[1]):
                outcome = _OUTCOMES[mark.cls.split(".")[0]]
    return Group(number, start, noun[1], "outcome" if outcome else "people", outcome, noun, determiner, more, of)


def _unknown_noun(sentence: Sentence, number: Number, at: int, *, more: bool) -> Group | None:
    """A noun that no table knows counts as people if it is formed like one ("highlanders") and never if not ("houses")."""
    here = at
    while here < len(sentence.tokens) and here - at < 3 and not ends_at(sentence, here):
        token = sentence.tokens[here]
        if token.shape != "word":
            return None
        if like_people(sentence, token.lower) and ends_at(sentence, here + 1):
            return Group(number, number.start, here + 1, "people", noun=(at, here + 1), more=more)
        here += 1
    return None


def _households(sentence: Sentence, group: Group) -> bool:
    return group.noun != (0, 0) and bool(sentence.match(group.noun[1] - 1, "people.household"))


def _in_persons(sentence: Sentence, group: Group, after: Group) -> bool:
    """Whether the next group counts the same households by the head: "1,120 families (some 6,700 people)"."""
    between = sentence.lower[group.end : after.start]
    counted = after.head == "people" and not _households(sentence, after) and after.number.min > group.number.min
    return counted and between in (("(",), (",", "or"), ("or",), ("/",), ("-",), ("=",))


def _without_households(sentence: Sentence, found: list[Group]) -> Iterator[Group]:
    """People counted in two ways are one group: "3,170 persons from 512 households"."""
    for at, group in enumerate(found):
        before = found[at - 1] if at else None
        after = found[at + 1] if at + 1 < len(found) else None
        if after is not None and _households(sentence, group) and _in_persons(sentence, group, after):
            continue
        if (
            before is not None
            and group.noun != (0, 0)
            and sentence.match(group.noun[1] - 1, "people.household")
            and before.head != "bare"
            and 1 <= group.start - before.end <= 2
            and (sentence.match(before.end, "grammar.preposition") or sentence.lower[before.end] == "(")
        ):
            continue
        yield group
