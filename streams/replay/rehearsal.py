"""A rehearsal: news that arrives on a virtual clock, through the functions that judge real news.

Before each arrival the clock ticks, as it does in a worker that never sleeps. What is emitted is kept with the moment
on the clock at which it was, for whoever asks what people would have been told, and when.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from streams.core.alerts import AlertEvent, Emission, settled
from streams.core.incidents import KeyState
from streams.core.items import Item
from streams.core.matches import Seen
from streams.core.pipeline import Outcome, Pipeline
from streams.core.ruletests import Arrival


@dataclass(frozen=True, slots=True)
class Emitted:
    """What the deciding step sent, and when by the clock."""

    moment: datetime
    emission: Emission


@dataclass(slots=True)
class Rehearsal:
    """What came of the arrivals: each with its outcome, and all that was emitted, in order of time."""

    outcomes: list[tuple[Arrival, Outcome]] = field(default_factory=list)
    emitted: list[Emitted] = field(default_factory=list)

    @property
    def log(self) -> list[AlertEvent]:
        """The settled log."""
        return settled(one.emission for one in self.emitted)

    @property
    def taken_back(self) -> list[AlertEvent]:
        """Events that people heard of and that were then withdrawn for good, each as its retraction."""
        last: dict[str, Emission] = {}
        for one in self.emitted:
            last[one.emission.event.id] = one.emission
        return [one.event for one in last.values() if one.withdrawn and one.material]


Take = Callable[[Pipeline, Item], tuple[Pipeline, Outcome, tuple[Emission, ...]]]
"""Takes an item through a pipeline; the answer holds the pipeline that goes on, and all that was emitted."""


def in_order(pipeline: Pipeline, item: Item) -> tuple[Pipeline, Outcome, tuple[Emission, ...]]:
    """Take an item as a worker does on a good day."""
    outcome = pipeline.take(item)
    return pipeline, outcome, outcome.emissions


def with_crashes(pipeline: Pipeline, item: Item) -> tuple[Pipeline, Outcome, tuple[Emission, ...]]:
    """Take an item in a worker that dies twice over it: with its events sent but its state lost, then with both kept.

    Its successor reads the state from where it was written, and is given the item again.
    """
    successor = _reloaded(pipeline)
    first = pipeline.take(item)
    second = successor.take(item)
    last = _reloaded(successor)
    return last, first, (*first.emissions, *second.emissions, *last.take(item).emissions)


def rehearse(
    arrivals: Iterable[Arrival],
    pipeline: Pipeline,
    ticks: Sequence[datetime] = (),
    take: Take = in_order,
    *,
    prompt: bool = False,
) -> Rehearsal:
    """Let the arrivals come and the clock tick, in order of their moments; what comes at one moment, as it is given.

    ``prompt``: the clock also ticks at each deadline, so that what it brings is emitted when it is due.
    """
    told = Rehearsal()
    steps: list[tuple[datetime, Arrival | None]] = [(one.moment, one) for one in arrivals]
    steps += [(moment, None) for moment in ticks]
    last: datetime | None = None
    for moment, arrival in sorted(steps, key=lambda step: step[0]):
        while prompt and last is not None and (due := _due(pipeline, last, moment)) is not None:
            told.emitted += [Emitted(due, emission) for emission in pipeline.tick(due)]
            last = due
        last = moment
        told.emitted += [Emitted(moment, emission) for emission in pipeline.tick(moment)]
        if arrival is not None:
            pipeline, outcome, emissions = take(pipeline, arrival.item)
            told.outcomes.append((arrival, outcome))
            told.emitted += [Emitted(moment, emission) for emission in emissions]
    return told


def _due(pipeline: Pipeline, after: datetime, before: datetime) -> datetime | None:
    """The first deadline of some key between two moments."""
    deadlines = (one.deadline for one in pipeline.keys.values() if one.deadline is not None)
    return min((one for one in deadlines if after < one < before), default=None)


def _reloaded(pipeline: Pipeline) -> Pipeline:
    """The pipeline as another worker finds it in its tables."""
    return Pipeline(
        extract=pipeline.extract,
        rules=pipeline.rules,
        register=pipeline.register,
        seen={name: Seen.read(one.written()) for name, one in pipeline.seen.items()},
        keys={name: KeyState.read(one.written()) for name, one in pipeline.keys.items()},
    )
