"""``tocsin replay``: Print what the rules would have raised over an archive."""

from pathlib import Path

import click
from rich.console import Console

from streams.cli.event_table import event_table
from streams.core.alerts import event_line
from streams.core.items import Item
from streams.core.pipeline import Pipeline
from streams.edges.archives import BadLine, read_archive
from streams.edges.clocks import SystemClock
from streams.edges.rulebook import open_rulebook
from streams.replay.run import replay


@click.command(epilog="Example: tocsin replay seeds/m5-offensive.jsonl --json")
@click.argument("archives", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--rules", type=click.Path(path_type=Path), help="The folder of rules (default: ./rules, else the packaged ones)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the settled log, one event a line.")
@click.option("--strict", is_flag=True, help="End with 1 if any line was refused.")
def command(archives: tuple[Path, ...], *, rules: Path | None, as_json: bool, strict: bool) -> int:
    """Run rules over archives of news (JSON Lines) on the archive's own clock, and print what they raise.

    Nothing is sent to anybody. The same archive and rules give the same bytes on every run.
    """
    book = open_rulebook(rules)
    items, refused = read_items(archives)
    told = replay(items, Pipeline(book.extract, book.rules, book.register))
    for conflict in told.conflicts:
        click.echo(f"refused: {conflict}", err=True)
    if as_json:
        for event in told.events:
            click.echo(event_line(event))
    else:
        Console().print(event_table(told.events))
        click.echo(f"{told.items} items, {told.facts} facts, {len(told.events)} events", err=True)
    return 1 if strict and (refused or told.conflicts) else 0


def read_items(archives: tuple[Path, ...]) -> tuple[list[Item], int]:
    """The items of archives, and the number of lines that are none, each told on standard error."""
    items: list[Item] = []
    refused = 0
    for archive in archives:
        for line in read_archive(archive, now=SystemClock().now()):
            if isinstance(line, BadLine):
                click.echo(str(line), err=True)
                refused += 1
            else:
                items.append(line)
    return items, refused
