"""A backtest: archives read once, judged by a rule set, beside another one, or with one field at many values."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from streams.core.alerts import AlertEvent
from streams.core.errors import Misuse
from streams.core.pipeline import Pipeline
from streams.core.rules import RuleSet
from streams.core.sheets import FactSheet
from streams.edges.archives import BadLine
from streams.edges.rulebook import Rulebook
from streams.replay.comparison import Difference, compare
from streams.replay.courses import Course, courses
from streams.replay.factcache import FactCache
from streams.replay.reading import PARALLEL_FROM, ArchiveReader, Step, reading_version
from streams.replay.run import Replay, replay_sheets
from streams.replay.sweep import Point, Sweep, points
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
    """How to read and what to show. ``watch`` hears of each step of the reading, ``tell`` of each line refused."""

    archives: tuple[Path, ...]
    now: datetime
    window: Window = field(default_factory=Window)
    jobs: int = 1
    cache: FactCache | None = None
    parallel_from: int = PARALLEL_FROM
    watch: Callable[[Step], None] = lambda _: None
    tell: Callable[[str], None] = lambda _: None

    def run(self, book: Rulebook, against: Rulebook | None = None, sweep: Sweep | None = None) -> Findings:
        """Judge the archives. Raises Outside, and Misuse for a sweep that cannot be."""
        sheets, refused = self._read(book)
        told = self._judge(sheets, book, book.rules)
        span = self.window.span(sheet.published for sheet in sheets)
        log = told.events
        return Findings(
            archives=tuple(map(str, self.archives)),
            rules=book.rules,
            window=self.window,
            items=told.items,
            facts=told.facts,
            refused=refused,
            conflicts=tuple(told.conflicts),
            log=tuple(log),
            span=span,
            links={sheet.item: sheet.url for sheet in sheets if sheet.url},
            differences=None if against is None else self._differences(against, book, sheets, log),
            sweep=sweep,
            points=() if sweep is None else tuple(self._points(sweep, book, sheets, days(span))),
        )

    def _read(self, book: Rulebook, *, tell: bool = True) -> tuple[list[FactSheet], int]:
        reader = ArchiveReader(book, self.now, self.cache, self.jobs, self.watch, self.parallel_from)
        sheets: list[FactSheet] = []
        refused = 0
        for archive in self.archives:
            for read in reader.read(archive):
                if isinstance(read, BadLine):
                    refused += 1
                    if tell:
                        self.tell(str(read))
                else:
                    sheets.append(read)
        return sheets, refused

    def _judge(self, sheets: list[FactSheet], book: Rulebook, rules: RuleSet) -> Replay:
        return replay_sheets(sheets, Pipeline(book.extract, rules, book.register), self.window.until)

    def _differences(
        self, against: Rulebook, book: Rulebook, sheets: list[FactSheet], log: list[AlertEvent]
    ) -> tuple[Difference, ...]:
        """What is otherwise with ``book`` than with ``against``, within the window."""
        if reading_version(against) != reading_version(book):
            if any(str(archive) == "-" for archive in self.archives):
                raise Misuse("the two folders have other tables, and standard input is read only once: give a file")
            sheets, _ = self._read(against, tell=False)
        before = self._judge(sheets, against, against.rules).events
        found = compare(before, log)
        return tuple(
            one for one in found if any(side and self.window.touches(side) for side in (one.before, one.after))
        )

    def _points(self, sweep: Sweep, book: Rulebook, sheets: list[FactSheet], length: float) -> tuple[Point, ...]:
        def raised(rules: RuleSet) -> list[AlertEvent]:
            return self._judge(sheets, book, rules).events

        return tuple(points(sweep, book.rules, raised, self.window, length))
