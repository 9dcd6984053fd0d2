"""What a number counts: people perhaps, or a year, a date, a price, a distance, an age, a share."""

from typing import Literal

from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import singular

Kind = Literal["count", "year", "date", "time", "money", "share", "measure", "age", "label"]

_OLDEST = 120
_MODIFIED = 3
"""The most tokens of a noun for one person, and of what stands between it and its article."""
_ONE = ("people.civilian.singular", "people.armed.singular")
_PEOPLE = ("people.civilian.plural", "people.armed.plural", "people.plain.plural")


def kind_of(sentence: Sentence, start: int, figure: int, end: int, value: int) -> Kind:
    """What the number over tokens start to end (exclusive) counts; ``figure`` is the first token of its digits or words."""
    token = sentence.tokens[figure]
    plain = token.shape == "number" and end == figure + 1
    if sentence.match(end, "numeral.share") or sentence.lower[end : end + 1] == ("%",):
        return "share"
    if any(sentence.match(at, "numeral.money") for at in (start - 1, figure - 1, end)):
        return "money"
    if plain and _is_year(sentence, start, figure, value):
        return "year"
    if plain and value <= 31 and _is_day(sentence, figure):
        return "date"
    if sentence.match(figure, "calendar.weekday") and sentence.match(figure - 1, "grammar.determiner"):
        return "date"  # "الاثنين": Monday, and no two
    if _measures(sentence, end, value):
        return "measure"
    if sentence.match(end, "numeral.clock") or sentence.match(start - 1, "numeral.before_time"):
        return "time"
    if start == figure and (sentence.match(start - 1, "numeral.aged") or _one_of_ages(sentence, figure, value)):
        return "age"
    if start == figure and sentence.match(start - 1, "numeral.under") and sentence.match(start - 2, *_PEOPLE):
        return "age"
    if _age_of_one(sentence, start, value):
        return "age"
    labelled = start == figure and token.shape == "number" and sentence.match(figure - 1, "numeral.label")
    before = sentence.tokens[figure - 1].word
    labelled = labelled and not (len(before) == 1 and before.islower())  # "А 22" is a road, "а 22" goes on with people
    labelled = labelled and not sentence.ending("killed.toll", figure - 1, 3)  # "the dead number 24"
    labelled = labelled and not (sentence.match(figure - 1, "toll.counts") and _people_end(sentence, figure - 1))
    labelled = labelled or (start == figure and token.shape == "number" and _one_of_labels(sentence, figure))
    if labelled and not sentence.match(end, *_PEOPLE, "displaced.noun"):  # "since the last update 12,700 refugees came"
        return "label"
    return "count"


def _measures(sentence: Sentence, end: int, value: int) -> bool:
    """Whether a measure follows a number, or "head" with no teachers behind it: "took 200 head"."""
    if sentence.lower[end : end + 1] == ("-",):
        return sentence.match(end + 1, "numeral.measure", "numeral.age") > 0
    heads = value > 1 and sentence.match(end, "numeral.head") > 0
    return sentence.match(end, "numeral.measure") > 0 or (heads and not sentence.match(end, *_PEOPLE))


def _one_of_labels(sentence: Sentence, figure: int) -> bool:
    """Whether a number is one of several that tell places or things apart: "Camps 9 and 12", "Wards 2, 4 and 11"."""
    begin = figure
    while begin > 1 and (
        sentence.tokens[begin - 1].shape == "number"
        or sentence.lower[begin - 1] == ","
        or sentence.match(begin - 1, "grammar.and")
    ):
        begin -= 1
    word = sentence.lower[begin - 1] if begin and sentence.tokens[begin - 1].capital else ""
    one = singular(sentence.lexicon, word)
    return one != word and one in sentence.lexicon.words("numeral.label")


_COUNTED = ("killed.toll", "injured.toll", "missing.toll", "displaced.noun", "people.lives", *_PEOPLE)


def _people_end(sentence: Sentence, at: int) -> bool:
    """Whether a word for people ends right before a token: "injured victims number 203"."""
    return any(sentence.ending(cls, at, 1) for cls in _COUNTED)


def _one_of_ages(sentence: Sentence, figure: int, value: int) -> bool:
    """The ages of several: "two men aged 34 and 52", "girls aged three and seven", "three brothers, 9, 12 and 14, were"."""

    def in_words(at: int) -> bool:
        return sentence.match(at, "numeral.unit", "numeral.ten") > 0 and not sentence.match(at + 1, *_PEOPLE)

    def listed(at: int) -> bool:
        return 0 <= at < len(sentence.tokens) and (
            (sentence.tokens[at].word.isdigit() and int(sentence.tokens[at].word) < _OLDEST)
            or in_words(at)
            or sentence.lower[at] in (",", "-")
            or sentence.match(at, "grammar.and", "numeral.to") > 0
        )

    if value >= _OLDEST or not (sentence.tokens[figure].word.isdigit() or in_words(figure)):
        return False
    begin, end = figure, figure + 1
    while listed(begin - 1):
        begin -= 1
    while listed(end):
        end += 1
    if sentence.match(begin - 1, "numeral.aged", "numeral.between") and sentence.has(
        "numeral.aged", start=begin - 2, end=begin
    ):
        return not sentence.match(figure + 1, *_PEOPLE)  # "a girl aged 9 and 2 women"
    ages = [at for at in range(begin, end) if sentence.tokens[at].word.isdigit()]
    if not ages:
        return False
    apart = sentence.lower[begin] == "," == sentence.lower[end - 1] and ages[0] == begin + 1 and ages[-1] == end - 2
    return apart and len(ages) > 1 and sentence.match(begin - 1, *_PEOPLE) > 0


def _age_of_one(sentence: Sentence, start: int, value: int) -> bool:
    """The age of one person: "a man of 64", "a girl of about ten", "a male nurse of 50"."""
    if value >= _OLDEST or not sentence.match(start - 1, "numeral.of_age"):
        return False
    apart = any(
        mark.end == start - 1 and sentence.has("group.article", start=at - _MODIFIED, end=at)
        for at, mark in sentence.find(*_ONE, start=max(0, start - _MODIFIED), end=start - 1)
    )
    return sentence.match(start - 2, "people.aged") > 0 or apart


def _is_year(sentence: Sentence, start: int, figure: int, value: int) -> bool:
    """A bare number of four digits that counts nobody, or the end of "1932-33"."""
    word = sentence.tokens[figure].word
    if len(word) == 4 and 1800 <= value <= 2100:
        dated = sentence.match(start - 1, "stance.year_of") and not sentence.match(figure + 1, *_PEOPLE)
        return bool(dated) or not sentence.match(figure + 1, "people.noun")
    before = sentence.lower[figure - 2] if figure >= 2 and sentence.lower[figure - 1] == "-" else ""
    return len(word) == 2 and len(before) == 4 and before.isdigit()


def _is_day(sentence: Sentence, figure: int) -> bool:
    """A small number beside a month, unless it counts people all the same: "on 12 May 14 people", "are 3 may God"."""
    end = figure + 1
    if sentence.match(figure - 1, "grammar.be") or sentence.match(end, *_PEOPLE):
        return False
    if end < len(sentence.tokens) and sentence.match(end, "casualty.ahead") and not sentence.tokens[end].capital:
        return False  # "up to 30 may have died"
    month = end + sentence.match(end, "calendar.of")  # "el 7 de marzo"
    if sentence.match(month, "calendar.month") or sentence.match(figure - 1, "calendar.month"):
        return True
    return bool(sentence.match(end, "numeral.to", "grammar.and")) and _date_follows(sentence, end + 1)


def _date_follows(sentence: Sentence, at: int) -> bool:
    """The first number is a day as well: "8 and 10 May"."""
    return (
        at < len(sentence.tokens)
        and sentence.tokens[at].shape == "number"
        and len(sentence.tokens[at].word) <= 2
        and bool(sentence.match(at + 1, "calendar.month"))
    )
