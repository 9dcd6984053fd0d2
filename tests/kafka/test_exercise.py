"""An archive played into the running service as an exercise, as an operator does it."""

import asyncio
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from streams.core.alerts import settled
from streams.core.errors import Outside
from streams.core.items import Item
from streams.edges.clocks import SystemClock
from streams.edges.settings import KafkaSettings
from streams.kafka import exercise
from streams.kafka.broker import Broker
from streams.kafka.reading import ends_of
from tests.kafka.service import SEEDS, service

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]


def drill(kafka: KafkaSettings, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "streams.cli", "replay", str(SEEDS), "--through", "kafka", *arguments],
        env={
            **os.environ,
            "TOCSIN_KAFKA__BOOTSTRAP": kafka.bootstrap,
            "TOCSIN_KAFKA__PREFIX": kafka.prefix,
            "TOCSIN_KAFKA__PARTITIONS": str(kafka.partitions),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def real_closure() -> Item:
    """Real news of a road that the exercise reports as cut, too."""
    text = "Rebels cut the M5 near Saraqib on Thursday."
    return Item(id="real-1", source="radio", title="", text=text, published=SystemClock().now())


async def test_an_exercise_fires_apart_from_real_news_and_every_message_says_so(broker: Broker, tmp_path: Path) -> None:
    async with service(broker.bootstrap, "exercise.", tmp_path) as running:
        await running.hire()
        await running.publish([real_closure()])
        told = await asyncio.to_thread(drill, running.kafka, "--speed", "100000x", "--json", "--yes")
        log = settled(await running.emissions())
        titles = [one.title for one in running.phone.received]
    events = [json.loads(line) for line in told.stdout.splitlines()]
    assert (told.returncode, len(events) > 20) == (0, True), told.stderr
    assert {(one["exercise"], one["items"][0].startswith("exercise-")) for one in events} == {(True, True)}
    real = [event for event in log if not event.exercise]
    assert {event.items for event in real} == {("real-1",)}
    assert {event.incident for event in real}.isdisjoint(one["incident"] for one in events)
    of_news = {one for one in titles if "EXERCISE" not in one}
    assert (len(of_news), any(one.startswith("EXERCISE ") for one in titles)) == (1, True)


async def test_nobody_is_told_before_somebody_agreed(broker: Broker, tmp_path: Path) -> None:
    async with service(broker.bootstrap, "unasked.", tmp_path) as running:
        told = await asyncio.to_thread(drill, running.kafka)
        ends = await ends_of(running.kafka, "items")
    assert (told.returncode, "--yes goes ahead" in told.stderr, sum(ends.values())) == (2, True, 0)


async def test_an_exercise_that_no_worker_reads_is_told(
    broker: Broker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exercise, "PATIENCE", 1.0)
    async with service(broker.bootstrap, "unread.", tmp_path) as running:
        with pytest.raises(Outside, match="see that a worker runs"):
            async for _ in exercise.exercise([(timedelta(), real_closure())], running.kafka, SystemClock()):
                pass
