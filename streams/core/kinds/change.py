"""Rules over a state: a route cut and open again, a truce broken.

The first claim fires; further ones are updates; what ``resolve_when`` names resolves. Nothing else does: a route
that is partly open is still an open incident.
"""

from datetime import datetime

from streams.core.alerts import EventKind
from streams.core.claims import Claim
from streams.core.kinds.steps import Ending, Progress, Step, Transition
from streams.core.rules import ChangeRule

MAX_SOURCES = 100
"""Sources of an open incident that are remembered, to tell a further source from one that repeats itself."""


def deadline(rule: ChangeRule, progress: Progress) -> datetime | None:
    """When the open incident ends for want of news, if the rule lets it."""
    if not progress.open or rule.expire_after is None or progress.last is None:
        return None
    return progress.last + rule.expire_after


def on_claim(rule: ChangeRule, progress: Progress, claim: Claim) -> Step:
    """Fire, update or resolve."""
    said = claim.attribution or claim.source
    if claim.effect == "clear":
        if not progress.open:
            return Step(None, progress, f"{said} reports what would resolve it, but no incident is open")
        return _step(rule, "resolve", _ended(progress), claim, f"{said} reports what resolves it")
    if not progress.open:
        opened = Progress(ordinal=progress.ordinal + 1, open=True, last=claim.published, sources=(claim.source,))
        return _step(rule, "fire", opened, claim, f"first reported by {said}")
    known = claim.source in progress.sources
    sources = progress.sources if known else (*progress.sources, claim.source)[:MAX_SOURCES]
    further = progress.model_copy(update={"last": claim.published, "sources": sources})
    return _step(rule, "update", further, claim, f"{said} reports it again" if known else f"also reported by {said}")


def on_deadline(rule: ChangeRule, progress: Progress, at: datetime) -> Ending:
    """End the incident for want of news."""
    reason = "no further report in the time that the rule allows"
    return Ending(Transition("expire", progress.ordinal, at, rule.severity, reason, material=False), _ended(progress))


def _ended(progress: Progress) -> Progress:
    return Progress(ordinal=progress.ordinal)


def _step(rule: ChangeRule, event: EventKind, progress: Progress, claim: Claim, reason: str) -> Step:
    repeated = event == "update"
    transition = Transition(
        event,
        progress.ordinal,
        claim.published,
        rule.severity,
        reason,
        claim,
        distinction=claim.item if repeated else None,
        material=not repeated,
    )
    behind = (claim.item, claim.source, claim.rules)
    return Step(transition, progress.model_copy(update={"behind": behind}), reason)
