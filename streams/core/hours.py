"""Hours of the week in a time zone: when they begin and end, also in the two nights of a year in which clocks change.

A time of day that a clock shows twice is meant the first time; one that it skips is the moment at which it jumps. So hours
that follow each other on paper follow each other in every night of every zone, without a gap and without an overlap.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, PlainSerializer, ValidationInfo, WithJsonSchema

from streams.core.conditions.lookups import atlas
from streams.core.facts import Frozen

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As ``date.weekday`` counts them, from 0."""

DAY = 24 * 60
"""Minutes of a day on a clock."""

WEEK = 7 * DAY

_HOURS = re.compile(r"(\d{1,2}):(\d{2}) ?(?:-|–) ?(\d{1,2}):(\d{2})\Z")
_DAYS = re.compile(r"([a-z]{3})[a-z]{0,6}(?: ?(?:-|–) ?([a-z]{3})[a-z]{0,6})?\Z")

Stretch = tuple[datetime, datetime]
"""From a moment until before another, in UTC."""


def _zone(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, ZoneInfo):
        return value
    if not isinstance(value, str):
        raise ValueError("must be the name of a time zone, such as Europe/Kyiv")  # noqa: TRY004 -- pydantic reads these
    known = atlas(info)
    if known is not None:
        return known.zone(value)
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{value!r} is no time zone; write its name (IANA), such as Europe/Kyiv") from None


Zone = Annotated[
    ZoneInfo,
    BeforeValidator(_zone),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["Europe/Kyiv", "Asia/Damascus", "Africa/Khartoum"]}),
]


def _hours(value: Any) -> Any:
    if isinstance(value, tuple):
        return value
    found = _HOURS.match(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{value!r} are no hours; write when they begin and end, such as 22:00-07:00")
    first, first_minutes, last, last_minutes = map(int, found.groups())
    begin, end = first * 60 + first_minutes, last * 60 + last_minutes
    if first_minutes > 59 or last_minutes > 59 or begin >= DAY or end > DAY:
        raise ValueError(f"{value!r} names a time that no clock shows; write 00:00 to 24:00")
    return begin, end if end > begin else end + DAY


def hours_text(span: tuple[int, int]) -> str:
    """Hours as they are written: ``22:00-07:00``."""
    return "-".join(clock_text(minutes if minutes <= DAY else minutes - DAY) for minutes in span)


def clock_text(minutes: int) -> str:
    """A time of day: ``07:00``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


Hours = Annotated[
    tuple[int, int],
    BeforeValidator(_hours),
    PlainSerializer(hours_text, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,2}:\d{2} ?- ?\d{1,2}:\d{2}$", "examples": ["22:00-07:00"]}),
]
"""Minutes of the day at which they begin, and at which they end; an end over DAY is on the following day.

``08:00-08:00`` is a whole day.
"""


def _weekdays(value: Any) -> Any:
    if isinstance(value, frozenset):
        return value
    found: set[int] = set()
    for part in value if isinstance(value, list | tuple) else [value]:
        match = _DAYS.match(part.strip().lower()) if isinstance(part, str) else None
        if match is None or any(one not in DAYS for one in match.groups() if one):
            raise ValueError(f"{part!r} is no day of the week; write days such as mon-fri, or [sat, sun]")
        first = DAYS.index(match[1])
        last = first if match[2] is None else DAYS.index(match[2])
        found.update((first + at) % 7 for at in range((last - first) % 7 + 1))
    return frozenset(found)


Days = Annotated[
    frozenset[int],
    Field(min_length=1),
    BeforeValidator(_weekdays),
    PlainSerializer(lambda days: [DAYS[day] for day in sorted(days)], return_type=list[str]),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "examples": ["mon-fri", ["sat", "sun"]],
        }
    ),
]


class Weekly(Frozen):
    """Hours of some days of the week. Those over midnight belong to the day on which they begin."""

    days: Days = Field(
        default=frozenset(range(7)), description="days such as mon-fri, or [sat, sun]; left out: every day"
    )
    hours: Hours = Field(description="when they begin and end, such as 22:00-07:00, or 00:00-24:00 for the whole day")

    def on(self, day: date, zone: ZoneInfo) -> Stretch | None:
        """The hours that begin on a day, None on other days."""
        if day.weekday() not in self.days:
            return None
        begin, end = self.hours
        return instant(day, begin, zone), instant(day, end, zone)

    def minutes(self) -> Iterator[tuple[int, int]]:
        """The minutes of the week that they cover, from Monday 00:00; the last may run over the week's end."""
        for day in self.days:
            yield day * DAY + self.hours[0], day * DAY + self.hours[1]


def instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """When the clocks of a zone first show a time of a day, in UTC; where they skip it, when they do. 1440 is midnight after."""
    return _instant(day + timedelta(days=minutes // DAY), minutes % DAY, zone)


@lru_cache(maxsize=4096)
def _instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    shown = datetime.combine(day, time(minutes // 60, minutes % 60), zone)
    moment = shown.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return moment
    # The clocks jump over it (PEP 495): the jump lies between the readings by the offset after it and by the one before.
    early = shown.replace(fold=1).astimezone(UTC)
    offset = zone.utcoffset(moment.astimezone(zone))
    while (span := moment - early) > timedelta(seconds=1):
        middle = early + timedelta(seconds=span // timedelta(seconds=2))
        if zone.utcoffset(middle.astimezone(zone)) == offset:
            moment = middle
        else:
            early = middle
    return moment


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The date on a zone's calendars."""
    return moment.astimezone(zone).date()


def uncovered(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The minutes of a week, from Monday 00:00, that none of the spans covers. A stretch over the week's end is one."""
    whole = sorted(
        part for begin, end in spans for part in ([(begin, end)] if end <= WEEK else [(begin, WEEK), (0, end - WEEK)])
    )
    free: list[tuple[int, int]] = []
    reached = 0
    for begin, end in whole:
        if begin > reached:
            free.append((reached, begin))
        reached = max(reached, end)
    if reached < WEEK:
        free.append((reached, WEEK))
    if len(free) > 1 and free[0][0] == 0 and free[-1][1] == WEEK:
        free = [*free[1:-1], (free[-1][0], WEEK + free[0][1])]
    return free


def week_text(span: tuple[int, int]) -> str:
    """Minutes of the week in words: ``sat 20:00 to mon 08:00``."""
    begin, end = span
    if begin // DAY == (end - 1) // DAY and end % DAY == 0:
        return f"{DAYS[begin // DAY % 7]} {clock_text(begin % DAY)} to 24:00"
    if begin // DAY == end // DAY:
        return f"{DAYS[begin // DAY % 7]} {clock_text(begin % DAY)} to {clock_text(end % DAY)}"
    return f"{DAYS[begin // DAY % 7]} {clock_text(begin % DAY)} to {DAYS[end // DAY % 7]} {clock_text(end % DAY)}"
