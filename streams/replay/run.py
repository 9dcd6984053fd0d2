"""Replay: an archive through the pipeline on a clock of its own, in process, sending nothing to anybody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from streams.core.alerts import AlertEvent, Emission, settled
from streams.core.identity import utc_text
from streams.core.items import Item
from streams.core.pipeline import Outcome, Pipeline


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


def replay(items: Iterable[Item], pipeline: Pipeline, watch: Callable[[Item, Outcome], None] | None = None) -> Replay:
    """Take the items in order of (published, id), then let time pass to the newest item's moment.

    ``watch`` hears of each item and what came of it, in that order.
    """
    told = Replay()
    ordered = sorted(items, key=lambda item: (utc_text(item.published), item.id))
    for item in ordered:
        outcome = pipeline.take(item)
        told.items += 1
        told.facts += len(outcome.sheet.facts)
        told.emissions.extend(outcome.emissions)
        if outcome.matching.outcome == "conflict":
            told.conflicts.append(outcome.matching.reason)
        if watch is not None:
            watch(item, outcome)
    if ordered:
        told.emissions.extend(pipeline.tick(max(item.published for item in ordered)))
    return told
