"""What the options of ``tocsin replay`` take: moments, changes, paces, sweeps."""

import re
from datetime import UTC, datetime, time

import click

from streams.core.errors import Misuse
from streams.replay.comparison import CHANGES
from streams.replay.playing import Pace, read_pace
from streams.replay.sweep import Sweep, read_sweep

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Moment(click.ParamType):
    """A day, in UTC, or a moment with its offset. ``end`` takes a day's end rather than its beginning."""

    name = "when"

    def __init__(self, *, end: bool) -> None:
        self._end = end

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        text = str(value)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is no day or moment; write 2024-11-28 or 2024-11-28T09:00:00+02:00", param, ctx)
        if _DAY.fullmatch(text):
            return datetime.combine(moment, time.max if self._end else time.min, UTC)
        if moment.tzinfo is None:
            self.fail(f"{text!r} has no offset; write it as {text}+00:00, or name a day alone", param, ctx)
        return moment


class Changes(click.ParamType):
    """Kinds of change, with commas between."""

    name = "changes"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        named = frozenset(one.strip() for one in str(value).split(",") if one.strip())
        if strange := named.difference(CHANGES):
            self.fail(f"{', '.join(sorted(strange))}: the changes are {', '.join(CHANGES)}", param, ctx)
        return named


class Speed(click.ParamType):
    """How many times as fast as recorded."""

    name = "speed"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Pace:
        try:
            return read_pace(str(value))
        except Misuse as error:
            self.fail(str(error).removeprefix("--speed "), param, ctx)


class Values(click.ParamType):
    """A field of a rule with the values that it takes."""

    name = "sweep"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Sweep:
        try:
            return read_sweep(str(value))
        except Misuse as error:
            self.fail(str(error).removeprefix("--sweep "), param, ctx)
