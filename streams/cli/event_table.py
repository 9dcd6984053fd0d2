"""Alert events as a table for a terminal."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from streams.core.alerts import AlertEvent, Severity
from streams.edges.terminal import printable

COLOURS: dict[Severity, str] = {"critical": "red", "major": "dark_orange", "minor": "yellow", "info": "blue"}
CALM = frozenset({"resolve", "expire", "retract"})
"""Events that end an incident."""


def event_table(events: Iterable[AlertEvent]) -> Table:
    """One row an event: when, what, where, the figure, who said so."""
    table = Table("time of the news", "event", "what", "value", "item", box=None, pad_edge=False)
    for event in events:
        colour = "green" if event.event in CALM else COLOURS[event.severity]
        table.add_row(
            f"{event.at:%a %d %b %Y %H:%M}",
            Text(f"{event.event} {event.severity}", colour),
            printable(event.summary),
            "" if event.value is None else f"{event.value:,}",
            printable(f"{event.sources[0]}: {event.items[0]}"),
        )
    return table
