"""Survivors: those who did not live where others did, "12 lived and 22 did not", told by what is left out."""

from collections.abc import Iterator

from streams.core.extraction.casualties.nouns import NOUNS, PLURAL, SINGULAR, ends_at, like_people, noun_at
from streams.core.extraction.casualties.predicates import Predicate, ends_clause
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence

_PAUSE = 2
"""How many tokens at most a verb left out leaves between people and "not": "22 — ні"."""


def did_not_live(sentence: Sentence) -> Iterator[Predicate]:
    """What befell those who did not live, as a sentence says it where it has told of those who did."""
    if not sentence.has("killed.did_not") or not sentence.has("killed.lived") or _of_things(sentence):
        return
    lived = next(
        (mark.end for _, mark in sentence.find("killed.lived") if _alone(sentence, mark.value, mark.end)), None
    )
    if lived is None:
        return
    counted = {one.start for one in numbers(sentence) if one.kind == "count"}
    for at, mark in sentence.find("killed.did_not", start=lived):
        first = mark.end in counted and bool(sentence.lexicon.words("grammar.vso"))  # "نجا 12 ولم ينج 22"
        if first or (ends_clause(sentence, mark.end) and not _negates(sentence, at, mark.end)):
            yield Predicate("killed", "verb" if first else "intransitive", at, mark.end)


def _alone(sentence: Sentence, how: str, end: int) -> bool:
    """Whether a word tells that people lived; some do so only where nothing follows: "twelve made it", and not "to the final"."""
    if how != "alone":
        return True
    return end >= len(sentence.tokens) or sentence.tokens[end].shape == "mark" or sentence.match(end, "group.join") > 0


def _negates(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a bare "not" stands away from a figure, and answers something else: "22 non", and not "ils disent que non"."""
    if end - at > 1:
        return False
    return not any(0 <= at - one.end < _PAUSE for one in numbers(sentence) if one.kind == "count")


def _of_things(sentence: Sentence) -> bool:
    """Whether what is counted first are things, which live on as well: "of the 18 restaurants eleven survived"."""
    first = next((one for one in numbers(sentence) if one.kind == "count"), None)
    if first is None:
        return False
    at = first.end + sentence.match(first.end, "part.of.count")
    at = next((one.end for one in numbers(sentence) if one.start == at), at)  # "twelve of the 18 firms"
    if ends_at(sentence, at) or sentence.match(at, "missing.aboard", "killed.lived"):
        return False
    people = noun_at(sentence, at, (*PLURAL, *SINGULAR, *NOUNS)) is not None
    return not people and not like_people(sentence, sentence.lower[at])
