"""A backtest: archives read once, judged by a rule set, beside another one, or with one field at many values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from streams.core.alerts import AlertEvent
from streams.core.errors import Misuse
from streams.core.pipeline import Pipeline
from streams.core.rules import RuleSet
from streams.edges.archives import BadLine
from streams.edges.factcache import FactCache
from streams.edges.rulebook import Rulebook
from streams.replay.comparison import Difference, compare
from streams.replay.courses import Course, courses
from streams.replay.judging import Judge, Log
from streams.replay.playing import Player
from streams.replay.reading import PARALLEL_FROM, ArchiveReader, Step, reading_version
from streams.replay.readings import Reading
from streams.replay.run import up_to
from streams.replay.sweep import Point, Sweep, in_use, point, varied
from streams.replay.window import Window, days


@dataclass(frozen=True, slots=True)
class Findings:
    """What a backtest found. ``log`` is settled and reaches from the archive's beginning to the window's end.

    ``span`` is the part of the archive within the window, None where nothing is. ``links`` are the addresses of items
    by id. ``differences`` is None where no other rules were asked about; ``points`` belong to ``sweep``.
    """

    archives: tuple[str, ...]
    rules: RuleSet
    window: Window
    items: int
    facts: int
    refused: int
    conflicts: tuple[str, ...]
    log: tuple[AlertEvent, ...]
    span: tuple[datetime, datetime] | None
    links: dict[str, str] = field(default_factory=dict)
    differences: tuple[Difference, ...] | None = None
    sweep: Sweep | None = None
    points: tuple[Point, ...] = ()

    @property
    def events(self) -> tuple[AlertEvent, ...]:
        """What happens within the window."""
        return self.window.shown(self.log)

    @property
    def courses(self) -> tuple[Course, ...]:
        """The incidents of which anything happens within the window, whole."""
        return tuple(course for course in courses(self.log) if self.window.touches(course))


@dataclass(slots=True)
class Backtest:
    """How to read and what to show.

    ``watch`` hears of each step of the reading, ``judging`` of how many items were judged, and of how many; ``tell``
    hears of each line refused.

    Where there is a ``player``, the rules that are tried are judged at its pace.
    """

    archives: tuple[Path, ...]
    now: datetime
    window: Window = field(default_factory=Window)
    jobs: int = 1
    memories: Sequence[FactCache] = ()
    parallel_from: int = PARALLEL_FROM
    player: Player | None = None
    watch: Callable[[Step], None] = lambda _: None
    judging: Callable[[int, int], None] = lambda _done, _of: None
    tell: Callable[[str], None] = lambda _: None

    def run(self, book: Rulebook, against: Rulebook | None = None, sweep: Sweep | None = None) -> Findings:
        """Judge the archives. Raises Outside, and Misuse for a sweep that cannot be, before anything is read."""
        tried = () if sweep is None else tuple(varied(book.rules, sweep, value) for value in sweep.values)
        readings, refused = self._read(book)
        told = self._told(readings, book)
        judged = list(up_to(readings, self.window.until))
        span = self.window.span(reading.published for reading in readings)
        return Findings(
            archives=tuple(map(str, self.archives)),
            rules=book.rules,
            window=self.window,
            items=len(judged),
            facts=sum(reading.facts for reading in judged),
            refused=refused,
            conflicts=told.conflicts,
            log=tuple(told.events),
            span=span,
            links={reading.item: reading.url for reading in readings if reading.url},
            differences=None if against is None else self._differences(against, book, readings, told.events),
            sweep=sweep,
            points=() if sweep is None else self._points(sweep, tried, book, readings, days(span)),
        )

    def _read(self, book: Rulebook, *, tell: bool = True) -> tuple[list[Reading], int]:
        """The readings in order of time, and how many lines were refused."""
        reader = ArchiveReader(book, self.now, self.memories, self.jobs, self.watch, self.parallel_from)
        readings: list[Reading] = []
        refused = 0
        for archive in self.archives:
            for read in reader.read(archive):
                if isinstance(read, BadLine):
                    refused += 1
                    if tell:
                        self.tell(str(read))
                else:
                    readings.append(read)
        readings.sort(key=lambda reading: reading.order)
        return readings, refused

    def _told(self, readings: list[Reading], book: Rulebook) -> Log:
        """The log of the rules that are tried, played where there is a player."""
        if self.player is None:
            return self._judge(book).logs(readings, [book.rules])[0]
        pipeline = Pipeline(book.extract, book.rules, book.register)
        played = self.player.play(readings, pipeline, self.window.until)
        return Log(played.events, tuple(played.conflicts))

    def _judge(self, book: Rulebook) -> Judge:
        return Judge(book, self.memories, self.window.until, self.judging)

    def _differences(
        self, against: Rulebook, book: Rulebook, readings: list[Reading], log: list[AlertEvent]
    ) -> tuple[Difference, ...]:
        """What is otherwise with ``book`` than with ``against``, within the window."""
        if reading_version(against) != reading_version(book):
            if any(str(archive) == "-" for archive in self.archives):
                raise Misuse("the two folders have other tables, and standard input is read only once: give a file")
            readings, _ = self._read(against, tell=False)
        (before,) = self._judge(against).logs(readings, [against.rules])
        found = compare(before.events, log)
        return tuple(
            one for one in found if any(side and self.window.touches(side) for side in (one.before, one.after))
        )

    def _points(
        self, sweep: Sweep, tried: Sequence[RuleSet], book: Rulebook, readings: list[Reading], length: float
    ) -> tuple[Point, ...]:
        """One point a value."""
        logs = self._judge(book).logs(readings, tried)
        return tuple(
            point(sweep, value, log.events, self.window, length, in_use=in_use(sweep, book.rules, rules))
            for value, rules, log in zip(sweep.values, tried, logs, strict=True)
        )
