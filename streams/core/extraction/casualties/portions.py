"""Portions: how many of how many: "22 of the 25 crew", "only three of the 62 aboard survived"."""

from dataclasses import replace

from streams.core.extraction.casualties.groups import Group, with_noun
from streams.core.extraction.casualties.nouns import (
    NOUNS,
    PARTICIPLES,
    PLURAL,
    ends_at,
    noun_at,
)
from streams.core.extraction.numerals import Number, numbers
from streams.core.extraction.reading import Sentence

_LIVED = 12
"""Within how many tokens behind how many of how many it is told that they lived."""
_WHOSE = 5
"""Within how many tokens the whole stands behind whose it is, or what they make up: "of the town's 900", "of a crew of ten"."""


def share(sentence: Sentence, number: Number) -> Group | None:
    """A share of people counted right behind it: "22 of the 25 crew", "12 out of 30 sailors"."""
    at = _whole_at(sentence, number)
    whole = next((one for one in numbers(sentence) if one.start == at and one.kind == "count"), None)
    if at == number.end or number.kind != "count" or whole is None or whole.min <= number.min:
        return None
    noun = noun_at(sentence, whole.end, PLURAL)
    if noun is None:
        alone = at > number.end + sentence.match(number.end, "part.of.count")  # "seven of a crew of ten"
        alone = alone or sentence.match(whole.end, "missing.aboard") > 0  # "nine out of ten aboard"
        return of_figure(sentence, number, at) if alone else None
    if sentence.ending("detained.frees", number.start, 3):
        return with_noun(sentence, whole, whole.start, noun, "number", more=False, of=None)
    some, number = number, _the_rest(sentence, number, whole, noun[1])
    group = with_noun(sentence, number, number.start, noun, "number", more=False, of=None)
    group = replace(group, whole=whole) if number is some else group
    if group.outcome is None:
        return group
    dead = any(
        mark.end == number.start
        for _, mark in sentence.find("killed.of", "killed.verb", "killed.ing", start=number.start - 3)
    ) or sentence.has("killed.verb", "killed.intransitive", start=group.end, end=group.end + 3)
    # "the bodies of four of the seven missing men", "killed one of the 12 hostages"
    return replace(group, head="people", outcome=None) if dead else None


def _whole_at(sentence: Sentence, number: Number) -> int:
    """The token behind a number and "of" where the whole begins: "of the town's 900 residents", "of a crew of ten"."""
    at = number.end + sentence.match(number.end, "part.of.count")
    if at == number.end:
        return at
    begins = {one.start for one in numbers(sentence) if one.min > number.min}
    for near in range(at, min(at + _WHOSE, len(sentence.tokens))):
        behind = near + (owns(sentence, near, near + 1) or sentence.match(near, "grammar.of"))
        if behind > near > at and behind in begins:
            return behind
        if near in begins or sentence.tokens[near].shape == "mark":
            break
    return at


def _the_rest(sentence: Sentence, number: Number, whole: Number, end: int) -> Number:
    """All but a share where it says who lived, else the share: "all but two of the 40", "only three of the 62 aboard survived"."""
    lived = any(at >= end or sentence.lexicon.words("grammar.inverts") for at in few_survived(sentence))
    but = any(mark.end == number.start for _, mark in sentence.find("part.all_but", start=number.start - 2))
    if but == lived:
        return number  # "all but one of the 12 survived": one did not
    most = None if whole.max is None or number.max is None else whole.max - number.min
    return replace(number, min=whole.min - number.min, max=most)


def few_survived(sentence: Sentence) -> tuple[int, ...]:
    """Where it is told that only some, or all but some, of so many lived: the others did not."""
    if not sentence.has("part.only", "part.all_but") or not sentence.has("killed.survives"):
        return ()
    found = {number.start: number for number in numbers(sentence) if number.kind == "count"}
    some = [found[mark.end] for _, mark in sentence.find("part.only", "part.all_but") if mark.end in found]
    before = _LIVED if sentence.lexicon.words("grammar.inverts") else 0  # "выжили лишь трое из 30"
    shares = [one for one in some if one.end + sentence.match(one.end, "part.of.count") in found.keys() - {one.end}]
    return tuple(
        at for one in shares for at, _ in sentence.find("killed.survives", start=one.end - before, end=one.end + _LIVED)
    )


def of_figure(sentence: Sentence, number: Number, at: int) -> Group | None:
    """A share of a figure named before: "nine of the nineteen"; None for a share of things: "two of the bridges"."""
    whole = next((one for one in numbers(sentence) if one.start == at), None)
    if whole is None or whole.min <= number.min or not ends_at(sentence, whole.end):
        return None
    held = any(mark.end > whole.end for _, mark in sentence.find("detained.noun", start=whole.end, end=whole.end + 2))
    if held and sentence.has("detained.released", start=whole.end, end=whole.end + _LIVED):
        return None  # "two of the three hostages were freed"
    rest = _the_rest(sentence, number, whole, whole.end)
    if rest is number and (length := sentence.match(whole.end, *NOUNS)) and not sentence.match(whole.end, *PARTICIPLES):
        noun = (whole.end, whole.end + length)  # "seventeen of the 22 fatalities"
        group = with_noun(sentence, number, number.start, noun, "number", more=False, of=None)
        return replace(group, whole=whole)
    told_of = whole if rest is number else None
    return Group(rest, number.start, whole.end, "bare", of="part.of.them", whole=told_of)


def owns(sentence: Sentence, start: int, end: int) -> bool:
    """Whether "'s" stands among the tokens."""
    return any(token.shape == "possessive" for token in sentence.tokens[start:end])
