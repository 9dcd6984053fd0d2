"""Comparison: what another rule set would have raised over the same news. Pure: two settled logs in, differences out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from streams.core.alerts import AlertEvent, ItemEvidence
from streams.replay.courses import Course, courses

Change = Literal["gained", "lost", "earlier", "later", "value", "severity", "end"]
CHANGES: tuple[Change, ...] = get_args(Change)
"""What can be otherwise: an incident that only one of the sets raises, or its beginning, highest figure or severity, end."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An incident that is not the same. ``before`` is its course under the rules in force, ``after`` under the new ones."""

    changes: tuple[Change, ...]
    before: Course | None
    after: Course | None

    @property
    def course(self) -> Course:
        """The incident as the new rules have it, else as those in force do."""
        course = self.after or self.before
        if course is None:
            raise ValueError("a difference has two sides, of which only one may be empty")
        return course

    @property
    def evidence(self) -> tuple[ItemEvidence, ...]:
        """The words that the incident began with."""
        return self.course.evidence

    @property
    def words(self) -> tuple[str, ...]:
        """Each change in a few words."""
        return tuple(_words(change, self.before, self.after) for change in self.changes)


def compare(before: Iterable[AlertEvent], after: Iterable[AlertEvent]) -> tuple[Difference, ...]:
    """The differences between two settled logs over the same news, in order of time.

    Incidents of one rule and key are paired where they overlap in time, the earliest first: their numbers, and so their
    ids, move when a rule raises one more before them.
    """
    old, new = _grouped(courses(before)), _grouped(courses(after))
    found: list[Difference] = []
    for group in old.keys() | new.keys():
        for one, other in _paired(old.get(group, ()), new.get(group, ())):
            if changes := tuple(_changes(one, other)):
                found.append(Difference(changes, one, other))
    return tuple(sorted(found, key=lambda one: (one.course.begin, one.course.group, one.course.incident)))


def difference_json(difference: Difference) -> dict[str, Any]:
    """The difference as JSON values."""
    course = difference.course
    return {
        "changes": list(difference.changes),
        "rule": course.rule,
        "key": dict(course.key),
        "exercise": course.exercise,
        "before": _course_json(difference.before),
        "after": _course_json(difference.after),
        "evidence": [span.model_dump(mode="json") for span in difference.evidence],
    }


def _course_json(course: Course | None) -> dict[str, Any] | None:
    if course is None:
        return None
    return {
        "incident": course.incident,
        "begin": course.first.model_dump(mode="json")["at"],
        "end": None if course.ending is None else course.ending.model_dump(mode="json")["at"],
        "ended_by": None if course.ending is None else course.ending.event,
        "severity": course.severity,
        "value": course.value,
        "range": None if course.range is None else list(course.range),
        "items": list(course.first.items),
        "summary": course.first.summary,
    }


def _grouped(found: Sequence[Course]) -> Mapping[tuple[str, str, bool], Sequence[Course]]:
    groups: dict[tuple[str, str, bool], list[Course]] = {}
    for course in found:
        groups.setdefault(course.group, []).append(course)
    return {group: sorted(members, key=lambda one: one.begin) for group, members in groups.items()}


def _paired(old: Sequence[Course], new: Sequence[Course]) -> Iterator[tuple[Course | None, Course | None]]:
    """Courses of one group that overlap, and those that stand alone."""
    one = other = 0
    while one < len(old) and other < len(new):
        if _over_before(old[one], new[other]):
            yield old[one], None
            one += 1
        elif _over_before(new[other], old[one]):
            yield None, new[other]
            other += 1
        else:
            yield old[one], new[other]
            one, other = one + 1, other + 1
    yield from ((left, None) for left in old[one:])
    yield from ((None, left) for left in new[other:])


def _over_before(one: Course, other: Course) -> bool:
    return one.ending is not None and one.begin != other.begin and one.ending.at <= other.begin


def _changes(before: Course | None, after: Course | None) -> Iterator[Change]:
    if before is None or after is None:
        yield "gained" if before is None else "lost"
        return
    if before.begin != after.begin:
        yield "earlier" if after.begin < before.begin else "later"
    if before.value != after.value:
        yield "value"
    if before.severity != after.severity:
        yield "severity"
    if _end(before) != _end(after):
        yield "end"


def _end(course: Course) -> tuple[str, datetime] | None:
    return None if course.ending is None else (course.ending.event, course.ending.at)


def _words(change: Change, before: Course | None, after: Course | None) -> str:
    if before is None or after is None:
        return change
    if change in ("earlier", "later"):
        return f"{change} by {_span(abs((after.begin - before.begin).total_seconds()))}"
    if change == "value":
        return f"value {_figure(before.value)} → {_figure(after.value)}"
    if change == "severity":
        return f"{before.severity} → {after.severity}"
    return f"end: {_ending(before)} → {_ending(after)}"


def _span(seconds: float) -> str:
    days, rest = divmod(int(seconds), 86400)
    hours, minutes = divmod(rest // 60, 60)
    parts = [f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if number]
    return " ".join(parts[:2]) or "less than a minute"


def _figure(value: int | None) -> str:
    return "none" if value is None else f"{value:,}"


def _ending(course: Course) -> str:
    return "open" if course.ending is None else f"{course.ending.event} {course.ending.at.astimezone(UTC):%d %b %H:%M}"
