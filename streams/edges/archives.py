"""Reading archives of items: JSON Lines, from a file or standard input, however long their lines are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from streams.core.errors import BadItem, Outside
from streams.core.items import MAX_BYTES, Item, read_item
from streams.edges.compression import DAMAGE, Unpacked

KEPT_BYTES = 64 * 1024
"""How much of a bad line is kept for the dead letters."""

LONGEST = MAX_BYTES + KEPT_BYTES
"""Longer lines are cut while they are read; the slack leaves room for spaces around an item of the greatest size."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, without its end, numbered from 1; ``size`` is its length in bytes.

    Where the line itself cannot be read whole, ``problem`` says why, and ``raw`` holds its first 64 KiB at most.
    ``position`` is how much of the file on the disk had been taken when the line was read, in bytes.
    """

    number: int
    raw: bytes
    size: int
    problem: str = ""
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no item, and why. ``raw`` holds its first 64 KiB at most; ``size`` is the whole line's, in bytes."""

    file: str
    line: int
    reason: str
    raw: bytes
    size: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


def read_archive(path: str | Path, now: datetime) -> Iterator[Item | BadLine]:
    """The items of an archive in the order of its lines, and the lines that are none; ``-`` is standard input.

    A bad line never ends the reading. Blank lines are passed over. An item may be published at most a day ahead of
    ``now``, or of the newest item before it where that is later: the file is read once, since it may come through a
    pipe. An archive that runs on from today into the coming days is read whole, while one line of the year 2999 among
    last week's is refused, and carries no others with it.

    Raises Outside for a file that cannot be read at all.
    """
    file, newest = _shown(path), now
    for line in read_lines(path):
        if not line.raw.strip() and not line.problem:
            continue
        read = line.problem or _item_or_reason(line.raw, newest)
        if isinstance(read, str):
            yield BadLine(file, line.number, read, line.raw[:KEPT_BYTES], line.size)
        else:
            newest = max(newest, read.published)
            yield read


def read_lines(path: str | Path) -> Iterator[Line]:
    """The lines of a file, however long: of one that could be no item, only the beginning is held.

    Raises Outside for a file that cannot be read.
    """
    number = 0
    try:
        with Unpacked(path) as source:
            while raw := source.readline(LONGEST):
                number += 1
                if len(raw) < LONGEST or raw.endswith(b"\n"):
                    line = raw.rstrip(b"\r\n")
                    yield Line(number, line, len(line), position=source.position)
                else:
                    size = len(raw) + _rest_of_line(source)
                    problem = f"a line of {size:,} bytes is over the limit of {MAX_BYTES:,}"
                    yield Line(number, raw[:KEPT_BYTES], size, problem, source.position)
    except DAMAGE as error:
        yield Line(number + 1, b"", 0, _damage(error, path))
    except OSError as error:
        raise Outside(
            f"{_shown(path)}: cannot be read: {error.strerror or error}; check that it is there and readable"
        ) from None


def _damage(error: Exception, path: str | Path) -> str:
    """Why nothing is read from here on, with the way round where there is one."""
    if "too much memory" in str(error):
        return f"the file wants too much memory to unpack; give it as: zstd -dc --long=31 {_shown(path)} | tocsin COMMAND -"
    return f"the compressed file is damaged from here on: {error}"


def _item_or_reason(raw: bytes, newest: datetime) -> Item | str:
    try:
        return read_item(raw, latest=newest)
    except BadItem as error:
        return str(error)


def _rest_of_line(source: Unpacked) -> int:
    """Pass over what is left of a line without holding it; its length, without its end."""
    size = 0
    while piece := source.readline(KEPT_BYTES):
        if piece.endswith(b"\n"):
            return size + len(piece.rstrip(b"\r\n"))
        size += len(piece)
    return size


def _shown(path: str | Path) -> str:
    return "-" if str(path) == "-" else str(path)
