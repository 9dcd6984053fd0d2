"""Histories: what became of each incident, put together from the events of the alerts topic."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from streams.core.alerts import ENDINGS, STAGES, AlertEvent, Emission, event_id, event_json, turn
from streams.core.commands import Acknowledge, Standing
from streams.core.grades import Grading
from streams.core.grouping import label
from streams.core.identity import utc_text

State = Literal["firing", "escalated", "updated", "acknowledged", "resolved", "retracted", "expired"]

_STATES: dict[str, State] = {
    "fire": "firing",
    "escalate": "escalated",
    "update": "updated",
    "resolve": "resolved",
    "retract": "retracted",
    "expire": "expired",
    "acknowledge": "acknowledged",
}


@dataclass(frozen=True, slots=True)
class Told:
    """An event in the words that it has now, and its worth; ``withdrawn``: it was taken back since."""

    event: AlertEvent
    revision: int
    withdrawn: bool
    grading: Grading | None = None


@dataclass(frozen=True, slots=True)
class History:
    """One incident with all its events, in order of time; at least one."""

    events: tuple[Told, ...]
    acknowledged: Acknowledge | None = None

    @property
    def standing(self) -> tuple[AlertEvent, ...]:
        """The events that were not taken back."""
        return tuple(one.event for one in self.events if not one.withdrawn)

    @property
    def incident(self) -> str:
        return self.events[0].event.incident

    @property
    def stage(self) -> AlertEvent | None:
        """The last fire or escalation that stands: what is acknowledged, or withdrawn by hand."""
        return next((one for one in reversed(self.standing) if one.event in STAGES), None)

    @property
    def latest(self) -> AlertEvent:
        """The last word on how it is while it lasts, or on what it was."""
        news = [one for one in self.standing if one.event in (*STAGES, "update")]
        return news[-1] if news else self.events[-1].event

    @property
    def grading(self) -> Grading | None:
        """What the last word on how it is was worth; None where nobody graded it."""
        latest = self.latest
        return next((one.grading for one in self.events if one.event is latest), None)

    @property
    def state(self) -> State:
        stage = self.stage
        if stage is None:
            return "retracted"
        by_hand = event_id(self.incident, "retract", stage.id)
        own = {event_id(self.incident, kind) for kind in ENDINGS}
        ending = next((one for one in reversed(self.standing) if one.id == by_hand or one.id in own), None)
        if ending is not None:
            return _STATES[ending.event]
        seen = event_id(self.incident, "acknowledge", stage.id)
        if self.acknowledged is not None or any(one.id == seen for one in self.standing):
            return "acknowledged"
        return _STATES[self.latest.event]

    @property
    def open(self) -> bool:
        """Whether it lasts."""
        return self.state not in ("resolved", "retracted", "expired")

    @property
    def since(self) -> datetime:
        """When it began."""
        return (self.standing or (self.events[0].event,))[0].at

    def summary(self) -> dict[str, Any]:
        """The incident as JSON values."""
        latest, seen, grading = self.latest, self.acknowledged, self.grading
        last = (self.standing or (self.events[-1].event,))[-1]
        return {
            "incident": self.incident,
            "rule": latest.rule,
            "key": latest.key,
            "label": label(latest.key),
            "state": self.state,
            "severity": latest.severity,
            "value": latest.value,
            "grade": grading.code if grading else None,
            "origins": grading.origins if grading else None,
            "since": self.since.isoformat(),
            "event": last.event,
            "at": last.at.isoformat(),
            "summary": latest.summary,
            "acknowledged": seen and {"by": seen.author, "at": seen.at.isoformat(), "comment": seen.comment},
            "exercise": latest.exercise,
        }

    def told(self) -> dict[str, Any]:
        """The incident with its whole history, as JSON values."""
        events = [
            event_json(one.event)
            | {"withdrawn": one.withdrawn, "grading": one.grading and one.grading.model_dump(mode="json")}
            for one in self.events
        ]
        return self.summary() | {"events": events}


@dataclass(frozen=True, slots=True)
class Report(History):
    """An incident by one event alone, as it is told when it happens. ``began`` is when it did, where that is known."""

    began: datetime | None = None

    @property
    def latest(self) -> AlertEvent:
        """The event."""
        return self.events[-1].event

    @property
    def state(self) -> State:
        """How the incident is by the event."""
        return _STATES[self.latest.event]

    @property
    def since(self) -> datetime:
        """When it began, as far as its reader was told."""
        return self.began or self.latest.at


def histories(emissions: Iterable[Emission], orders: Standing) -> list[History]:
    """The history of every incident, in the order in which they began. Of an event the last revision counts."""
    last: dict[str, dict[str, Told]] = {}
    for one in emissions:
        known = last.setdefault(one.event.incident, {})
        before = known.get(one.event.id)
        if before is not None and before.revision > one.revision:
            continue
        # What is taken back comes as a retract under its own id; the history shows what it was.
        event = before.event if one.withdrawn and before is not None else one.event
        known[one.event.id] = Told(event, one.revision, one.withdrawn, one.grading)
    found = [_history(told.values(), orders) for told in last.values()]
    return sorted(found, key=lambda one: (utc_text(one.since), one.incident))


def _history(told: Iterable[Told], orders: Standing) -> History:
    ordered = tuple(sorted(told, key=lambda one: turn(one.event)))
    plain = History(ordered)
    stage = plain.stage
    return History(ordered, orders.acknowledged.get(stage.id) if stage is not None else None)
