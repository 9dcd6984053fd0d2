"""An archive that plays on a terminal: its clock, how far it has come, and each alert as it fires."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from streams.cli.event_view import event_view
from streams.core.alerts import Emission


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
                Text(
                    f"from {since[0].astimezone(UTC):%a %d %b %Y %H:%M}; what came before is judged, but not shown",
                    "dim",
                )
            )
        self._live.start()

    def clock(self, now: datetime) -> None:
        self._now = now

    def judged(self, published: datetime) -> None:
        self._now = published
        self._items += 1

    def raised(self, emission: Emission, at: datetime) -> None:
        self._events += 1
        self._console.print(event_view(emission.event, at, withdrawn=emission.withdrawn))

    def _bar(self) -> RenderableType:
        grid = Table.grid(padding=(0, 1))
        grid.add_row(
            Text(f"{self._now.astimezone(UTC):%a %d %b %Y %H:%M}" if self._now else "starting", "bold cyan"),
            ProgressBar(total=self._total, completed=self._items, width=24),
            Text(f"{self._items:,}/{self._total:,} items  {self._events:,} events  {self._pace}", "dim"),
        )
        return grid
