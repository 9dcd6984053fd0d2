"""Taking a key's state over into another edition of the rules, when the rule that folded it was changed or taken away.

What was said stays said: events that an earlier edition made are neither taken back nor made again. The claims that are
still held are folded once more by the new rule, and one event says where that leaves the incident: it begins, rises or ends
at the moment of the change. From there on the new rule decides.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from streams.core import incidents, lifecycle
from streams.core.alerts import AlertEvent, Emission, event_id, incident_id
from streams.core.claims import Claim
from streams.core.editions import Edition
from streams.core.events import Told, told
from streams.core.folding import passed, progress_after
from streams.core.grouping import label
from streams.core.incidents import KeyState
from streams.core.kinds.absence import unheard
from streams.core.kinds.steps import Progress, Transition
from streams.core.rules import AbsenceRule, Rule

GONE = ""
"""The digest that a state carries whose rule was taken away."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an edition makes of a rule.

    ``before`` is the rule that folded the state, None where nobody knows any more what it said; ``rule`` the one that
    ``edition`` has of this id, None where it has none. ``reset``: the operator asks to begin afresh. ``awaited``: the rule
    waits for this key's source by name, heard or not.
    """

    before: Rule | None
    rule: Rule | None
    edition: Edition
    reset: bool = False
    awaited: bool = False

    @property
    def carries(self) -> bool:
        """Whether claims go over: those that were grouped in another way, or of another kind of rule, cannot."""
        if self.rule is None or self.reset:
            return False
        before = self.before or self.rule
        return (before.kind, before.group_by) == (self.rule.kind, self.rule.group_by)


@dataclass(frozen=True, slots=True)
class Migrated:
    """The state under the new edition, and what is to be emitted."""

    state: KeyState
    emissions: tuple[Emission, ...]


def migrate(state: KeyState, change: Change, moment: datetime) -> Migrated:
    """Take a state over. ``moment`` is what time it is at this key: a tick's, or that of the news."""
    now = max([moment, *([state.now] if state.now else []), *(one.published for one in state.claims[-1:])])
    at = min(change.edition.effective_from, now)
    early: tuple[Emission, ...] = ()
    stood = state.head
    if change.before is not None:
        ticked = incidents.tick(state, change.before, at)
        state, early = ticked.state, ticked.emissions
    state = state.model_copy(update={"now": max(state.now or at, at)})
    if change.before is not None:
        _, stood = passed(change.before, state.head, state.now)
    if change.rule is not None and change.carries:
        after, stands = _folded_again(state, change.rule, stood, change)
    else:
        after, stands = _begun_afresh(state, stood, change, at)
    event = _bridge(state, change, at, stood, stands)
    edition = change.edition
    changed = {"judged": edition.digests.get(state.rule, GONE), "since": edition.effective_from}
    if event is None:
        return Migrated(after.model_copy(update=changed), early)
    revision = state.revision + 1
    emission = event.emission.model_copy(update={"revision": revision, "material": True})
    return Migrated(after.model_copy(update={**changed, "revision": revision}), (*early, emission))


def _begun_afresh(state: KeyState, stood: Progress, change: Change, at: datetime) -> tuple[KeyState, Progress]:
    """The state without its claims; their items stay known, so that none is counted when it comes once more."""
    gone = tuple(
        one if one.withdrawn else one.model_copy(update={"withdrawn": True, "evidence": (), "places": ()})
        for one in state.claims
    )
    start, rule = Progress(), change.rule
    if isinstance(rule, AbsenceRule) and (change.awaited or stood.behind[0]):
        start = unheard(rule, _speaker(state, stood), at, change.edition.rules)
    start = start.model_copy(update={"ordinal": stood.ordinal})
    deadline = None if rule is None else lifecycle.deadline(rule, start)
    return state.model_copy(update={"checkpoint": start, "head": start, "claims": gone, "deadline": deadline}), start


def _folded_again(state: KeyState, rule: Rule, stood: Progress, change: Change) -> tuple[KeyState, Progress]:
    """The state with its claims folded by the rule, with incidents counted so that one that stood goes on under its id."""
    start = state.checkpoint
    if isinstance(rule, AbsenceRule) and start.last is not None and not start.behind[0]:
        waited = unheard(rule, _speaker(state, start), start.last, change.edition.rules)
        start = (waited if change.awaited else Progress()).model_copy(update={"ordinal": start.ordinal})
    _, latest = passed(rule, progress_after(rule, start, state.claims), state.now)
    count = stood.ordinal + (1 if latest.open and not stood.open else 0)
    start = start.model_copy(update={"ordinal": start.ordinal + count - latest.ordinal})
    head = progress_after(rule, start, state.claims)
    _, latest = passed(rule, head, state.now)
    changed = {"checkpoint": start, "head": head, "deadline": lifecycle.deadline(rule, latest)}
    return state.model_copy(update=changed), latest


def _speaker(state: KeyState, progress: Progress) -> str:
    return state.key.get("source") or progress.behind[1]


def _bridge(state: KeyState, change: Change, at: datetime, stood: Progress, stands: Progress) -> Told | None:
    """The event that leads from what stood to what stands, if there is one."""
    rule, edition = change.rule, change.edition
    if stood.open and not stands.open:
        what = "taken away" if rule is None else "changed"
        reason = f"the rule {state.rule} was {what} by {edition}, and this incident ends with it"
        return _ending(state, change, at, stood, reason)
    if rule is None or not stands.open:
        return None
    claim = _behind(state, stands, edition)
    if not stood.open:
        reason = f"the rule {rule.id} was changed by {edition}; by what is known already, this incident stands"
        step = lifecycle.as_it_stands("fire", stands, at, reason, claim)
    elif stands.level > stood.level:
        reason = f"the rule {rule.id} was changed by {edition}; by it the incident is at a higher level"
        step = replace(lifecycle.as_it_stands("escalate", stands, at, reason, claim), distinction=stands.level)
    else:
        return None
    return _told(state, rule, step, stands, edition)


def _behind(state: KeyState, progress: Progress, edition: Edition) -> Claim | None:
    """The claim behind where the incident stands, as one that this edition judged."""
    found = [one for one in state.claims if not one.withdrawn and one.items[:1] == progress.behind[:1]]
    return found[-1].model_copy(update={"rules": edition.rules}) if found else None


def _told(state: KeyState, rule: Rule, step: Transition, progress: Progress, edition: Edition) -> Told:
    item, source, _ = progress.behind
    credited = progress.model_copy(update={"behind": (item, source, edition.rules)})
    return told(rule, state.key, exercise=state.exercise, transition=step, progress=credited)


def _ending(state: KeyState, change: Change, at: datetime, stood: Progress, reason: str) -> Told:
    """The end of what stood; also where nobody knows any more what the rule said."""
    rule, edition = change.before or change.rule, change.edition
    if rule is not None:
        return _told(state, rule, lifecycle.as_it_stands("expire", stood, at, reason, None), stood, edition)
    incident = incident_id(state.rule, state.key, exercise=state.exercise, ordinal=stood.ordinal)
    item, source, _ = stood.behind
    event = AlertEvent(
        id=event_id(incident, "expire"),
        incident=incident,
        event="expire",
        rule=state.rule,
        key=state.key,
        severity="info",
        at=at,
        items=(item,) if item else (),
        sources=(source,),
        summary=f"No further news: {label(state.key)}",
        reason=reason,
        rules=edition.rules,
        exercise=state.exercise,
    )
    return Told(event, material=True)
