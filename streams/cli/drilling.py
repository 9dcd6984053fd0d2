"""A drill and the broker: whom the rules in force know, sending it, and looking what came of it."""

import asyncio
from pathlib import Path

import click

from streams.cli.ordering import orders_now
from streams.cli.rules_sets import published, unpacked
from streams.core.callouts import Answer, answers
from streams.core.commands import Drill
from streams.core.deliveries import Attempt
from streams.core.drills import raised
from streams.core.errors import BadMessage
from streams.core.routing import Directory
from streams.edges.clocks import SystemClock
from streams.edges.rulebook import open_rulebook
from streams.edges.settings import KafkaSettings, load_settings
from streams.kafka.messages import message, read
from streams.kafka.publishing import Publisher
from streams.kafka.reading import everything


def directory_in_force(kafka: KafkaSettings, rules: Path | None) -> Directory:
    """Who is told of what: by a folder that is named, else by what was pushed, else by the folder of the settings."""
    there = published(kafka) if rules is None else None
    if there is not None and (version := there.in_force) is not None:
        with unpacked(there.reader.bundle(version)) as folder:
            return _directory(folder)
    return _directory(rules or load_settings().rules)


def _directory(folder: Path | None) -> Directory:
    book = open_rulebook(folder, to_alert=False)
    for problem in book.problems:
        click.echo(f"left out: {problem}", err=True)
    return book.directory


async def send_drill(kafka: KafkaSettings, drill: Drill) -> None:
    """Put the order onto the topic of commands, and then the alerts that it raises; return when the broker has them.

    Where it was cut off between the two, sending the same drill again does what is missing, and nothing twice.
    """
    async with Publisher(kafka, SystemClock()) as publisher:
        await publisher.put("commands", message(drill, drill.id))
        for one in raised(drill):
            await publisher.put("alerts", message(one, one.event.incident))


def look(kafka: KafkaSettings, drill: Drill) -> tuple[Answer, ...]:
    """What came of it so far, by the records of deliveries and the commands."""
    return asyncio.run(_looked(kafka, drill))


async def _looked(kafka: KafkaSettings, drill: Drill) -> tuple[Answer, ...]:
    orders = await orders_now(kafka)
    wanted = {one.event.id for one in raised(drill)}
    attempts: list[Attempt] = []
    async for record in everything(kafka, "deliveries"):
        try:
            attempt = read(record.value, Attempt)
        except BadMessage:
            continue
        if attempt.event in wanted:
            attempts.append(attempt)
    return answers(drill, attempts, orders.acknowledged)
