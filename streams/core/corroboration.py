"""Corroboration: how many tell of an incident without one having it from another, and whose word is the best.

The claims are those of one incident's key. Who wrote an item stands in its origin; where the text says that a known source
said a thing ("23 were killed, the Observatory said"), the claim is that source's, whoever carries it.
"""

from collections.abc import Iterable, Sequence

from streams.core.claims import Claim
from streams.core.origins import clusters
from streams.core.sources import GRADES, NO_SOURCES, Grade, Sources

_UNRELIABLE: tuple[Grade, ...] = ("D", "E")


def independent(claims: Iterable[Claim], sources: Sources = NO_SOURCES) -> int:
    """How many origins the live claims have that are independent of each other. A copy never adds to it."""
    return len(set(clustered(live(claims), sources)))


def clustered(claims: Sequence[Claim], sources: Sources = NO_SOURCES) -> tuple[int, ...]:
    """For each claim the number of its origin, from 0 in the order given; which are together does not depend on the order."""
    return clusters([claim.origin.model_copy(update={"named": speaker(claim, sources)}) for claim in claims])


def best_graded(claims: Iterable[Claim], sources: Sources) -> Claim | None:
    """The live claim of the most reliable origin; of equals the latest, as claims are ordered. None without a live claim."""
    return min(
        sorted(live(claims), key=lambda claim: claim.order, reverse=True),
        key=lambda claim: GRADES.index(grade(claim, sources)),
        default=None,
    )


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


def live(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that have not been taken back."""
    return [claim for claim in claims if not claim.withdrawn]
