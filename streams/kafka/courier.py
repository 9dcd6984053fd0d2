"""Sending from inside an agent: every message acknowledged by the broker, every failure kept as a dead letter."""

import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import stamina
from aiokafka.errors import KafkaError
from faust.types import EventT, TopicT

from streams.core.deadletters import DeadLetter, StepName, kept
from streams.core.errors import TocsinError
from streams.edges.clocks import Clock
from streams.kafka.messages import Message, message
from streams.kafka.topics import TopicName

log = logging.getLogger(__name__)


class Courier:
    """Carries a step's messages to their topics. ``clock`` dates dead letters."""

    def __init__(self, topics: Mapping[TopicName, TopicT], clock: Clock) -> None:
        self._topics = topics
        self._clock = clock

    async def send(self, messages: Iterable[tuple[TopicName, Message]], partition: int | None = None) -> None:
        """Send all and wait until the broker has each; a broker that is away is waited for, however long."""
        outgoing = tuple(messages)
        async for attempt in stamina.retry_context(on=KafkaError, attempts=None, timeout=None, wait_max=10.0):
            with attempt:
                waiting = [
                    await self._topics[topic].send(
                        key=one.key, value=one.value, headers=one.headers, partition=partition
                    )
                    for topic, one in outgoing
                ]
                for sent in waiting:
                    await sent

    @asynccontextmanager
    async def guarding(self, step: StepName, event: EventT[Any]) -> AsyncIterator[None]:
        """Keep a message that the block cannot process as a dead letter, and go on with the next one.

        An exception that left the agent would acknowledge the message and lose it.
        """
        try:
            yield
        except Exception as error:  # noqa: BLE001 (it is kept with its reason, and logged where it is a fault of ours)
            await self.refuse(step, event, error)

    async def refuse(self, step: StepName, event: EventT[Any], error: Exception) -> None:
        """Keep a message that a step cannot process as a dead letter, with the reason."""
        if isinstance(error, TocsinError):
            await self._bury(step, event, str(error))
            return
        log.error("the step %s failed on %s", step, _where(event), exc_info=error)
        await self._bury(step, event, f"{type(error).__name__}: {error}")

    async def _bury(self, step: StepName, event: EventT[Any], reason: str) -> None:
        source = event.message
        value = source.value or b""
        letter = DeadLetter(
            step=step,
            error=reason[:2000],
            topic=source.topic,
            partition=source.partition,
            offset=source.offset,
            key=kept(source.key) if source.key else None,
            value=kept(value),
            size=len(value),
            at=self._clock.now(),
        )
        log.warning("dead letter %s: %s, from %s", letter.id, letter.error, letter.where)
        body = message(letter, "")
        await self.send((("dead-letters", Message(source.key or b"", body.value, body.headers)),))


def _where(event: EventT[Any]) -> str:
    return f"{event.message.topic}[{event.message.partition}]@{event.message.offset}"
