"""Replay: an archive through the pipeline on a clock of its own, in process, sending nothing to anybody."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from streams.core.alerts import AlertEvent, Emission, Settling, settled
from streams.core.identity import utc_text
from streams.core.items import Item
from streams.core.matches import Match
from streams.core.pipeline import Outcome, Pipeline
from streams.core.sheets import FactSheet
from streams.replay.matchcache import BLOCK, Found, MatchCache
from streams.replay.readings import Reading


@dataclass(slots=True)
class Replay:
    """What came of an archive. ``conflicts`` are items that came again under their id with other words."""

    items: int = 0
    facts: int = 0
    emissions: list[Emission] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    @property
    def events(self) -> list[AlertEvent]:
        """The settled log."""
        return settled(self.emissions)

    def note(self, outcome: Outcome) -> None:
        """Count what came of one item."""
        self.items += 1
        self.facts += len(outcome.sheet.facts)
        self.emissions.extend(outcome.emissions)
        if outcome.matching.outcome == "conflict":
            self.conflicts.append(outcome.matching.reason)


@dataclass(slots=True)
class Judged:
    """What came of an archive that was read beforehand: its log, and ``conflicts`` as ``Replay`` has them."""

    log: Settling = field(default_factory=Settling)
    conflicts: list[str] = field(default_factory=list)

    @property
    def events(self) -> list[AlertEvent]:
        """The settled log."""
        return self.log.events


@dataclass(slots=True)
class Hours:
    """A clock that strikes at the first item, and then at the first of each hour.

    Rules over silence and over other rules' incidents hang on time that passes while nothing is said of them.
    """

    last: datetime | None = None

    def strikes(self, now: datetime) -> bool:
        """Whether another hour has begun."""
        hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        begun, self.last = hour != self.last, hour
        return begun


def replay(items: Iterable[Item], pipeline: Pipeline, watch: Callable[[Item, Outcome], None] | None = None) -> Replay:
    """Take the items in order of (published, id), then let time pass to the newest item's moment; it passes by the hour.

    ``watch`` hears of each item and what came of it, in that order.
    """
    told = Replay()
    ordered = sorted(items, key=lambda item: (utc_text(item.published), item.id))
    clock = Hours()
    for item in ordered:
        if clock.strikes(item.published):
            told.emissions.extend(pipeline.tick(item.published))
        outcome = pipeline.take(item)
        told.note(outcome)
        if watch is not None:
            watch(item, outcome)
    if ordered:
        told.emissions.extend(pipeline.tick(max(item.published for item in ordered)))
    return told


def replay_readings(
    ordered: Sequence[Reading],
    pipelines: Sequence[Pipeline],
    until: datetime | None = None,
    watch: Callable[[int, int], None] = lambda _done, _of: None,
    matches: MatchCache | None = None,
) -> list[Judged]:
    """What comes of what was read beforehand, in order of (published, item), through each of some pipelines.

    With ``until`` the clock stops there: later items are not judged, and what would have run out later has not.
    ``watch`` hears from time to time how many items were judged, and of how many. An item that comes once, and says
    nothing that any rule asks for, is not opened: nothing could come of it. Nor is one whose ``matches`` are known.
    """
    runs = [_Run(pipeline, matches) for pipeline in pipelines]
    times = Counter(reading.item for reading in ordered)
    clock = Hours()
    for number, block in enumerate(_blocks(up_to(ordered, until))):
        watch(number * BLOCK, len(ordered))
        for run in runs:
            run.begin(block)
        for at, reading in enumerate(block):
            struck, once = clock.strikes(reading.published), times[reading.item] == 1
            sheet: FactSheet | None = None
            for run in runs:
                if struck:
                    run.told.log.hear(run.pipeline.tick(reading.published))
                if not (once and run.knows(at, reading)):
                    sheet = sheet or reading.sheet
                    run.judge(at, sheet, once=once)
        for run in runs:
            run.end(block)
    if ordered:
        for run in runs:
            run.told.log.hear(run.pipeline.tick(last_moment(ordered, until)))
    return [run.told for run in runs]


class _Run:
    """One of some pipelines through which readings go side by side, and what comes of it."""

    def __init__(self, pipeline: Pipeline, matches: MatchCache | None) -> None:
        self.pipeline = pipeline
        self.told = Judged()
        self._asked = pipeline.rules.index.facts_asked
        self._matches = matches
        self._known: Found | None = None
        self._found: list[tuple[Match, ...] | None] = []

    def begin(self, block: Sequence[Reading]) -> None:
        """Look up what the next readings are known to match."""
        self._known = None if self._matches is None else self._matches.known(self.pipeline.rules, block)
        self._found = [()] * len(block)

    def end(self, block: Sequence[Reading]) -> None:
        """Remember what they match."""
        if self._matches is not None and self._known is None:
            self._matches.keep(self.pipeline.rules, block, tuple(self._found))

    def knows(self, at: int, reading: Reading) -> bool:
        """Take a reading that need not be opened, if it is one."""
        if self._asked is None or not self._asked.isdisjoint(reading.says):
            known = None if self._known is None else self._known[at]
            if known is None:
                return False
            self.told.log.hear(self.pipeline.heed(known))
        return True

    def judge(self, at: int, sheet: FactSheet, *, once: bool) -> None:
        """Judge an item that was opened."""
        outcome = self.pipeline.judge(sheet)
        self.told.log.hear(outcome.emissions)
        if outcome.matching.outcome == "conflict":
            self.told.conflicts.append(outcome.matching.reason)
        self._found[at] = outcome.matching.matches if once else None
        if once:
            del self.pipeline.seen[sheet.seen_key]  # nobody asks for it again, and an archive has many


def _blocks(readings: Iterable[Reading]) -> Iterator[Sequence[Reading]]:
    some = iter(readings)
    while block := tuple(islice(some, BLOCK)):
        yield block


def up_to(ordered: Sequence[Reading], until: datetime | None) -> Iterator[Reading]:
    """The readings that are judged where the clock stops at ``until``."""
    for reading in ordered:
        if until is not None and reading.published > until:
            return
        yield reading


def last_moment(ordered: Sequence[Reading], until: datetime | None) -> datetime:
    """Where the clock of a replay stops, of one reading at least."""
    newest = ordered[-1].published
    return newest if until is None else min(newest, until)
