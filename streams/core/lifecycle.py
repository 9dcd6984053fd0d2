"""The life of an incident, the same for every kind of rule: when it fires, escalates, is updated, and ends.

A kind says what it finds in a claim. Here that is held back until enough origins say it (``corroboration``), until it has
been so for long enough (``for``) and until the cooldown is over; what still holds then fires at that moment. An end
that news brings waits for ``keep_firing``; one that silence brings comes so much later.
"""

from datetime import datetime, timedelta

from streams.core.alerts import EventKind
from streams.core.claims import Claim
from streams.core.endings import after_end, cleared, lapsed, over
from streams.core.kinds import kind_of
from streams.core.kinds.sights import fewer_than, folded, heard, independent, spoken
from streams.core.kinds.sights import links as others
from streams.core.kinds.steps import (
    Ending,
    Finding,
    Pending,
    Progress,
    Step,
    Transition,
    earliest,
    moment_text,
    named_by,
    transition,
)
from streams.core.reports import reported
from streams.core.rules import Rule
from streams.core.rules.severity import SeverityTable

_BESIDE = timedelta(hours=72)
"""How long a report, or a denial, counts towards an incident that has not begun, where the rule says nothing of time."""


def deadline(rule: Rule, progress: Progress) -> datetime | None:
    """The next moment at which the incident changes without any news, or None."""
    if progress.open:
        lapse = kind_of(rule).lapses(rule, progress)
        if lapse is not None and rule.keep_firing is not None:
            lapse += rule.keep_firing
        return earliest(lapse, progress.closing.at if progress.closing else None)
    pending = progress.pending
    if pending is None:
        return None
    ready = _ready(rule, progress, pending.since)
    return ready if pending.until is None or ready <= pending.until else None


def on_claim(rule: Rule, progress: Progress, claim: Claim) -> Step:
    """What a claim does."""
    if claim.effect == "clear":
        return cleared(rule, progress, claim)
    if claim.effect == "deny":
        return _denied(rule, progress, claim)
    found = kind_of(rule).take(rule, progress, claim)
    changes = found.changes
    changes["behind"] = named_by(claim)
    if found.supports or claim.value is not None:
        changes["reports"] = reported(progress.reports, claim, _remembered(rule, progress, claim))
    origins: list[datetime] = []
    if rule.heard is not None:
        since = claim.published - rule.heard
        known = tuple(one for one in progress.voices if one.at > since)
        changes["voices"] = heard(known, claim) if found.supports else known
        origins = independent(changes["voices"])
    if isinstance(rule.severity, SeverityTable):
        before = progress.peak if progress.open else 0
        changes["peak"] = max(before, changes.get("value") or claim.value or 0)
    if progress.open:
        return _continued(rule, progress, claim, found, origins)
    return _awaited(rule, progress, claim, found, origins)


def on_deadline(rule: Rule, progress: Progress, at: datetime) -> Ending:
    """What a deadline does. ``at`` is the moment that ``deadline`` gave."""
    origins = spoken(progress)
    if not progress.open:
        pending = progress.pending or Pending(since=at)
        ordinal = progress.ordinal + 1
        changes = {"open": True, "ordinal": ordinal, "level": pending.level, "pending": None, "contested": ""}
        opened = progress.model_copy(update=changes)
        reason = _despite(progress, pending.reason)
        fired = transition(
            "fire",
            opened,
            at,
            reason,
            claim=pending.claim,
            origins=origins,
            links=pending.links,
            contested=progress.contested,
        )
        return Ending(fired, opened)
    closing = progress.closing
    if closing is not None and closing.at == at:
        reason, told = f"{closing.reason}; nothing since", closing.event != "expire"
        ended = transition(
            closing.event,
            progress,
            at,
            reason,
            claim=closing.claim,
            origins=origins,
            material=told,
            contested=closing.contested,
        )
        return Ending(ended, after_end(rule, progress, at, closing.event, contested=closing.contested))
    ended = transition("expire", progress, at, kind_of(rule).unheard, claim=None, origins=origins, material=False)
    return Ending(ended, after_end(rule, progress, at, "expire"))


def _awaited(rule: Rule, progress: Progress, claim: Claim, found: Finding, origins: list[datetime]) -> Step:
    """A claim where no incident is open."""
    changes, at, known = found.changes, claim.published, progress.pending
    if known is not None:
        changes["pending"] = None
    if not found.level:
        return Step(None, progress.model_copy(update=changes), found.reason)
    if rule.origins > 1 and len(origins) < rule.origins:
        short = f"{_short(rule, origins)}{folded(changes['voices'], claim.item)}"
        return Step(None, progress.model_copy(update=changes), f"{found.reason}; {short}")
    going_on = known is not None and (known.until is None or known.until > at)
    since = found.pending.since if found.pending else known.since if known is not None and going_on else at
    reason, links = found.reason, found.links
    if rule.origins > 1:
        reason = f"{reason}; {len(origins)} independent origins"
        links = links or others(changes["voices"], claim)
    ready = _ready(rule, progress, since)
    if ready <= at:
        changes |= {"open": True, "ordinal": progress.ordinal + 1, "level": found.level, "contested": ""}
        opened = progress.model_copy(update=changes)
        reason = _despite(progress, reason)
        fired = transition(
            "fire",
            opened,
            at,
            reason,
            claim=claim,
            origins=len(origins),
            links=links,
            contested=progress.contested,
        )
        return Step(fired, opened, reason)
    moved = progress.model_copy(update=changes)
    pending = found.pending or Pending(
        since=since,
        until=earliest(kind_of(rule).holds_until(rule, moved), _uncorroborated(rule, origins)),
        level=found.level,
        claim=claim,
        reason=reason,
        links=links,
    )
    if found.pending is None:
        waits = "held back by the cooldown" if ready == progress.quiet else f"so since {moment_text(since)}"
        reason = f"{reason}; {waits}, fires at {moment_text(ready)} if it stays so"
    return Step(None, moved.model_copy(update={"pending": pending}), reason)


def _continued(rule: Rule, progress: Progress, claim: Claim, found: Finding, origins: list[datetime]) -> Step:
    """A claim where an incident is open."""
    changes, at = found.changes, claim.published
    if found.over is not None:
        return over(rule, progress.model_copy(update=changes), claim, found, len(origins))
    if found.level:
        changes["closing"] = None
    elif rule.keep_firing is not None and progress.closing is None:
        changes["closing"] = lapsed(rule, progress, at)
    if found.level > progress.level:
        risen = progress.model_copy(update=changes | {"level": found.level})
        reached = transition(
            "escalate",
            risen,
            at,
            found.reason,
            claim=claim,
            origins=len(origins),
            distinction=found.level,
            links=found.links,
        )
        return Step(reached, risen, found.reason)
    moved = progress.model_copy(update=changes)
    if found.news == "no":
        return Step(None, moved, found.reason)
    told = transition(
        "update",
        moved,
        at,
        found.reason,
        claim=claim,
        origins=len(origins),
        distinction=claim.item,
        material=found.news == "told",
        links=found.links,
    )
    return Step(told, moved, found.reason)


def _denied(rule: Rule, progress: Progress, claim: Claim) -> Step:
    """A claim that it is not so: it ends nothing and begins nothing, but what is told from then on is worth less."""
    reports = reported(progress.reports, claim, _remembered(rule, progress, claim))
    said = ", ".join(one.by for one in claim.denials)
    return Step(None, progress.model_copy(update={"reports": reports}), f"{said} denies it")


def _remembered(rule: Rule, progress: Progress, claim: Claim) -> datetime | None:
    """Since when reports count beside a claim: all of an open incident's do."""
    if progress.open:
        return None
    within: timedelta | None = getattr(rule, "within", None)
    return claim.published - (rule.heard or within or _BESIDE)


def _despite(progress: Progress, reason: str) -> str:
    """Why it fires, and that only a party to the conflict had said that it was over."""
    if not progress.contested:
        return reason
    return f"{reason}; contested: {progress.contested} alone had said that it was over"


def as_it_stands(event: EventKind, progress: Progress, at: datetime, reason: str, claim: Claim | None) -> Transition:
    """A transition of an incident that neither news nor a deadline brings."""
    return transition(event, progress, at, reason, claim=claim, origins=spoken(progress))


def _ready(rule: Rule, progress: Progress, since: datetime) -> datetime:
    """When what has held since a moment may fire."""
    ready = since if rule.hold_for is None else since + rule.hold_for
    return ready if progress.quiet is None else max(ready, progress.quiet)


def _short(rule: Rule, origins: list[datetime]) -> str:
    """How far from corroborated it is."""
    said = f"{len(origins)} of {rule.origins} independent origins"
    if not origins or rule.heard is None:
        return said
    return f"{said}, the first expires {moment_text(origins[0] + rule.heard)}"


def _uncorroborated(rule: Rule, origins: list[datetime]) -> datetime | None:
    """When too few origins are left that say it, if nothing comes."""
    return fewer_than(rule.origins, origins, rule.heard) if rule.origins > 1 and rule.heard is not None else None
