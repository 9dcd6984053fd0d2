"""Ceasefire states: what a sentence says of a ceasefire, cue by cue.

A cue is bound to the word for the ceasefire by its place (``binding``): "rebels broke the truce", "the truce was broken", "the
truce holds"; what rules or negates it decides what it comes to (``rulings``). Fighting that is told together with a ceasefire
in force ("despite the truce") breaks it (``fighting``).
"""

from collections.abc import Iterator
from typing import cast

from streams.core.extraction.ceasefires.asking import (
    answered,
    asked,
    bidden,
    planned,
    promised,
    refused,
    scorned,
    talked,
)
from streams.core.extraction.ceasefires.binding import bound, misplaced
from streams.core.extraction.ceasefires.fighting import fighting
from streams.core.extraction.ceasefires.lasting import extension, given, gone, lasting, lengthened, over, quiet
from streams.core.extraction.ceasefires.statements import CUES, Said, Truce
from streams.core.extraction.reading import Sentence
from streams.core.facts import CeasefireState


def said(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """Everything that a sentence says of its ceasefires."""
    taken = {at for truce in found for at in range(truce.first, truce.last + 1)}
    cues = {at for at, _ in sentence.find(*CUES)} - taken
    end = 0
    for at in sorted(cues):
        if at < end or _compound(sentence, at):
            continue
        marks = [mark for mark in sentence.marks(at) if mark.cls in CUES and not misplaced(sentence, found, at, mark)]
        end = max((mark.end for mark in marks), default=at)
        for mark in marks:
            if mark.end < end:
                continue
            one = bound(sentence, found, mark.cls, cast("CeasefireState", mark.value), (at, end))
            if one is not None:
                yield one
                break
    yield from asked(sentence, found)
    yield from bidden(sentence, found)
    yield from planned(sentence, found)
    yield from promised(sentence, found)
    yield from talked(sentence, found)
    yield from refused(sentence, found)
    yield from fighting(sentence, found)
    yield from lasting(sentence, found)
    yield from lengthened(sentence, found)
    yield from over(sentence, found)
    yield from quiet(sentence, found)
    yield from given(sentence, found)
    yield from extension(sentence, found)
    yield from gone(sentence, found)
    yield from scorned(sentence, found)
    yield from answered(sentence, found)


def _compound(sentence: Sentence, at: int) -> bool:
    """Whether a word is the second half of one with a hyphen, which says nothing of the truce: "until month-end", "a UN-brokered truce"."""
    if not at or sentence.lower[at - 1] != "-":
        return False
    before, word = sentence.tokens[at - 1], sentence.tokens[at]
    return before.end == word.start and at > 1 and sentence.tokens[at - 2].end == before.start
