"""Answers: what became of one attempt, as far as the service's answer tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from streams.core.deliveries import Outcome


@dataclass(frozen=True, slots=True)
class Answer:
    """How an attempt went. ``retry_after`` is the service's wish to be left alone, in seconds."""

    outcome: Outcome
    error: str = ""
    status: int | None = None
    retry_after: float | None = None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """``Retry-After`` (RFC 9110, 10.2.3): seconds, or a date, which is taken against the service's own clock."""
    wish = headers.get("Retry-After", "").strip()
    if wish.isascii() and wish.isdigit():
        return float(wish[:9])
    try:
        then, now = parsedate_to_datetime(wish), parsedate_to_datetime(headers.get("Date", ""))
        return max(0.0, (then - now).total_seconds())
    except (ValueError, TypeError):
        return None
