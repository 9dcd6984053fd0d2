"""``tocsin topics``: Show the topics on the broker, or make what is missing."""

import asyncio
import json

import click
from rich.console import Console
from rich.table import Table

from streams.core.amounts import amount
from streams.edges.settings import load_settings
from streams.kafka.topics import declare, declared, present


@click.command(epilog="Example: tocsin topics --create")
@click.option("--create", is_flag=True, help="Make the topics that are missing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(*, create: bool, as_json: bool) -> None:
    """Show every topic with its partitions, and whether it is there."""
    kafka = load_settings().kafka
    made = asyncio.run(declare(kafka)) if create else ()
    there = asyncio.run(present(kafka))
    rows = [
        {
            "topic": topic.name,
            "partitions": topic.partitions,
            "replication": topic.replication,
            "there": there.get(topic.name),
            "made": topic.name in made,
            "config": dict(topic.config),
        }
        for topic in declared(kafka)
    ]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row))
        return
    table = Table("topic", "partitions", "on the broker", "cleanup", box=None, pad_edge=False)
    for topic in declared(kafka):
        count = there.get(topic.name)
        state = (
            "missing" if count is None else amount(count, "partition") + (", just made" if topic.name in made else "")
        )
        table.add_row(topic.name, str(topic.partitions), state, topic.config["cleanup.policy"])
    Console().print(table)
