"""Counting: the people that a number counts, with their noun, and how many of how many they are.

A number may as well count things, years or money: without a noun for people it needs a sign that it counts them.
"""

from dataclasses import replace

from streams.core.extraction.casualties.groups import Determiner, Group, with_noun
from streams.core.extraction.casualties.nouns import (
    DONE,
    HARMING,
    NOUNS,
    OF,
    PARTICIPLES,
    PLURAL,
    SINGULAR,
    STATES,
    ends_at,
    like_people,
    never_people,
    noun_at,
    of_a_thing,
)
from streams.core.extraction.casualties.portions import of_figure, owns
from streams.core.extraction.casualties.tallies import by_place, past_dash
from streams.core.extraction.casualties.unknowns import unknown_noun
from streams.core.extraction.numerals import Number, as_qualifier, numbers
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as

_PARTS = (
    "part.of.killed",
    "part.of.injured",
    "part.of.missing",
    "part.of.displaced",
    "part.of.detained",
    "part.of.them",
    "part.of.the",
)
_MOST_BEHIND = 3
_OPENING = 6
"""Within how many tokens behind the things that open a sentence stands the number of some of them."""
_PARENT = 4
"""Within how many tokens before a number of children their parent stands, hyphens among them."""
_CAUSE = 2
"""Within how many tokens behind "of" stands what people died of: "of gunshot wounds"."""
_TOO_MANY = 1_000_000_000
"""Nothing befalls so many people at once: the figure counts money, or lives in general."""


def counted(sentence: Sentence, number: Number) -> Group | None:
    """The people that a number counts, with their noun, or None where it counts none."""
    if _counts_nobody(sentence, number):
        return None
    at, more, of = number.end, False, None
    while length := sentence.match(at, "group.more"):
        at, more = at + length, True
    of_some = any(sentence.match(at, cls) for cls in _PARTS)  # "أربعة من القتلى"
    at += sentence.match(at, "group.of_us") or (0 if of_some else _of_kind(sentence, at))
    at += _of_left_out(sentence, number, at)
    for cls in _PARTS:
        if length := sentence.match(at, cls):
            at, of = at + length, cls
            break
    single = number.min == 1 and number.max == 1
    noun = _bodies(sentence, at) or _noun_of(sentence, at, single=single, of=of)
    if noun is not None and _of_one(sentence, number, noun):
        return None
    if noun is not None:
        after = sentence.mark(noun[1], "qualifier.after")
        if after is not None and number.qualifier == "exact":  # "400 families at least"
            number = replace(number, qualifier=as_qualifier(after.value))
        group = with_noun(sentence, number, number.start, noun, "article" if single else "number", more=more, of=of)
        return group if after is None else replace(group, end=after.end)
    if of == "part.of.the":
        died = Group(number, number.start, number.end, "bare") if _died_of_it(sentence, number, at) else None
        return of_figure(sentence, number, at) or died
    others = more and sentence.match(at - 1, *PLURAL) > 0  # "63 others lie in three hospitals"
    others = others or sentence.match(at, "displaced.arrivals") > 0  # "41,500 arrivals"
    if of is None and not others and not ends_at(sentence, at) and not _heads_toll(sentence, number):
        if _in_brackets_by_place(sentence, number):
            return Group(number, number.start, number.end, "bare")
        return _elided(sentence, number, at) or unknown_noun(sentence, number, at, more=more)
    harmed = _harmed_before(sentence, number.start)
    listed = of is None and by_place(sentence, number.start, number.end)  # "Killed: Lutsk 1, Sumy 1"
    labelled = listed or (sentence.lower[number.start - 1 : number.start] in ((":",), ("=",)) and number.start > 0)
    if (
        single
        and of is None
        and not (more or labelled or harmed or _somewhere(sentence, number))
        and not _told_of(sentence, number.start, at)
    ):
        return None  # "one of the reasons"
    determiner: Determiner = "article" if single and not listed else "number"
    return Group(number, number.start, at, "bare", determiner=determiner, more=more, of=of)


def _bodies(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """The word for bodies before whose they are, where the first of two nouns is what counts: "девять тел мирных жителей"."""
    body = sentence.match(at, "killed.body") if sentence.lexicon.words("grammar.articleless") else 0
    return (at, at + body) if body else None


def _heads_toll(sentence: Sentence, number: Number) -> bool:
    """Whether a toll stands behind the number to which it rises: "ليرتفع إلى 45 عدد الشهداء"."""
    tolls = ("killed.toll", "injured.toll", "missing.toll", "displaced.toll")
    return sentence.match(number.end, *tolls) > 0 and sentence.ending("toll.join", number.start, 4)


def _of_left_out(sentence: Sentence, number: Number, at: int) -> bool:
    """Whether the article at a token stands where "of" was left out ("one the drivers"), or says whose they are ("двое его коллег")."""
    one = number.max == 1 or bool(sentence.lexicon.words("grammar.inverts"))
    the = one and sentence.match(at, "group.definite") > 0
    return the and noun_at(sentence, at + 1, PLURAL) is not None


def _counts_nobody(sentence: Sentence, number: Number) -> bool:
    """Whether a number is no count of people, by its kind or by what stands beside it."""
    if sentence.lexicon.words("grammar.inverts") and _of_ages(sentence, number):
        return True
    return number.kind != "count" or _joined_by_hyphen(sentence, number.end) or _of_things(sentence, number)


def _of_ages(sentence: Sentence, number: Number) -> bool:
    """Whether a number is joined to an age, and so is one: "две женщины, 54 и 61 года"."""
    if not sentence.match(number.end, "group.join"):
        return False
    behind = next((one for one in numbers(sentence) if one.start == number.end + 1), None)
    return behind is not None and (sentence.match(behind.end, "numeral.age") > 0 or _of_ages(sentence, behind))


def _of_one(sentence: Sentence, number: Number, noun: tuple[int, int]) -> bool:
    """Whether the ending of a noun shows that it is one person, whose things a number counts: "12 советов психолога"."""
    endings = tuple(sentence.lexicon.words("grammar.of_one"))
    many = number.min % 10 in (0, 5, 6, 7, 8, 9) or 10 < number.min % 100 < 15
    if not endings or not many or number.vague:
        return False
    first = next((at for at in range(*noun) if sentence.match(at, *PLURAL)), noun[0])
    return sentence.lower[first].endswith(endings)


def _harmed_before(sentence: Sentence, start: int) -> bool:
    """Whether a word of harm that takes people ends just before a number: "killing one and wounding the other", "погиб один"."""
    if start == 0:
        return False
    forms = (*HARMING, *DONE) if sentence.lexicon.words("grammar.inverts") else HARMING
    return sentence.match(start - 1, *forms) > 0 or any(
        mark.end == start for _, mark in sentence.find(*OF, start=start - 3, end=start)
    )


def _noun_of(sentence: Sentence, at: int, *, single: bool, of: str | None) -> tuple[int, int] | None:
    """The tokens of the noun from ``at`` on that a number counts; ``single``: the number is one."""
    noun = noun_at(sentence, at, (*SINGULAR, *PLURAL) if single else PLURAL)
    if noun is None and not single:
        noun = noun_at(sentence, at, SINGULAR)
        counts_one = sentence.lexicon.words("numeral.counts_singular")  # "700 مهاجر حتفهم"
        if noun is not None and not counts_one and not ends_at(sentence, noun[1]):
            return None  # "the 12 man crew"
    if noun is not None and single and sentence.match(noun[1] - 1, *PARTICIPLES) and not _named(sentence, noun):
        return None  # "one seriously injured": what befell one
    if noun is not None and of == "part.of.them" and owns(sentence, *noun):
        return None  # "one of them taught the owner's daughter"
    return noun


def _of_kind(sentence: Sentence, at: int) -> int:
    """How many tokens from ``at`` only lead to who they are, and tell of no share: "ثلاثة من أفراد الجيش"."""
    length = sentence.match(at, "group.of_kind")
    return length if length and sentence.match(at + length, *PLURAL) else 0


def noun_before(sentence: Sentence, number: Number) -> Group | None:
    """People whose number stands behind them, with an article of its own: "الرهائن العشرة", "وأطفالهما الثلاثة"."""
    at = number.start - 1
    if at < 1 or not sentence.lexicon.words("numeral.counts_singular") or not sentence.match(at, "group.definite"):
        return None
    if number.min < 2 or number.kind != "count" or sentence.tokens[at].end != sentence.tokens[at + 1].start:
        return None
    for start, noun in sentence.find(*PLURAL, start=max(0, at - _MOST_BEHIND), end=at):
        if noun.end == at:
            group = with_noun(sentence, number, start, (start, at), "number", more=False, of=None)
            return replace(group, end=number.end)
    return None


def _named(sentence: Sentence, noun: tuple[int, int]) -> bool:
    """Whether a noun for people stands before the last word, which tells what befell them."""
    return sentence.has(*SINGULAR, *PLURAL, start=noun[0], end=noun[1] - 1)


def _of_things(sentence: Sentence, number: Number) -> bool:
    """Whether a number counts no people: "six of my lupins", "two attacks", "4 billion was wiped out"."""
    at, of = number.end, sentence.match(number.end, "group.of_some")
    grave = at + sentence.match(at, "injured.degree")  # "three serious clashes"
    if number.min >= _TOO_MANY or (number.min > 1 and sentence.match(at, "group.thing")):
        return True
    if grave > at and grave < len(sentence.tokens) and never_people(sentence, grave):
        return True
    if sentence.match(number.start - 1, "group.every") or _of_a_parent(sentence, number.start):
        return True  # "every one of the 82", "a father of two"
    if sentence.match(at, "group.spared") or _that_thing(sentence, number, at):
        return True  # "12 escape death"
    if _of_so_many_things(sentence, number):
        return True
    if of_a_thing(sentence, at) or sentence.match(number.start, "group.reciprocal"):
        return True  # "31 missing gloves", "they killed one another"
    noun = at + of
    if not of or noun >= len(sentence.tokens) or sentence.tokens[noun].shape != "word" or sentence.tokens[noun].capital:
        return False
    people = noun_at(sentence, noun, (*PLURAL, *SINGULAR, *NOUNS)) is not None
    return not people and not like_people(sentence, sentence.lower[noun])


def _died_of_it(sentence: Sentence, number: Number, at: int) -> bool:
    """Whether "of" tells what some died of, the verb left out: "27 died of asphyxia and four of gunshot wounds"."""
    died = sentence.has("killed.intransitive", end=number.start)
    return died and sentence.has("cause", "killed.of_what", "injured.noun", "injured.harm", start=at, end=at + _CAUSE)


def _of_a_parent(sentence: Sentence, at: int) -> bool:
    """Whether a number only tells how many children somebody has: "a father of two", "the mother of four young sons"."""
    words = [near for near in range(max(0, at - _PARENT), at) if sentence.lower[near] != "-"]  # "a father-of-two"
    return len(words) > 1 and bool(
        sentence.match(words[-1], "people.of") and sentence.match(words[-2], "people.parent")
    )


def _of_so_many_things(sentence: Sentence, number: Number) -> bool:
    """Whether a sentence opens with so many things of which a number counts some: "of 40 ambulances 12 were lost"."""
    of = sentence.match(0, "grammar.of")
    if not of or number.start <= of or number.start - of > _OPENING:
        return False
    first = next((one for one in numbers(sentence) if one.start == of and one.min > number.min), None)
    if first is None or ends_at(sentence, first.end):
        return False
    nouns = (*PLURAL, *SINGULAR, *NOUNS, *STATES)
    plain = sentence.tokens[number.start - 1].shape == "word" or sentence.lower[number.start - 1] == ","
    return plain and not sentence.has(*nouns, start=first.end, end=number.start)


def _that_thing(sentence: Sentence, number: Number, at: int) -> bool:
    """Whether "the one" is a thing: "a new bridge replaces the one lost at Rwizi"."""
    the = number.max == 1 and sentence.match(number.start - 1, "group.definite") > 0 and number.start > 0
    return the and sentence.match(at, "missing.thing") > 0


def _told_of(sentence: Sentence, start: int, at: int) -> bool:
    """Whether something befalls a bare "one": "one was hurt", "and one died"; not "one of the reasons", "one drowns a village"."""
    behind = at + 1 if at < len(sentence.tokens) and ends_as(sentence, at, "ending.adverb") else at
    if sentence.lexicon.words("grammar.inverts") and sentence.match(behind, *DONE, *NOUNS, "killed.intransitive"):
        return True  # "1 погибший"
    each = sentence.match(0, "part.of.the") and sentence.lower[start - 1] == ","  # "of the three, one died"
    died = sentence.match(behind, "killed.intransitive", "killed.did_not") and (
        each or sentence.match(start - 1, "group.and")
    )
    died = died or (sentence.match(behind, "place.of_death") and sentence.match(start - 1, "group.join"))
    return bool(died or sentence.match(behind, "grammar.be", "grammar.have", "missing.intransitive", *PARTICIPLES))


def _somewhere(sentence: Sentence, number: Number) -> bool:
    """Whether "one" is the next of a list of places: "four in Limoges and one in Brive"."""
    at = past_dash(sentence, number.end)
    named = at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].capital
    joined = sentence.match(number.start - 1, "group.join") or sentence.lower[number.start - 1] == ";"
    return bool(number.start and named and joined and sentence.match(at, "place.in"))


def _in_brackets_by_place(sentence: Sentence, number: Number) -> bool:
    """Whether a number counts those of a place in brackets or behind a label: "4 deaths (2 Ba, 1 Savusavu, 1 Levuka)"."""
    if by_place(sentence, number.start, number.end):
        return True  # "Killed: 14 Jenin, 7 Tubas"
    if sentence.lower[number.start - 1 : number.start] not in (("(",), (",",), ("/",)) or number.start < 1:
        return False
    opened = next((at for at in range(number.start - 1, -1, -1) if sentence.lower[at] in ("(", ")")), -1)
    if opened < 1 or sentence.lower[opened] != "(":
        return False
    end = number.end
    while end < len(sentence.tokens) and sentence.tokens[end].shape == "word" and sentence.tokens[end].capital:
        end += 1
    return end > number.end and sentence.lower[end : end + 1] in ((",",), (")",), ("/",))


def _elided(sentence: Sentence, number: Number, at: int) -> Group | None:
    """People whose noun stands behind the next number: "one male and two female teachers"."""
    while length := sentence.match(at, "people.modifier.civilian", "people.modifier.armed", "people.modifier"):
        at += length
    if number.max == 1 and sentence.match(number.start - 1, "people.of"):
        return None  # "staff of one NGO and three drivers"
    if not sentence.match(at, "group.join") or not any(one.start == at + 1 for one in numbers(sentence)):
        return None
    return Group(number, number.start, at, "bare") if at > number.end else None


def _joined_by_hyphen(sentence: Sentence, at: int) -> bool:
    """A number that is part of a word: "the 12-storey hotel"."""
    tokens = sentence.tokens
    if at < len(tokens) and tokens[at].word == "-" and tokens[at].start == tokens[at - 1].end:
        return not sentence.match(at + 1, *STATES)
    return False
