"""Playing: an archive at a pace that people can follow, with each alert at its moment. The log is that of a replay."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from streams.core.alerts import Emission
from streams.core.errors import Misuse
from streams.core.pipeline import Pipeline
from streams.edges.clocks import Clock
from streams.replay.readings import Reading
from streams.replay.run import Replay, last_moment, up_to

_WRITTEN = re.compile(r"([0-9]{1,7}(?:\.[0-9]{1,6})?)x?")

GLANCE = 0.2
"""Seconds between two looks at the clock while nothing comes: how soon a timer's event is shown."""

_SOON = 0.001
"""Seconds that are not worth waiting for."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many times as fast as it was recorded time passes; None is as fast as can be."""

    factor: float | None

    def __str__(self) -> str:
        return "max" if self.factor is None else f"{self.factor:g}x"

    def takes(self, span: timedelta) -> float:
        """The seconds that a span of the archive takes."""
        return 0.0 if self.factor is None else span.total_seconds() / self.factor


def read_pace(text: str) -> Pace:
    """A pace as it is written: ``60x``, ``0.5x``, ``max``. Raises Misuse."""
    if text.strip() == "max":
        return Pace(None)
    written = _WRITTEN.fullmatch(text.strip())
    if written is None or not float(written[1]):
        raise Misuse(f"--speed {text}: write how many times as fast, such as 60x for an hour in a minute, or max")
    return Pace(float(written[1]))


class Audience(Protocol):
    """Who watches: hears of the clock as it moves on, of each item judged and of what is raised."""

    def begin(self, items: int, since: tuple[datetime, str] | None) -> None:
        """So many items will be judged; those up to ``since`` at once."""

    def clock(self, now: datetime) -> None:
        """It is ``now`` by the archive's clock."""

    def judged(self, published: datetime) -> None:
        """An item of this moment was judged."""

    def raised(self, emission: Emission, at: datetime) -> None:
        """The deciding step said something at a moment of the archive's clock."""


@dataclass(slots=True)
class Player:
    """Plays at a pace by a clock; ``wait`` sleeps so many seconds.

    What lies up to ``since`` is judged at once and shown to nobody: it was seen in an earlier run.
    """

    pace: Pace
    clock: Clock
    wait: Callable[[float], object]
    audience: Audience
    since: tuple[datetime, str] | None = None
    reached: tuple[datetime, str] | None = None

    def play(self, ordered: Sequence[Reading], pipeline: Pipeline, until: datetime | None = None) -> Replay:
        """Judge the readings, each at its moment, then let time pass to the last one's. ``reached`` tells how far it came."""
        told = Replay()
        now: datetime | None = None
        due = list(up_to(ordered, until))
        self.audience.begin(len(due), self.since)
        for reading in due:
            shown = self.since is None or reading.order > self.since
            if shown and now is not None:
                for moment in self._moments(now, reading.published):
                    self._take(told, pipeline.tick(moment), moment, shown=True)
                    self.audience.clock(moment)
            now = reading.published
            self._take(told, pipeline.tick(now), now, shown=shown)
            outcome = pipeline.judge(reading.sheet)
            told.note(outcome)
            self.audience.judged(reading.published)
            self._show(outcome.emissions, now, shown=shown)
            self.reached = reading.order
        if ordered:
            end = last_moment(ordered, until)
            self._take(told, pipeline.tick(end), end, shown=True)
        return told

    def _moments(self, begin: datetime, end: datetime) -> Iterator[datetime]:
        """Moments of the archive's clock from ``begin`` to before ``end``, as they come."""
        length = self.pace.takes(end - begin)
        start = self.clock.seconds()
        while (left := length - (self.clock.seconds() - start)) > _SOON:
            yield end - (end - begin) * (left / length)
            self.wait(min(left, GLANCE))

    def _take(self, told: Replay, emissions: Sequence[Emission], at: datetime, *, shown: bool) -> None:
        told.emissions.extend(emissions)
        self._show(emissions, at, shown=shown)

    def _show(self, emissions: Sequence[Emission], at: datetime, *, shown: bool) -> None:
        for emission in emissions if shown else ():
            self.audience.raised(emission, at)
