"""``tocsin extract``: Print the facts that each item states, with its words."""

import sys
from pathlib import Path

import click

from streams.core.extraction import facts_of
from streams.core.identity import canonical
from streams.edges.archives import BadLine, read_archive
from streams.edges.clocks import SystemClock
from streams.edges.rulebook import open_rulebook


@click.command(epilog="Example: tocsin extract seeds/m5-offensive.jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--rules", type=click.Path(path_type=Path), help="The folder with your tables of routes, ceasefires and places."
)
@click.option("--strict", is_flag=True, help="End with 1 if any line was refused.")
def command(files: tuple[Path, ...], *, rules: Path | None, strict: bool) -> int:
    """Read news items (JSON Lines; - is standard input) and print one line an item with its facts, in input order."""
    book = open_rulebook(rules, to_alert=False)
    for problem in book.problems:
        click.echo(f"left out: {problem}", err=True)
    refused = 0
    for file in files:
        for line in read_archive(file, now=SystemClock().now()):
            if isinstance(line, BadLine):
                click.echo(str(line), err=True)
                refused += 1
            else:
                facts = facts_of(line, book.knowledge)
                sys.stdout.write(canonical(facts.model_dump(mode="json")) + "\n")
    return 1 if strict and refused else 0
