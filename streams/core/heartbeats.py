"""Heartbeats: items that say nothing but that the whole way is open, from the topic of items to somebody's phone.

The rule of the library that is named ``heartbeat`` fires for each; a subscription of its own tells somebody who listens.
"""

from datetime import UTC, datetime, timedelta

from streams.core.alerts import AlertEvent
from streams.core.items import Item

SOURCE = "tocsin-heartbeat"
_NAME = "heartbeat-"


def heartbeat(now: datetime, every: timedelta) -> Item:
    """The heartbeat of the span that ``now`` is in: the same, whoever sends it, so that two who do send one."""
    seconds = every.total_seconds()
    begun = datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)
    return Item(
        id=f"{_NAME}{begun.isoformat(timespec='seconds')}",
        source=SOURCE,
        title="",
        text=f"Heartbeat of {begun.isoformat(timespec='seconds')}.",
        published=begun,
        language="en",
    )


def beaten(item: str) -> datetime | None:
    """The moment of the heartbeat that an item is, by its id, or None of any other item."""
    if not item.startswith(_NAME):
        return None
    try:
        return datetime.fromisoformat(item.removeprefix(_NAME))
    except ValueError:
        return None


def is_heartbeat(event: AlertEvent) -> bool:
    """Whether an alert is of nothing but a heartbeat."""
    return event.sources == (SOURCE,) and bool(event.items) and all(beaten(one) is not None for one in event.items)
