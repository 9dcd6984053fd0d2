"""Asking: ceasefires that are called for or put forward."""

from collections.abc import Iterator

from streams.core.extraction.ceasefires.statements import Said, Truce
from streams.core.extraction.reading import Sentence

_ON = 7
"""Within how many tokens before a ceasefire stands the word by which talks are on it: "on a 60-day humanitarian truce"."""
_TALKS = 8


def asked(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "We renew our call, made with others, for a humanitarian pause"."""
    for truce in found:
        at = truce.first - 1
        while at > 0 and truce.first - at < 6 and not sentence.match(at, "truce.for"):
            at -= 1
        if truce.weak or not sentence.match(at, "truce.for"):
            continue
        for ask, mark in sentence.find("truce.asks", start=max(0, at - 14), end=at):
            if not sentence.has("truce.not", "truce.break", start=max(0, ask - 3), end=at):
                yield Said(sentence, truce, "proposed", "reported", ask, mark.end - 1)
                break


def talked(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "talks in Doha on a 60-day ceasefire were continuing", "ceasefire talks resumed": it is put forward, no more."""
    for truce in found:
        if truce.weak or sentence.has("truce.talks_end", start=truce.last + 1):
            continue
        if sentence.match(truce.last + 1, "truce.talks"):
            yield Said(sentence, truce, "proposed", "reported", truce.first, truce.last + 1, "side")
            continue
        on = next((at for at in range(truce.first - 1, truce.first - _ON, -1) if sentence.match(at, "truce.on")), None)
        talks = [] if on is None else [at for at, _ in sentence.find("truce.talks", start=max(0, on - _TALKS), end=on)]
        if talks and not any(sentence.tokens[at].shape == "mark" for at in range(talks[-1], on or 0)):
            yield Said(sentence, truce, "proposed", "reported", talks[-1], truce.last, "side")


def refused(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "no truce with those who besiege us", "there will be no ceasefire", "Burhan: no truce with the militia"."""
    for truce in found:
        no = truce.first - 1
        if not sentence.match(no, "grammar.no"):
            continue
        ahead = sentence.match(no - 1, "grammar.be") and sentence.ending("truce.will", no - 1, 2)
        aloud = (no == 0 or sentence.tokens[no - 1].shape == "mark") and sentence.match(truce.last + 1, "truce.with")
        if ahead or aloud or sentence.match(truce.last + 1, "truce.unless"):
            yield Said(sentence, truce, "rejected", "reported", no, truce.last)


def promised(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "our men will hold their fire for three days": what they will do is a truce already."""
    for truce in found:
        ahead = sentence.match(truce.first, "truce.verbal") and sentence.ending("truce.will", truce.first, 2)
        tied = sentence.has("truce.if", start=truce.last) and not sentence.has("truce.answers", start=truce.last)
        if ahead and not tied:
            yield Said(sentence, truce, "agreed", "reported", truce.first - 1, truce.last)


def planned(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "a ceasefire proposal": one is put forward, whatever becomes of it."""
    for truce in found:
        plan = next((at for at in (truce.last, truce.last + 1) if sentence.match(at, "truce.plan")), None)
        negated = sentence.has("truce.not", start=max(0, truce.first - 3), end=truce.first)
        if plan is not None and not truce.weak and not negated:
            yield Said(sentence, truce, "proposed", "reported", truce.first, plan, "side")
