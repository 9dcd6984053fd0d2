"""An alert event on a terminal, in a line or some, at any width."""

from datetime import UTC, datetime, timedelta

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from streams.core.alerts import ENDINGS, AlertEvent, EventKind, Severity
from streams.edges.terminal import printable

COLOURS: dict[Severity, str] = {"critical": "red", "major": "dark_orange", "minor": "yellow", "info": "blue"}

WORDS: dict[EventKind, str] = {
    "fire": "NEW",
    "escalate": "ESCALATED",
    "update": "again",
    "resolve": "RESOLVED",
    "expire": "NO FURTHER NEWS",
    "retract": "WITHDRAWN",
    "acknowledge": "ACKNOWLEDGED",
}

_LATE = timedelta(minutes=1)
"""An event that is told so long after its own moment is told late, and says so."""


def event_view(event: AlertEvent, told: datetime | None = None, *, withdrawn: bool = False) -> RenderableType:
    """When (in UTC), how severe, what; and but for an update the words that say it, and who says it.

    ``told`` is the moment at which it was told, by the archive's clock. Sources date their news by clocks of many
    zones, side by side they would seem to go to and fro.
    """
    kind: EventKind = "retract" if withdrawn else event.event
    colour = "green" if kind in ENDINGS else COLOURS[event.severity]
    drill = "EXERCISE " if event.exercise else ""
    head = Text.assemble(
        (f"{event.at.astimezone(UTC):%a %d %b %Y %H:%M}  ", "dim"),
        (f"{drill}{event.severity.upper()} {WORDS[kind]}  ", f"bold {colour}"),
        printable(event.summary),
    )
    if told is not None and told - event.at > _LATE:
        head.append(f" (told {told.astimezone(UTC):%d %b %H:%M})", "dim")
    if kind == "update":
        return head
    body = Text()
    for span in event.evidence[:1]:
        body.append(f"“{printable(span.quote)}” ", "italic")
    body.append(
        printable(f"{', '.join(event.sources)}: {', '.join(event.items[:1]) or 'silence'}; {event.rule}"), "dim"
    )
    return Group(head, Padding(body, (0, 0, 0, 2)))
