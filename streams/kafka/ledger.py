"""The ledger of deliveries in a table of Faust's, written from any task and not only from within an agent.

An assignment to a table finds its partition by the message that is being processed, and tells nobody when the broker
has it. The lanes of the outbox work beside the agent, and must know: so the changelog is written first, into the
partition that is named, its acknowledgement is awaited, and then the copy in memory follows.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import stamina
from aiokafka.errors import KafkaError

from streams.core.caps import Lane
from streams.core.outbox import Entry
from streams.edges.carrier import LANE
from streams.kafka.partitions import partition_of

_AT_ONCE = 500


class TableLedger:
    """As ``streams.edges.carrier.Ledger``, over a table with as many ``partitions`` as the outbox topic."""

    def __init__(self, table: Any, partitions: int) -> None:
        self._table = table
        self._partitions = partitions

    def get(self, key: bytes) -> bytes | None:
        """What was last written."""
        found: bytes | None = self._table.data.get(key)
        return found

    async def put(self, key: bytes, value: bytes, partition: int) -> None:
        """Write, and return once the broker has it; a broker that is away is waited for, however long."""
        await self._changelog(key, value, partition)
        self._table.data[key] = value

    async def expire(self, partition: int, now: datetime, kept: timedelta) -> int:
        """Forget what ended so long ago that its delivery cannot come again, and lanes that sent nothing within the hour.

        Answers how many were forgotten, of those that belong to ``partition``.
        """
        old: list[bytes] = []
        for number, (key, value) in enumerate(list(self._table.data.items())):
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)
            if self._over(key, value, partition, now, kept):
                old.append(key)
        for key in old:
            await self._changelog(key, None, partition)
            self._table.data.pop(key, None)
        return len(old)

    def _over(self, key: bytes, value: bytes, partition: int, now: datetime, kept: timedelta) -> bool:
        if key.startswith(LANE):
            return self._lies_in(key.removeprefix(LANE), partition) and Lane.read(value).idle(now)
        entry = Entry.read(value)
        return now - entry.at > kept and self._lies_in(entry.lane.encode(), partition)

    def _lies_in(self, lane: bytes, partition: int) -> bool:
        return partition_of(lane, self._partitions) == partition

    async def _changelog(self, key: bytes, value: bytes | None, partition: int) -> None:
        async for attempt in stamina.retry_context(on=KafkaError, attempts=None, timeout=None, wait_max=10.0):
            with attempt:
                await self._table.send_changelog(partition, key, value, value_serializer="raw")
