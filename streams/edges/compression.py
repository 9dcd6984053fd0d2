"""Archives as they were before they were compressed: plain, gzip or Zstandard, told by their first bytes, not their names.

What is unpacked is never held: a file that swells to a thousand times its size costs its reader no more than its
longest line. A Zstandard frame says beforehand how far back it looks, which is memory; one that wants more than 128 MiB
is refused.
"""

import gzip
import io
import stat
import sys
import zlib
from contextlib import ExitStack
from pathlib import Path
from typing import Self, cast

from backports.zstd import DecompressionParameter, ZstdError, ZstdFile

DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, ZstdError)
"""What reading raises where a compressed file is damaged, or is cut short."""

MAX_WINDOW_LOG = 27
"""How far back a Zstandard frame may look, as a power of two in bytes: the limit of the zstd command, too."""

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_SKIPPABLE = (b"\x2a\x4d\x18", range(0x50, 0x60))
"""A frame that holds no data begins with a byte of this range and these three (RFC 8878, 3.1.2); tools put one first."""


class Unpacked:
    """A file's bytes before compression: ``with Unpacked(path) as file: file.readline(limit)``; ``-`` is standard input.

    Raises OSError where it cannot be opened, and one of ``DAMAGE`` where it is damaged.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = path
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        if str(self._path) == "-":
            self._packed = cast("io.BufferedReader", sys.stdin.buffer)
        else:
            self._packed = self._stack.enter_context(Path(self._path).open("rb"))
        self.readline = _unpacked(self._packed).readline
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def position(self) -> int:
        """How many bytes of the file as it lies on the disk have been taken; 0 for a pipe, which does not tell."""
        return self._packed.tell() if self._packed.seekable() else 0


def packed_size(path: str | Path) -> int | None:
    """The size of a file as it lies on the disk, in bytes; None for what has none, such as a pipe."""
    if str(path) == "-":
        return None
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _unpacked(source: io.BufferedReader) -> io.BufferedIOBase:
    start = source.peek(4)[:4]
    if start.startswith(_GZIP):
        return gzip.GzipFile(fileobj=source)
    tail, heads = _ZSTD_SKIPPABLE
    if start == _ZSTD or (start[1:] == tail and start[0] in heads):
        options: dict[int, int] = {DecompressionParameter.window_log_max: MAX_WINDOW_LOG}
        return cast("io.BufferedIOBase", ZstdFile(source, options=options))
    return source
