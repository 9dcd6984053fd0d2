"""A drill on a terminal: whom it calls, and what came of it for each of them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from streams.core.callouts import Answer, State
from streams.core.commands import Call, Drill
from streams.core.drills import TEXT
from streams.core.durations import duration_text
from streams.edges.terminal import printable

_STYLES: dict[State, str] = {
    "acknowledged": "bold green",
    "reached": "green",
    "under way": "yellow",
    "not reached": "bold red",
    "not sent": "red",
}


def calls_view(drill: Drill, now: datetime) -> RenderableType:
    """Whom it calls, and what quiet hours would have done with a real alert."""
    table = Table("who", "by", "quiet hours", box=None, pad_edge=False)
    for one in drill.calls:
        table.add_row(one.recipient, one.by, _quiet(one))
    says = drill.text or (f"sample {drill.sample}" if drill.sample else TEXT)
    lines: list[RenderableType] = [Text(f"EXERCISE {drill.name}, {drill.severity}: {printable(says)}", "bold"), table]
    if drill.at != now:
        lines.append(Text(f"it was sent {drill.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC; nobody is told of it twice"))
    return Group(*lines)


def answers_view(drill: Drill, came: Sequence[Answer]) -> RenderableType:
    """A line for each of them."""
    table = Table("who", "state", "over", "got it after", "acknowledged", "incident", "", box=None, pad_edge=False)
    for one in came:
        failed = "; ".join(f"{channel}: {why}" for channel, why in one.failed.items())
        late = Text("; ".join(part for part in (_quiet(one.call), printable(failed)) if part), "dim")
        seen = one.seen
        table.add_row(
            one.call.recipient,
            Text(one.state, _STYLES[one.state]),
            ", ".join(one.over),
            "" if one.after is None else duration_text(one.after),
            "" if seen is None else f"after {duration_text(seen.at - drill.at)} by {printable(seen.author)}",
            one.incident[:12],
            late,
        )
    title = f"EXERCISE {drill.name}, {drill.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC, by {printable(drill.author)}"
    return Group(Text(title, "bold"), table)


def _quiet(call: Call) -> str:
    if call.waits is None:
        return ""
    return f"{call.quiet} would have held it until {call.waits.astimezone(UTC):%a %H:%M} UTC"
