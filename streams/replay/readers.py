"""Reading lines in processes of their own, one a core. A line goes out as its bytes, its reading comes back packed."""

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Self

from streams.core.errors import BadItem, Outside
from streams.core.items import read_item
from streams.core.pipeline import Extract
from streams.core.sheets import fact_sheet
from streams.edges.rulebook import open_rulebook
from streams.replay.readings import Reading

Read = bytes | str
"""A packed reading, or what is wrong with the line."""


def read_line(raw: bytes, extract: Extract) -> Read:
    """Read the item that a line holds."""
    try:
        item = read_item(raw)
    except BadItem as error:
        return str(error)
    try:
        facts = extract(item)
    except Exception as error:  # noqa: BLE001 -- a live worker buries this one item, and reads on
        return (
            f"{item.id} cannot be read, which is a fault of tocsin, please report it: {type(error).__name__}: {error}"
        )
    return Reading.of(fact_sheet(item, facts)).packed()


class Readers:
    """Processes that read lines with the knowledge of a folder of rules, for as long as the block lasts.

    They start anew rather than as copies of this process, so that it is the same on every system, and they are deaf to
    Ctrl-C: this process hears it, and ends them.
    """

    def __init__(self, folder: Path, version: str, jobs: int) -> None:
        self._pool = ProcessPoolExecutor(
            jobs, multiprocessing.get_context("spawn"), initializer=_start, initargs=(folder, version)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, lines: Sequence[bytes]) -> Callable[[], list[Read]]:
        """Have lines read; the answer waits for them. It raises Outside where a process was ended from outside."""
        # A process that the pool starts here inherits the mask, and so is deaf from its first moment on; a Ctrl-C that
        # comes meanwhile is heard right after.
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            future = self._pool.submit(_read, list(lines))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)

        def answer() -> list[Read]:
            try:
                return future.result()
            except BrokenProcessPool:
                raise Outside(
                    "a reading process ended before its time, for want of memory perhaps, or because the rules' tables "
                    "were changed meanwhile; try again, with --jobs 1 where it comes back"
                ) from None

        return answer


_extract: list[Extract] = []
"""What a reading process reads with, from its start on."""


def _start(folder: Path, version: str) -> None:
    book = open_rulebook(folder, to_alert=False)
    if book.knowledge.version != version:
        raise Outside(f"{folder}: the tables were changed while the replay ran; start it again")
    _extract.append(book.extract)


def _read(lines: list[bytes]) -> list[Read]:
    return [read_line(raw, _extract[0]) for raw in lines]
