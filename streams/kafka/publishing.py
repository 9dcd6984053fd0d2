"""Publishing from outside of a worker: items, ticks, and dead letters for lines that are no items."""

from datetime import datetime
from typing import Self

from aiokafka import AIOKafkaProducer

from streams.core.deadletters import DeadLetter, kept
from streams.core.items import Item
from streams.edges.archives import BadLine
from streams.edges.clocks import Clock
from streams.edges.settings import KafkaSettings
from streams.kafka.connection import client_options, reachable
from streams.kafka.messages import Message, Tick, item_message, message
from streams.kafka.topics import MAX_MESSAGE_BYTES, TopicName, topic_name


class Publisher:
    """A producer that waits for the broker's word on each message: ``async with Publisher(kafka, clock) as …``."""

    def __init__(self, kafka: KafkaSettings, clock: Clock) -> None:
        self._kafka = kafka
        self._clock = clock

    async def __aenter__(self) -> Self:
        async with reachable(self._kafka):
            self._producer = AIOKafkaProducer(
                **client_options(self._kafka),
                acks="all",
                enable_idempotence=True,
                max_request_size=MAX_MESSAGE_BYTES,
                linger_ms=5,
            )
            try:
                await self._producer.start()
            except BaseException:
                await self._producer.stop()
                raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._producer.stop()

    async def publish(self, item: Item) -> None:
        """Put an item on the items topic, dated with the moment at which it reached us."""
        received = item if item.received else item.model_copy(update={"received": self._clock.now()})
        await self.put("items", item_message(received))

    async def tick(self, now: datetime) -> None:
        """Tell every partition that the time is ``now``."""
        for partition in range(self._kafka.partitions):
            await self.put("ticks", message(Tick(now=now), str(partition)), partition)

    async def refuse(self, line: BadLine) -> None:
        """Keep a line of a file that is no item, with its reason, in the dead letters."""
        letter = DeadLetter(
            step="send",
            error=line.reason,
            topic=topic_name(self._kafka, "items"),
            file=line.file,
            line=line.line,
            value=kept(line.raw),
            size=line.size,
            at=self._clock.now(),
        )
        await self.put("dead-letters", message(letter, f"{line.file}:{line.line}"))

    async def put(self, topic: TopicName, one: Message, partition: int | None = None) -> None:
        """Send one message and wait until the broker has it."""
        async with reachable(self._kafka):
            await self._producer.send_and_wait(
                topic_name(self._kafka, topic),
                key=one.key or None,
                value=one.value,
                headers=list(one.headers.items()),
                partition=partition,
            )
