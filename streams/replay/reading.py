"""Reading archives: on several cores, and each line only once in its life where there is something that remembers.

Whatever the number of processes, and whether or not a line was read before, its reading is made of the same bytes, and
readings come in the order of the lines: the log of a replay does not hang on how it was read.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from streams.core.errors import BadItem
from streams.core.items import AHEAD, refuse_ahead
from streams.core.pipeline import Extract
from streams.edges.archives import KEPT_BYTES, BadLine, Line, read_lines
from streams.edges.factcache import FactCache
from streams.edges.rulebook import Rulebook
from streams.edges.workings import workings
from streams.replay.readers import Read, Readers, read_line
from streams.replay.readings import Reading, unpacked

CHUNK = 100
"""Lines that are looked up, read and kept together."""

PARALLEL_FROM = 300
"""Lines to read before further processes are worth what it takes to start them, a second or two each."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of an archive that has been read: its lines, of which some were read before.

    ``position`` is how much of the file on the disk that brings one to, in bytes.
    """

    archive: Path
    lines: int
    known: int
    position: int


@dataclass(slots=True)
class ArchiveReader:
    """Reads archives with the knowledge of a rulebook, on ``jobs`` cores. ``watch`` hears of each step.

    ``memories`` are asked in their order for lines that were read before, and are told of those that are read now.
    """

    book: Rulebook
    now: datetime
    memories: Sequence[FactCache] = ()
    jobs: int = 1
    watch: Callable[[Step], None] = lambda _: None
    parallel_from: int = PARALLEL_FROM

    def read(self, archive: Path) -> Iterator[Reading | BadLine]:
        """The readings of the archive's items in the order of its lines, and the lines that are none.

        As ``streams.edges.archives.read_archive`` has it: a bad line ends nothing, and an item may be published at
        most a day ahead of ``now`` or of the newest before it. Raises Outside where the archive cannot be read.
        """
        newest, shown = self.now.astimezone(UTC), str(archive)
        last: Reading | None = None
        for line, read in self._readings(archive):
            if isinstance(read, str):
                yield BadLine(shown, line.number, read, line.raw[:KEPT_BYTES], line.size)
            elif read.published > newest + AHEAD:
                reason = _ahead(read, self.now if last is None else last.sheet.published)
                yield BadLine(shown, line.number, reason, line.raw[:KEPT_BYTES], line.size)
            else:
                if read.published > newest:
                    newest, last = read.published, read
                yield read

    def _readings(self, archive: Path) -> Iterator[tuple[Line, Reading | str]]:
        """Each line with its reading, or with what is wrong with it."""
        begun: deque[_Chunk] = deque()
        unread = 0
        readers: Readers | None = None
        with ExitStack() as stack:
            for chunk in self._chunks(archive):
                unread += len(chunk.unread)
                if readers is None and self.jobs > 1 and unread > self.parallel_from:
                    readers = stack.enter_context(Readers(self.book.folder, self.book.knowledge.version, self.jobs))
                chunk.begin(readers, self.book.extract)
                begun.append(chunk)
                while begun and (readers is None or len(begun) > 4 * self.jobs):
                    yield from self._finished(archive, begun.popleft())
            while begun:
                yield from self._finished(archive, begun.popleft())

    def _chunks(self, archive: Path) -> Iterator["_Chunk"]:
        """The archive's lines, some at a time, with what is remembered of them."""
        version = reading_version(self.book)
        lines = read_lines(archive)
        while taken := tuple(islice(lines, CHUNK)):
            kept = tuple(line for line in taken if line.problem or (line.raw and not line.raw.isspace()))
            keys = {line.number: hashlib.sha256(version + line.raw).digest() for line in kept if not line.problem}
            known = self._remembered(list(keys.values()))
            unread = {key: line.raw for line in kept if (key := keys.get(line.number)) and key not in known}
            yield _Chunk(kept, keys, known, unread, taken[-1].position)

    def _remembered(self, keys: Sequence[bytes]) -> dict[bytes, Reading]:
        """The readings of lines that were read before; what is no reading, in a damaged file, is read again."""
        found: dict[bytes, Reading] = {}
        for memory in self.memories:
            found |= _unpacked(memory.known([key for key in keys if key not in found]).items())
        return found

    def _finished(self, archive: Path, chunk: "_Chunk") -> Iterator[tuple[Line, Reading | str]]:
        fresh = dict(zip(chunk.unread, chunk.answer(), strict=True))
        good = {key: read for key, read in fresh.items() if isinstance(read, bytes)}
        for memory in self.memories if good else ():
            memory.keep(good.items())
        wrong = {key: read for key, read in fresh.items() if isinstance(read, str)}
        readings: dict[bytes, Reading | str] = {**chunk.known, **_unpacked(good.items()), **wrong}
        for line in chunk.lines:
            yield line, line.problem or readings[chunk.keys[line.number]]
        self.watch(Step(archive, len(chunk.lines), len(chunk.lines) - len(fresh), chunk.position))


@dataclass(slots=True)
class _Chunk:
    """Some lines of an archive, the key of each by its number, and the readings that are known by key.

    ``unread`` are the lines to read by key: one that stands here twice is read once. ``position`` is that of the last.
    """

    lines: tuple[Line, ...]
    keys: Mapping[int, bytes]
    known: Mapping[bytes, Reading]
    unread: Mapping[bytes, bytes]
    position: int
    answer: Callable[[], list[Read]] = field(default=list)

    def begin(self, readers: Readers | None, extract: Extract) -> None:
        """Have the unread lines read: by the readers from now on, or here when the answer is asked for."""
        lines = list(self.unread.values())
        if lines:
            self.answer = partial(_read_here, lines, extract) if readers is None else readers.begin(lines)


def reading_version(book: Rulebook) -> bytes:
    """What the reading of a line hangs on beside the line: the knowledge and the workings."""
    return hashlib.sha256(f"{book.knowledge.version}\n{workings()}".encode()).digest()


def _ahead(read: Reading, newest: datetime) -> str:
    """Why an item is refused for its moment; readings of any moment are remembered."""
    try:
        refuse_ahead(read.sheet.published, newest)
    except BadItem as error:
        return str(error)
    return ""


def _read_here(lines: list[bytes], extract: Extract) -> list[Read]:
    return [read_line(raw, extract) for raw in lines]


def _unpacked(kept: Iterable[tuple[bytes, bytes]]) -> dict[bytes, Reading]:
    return {key: read for key, raw in kept if (read := unpacked(raw, key)) is not None}
