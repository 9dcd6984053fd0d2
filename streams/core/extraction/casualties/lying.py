"""Lying: buildings that tell what befell those who are in them, whatever their name: a county mortuary, a hospital, a prison."""

from collections.abc import Iterator

from streams.core.extraction.casualties.nouns import PLURAL
from streams.core.extraction.casualties.predicates import Predicate, ends_clause
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence
from streams.core.facts import Outcome

_NAME = 4
"""The most tokens of a building's name: "in the Bara county mortuary"."""
_ADVERBS = 2
_BUILDINGS: dict[str, Outcome] = {
    "killed.morgue": "killed",
    "detained.jail": "detained",
    "injured.hospital": "injured",
}


def lying(sentence: Sentence) -> Iterator[Predicate]:
    """The predicates of lying in such a building: "thirteen are in the county mortuary", "11 dead, 23 in Bara hospital"."""
    if not sentence.has(*_BUILDINGS):
        return
    counts = {number.end for number in numbers(sentence) if number.kind == "count"}
    for at, mark in sentence.find(*_BUILDINGS):
        begin = _led_in(sentence, at)
        if begin is None:
            continue
        outcome = _BUILDINGS[mark.cls]
        verbs = "killed.lies" if outcome == "killed" else "detained.sits"
        lies = (
            begin in counts and _next_told(sentence, begin) if outcome == "injured" else _lies(sentence, begin, verbs)
        )
        if lies and ends_clause(sentence, mark.end):
            yield Predicate(outcome, "intransitive", begin, mark.end)


def _led_in(sentence: Sentence, at: int) -> int | None:
    """The token of "in" before a building, nothing but its name between."""
    for before in range(at - 1, max(0, at - 2 - _NAME), -1):
        if sentence.match(before, "place.in"):
            return before
        token = sentence.tokens[before]
        if token.shape not in ("word", "possessive") or sentence.match(before, *PLURAL, "grammar.be", "grammar.clause"):
            return None
    return None


def _lies(sentence: Sentence, at: int, verbs: str) -> bool:
    """Whether people are told, right before a token, to be or to lie there."""
    for before in range(at - 1, max(-1, at - 2 - _ADVERBS), -1):
        if sentence.match(before, verbs, "grammar.be"):
            return True
        if not sentence.match(before, "grammar.adverb", "casualty.adverb"):
            return False
    return False


def _next_told(sentence: Sentence, at: int) -> bool:
    """Whether a bare number before a token is the next of those harmed: "11 dead, 23 in", and not "12 in Bara hospital strike"."""
    if not sentence.has("cause", "killed.state", "killed.verb", "killed.noun", "injured.state"):
        return False
    return at < 2 or sentence.tokens[at - 2].shape == "mark" or sentence.match(at - 2, "group.and") > 0
