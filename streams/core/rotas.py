"""Rotas: who is on duty when, by the week, in a time zone. Every hour of the week has somebody."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema, model_validator

from streams.core.conditions.terms import Listed
from streams.core.errors import Misfit
from streams.core.facts import Frozen
from streams.core.hours import Weekly, Zone, instant, local_day, uncovered, week_text

PersonName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]

_MOST_GAPS = 5


def _date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is no date; write year, month and day, such as 2025-01-06") from None


def _wall(value: Any) -> Any:
    """A date and a time of day as the rota's clocks show them."""
    if isinstance(value, datetime):
        return value
    try:
        read = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is no date with a time; write 2025-12-24 08:00") from None
    if read.tzinfo is not None or read.second or read.microsecond:
        raise ValueError(
            f"{value!r}: write it as the rota's clocks show it, without offset and seconds: 2025-12-24 08:00"
        )
    return read


Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "examples": ["2025-01-06"]})]
WallTime = Annotated[
    datetime,
    BeforeValidator(_wall),
    PlainSerializer(lambda one: one.isoformat(" ", "minutes"), return_type=str),
    WithJsonSchema({"type": "string", "examples": ["2025-12-24 08:00"]}),
]


class Shift(Weekly):
    """Who is on duty in some hours of the week: always the same, or by turns from week to week."""

    who: Listed[PersonName] | None = Field(
        default=None, description="who has it, or a list of people who have it together"
    )
    turns: tuple[PersonName, ...] | None = Field(
        default=None, min_length=2, description="people who have it by turns, a week each, from Monday"
    )
    since: Day | None = Field(default=None, description="a date in a week that the first of turns has")

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if (self.who is None) == (self.turns is None):
            raise Misfit(
                (("who" if self.turns is None else "turns",), "write who has the shift: either who: or turns:")
            )
        if self.turns is not None and self.since is None:
            raise Misfit(
                (("turns",), "add since: with a date in a week that the first of them has, such as 2025-01-06")
            )
        if self.turns is None and self.since is not None:
            raise Misfit((("since",), "since: goes with turns:; take it away here"))
        return self

    @property
    def everybody(self) -> tuple[str, ...]:
        """All who ever have it."""
        return self.who or self.turns or ()

    def had_by(self, day: date) -> tuple[str, ...]:
        """Who has it where it begins on a day."""
        if self.who is not None:
            return self.who
        assert self.turns is not None  # noqa: S101 -- one of both is there
        assert self.since is not None  # noqa: S101 -- it goes with turns
        weeks = (_monday(day) - _monday(self.since)).days // 7
        return (self.turns[weeks % len(self.turns)],)


class Instead(Frozen):
    """Somebody else for once, as on a holiday."""

    who: Listed[PersonName] = Field(description="who is on duty then, or a list")
    begin: WallTime = Field(alias="from", description="from when on, by the rota's clocks, such as 2025-12-24 08:00")
    end: WallTime = Field(alias="until", description="until when, such as 2025-12-27 08:00")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.begin:
            raise Misfit((("until",), "it ends before it begins"))
        return self


class Rota(Frozen):
    """A duty and who has it when."""

    zone: Zone = Field(description="the time zone of the hours, by its IANA name, such as Europe/Kyiv")
    shifts: tuple[Shift, ...] = Field(
        min_length=1, description="who is on duty in which hours; together they cover the week"
    )
    instead: tuple[Instead, ...] = Field(
        default=(), description="who has the duty for once, as on holidays; the last counts"
    )

    @property
    def gaps(self) -> str:
        """The hours of the week that nobody has, in words; empty where there are none."""
        found = uncovered(span for one in self.shifts for span in one.minutes())
        named = ", ".join(week_text(gap) for gap in found[:_MOST_GAPS])
        return f"{named} and {len(found) - _MOST_GAPS} further times" if len(found) > _MOST_GAPS else named

    @property
    def everybody(self) -> tuple[str, ...]:
        """All who are ever on duty."""
        entries = (*(one.everybody for one in self.shifts), *(one.who for one in self.instead))
        return tuple(dict.fromkeys(name for names in entries for name in names))

    def on_duty(self, moment: datetime) -> tuple[str, ...]:
        """Who has the duty at a moment; nobody in a gap of the week."""
        for one in reversed(self.instead):
            if self._wall(one.begin) <= moment < self._wall(one.end):
                return one.who
        return tuple(dict.fromkeys(self._by_week(moment)))

    def changes(self, since: datetime, until: datetime) -> Iterator[datetime]:
        """The moments after ``since`` and before ``until`` at which the duty may pass on, in order."""
        found = {end for one in self.instead for end in (self._wall(one.begin), self._wall(one.end))}
        day, last = local_day(since, self.zone) - timedelta(days=1), local_day(until, self.zone)
        while day <= last:
            found.update(end for one in self.shifts for end in one.on(day, self.zone) or ())
            day += timedelta(days=1)
        yield from sorted(one for one in found if since < one < until)

    def _by_week(self, moment: datetime) -> Iterator[str]:
        today = local_day(moment, self.zone)
        for one in self.shifts:
            for back in (2, 1, 0, -1):
                day = today - timedelta(days=back)
                found = one.on(day, self.zone)
                if found is not None and found[0] <= moment < found[1]:
                    yield from one.had_by(day)

    def _wall(self, shown: datetime) -> datetime:
        return instant(shown.date(), shown.hour * 60 + shown.minute, self.zone).astimezone(UTC)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
