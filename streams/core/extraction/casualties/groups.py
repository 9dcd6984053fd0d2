"""A group of people: a number with its noun ("two soldiers", "nine of the dead"), or one person ("a child").

``gathering`` finds those of a sentence.
"""

from dataclasses import dataclass, replace
from typing import Literal, get_args

from streams.core.extraction.casualties.nouns import (
    ARMED,
    NOUNS,
    OF,
    PARTICIPLES,
    PLURAL,
    SINGULAR,
    STATES,
    VERBS,
    ends_at,
    like_people,
    noun_at,
    noun_ends,
    of_a_thing,
    tight,
)
from streams.core.extraction.numerals import Number, as_qualifier, numbers
from streams.core.extraction.reading import Sentence
from streams.core.facts import Outcome

Head = Literal["people", "bare", "outcome", "unknown"]
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
_UNKNOWN_WORDS = 3
_AUXILIARIES = 3
_NOT_PEOPLE = (
    *PARTICIPLES,
    *VERBS,
    "grammar.preposition",
    "grammar.verb",
    "grammar.adverb",
    "route.head",
    "route.heads",
    "cause",
)
_HARMING = ("killed.ing", "injured.ing", "detained.ing")
_DIES = ("people.dies",)
_TOO_MANY = 1_000_000_000
"""Nothing befalls so many people at once: the figure counts money, or lives in general."""
_OUTCOMES: dict[str, Outcome] = {one: one for one in get_args(Outcome)}


@dataclass(frozen=True, slots=True)
class Group:
    """People counted over tokens start to end (exclusive).

    ``head``: people (a noun for people stands there), bare (no noun), outcome (the noun itself says what befell them, or a
    modifier does: "12 injured passengers"), unknown (a plural that no table knows: people only where they die or are hurt). ``determiner``: counted by a number, by "a", by "the" or by nothing, in a
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


def counted(sentence: Sentence, number: Number) -> Group | None:
    """The people that a number counts, with their noun, or None where it counts none."""
    if number.kind != "count" or _joined_by_hyphen(sentence, number.end) or _of_things(sentence, number):
        return None
    at, more, of = number.end, False, None
    while length := sentence.match(at, "group.more"):
        at, more = at + length, True
    at += sentence.match(at, "group.of_us")
    if number.max == 1 and sentence.match(at, "group.definite") and noun_at(sentence, at + 1, PLURAL) is not None:
        at += 1  # "one the drivers was killed": "of" was left out
    for cls in PARTS:
        if length := sentence.match(at, cls):
            at, of = at + length, cls
            break
    single = number.min == 1 and number.max == 1
    noun = _noun_of(sentence, at, single=single, of=of)
    if noun is not None:
        after = sentence.mark(noun[1], "qualifier.after")
        if after is not None and number.qualifier == "exact":  # "400 families at least"
            number = replace(number, qualifier=as_qualifier(after.value))
        group = _with_noun(sentence, number, number.start, noun, "article" if single else "number", more=more, of=of)
        return group if after is None else replace(group, end=after.end)
    if of == "part.of.the":
        return _of_figure(sentence, number, at)
    others = more and sentence.match(at - 1, *PLURAL) > 0  # "63 others lie in three hospitals"
    if of is None and not others and not ends_at(sentence, at):
        return _elided(sentence, number, at) or _unknown_noun(sentence, number, at, more=more)
    harmed = (number.start > 0 and sentence.match(number.start - 1, *_HARMING) > 0) or any(
        mark.end == number.start for _, mark in sentence.find(*OF, start=number.start - 3, end=number.start)
    )  # "killing one and wounding the other"
    labelled = sentence.lower[number.start - 1 : number.start] in ((":",), ("=",)) and number.start > 0
    if (
        single
        and of is None
        and not (more or labelled or harmed or _somewhere(sentence, number))
        and not _told_of(sentence, number.start, at)
    ):
        return None  # "one of the reasons"
    return Group(number, number.start, at, "bare", determiner="article" if single else "number", more=more, of=of)


def _noun_of(sentence: Sentence, at: int, *, single: bool, of: str | None) -> tuple[int, int] | None:
    """The tokens of the noun from ``at`` on that a number counts; ``single``: the number is one."""
    noun = noun_at(sentence, at, (*SINGULAR, *PLURAL) if single else PLURAL)
    if noun is None and not single:
        noun = noun_at(sentence, at, SINGULAR)
        if noun is not None and not ends_at(sentence, noun[1]):
            return None  # "the 12 man crew"
    if noun is not None and single and sentence.match(noun[1] - 1, *PARTICIPLES) and not _named(sentence, noun):
        return None  # "one seriously injured": what befell one
    if noun is not None and of == "part.of.them" and "'s" in sentence.lower[slice(*noun)]:
        return None  # "one of them taught the owner's daughter"
    return noun


def _named(sentence: Sentence, noun: tuple[int, int]) -> bool:
    """Whether a noun for people stands before the last word, which tells what befell them."""
    return sentence.has(*SINGULAR, *PLURAL, start=noun[0], end=noun[1] - 1)


def _of_things(sentence: Sentence, number: Number) -> bool:
    """Whether a number counts no people: "six of my lupins", "two attacks", "4 billion was wiped out"."""
    at, of = number.end, sentence.match(number.end, "group.of_some")
    if number.min >= _TOO_MANY or (number.min > 1 and sentence.match(at, "group.thing")):
        return True
    if sentence.match(number.start - 1, "group.every"):
        return True  # "every one of the 82"
    if of_a_thing(sentence, at) or sentence.match(number.start, "group.reciprocal"):
        return True  # "31 missing gloves", "they killed one another"
    noun = at + of
    if not of or noun >= len(sentence.tokens) or sentence.tokens[noun].shape != "word" or sentence.tokens[noun].capital:
        return False
    people = noun_at(sentence, noun, (*PLURAL, *SINGULAR, *NOUNS)) is not None
    return not people and not like_people(sentence, sentence.lower[noun])


def _told_of(sentence: Sentence, start: int, at: int) -> bool:
    """Whether something befalls a bare "one": "one was hurt", "and one died"; not "one of the reasons", "one drowns a village"."""
    behind = at + 1 if at < len(sentence.tokens) and sentence.lower[at].endswith("ly") else at
    died = sentence.match(behind, "killed.intransitive") and sentence.match(start - 1, "group.and")
    return bool(died or sentence.match(behind, "grammar.be", "grammar.have", *PARTICIPLES))


def _somewhere(sentence: Sentence, number: Number) -> bool:
    """Whether "one" is the next of a list of places: "four in Limoges and one in Brive"."""
    named = number.end + 1 < len(sentence.tokens) and sentence.tokens[number.end + 1].capital
    joined = sentence.match(number.start - 1, "group.join") or sentence.lower[number.start - 1] == ";"
    return bool(number.start and named and joined and sentence.match(number.end, "place.in"))


def _elided(sentence: Sentence, number: Number, at: int) -> Group | None:
    """People whose noun stands behind the next number: "one male and two female teachers"."""
    while length := sentence.match(at, "people.modifier.civilian", "people.modifier.armed", "people.modifier"):
        at += length
    if number.max == 1 and sentence.match(number.start - 1, "people.of"):
        return None  # "staff of one NGO and three drivers"
    if not sentence.match(at, "group.join") or not any(one.start == at + 1 for one in numbers(sentence)):
        return None
    return Group(number, number.start, at, "bare") if at > number.end else None


def share(sentence: Sentence, number: Number) -> Group | None:
    """A share of people counted right behind it: "22 of the 25 crew", "12 out of 30 sailors"."""
    at = number.end + sentence.match(number.end, "part.of.count")
    whole = next((one for one in numbers(sentence) if one.start == at and one.kind == "count"), None)
    if at == number.end or number.kind != "count" or whole is None or whole.min <= number.min:
        return None
    noun = noun_at(sentence, whole.end, PLURAL)
    if noun is None:
        return None
    if sentence.ending("detained.frees", number.start, 3):
        return _with_noun(sentence, whole, whole.start, noun, "number", more=False, of=None)
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


def nobody(sentence: Sentence, at: int) -> Group | None:
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


def single(sentence: Sentence, at: int, after: int) -> Group | None:
    """One person after an article: "a child", "another woman", "the driver", "a third"."""
    number = Number(1, 1, "exact", at, after, at)
    definite = bool(sentence.match(at, "group.definite"))
    another = bool(sentence.match(at, "group.another"))
    limb = sentence.match(at, "group.limb")
    own = sentence.match(at, "grammar.theirs") and not sentence.match(at + limb, "people.of")
    if limb and (own or sentence.match(at - 1, "grammar.preposition")):
        return None  # "shot in the head", "shrapnel hit his head"
    noun = noun_at(sentence, after, SINGULAR)
    if noun is not None and noun_ends(sentence, noun[1]):
        return _with_noun(sentence, number, at, noun, "definite" if definite else "article", more=another, of=None)
    if not definite and not another and (person := _perhaps_person(sentence, number, after)) is not None:
        return person
    told = after
    while length := sentence.match(told, "verb.when"):  # "the other later died"
        told += length
    harmed = ends_at(sentence, after) and (
        sentence.match(at - 1, *_HARMING) or any(mark.end == at for _, mark in sentence.find(*OF, start=at - 3, end=at))
    )  # "wounding one and killing another", "the capture of another"
    if another and (harmed or sentence.match(told, "grammar.be", "grammar.have", *VERBS, *STATES)):
        return Group(number, at, after, "bare", determiner="article", more=True)
    return None


def both(sentence: Sentence, at: int, after: int) -> Group | None:
    """Two people told of before: "both pilots were killed"."""
    noun = noun_at(sentence, after, PLURAL)
    if noun is None:
        return None
    two = Number(2, 2, "exact", at, after, at)
    return _with_noun(sentence, two, at, noun, "number", more=False, of=None)


def headline(sentence: Sentence) -> Group | None:
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
    """A noun that no table knows: people if it is formed like one ("highlanders"), else perhaps ("khwarij", "houses")."""
    here = at
    while here < len(sentence.tokens) and here - at < _UNKNOWN_WORDS:
        token = sentence.tokens[here]
        if token.word == "-" and tight(sentence, here) and here > at:
            here += 1  # "three gold-seekers"
            continue
        if token.shape != "word":
            return None
        if ends_at(sentence, here + 1):
            known = like_people(sentence, token.lower)
            if not known and not _perhaps_people(sentence, number, here):
                return None
            head: Head = "people" if known else "unknown"
            return Group(number, number.start, here + 1, head, noun=(at, here + 1), more=more)
        here += 1
    return None


def _perhaps_people(sentence: Sentence, number: Number, at: int) -> bool:
    """Whether a word may be a plural of people: more than one, no known thing or beast, and it dies or is hurt in real harm."""
    word = sentence.tokens[at].lower
    if number.min < 2 or len(word) < 4 or word.endswith(("ly", "ing", "ed")):
        return False
    if sentence.match(at, "people.never", "numeral.measure", "numeral.money", *_NOT_PEOPLE):
        return False
    behind = at + 1
    while sentence.match(behind, "grammar.be", "grammar.have") and behind - at <= _AUXILIARIES:
        behind += 1
    thing = sentence.match(at, "people.ending.not") > 0
    befalls = "people.hurts" if thing else "people.befalls"  # folders are executed, but "six loaders" are injured
    told = behind if sentence.match(behind, befalls) else _told_just_before(sentence, number.start, befalls)
    if told is None:
        return False
    harm = (near for near, _ in sentence.find("cause") if near != told)
    return any(not sentence.match(near, "frame.borrowed") for near in harm) or sentence.has(
        "frame.real", *ARMED, "people.modifier.armed"
    )


def _perhaps_person(sentence: Sentence, number: Number, at: int) -> Group | None:
    """One whose noun no table knows, where only a person is meant: "shot a turnboy dead", "a turnboy was killed"."""
    if at + 1 >= len(sentence.tokens) or sentence.tokens[at].shape != "word" or sentence.tokens[at].capital:
        return None
    word = sentence.lower[at]
    plural = f"{word}s"
    if len(word) < 4 or word in sentence.lexicon.words("people.never") or word.endswith(("ly", "ing", "ed")):
        return None
    if {word, plural} & (sentence.lexicon.words("people.never") | sentence.lexicon.words("people.ending.not")):
        return None
    if sentence.match(at, "numeral.measure", "numeral.money", *_NOT_PEOPLE) or not sentence.match(at + 1, *_DIES):
        return None
    return Group(number, number.start, at + 1, "unknown", noun=(at, at + 1), determiner="article")


def _told_just_before(sentence: Sentence, at: int, cls: str) -> int | None:
    """The token of a word of dying or being hurt that ends just before a token."""
    return next((near for near, mark in sentence.find(cls, start=at - 3, end=at) if mark.end == at), None)
