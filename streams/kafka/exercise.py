"""An exercise on the running service: items onto the real topics at their pace, and what the service makes of them."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta

from streams.core.alerts import Emission
from streams.core.errors import Outside
from streams.core.items import Item
from streams.core.playing import Published, Raised
from streams.core.sheets import FactSheet
from streams.edges.clocks import Clock
from streams.edges.settings import KafkaSettings
from streams.kafka.lag import Lag
from streams.kafka.messages import read
from streams.kafka.publishing import Publisher
from streams.kafka.reading import ends_of, following
from streams.kafka.topics import TopicName, topic_name

WATCHED: tuple[TopicName, ...] = ("facts", "alerts")

PATIENCE = 60.0
"""Seconds that workers are given to read an item before it is said that none does."""

SETTLING = 20.0
"""Seconds that workers are given after the last item was read; where others' news keeps them busy, all of them are used."""


async def exercise(
    items: Sequence[tuple[timedelta, Item]], kafka: KafkaSettings, clock: Clock
) -> AsyncGenerator[Published | Raised, None]:
    """Publish each item at its moment after the start, and tell what is raised of them, until they have been worked off.

    Raises Outside where no worker reads them.
    """
    told: asyncio.Queue[Published | Raised | None] = asyncio.Queue()
    watch = _Watch(kafka, clock, {item.id for _, item in items}, told, await ends_of(kafka, *WATCHED))
    tasks = [asyncio.create_task(watch.run()), asyncio.create_task(_publish(items, kafka, clock, watch))]
    try:
        while True:
            with suppress(TimeoutError):
                happening = await asyncio.wait_for(told.get(), 0.5)
                if happening is None:
                    return
                yield happening
            for task in tasks:
                if task.done() and (error := task.exception()) is not None:
                    raise error
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _publish(
    items: Iterable[tuple[timedelta, Item]], kafka: KafkaSettings, clock: Clock, watch: "_Watch"
) -> None:
    start = clock.seconds()
    async with Publisher(kafka, clock) as publisher:
        for after, item in items:
            await asyncio.sleep(max(0.0, after.total_seconds() - (clock.seconds() - start)))
            await publisher.publish(item)
            watch.told.put_nowait(Published(item, None, clock.now()))
    await watch.read_all()
    await _settled(kafka)
    await watch.caught_up()
    watch.told.put_nowait(None)


async def _settled(kafka: KafkaSettings) -> None:
    """Wait until the workers have nothing before them, or real news has kept them busy for long enough."""
    with suppress(TimeoutError):
        async with asyncio.timeout(SETTLING), Lag(kafka) as lag:
            while any((await lag.by_topic()).values()):  # noqa: ASYNC110 (the broker gives no sign to wait for)
                await asyncio.sleep(0.2)


class _Watch:
    """Follows what the workers write, and tells what comes of the exercise's items: real news is passed over."""

    def __init__(
        self,
        kafka: KafkaSettings,
        clock: Clock,
        ids: set[str],
        told: "asyncio.Queue[Published | Raised | None]",
        since: dict[tuple[str, int], int],
    ) -> None:
        self.told = told
        self._kafka = kafka
        self._clock = clock
        self._ids = ids
        self._unread = set(ids)
        self._since = since
        self._seen = dict(since)

    async def run(self) -> None:
        facts = topic_name(self._kafka, "facts")
        async for record in following(self._kafka, *WATCHED, since=self._since):
            if record.topic == facts:
                self._unread.discard(read(record.value, FactSheet).item)
            else:
                emission = read(record.value, Emission)
                if not self._ids.isdisjoint(emission.event.items):
                    self.told.put_nowait(Raised(emission, self._clock.now()))
            self._seen[record.topic, record.partition] = record.offset + 1

    async def read_all(self) -> None:
        """Wait until every item was read. Raises Outside where none is for long."""
        left, patience = len(self._unread), PATIENCE
        while self._unread:
            await asyncio.sleep(0.1)
            patience = PATIENCE if len(self._unread) < left else patience - 0.1
            left = len(self._unread)
            if patience <= 0:
                raise Outside(
                    f"{left} items of the exercise were not read in {PATIENCE:g} s: see that a worker runs "
                    "(tocsin worker), and what `tocsin deadletters list` says"
                )

    async def caught_up(self) -> None:
        """Wait until everything that stands on the topics now has been told."""
        ends = await ends_of(self._kafka, *WATCHED)
        while any(self._seen.get(place, 0) < end for place, end in ends.items()):  # noqa: ASYNC110 (as above)
            await asyncio.sleep(0.05)
