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


class VirtualClock:
    """A clock that began at another moment and runs at another pace, for playing an archive faster than it happened.

    ``start`` is its moment when it is made; ``speed`` how many of its seconds pass in one real second. What is
    measured with ``seconds`` stays in real seconds: a message took as long as it took.
    """

    def __init__(self, start: datetime, speed: float, real: Clock) -> None:
        if not speed > 0:
            raise ValueError("speed must be above 0")
        self._start = start.astimezone(UTC)
        self._speed = speed
        self._real = real
        self._began = real.seconds()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=(self._real.seconds() - self._began) * self._speed)

    def seconds(self) -> float:
        return self._real.seconds()

    def until(self, moment: datetime) -> float:
        """Real seconds until this clock shows ``moment``; 0 where that has passed."""
        return max(0.0, (moment - self.now()).total_seconds() / self._speed)
