"""Deciding: one small state for each rule and group key, folded from its claims in order of time.

A match is inserted among the claims at its own moment and the claims are folded again, so that an item that comes
late leaves the same log as one that came in time. What the fold says now is compared with what it said before:
new events are emitted, changed ones again with a higher revision, vanished ones withdrawn. Claims older than the
rule's allowed lateness are folded into a checkpoint for good, which keeps the state small.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from streams.core import kinds
from streams.core.alerts import AlertEvent, Emission, EventKind, event_id, incident_id
from streams.core.facts import Frozen
from streams.core.grouping import label
from streams.core.kinds.steps import Claim, Progress, Transition
from streams.core.matches import Match
from streams.core.rules import Rule

MAX_CLAIMS = 500
"""Claims a key keeps open to late items; more are folded into the checkpoint however young they are."""


class KeyState(Frozen):
    """The state of one rule and group key. ``through`` is the last claim in the checkpoint, ``now`` the last tick."""

    version: Literal[1] = 1
    rule: str
    key: dict[str, str]
    exercise: bool
    checkpoint: Progress = Progress()
    through: tuple[datetime, str] | None = None
    claims: tuple[Claim, ...] = ()
    now: datetime | None = None
    deadline: datetime | None = Field(default=None, description="when a tick next changes something")
    revisions: dict[str, int] = Field(default_factory=dict, description="of event ids emitted more than once")


@dataclass(frozen=True, slots=True)
class Decision:
    """The new state, what to emit, and what was done with the match and why."""

    state: KeyState
    emissions: tuple[Emission, ...]
    outcome: Literal["counted", "repeat", "too late", "withdrawn", "tick"]
    reason: str


@dataclass(frozen=True, slots=True)
class _Told:
    event: AlertEvent
    material: bool


def begin(match: Match) -> KeyState:
    """The state of a key before its first match."""
    return KeyState(rule=match.rule, key=match.key, exercise=match.exercise)


def decide(state: KeyState, rule: Rule, match: Match) -> Decision:
    """Take one match, or the withdrawal of one, into a key's state."""
    claim = _claim(match)
    known = next((one for one in state.claims if one.item == claim.item), None)
    if known is not None and (known.version > claim.version or (known == claim and not match.withdrawn)):
        return Decision(state, (), "repeat", f"the claim of {claim.item} is known")
    others = tuple(one for one in state.claims if one.item != claim.item)
    if match.withdrawn:
        if known is None:
            return Decision(state, (), "repeat", f"no claim of {claim.item} is held")
        return _refolded(
            state, rule, others, state.now, outcome="withdrawn", reason=f"{claim.item} takes its claim back"
        )
    if state.through is not None and claim.order <= state.through:
        return Decision(state, (), "too late", f"{claim.item} came later than the rule's allowed_lateness, or again")
    claims = tuple(sorted((*others, claim), key=lambda one: one.order))
    counts = f"{claim.item} counts from {claim.published.isoformat()}"
    return _refolded(state, rule, claims, state.now, outcome="counted", reason=counts)


def tick(state: KeyState, rule: Rule, now: datetime) -> Decision:
    """Let time pass to ``now``; an earlier moment than the last tick's changes nothing."""
    if state.now is not None and now <= state.now:
        return Decision(state, (), "tick", "time has passed this moment before")
    return _refolded(state, rule, state.claims, now, outcome="tick", reason=f"time is {now.isoformat()}")


def _refolded(
    state: KeyState,
    rule: Rule,
    claims: tuple[Claim, ...],
    now: datetime | None,
    *,
    outcome: Literal["counted", "withdrawn", "tick"],
    reason: str,
) -> Decision:
    before = {told.event.id: told for told in _events(state, rule, state.claims, state.now)}
    after = {told.event.id: told for told in _events(state, rule, claims, now)}
    revisions = dict(state.revisions)
    emissions: list[Emission] = []
    for told in after.values():
        known = before.get(told.event.id)
        if known is not None and known.event == told.event:
            continue
        returning = known is None and told.event.id in revisions
        revision = revisions.get(told.event.id, 1) + 1 if known is not None or returning else 1
        if revision > 1:
            revisions[told.event.id] = revision
        material = told.material and (known is None or _says_other(known.event, told.event))
        emissions.append(Emission(event=told.event, revision=revision, material=material))
    for told in before.values():
        if told.event.id not in after:
            revisions[told.event.id] = revisions.get(told.event.id, 1) + 1
            emissions.append(
                Emission(event=told.event, revision=revisions[told.event.id], withdrawn=True, material=told.material)
            )
    return Decision(_compacted(state, rule, claims, now, revisions), tuple(emissions), outcome, reason)


def _says_other(before: AlertEvent, after: AlertEvent) -> bool:
    """Whether people who heard the one must hear the other: its figure or its severity changed."""
    return (before.value, before.severity) != (after.value, after.severity)


def _compacted(
    state: KeyState, rule: Rule, claims: tuple[Claim, ...], now: datetime | None, revisions: dict[str, int]
) -> KeyState:
    progress, through = state.checkpoint, state.through
    kept = claims
    if claims:
        horizon = claims[-1].published - rule.allowed_lateness
        final = sum(one.published < horizon for one in claims)
        final = max(final, len(claims) - MAX_CLAIMS)
        for one in claims[:final]:
            progress, through = _after(rule, progress, one), one.order
        kept = claims[final:]
    latest = progress
    for one in kept:
        latest = _after(rule, latest, one)
    for _, expired in _expiries(rule, latest, now):
        latest = expired
    return state.model_copy(
        update={
            "checkpoint": progress,
            "through": through,
            "claims": kept,
            "now": now,
            "deadline": kinds.deadline(rule, latest),
            "revisions": revisions,
        }
    )


def _after(rule: Rule, progress: Progress, claim: Claim) -> Progress:
    for _, expired in _expiries(rule, progress, claim.published):
        progress = expired
    return kinds.on_claim(rule, progress, claim).progress


def _expiries(rule: Rule, progress: Progress, until: datetime | None) -> Iterator[tuple[Transition | None, Progress]]:
    """The deadlines that pass up to ``until``, each with the progress after it."""
    while until is not None and (at := kinds.deadline(rule, progress)) is not None and at <= until:
        step = kinds.on_deadline(rule, progress, at)
        progress = step.progress
        yield step.transition, progress


def _events(state: KeyState, rule: Rule, claims: tuple[Claim, ...], now: datetime | None) -> Iterator[_Told]:
    """Everything that the claims after the checkpoint bring about, with the deadlines between them."""
    progress = state.checkpoint
    for claim in claims:
        for transition, expired in _expiries(rule, progress, claim.published):
            if transition is not None:
                yield _told(state, rule, transition, progress)
            progress = expired
        step = kinds.on_claim(rule, progress, claim)
        progress = step.progress
        if step.transition is not None:
            yield _told(state, rule, step.transition, progress)
    for transition, expired in _expiries(rule, progress, now):
        if transition is not None:
            yield _told(state, rule, transition, progress)
        progress = expired


def _told(state: KeyState, rule: Rule, transition: Transition, progress: Progress) -> _Told:
    incident = incident_id(rule.id, state.key, exercise=state.exercise, ordinal=transition.ordinal)
    claim = transition.claim
    item, source, rules = (claim.item, claim.source, claim.rules) if claim else progress.behind
    event = AlertEvent(
        id=event_id(incident, transition.event, transition.distinction),
        incident=incident,
        event=transition.event,
        rule=rule.id,
        key=state.key,
        severity=transition.severity,
        value=transition.value,
        range=transition.span,
        at=transition.at,
        items=(item,),
        sources=(source,),
        summary=_summary(rule, state, transition, source),
        reason=transition.reason,
        evidence=claim.evidence if claim else (),
        places=claim.places if claim else (),
        rules=rules,
        exercise=state.exercise,
    )
    return _Told(event, transition.material)


_ENDINGS: dict[EventKind, str] = {"resolve": "Resolved", "expire": "No further news", "retract": "Withdrawn"}


def _summary(rule: Rule, state: KeyState, transition: Transition, source: str) -> str:
    name = label(state.key)
    if isinstance(rule.summary, str) and transition.event in _ENDINGS:
        return f"{_ENDINGS[transition.event]}: {name}"
    claim = transition.claim
    low, high = transition.span or (None, None)
    words = {
        "label": name,
        "value": "" if transition.value is None else f"{transition.value:,}",
        "range": "" if low is None else f"{low:,}" if low == high else f"{low:,} to {high:,}",
        "source": source,
        "country": state.key.get("country", ""),
        "place": claim.places[0].name if claim and claim.places else "",
        "who": claim.who if claim else "",
        "quote": claim.evidence[0].quote if claim and claim.evidence else "",
    }
    return rule.summary_for(transition.event, words)


def _claim(match: Match) -> Claim:
    return Claim(**{name: getattr(match, name) for name in Claim.model_fields})
