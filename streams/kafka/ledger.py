"""The ledger of deliveries in a table of Faust's, written from any task and not only from within an agent.

An assignment to a table finds its partition by the message that is being processed, and tells nobody when the broker
has it. The lanes of the outbox work beside the agent, and must know: so the changelog is written first, into the
partition that is named, its acknowledgement is awaited, and then the copy in memory follows.
"""

from typing import Any

import stamina
from aiokafka.errors import KafkaError


class TableLedger:
    """As ``streams.edges.carrier.Ledger``, over a table."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def get(self, key: bytes) -> bytes | None:
        """What was last written."""
        found: bytes | None = self._table.data.get(key)
        return found

    async def put(self, key: bytes, value: bytes, partition: int) -> None:
        """Write, and return once the broker has it; a broker that is away is waited for, however long."""
        await write_changelog(self._table, key, value, partition)
        self._table.data[key] = value


async def write_changelog(table: Any, key: bytes, value: bytes | None, partition: int) -> None:
    """Write an entry, or with None its end, to a table's changelog, and wait for the broker, however long it is away."""
    async for attempt in stamina.retry_context(on=KafkaError, attempts=None, timeout=None, wait_max=10.0):
        with attempt:
            await table.send_changelog(partition, key, value, value_serializer="raw")
