"""The lookout: reads what the topics show of how the service is, and sends its heartbeats."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.core.alerts import Emission
from streams.core.deadletters import DeadLetter
from streams.core.deliveries import Attempt
from streams.core.errors import BadMessage
from streams.core.heartbeats import heartbeat
from streams.core.sheets import FactSheet
from streams.core.sightings import KEPT, Place, Sightings
from streams.core.vigil import Limits, Trouble, troubles
from streams.edges.clocks import Clock
from streams.edges.settings import KafkaSettings, WatchSettings
from streams.kafka.connection import client_options, reachable
from streams.kafka.messages import read
from streams.kafka.publishing import Publisher
from streams.kafka.topics import MAX_MESSAGE_BYTES, TopicName, application_id, topic_name

_LOOKED_AT: tuple[TopicName, ...] = ("alerts", "deliveries", "dead-letters", "facts")
_FINISHED: tuple[TopicName, ...] = ("items", "facts", "matches", "ticks", "alerts")
"""Topics of which workers finish each message at once. Those of the outbox may wait, for a channel or a digest."""

_BATCH = 500


class Lookout:
    """Looks at the topics again and again: ``async with Lookout(…) as lookout: await lookout.look()``.

    It begins a day and an hour back; what is read of items, at their end.
    """

    def __init__(self, kafka: KafkaSettings, watch: WatchSettings, clock: Clock, sightings: Sightings) -> None:
        self._kafka = kafka
        self._watch = watch
        self._clock = clock
        self.sightings = sightings
        self._limits = Limits(heartbeat=timedelta(seconds=watch.patience), stalled=timedelta(seconds=watch.stalled))
        self._partitions = {TopicPartition(topic_name(kafka, name), at): name for name, at in self._places(_LOOKED_AT)}

    async def __aenter__(self) -> Self:
        async with reachable(self._kafka):
            self._admin = AIOKafkaAdminClient(**client_options(self._kafka))
            self._consumer: AIOKafkaConsumer[Any, Any] = AIOKafkaConsumer(
                **client_options(self._kafka), enable_auto_commit=False, max_partition_fetch_bytes=2 * MAX_MESSAGE_BYTES
            )
            try:
                await self._admin.start()
                await self._consumer.start()
                self._consumer.assign(list(self._partitions))
                await self._consumer.seek_to_end()
                self.sightings.forget()
                await self._back()
            except BaseException:
                await self.__aexit__()
                raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()
        await self._admin.close()

    async def beat(self) -> None:
        """Send the heartbeat of now, if heartbeats are wanted. One that was sent before is the same item."""
        if not self._watch.heartbeat:
            return
        item = heartbeat(self._clock.now(), timedelta(seconds=self._watch.every))
        if self.sightings.sent(item.published):
            async with Publisher(self._kafka, self._clock) as publisher:
                await publisher.publish(item)

    async def look(self) -> tuple[Trouble, ...]:
        """What is wrong now. Raises Outside where the broker cannot be reached."""
        async with reachable(self._kafka):
            await self._read_on()
            await self._offsets()
        now = self._clock.now()
        return tuple(troubles(self.sightings.signs(now), self._limits, now))

    async def _back(self) -> None:
        """Begin where what still counts begins."""
        since = int((self._clock.now() - KEPT).timestamp() * 1000)
        past = [place for place, name in self._partitions.items() if name != "facts"]
        for place, found in (await self._consumer.offsets_for_times(dict.fromkeys(past, since))).items():
            if found is not None:
                self._consumer.seek(place, found.offset)

    async def _read_on(self) -> None:
        ends = await self._consumer.end_offsets(list(self._partitions))
        while any([await self._consumer.position(one) < end for one, end in ends.items()]):
            batches = await self._consumer.getmany(timeout_ms=500, max_records=_BATCH)
            for record in sorted((one for records in batches.values() for one in records), key=_when):
                self._take(record)

    def _take(self, record: "ConsumerRecord[Any, Any]") -> None:
        name = self._partitions[TopicPartition(record.topic, record.partition)]
        try:
            if name == "alerts":
                self.sightings.alert(read(record.value, Emission))
            elif name == "deliveries":
                self.sightings.attempt(read(record.value, Attempt))
            elif name == "dead-letters":
                self.sightings.letter(read(record.value, DeadLetter).at)
            else:
                self.sightings.sheet(read(record.value, FactSheet), self._clock.now())
        except BadMessage:
            return  # whoever has to work with it keeps it as a dead letter

    async def _offsets(self) -> None:
        """Commits are read before the ends: what is finished then was there."""
        places = {TopicPartition(topic_name(self._kafka, name), at): (name, at) for name, at in self._places(_FINISHED)}
        known = await self._admin.list_consumer_group_offsets(application_id(self._kafka))
        ends = await self._consumer.end_offsets(list(places))
        done: dict[Place, int] = {places[one]: max(0, found.offset) for one, found in known.items() if one in places}
        self.sightings.offsets(done, {places[one]: end for one, end in ends.items()}, self._clock.now())

    def _places(self, names: tuple[TopicName, ...]) -> Iterator[tuple[TopicName, int]]:
        return ((name, at) for name in names for at in range(self._kafka.partitions))


def _when(record: "ConsumerRecord[Any, Any]") -> int:
    moment: int = record.timestamp
    return moment
