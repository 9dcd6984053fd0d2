"""The one place where the time is asked for. Everything else takes a moment, or a clock, as an argument."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What time it is, and how much of it has passed."""

    def now(self) -> datetime:
        """The moment, in UTC."""

    def seconds(self) -> float:
        """Seconds since some fixed moment, for measuring how long something took; never goes back."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def seconds(self) -> float:
        return time.monotonic()


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until it is told to move on, for tests and for judging by another day's date."""

    at: datetime
    _passed: float = field(default=0.0, init=False)

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    def seconds(self) -> float:
        return self._passed

    def advance(self, span: timedelta) -> None:
        """Let time pass. Raises ValueError for a negative span: time does not go back."""
        if span < timedelta():
            raise ValueError("a clock does not go back")
        self.at += span
        self._passed += span.total_seconds()
