"""Drills: an exercise that somebody orders for chosen people, to see whom an alert reaches and who acknowledges it.

Each of them is told of an incident of their own, so that it is seen who acknowledged. It goes the way of every alert; but
nothing hides it, nobody else is told of it, and as an exercise it shares no key with anything real.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from streams.core.alerts import AlertEvent, Emission, Voice, event_id, incident_id
from streams.core.commands import Call, Drill
from streams.core.messages.samples import samples

DRILL = "drill"
"""The rule of its incidents."""

LASTS = timedelta(days=1)
"""A drill runs out after so long: nobody is told of it any more, and it cannot be acknowledged."""

SAMPLES = ("fire", "toll", "nowhere", "other-rule", "arabic-quote")
"""The samples of messages that a drill can be told as."""

TEXT = "Test of the alert chain: please acknowledge"
"""What a drill says where nothing else is given; other languages have words of their own for it."""

_RECIPIENT, _SAMPLE = "recipient", "sample"


def is_drill(event: AlertEvent) -> bool:
    """Whether an event is of a drill that somebody ordered: not of an exercise made of past news."""
    return event.exercise and event.rule == DRILL and _RECIPIENT in event.key


def over(event: AlertEvent, now: datetime) -> bool:
    """Whether a drill, by one of its events, has run out."""
    return now - event.at >= LASTS


def called(event: AlertEvent) -> str:
    """Whom a drill's incident is for."""
    return event.key[_RECIPIENT]


def raised(drill: Drill) -> Iterator[Emission]:
    """The beginning of every incident of a drill, one for each of the people: the same, however often it is raised."""
    return (beginning(drill, one) for one in drill.calls)


def beginning(drill: Drill, call: Call) -> Emission:
    """The beginning of one of them."""
    practised = samples()[drill.sample] if drill.sample else None
    own = {"drill": drill.name, _RECIPIENT: call.recipient} | ({_SAMPLE: drill.sample} if drill.sample else {})
    key = (practised.event.key if practised else {}) | own
    incident = incident_id(DRILL, key, exercise=True, ordinal=1)
    changes: dict[str, Any] = {
        "id": event_id(incident, "fire"),
        "incident": incident,
        "event": "fire",
        "rule": DRILL,
        "key": key,
        "severity": drill.severity,
        "at": drill.at,
        "reason": f"ordered by {drill.author}: {drill.comment}",
        "rules": "",
        "exercise": True,
    }
    if practised is None:
        changes |= {"items": (), "sources": (drill.author,), "summary": drill.text or TEXT}
        return Emission(event=AlertEvent.model_validate(changes), voices=(Voice(source=drill.author),))
    background = practised.background
    return Emission(event=practised.event.model_copy(update=changes), voices=background.voices, cited=background.cited)


def run_out(event: AlertEvent) -> Emission:
    """The end of a drill's incident, by its last word."""
    changes = {
        "id": event_id(event.incident, "expire"),
        "event": "expire",
        "at": event.at + LASTS,
        "reason": "a drill runs out after a day",
        "summary": f"Drill over: {event.summary}",
    }
    return Emission(event=event.model_copy(update=changes))


def practised(event: AlertEvent) -> tuple[str, str]:
    """What a drill is about and what it says is to be done, as messages have it of a rule (``Account``)."""
    name = event.key.get(_SAMPLE, "")
    if name in SAMPLES:
        sample = samples()[name]
        return sample.matter, sample.runbook
    return (DRILL if event.summary == TEXT else ""), ""
