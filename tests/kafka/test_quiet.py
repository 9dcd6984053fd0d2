"""Quiet hours and groups on Kafka: what is held outlives the worker that held it, and what belongs together goes out as one."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from streams.cli import main
from streams.core.deliveries import Grouping
from streams.core.items import Item
from streams.edges.clocks import SystemClock
from streams.kafka.broker import Broker
from streams.kafka.messages import message
from streams.kafka.playing import drained
from streams.kafka.publishing import Publisher
from tests.deliveries import delivery
from tests.kafka.kills import channels
from tests.kafka.service import Service, service

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

PEOPLE = """\
version: 1
recipients:
  duty: {channels: duty-phone}
quiet_hours:
  night: {zone: Africa/Khartoum, weekly: {hours: 22:00-07:00}, unless: nothing}
subscriptions:
  - {id: all, to: duty, quiet: night}
"""
RULE = Path(__file__).parents[2] / "rules" / "route-severed.yaml"
NIGHT = datetime(2025, 3, 1, 1, tzinfo=UTC)


def item(name: str, hours: float, text: str) -> Item:
    return Item(id=name, source="radio", title="", text=text, published=NIGHT + timedelta(hours=hours))


async def passes(running: Service, moment: datetime) -> None:
    await drained(running.kafka)
    async with Publisher(running.kafka, SystemClock()) as publisher:
        await publisher.tick(moment)
    await drained(running.kafka)


async def test_what_quiet_hours_hold_outlives_the_worker_and_is_told_when_they_end_if_it_lasts(
    broker: Broker, tmp_path: Path
) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "subscriptions.yaml").write_text(PEOPLE, encoding="utf-8")
    (rules / RULE.name).write_bytes(RULE.read_bytes())
    async with service(broker.bootstrap, "quiet.", tmp_path) as running:
        running.environment = {"TOCSIN_RULES": str(rules)}
        await running.hire(1)
        await running.publish(
            [
                item("m5", 0, "Rebels cut the M5 highway near Saraqib in Syria on Saturday."),
                item("m4", 0.5, "Rebels cut the M4 highway near Ariha in Syria on Saturday."),
                item("open", 1, "The M4 highway near Ariha in Syria is open again."),
            ]
        )
        await passes(running, NIGHT.replace(hour=4, minute=59))
        held = [one.title for one in running.phone.received]
        running.kill(0)
        await running.hire(1)
        await passes(running, NIGHT.replace(hour=5))
        told = [one.title for one in running.phone.received]
        (m5,) = {one.event.incident for one in await running.emissions() if one.event.key.get("route") == "M5"}
        asked = ["subscriptions", "explain", m5[:12], "--at", "2025-03-01T23:00+02:00", "--json"]
        runner = CliRunner(env=running.settings)
        answer = await asyncio.to_thread(runner.invoke, main, asked)
    (expected,) = json.loads(answer.output)["told"]
    assert (expected["to"], expected["at"]) == ("duty", "2025-03-02T05:00:00+00:00")
    assert (held, [one.partition(":")[0] for one in told]) == ([], ["NEW CRITICAL"])
    assert "M5" in told[0]


async def test_what_belongs_together_goes_out_as_one_message(broker: Broker, tmp_path: Path) -> None:
    roads = Grouping(name="roads", wait=timedelta(seconds=4), interval=timedelta(minutes=5))
    async with service(broker.bootstrap, "groups.", tmp_path) as running:
        running.environment = channels(running) | {"TOCSIN_WORKER__TICKS": "true"}
        await running.hire(1)
        now = SystemClock().now()
        for name in ("one", "two", "three"):
            planned = delivery(name, channel="phone-a", grouping=roads, composed=now)
            await running.put("outbox", message(planned, planned.lane).value, planned.lane.encode())
        while not running.phone.received:  # noqa: ASYNC110 (the phone gives no sign)
            await asyncio.sleep(0.1)
        await running.dismiss(0)
        ended = sorted(str(one.ended) for one in await running.attempts() if one.ended)
    assert [one.title for one in running.phone.received] == ["NEW MINOR: one is cut (and 2 more alerts)"]
    assert ended == ["delivered", "suppressed", "suppressed", "suppressed"]
