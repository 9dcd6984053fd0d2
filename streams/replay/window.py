"""A window of time over an archive: everything up to its end is judged, and what happens within it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from streams.core.alerts import AlertEvent
from streams.replay.courses import Course


@dataclass(frozen=True, slots=True)
class Window:
    """From ``since`` to ``until``, both inside of it; None where it has no such end."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies within."""
        return (self.since is None or self.since <= at) and (self.until is None or at <= self.until)

    def shown(self, log: Iterable[AlertEvent]) -> tuple[AlertEvent, ...]:
        """The events within."""
        return tuple(event for event in log if self.holds(event.at))

    def touches(self, course: Course) -> bool:
        """Whether anything of an incident happens within."""
        return any(self.holds(event.at) for event in course.events)

    def span(self, moments: Iterable[datetime]) -> tuple[datetime, datetime] | None:
        """The part of the archive, given by its items' moments, that lies within; None where no item does."""
        within = [at for at in moments if self.holds(at)]
        return (
            (self.since or min(within), min(self.until, max(within)) if self.until else max(within)) if within else None
        )


def days(span: tuple[datetime, datetime] | None) -> float:
    """The length of a span in days, counted as one at least: the incidents of an hour are no forecast of a day's."""
    if span is None:
        return 1.0
    return max(1.0, (span[1] - span[0]) / timedelta(days=1))
