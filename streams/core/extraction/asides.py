"""Asides: times that say since when something beside what is told is so: "in Djibo, under siege since 2022"."""

from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.times import times
from streams.core.extraction.wordends import ends_as

_SINCE = 6
"""Within how many tokens before its time "since" stands: "since the coup of 2021"."""
_HARM = tuple(
    f"{outcome}.{form}"
    for outcome in ("killed", "injured", "missing", "detained", "displaced")
    for form in ("verb", "intransitive", "state")
)
_OPENERS = (
    "grammar.adverb",
    "grammar.conjunction",
    "grammar.clause",
    "grammar.preposition",
    "grammar.determiner",
    "group.and",
)
_NAMED = 4
"""How far before a truce that stands which tells that it did not hold."""


def asides(reading: Reading, sentence: Sentence, first: int, last: int) -> frozenset[int]:
    """The tokens of the times that say since when something beside tokens first to last is so: "in Djibo, under siege since 2022"."""
    return frozenset(
        time.at
        for time in times(reading, sentence)
        if time.past
        and not time.behind
        and (_beside(sentence, time.at, first, last) or _of_a_truce(sentence, time.at, last))
    )


def _of_a_truce(sentence: Sentence, at: int, last: int) -> bool:
    """Whether a time says since when the truce is that did not hold: "three were killed despite the truce agreed in 2024"."""
    return any(
        last < truce and sentence.has("truce.despite", start=truce - _NAMED, end=truce)
        for truce, _ in sentence.find("truce.noun", start=max(last + 1, at - _SINCE), end=at)
        if not any(token.shape == "mark" for token in sentence.tokens[truce:at])
    )


def _beside(sentence: Sentence, at: int, first: int, last: int) -> bool:
    """Whether "since" and its time stand in a part between commas that begins with something else and counts nobody."""
    near = range(at, max(-1, at - _SINCE), -1)
    since = next((one for one in near if sentence.match(one, "stance.since")), None)
    if since is None or first <= at <= last or "," in sentence.lower[since:at]:
        return False
    begin = next((one for one in range(since, 0, -1) if sentence.lower[one - 1] in (",", ";", "-")), 0)
    if begin == 0 or all(
        sentence.match(one, *_OPENERS) or ends_as(sentence, one, "ending.adverb") for one in range(begin, since)
    ):
        return False  # "since 2011" alone dates what is told, and so does "mostly since 2011"
    outside = last < begin or "," in sentence.lower[at:first]
    counts = any(token.shape == "number" for token in sentence.tokens[begin:since])
    return outside and not counts and not sentence.has("part.opens", "group.more", *_HARM, start=begin, end=since)
