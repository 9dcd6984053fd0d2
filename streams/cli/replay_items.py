"""The items of archives for commands that read them whole."""

from pathlib import Path

import click

from streams.core.items import Item
from streams.edges.archives import BadLine, read_archive
from streams.edges.clocks import SystemClock
from streams.edges.terminal import printable


def read_items(archives: tuple[Path, ...]) -> tuple[list[Item], int]:
    """The items of archives, and the number of lines that are none, each told on standard error."""
    items: list[Item] = []
    refused = 0
    for archive in archives:
        for line in read_archive(archive, now=SystemClock().now()):
            if isinstance(line, BadLine):
                click.echo(printable(str(line)), err=True)
                refused += 1
            else:
                items.append(line)
    return items, refused
