"""Silences: which of them hides an event, and why."""

from collections.abc import Iterable
from datetime import datetime

from streams.core.alerts import AlertEvent
from streams.core.commands import Silence
from streams.core.kinds.steps import moment_text
from streams.core.matchers import all_hold


def silenced(event: AlertEvent, silences: Iterable[Silence], now: datetime) -> str | None:
    """The reason for which nobody is told of an event at ``now``, or None. Of several silences the one that lasts longest."""
    hiding = [one for one in silences if one.active(now) and hides(one, event)]
    if not hiding:
        return None
    one = max(hiding, key=lambda silence: (silence.over, silence.id))
    return f"silenced by {one.author} until {moment_text(one.over)}: {one.comment} (silence {one.id[:12]})"


def hides(one: Silence, event: AlertEvent) -> bool:
    """Whether a silence hides an event while it is in force."""
    return all_hold(one.matchers, event)
