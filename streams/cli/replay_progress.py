"""How far a replay has come, on standard error, where that is a terminal."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from streams.replay.reading import Step

_TRAILER = 4
"""Bytes at the end of a gzip file that say how long it was before, modulo 2^32 (RFC 1952, 2.3.1)."""


class _Rate(ProgressColumn):
    """Items a second."""

    def render(self, task: Task) -> Text:
        elapsed = task.finished_time if task.finished else task.elapsed
        rate = task.fields["lines"] / elapsed if elapsed else 0.0
        return Text(f"{rate:,.0f} items/s", style="dim")


class ReplayProgress:
    """A bar while archives are read: items, how many the cache knew, rate and remaining time."""

    def __init__(self, archives: Iterable[Path]) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[lines]:,} items"),
            _Rate(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[note]}", style="dim"),
            console=Console(stderr=True),
            transient=True,
        )
        self._progress.disable = not self._progress.console.is_terminal
        self._lines = self._cached = 0
        self._task = self._progress.add_task("reading", total=total_size(archives), lines=0, note="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def read(self, step: Step) -> None:
        """Take a step of the reading in."""
        self._lines += step.lines
        self._cached += step.cached
        note = f"{self._cached:,} read before" if self._cached else ""
        self._progress.update(self._task, advance=step.bytes, lines=self._lines, note=note)


def total_size(archives: Iterable[Path]) -> float | None:
    """The bytes to read, uncompressed as far as the files tell; None where one does not tell, as a pipe."""
    total = 0
    for archive in archives:
        if not archive.is_file():
            return None
        with archive.open("rb") as file:
            size = archive.stat().st_size
            if file.read(2) == b"\x1f\x8b" and size > _TRAILER:
                file.seek(-_TRAILER, 2)
                size = int.from_bytes(file.read(), "little")
        total += size
    return float(total)
