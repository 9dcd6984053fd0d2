"""How far a replay has come, on standard error, where that is a terminal."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from streams.edges.compression import packed_size
from streams.replay.reading import Step


class _Rate(ProgressColumn):
    """Items a second."""

    def render(self, task: Task) -> Text:
        elapsed = task.finished_time if task.finished else task.elapsed
        rate = task.fields["items"] / elapsed if elapsed else 0.0
        return Text(f"{rate:,.0f} items/s", style="dim")


class ReplayProgress:
    """A bar while archives are read, and one while they are judged: items, how many were read before, rate, remaining time."""

    def __init__(self, archives: Sequence[Path]) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[items]:,} items"),
            _Rate(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[note]}", style="dim"),
            console=Console(stderr=True),
            transient=True,
        )
        self._progress.disable = not self._progress.console.is_terminal
        self._positions: dict[Path, int] = {}
        self.items = self.known = 0
        self._reading = self._progress.add_task("reading", total=total_size(archives), items=0, note="")
        self._judging = self._progress.add_task("judging", total=None, visible=False, start=False, items=0, note="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """Leave the terminal to others."""
        self._progress.stop()

    def read(self, step: Step) -> None:
        """Take a step of the reading in."""
        self.items += step.lines
        self.known += step.known
        self._positions[step.archive] = step.position
        note = f"{self.known:,} read before" if self.known else ""
        self._progress.update(self._reading, completed=sum(self._positions.values()), items=self.items, note=note)

    def judged(self, done: int, whole: int) -> None:
        """Take in how many items were judged; the first word of it, and 0 again for other rules, starts the bar anew."""
        if done == 0:
            self._progress.reset(self._judging, total=whole, visible=True, items=0, note="")
        self._progress.update(self._judging, completed=done, items=done)


def total_size(archives: Sequence[Path]) -> float | None:
    """The bytes to read, as they lie on the disk; None where one does not tell, as a pipe."""
    sizes = [packed_size(archive) for archive in archives]
    return None if None in sizes else float(sum(size or 0 for size in sizes))
