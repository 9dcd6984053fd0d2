"""Reading a topic from its beginning, or as it grows, outside of a worker: for commands that look."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from streams.edges.settings import KafkaSettings
from streams.kafka.connection import client_options, reachable
from streams.kafka.topics import MAX_MESSAGE_BYTES, TopicName, topic_name


async def everything(
    kafka: KafkaSettings, name: TopicName, since: Mapping[int, int] | None = None
) -> AsyncIterator["ConsumerRecord[Any, Any]"]:
    """All that stands on a topic now, partition by partition, and then no more; ``since`` gives offsets to begin at."""
    async with reachable(kafka):
        consumer = _consumer(kafka)
        try:
            await consumer.start()
            partitions = [TopicPartition(topic_name(kafka, name), one) for one in range(kafka.partitions)]
            consumer.assign(partitions)
            ends = await consumer.end_offsets(partitions)
            await consumer.seek_to_beginning(*partitions)
            for place in partitions:
                if (offset := (since or {}).get(place.partition)) is not None:
                    consumer.seek(place, offset)
            while any([await consumer.position(one) < ends[one] for one in partitions]):
                batches = await consumer.getmany(timeout_ms=500)
                for partition, records in batches.items():
                    for record in records:
                        if record.offset < ends[partition]:
                            yield record
        finally:
            await consumer.stop()


async def following(
    kafka: KafkaSettings, *names: TopicName, since: Mapping[tuple[str, int], int] | None = None
) -> AsyncIterator["ConsumerRecord[Any, Any]"]:
    """What comes onto the topics, as long as the caller asks: from their beginning, or from offsets as of ``ends_of``."""
    async with reachable(kafka):
        consumer = _consumer(kafka)
        try:
            await consumer.start()
            partitions = [
                TopicPartition(topic_name(kafka, name), one) for name in names for one in range(kafka.partitions)
            ]
            consumer.assign(partitions)
            await consumer.seek_to_beginning(*partitions)
            for (topic, partition), offset in (since or {}).items():
                consumer.seek(TopicPartition(topic, partition), offset)
            async for record in consumer:
                yield record
        finally:
            await consumer.stop()


async def ends_of(kafka: KafkaSettings, *names: TopicName) -> dict[tuple[str, int], int]:
    """The offset after the last message of each partition, by topic and partition."""
    async with reachable(kafka):
        consumer = _consumer(kafka)
        try:
            await consumer.start()
            ends = await consumer.end_offsets(
                [TopicPartition(topic_name(kafka, name), one) for name in names for one in range(kafka.partitions)]
            )
        finally:
            await consumer.stop()
    return {(place.topic, place.partition): end for place, end in ends.items()}


async def one_record(
    kafka: KafkaSettings, topic: str, partition: int, offset: int
) -> "ConsumerRecord[Any, Any] | None":
    """The record at a position, or None where retention has taken it."""
    async with reachable(kafka):
        consumer = _consumer(kafka)
        try:
            await consumer.start()
            place = TopicPartition(topic, partition)
            consumer.assign([place])
            begin = (await consumer.beginning_offsets([place]))[place]
            end = (await consumer.end_offsets([place]))[place]
            if not begin <= offset < end:
                return None
            consumer.seek(place, offset)
            record: ConsumerRecord[Any, Any] = await consumer.getone()
            return record if record.offset == offset else None
        finally:
            await consumer.stop()


def _consumer(kafka: KafkaSettings) -> "AIOKafkaConsumer[Any, Any]":
    return AIOKafkaConsumer(
        **client_options(kafka),
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=2 * MAX_MESSAGE_BYTES,
    )
