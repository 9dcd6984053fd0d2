"""Deciding: one small state for each rule and group key, folded from its claims in order of time.

A match is inserted among the claims at its own moment and what follows is folded again, so that an item that comes
late leaves the same log as one that came in time. What the fold says now is compared with what it said before:
new events are emitted, changed ones again with a higher revision, vanished ones withdrawn. Claims older than the
rule's allowed lateness are folded into a checkpoint for good, which keeps the state small.

A claim that comes in order, as most do, is folded upon ``head`` and costs the same however many claims are held.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from streams.core import lifecycle
from streams.core.alerts import Emission, incident_id
from streams.core.claims import Claim, Kept
from streams.core.events import told
from streams.core.folding import fold, progress_after
from streams.core.identity import key_text
from streams.core.kinds.absence import unheard
from streams.core.kinds.steps import Progress
from streams.core.matches import Match
from streams.core.revisions import difference
from streams.core.rules import AbsenceRule, Rule, RuleSet

TICKS_KEPT = timedelta(days=1)
"""How long their topic keeps ticks: one that is further behind is none that is heard again, but a clock that was set right."""

MAX_CLAIMS = 250
"""Claims a key keeps open to late items; more are folded into the checkpoint however young they are."""


_NOTHING = Progress()
"""The progress before anything, one object for checkpoint and head, so that ``folding`` knows one for the other."""

_FIELDS = tuple(Claim.model_fields)


class KeyState(Kept):
    """The state of one rule and group key.

    ``checkpoint`` is the progress after every claim up to ``through``, which no late item changes any more; ``head``
    the progress after the last of ``claims``. ``now`` is the last tick that changed something. ``revision`` counts the
    decisions that emitted anything: no two emissions of one event share it, also when what was taken back is said again.
    ``heard`` is when the last tick before the last news reached its topic, None where ticks are not heard again.
    ``judged`` is the digest of the rule by which all this was folded, empty once that rule is gone; ``since`` when the
    edition of the rules came into force that said so (``streams.core.migration``).
    """

    version: Literal[1]
    rule: str
    key: dict[str, str]
    exercise: bool = False
    checkpoint: Progress = Progress()
    through: tuple[datetime, str] | None = None
    claims: tuple[Claim, ...] = ()
    head: Progress = Progress()
    now: datetime | None = None
    deadline: datetime | None = Field(default=None, description="when a tick next changes something")
    revision: int = Field(default=0, ge=0)
    heard: datetime | None = None
    judged: str | None = None
    since: datetime | None = None

    def due(self, now: datetime) -> bool:
        """Whether a tick at ``now`` changes something."""
        return self.deadline is not None and self.deadline <= now

    def knows(self, tick: datetime) -> bool:
        """Whether the tick that reached its topic then was heard before the last news, and comes again after a crash.

        It would else end what later news ended before the crash, and took back: at a lower revision, so that nobody believes it.
        """
        return self.heard is not None and self.heard - TICKS_KEPT < tick <= self.heard


@dataclass(frozen=True, slots=True)
class Decision:
    """The new state, what to emit, and what was done with the match and why."""

    state: KeyState
    emissions: tuple[Emission, ...]
    outcome: Literal["counted", "repeat", "too late", "withdrawn", "tick"]
    reason: str


def begin(match: Match) -> KeyState:
    """The state of a key before its first match."""
    return KeyState(
        version=1, rule=match.rule, key=match.key, exercise=match.exercise, checkpoint=_NOTHING, head=_NOTHING
    )


def awaited(rule: AbsenceRule, source: str, now: datetime, version: str) -> KeyState:
    """The state of a source that a rule must hear of and never did, waited for from ``now`` on."""
    progress = unheard(rule, source, now, version)
    return KeyState(
        version=1,
        rule=rule.id,
        key={"source": source},
        checkpoint=progress,
        head=progress,
        deadline=lifecycle.deadline(rule, progress),
    )


def all_awaited(rules: RuleSet, now: datetime, named: Callable[[str], str]) -> Iterator[tuple[str, KeyState]]:
    """Each source that some rule waits for by name: its key, and the state to begin with where there is none yet.

    ``named`` gives the name under which a source's items are grouped.
    """
    for rule in rules.awaiting:
        for source in map(named, rule.expect):
            yield key_text(rule.id, {"source": source}, exercise=False), awaited(rule, source, now, rules.version)


def decide(state: KeyState, rule: Rule, match: Match, heard: datetime | None = None) -> Decision:
    """Take one match, or the withdrawal of one, into a key's state. ``heard``: when the last tick heard reached its topic."""
    claim = _claim(match)
    at = next((at for at, one in enumerate(state.claims) if one.item == claim.item), None)
    known = None if at is None else state.claims[at]
    if known is not None and known.precedence >= claim.precedence:
        return Decision(state, (), "repeat", f"this or a later word of {claim.item} is known")
    if _too_late(state, rule, claim):
        if known is None or known.withdrawn:
            return Decision(
                state, (), "too late", f"{claim.item} came later than the rule's allowed_lateness, or again"
            )
        claim = known.model_copy(update={"version": claim.version, "withdrawn": True, "evidence": (), "places": ()})
    held = state.claims if at is None else (*state.claims[:at], *state.claims[at + 1 :])
    last = not held or held[-1].order <= claim.order
    place = len(held) if last else bisect_right(held, claim.order, key=_order)
    claims = (*held[:place], claim, *held[place:])
    same = place if at is None else min(place, at)
    emissions, after, because = _refolded(state, rule, claims, state.now, same=same, by=claim.item, heard=heard)
    if claim.withdrawn:
        return Decision(after, emissions, "withdrawn", f"what {claim.item} said before is taken back")
    return Decision(after, emissions, "counted", because.get(claim.item, ""))


def _too_late(state: KeyState, rule: Rule, claim: Claim) -> bool:
    if state.through is not None and claim.order <= state.through:
        return True
    return bool(state.claims) and claim.published < state.claims[-1].published - rule.allowed_lateness


def tick(state: KeyState, rule: Rule, now: datetime) -> Decision:
    """Let time pass to ``now``. Where no deadline has come the state stays as it is, and need not be written."""
    if not state.due(now):
        return Decision(state, (), "tick", "nothing is due")
    emissions, after, _ = _refolded(state, rule, state.claims, now, same=len(state.claims), by="")
    return Decision(after, emissions, "tick", f"the deadline of {state.deadline} has come")


def _refolded(
    state: KeyState,
    rule: Rule,
    claims: tuple[Claim, ...],
    now: datetime | None,
    *,
    same: int,
    by: str,
    heard: datetime | None = None,
) -> tuple[tuple[Emission, ...], KeyState, dict[str, str]]:
    """Fold again all but the ``same`` first claims, which have not changed. ``by`` is the item that brought the change."""
    in_order = same == len(state.claims)
    start = state.head if in_order else progress_after(rule, state.checkpoint, state.claims[:same])
    drill = state.exercise
    before = fold(rule, state.key, start, state.claims[same:], state.now, exercise=drill)
    after = fold(rule, state.key, start, claims[same:], now, exercise=drill)
    emissions, revision = difference(rule, before, after, state.revision, by)
    if any(one.withdrawn for one in emissions):
        emissions = _going_on(state, rule, after.latest, claims, emissions)
    checkpoint, through, kept = _compacted(state, rule, claims)
    changed = {
        "checkpoint": checkpoint,
        "through": through,
        "claims": kept,
        "head": after.head,
        "now": now,
        "deadline": lifecycle.deadline(rule, after.latest),
        "revision": revision,
        "heard": heard or state.heard,
    }
    return emissions, state.model_copy(update=changed), after.because


def _going_on(
    state: KeyState, rule: Rule, stands: Progress, claims: tuple[Claim, ...], emissions: tuple[Emission, ...]
) -> tuple[Emission, ...]:
    """The emissions, where what is withdrawn tells how its incident stands without it, if that goes on.

    Else it would read as if all of it were withdrawn, or, where its end is taken back, as if it were over. An update
    of which people hear by that is not told once more.
    """
    incident = incident_id(state.rule, state.key, exercise=state.exercise, ordinal=stands.ordinal)
    if not stands.open:
        return emissions
    claim = _saying(claims, stands)
    told_by: list[Emission] = []
    for one in emissions:
        if one.withdrawn and one.event.incident == incident:
            step = lifecycle.as_it_stands("fire", stands, one.event.at, one.event.reason, claim)
            now = told(rule, state.key, exercise=state.exercise, transition=step, progress=stands)
            event = now.event.model_copy(update={"id": one.event.id, "event": "update"})
            changes = {"stands": event, "voices": now.voices, "cited": now.cited, "grading": now.grading}
            told_by.append(one.model_copy(update=changes))
        elif one.event.event == "update" and one.event.incident == incident and any(back.material for back in told_by):
            told_by.append(one.model_copy(update={"material": False}))
        else:
            told_by.append(one)
    return tuple(told_by)


def _saying(claims: tuple[Claim, ...], stands: Progress) -> Claim | None:
    """The last claim that says how it stands, if it is still held."""
    raising = [one for one in claims if not one.withdrawn and one.effect == "raise"]
    return next((one for one in reversed(raising) if one.value == stands.value), raising[-1] if raising else None)


def _compacted(
    state: KeyState, rule: Rule, claims: tuple[Claim, ...]
) -> tuple[Progress, tuple[datetime, str] | None, tuple[Claim, ...]]:
    """The checkpoint, what it reaches through, and the claims that stay open to late items."""
    final = max(0, len(claims) - MAX_CLAIMS)
    if claims and claims[0].published < (horizon := claims[-1].published - rule.allowed_lateness):
        final = max(final, bisect_left(claims, horizon, key=_published))
    if not final:
        return state.checkpoint, state.through, claims
    return progress_after(rule, state.checkpoint, claims[:final]), claims[final - 1].order, claims[final:]


def _order(claim: Claim) -> tuple[datetime, str]:
    return claim.order


def _published(claim: Claim) -> datetime:
    return claim.published


def _claim(match: Match) -> Claim:
    return Claim(**{name: getattr(match, name) for name in _FIELDS})
