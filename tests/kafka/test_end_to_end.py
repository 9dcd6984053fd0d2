import asyncio
from collections import Counter
from pathlib import Path

import pytest

from streams.core.alerts import event_line, settled
from streams.core.pipeline import Pipeline
from streams.edges.rulebook import open_rulebook
from streams.kafka.broker import Broker
from streams.replay.run import replay
from tests.kafka.service import seeds, service

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]


def replayed() -> list[str]:
    book = open_rulebook(None)
    return [event_line(event) for event in replay(seeds(), Pipeline(book.extract, book.rules, book.register)).events]


async def test_two_workers_of_which_one_is_killed_give_the_log_of_a_replay(broker: Broker, tmp_path: Path) -> None:
    items = seeds()
    async with service(broker.bootstrap, "killed.", tmp_path) as running:
        await running.hire(2)
        playing = asyncio.create_task(running.publish(items, every=0.05))
        await asyncio.sleep(2.5)
        running.kill(0)
        await running.hire(1)
        await playing
        await running.finish(items)
        log = [event_line(event) for event in settled(await running.emissions())]
    assert log == replayed()


async def test_every_delivery_arrives_once_or_is_marked_as_possibly_repeated(broker: Broker, tmp_path: Path) -> None:
    items = seeds()
    async with service(broker.bootstrap, "delivered.", tmp_path) as running:
        await running.hire(1)
        playing = asyncio.create_task(running.publish(items, every=0.05))
        await asyncio.sleep(3.0)
        running.kill(0)
        await running.hire(1)
        await playing
        await running.finish(items)
        delivered = {attempt.delivery for attempt in await running.attempts() if attempt.outcome == "delivered"}
        plain = [one for one in running.phone.received if "possibly repeated" not in one.title]
    repeats = [words for words, times in Counter((one.path, one.title, one.body) for one in plain).items() if times > 1]
    assert (len(plain) <= len(delivered) <= len(running.phone.received), repeats) == (True, [])


async def test_a_restarted_worker_knows_what_it_knew(broker: Broker, tmp_path: Path) -> None:
    items = seeds()
    async with service(broker.bootstrap, "restarted.", tmp_path) as running:
        await running.hire(1)
        await running.publish(items)
        await running.finish(items)
        before = {(one.event.id, one.revision) for one in await running.emissions()}
        running.kill(0)
        await running.hire(1)
        await running.publish(items)
        await running.finish(items)
        after = {(one.event.id, one.revision) for one in await running.emissions()}
    assert after == before
