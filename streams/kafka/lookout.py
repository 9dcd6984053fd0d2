"""The lookout: reads what the topics show of how the service is, and sends its heartbeats."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError

from streams.core.alerts import AlertEvent, Emission
from streams.core.deadletters import DeadLetter
from streams.core.deliveries import Attempt
from streams.core.errors import BadMessage
from streams.core.heartbeats import beaten, heartbeat
from streams.core.sheets import FactSheet
from streams.core.sightings import KEPT, Place, Sightings
from streams.core.vigil import Limits, Trouble, at_first_sight, changes, late, said_again, troubles
from streams.edges.clocks import Clock
from streams.edges.settings import KafkaSettings, WatchSettings
from streams.kafka.connection import client_options, reachable
from streams.kafka.messages import read
from streams.kafka.publishing import Publisher
from streams.kafka.reading import everything, one_record
from streams.kafka.topics import MAX_MESSAGE_BYTES, TopicName, application_id, topic_name

_LOOKED_AT: tuple[TopicName, ...] = ("alerts", "deliveries", "dead-letters", "facts")
_FINISHED: tuple[TopicName, ...] = ("items", "facts", "matches", "ticks", "alerts")
"""Topics of which workers finish each message at once. Those of the outbox may wait, for a channel or a digest."""

_BATCH = 500

_AT_LEAST = 1000
"""Alerts of a partition that are read however old they are: after an outage of days, what stood before it stands."""

_PAUSE = 5.0
"""Seconds between the two looks of a single one at where something waits: workers commit every second."""


class Lookout:
    """Looks at the topics again and again: ``async with Lookout(…) as lookout: await lookout.look()``.

    It begins a day and an hour back; what is read of items, at their end. ``unusable`` says what is wrong with the rules of
    the worker that looks, where that is known.
    """

    def __init__(
        self,
        kafka: KafkaSettings,
        watch: WatchSettings,
        clock: Clock,
        sightings: Sightings,
        unusable: Callable[[], str] = str,
    ) -> None:
        self._unusable = unusable
        self._kafka = kafka
        self._watch = watch
        self._clock = clock
        self.sightings = sightings
        self._limits = Limits(
            heartbeat=timedelta(seconds=watch.patience),
            every=timedelta(seconds=watch.every),
            stalled=timedelta(seconds=watch.stalled),
        )
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
        signs = replace(self.sightings.signs(now), unusable=self._unusable())
        return tuple(troubles(signs, self._limits, now))

    async def look_once(self) -> tuple[Trouble, ...]:
        """What is wrong, for whoever does not look again: what waits is judged by when it came, and looked at twice."""
        async with reachable(self._kafka):
            await self._read_on()
            await self._beats()
            await self._offsets()
            await self._waiting()
            if any(self._clock.now() - one.since >= self._limits.stalled for one in self.sightings.standstills):
                await asyncio.sleep(_PAUSE)
                await self._offsets()
        now = self._clock.now()
        signs = self.sightings.signs(now)
        seen = at_first_sight(signs, self._limits, now) if self._watch.heartbeat else signs
        return tuple(troubles(seen, self._limits, now))

    def news(self, found: tuple[Trouble, ...]) -> tuple[Emission, ...]:
        """What is to be put onto the topic of alerts about what was found: what begins, what is over, and what lasts."""
        now, standing = self._clock.now(), self.sightings.standing.values()
        return (*changes(standing, found, now, self._over), *said_again(self.sightings.unsaid(now), found))

    @property
    def beats(self) -> bool:
        """Whether heartbeats come out, where they are wanted; before the first one that is not known."""
        now = self._clock.now()
        return not self._watch.heartbeat or not late(self.sightings.signs(now), self._limits, now)

    def _over(self, event: AlertEvent) -> bool:
        return self.sightings.over(event, self._clock.now(), beating=self._watch.heartbeat)

    async def _back(self) -> None:
        """Begin where what still counts begins."""
        past = [place for place, name in self._partitions.items() if name != "facts"]
        begins = await self._consumer.beginning_offsets(past)
        for place, offset in (await self._offsets_at(past, self._clock.now() - KEPT)).items():
            least = _AT_LEAST if self._partitions[place] == "alerts" else 0
            end = await self._consumer.position(place)
            self._consumer.seek(place, max(begins[place], min(offset, end - least)))

    async def _offsets_at(self, places: list[TopicPartition], moment: datetime) -> dict[TopicPartition, int]:
        """Where what came from a moment on begins."""
        asked = dict.fromkeys(places, int(moment.timestamp() * 1000))
        found = await self._consumer.offsets_for_times(asked)
        ends = await self._consumer.end_offsets(places)
        return {one: ends[one] if found.get(one) is None else found[one].offset for one in places}

    async def _beats(self) -> None:
        """The heartbeats that went in, for as far back as one of them may be missed."""
        if not self._watch.heartbeat:
            return
        places = [TopicPartition(topic_name(self._kafka, "items"), at) for _, at in self._places(("items",))]
        since = self._clock.now() - self._limits.heartbeat - 2 * self._limits.every
        begin = {one.partition: offset for one, offset in (await self._offsets_at(places, since)).items()}
        async for record in everything(self._kafka, "items", begin):
            beat = beaten((record.key or b"").decode(errors="replace"))
            if beat is not None:
                self.sightings.sent(beat)

    async def _waiting(self) -> None:
        """When the first of what waits in each partition came there."""
        offsets = {(one.topic, one.partition): one.offset for one in self.sightings.standstills}
        for name, at in self._places(_FINISHED):
            if (name, at) in offsets:
                found = await one_record(self._kafka, topic_name(self._kafka, name), at, offsets[name, at])
                if found is not None:
                    self.sightings.waits_since((name, at), _moment(found))

    async def _read_on(self) -> None:
        ends = await self._consumer.end_offsets(list(self._partitions))
        while any([await self._consumer.position(one) < end for one, end in ends.items()]):
            batches = await self._consumer.getmany(timeout_ms=500, max_records=_BATCH)
            for record in sorted((one for records in batches.values() for one in records), key=_moment):
                self._take(record)

    def _take(self, record: "ConsumerRecord[Any, Any]") -> None:
        name = self._partitions[TopicPartition(record.topic, record.partition)]
        try:
            if name == "alerts":
                self.sightings.alert(read(record.value, Emission), _moment(record))
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
        known = await self._committed()
        # What retention took before anybody read it does not wait any more.
        done: dict[Place, int] = {
            places[one]: at for one, at in (await self._consumer.beginning_offsets(places)).items()
        }
        ends = await self._consumer.end_offsets(list(places))
        for one, found in known.items():
            if one in places:
                done[places[one]] = max(done[places[one]], found.offset)
        self.sightings.offsets(done, {places[one]: end for one, end in ends.items()}, self._clock.now())

    async def _committed(self) -> dict[TopicPartition, Any]:
        """How far the workers say that they are. A broker that is new finds only now who keeps that."""
        patience = _PAUSE
        while True:
            try:
                known: dict[TopicPartition, Any] = await self._admin.list_consumer_group_offsets(
                    application_id(self._kafka)
                )
            except GroupCoordinatorNotAvailableError:
                if patience <= 0:
                    raise
                patience -= 0.25
                await asyncio.sleep(0.25)
            else:
                return known

    def _places(self, names: tuple[TopicName, ...]) -> Iterator[tuple[TopicName, int]]:
        return ((name, at) for name in names for at in range(self._kafka.partitions))


def _moment(record: "ConsumerRecord[Any, Any]") -> datetime:
    return datetime.fromtimestamp(record.timestamp / 1000, UTC)
