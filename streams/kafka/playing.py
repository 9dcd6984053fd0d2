"""Playing an archive through the real service: its items onto the topics, a worker beside, everything watched."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError

from streams.core.alerts import Emission
from streams.core.deadletters import DeadLetter
from streams.core.deliveries import Attempt
from streams.core.errors import Outside
from streams.core.items import Item
from streams.core.playing import Buried, FactsRead, Happening, Published, Raised, Sent, due
from streams.core.sheets import FactSheet
from streams.edges.clocks import Clock
from streams.edges.settings import KafkaSettings
from streams.kafka.connection import client_options, reachable
from streams.kafka.lag import Lag
from streams.kafka.messages import read
from streams.kafka.publishing import Publisher
from streams.kafka.reading import ends_of, following
from streams.kafka.topics import TopicName, application_id, topic_name

WATCHED: tuple[TopicName, ...] = ("facts", "alerts", "deliveries", "dead-letters")
WORKER_GRACE = 10.0
"""Seconds that a worker is given to end before it is killed."""


@asynccontextmanager
async def worker(environment: Mapping[str, str], log: Path) -> AsyncIterator[subprocess.Popen[bytes]]:
    """A worker as a process of its own, ended with the block; its words go to the file ``log``."""
    with log.open("ab") as output:
        process = _start(environment, output)
        try:
            yield process
        finally:
            await asyncio.to_thread(_end, process)


def _start(environment: Mapping[str, str], output: BinaryIO) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "streams.cli", "worker", "--until-eof"],
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(WORKER_GRACE)
    if process.poll() is None:
        process.kill()
        process.wait()


async def ready(kafka: KafkaSettings, processes: Sequence[subprocess.Popen[bytes]], patience: float = 60.0) -> None:
    """Wait until every worker has its share of the partitions. Raises Outside when one ends, or none comes."""
    async with reachable(kafka):
        admin = AIOKafkaAdminClient(**client_options(kafka))
        await admin.start()
        try:
            async with asyncio.timeout(patience):
                while await _members(admin, application_id(kafka)) < len(processes):
                    for process in processes:
                        _must_run(process)
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise Outside("the worker does not join its group at the broker; its log says why") from None
        finally:
            await admin.close()


async def _members(admin: AIOKafkaAdminClient, group: str) -> int:
    """How many members a stable group has; none while it is dealing out partitions, or has no coordinator yet."""
    try:
        answer = (await admin.describe_consumer_groups([group]))[0].to_object()["groups"][0]
    except GroupCoordinatorNotAvailableError:
        return 0
    return len(answer["members"]) if answer["state"] == "Stable" else 0


def _must_run(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        raise Outside(f"the worker ended with {process.returncode}; its log says why")


async def play(
    items: Sequence[Item], length: timedelta, kafka: KafkaSettings, clock: Clock, process: subprocess.Popen[bytes]
) -> AsyncIterator[Happening]:
    """Publish the items in ``length``, let time pass to the last one's moment, and tell what happens until all is done.

    Raises Outside when the worker ends in the middle.
    """
    told: asyncio.Queue[Happening | None] = asyncio.Queue()
    watch = _Watch(kafka, told, clock)
    watching = asyncio.create_task(watch.run())
    playing = asyncio.create_task(_publish(items, length, kafka, clock, watch))
    try:
        while (happening := await _next(told, process, (watching, playing))) is not None:
            yield happening
    finally:
        for task in (watching, playing):
            task.cancel()
        await asyncio.gather(watching, playing, return_exceptions=True)


async def _next(
    told: asyncio.Queue[Happening | None], process: subprocess.Popen[bytes], tasks: tuple[asyncio.Task[None], ...]
) -> Happening | None:
    while True:
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(told.get(), 0.5)
        _must_run(process)
        for task in tasks:
            if task.done() and task.exception() is not None:
                await task


async def _publish(
    items: Sequence[Item], length: timedelta, kafka: KafkaSettings, clock: Clock, watch: "_Watch"
) -> None:
    start = clock.now()
    async with Publisher(kafka, clock) as publisher:
        for after, item in due(items, length):
            await asyncio.sleep(max(0.0, (start + after - clock.now()).total_seconds()))
            at = clock.now()
            await publisher.publish(item)
            watch.told.put_nowait(Published(item, None, at))
        await drained(kafka)
        if items:
            await publisher.tick(max(item.published for item in items))
        await drained(kafka)
    await watch.caught_up()
    watch.told.put_nowait(None)


async def drained(kafka: KafkaSettings, patience: float = 120.0) -> None:
    """Wait until the workers have finished with everything. Raises Outside when that does not come in ``patience`` s."""
    try:
        async with asyncio.timeout(patience), Lag(kafka) as lag:
            while any((await lag.by_topic()).values()):  # noqa: ASYNC110 (the broker gives no sign to wait for)
                await asyncio.sleep(0.2)
    except TimeoutError:
        raise Outside("the worker does not come to an end with what it was given; its log says why") from None


class _Watch:
    """Follows what the workers write, and tells it."""

    def __init__(self, kafka: KafkaSettings, told: "asyncio.Queue[Happening | None]", clock: Clock) -> None:
        self.told = told
        self._kafka = kafka
        self._clock = clock
        self._names = {topic_name(kafka, name): name for name in WATCHED}
        self._seen: dict[tuple[str, int], int] = {}

    async def run(self) -> None:
        async for record in following(self._kafka, *WATCHED):
            self.told.put_nowait(_happening(self._names[record.topic], record.value, self._clock))
            self._seen[record.topic, record.partition] = record.offset + 1

    async def caught_up(self) -> None:
        """Wait until everything that stands on the topics now has been told."""
        ends = await ends_of(self._kafka, *WATCHED)
        while any(self._seen.get(place, 0) < end for place, end in ends.items()):  # noqa: ASYNC110 (as above)
            await asyncio.sleep(0.05)


def _happening(topic: TopicName, value: bytes, clock: Clock) -> Happening:
    if topic == "facts":
        sheet = read(value, FactSheet)
        return FactsRead(sheet.item, len(sheet.facts))
    if topic == "alerts":
        return Raised(read(value, Emission), clock.now())
    if topic == "deliveries":
        return Sent(read(value, Attempt))
    return Buried(read(value, DeadLetter))
