"""Faust's Kafka transport, mended where a rebalance loses messages.

When partitions are dealt out anew, Faust drops what it has fetched but not begun, and goes back to the committed offset
to fetch it again. aiokafka's ``seek_to_committed`` passes over a partition whose committed offset is 0 or that has none
yet, so that its position stays behind the dropped messages, and they are lost: the first messages of a fresh group, as
soon as a second worker joins (docs/kafka.md: 4 of 800). Such a partition goes back to its beginning here.
"""

from collections.abc import Mapping
from typing import Any

from faust.transport.drivers.aiokafka import Consumer as KafkaConsumer
from faust.transport.drivers.aiokafka import Transport as KafkaTransport
from faust.types import TP


class Consumer(KafkaConsumer):
    """A consumer that goes back to the beginning of a partition from which nothing was committed."""

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek every partition to where its group must go on, and answer with the committed offsets."""
        committed: Mapping[Any, int | None] = await super().seek_to_committed()
        fresh = [TP(place.topic, place.partition) for place, offset in committed.items() if not offset or offset < 0]
        streams = [place for place in fresh if not self._is_changelog_tp(place)]
        if streams:
            for place, offset in (await self.earliest_offsets(*streams)).items():
                await self._seek(TP(place.topic, place.partition), offset)
        return committed  # type: ignore[return-value]  # Faust's own annotation leaves out None


class Transport(KafkaTransport):
    """Faust's transport with that consumer."""

    Consumer = Consumer
