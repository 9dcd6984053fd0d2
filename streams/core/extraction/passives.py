"""Passives: whether what a cue says is done to what stands before it: "the bridge has been cut", "the truce was broken"."""

from streams.core.extraction.reading import Sentence

_REACH = 6
"""How many words may stand between a form of "be" and its cue."""


def has_be_before(sentence: Sentence, at: int, *between: str) -> bool:
    """Whether a form of "be" stands before the cue at a token, with nothing but words of the classes ``between`` them."""
    for step in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if sentence.match(step, "route.be"):
            return True
        if not sentence.match(step, *between):
            return False
    return False
