"""The cache: what was read in a line of an archive, what a rule made of it all, and which rules did right by their examples.

One SQLite file in the user's cache folder, which may be deleted at any time. All is kept under a hash of what it was made
of and of the version of everything that made it; with another version nothing old is ever found. The cache only
saves time: where it cannot be opened, read or written, the work goes on without it.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

from platformdirs import user_cache_path

MAX_BYTES = 1 << 30
"""The file's greatest size, in bytes; past it, what was kept first goes first."""

SCHEMA = 4
"""The layout of the file; one of another layout is emptied."""

_BATCH = 500
"""Keys a query: SQLite takes 999 at least, in its oldest builds."""

_TABLE = "CREATE TABLE IF NOT EXISTS readings (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, reading BLOB NOT NULL) STRICT"

_NOTHING: Mapping[bytes, bytes] = {}

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def cache_path() -> Path:
    """Where the cache is kept."""
    return user_cache_path("tocsin") / "readings.sqlite"


def _harmless(
    without: Callable[[], Result],
) -> Callable[
    [Callable[Concatenate["FactCache", Arguments], Result]], Callable[Concatenate["FactCache", Arguments], Result]
]:
    """The method answers ``without()`` from the moment at which the file fails."""

    def decorate(
        method: Callable[Concatenate["FactCache", Arguments], Result],
    ) -> Callable[Concatenate["FactCache", Arguments], Result]:
        @wraps(method)
        def guarded(self: "FactCache", /, *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
            if self.problem:
                return without()
            try:
                return method(self, *arguments, **named)
            except (sqlite3.Error, OSError) as error:
                self.problem = f"{self.path}: {error}; deleting the file is safe"
                return without()

        return guarded

    return decorate


class FactCache:
    """Readings, logs, matches and proofs by key, each as its bytes. ``problem`` says why the file is not in use, where it is not.

    A batch is written whole or not at all; several processes may use one file at once. Past ``max_bytes``, where it is
    given, what was kept first is forgotten when the file is closed.
    """

    def __init__(self, path: Path, max_bytes: int | None = MAX_BYTES) -> None:
        self.path = path
        self.problem = ""
        self._max_bytes = max_bytes
        self._file: sqlite3.Connection | None = None
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @_harmless(lambda: None)
    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = sqlite3.connect(self.path, timeout=10)
        (layout,) = self._one("PRAGMA user_version")
        if layout not in (0, SCHEMA):
            self._file.execute("DROP TABLE IF EXISTS readings")
        if layout == 0:
            self._file.execute("PRAGMA auto_vacuum = INCREMENTAL")
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = NORMAL")
        with self._file:
            self._file.execute(_TABLE)
            self._file.execute(f"PRAGMA user_version = {SCHEMA}")

    @_harmless(lambda: _NOTHING)
    def known(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """The readings of those of ``keys`` that are kept."""
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            query = f"SELECT key, reading FROM readings WHERE key IN ({marks})"  # noqa: S608 (question marks alone)
            found.update(self._used.execute(query, batch))
        return found

    @_harmless(lambda: None)
    def keep(self, readings: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep readings, all or none of them."""
        with self._used:
            self._used.executemany("INSERT OR REPLACE INTO readings (key, reading) VALUES (?, ?)", readings)

    def close(self) -> None:
        """Bring the file back to its size and close it."""
        self._trim()
        if self._file is not None:
            self._file.close()
            self._file = None

    @_harmless(lambda: None)
    def _trim(self) -> None:
        """Past the greatest size, forget the oldest, so that a tenth of it is free again."""
        if self._max_bytes is None:
            return
        (pages,) = self._one("PRAGMA page_count")
        (size,) = self._one("PRAGMA page_size")
        if pages * size <= self._max_bytes:
            return
        with self._used:
            self._used.execute(
                "DELETE FROM readings WHERE id IN (SELECT id FROM readings ORDER BY id LIMIT "
                "(SELECT cast(count(*) * ? AS INTEGER) + 1 FROM readings))",
                (1 - 0.9 * self._max_bytes / (pages * size),),
            )
        self._used.executescript("PRAGMA incremental_vacuum")  # execute() would take one step, and free one page

    def _one(self, query: str) -> tuple[int]:
        with closing(self._used.execute(query)) as answer:
            row: tuple[int] = answer.fetchone()
        return row

    @property
    def _used(self) -> sqlite3.Connection:
        if self._file is None:
            raise sqlite3.ProgrammingError("the cache is closed")
        return self._file
