"""What tocsin stands on: Faust workers that are killed outright lose nothing, with a table and across rebalances."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import faust
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from faust.types import TP
from mode import Service

from streams.kafka.app import TocsinApp
from streams.kafka.broker import Broker
from streams.kafka.transport import Consumer
from tests.kafka.ground import PARTITIONS, Names

ROOT = Path(__file__).parents[2]
ITEMS = {f"item-{number:04}".encode(): f"key-{number % 40}".encode() for number in range(2800)}
"""Each item and its key."""

TABLE = {key: sorted(item.decode() for item, of in ITEMS.items() if of == key) for key in dict.fromkeys(ITEMS.values())}
"""What the table must hold at the end."""

NAMES = Names("ground")


@pytest.mark.parametrize(("kind", "left"), [(faust.App, 0), (TocsinApp, 1)])
async def test_only_fausts_own_queue_forgets_when_the_flow_resumes(kind: type[faust.App], left: int) -> None:
    app = kind("queues", store="memory://")
    queue = app.FlowControlQueue(maxsize=10, clear_on_resume=True)
    queue.put_nowait("counted as read")

    app.flow_control.resume()

    assert queue.qsize() == left
    assert app.flow_control.is_active()


async def test_a_queue_forgets_when_partitions_are_revoked() -> None:
    app = TocsinApp("queues", store="memory://")
    queue = app.FlowControlQueue(maxsize=10, clear_on_resume=True)
    queue.put_nowait("of a partition that another worker now reads")

    app.flow_control.suspend()
    app.flow_control.clear()  # as Faust does then

    assert queue.empty()


async def test_a_stream_runs_only_after_the_seek_to_what_was_committed() -> None:
    app = TocsinApp("seeks", store="memory://")
    consumer = SeekingConsumer(app.transport, callback=taken, on_partitions_revoked=taken, on_partitions_assigned=taken)
    consumer._set_active_tps({ITEMS_0})
    consumer.pause_partitions({ITEMS_0})

    consumer.resume_partitions({ITEMS_0})
    running = [set(consumer._get_active_partitions())]
    await consumer.perform_seek()
    running.append(set(consumer._get_active_partitions()))

    assert running == [set(), {ITEMS_0}]


async def test_the_seek_waits_for_a_fetch_that_is_under_way() -> None:
    consumer = seeking()

    fetch = asyncio.create_task(consumer._getmany({ITEMS_0}, 1.0))
    await asyncio.sleep(0)
    seek = asyncio.create_task(consumer.perform_seek())
    await asyncio.sleep(0)
    consumer.fetching.arrived.set()
    await asyncio.gather(fetch, seek)

    assert consumer.done == ["fetched", "sought"]


async def test_a_fetch_takes_from_what_was_active_when_it_began() -> None:
    consumer = seeking()
    active = {ITEMS_0}

    fetch = asyncio.create_task(consumer._getmany(active, 1.0))
    await asyncio.sleep(0)
    active.clear()  # as recovery pauses partitions
    consumer.fetching.arrived.set()

    assert await fetch == {ITEMS_0}


ITEMS_0 = TP("items", 0)


async def taken(*_: object) -> None:
    """Hears what the consumer says, and does nothing."""


class Fetching(Service):
    """In place of the thread that fetches: answers when told to, with the partitions that it then takes from."""

    def __init__(self, done: list[str]) -> None:
        super().__init__()
        self.arrived = asyncio.Event()
        self._done = done

    async def getmany(self, active: set[TP], _seconds: float) -> set[TP]:
        await self.arrived.wait()
        self._done.append("fetched")
        return active


class SeekingConsumer(Consumer):
    """A consumer of one partition, of which 38 messages are committed, that needs no broker."""

    fetching: Fetching
    done: list[str]

    def _new_consumer_thread(self) -> Any:
        self.done = []
        self.fetching = Fetching(self.done)
        return self.fetching

    async def seek_to_committed(self) -> Mapping[TP, int]:
        self.done.append("sought")
        return {ITEMS_0: 38}

    def assignment(self) -> set[TP]:
        return {ITEMS_0}


def seeking() -> SeekingConsumer:
    app = TocsinApp("seeks", store="memory://")
    return SeekingConsumer(app.transport, callback=taken, on_partitions_revoked=taken, on_partitions_assigned=taken)


@pytest.mark.kafka
@pytest.mark.timeout(180)
async def test_workers_killed_again_and_again_lose_nothing(broker: Broker, tmp_path: Path) -> None:
    await prepare(broker.bootstrap)
    with ExitStack() as ending:

        def start(number: int, **environment: str) -> Worker:
            return ending.enter_context(worker(broker.bootstrap, tmp_path / f"worker-{number}", environment))

        alone = start(1)
        await alone.has_taken(500)
        alone.kill()
        # Two find its table and share the partitions; one takes over those of the other.
        one, other = start(2), start(3)
        await one.has_taken(100)
        await other.has_taken(100)
        one.kill()
        await other.has_taken(500)
        other.kill()
        # Two share the partitions and end just after one has given some away. Faust without its compiled parts
        # acknowledges what it skips then, so it shows best what must not be skipped.
        giver = start(4, NO_CYTHON="1")
        await giver.has_taken(400)
        taker = start(5, NO_CYTHON="1")
        await taker.has_taken(1)
        await asyncio.sleep(0.5)
        giver.kill()
        taker.kill()
        start(6)
        events = await read(broker.bootstrap, NAMES.events, until=lambda found: values(found) >= set(ITEMS))
        changes = await read(broker.bootstrap, NAMES.changelog, until=lambda found: table(found) == TABLE)

    assert set(ITEMS) - values(events) == set()
    assert table(changes) == TABLE


def values(records: list[ConsumerRecord]) -> set[bytes]:
    return {record.value for record in records}


def table(changelog: list[ConsumerRecord]) -> dict[bytes, list[str]]:
    """The table that a changelog makes: the last value of each key."""
    return {change.key: json.loads(change.value) for change in changelog}


class Worker:
    """A process of the ground app and the trace that it writes."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._process = process
        self._folder = folder

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    async def has_taken(self, messages: int) -> None:
        """Waits until it has processed so many messages."""
        deadline = time.monotonic() + 45
        while (self._folder / "trace").read_bytes().count(b"\n") < messages:
            assert self._process.poll() is None, (self._folder / "log").read_text()
            assert time.monotonic() < deadline, (self._folder / "log").read_text()
            await asyncio.sleep(0.02)


@contextmanager
def worker(bootstrap: str, folder: Path, environment: dict[str, str]) -> Iterator[Worker]:
    folder.mkdir()
    (folder / "trace").touch()
    command = [sys.executable, "-m", "tests.kafka.ground", bootstrap, str(folder)]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log) as process,
    ):
        try:
            yield Worker(process, folder)
        finally:
            process.kill()


async def prepare(bootstrap: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        topics = [NewTopic(name, PARTITIONS, 1) for name in (NAMES.items, NAMES.matches, NAMES.events)]
        compacted = NewTopic(NAMES.changelog, PARTITIONS, 1, topic_configs={"cleanup.policy": "compact"})
        await admin.create_topics([*topics, compacted])
    finally:
        await admin.close()
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap)
    await producer.start()
    try:
        for item, key in ITEMS.items():
            await producer.send(NAMES.items, item, key=key)
    finally:
        await producer.stop()


async def read(
    bootstrap: str, topic: str, until: Callable[[list[ConsumerRecord]], bool], patience: float = 15.0
) -> list[ConsumerRecord]:
    """All of a topic, until it is enough or nothing has come for ``patience`` seconds."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap)
    await consumer.start()
    try:
        consumer.assign([TopicPartition(topic, number) for number in range(PARTITIONS)])
        await consumer.seek_to_beginning()
        found: list[ConsumerRecord] = []
        last = time.monotonic()
        while not until(found) and time.monotonic() - last < patience:
            batches = await consumer.getmany(timeout_ms=200)
            if batches:
                last = time.monotonic()
            found.extend(record for batch in batches.values() for record in batch)
        return found
    finally:
        await consumer.stop()
