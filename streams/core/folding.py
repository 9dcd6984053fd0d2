"""Folding: the claims of one rule and key in order of time, what they bring about, and the progress that they leave.

A claim that was folded upon a progress once gives the same again: that is remembered, as each is folded a second time into the
checkpoint.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from streams.core import lifecycle
from streams.core.claims import Claim
from streams.core.events import Told, told
from streams.core.kinds.steps import Progress, Step, Transition
from streams.core.rules import Rule


@dataclass(frozen=True, slots=True)
class Fold:
    """What claims bring about from some point on: events by id, and why each item did what it did.

    ``head`` is the progress after the last claim, ``latest`` that after the deadlines since, up to now.
    """

    events: dict[str, Told]
    because: dict[str, str]
    head: Progress
    latest: Progress


def fold(
    rule: Rule,
    key: Mapping[str, str],
    progress: Progress,
    claims: Iterable[Claim],
    now: datetime | None,
    *,
    exercise: bool,
) -> Fold:
    """What claims, and the deadlines up to ``now``, bring about under a rule and key, upon the progress before them."""
    events: dict[str, Told] = {}
    because: dict[str, str] = {}

    def tell(transition: Transition, known: Progress) -> None:
        one = told(rule, key, exercise=exercise, transition=transition, progress=known)
        events[one.event.id] = one

    for claim in claims:
        if claim.withdrawn:
            continue
        endings, step = _taken(_Taking(rule, progress, claim))
        for transition, known in endings:
            tell(transition, known)
        progress = step.progress
        because[claim.item] = step.reason
        if step.transition is not None:
            tell(step.transition, progress)
    endings, latest = passed(rule, progress, now)
    for transition, known in endings:
        tell(transition, known)
    return Fold(events, because, progress, latest)


def progress_after(rule: Rule, progress: Progress, claims: Iterable[Claim]) -> Progress:
    """The progress after claims whose events need not be told again."""
    for claim in claims:
        if not claim.withdrawn:
            progress = _taken(_Taking(rule, progress, claim))[1].progress
    return progress


class _Taking:
    """A claim to be taken into a progress; the same where all three are the same objects, which costs nothing to tell."""

    __slots__ = ("claim", "progress", "rule")

    def __init__(self, rule: Rule, progress: Progress, claim: Claim) -> None:
        self.rule, self.progress, self.claim = rule, progress, claim

    def __hash__(self) -> int:
        return hash((id(self.progress), id(self.claim)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Taking)
            and self.progress is other.progress
            and self.claim is other.claim
            and self.rule is other.rule
        )


@lru_cache(maxsize=1024)
def _taken(one: _Taking) -> tuple[list[tuple[Transition, Progress]], Step]:
    """The deadlines that pass before a claim, and what it does. Remembered until the checkpoint takes the claim in, too."""
    endings, progress = passed(one.rule, one.progress, one.claim.published)
    return endings, lifecycle.on_claim(one.rule, progress, one.claim)


def passed(
    rule: Rule, progress: Progress, until: datetime | None
) -> tuple[list[tuple[Transition, Progress]], Progress]:
    """The deadlines that pass up to ``until``, each with the progress before it, and the progress after them."""
    endings: list[tuple[Transition, Progress]] = []
    while until is not None and (at := lifecycle.deadline(rule, progress)) is not None and at <= until:
        transition, after = lifecycle.on_deadline(rule, progress, at)
        endings.append((transition, progress))
        progress = after
    return endings, progress
