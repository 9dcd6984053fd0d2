"""Silences, acknowledgements and withdrawals by hand, given from a terminal to running workers."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from streams.cli import main
from streams.core.items import Item
from streams.edges.clocks import SystemClock
from streams.kafka.broker import Broker
from streams.kafka.playing import drained
from streams.kafka.publishing import Publisher
from tests.kafka.service import Service, service

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]


async def tocsin(running: Service, *arguments: str) -> list[Any]:
    """What a command prints with --json, a value a line, or nothing."""
    kafka = running.kafka
    environment = {
        "TOCSIN_KAFKA__BOOTSTRAP": kafka.bootstrap,
        "TOCSIN_KAFKA__PREFIX": kafka.prefix,
        "TOCSIN_KAFKA__PARTITIONS": str(kafka.partitions),
        "LOGNAME": "ana",
        "TOCSIN_VIEW__URL": "sqlite://",
    }
    result = await asyncio.to_thread(CliRunner(env=environment).invoke, main, arguments)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def titles(running: Service) -> list[str]:
    """What the duty officer's phone has."""
    return [one.title for one in running.phone.received if "duty-phone" in one.path]


async def news(running: Service, name: str, text: str) -> None:
    await running.publish([Item(id=name, source=name, title="", text=text, published=SystemClock().now())])
    await drained(running.kafka)


async def moment_passes(running: Service) -> None:
    """A tick of now, and the end of what it brings about."""
    await asyncio.sleep(1.0)  # as long as a command may take to reach a worker
    async with Publisher(running.kafka, SystemClock()) as publisher:
        await publisher.tick(SystemClock().now())
    await drained(running.kafka)


async def test_orders_given_before_and_after_workers_start_count_and_orphan_no_end(
    broker: Broker, tmp_path: Path
) -> None:
    async with service(broker.bootstrap, "ordered.", tmp_path) as running:
        running.environment = {"TOCSIN_WORKER__TICKS": "true", "TOCSIN_WORKER__TICK_EVERY": "3600"}
        (silence,) = await tocsin(running, "silences", "add", "route=M5", "--for", "8h", "--comment", "works", "--json")
        await running.hire(1)
        await news(running, "radio", "Rebels cut the M5 highway near Saraqib.")
        await news(running, "agency", "Rebels cut the M4 highway near Ariha.")
        listed = {one["key"]["route"]: one for one in await tocsin(running, "incidents", "list", "--json")}
        first = titles(running)
        await tocsin(running, "silences", "expire", silence["id"])
        for _ in range(2):
            await tocsin(running, "incidents", "ack", listed["M4"]["incident"], "--comment", "on it")
        await moment_passes(running)
        third = titles(running)
        await tocsin(running, "silences", "add", "severity=~.*", "--for", "8h", "--comment", "rest", "--json")
        await asyncio.sleep(1.0)
        await news(running, "ministry", "The M5 highway near Saraqib has reopened.")
        await tocsin(running, "incidents", "retract", listed["M4"]["incident"], "--comment", "denied")
        await moment_passes(running)
        last = titles(running)
        (m5,) = await tocsin(running, "incidents", "show", listed["M5"]["incident"], "--json")
        (m4,) = await tocsin(running, "incidents", "show", listed["M4"]["incident"], "--json")
        kept = [one.error for one in await running.attempts() if one.outcome == "not sent"]
        letters = await running.dead_letters()
    assert letters == []
    assert [silence["hides"], listed["M4"]["silenced"], listed["M5"]["silenced"] is None] == [[], None, False]
    assert ["M4" in one for one in first] == [True]
    assert ["M5" in one for one in third] == [False, True]
    assert [one.partition(":")[0] for one in last[2:]] == ["OVER", "WITHDRAWN"]
    assert kept[0].startswith("held back: silenced by ana until")
    assert (m5["state"], [one["event"] for one in m5["events"]]) == ("resolved", ["fire", "resolve"])
    assert (m4["state"], [one["event"] for one in m4["events"]]) == ("retracted", ["fire", "acknowledge", "retract"])
    assert m4["events"][1]["reason"] == "acknowledged by ana: on it"
