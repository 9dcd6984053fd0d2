"""The topic that rules travel on: files by the hashes of their contents, and a manifest for each version, published last.

It is compacted, and no key is ever used for two values, so nothing on it is lost. What is there without a manifest counts
for nothing: a push that was cut off leaves no trace in what is in force.
"""

import logging
from typing import Any

from aiokafka import AIOKafkaProducer, ConsumerRecord
from pydantic import ValidationError

from streams.core.identity import canonical
from streams.core.manifests import Manifest, chain
from streams.edges.bundles import Bundle, file_hash
from streams.edges.settings import KafkaSettings
from streams.kafka.connection import client_options, reachable
from streams.kafka.onepartition import OnePartition
from streams.kafka.topics import MAX_MESSAGE_BYTES, rules_topic

log = logging.getLogger(__name__)

_FILE = b"file/"
_VERSION = b"version/"
_SCHEMA_VERSION = ("schema-version", b"1")


class RulesReader(OnePartition):
    """Reads the topic, and goes on from where it was: ``async with RulesReader(kafka) as rules: await rules.catch_up()``.

    ``files`` are the contents that are there, by their hashes.
    """

    def __init__(self, kafka: KafkaSettings) -> None:
        super().__init__(kafka, rules_topic(kafka))
        self._published: list[Manifest] = []
        self.files: dict[str, bytes] = {}
        self.versions: tuple[Manifest, ...] = ()

    async def catch_up(self) -> None:
        """Read up to what is the end when this is called; ``versions`` are then those that count, in order."""
        records = await self.to_the_end()
        for record in records:
            self._take(record)
        if records:
            self.versions = chain(self._published, self.files)

    def bundle(self, manifest: Manifest) -> Bundle:
        """The files of a version that counts."""
        return Bundle({name: self.files[content] for name, content in manifest.files.items()})

    def _take(self, record: "ConsumerRecord[Any, Any]") -> None:
        key, value = record.key or b"", record.value or b""
        if key.startswith(_FILE) and key == _FILE + file_hash(value).encode():
            self.files[file_hash(value)] = value
            return
        try:
            manifest = Manifest.model_validate_json(value)
        except ValidationError:
            log.warning("the message at %s on %s is neither a version of rules nor a file", record.offset, record.topic)
            return
        if manifest not in self._published:
            self._published.append(manifest)


async def read_rules(kafka: KafkaSettings) -> RulesReader:
    """What is on the topic now. The reader is closed, and holds what it has read."""
    async with RulesReader(kafka) as reader:
        await reader.catch_up()
    return reader


async def publish_rules(kafka: KafkaSettings, manifest: Manifest, bundle: Bundle) -> bool:
    """Publish a version: its files that are not there yet, and when the broker has them all, its manifest.

    Returns whether it counts; it does not where somebody else published one upon the same version in the meantime.
    """
    before = await read_rules(kafka)
    async with reachable(kafka):
        producer: AIOKafkaProducer[Any, Any] = AIOKafkaProducer(
            **client_options(kafka),
            acks="all",
            enable_idempotence=True,
            max_request_size=MAX_MESSAGE_BYTES,
            linger_ms=5,
        )
        await producer.start()
        try:
            topic = rules_topic(kafka)
            headers = [("schema", b"rules-file"), _SCHEMA_VERSION]
            missing = {bundle.hashes[name]: content for name, content in bundle.files.items()}
            waiting = [
                await producer.send(topic, key=_FILE + name.encode(), value=content, headers=headers)
                for name, content in missing.items()
                if name not in before.files
            ]
            for sent in waiting:
                await sent
            await producer.send_and_wait(
                topic,
                key=_VERSION + f"{manifest.number}/{manifest.id}".encode(),
                value=canonical(manifest.model_dump(mode="json")).encode(),
                headers=[("schema", b"rules-version"), _SCHEMA_VERSION],
            )
        finally:
            await producer.stop()
    return manifest in (await read_rules(kafka)).versions
