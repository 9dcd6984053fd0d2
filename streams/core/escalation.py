"""Escalation: an incident that nobody acknowledges goes to the next in line."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from streams.core.alerts import AlertEvent, Emission
from streams.core.deliveries import Delivery, delivery_id
from streams.core.durations import duration_text
from streams.core.notices import compose
from streams.core.subscriptions import Subscription, Subscriptions


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a subscription's escalation that is due; ``name`` tells it from every other."""

    name: str
    to: tuple[str, ...]
    after: timedelta


def due(
    event: AlertEvent, told: datetime, subscriptions: Subscriptions, taken: Collection[str], now: datetime
) -> Iterator[Rung]:
    """The steps that are due at ``now`` for what people were ``told``, but for those ``taken`` before."""
    for one in subscriptions.subscriptions:
        if not one.wants(event):
            continue
        for at, step in enumerate(one.escalation):
            name = f"{one.id}/{at}"
            if name not in taken and now - told >= step.after:
                yield Rung(name, step.to, step.after)


def rungs_due(event: AlertEvent, told: datetime, subscriptions: Subscriptions) -> Iterator[datetime]:
    """When each step is due."""
    for one in subscriptions.subscriptions:
        if one.wants(event):
            yield from (told + step.after for step in one.escalation)


def escalated(emission: Emission, rung: Rung, subscriptions: Subscriptions, now: datetime | None) -> list[Delivery]:
    """The deliveries to the next in line, marked with how long nobody has acknowledged the incident.

    Their ids are their own: who was told before is told again, because nobody acts.
    """
    line = Subscription(id="escalation", to=rung.to, events=(emission.event.event,))
    planned = compose(emission, subscriptions.model_copy(update={"subscriptions": (line,)}), now)
    marked = [
        one.model_copy(
            update={
                "rung": rung.name,
                "title": f"NOT ACKNOWLEDGED for {duration_text(rung.after)}: {one.title}",
                "late": False,
                "background": one.background.model_copy(update={"unanswered": int(rung.after.total_seconds())}),
            }
        )
        for one in planned
    ]
    return [
        one.model_copy(update={"id": delivery_id(one.about, one.revision, one.recipient, one.channel)})
        for one in marked
    ]
