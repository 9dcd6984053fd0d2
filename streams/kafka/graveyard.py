"""Dead letters on their topic: reading them, and putting them back where they came from."""

from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from typing import Any

from aiokafka import ConsumerRecord

from streams.core.deadletters import DeadLetter, kept
from streams.core.errors import BadMessage
from streams.edges.clocks import SystemClock
from streams.edges.settings import KafkaSettings
from streams.kafka.messages import again, read
from streams.kafka.publishing import Publisher
from streams.kafka.reading import everything, one_record
from streams.kafka.topics import TOPIC_NAMES, TopicName, topic_name


async def standing(kafka: KafkaSettings) -> list[DeadLetter]:
    """The dead letters, oldest first; one that came several times stands once, as it last came."""
    letters = {letter.id: letter async for letter in _all(kafka)}
    return sorted(letters.values(), key=lambda letter: letter.at)


async def put_back(kafka: KafkaSettings, letters: Iterable[DeadLetter]) -> list[DeadLetter]:
    """Send each letter's bytes to its topic again; answers with those whose bytes are no longer to be had."""
    lost: list[DeadLetter] = []
    async with Publisher(kafka, SystemClock()) as publisher:
        for letter in letters:
            raw = await _bytes(kafka, letter)
            if raw is None:
                lost.append(letter)
            else:
                topic = _topic(kafka, letter)
                await publisher.put(topic, again(topic, letter.key_bytes or b"", raw))
    return lost


async def _all(kafka: KafkaSettings) -> AsyncIterator[DeadLetter]:
    async for record in everything(kafka, "dead-letters"):
        try:
            yield read(record.value, DeadLetter)
        except BadMessage as error:
            yield _of_itself(record, str(error))


def _of_itself(record: "ConsumerRecord[Any, Any]", reason: str) -> DeadLetter:
    """A letter for a message on this topic that is none: somebody else wrote it, and it is shown, not hidden."""
    value = bytes(record.value or b"")
    return DeadLetter(
        step="send",
        error=reason,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        value=kept(value),
        size=len(value),
        at=datetime.fromtimestamp(record.timestamp / 1000, UTC),
    )


async def _bytes(kafka: KafkaSettings, letter: DeadLetter) -> bytes | None:
    """The whole of the original: from the letter, else from where the message stood, if it stands there still."""
    if letter.whole:
        return letter.content
    if letter.partition is None or letter.offset is None:
        return None
    record = await one_record(kafka, letter.topic, letter.partition, letter.offset)
    return None if record is None else bytes(record.value)


def _topic(kafka: KafkaSettings, letter: DeadLetter) -> TopicName:
    return next(name for name in TOPIC_NAMES if topic_name(kafka, name) == letter.topic)
