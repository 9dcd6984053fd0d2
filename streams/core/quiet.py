"""Quiet hours: when messages wait, and what does not. Alerts are raised all the same; only telling waits."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from streams.core.alerts import SEVERITIES, Severity
from streams.core.conditions.terms import Listed
from streams.core.errors import Misfit
from streams.core.facts import Frozen
from streams.core.hours import DAY, WEEK, Stretch, Weekly, Zone, instant, local_day, uncovered

_TRIED = tuple(datetime(2026, month, day, tzinfo=UTC) for month in range(1, 13) for day in (1, 15))
"""Moments of a year between which every zone that changes its clocks does so: two zones may do so in different weeks."""

LONGEST_DATES = timedelta(days=31)
"""A range of dates is a holiday, not the end of a subscription."""


def _dates(value: Any) -> Any:
    if isinstance(value, tuple):
        return value
    first, _, last = value.partition("..") if isinstance(value, str) else ("", "", "")
    try:
        begin = date.fromisoformat(first.strip())
        end = date.fromisoformat(last.strip()) if last else begin
    except ValueError:
        raise ValueError(f"{value!r} is no date; write 2025-12-25, or 2025-12-24..2025-12-26") from None
    if not timedelta() <= end - begin < LONGEST_DATES:
        raise ValueError(f"{value!r} is not 1 to {LONGEST_DATES.days} days long, the first date before the last")
    return begin, end


def _dates_text(span: tuple[date, date]) -> str:
    return span[0].isoformat() if span[0] == span[1] else f"{span[0].isoformat()}..{span[1].isoformat()}"


Dates = Annotated[
    tuple[date, date],
    BeforeValidator(_dates),
    PlainSerializer(_dates_text, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["2025-12-25", "2025-12-24..2025-12-26"]}),
]
"""The first date and the last."""


def _several(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


Unless = Literal["info", "minor", "major", "critical", "nothing"]


class QuietHours(Frozen):
    """Hours in which messages wait."""

    zone: Zone = Field(description="the time zone of the hours, by its IANA name, such as Europe/Kyiv")
    weekly: Annotated[
        tuple[Weekly, ...],
        BeforeValidator(_several, json_schema_input_type=Weekly | tuple[Weekly, ...]),
    ] = Field(default=(), description="hours of the week, such as {days: mon-fri, hours: 22:00-07:00}, or a list")
    dates: Listed[Dates] = Field(
        default=(), description="whole days, such as 2025-12-25 or 2025-12-24..2025-12-26, or a list"
    )
    unless: Unless = Field(
        default="critical",
        description="alerts at least so severe are told all the same: info, minor, major, critical, or nothing",
    )

    @model_validator(mode="after")
    def _leaves_an_hour(self) -> Self:
        if not self.weekly and not self.dates:
            raise Misfit((("weekly",), "these hours are never; write weekly: or dates:"))
        if self.weekly and not uncovered(span for one in self.weekly for span in one.minutes()):
            raise Misfit(
                (("weekly",), "it is quiet all week long, so that nothing would ever be told; leave some hours")
            )
        return self

    def hold(self, severity: Severity) -> bool:
        """Whether an alert of this severity waits."""
        return self.unless == "nothing" or SEVERITIES.index(severity) < SEVERITIES.index(self.unless)

    def until(self, now: datetime) -> datetime | None:
        """When it is quiet no more, in UTC; None where it is not quiet at ``now``."""
        moment = now
        while (
            end := max((end for begin, end in self._around(moment) if begin <= moment < end), default=None)
        ) is not None:
            moment = end
        return moment if moment > now else None

    def _around(self, moment: datetime) -> Iterator[Stretch]:
        """The stretches that a moment may lie in."""
        today = local_day(moment, self.zone)
        for one in self.weekly:
            for back in (-1, 0, 1, 2):
                found = one.on(today - timedelta(days=back), self.zone)
                if found is not None:
                    yield found
        for first, last in self.dates:
            yield instant(first, 0, self.zone), instant(last, DAY, self.zone)


def leave_no_hour(together: Collection[QuietHours]) -> bool:
    """Whether in some week of a year it is quiet all the time by one of several, whatever their zones; dates apart."""
    for moment in _TRIED:
        spans: list[tuple[int, int]] = []
        for one in together:
            offset = (moment.astimezone(one.zone).utcoffset() or timedelta()) // timedelta(minutes=1)
            for begin, end in (span for weekly in one.weekly for span in weekly.minutes()):
                since = (begin - offset) % WEEK
                spans.append((since, since + end - begin))
        if not uncovered(spans):
            return True
    return False
