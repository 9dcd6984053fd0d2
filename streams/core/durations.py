"""Spans of time as operators write them: ``72h``, ``30m``, ``7d``, ``1d12h``."""

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_WHOLE = re.compile(r"(?:[0-9]{1,6}[smhdw]){1,5}\Z")
_PART = re.compile(r"([0-9]{1,6})([smhdw])")
LONGEST = timedelta(days=3660)


def duration(text: str) -> timedelta:
    """Read ``72h`` or ``1d12h`` (units s, m, h, d, w). Raises ValueError with what would be right."""
    if not _WHOLE.match(text):
        raise ValueError(f"{text!r} is not a duration; write a number and a unit, such as 30m, 72h or 7d")
    parts = _PART.findall(text)
    if len({unit for _, unit in parts}) < len(parts):
        raise ValueError(f"{text!r} names a unit twice")
    return _within_bounds(timedelta(seconds=sum(int(count) * _SECONDS[unit] for count, unit in parts)), text)


def _within_bounds(span: timedelta, text: str) -> timedelta:
    if not timedelta(seconds=1) <= span <= LONGEST:
        raise ValueError(f"{text!r} is outside of 1s to ten years")
    return span


def duration_text(span: timedelta) -> str:
    """A duration in days, hours, minutes and seconds, as ``duration`` reads it."""
    left, parts = int(span.total_seconds()), []
    for unit in ("d", "h", "m", "s"):
        count, left = divmod(left, _SECONDS[unit])
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"


def _read(value: Any) -> Any:
    if isinstance(value, str):
        return duration(value)
    if isinstance(value, timedelta):
        return _within_bounds(value, str(value))
    raise ValueError(f"{value!r} has no unit; write it as a duration, such as 30m, 72h or 7d")


Duration = Annotated[
    timedelta,
    BeforeValidator(_read),
    PlainSerializer(duration_text, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^(\d{1,6}[smhdw]){1,5}$", "examples": ["30m", "72h", "7d"]}),
]
