"""Stance: whether a clause tells news or history, and whether it asserts, denies, guesses or threatens.

One judgement for all kinds of facts, with its reason in words. Cues come from the tables; how far each reaches is here.
"""

from typing import NamedTuple

from streams.core.extraction.reading import Reading, Sentence
from streams.core.facts import Scope, Status


class Stance(NamedTuple):
    """``scope`` and ``status`` of a clause; ``reason`` says which words decided (empty: nothing but plain telling)."""

    scope: Scope = "new"
    status: Status = "reported"
    reason: str = ""


def stance(reading: Reading, sentence: Sentence, first: int, last: int) -> Stance:
    """The stance of what tokens first to last (inclusive) of a sentence say."""
    return Stance()
