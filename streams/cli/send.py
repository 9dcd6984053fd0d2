"""``tocsin send``: Publish news items."""

import asyncio
from pathlib import Path

import click

from streams.core.amounts import amount
from streams.edges.archives import BadLine, read_archive
from streams.edges.clocks import SystemClock
from streams.edges.settings import load_settings
from streams.kafka.publishing import Publisher


@click.command(epilog="Example: tocsin send seeds/m5-offensive.jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--strict", is_flag=True, help="End with 1 if any line was refused.")
def command(files: tuple[Path, ...], *, strict: bool) -> int:
    """Publish news items, one JSON object a line; - reads standard input.

    A line that is no item goes to the dead letters, with its reason and its number, and the rest goes on.
    """
    sent, refused = asyncio.run(_send(files))
    click.echo(f"{amount(sent, 'item')} sent, {amount(refused, 'line')} refused", err=True)
    return 1 if strict and refused else 0


async def _send(files: tuple[Path, ...]) -> tuple[int, int]:
    sent = refused = 0
    clock = SystemClock()
    async with Publisher(load_settings().kafka, clock) as publisher:
        for file in files:
            for line in read_archive(file, now=clock.now()):
                if isinstance(line, BadLine):
                    click.echo(str(line), err=True)
                    await publisher.refuse(line)
                    refused += 1
                else:
                    await publisher.publish(line)
                    sent += 1
    return sent, refused
