"""How an incident ends: by news, at once or when ``keep_firing`` has passed, and what of its key outlasts it."""

from datetime import datetime
from typing import Any

from streams.core.alerts import EventKind
from streams.core.claims import Claim
from streams.core.kinds import kind_of
from streams.core.kinds.sights import spoken
from streams.core.kinds.steps import Closing, Finding, Progress, Step, moment_text, named_by, transition
from streams.core.rules import Rule


def cleared(rule: Rule, progress: Progress, claim: Claim) -> Step:
    """A claim of what resolves the incident."""
    if not progress.open:
        reason = f"{claim.said} reports what would resolve it, but no incident is open"
        contested = progress.contested if claim.side else ""
        return Step(None, after_end(rule, progress, None, "resolve", contested=contested), reason)
    behind = {"behind": named_by(claim)}
    reason = f"{claim.said} reports what resolves it"
    if claim.side:
        reason = f"{reason}; contested: it speaks for {claim.side}, and nobody else says so"
    found = Finding({}, 0, reason, over="resolve")
    return over(rule, progress.model_copy(update=behind), claim, found, spoken(progress))


def over(rule: Rule, progress: Progress, claim: Claim, found: Finding, origins: int) -> Step:
    """News that ends the incident, at once or when ``keep_firing`` has passed."""
    event, at = found.over or "resolve", claim.published
    if rule.keep_firing is not None and event != "retract" and found.pending is None:
        known = progress.closing
        if known is not None:
            if known.contested and not claim.side:
                known = known.model_copy(update={"claim": claim, "reason": found.reason, "contested": ""})
            return Step(None, progress.model_copy(update={"closing": known}), found.reason)
        closing = Closing(
            at=at + rule.keep_firing, event=event, claim=claim, reason=found.reason, contested=_contested(event, claim)
        )
        waits = f"{found.reason}; ends at {moment_text(closing.at)} unless it begins again"
        return Step(None, progress.model_copy(update={"closing": closing}), waits)
    contested = _contested(event, claim)
    ended = transition(event, progress, at, found.reason, claim=claim, origins=origins, contested=contested)
    after = after_end(rule, progress, at, event, contested=contested)
    if found.pending is not None:
        after = after.model_copy(update={"pending": found.pending})
    return Step(ended, after, found.reason)


def _contested(event: EventKind, claim: Claim) -> str:
    """Who says that it is over, where that is a party to the conflict."""
    return claim.said if event == "resolve" and claim.effect == "clear" and claim.side else ""


def after_end(
    rule: Rule, progress: Progress, at: datetime | None, event: EventKind, *, contested: str = ""
) -> Progress:
    """The progress when no incident is open any more, and after ``at`` for the cooldown."""
    changes: dict[str, Any] = {"ordinal": progress.ordinal, "behind": progress.behind, "quiet": progress.quiet}
    changes["contested"] = contested
    if at is not None:
        changes["quiet"] = None if rule.cooldown is None else at + rule.cooldown
    return Progress(**changes, **kind_of(rule).kept(rule, progress, event))


def lapsed(rule: Rule, progress: Progress, at: datetime) -> Closing | None:
    """The end that silence brought before ``at``, and that ``keep_firing`` puts off."""
    kind = kind_of(rule)
    lapse = kind.lapses(rule, progress)
    if lapse is None or lapse > at or rule.keep_firing is None:
        return None
    return Closing(at=lapse + rule.keep_firing, event="expire", claim=None, reason=kind.unheard)
