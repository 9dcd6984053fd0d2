"""The whole service in one process, without Kafka: what the demo falls back to, with the same alerts and deliveries."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from streams.core.alerts import Emission
from streams.core.deliveries import Attempt, Delivery
from streams.core.inhibition import NO_INHIBITIONS, Inhibitions
from streams.core.items import Item
from streams.core.outbox import Policy
from streams.core.pipeline import Pipeline
from streams.core.playing import FactsRead, Happening, Published, Raised, Sent, due
from streams.core.routing import Directory
from streams.core.telling import Spoken, Telling
from streams.edges.carrier import Carrier, MemoryLedger
from streams.edges.clocks import Clock
from streams.edges.lanes import Parcel
from streams.edges.outbox import Outbox
from streams.edges.senders import Sender


async def play(
    items: Sequence[Item],
    length: timedelta,
    pipeline: Pipeline,
    *,
    directory: Directory,
    sender: Sender,
    clock: Clock,
    policy: Policy | None = None,
    inhibitions: Inhibitions = NO_INHIBITIONS,
) -> AsyncIterator[Happening]:
    """Take the items in ``length``, let time pass to the last one's moment, and tell what happens."""
    people = _People(
        Telling(directory.subscriptions, inhibitions, sources=directory.sources, labels=directory.labels),
        sender,
        clock,
        policy or Policy(),
    )
    start = clock.now()
    for after, item in due(items, length):
        await asyncio.sleep(max(0.0, (start + after - clock.now()).total_seconds()))
        yield Published(item, None, clock.now())
        outcome = await asyncio.to_thread(pipeline.take, item)
        yield FactsRead(item.id, len(outcome.sheet.facts))
        people.tell(outcome.emissions)
        for happening in people.told():
            yield happening
    if items:
        end = max(item.published for item in items)
        people.tell(pipeline.tick(end))
        people.pass_time(end)
    await people.idle()
    for happening in people.told():
        yield happening


class _People:
    """Tells people of emissions, and keeps what happens then."""

    def __init__(self, telling: Telling, sender: Sender, clock: Clock, policy: Policy) -> None:
        self._telling = telling
        self._clock = clock
        self._happened: list[Happening] = []
        self._outbox = Outbox(Carrier(sender, MemoryLedger(), self, clock, policy))
        self.idle = self._outbox.idle

    def tell(self, emissions: Iterable[Emission]) -> None:
        for emission in emissions:
            self._happened.append(Raised(emission, self._clock.now()))
            self._say(self._telling.take(emission))

    def pass_time(self, now: datetime) -> None:
        for told in self._telling.tick(now):
            self._say(told)

    def told(self) -> Iterator[Happening]:
        happened, self._happened = self._happened, []
        yield from happened

    async def record(self, *attempts: Attempt) -> None:
        self._happened += [Sent(one) for one in attempts]

    async def forward(self, delivery: Delivery) -> None:
        self._put(delivery)

    async def alarm(self, emission: Emission) -> None:
        self.tell([emission])

    def _say(self, told: Spoken) -> None:
        self._happened += [Sent(one) for one in told.records]
        for delivery in told.deliveries:
            self._put(delivery)

    def _put(self, delivery: Delivery) -> None:
        self._outbox.put(Parcel(delivery, done=lambda: None, refused=_fail))


async def _fail(error: Exception) -> None:
    raise error
