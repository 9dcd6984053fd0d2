"""Faults of a network that must not change the settled log: repeats, another order, one item late, crashes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from streams.core.ruletests import Arrival, Fault
from streams.replay.rehearsal import Take, in_order, with_crashes

SHUFFLES = 5
"""In how many orders the items are made to come, beside their own."""

LATECOMERS = 20
"""How many items, at most, are made to come late, one at a time."""


@dataclass(frozen=True, slots=True)
class Run:
    """One way in which the news may come; ``what`` says it in words."""

    fault: Fault
    what: str
    arrivals: tuple[Arrival, ...]
    take: Take = in_order


def runs(faults: Iterable[Fault], arrivals: Sequence[Arrival], until: datetime, lateness: timedelta) -> Iterator[Run]:
    """The ways in which the faults make the same news come, all by ``until``; none comes later than the rules allow."""
    for fault in faults:
        if fault == "duplicate":
            twice = [one for arrival in arrivals for one in (arrival, arrival)]
            again = [replace(one, moment=until) for one in arrivals]
            yield Run(fault, "each item comes twice, and all come again at the end", (*twice, *again))
        elif fault == "crash_after":
            yield Run(fault, "the worker dies and starts again at every item", tuple(arrivals), with_crashes)
        elif not any(arrival.moment > arrival.item.published + lateness for arrival in arrivals):
            yield from _shuffled(arrivals, until, lateness) if fault == "shuffle" else _late(arrivals, until, lateness)


def _shuffled(arrivals: Sequence[Arrival], until: datetime, lateness: timedelta) -> Iterator[Run]:
    """Items in other orders. An item that comes too late on purpose would come in time in some of them: then none."""
    latest = _latest(arrivals, until, lateness)
    for seed in range(SHUFFLES):
        chance = Random(seed)  # noqa: S311 -- the same orders on every run
        coming = [
            replace(one, moment=one.moment + chance.random() * max(end - one.moment, timedelta()))
            for one, end in zip(arrivals, latest, strict=True)
        ]
        yield Run("shuffle", f"the items come in another order ({_order(coming)})", _told_once(coming, arrivals))


def _late(arrivals: Sequence[Arrival], until: datetime, lateness: timedelta) -> Iterator[Run]:
    latest = _latest(arrivals, until, lateness)
    step = max(1, -(-len(arrivals) // LATECOMERS))
    for at in range(0, len(arrivals), step):
        late = replace(arrivals[at], moment=max(arrivals[at].moment, latest[at]))
        coming = [*arrivals[:at], *arrivals[at + 1 :], late]
        yield Run("late", f"{late.item.id} comes late, after the others", _told_once(coming, arrivals))


def _latest(arrivals: Sequence[Arrival], until: datetime, lateness: timedelta) -> list[datetime]:
    """For each item, the last moment at which it is not too late: for a correction, that of what it corrects."""
    first: dict[tuple[str, bool], datetime] = {}
    for one in arrivals:
        known = first.get(_name(one), one.item.published)
        first[_name(one)] = min(known, one.item.published)
    return [min(until, first[_name(one)] + lateness) for one in arrivals]


def _told_once(coming: Sequence[Arrival], arrivals: Sequence[Arrival]) -> tuple[Arrival, ...]:
    """The arrivals in order of time. Of two items with one id and version the first counts, so they keep their order."""
    ordered = sorted(coming, key=lambda one: one.moment)
    waiting: dict[tuple[str, bool, datetime], list[Arrival]] = {}
    for one in arrivals:
        waiting.setdefault((*_name(one), one.item.version), []).append(one)
    return tuple(replace(one, item=waiting[(*_name(one), one.item.version)].pop(0).item) for one in ordered)


def _name(arrival: Arrival) -> tuple[str, bool]:
    return (arrival.item.id, arrival.item.exercise)


def _order(coming: Sequence[Arrival]) -> str:
    ids = [one.item.id for one in sorted(coming, key=lambda one: one.moment)]
    return ", ".join(ids[:6]) + (" …" if len(ids) > 6 else "")
