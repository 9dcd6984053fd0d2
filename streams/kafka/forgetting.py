"""Forgetting: once in a while a table is gone through for what no message can ask for any more."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from streams.core.caps import Lane
from streams.core.matches import Seen
from streams.core.outbox import Entry
from streams.edges.carrier import LANE
from streams.edges.clocks import Clock
from streams.kafka.ledger import write_changelog
from streams.kafka.partitions import partition_of

EVERY = timedelta(hours=1)
"""How often a partition's part of a table is gone through."""

_AT_ONCE = 500

Owner = Callable[[bytes, bytes], bytes]
"""The key of the messages that an entry was written for, by the entry's key and value: it tells the entry's partition."""

Over = Callable[[bytes, bytes, datetime], bool]
"""Whether an entry, by its key and value, is of no use any more at a moment."""


@dataclass(slots=True)
class Forgetting:
    """Forgets entries of one table, which has as many ``partitions`` as the topics that write it."""

    table: Any
    partitions: int
    clock: Clock
    owner: Owner
    over: Over
    _swept: dict[int, datetime] = field(default_factory=dict)

    async def tick(self, partition: int) -> int:
        """Go through a partition if that was not done within the hour; answers how many entries were forgotten."""
        now = self.clock.now()
        if now - self._swept.get(partition, now - EVERY) < EVERY:
            return 0
        self._swept[partition] = now
        old: list[tuple[bytes, bytes]] = []
        for number, (key, value) in enumerate(list(self.table.data.items())):
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)
            if self.over(key, value, now) and partition_of(self.owner(key, value), self.partitions) == partition:
                old.append((key, value))
        forgotten = 0
        for key, value in old:
            if self.table.data.get(key) == value:  # else it came to life again meanwhile
                del self.table.data[key]
                await write_changelog(self.table, key, None, partition)
                forgotten += 1
        return forgotten


def deliveries(table: Any, partitions: int, clock: Clock, kept: timedelta) -> Forgetting:
    """Forgets deliveries that ended longer ago than the outbox keeps messages, and lanes that sent nothing within the hour."""

    def owner(key: bytes, value: bytes) -> bytes:
        return key.removeprefix(LANE) if key.startswith(LANE) else Entry.read(value).lane.encode()

    def over(key: bytes, value: bytes, now: datetime) -> bool:
        return Lane.read(value).idle(now) if key.startswith(LANE) else now - Entry.read(value).at > kept

    return Forgetting(table, partitions, clock, owner, over)


def items(table: Any, partitions: int, clock: Clock, kept: timedelta) -> Forgetting:
    """Forgets items whose last version is twice as old as the items topic keeps messages: feeds repeat their old entries.

    One that comes later still is matched anew, and the claims of so old an item change nothing.
    """

    def owner(key: bytes, _: bytes) -> bytes:
        return key.rpartition(b"\x1f")[2]

    def over(_: bytes, value: bytes, now: datetime) -> bool:
        seen = Seen.read(value)
        return now - max(seen.version, seen.published) > 2 * kept

    return Forgetting(table, partitions, clock, owner, over)
