"""Lasting: how long a ceasefire held, which says that it was broken: "the truce lasted 50 minutes"."""

from collections.abc import Iterator

from streams.core.extraction.ceasefires.statements import Said, Truce
from streams.core.extraction.reading import Sentence

_NEAR = 5
"""Within how many tokens behind a ceasefire it is told that it lasted, and behind that, how long."""


def lasting(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "the truce held for less than an hour"; a truce that "has held for 48 hours" still does."""
    for truce in found:
        for at, mark in sentence.find("truce.lasted", start=truce.last + 1, end=truce.last + 1 + _NEAR):
            if sentence.has("grammar.have", "truce.not", start=truce.last + 1, end=at):
                continue
            unit = next((i for i, _ in sentence.find("truce.short", start=mark.end, end=mark.end + _NEAR)), None)
            if unit is not None and sentence.lower[unit - 1] not in ("72", "48", "24"):
                yield Said(sentence, truce, "violated", "reported", at, unit)
                break
