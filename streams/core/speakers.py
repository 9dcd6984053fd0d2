"""Speakers: who says a thing, how reliable they are, and for whom they speak.

Who wrote an item stands in its origin; where the text says that a known source said a thing ("23 were killed, the
Observatory said"), the claim is that source's, whoever carries it.
"""

from streams.core.claims import Claim
from streams.core.sources import NO_SOURCES, Grade, Sources

_UNRELIABLE: tuple[Grade, ...] = ("D", "E")


def grade(claim: Claim, sources: Sources) -> Grade:
    """The grade of who speaks; or, where it is lower, that of who passes it on, if that one is known to be unreliable."""
    spoken, passed_on = sources.get(speaker(claim, sources)).grade, sources.get(claim.source).grade
    return max(spoken, passed_on) if passed_on in _UNRELIABLE else spoken


def side(claim: Claim, sources: Sources) -> str:
    """The party to the conflict for which it is said: that of who speaks, else of who passes it on; empty for nobody."""
    return sources.get(speaker(claim, sources)).side or sources.get(claim.source).side or ""


def speaker(claim: Claim, sources: Sources = NO_SOURCES) -> str:
    """The name of who says it: a known source to whom the text ascribes the figure or state, else who wrote the words."""
    if claim.attribution and sources.knows(claim.attribution):
        return sources.canonical(claim.attribution)
    return sources.canonical(claim.origin.named or claim.source)
