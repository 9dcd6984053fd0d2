"""One module a kind of rule; each answers a claim or a deadline with a transition and the next progress."""

from datetime import datetime

from streams.core.claims import Claim
from streams.core.kinds import change, threshold
from streams.core.kinds.steps import Ending, Progress, Step
from streams.core.rules import ChangeRule, Rule


def deadline(rule: Rule, progress: Progress) -> datetime | None:
    """The next moment at which the incident changes without any news, or None."""
    if isinstance(rule, ChangeRule):
        return change.deadline(rule, progress)
    return threshold.deadline(rule, progress)


def on_claim(rule: Rule, progress: Progress, claim: Claim) -> Step:
    """What a claim does."""
    if isinstance(rule, ChangeRule):
        return change.on_claim(rule, progress, claim)
    return threshold.on_claim(rule, progress, claim)


def on_deadline(rule: Rule, progress: Progress, at: datetime) -> Ending:
    """What a deadline does. ``at`` is the moment that ``deadline`` gave."""
    if isinstance(rule, ChangeRule):
        return change.on_deadline(rule, progress, at)
    return threshold.on_deadline(rule, progress, at)
