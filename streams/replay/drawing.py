"""Drawing: where bars, marks and lines of a report stand, as numbers that its template writes down. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from math import ceil, log10

from streams.replay.courses import Course
from streams.replay.sweep import Point

MAX_TICKS = 6
"""Marks of an axis at most: more run into one another on a phone."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_STEPS = (
    _HOUR, 2 * _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR, _DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY, 28 * _DAY, 91 * _DAY,
    182 * _DAY, 364 * _DAY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis: where, in percent or in units of the plot, and what is written at it."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An incident's bar, in percent of the timeline's width; ``marks`` are its escalations."""

    left: float
    width: float
    open: bool
    marks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A stretch of time as a line from 0 to 100 percent."""

    begin: datetime
    end: datetime
    zone: tzinfo = UTC

    def at(self, moment: datetime) -> float:
        """Where a moment stands; what lies outside is at the near end."""
        whole = max(self.end - self.begin, timedelta(minutes=1))
        return round(min(100.0, max(0.0, 100 * ((moment - self.begin) / whole))), 2)

    def bar(self, course: Course) -> Bar:
        """The bar of an incident, with the moments at which it escalated; an open one runs to the end."""
        left = self.at(course.begin)
        right = 100.0 if course.ending is None else self.at(course.ending.at)
        marks = (self.at(event.at) for event in course.events if event.event == "escalate")
        return Bar(left, round(right - left, 2), course.ending is None, tuple(marks))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Round moments: hours, days or weeks, whichever are few enough."""
        whole = self.end - self.begin
        step = next((one for one in _STEPS if whole / one <= MAX_TICKS), whole / MAX_TICKS)
        day = self.begin.astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        first = ceil((self.begin - day) / step)
        form = "%d %b" if step >= _DAY else "%d %b %H:%M"
        moments = (day + (first + number) * step for number in range(MAX_TICKS + 1))
        return tuple(Tick(self.at(one), f"{one:{form}}") for one in moments if one <= self.end)


WIDTH, HEIGHT = 480, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 14, 34


@dataclass(frozen=True, slots=True)
class Plot:
    """Incidents a day against a value, in units of an SVG of ``WIDTH`` by ``HEIGHT``; ``used`` is the dot in use, if any."""

    dots: tuple[tuple[float, float, str], ...]
    across: tuple[Tick, ...]
    upwards: tuple[Tick, ...]
    used: tuple[float, float] | None = None
    left: float = _LEFT
    right: float = WIDTH - _RIGHT
    bottom: float = HEIGHT - _BOTTOM

    @property
    def line(self) -> str:
        """The dots as an SVG polyline has them."""
        return " ".join(f"{x},{y}" for x, y, _ in self.dots)


def plot(points: Sequence[Point]) -> Plot:
    """The plot of a sweep: its values stand side by side, whether they are numbers or durations."""
    top = _round_up(max((point.a_day for point in points), default=0.0))
    apart = (WIDTH - _LEFT - _RIGHT) / max(1, len(points) - 1)
    high = HEIGHT - _TOP - _BOTTOM
    dots = tuple(
        (
            round(_LEFT + number * apart, 1),
            round(HEIGHT - _BOTTOM - high * point.a_day / top, 1),
            f"{_text(point.value)}: {point.a_day:.2f} a day, {point.incidents} incidents",
        )
        for number, point in enumerate(points)
    )
    every = ceil(len(points) / MAX_TICKS)
    across = tuple(
        Tick(dots[number][0], _text(point.value)) for number, point in enumerate(points) if number % every == 0
    )
    upwards = tuple(Tick(round(HEIGHT - _BOTTOM - high * part / 4, 1), f"{top * part / 4:g}") for part in range(5))
    used = next((dot[:2] for dot, point in zip(dots, points, strict=True) if point.in_use), None)
    return Plot(dots, across, upwards, used)


def _round_up(most: float) -> float:
    """The next 1, 2, 4 or 8 with noughts, so that quarters of it are round; 1 for nothing."""
    if most <= 0:
        return 1.0
    unit = 10.0 ** int(log10(most) // 1)
    return next(unit * number for number in (1, 2, 4, 8, 10) if most <= unit * number * 1.0000001)


def _text(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value
