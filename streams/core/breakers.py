"""Circuit breakers: a channel that keeps failing is left alone for a while, then tried with one message.

The states are those of M. Nygard's "Release It!" (closed, open, half open), without a clock of their own.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FAILURES = 3
"""Failures in a row after which a channel is left alone."""

DEAD = 5
"""Failures in a row after which nobody waits for a channel any more, also who has no other."""

COOL = timedelta(seconds=30)
COOL_MAX = timedelta(minutes=10)
"""How long it is left alone at first, doubling with each trial that fails, and at most."""

LONGEST_WISH = 86_400.0
"""Seconds for which a service's wish to be left alone is believed."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A channel takes nothing before ``until``. ``asked``: its service wished so; else it fails, and may be ``dead``."""

    until: datetime
    asked: bool
    reason: str
    dead: bool = False


@dataclass(frozen=True, slots=True)
class Breaker:
    """The state of one channel. ``failures`` are those in a row, ``until`` the end of its rest or of its trial."""

    failures: int = 0
    until: datetime | None = None
    asked_until: datetime | None = None
    last: str = ""

    @property
    def closed(self) -> bool:
        """Whether all is well, as far as is known."""
        return self.failures < FAILURES

    def rests(self, now: datetime) -> Resting | None:
        """Until when and why the channel is to be left alone; None where a message may go out."""
        if not self.closed and self.until is not None and self.until > now:
            reason = f"it failed {self.failures} times in a row ({self.last})"
            return Resting(self.until, asked=False, reason=reason, dead=self.failures >= DEAD)
        if self.asked_until is not None and self.asked_until > now:
            return Resting(self.asked_until, asked=True, reason="its service asks to be left alone")
        return None

    def begun(self, now: datetime, lease: timedelta) -> "Breaker":
        """A message goes out: where the channel was left alone it is a trial, and no other goes out beside it."""
        return self if self.closed else replace(self, until=now + lease)

    def delivered(self) -> "Breaker":
        """A message arrived: all is well."""
        return Breaker(asked_until=self.asked_until)

    def failed(self, now: datetime, error: str, retry_after: float | None = None) -> "Breaker":
        """A message failed or timed out. ``retry_after`` is the wish of the service, in seconds.

        A service that only asks for time is well: that is no failure.
        """
        if retry_after is not None:
            asked = now + timedelta(seconds=min(retry_after, LONGEST_WISH))
            return Breaker(asked_until=max(asked, self.asked_until or asked))
        failures = self.failures + 1
        rest = min(COOL * 2 ** max(0, min(failures - FAILURES, 20)), COOL_MAX)
        return Breaker(failures, now + rest if failures >= FAILURES else None, self.asked_until, error[:200])
