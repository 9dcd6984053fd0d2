"""Idle words: where what stands beside a ceasefire says nothing of it: "truce talks fail", "the truce commission collapsed"."""

from streams.core.extraction.ceasefires.asking import talks_ended
from streams.core.extraction.ceasefires.statements import Truce
from streams.core.extraction.reading import Sentence
from streams.core.facts import CeasefireState

_NEAR = 3
"""Within how many tokens behind stands what takes back what is told: "truce start was delayed"."""


def says_nothing(sentence: Sentence, truce: Truce, state: CeasefireState, cue: tuple[int, int]) -> bool:
    """Whether a cue says nothing of the ceasefire itself."""
    at = cue[0]
    if _only_spoken_of(sentence, truce, state, cue):
        return True
    if truce.offer and state != "rejected":
        return not (state == "proposed" and at < truce.first and _for_truce(sentence, truce))
    if state == "violated" and sentence.match(at, "truce.breach") and _minor(sentence, at):
        holds = any(mark.value == "holding" for _, mark in sentence.find("truce.subject", end=at))
        if holds:
            return True  # "it is holding, with only sporadic violations"
    if state == "violated" and at < truce.first and sentence.match(at, "truce.breach"):
        answered = sentence.has("truce.will", start=truce.last + 1, end=truce.last + 5)
        if answered and not sentence.has("grammar.say", start=truce.last + 1, end=truce.last + 5):
            return True  # "violations of the ceasefire will not be tolerated"
    if state == "collapsed" and sentence.has("truce.talks", start=max(0, truce.first - 7), end=truce.first):
        return True
    if state == "collapsed" and truce.last < at and sentence.ending("truce.otherwise", at, 4):
        return True  # "the truce that would have lapsed at midnight"
    return _of_institution(sentence, truce, at) or (state == "agreed" and at < truce.first and _holds(sentence, truce))


def _minor(sentence: Sentence, at: int) -> bool:
    """Whether a breach is told to be a small one: "sporadic violations", "خروقات محدودة"."""
    behind = at + sentence.match(at, "truce.breach")
    described = bool(sentence.lexicon.words("grammar.vso")) and sentence.match(behind, "truce.minor") > 0
    return described or sentence.ending("truce.minor", at, 3)


def _only_spoken_of(sentence: Sentence, truce: Truce, state: CeasefireState, cue: tuple[int, int]) -> bool:
    """Whether what a cue tells is only talked about, put off, or would be: "truce talks fail", "truce start delayed"."""
    at, end = cue
    if state != "rejected" and truce.last < at and sentence.match(truce.last + 1, "truce.talks"):
        return state != "proposed" or sentence.has("truce.talks_end", start=truce.last + 1)
    if state == "proposed" and sentence.match(at, "truce.talks") and talks_ended(sentence, truce):
        return True
    if state == "proposed" and sentence.match(end, "clause.that") and truce.first > end + 1:
        return sentence.match(end + 1, "grammar.the") > 0  # "demands that the truce be respected"
    if state == "agreed":
        return sentence.has("truce.delayed", start=end, end=end + _NEAR)
    doing = state in ("violated", "collapsed") and at < truce.first and sentence.match(at, "truce.doing") > 0
    return doing and sentence.has("truce.were", start=truce.last + 1, end=truce.last + _NEAR)


def _for_truce(sentence: Sentence, offer: Truce) -> bool:
    """Whether an offer is one of a ceasefire: "put forward a proposal for a 60-day truce"."""
    return sentence.has("truce.for", start=offer.last + 1, end=offer.last + 2) and sentence.has(
        "truce.noun", start=offer.last + 2, end=offer.last + 9
    )


def _holds(sentence: Sentence, truce: Truce) -> bool:
    """Whether a ceasefire is said to hold right behind it: "agree that the ceasefire holds" agrees on none."""
    near = sentence.find("truce.subject", start=truce.last + 1, end=truce.last + 3)
    return any(mark.value == "holding" for _, mark in near)


def _of_institution(sentence: Sentence, truce: Truce, at: int) -> bool:
    """Whether what is left or refused is not the ceasefire but a body for it: "withdrew from the ceasefire commission"."""
    return at < truce.first and sentence.match(truce.last + 1, "truce.institution") > 0
