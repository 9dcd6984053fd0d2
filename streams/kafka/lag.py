"""How far the workers are behind: messages of each topic that no worker has finished with."""

from typing import Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.edges.settings import KafkaSettings
from streams.kafka.connection import client_options, reachable
from streams.kafka.topics import TopicName, application_id, topic_name

CONSUMED: tuple[TopicName, ...] = ("items", "facts", "matches", "ticks", "alerts", "outbox")
"""The topics that workers read, upstream first."""


class Lag:
    """Asks the broker, over connections that stay open: ``async with Lag(kafka) as lag: await lag.by_topic()``."""

    def __init__(self, kafka: KafkaSettings) -> None:
        self._kafka = kafka
        self._group = application_id(kafka)
        self._partitions = {
            TopicPartition(topic_name(kafka, name), partition): name
            for name in CONSUMED
            for partition in range(kafka.partitions)
        }

    async def __aenter__(self) -> Self:
        async with reachable(self._kafka):
            self._admin = AIOKafkaAdminClient(**client_options(self._kafka))
            await self._admin.start()
            self._consumer = AIOKafkaConsumer(**client_options(self._kafka))
            await self._consumer.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()
        await self._admin.close()

    async def by_topic(self) -> dict[TopicName, int]:
        """Messages not finished, by topic.

        Commits are read before the ends: where all are zero, nothing was under way at the moment of the first reading.
        """
        committed = await self._admin.list_consumer_group_offsets(self._group)
        ends = await self._consumer.end_offsets(list(self._partitions))
        behind: dict[TopicName, int] = dict.fromkeys(CONSUMED, 0)
        for partition, name in self._partitions.items():
            known = committed.get(partition)
            done = known.offset if known is not None and known.offset >= 0 else 0
            behind[name] += max(0, ends[partition] - done)
        return behind
