"""The topic that commands travel on: small, compacted, one partition, read whole by each worker and then followed."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from streams.core.commands import Command, Order, Standing
from streams.core.errors import TocsinError
from streams.edges.clocks import Clock
from streams.edges.settings import KafkaSettings
from streams.kafka.messages import message
from streams.kafka.onepartition import OnePartition
from streams.kafka.publishing import Publisher
from streams.kafka.topics import topic_name

log = logging.getLogger(__name__)


class CommandsReader(OnePartition):
    """Reads the topic from its beginning: ``async with CommandsReader(kafka) as commands: await commands.catch_up()``."""

    def __init__(self, kafka: KafkaSettings) -> None:
        super().__init__(kafka, topic_name(kafka, "commands"))
        self.standing = Standing()

    async def catch_up(self) -> None:
        """Read up to what is the end when this is called."""
        self._take(await self.to_the_end())

    async def read_on(self, seconds: float) -> None:
        """Read what comes within so many seconds, and return as soon as something came."""
        self._take(await self.within(seconds))

    def _take(self, records: "list[ConsumerRecord[Any, Any]]") -> None:
        commands = [one for record in records if (one := _command(record)) is not None]
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
