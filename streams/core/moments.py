"""Moments as operators write them in tests: spans after a clock (``+2h``), or absolute, with an offset."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, WithJsonSchema

from streams.core.durations import duration

_WRONG = "must be a time after the clock, such as +2h, or a moment with an offset, such as 2025-01-01T09:00:00+00:00"
_NO_TIME = frozenset(f"0{unit}" for unit in "smhdw")


def read_moment(value: Any) -> Any:
    """The moment or span that a text stands for. Raises ValueError with what would be right."""
    if isinstance(value, datetime | timedelta) or value is None:
        return value
    if not isinstance(value, str):
        raise ValueError(_WRONG)  # noqa: TRY004 -- pydantic makes a ValueError a problem of the file
    sign, text = (-1, value[1:]) if value.startswith("-") else (1, value.removeprefix("+"))
    if text in _NO_TIME:
        return timedelta()
    try:
        return sign * duration(text)
    except ValueError:
        pass
    try:
        absolute = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(_WRONG) from None
    if absolute.tzinfo is None:
        raise ValueError(_WRONG)
    return absolute


Moment = Annotated[
    AwareDatetime | timedelta,
    BeforeValidator(read_moment),
    WithJsonSchema({"type": "string", "examples": ["+0h", "+90m", "2025-01-01T09:00:00+00:00"]}),
]
"""A moment, or a span of time after a clock."""

Clock = Annotated[AwareDatetime, BeforeValidator(read_moment)]
"""A moment from which spans are counted; it is never one itself."""


def moment(given: datetime | timedelta, clock: datetime) -> datetime:
    """The moment that is meant."""
    return given if isinstance(given, datetime) else clock + given
