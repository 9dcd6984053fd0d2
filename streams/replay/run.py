"""Replay: an archive through the pipeline on a clock of its own, in process, sending nothing to anybody."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from streams.core.alerts import AlertEvent, Emission, settled
from streams.core.identity import utc_text
from streams.core.items import Item
from streams.core.pipeline import Outcome, Pipeline
from streams.core.sheets import FactSheet
from streams.replay.readings import Reading

EVERY = 500
"""Items between two words to whoever watches the judging."""


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
) -> list[Replay]:
    """``replay`` of what was read beforehand, in order of (published, item), through each of some pipelines.

    With ``until`` the clock stops there: later items are not judged, and what would have run out later has not.
    ``watch`` hears from time to time how many items were judged, and of how many. An item that comes once, and says
    nothing that any rule asks for, is not opened: nothing could come of it.
    """
    told = [Replay() for _ in pipelines]
    asked = [pipeline.rules.index.facts_asked for pipeline in pipelines]
    times = Counter(reading.item for reading in ordered)
    clock = Hours()
    for number, reading in enumerate(up_to(ordered, until)):
        if not number % EVERY:
            watch(number, len(ordered))
        struck, once = clock.strikes(reading.published), times[reading.item] == 1
        sheet: FactSheet | None = None
        for one, pipeline, words in zip(told, pipelines, asked, strict=True):
            if struck:
                one.emissions.extend(pipeline.tick(reading.published))
            if once and words is not None and words.isdisjoint(reading.says):
                one.items, one.facts = one.items + 1, one.facts + reading.facts
                continue
            sheet = sheet or reading.sheet
            one.note(pipeline.judge(sheet))
    if ordered:
        for one, pipeline in zip(told, pipelines, strict=True):
            one.emissions.extend(pipeline.tick(last_moment(ordered, until)))
    return told


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
