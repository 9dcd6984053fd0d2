"""Rules over a state: a route cut and open again, a truce broken.

The first claim fires; further ones are updates; what ``resolve_when`` names resolves. Nothing else does: a route
that is partly open is still an open incident.
"""

from datetime import datetime

from streams.core.kinds.steps import Claim, Progress, Step, Transition
from streams.core.rules import ChangeRule


def deadline(rule: ChangeRule, progress: Progress) -> datetime | None:
    """When the open incident ends for want of news, if the rule lets it."""
    if not progress.open or rule.expire_after is None or progress.last is None:
        return None
    return progress.last + rule.expire_after


def on_claim(rule: ChangeRule, progress: Progress, claim: Claim) -> Step:
    """Fire, update or resolve."""
    behind = (claim.item, claim.source, claim.rules)
    said = claim.attribution or claim.source
    if claim.effect == "clear":
        if not progress.open:
            return Step(progress, None, f"{claim.source} reports what would resolve it, but no incident is open")
        closed = progress.model_copy(update={"open": False, "sources": (), "last": None, "behind": behind})
        reason = f"{said} reports what resolves it"
        return Step(closed, Transition("resolve", progress.ordinal, claim.published, rule.severity, reason, claim))
    if not progress.open:
        opened = Progress(
            ordinal=progress.ordinal + 1, open=True, last=claim.published, sources=(claim.source,), behind=behind
        )
        return Step(
            opened,
            Transition("fire", opened.ordinal, claim.published, rule.severity, f"first reported by {said}", claim),
        )
    known = claim.source in progress.sources
    after = progress.model_copy(
        update={
            "last": claim.published,
            "sources": progress.sources if known else (*progress.sources, claim.source),
            "behind": behind,
        }
    )
    reason = f"{said} reports it again" if known else f"also reported by {said}"
    return Step(
        after,
        Transition(
            "update", progress.ordinal, claim.published, rule.severity, reason, claim, claim.item, material=False
        ),
    )


def on_deadline(rule: ChangeRule, progress: Progress, at: datetime) -> Step:
    """End the incident for want of news."""
    ended = progress.model_copy(update={"open": False, "sources": (), "last": None})
    reason = "no further report in the time that the rule allows"
    return Step(ended, Transition("expire", progress.ordinal, at, rule.severity, reason, material=False))
