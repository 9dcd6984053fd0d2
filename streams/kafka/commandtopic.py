"""The topic that commands travel on: small, compacted, one partition, read whole by each worker and then followed."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from streams.core.commands import Command, Order, Standing
from streams.core.errors import TocsinError
from streams.edges.clocks import Clock
from streams.edges.settings import KafkaSettings
from streams.kafka.connection import client_options, reachable
from streams.kafka.messages import message
from streams.kafka.publishing import Publisher
from streams.kafka.topics import topic_name

log = logging.getLogger(__name__)


class CommandsReader:
    """Reads the topic from its beginning: ``async with CommandsReader(kafka) as commands: await commands.catch_up()``."""

    def __init__(self, kafka: KafkaSettings) -> None:
        self._kafka = kafka
        self._place = TopicPartition(topic_name(kafka, "commands"), 0)
        self.standing = Standing()

    async def __aenter__(self) -> Self:
        async with reachable(self._kafka):
            self._consumer: AIOKafkaConsumer[Any, Any] = AIOKafkaConsumer(
                **client_options(self._kafka), auto_offset_reset="earliest", enable_auto_commit=False
            )
            await self._consumer.start()
            self._consumer.assign([self._place])
            await self._consumer.seek_to_beginning(self._place)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()

    async def catch_up(self) -> None:
        """Read up to what is the end when this is called."""
        async with reachable(self._kafka):
            end = (await self._consumer.end_offsets([self._place]))[self._place]
            while await self._consumer.position(self._place) < end:
                await self.read_on(0.2)

    async def read_on(self, seconds: float) -> None:
        """Read what comes within so many seconds, and return as soon as something came."""
        batches = await self._consumer.getmany(self._place, timeout_ms=int(seconds * 1000))
        commands = [one for record in batches.get(self._place, []) if (one := _command(record)) is not None]
        if commands:
            self.standing = self.standing.given(commands)


class TopicOrders:
    """What stands of all commands, followed while the worker runs. ``standing`` begins with what was read before."""

    def __init__(self, kafka: KafkaSettings, standing: Standing) -> None:
        self._kafka = kafka
        self.standing = standing

    async def follow(self) -> None:
        """Read on, and begin again when the broker was away: what is known stands in the meantime."""
        while True:
            try:
                async with CommandsReader(self._kafka) as reader:
                    await reader.catch_up()
                    while True:
                        self.standing = reader.standing
                        await reader.read_on(1.0)
            except (TocsinError, KafkaError, OSError) as error:
                log.warning("the topic of the commands cannot be read: %s", error)
                await asyncio.sleep(1.0)


async def read_commands(kafka: KafkaSettings) -> Standing:
    """What stands of all commands on the topic now."""
    async with CommandsReader(kafka) as reader:
        await reader.catch_up()
    return reader.standing


async def publish_commands(kafka: KafkaSettings, commands: Iterable[Order], clock: Clock) -> None:
    """Put commands onto the topic, and return when the broker has them."""
    async with Publisher(kafka, clock) as publisher:
        for one in commands:
            await publisher.put("commands", message(one, one.id))


def _command(record: "ConsumerRecord[Any, Any]") -> Order | None:
    """The command, or None for what is none: a worker that cannot read one goes on with the others."""
    if record.value is None:
        return None
    try:
        return Command.validate_json(record.value)
    except ValidationError:
        log.warning("the message at %s on %s is no command", record.offset, record.topic)
        return None
