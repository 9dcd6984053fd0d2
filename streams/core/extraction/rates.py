"""Rates: how many of how many in general, "six out of ten arrivals", "one child in five", which counts nobody.

The same words count people where one knows how many there were ("seven out of ten crew died"), and where the second number
counts days, places or attacks ("killed 5 in 10 days").
"""

from typing import Literal, NamedTuple

from streams.core.extraction.reading import Sentence

Half = Literal["both", "whole"]
"""Which of two numbers are parts of a rate and count nobody."""


class Figure(NamedTuple):
    """A number over tokens start to end (exclusive), and its value."""

    start: int
    end: int
    min: int


_OF_SO_MANY = (2, 3, 4, 5, 10, 20, 100, 1_000, 10_000, 100_000)
_OF_TEN = (10, 100)
"""Of so many one speaks where a share is meant: behind "in", and behind "out of"."""
_NOUN = 3
"""The most tokens of a noun with what stands before it."""
_PEOPLE = ("people.civilian.plural", "people.armed.plural", "people.plain.plural", "people.household")
_ONE = ("people.civilian.singular", "people.armed.singular", "people.plain.singular")
_THINGS = ("displaced.place", "displaced.shelter", "cause", "group.thing")
_HARMED = tuple(f"{outcome}.{form}" for outcome in ("killed", "injured", "detained") for form in ("verb", "ing"))
_IN_GENERAL = (
    "grammar.be",
    "grammar.have",
    "grammar.aux",
    "part.habit",
    "killed.intransitive",
    "displaced.intransitive",
)
"""What is said of so many people in so many: "one wounded soldier in five dies", and not "killed two soldiers in five attacks"."""
_GOES_ON = (
    "grammar.be", "grammar.have", "grammar.aux", "grammar.verb", "grammar.preposition", "grammar.conjunction", "grammar.adverb",
)  # fmt: skip


def half_of_rate(sentence: Sentence, some: Figure, whole: Figure) -> Half | None:
    """Which of two numbers make up a rate; None where both count."""
    if not 0 < some.min < whole.min or whole.start - some.end > 2 * _NOUN:
        return None
    between = sentence.find("numeral.out_of", start=some.end, end=whole.start)
    of, said = next(((at, mark) for at, mark in between if mark.end == whole.start), (0, None))
    if said is None or (of > some.end and not _one_noun(sentence, some.end, of)):
        return None
    if said.value == "every":
        return "both"
    return _within(sentence, some, whole, of) if said.value == "in" else _of(sentence, some, whole, of)


def _one_noun(sentence: Sentence, start: int, end: int) -> bool:
    """Whether nothing but a noun for people stands between: "neuf réfugiés sur dix", "one child in five"."""
    if end - start > _NOUN or any(token.shape != "word" for token in sentence.tokens[start:end]):
        return False
    return any(
        mark.end == end for _, mark in sentence.find(*_PEOPLE, *_ONE, "displaced.noun", "injured.noun", start=start)
    )


def _within(sentence: Sentence, some: Figure, whole: Figure, within: int) -> Half | None:
    """A rate of so many in so many; not where the second number counts places or attacks."""
    end = whole.end
    if within > some.end:
        return "both" if whole.min in _OF_SO_MANY and sentence.match(end, *_IN_GENERAL) else None
    if _named(sentence, end, _THINGS):
        return None
    if _named(sentence, end, _PEOPLE):
        return "both"
    if whole.min not in _OF_SO_MANY and some.min > 1:
        return None
    ends = end >= len(sentence.tokens) or sentence.tokens[end].shape != "word" or sentence.match(end, *_GOES_ON) > 0
    befell = any(
        mark.end == some.start and not sentence.match(at, "casualty.present")
        for at, mark in sentence.find(*_HARMED, start=some.start - _NOUN, end=some.start)
    )
    return None if befell and not ends else "both"


def _of(sentence: Sentence, some: Figure, whole: Figure, of: int) -> Half | None:
    """A rate of so many out of so many; of those whose number one knows, those told of are counted."""
    apart = of > some.end
    noun = range(some.end, of) if apart else range(whole.end, whole.end + _NOUN)
    known = sentence.has("people.roll", start=noun.start, end=noun.stop)
    known = known or sentence.has("missing.aboard", start=whole.end, end=whole.end + _NOUN)
    habit = sentence.has("part.habit", start=whole.end, end=whole.end + 2 * _NOUN)
    if (some.min == 1 or whole.min in _OF_TEN or habit) and not known:
        return "both"
    return "whole" if apart else None  # "sept marins sur dix": the ten have no noun of their own


def _named(sentence: Sentence, at: int, classes: tuple[str, ...]) -> bool:
    """Whether a noun of the classes stands at a token, or a word or two behind it."""
    for near in range(at, min(at + _NOUN, len(sentence.tokens))):
        if sentence.match(near, *classes):
            return True
        if sentence.tokens[near].shape != "word" or sentence.match(near, *_GOES_ON):
            return False
    return False
