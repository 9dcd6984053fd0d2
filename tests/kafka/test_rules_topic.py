"""Rules that travel on their topic: pushed while news flows, kept over a restart, gone back to, refused."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import main
from streams.core.editions import in_force
from streams.core.items import Item, read_item
from streams.core.sheets import FactSheet
from streams.edges.bundles import read_bundle
from streams.edges.clocks import SystemClock
from streams.edges.settings import KafkaSettings
from streams.kafka.broker import Broker
from streams.kafka.messages import read
from streams.kafka.playing import drained
from streams.kafka.publishing import Publisher
from streams.kafka.reading import everything
from streams.kafka.ruletopic import publish_rules, read_rules
from streams.kafka.topics import declare
from tests.kafka.service import Service, service

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(150)]

CUT = """
version: 1
id: {id}
kind: change
when: {{fact: route, state: severed}}
group_by: source
severity: {severity}
"""


def folder(path: Path, name: str, severity: str, rule: str = "road-cut") -> str:
    """A folder with one rule, in which each source has an incident of its own."""
    home = path / name
    home.mkdir()
    (home / "rule.yaml").write_text(CUT.format(id=rule, severity=severity))
    return str(home)


async def tocsin(kafka: KafkaSettings, *arguments: str) -> Result:
    environment = {"TOCSIN_KAFKA__BOOTSTRAP": kafka.bootstrap, "TOCSIN_KAFKA__PREFIX": kafka.prefix} | {
        "TOCSIN_KAFKA__PARTITIONS": str(kafka.partitions)
    }
    return await asyncio.to_thread(CliRunner(env=environment).invoke, main, arguments)


def cut(number: int) -> Item:
    return Item(
        id=f"item-{number}",
        source=f"radio-{number}",
        title="",
        text="Rebels cut the M5 highway near Saraqib.",
        published=SystemClock().now(),
    )


async def flow(running: Service, first: int, many: int) -> None:
    async with Publisher(running.kafka, SystemClock()) as publisher:
        for number in range(first, first + many):
            await publisher.publish(cut(number))
            await asyncio.sleep(0.1)


async def in_force_by_now(kafka: KafkaSettings) -> None:
    last = (await read_rules(kafka)).versions[-1]
    await asyncio.sleep(max(0.0, (last.effective_from - SystemClock().now()).total_seconds()))


async def judged(kafka: KafkaSettings) -> Mapping[str, str]:
    """The version that judged each item, by its id."""
    sheets = [read(record.value, FactSheet) async for record in everything(kafka, "facts")]
    return {one.item: one.edition for one in sheets}


async def due(kafka: KafkaSettings) -> Mapping[str, str]:
    """The version that each item should be judged by, from when it was received."""
    versions = (await read_rules(kafka)).versions
    items = [read_item(record.value) async for record in everything(kafka, "items")]
    found = {one.id: in_force(versions, one.received) for one in items if one.received}
    return {name: str(version.number) for name, version in found.items() if version}


async def test_every_item_is_judged_by_exactly_one_version_while_another_is_pushed(
    broker: Broker, tmp_path: Path
) -> None:
    async with service(broker.bootstrap, "pushed.", tmp_path) as running:
        first = await tocsin(running.kafka, "rules", "push", "--no-tests", folder(tmp_path, "one", "minor"))
        await running.hire(2)
        flowing = asyncio.create_task(flow(running, 0, 100))
        second = await tocsin(running.kafka, "rules", "push", "--no-tests", folder(tmp_path, "two", "critical"))
        await flowing
        await drained(running.kafka)
        by, due_by = await judged(running.kafka), await due(running.kafka)
        fired = {one.event.items[0]: one.event.severity for one in await running.emissions()}
        versions = {one.event.rules for one in await running.emissions()}
        letters = await running.dead_letters()
    assert (first.exit_code, second.exit_code, letters) == (0, 0, [])
    assert (by, set(by.values()), len(versions)) == (due_by, {"1", "2"}, 2)
    assert fired == {name: "minor" if version == "1" else "critical" for name, version in by.items()}


async def test_a_restarted_worker_ends_what_was_taken_away_while_it_was_gone(broker: Broker, tmp_path: Path) -> None:
    async with service(broker.bootstrap, "restored.", tmp_path) as running:
        await tocsin(running.kafka, "rules", "push", "--no-tests", folder(tmp_path, "one", "minor"))
        await running.hire(1)
        await running.publish([cut(1)])
        await drained(running.kafka)
        running.kill(0)
        await tocsin(running.kafka, "rules", "push", folder(tmp_path, "two", "minor", rule="another"))
        await running.hire(1)
        await in_force_by_now(running.kafka)
        await running.finish([cut(2)])
        events = [one.event for one in await running.emissions()]
    assert [(one.event, one.rule, one.items) for one in events] == [
        ("fire", "road-cut", ("item-1",)),
        ("expire", "road-cut", ("item-1",)),
    ]
    assert "taken away by version 2 of the rules" in events[-1].reason


async def test_a_version_is_gone_back_to_and_the_history_keeps_both(broker: Broker, tmp_path: Path) -> None:
    kafka = KafkaSettings(bootstrap=broker.bootstrap, prefix="back.", partitions=1)
    for name, severity in (("one", "minor"), ("two", "major")):
        await tocsin(kafka, "rules", "push", "--no-tests", folder(tmp_path, name, severity))
    back = await tocsin(kafka, "rules", "rollback", "1", "--comment", "too loud")
    first, second, third = (await read_rules(kafka)).versions
    history = (await tocsin(kafka, "rules", "history", "--json")).stdout
    shown = await tocsin(kafka, "rules", "show", "3", "-o", str(tmp_path / "three"))
    lines = [json.loads(line) for line in history.splitlines()]
    assert (back.exit_code, third.files, third.parent) == (0, first.files, second.id)
    assert [(one["number"], one["tests"], one["restores"]) for one in lines] == [
        (1, "left out", None),
        (2, "left out", None),
        (3, "as before", 1),
    ]
    assert (shown.exit_code, read_bundle(tmp_path / "three").hashes) == (0, first.files)


async def test_rules_that_are_wrong_or_come_at_the_same_time_as_others_do_not_count(
    broker: Broker, tmp_path: Path
) -> None:
    kafka = KafkaSettings(bootstrap=broker.bootstrap, prefix="refused.", partitions=1)
    await declare(kafka)
    wrong = await tocsin(kafka, "rules", "push", folder(tmp_path, "wrong", "grave"))
    nothing = (await read_rules(kafka)).versions
    good = folder(tmp_path, "good", "minor")
    planned = await tocsin(kafka, "rules", "push", good, "--dry-run", "--json")
    await tocsin(kafka, "rules", "push", good)
    (first,) = (await read_rules(kafka)).versions
    changed = [first.model_copy(update={"number": 2, "parent": first.id, "comment": name}) for name in ("ana", "ben")]
    counts = [await publish_rules(kafka, one, read_bundle(Path(good))) for one in changed]
    again = await tocsin(kafka, "rules", "push", good)
    assert (wrong.exit_code, "severity" in wrong.stderr, nothing) == (1, True, ())
    assert (json.loads(planned.stdout)["effect"], counts) == ("begins", [True, False])
    assert (again.exit_code, "nothing to publish" in again.stderr) == (0, True)
    assert [one.comment for one in (await read_rules(kafka)).versions] == ["", "ana"]
