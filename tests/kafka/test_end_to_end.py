import asyncio
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer

from streams.core.alerts import event_line, settled
from streams.core.items import Item
from streams.core.pipeline import Pipeline
from streams.edges.clocks import SystemClock
from streams.edges.rulebook import open_rulebook
from streams.kafka.broker import Broker
from streams.kafka.connection import client_options
from streams.kafka.messages import Tick, message
from streams.kafka.playing import drained
from streams.kafka.topics import topic_name
from streams.replay.run import replay
from tests.kafka.service import Service, seeds, service

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


async def test_a_tick_that_comes_again_ends_nothing_that_came_after_it(broker: Broker, tmp_path: Path) -> None:
    now = SystemClock().now()
    late = Item(
        id="late",
        source="radio",
        title="",
        text="The ceasefire in Idlib was violated today by shelling.",
        published=now - timedelta(hours=30),
    )
    async with service(broker.bootstrap, "again.", tmp_path) as running:
        await running.hire(1)
        told = []
        await tick(running, now)
        await running.publish([late])
        for arrived in (now - timedelta(hours=1), now, SystemClock().now() + timedelta(seconds=1)):
            await tick(running, arrived)
            told.append([one.event.event for one in await running.emissions()])
    assert told == [["fire"], ["fire"], ["fire", "expire"]]


async def tick(running: Service, arrived: datetime) -> None:
    """A tick of the moment at which it reached its topic, or came again, and the end of what it brings about."""
    await drained(running.kafka)
    async with AIOKafkaProducer(**client_options(running.kafka), acks="all") as producer:
        for partition in range(running.kafka.partitions):
            value, moment = message(Tick(now=arrived), "").value, int(arrived.timestamp() * 1000)
            await producer.send_and_wait(
                topic_name(running.kafka, "ticks"), value, partition=partition, timestamp_ms=moment
            )
    await drained(running.kafka)
