"""The whole service in one process, without Kafka: what the demo falls back to, with the same alerts and deliveries."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import timedelta

from streams.core.alerts import Emission
from streams.core.items import Item
from streams.core.notices import compose
from streams.core.pipeline import Pipeline
from streams.core.playing import FactsRead, Happening, Published, Raised, Sent, due
from streams.core.subscriptions import Subscriptions
from streams.edges.clocks import Clock
from streams.edges.senders import Sender


async def play(
    items: Sequence[Item],
    length: timedelta,
    pipeline: Pipeline,
    *,
    subscriptions: Subscriptions,
    sender: Sender,
    clock: Clock,
) -> AsyncIterator[Happening]:
    """Take the items in ``length``, let time pass to the last one's moment, and tell what happens."""
    start = clock.now()
    for after, item in due(items, length):
        await asyncio.sleep(max(0.0, (start + after - clock.now()).total_seconds()))
        yield Published(item, None, clock.now())
        outcome = await asyncio.to_thread(pipeline.take, item)
        yield FactsRead(item.id, len(outcome.sheet.facts))
        async for happening in _told(outcome.emissions, subscriptions, sender, clock):
            yield happening
    if items:
        passed = tuple(pipeline.tick(max(item.published for item in items)))
        async for happening in _told(passed, subscriptions, sender, clock):
            yield happening


async def _told(
    emissions: Iterable[Emission], subscriptions: Subscriptions, sender: Sender, clock: Clock
) -> AsyncIterator[Happening]:
    for emission in emissions:
        yield Raised(emission, clock.now())
        for delivery in compose(emission, subscriptions):
            for attempt in await sender.send(delivery):
                yield Sent(attempt)
