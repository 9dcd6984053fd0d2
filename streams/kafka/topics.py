"""The topics that tocsin uses, with their configuration, and their declaration before a worker starts.

Workers never let a topic be made by chance: one that does not exist, or has another number of partitions than the
others, would put an incident's news and its clock on different workers.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, for_code

from streams.core.errors import Outside
from streams.edges.settings import KafkaSettings
from streams.kafka.connection import client_options, reachable

StreamName = Literal["items", "facts", "matches", "ticks", "alerts", "outbox", "deliveries", "dead-letters"]
TopicName = StreamName | Literal["commands"]
TableName = Literal["seen", "incidents", "watches", "ledger"]

TOPIC_NAMES: tuple[TopicName, ...] = (*get_args(StreamName), "commands")
TABLE_NAMES: tuple[TableName, ...] = get_args(TableName)

MAX_MESSAGE_BYTES = 8 * 1024 * 1024
"""The greatest message of a topic, in bytes; an item is at most half of it."""

_DAY_MS = 24 * 3600 * 1000
_ALREADY_EXISTS = 36
_SERVED_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as it is to be: its full name, partitions, replication, and Kafka's configuration of it."""

    name: str
    partitions: int
    replication: int
    config: Mapping[str, str]


def declared(kafka: KafkaSettings) -> tuple[Topic, ...]:
    """Every topic, the changelogs of the workers' tables among them."""
    streams = [_stream(kafka, name) for name in get_args(StreamName)]
    return (*streams, _commands(kafka), _rules(kafka), *(_changelog(kafka, name) for name in TABLE_NAMES))


def topic_name(kafka: KafkaSettings, name: TopicName) -> str:
    """The full name of a topic: ``tocsin.items``."""
    return kafka.prefix + name


def rules_topic(kafka: KafkaSettings) -> str:
    """The full name of the topic that rules travel on."""
    return kafka.prefix + "rules"


def application_id(kafka: KafkaSettings) -> str:
    """The name of the workers' consumer group; the changelogs are named after it."""
    return kafka.prefix.rstrip(".-_") or "tocsin"


def changelog_name(kafka: KafkaSettings, name: TableName) -> str:
    """The name that Faust gives to the changelog of a table."""
    return f"{application_id(kafka)}-{name}-changelog"


def _stream(kafka: KafkaSettings, name: StreamName) -> Topic:
    config = {
        "cleanup.policy": "delete",
        "retention.ms": str(kafka.retention_days(name) * _DAY_MS),
        "max.message.bytes": str(MAX_MESSAGE_BYTES),
    }
    return Topic(topic_name(kafka, name), kafka.partitions, kafka.replication, config)


def _rules(kafka: KafkaSettings) -> Topic:
    """One partition: versions of the rules have one order."""
    config = {"cleanup.policy": "compact", "max.message.bytes": str(MAX_MESSAGE_BYTES)}
    return Topic(rules_topic(kafka), 1, kafka.replication, config)


def _commands(kafka: KafkaSettings) -> Topic:
    """One partition, which every worker reads whole."""
    config = {"cleanup.policy": "compact", "max.message.bytes": str(MAX_MESSAGE_BYTES)}
    return Topic(topic_name(kafka, "commands"), 1, kafka.replication, config)


def _changelog(kafka: KafkaSettings, name: TableName) -> Topic:
    config = {
        "cleanup.policy": "compact",
        "max.message.bytes": str(MAX_MESSAGE_BYTES),
        "min.cleanable.dirty.ratio": "0.1",
    }
    return Topic(changelog_name(kafka, name), kafka.partitions, kafka.replication, config)


async def declare(kafka: KafkaSettings) -> tuple[str, ...]:
    """Make the topics that are missing and return their names. Raises Outside where one is not as it must be."""
    async with reachable(kafka):
        admin = AIOKafkaAdminClient(**client_options(kafka))
        await admin.start()
        try:
            return await _declare(admin, declared(kafka))
        finally:
            await admin.close()


async def present(kafka: KafkaSettings) -> dict[str, int]:
    """The declared topics that are on the broker, with their numbers of partitions."""
    names = {topic.name for topic in declared(kafka)}
    async with reachable(kafka):
        admin = AIOKafkaAdminClient(**client_options(kafka))
        await admin.start()
        try:
            there = sorted(set(await admin.list_topics()) & names)
            found = await admin.describe_topics(there) if there else []
        finally:
            await admin.close()
    return {one["topic"]: len(one["partitions"]) for one in found}


async def _declare(admin: AIOKafkaAdminClient, topics: Iterable[Topic]) -> tuple[str, ...]:
    wanted = {topic.name: topic for topic in topics}
    present = set(await admin.list_topics()) & wanted.keys()
    if present:
        for found in await admin.describe_topics(sorted(present)):
            _same_partitions(wanted[found["topic"]], len(found["partitions"]))
    missing = [topic for name, topic in wanted.items() if name not in present]
    made = await admin.create_topics(
        [NewTopic(one.name, one.partitions, one.replication, topic_configs=dict(one.config)) for one in missing]
    )
    for name, code, *words in made.topic_errors:
        if code not in (0, _ALREADY_EXISTS):
            raise _refused(name, for_code(code), str(words[0]) if words else "")
    if missing:
        await _served(admin, missing)
    return tuple(topic.name for topic in missing)


async def _served(admin: AIOKafkaAdminClient, topics: Sequence[Topic]) -> None:
    """Wait until each new topic has a leader for every partition: until then it can be neither written nor read."""
    names = [topic.name for topic in topics]
    try:
        async with asyncio.timeout(_SERVED_SECONDS):
            while not all(map(_has_leaders, await admin.describe_topics(names))):  # noqa: ASYNC110 (the broker gives no sign)
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise Outside(
            f"the broker made the topics, but does not serve them after {_SERVED_SECONDS:g} s; see its log"
        ) from None


def _has_leaders(found: Mapping[str, Any]) -> bool:
    partitions = found["partitions"]
    return not found["error_code"] and bool(partitions) and all(one["leader"] >= 0 for one in partitions)


def _refused(name: str, error: type[KafkaError], words: str) -> Outside:
    return Outside(
        f"the broker refuses to make the topic {name}: {words or error.__name__}. Mend what it names, or make it by hand"
    )


def _same_partitions(topic: Topic, partitions: int) -> None:
    if partitions != topic.partitions and topic.partitions == 1:
        raise Outside(
            f"the topic {topic.name} has {partitions} partitions, but must have one; delete it, or use another kafka.prefix"
        )
    if partitions != topic.partitions:
        raise Outside(
            f"the topic {topic.name} has {partitions} partitions, but kafka.partitions says {topic.partitions}; "
            "partitions are fixed for a deployment: set it to what is there, or use another kafka.prefix"
        )
