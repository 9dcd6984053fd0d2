"""Replay: an archive through the pipeline on a clock of its own, in process, sending nothing to anybody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from streams.core.alerts import AlertEvent, Emission, settled
from streams.core.identity import utc_text
from streams.core.items import Item
from streams.core.pipeline import Outcome, Pipeline
from streams.core.sheets import FactSheet


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


def replay(items: Iterable[Item], pipeline: Pipeline, watch: Callable[[Item, Outcome], None] | None = None) -> Replay:
    """Take the items in order of (published, id), then let time pass to the newest item's moment.

    ``watch`` hears of each item and what came of it, in that order.
    """
    told = Replay()
    ordered = sorted(items, key=lambda item: (utc_text(item.published), item.id))
    for item in ordered:
        outcome = pipeline.take(item)
        told.note(outcome)
        if watch is not None:
            watch(item, outcome)
    if ordered:
        told.emissions.extend(pipeline.tick(max(item.published for item in ordered)))
    return told


def replay_sheets(sheets: Iterable[FactSheet], pipeline: Pipeline, until: datetime | None = None) -> Replay:
    """``replay`` of what was read in items beforehand, by (published, item).

    With ``until`` the clock stops there: later items are not judged, and what would have run out later has not.
    """
    told = Replay()
    ordered = sorted(sheets, key=in_time)
    for sheet in ordered:
        if until is not None and sheet.published > until:
            break
        told.note(pipeline.judge(sheet))
    if ordered:
        newest = ordered[-1].published
        told.emissions.extend(pipeline.tick(newest if until is None else min(newest, until)))
    return told


def in_time(sheet: FactSheet) -> tuple[datetime, str]:
    """What replay sorts sheets by."""
    return (sheet.published.astimezone(UTC), sheet.item)
