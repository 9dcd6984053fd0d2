"""Courses: an incident from its beginning to its end, as the events of a settled log tell it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from streams.core.alerts import OVER, SEVERITIES, AlertEvent, ItemEvidence, Severity, turn
from streams.core.identity import canonical


@dataclass(frozen=True, slots=True)
class Course:
    """One incident. ``events`` are those of the log in order of time; there is one at least."""

    events: tuple[AlertEvent, ...]

    @property
    def first(self) -> AlertEvent:
        return self.events[0]

    @property
    def incident(self) -> str:
        return self.first.incident

    @property
    def rule(self) -> str:
        return self.first.rule

    @property
    def key(self) -> Mapping[str, str]:
        return self.first.key

    @property
    def exercise(self) -> bool:
        return self.first.exercise

    @property
    def begin(self) -> datetime:
        return self.first.at

    @property
    def ending(self) -> AlertEvent | None:
        """The event that ended it, or None while it is open."""
        last = self.events[-1]
        return last if last.event in OVER else None

    @property
    def severity(self) -> Severity:
        """The highest that it reached."""
        return max((event.severity for event in self.events), key=SEVERITIES.index)

    @property
    def value(self) -> int | None:
        """The highest figure that decided, in people; None for rules without figures."""
        return max((event.value for event in self.events if event.value is not None), default=None)

    @property
    def range(self) -> tuple[int, int] | None:
        """The lowest and the highest claim when the highest figure was first reached."""
        return next((event.range for event in self.events if event.value == self.value and event.range), None)

    @property
    def sources(self) -> tuple[str, ...]:
        """Who said so, in order of time, each once."""
        return tuple(dict.fromkeys(source for event in self.events for source in event.sources))

    @property
    def evidence(self) -> tuple[ItemEvidence, ...]:
        """The words of the first event that has any."""
        return next((event.evidence for event in self.events if event.evidence), ())

    @property
    def group(self) -> tuple[str, str, bool]:
        """Rule, key and exercise: incidents of one group follow one another, and never overlap."""
        return (self.rule, canonical(dict(self.key)), self.exercise)


def courses(log: Iterable[AlertEvent]) -> tuple[Course, ...]:
    """The incidents of a settled log, in order of their first events."""
    by_incident: dict[str, list[AlertEvent]] = {}
    for event in log:
        by_incident.setdefault(event.incident, []).append(event)
    return tuple(Course(tuple(sorted(events, key=turn))) for events in by_incident.values())
