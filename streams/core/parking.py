"""Parking: deliveries of a lane that wait for their own time, before any cap is asked.

An alert of a group waits for others of it (Alertmanager's ``group_wait`` and ``group_interval``). The end of something waits
until it has lasted for the subscriber's ``debounce``; where it begins again before, neither is news.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from streams.core.alerts import AlertEvent
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
class Parked:
    """What may go out: places by themselves or, of a group, together. ``until`` is when the next of the others may."""

    units: tuple[tuple[int, ...], ...]
    until: datetime | None


def flapped(waiting: Sequence[Waiting]) -> Drop | None:
    """An end that waits, and what has made it out of date: its withdrawal, or that the same thing began again."""
    for at, one in enumerate(waiting):
        if one.delivery.debounce is None:
            continue
        span = duration_text(one.delivery.debounce)
        for other in range(at + 1, len(waiting)):
            after = waiting[other].delivery
            if after.event.id == one.delivery.event.id and after.revision > one.delivery.revision:
                back = after.event.event == "retract"
                reason = "it was taken back" if back else "it was corrected"
                return Drop((at, other) if back else (at,), f"{reason} within {span}")
            if after.event.event in ("fire", "escalate") and _same(after.event, one.delivery.event):
                worse = after.rank > one.delivery.rank
                return Drop((at,) if worse else (at, other), f"it changed back within {span}")
    return None


def parked(waiting: Sequence[Waiting], sent: Mapping[str, datetime], now: datetime) -> Parked:
    """Who may go out at ``now``. ``sent`` is when the next message of a group may follow."""
    units: list[tuple[int, ...]] = []
    groups: dict[str, list[int]] = {}
    untils: list[datetime] = []
    for at, one in enumerate(waiting):
        delivery = one.delivery
        if delivery.debounce is not None and (ripe := one.begun + delivery.debounce) > now:
            untils.append(ripe)
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
            untils.append(ripe)
        else:
            units.append(tuple(places))
    return Parked(tuple(sorted(units)), min(untils, default=None))


def group_name(delivery: Delivery) -> str:
    """The group of a delivery; drills have groups of their own. Empty where it has none."""
    if delivery.grouping is None:
        return ""
    return f"exercise {delivery.grouping.name}" if delivery.event.exercise else delivery.grouping.name


def _same(one: AlertEvent, other: AlertEvent) -> bool:
    return (one.rule, one.key, one.exercise) == (other.rule, other.key, other.exercise)
