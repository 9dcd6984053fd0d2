"""An archive that plays on a terminal: its clock, how far it has come, and each alert as it fires."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from streams.cli.event_table import CALM, COLOURS
from streams.core.alerts import Emission, EventKind
from streams.edges.terminal import printable

_WORDS: dict[EventKind, str] = {
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


class PlayingView:
    """Hears of a playing and draws it. ``pace`` is shown beside the clock; ``before`` is called before it draws."""

    def __init__(self, console: Console, pace: str, before: Callable[[], None] = lambda: None) -> None:
        self._console = console
        self._pace = pace
        self._before = before
        self._now: datetime | None = None
        self._total = self._items = self._events = 0
        self._live = Live(console=console, refresh_per_second=8, transient=True, get_renderable=self._bar)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._live.stop()

    def begin(self, items: int, since: tuple[datetime, str] | None) -> None:
        self._before()
        self._total = items
        if since is not None:
            self._console.print(
                Text(f"from {since[0]:%a %d %b %Y %H:%M}; what came before is judged, but not shown", "dim")
            )
        self._live.start()

    def clock(self, now: datetime) -> None:
        self._now = now

    def judged(self, published: datetime) -> None:
        self._now = published
        self._items += 1

    def raised(self, emission: Emission, at: datetime) -> None:
        self._events += 1
        self._console.print(alert_lines(emission, at))

    def _bar(self) -> RenderableType:
        grid = Table.grid(padding=(0, 1))
        grid.add_row(
            Text(f"{self._now:%a %d %b %Y %H:%M}" if self._now else "starting", "bold cyan"),
            ProgressBar(total=self._total, completed=self._items, width=24),
            Text(f"{self._items:,}/{self._total:,} items  {self._events:,} events  {self._pace}", "dim"),
        )
        return grid


def alert_lines(emission: Emission, at: datetime) -> RenderableType:
    """An alert in two lines or three: when, how severe, what; the words that say it; who says it."""
    event = emission.event
    kind: EventKind = "retract" if emission.withdrawn else event.event
    colour = "green" if kind in CALM else COLOURS[event.severity]
    drill = "EXERCISE " if event.exercise else ""
    # An event may be told long after its own moment, where an item came late.
    late = at.astimezone(event.at.tzinfo)
    told = "" if late - event.at < _LATE else f" (told {late:%d %b %H:%M})"
    head = Text.assemble(
        (f"{event.at:%a %d %b %H:%M}", "dim"),
        (f"  {drill}{event.severity.upper()} {_WORDS[kind]}  ", f"bold {colour}"),
        printable(event.summary),
        (told, "dim"),
    )
    if kind == "update":
        return head
    body = Text()
    for span in event.evidence[:1]:
        body.append(f"“{printable(span.quote)}” ", "italic")
    body.append(printable(f"{', '.join(event.sources)}: {event.items[0]}"), "dim")
    grid = Table.grid()
    grid.add_row(head)
    grid.add_row(Padding(body, (0, 0, 0, 2)))
    return grid
