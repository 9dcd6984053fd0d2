"""Reading a topic of one partition whole, and then on from there: the topics of rules and of commands."""

from typing import Any, Self

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from streams.edges.settings import KafkaSettings
from streams.kafka.connection import client_options, reachable
from streams.kafka.topics import MAX_MESSAGE_BYTES


class OnePartition:
    """The records of a topic, each once and in order, from the first: ``async with OnePartition(kafka, topic) as records``."""

    def __init__(self, kafka: KafkaSettings, topic: str) -> None:
        self._kafka = kafka
        self._place = TopicPartition(topic, 0)

    async def __aenter__(self) -> Self:
        async with reachable(self._kafka):
            self._consumer: AIOKafkaConsumer[Any, Any] = AIOKafkaConsumer(
                **client_options(self._kafka),
                auto_offset_reset="earliest",
                enable_auto_commit=False,
                max_partition_fetch_bytes=2 * MAX_MESSAGE_BYTES,
            )
            try:
                await self._consumer.start()
                self._consumer.assign([self._place])
                await self._consumer.seek_to_beginning(self._place)
            except BaseException:
                await self._consumer.stop()
                raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()

    async def to_the_end(self) -> "list[ConsumerRecord[Any, Any]]":
        """What has not been read, up to what is the end when this is called."""
        found: list[ConsumerRecord[Any, Any]] = []
        async with reachable(self._kafka):
            end = (await self._consumer.end_offsets([self._place]))[self._place]
            while await self._consumer.position(self._place) < end:
                found += await self.within(0.2)
        return found

    async def within(self, seconds: float) -> "list[ConsumerRecord[Any, Any]]":
        """What comes within so many seconds; it returns as soon as something came."""
        batches = await self._consumer.getmany(self._place, timeout_ms=int(seconds * 1000))
        return list(batches.get(self._place, []))
