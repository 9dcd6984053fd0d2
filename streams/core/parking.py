"""Parking: deliveries of a lane that wait for their own time, before any cap is asked.

An alert of a group waits for others of it (Alertmanager's ``group_wait`` and ``group_interval``). The end of something waits
until it has lasted for the subscriber's ``debounce``; where it begins again before, neither is news.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from streams.core.alerts import OVER, AlertEvent
from streams.core.deliveries import Delivery
from streams.core.durations import duration_text


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that waits in its lane ``since`` a moment."""

    delivery: Delivery
    since: datetime

    @property
    def begun(self) -> datetime:
        """When its waiting began, also after a restart."""
        return self.delivery.composed or self.since


@dataclass(frozen=True, slots=True)
class Drop:
    """Nobody is to hear of those at these places, for a reason."""

    places: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Those at these places wait until a moment, for a reason in words."""

    places: tuple[int, ...]
    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Parked:
    """What may go out: places by themselves or, of a group, together; and the others, which wait."""

    units: tuple[tuple[int, ...], ...]
    waits: tuple[Wait, ...] = ()

    @property
    def until(self) -> datetime | None:
        """When the next of those that wait may go out; None where none waits."""
        return min((one.until for one in self.waits), default=None)


def flapped(waiting: Sequence[Waiting]) -> Drop | None:
    """An end that waits, and what has made it out of date: its withdrawal, or that the same thing began again."""
    if all(one.delivery.debounce is None for one in waiting):
        return None
    revised: dict[str, int] = {}
    begun: dict[tuple[Any, ...], int] = {}
    found: Drop | None = None
    for at in range(len(waiting) - 1, -1, -1):
        one = waiting[at].delivery
        if one.debounce is not None:
            found = _overtaken(waiting, at, revised.get(one.event.id), begun.get(_thing(one.event))) or found
        elif one.event.event in ("fire", "escalate"):
            begun[_thing(one.event)] = at
        revised[one.event.id] = at
    return found


def _overtaken(waiting: Sequence[Waiting], at: int, revised: int | None, begun: int | None) -> Drop | None:
    """What becomes of the end at a place; ``revised`` and ``begun`` are where it is said anew, and where it begins again."""
    one = waiting[at].delivery
    span = "" if one.debounce is None else duration_text(one.debounce)
    if revised is not None and (after := waiting[revised].delivery).revision > one.revision:
        if after.event.event not in OVER:
            return Drop((at, revised), f"it was taken back within {span}")
        return Drop((at,), f"it was corrected within {span}")
    if begun is not None:
        worse = waiting[begun].delivery.rank > one.rank
        return Drop((at,) if worse else (at, begun), f"it changed back within {span}")
    return None


def parked(waiting: Sequence[Waiting], sent: Mapping[str, datetime], now: datetime) -> Parked:
    """Who may go out at ``now``. ``sent`` is when the next message of a group may follow."""
    units: list[tuple[int, ...]] = []
    groups: dict[str, list[int]] = {}
    waits: list[Wait] = []
    for at, one in enumerate(waiting):
        delivery = one.delivery
        if delivery.debounce is not None and (ripe := one.begun + delivery.debounce) > now:
            span = duration_text(delivery.debounce)
            waits.append(Wait((at,), ripe, f"an end is told once it has lasted for {span}"))
        elif delivery.grouping is not None and not (delivery.late or delivery.held):
            groups.setdefault(group_name(delivery), []).append(at)
        else:
            units.append((at,))
    for name, places in groups.items():
        first = waiting[places[0]]
        grouping = first.delivery.grouping
        ripe = first.begun + grouping.wait if grouping is not None else now
        ripe = max(ripe, sent.get(name, ripe))
        if ripe > now:
            waits.append(Wait(tuple(places), ripe, f"it waits for others of its group {name}"))
        else:
            units.append(tuple(places))
    return Parked(tuple(sorted(units)), tuple(waits))


def group_name(delivery: Delivery) -> str:
    """The group of a delivery; drills have groups of their own. Empty where it has none."""
    if delivery.grouping is None:
        return ""
    return f"exercise {delivery.grouping.name}" if delivery.event.exercise else delivery.grouping.name


def _thing(event: AlertEvent) -> tuple[Any, ...]:
    """What an event is about, whichever incident it is of."""
    return event.rule, tuple(sorted(event.key.items())), event.exercise
