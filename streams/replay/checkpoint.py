"""Checkpoints: a long replay that is interrupted goes on where it was, to the same bytes.

One SQLite file holds what was read so far, written as the replay goes, so that also a power cut loses at most some
seconds of it. Reading is what takes time. Judging is quick, and done again from the beginning: what it comes to hangs on
nothing but what was read, the rules, and the clock by which lines of the future are refused, which is kept too.
"""

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from streams.core.errors import Misuse, Outside
from streams.edges.factcache import FactCache
from streams.edges.rulebook import Rulebook
from streams.replay.reading import reading_version

APPLICATION = 0x746F6373
"""What marks an SQLite file as a checkpoint of tocsin: ``tocs``."""

_TABLE = "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"
_OTHERWISE = {
    "archives": "it belongs to other archives, or these were changed since",
    "rules": "it belongs to other rules, or these were changed since",
    "version": "it was made by another version of tocsin, or with other tables",
}


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What a checkpoint belongs to: hashes of the archives, of the rules, and of everything that reads."""

    archives: str
    rules: str
    version: str

    @classmethod
    def of(cls, archives: Sequence[Path], book: Rulebook) -> Self:
        """That of judging archives by a rulebook. Raises Outside where an archive cannot be read."""
        return cls("\n".join(map(_content, archives)), book.rules.version, reading_version(book).hex())


class Checkpoint:
    """One replay's file. ``memory`` keeps what is read; ``now`` is the moment at which the replay was first begun.

    Raises Misuse for a file that belongs to another replay, or is none, and Outside where it cannot be written.
    """

    def __init__(self, path: Path, undertaking: Undertaking, now: datetime) -> None:
        self.path = path
        self.resumed = path.exists() and path.stat().st_size > 0
        try:
            with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as file:
                known = self._opened(file, undertaking, now)
        except sqlite3.DatabaseError as error:
            if self.resumed and not isinstance(error, sqlite3.OperationalError):
                raise _none(path) from None
            raise Outside(f"{path}: the checkpoint cannot be written: {error}") from None
        self.now = datetime.fromisoformat(known["now"])
        self.reached = _order(known.get("reached", ""))
        self.memory = FactCache(path, max_bytes=None)
        self.healthy()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.memory.close()

    def healthy(self) -> None:
        """Raise Outside where what was read could not be kept: whoever asks for a checkpoint relies on it."""
        if self.memory.problem:
            self.memory.close()
            raise Outside(f"the checkpoint cannot be kept: {self.memory.problem}")

    def keep_reached(self, reached: tuple[datetime, str] | None) -> None:
        """Keep how far a playing came: the moment and the id of the last item shown."""
        if reached is not None:
            self._write("reached", f"{reached[0].isoformat()}\n{reached[1]}")

    def remove(self) -> None:
        """Delete the file: the replay came to its end."""
        self.memory.close()
        for name in (self.path.name, f"{self.path.name}-wal", f"{self.path.name}-shm"):
            self.path.with_name(name).unlink(missing_ok=True)

    def _opened(self, file: sqlite3.Connection, undertaking: Undertaking, now: datetime) -> Mapping[str, str]:
        """What the file says of itself; a new one is told what it belongs to."""
        if self.resumed:
            (mark,) = file.execute("PRAGMA application_id").fetchone()
            if mark != APPLICATION:
                raise _none(self.path)
        file.execute(f"PRAGMA application_id = {APPLICATION}")
        file.execute(_TABLE)
        given = {
            "archives": undertaking.archives,
            "rules": undertaking.rules,
            "version": undertaking.version,
            "now": now.isoformat(),
        }
        file.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", given.items())
        known = dict(file.execute("SELECT name, value FROM about").fetchall())
        for name, reason in _OTHERWISE.items():
            if known[name] != given[name]:
                raise Misuse(f"{self.path}: this checkpoint does not fit: {reason}. Delete it to begin anew")
        return known

    def _write(self, name: str, value: str) -> None:
        with closing(sqlite3.connect(self.path, timeout=10)) as file, file:
            file.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))


def _none(path: Path) -> Misuse:
    return Misuse(f"{path}: this file is no checkpoint; name one that is not there yet")


def _content(archive: Path) -> str:
    if str(archive) == "-":
        return "standard input"
    try:
        with archive.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Outside(f"{archive}: cannot be read: {error.strerror or error}") from None


def _order(written: str) -> tuple[datetime, str] | None:
    at, _, item = written.partition("\n")
    return (datetime.fromisoformat(at), item) if at else None
