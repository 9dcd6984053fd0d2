from pathlib import Path

import pytest

from streams.kafka.broker import Broker
from streams.kafka.graveyard import put_back
from streams.kafka.playing import drained
from streams.kafka.topics import TopicName
from tests.kafka.service import seeds, service

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]

READ: tuple[TopicName, ...] = ("items", "facts", "matches", "ticks", "alerts", "outbox")


async def test_poison_on_each_topic_is_kept_and_the_stream_goes_on(broker: Broker, tmp_path: Path) -> None:
    items = seeds()[:60]
    async with service(broker.bootstrap, "poisoned.", tmp_path) as running:
        for topic in READ:
            await running.put(topic, b"\xff{not json")
        await running.hire(1)
        await running.publish(items)
        await running.finish(items)
        letters = await running.dead_letters()
        told = len(running.phone.received)
    assert (sorted(letter.topic for letter in letters), told > 0) == (sorted(f"poisoned.{name}" for name in READ), True)


async def test_a_dead_letter_that_is_put_back_is_read_again(broker: Broker, tmp_path: Path) -> None:
    async with service(broker.bootstrap, "retried.", tmp_path) as running:
        await running.put("items", b'{"source": "radio"}', key=b"item-1")
        await running.hire(1)
        await drained(running.kafka)
        first = await running.dead_letters()
        lost = await put_back(running.kafka, first)
        await drained(running.kafka)
        again = await running.dead_letters()
    assert ([(one.offset, one.content) for one in again], lost) == (
        [(0, b'{"source": "radio"}'), (1, b'{"source": "radio"}')],
        [],
    )
