"""People whom the word alone counts: Arabic's dual ("شخصين": two), and one person in languages without articles.

A singular noun counts one only right beside a word of what befell them ("загинув чоловік", "إصابة طفل") or in a list of
people; elsewhere it may mean anybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from streams.core.extraction.casualties.groups import Group, uncounted
from streams.core.extraction.casualties.headlines import SMALL, in_a_headline
from streams.core.extraction.casualties.nouns import (
    DONE,
    DUAL,
    NOUNS,
    PLURAL,
    SINGULAR,
    STATES,
    VERBS,
)
from streams.core.extraction.casualties.pairs import folded, pair
from streams.core.extraction.numerals import Number
from streams.core.extraction.reading import Sentence
from streams.core.facts import Outcome

_BECAME = 7
_WHOSE = 3
"""How many words may say whose somebody is: "помічник машиніста", "глава района"."""
_DOER = 6
"""Within how many tokens behind a verb whom it takes stands, those who did it between."""
_MIXED = 5
_OF = tuple(f"{outcome}.of" for outcome in ("killed", "injured", "missing", "detained", "displaced"))
_OUTCOMES: dict[str, Outcome] = {
    "killed.noun": "killed",
    "injured.noun": "injured",
    "missing.noun": "missing",
    "detained.noun": "detained",
    "displaced.noun": "displaced",
}


def with_uncounted(sentence: Sentence, counted: Sequence[Group]) -> list[Group]:
    """The groups, and between them those that no number counts, in order."""
    found = list(counted)
    articleless = bool(sentence.lexicon.words("grammar.articleless"))
    taken = {at for group in counted for at in range(group.start, group.end)}
    for group in _uncounted(sentence, articleless=articleless, counted=counted):
        if (how_many := _household(sentence, group, counted)) is not None:
            found[found.index(how_many)] = replace(group, number=how_many.number, end=how_many.end, determiner="number")
        elif taken.isdisjoint(range(group.start, group.end)):
            taken.update(range(group.start, group.end))
            found.append(group)
    in_order = sorted(found, key=lambda group: group.start)
    return list(folded(in_order, partial(pair, sentence)))


def _household(sentence: Sentence, group: Group, counted: Sequence[Group]) -> Group | None:
    """The number of a family that a headline names: "landslide kills family of five"."""
    if group.number.max != 1 or not sentence.match(group.end - 1, "people.household"):
        return None
    of = sentence.match(group.end, "people.of")
    bare = not sentence.lexicon.words("grammar.articleless")  # "семья из четырёх человек"
    return next(
        (one for one in counted if of and (one.head == "bare" or not bare) and one.start == group.end + of), None
    )


def _uncounted(sentence: Sentence, *, articleless: bool, counted: Sequence[Group]) -> Iterator[Group]:
    for at, mark in sentence.find(*DUAL, "people.one"):
        outcome = next((_OUTCOMES[cls] for cls in NOUNS if sentence.match(at, cls)), None)
        one = mark.cls == "people.one"
        if sentence.match(at - 1, "group.definite") and sentence.tokens[at - 1].end == sentence.tokens[at].start:
            continue  # "المواطنين": with its article the dual cannot be told from the plural
        if one and (_counts(sentence, at - 1) or outcome is None or sentence.match(mark.end, *SINGULAR)):
            continue
        if any(one.end >= mark.end for _, one in sentence.find("group.mixed", start=at - _MIXED, end=at)):
            continue  # "بين قتيل وجريح"
        group = uncounted(1 if one else 2, at, mark.end, outcome)
        yield replace(group, determiner="number") if one else group
    if not articleless:
        yield from in_a_headline(sentence)
        yield from _and_another(sentence, counted)
        yield from _next_of_them(sentence)
        return
    yield from _next_of_them(sentence, *VERBS)  # "двоє загинули, третього тяжко травмовано"
    for at, mark in sentence.find("group.ordinal", start=1):
        if _told_before(sentence, at) and not sentence.match(at - 1, *SINGULAR):
            yield Group(Number(1, 1, "exact", at, mark.end, at), at, mark.end, "bare", determiner="article", more=True)
    yield from _taken_by(sentence, counted)
    ends = {*(group.end for group in counted), *(mark.end for _, mark in sentence.find(*DUAL))}
    many = tuple(sentence.lexicon.words("ending.genitive_many"))
    for at, mark in sentence.find(*SINGULAR):
        harmed = many and at > 0 and sentence.lower[at - 1].endswith(many) and sentence.match(at - 1, *VERBS, *STATES)
        if harmed and sentence.match(at, *PLURAL):
            continue  # "20 раненых солдат": a word that in another case tells of many
        join = _begins(sentence, at) - 1  # "мужчина и 7-летняя девочка"
        listed = join in ends and sentence.match(join, "group.join") > 0
        listed = listed and not (
            sentence.lower[join] == "," and sentence.match(at, *NOUNS)
        )  # "чоловік, поранений учора"
        if sentence.match(at - 1, "group.uncounted") or sentence.has("group.every", start=at - 2, end=at):
            continue  # "неизвестно, сколько человек под завалами", "каждый пятый раненый умирает"
        whose = bool(sentence.lexicon.words("grammar.inverts")) and any(
            one.end == at for _, one in sentence.find(*SINGULAR, start=at - 2, end=at)
        )  # "жена водителя погибла" counts the wife
        told = _told_before(sentence, at) or (_told_behind(sentence, mark.end) and not whose)
        if listed or told or _with_counted(sentence, mark.end, counted):
            end = _owned(sentence, _described(sentence, mark.end), counted)
            ends.update((mark.end, end))
            yield uncounted(1, join + 1 if listed else at, end, None)


def _described(sentence: Sentence, end: int) -> int:
    """Where the words behind somebody end that only say of what kind they are: "قائد عسكري", "مهندس مصري"."""
    if sentence.lexicon.words("numeral.counts_singular"):
        while length := sentence.match(end, "people.modifier", "people.modifier.armed", "people.modifier.civilian"):
            end += length
    return end


def _owned(sentence: Sentence, end: int, counted: Sequence[Group]) -> int:
    """Where the word ends that says whose somebody is, behind whom others are joined: "مختار القرية وثلاثة", "إمام مسجد وزوجته"."""
    if not sentence.lexicon.words("numeral.counts_singular"):
        return end
    word = end + (sentence.match(end, "grammar.the") > 0)
    if word >= len(sentence.tokens) or sentence.tokens[word].shape != "word":
        return end
    if sentence.match(word, *SMALL, *VERBS, *SINGULAR, *PLURAL) or not sentence.match(word + 1, "group.and"):
        return end
    joined = sentence.match(word + 2, "people.theirs") > 0 or any(group.start == word + 2 for group in counted)
    return word + 1 if joined else end


def _taken_by(sentence: Sentence, counted: Sequence[Group]) -> Iterator[Group]:
    """One person in the case of whom a verb takes, behind who did it: "اغتال مسلحون قاضيا"."""
    endings = tuple(sentence.lexicon.words("people.ending.taken"))
    if not endings:
        return
    theirs = {at for group in counted for at in range(group.start, group.end)}
    for verb, mark in sentence.find(*DONE):
        for at in range(mark.end + 1, min(mark.end + _DOER, len(sentence.tokens))):
            if (
                at in theirs
                or _counts(sentence, at)
                or sentence.match(at, *SMALL, *VERBS)
                or sentence.tokens[at].shape != "word"
            ):
                break
            one = sentence.match(at, *PLURAL, *SINGULAR)
            if one and sentence.lower[at + one - 1].endswith(endings):
                if not sentence.match(verb - 1, "casualty.not_yet"):
                    yield uncounted(1, at, at + one, None)
                break


def _counts(sentence: Sentence, at: int) -> bool:
    """Whether a number, or a word for every or any, stands at a token."""
    if at < 0:
        return False
    return sentence.tokens[at].shape == "number" or sentence.match(
        at, "numeral.unit", "numeral.ten", "numeral.hundred_word", "numeral.scale", "numeral.fixed", "numeral.vague",
        "grammar.determiner", "group.no", "grammar.negation",
    ) > 0  # fmt: skip


def _told_behind(sentence: Sentence, at: int) -> bool:
    """Whether a verb of what befell people stands at a token, or behind whose they are: "житель Барды погиб".

    It may follow one more who is joined to them: "жена и сын-подросток ранены".
    """
    if sentence.match(at, *VERBS):
        return True
    if not sentence.lexicon.words("grammar.inverts"):
        return False
    if sentence.match(at + 1, "numeral.age") and sentence.tokens[at].shape == "number":
        at += 2  # "мальчик 12 лет погиб"
    if sentence.match(at, *VERBS):
        return True
    if sentence.match(at, "group.join") and sentence.lower[at] != "," and sentence.match(at + 1, *SINGULAR):
        at += 2
    end = at
    if sentence.match(end, "grammar.preposition") and any(
        token.capital for token in sentence.tokens[end + 1 : end + 2]
    ):
        end += 2  # "пострадавший из Белгорода скончался"
    while end < len(sentence.tokens) and end - at < _WHOSE and _says_whose(sentence, end):
        end += 1
    return end > at and sentence.match(end, *VERBS) > 0


def _with_counted(sentence: Sentence, at: int, counted: Sequence[Group]) -> bool:
    """Whether others, counted, are joined at a token to somebody of whom a verb then tells: "водитель и двое пассажиров погибли"."""
    if not sentence.match(at, "group.and"):
        return False
    end = next((group.end for group in counted if group.start == at + 1 and group.head == "people"), None)
    return end is not None and sentence.match(end, *DONE) > 0


def _says_whose(sentence: Sentence, at: int) -> bool:
    """Whether a token may be a noun in the case that tells whose somebody is, or a hyphen and what it binds."""
    if sentence.match(at, *VERBS, *SMALL):
        return False
    return sentence.tokens[at].shape == "word" or sentence.tokens[at].word == "-"


def _next_of_them(sentence: Sentence, *forms: str) -> Iterator[Group]:
    """The next of those just told of, in a headline: "two miners dead, third missing"; ``forms``: verbs that may tell it."""
    for at, mark in sentence.find("group.nth", start=2):
        told = mark.end + (sentence.match(mark.end, "grammar.adverb") if forms else 0)
        if sentence.lower[at - 1] == "," and sentence.match(told, *STATES, "missing.intransitive", *forms):
            yield Group(Number(1, 1, "exact", at, mark.end, at), at, mark.end, "bare", determiner="article", more=True)


def _and_another(sentence: Sentence, counted: Sequence[Group]) -> Iterator[Group]:
    """One more behind "and", the article told once for both: "a driver and assistant were wounded"."""
    ends = {group.end for group in counted if group.determiner == "article" and group.head == "people"}
    for at, mark in sentence.find(*SINGULAR, start=2):
        if at - 1 in ends and sentence.match(at - 1, "grammar.and") and sentence.match(mark.end, "grammar.be.many"):
            yield uncounted(1, at, mark.end, None)


def _told_before(sentence: Sentence, at: int) -> bool:
    """Whether a word of what befell people ends just before a token, or before "34-річний" in front of it."""
    at = _begins(sentence, at)
    if any(mark.end == at for _, mark in sentence.find(*VERBS, *_OF, start=at - 3, end=at)):
        return True
    if sentence.match(at - 1, "killed.became") and sentence.has("killed.victim", start=at - _BECAME, end=at - 1):
        return True  # "жертвой обстрела стал пенсионер"
    begin = at - (at > 0 and sentence.lower[at - 1] in ("-", ":"))  # "серед них — дитина", "بينهم سيدة"
    return any(
        mark.end == begin
        and not sentence.match(near - 1, "numeral.unit")
        and sentence.tokens[near - 1].shape != "number"
        for near, mark in sentence.find("part.opens", start=begin - 4, end=begin)
    )


def _begins(sentence: Sentence, at: int) -> int:
    """Where the age of somebody and other words before the noun at a token begin: "34-річний", "дворічну дитину"."""
    if at >= 3 and sentence.lower[at - 2] == "-" and sentence.tokens[at - 3].shape == "number":
        at -= 3
    while at > 1 and sentence.match(at - 1, "people.modifier", "place.nationality") == 1:
        at -= 1  # "погиб российский военный"
    return at
