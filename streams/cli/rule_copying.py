"""``tocsin rule copy``: take a rule of the library that comes with tocsin, with its tests, into a folder of one's own."""

from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from streams.core.rules import Rule
from streams.edges.rulelibrary import library, take, with_members


@click.command("copy", epilog="Example: tocsin rule copy crossing-closed")
@click.argument("name", required=False, metavar="[ID]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("rules"),
    help="The folder.  [default: rules]",
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
def copy(name: str | None, *, output: Path, force: bool) -> None:
    """Copy a rule that comes with tocsin, with its tests, and put it into use. Without ID: list those that there are.

    A rule that is over others brings them, too.
    """
    rules = library()
    if name is None:
        Console(highlight=False).print(_listed(rules))
        return
    taken = take(with_members(name, rules), output, force=force)
    for path in taken:
        click.echo(f"wrote {path}, in use, and its tests", err=True)
    click.echo(f"change it to suit you; then: tocsin check {output} && tocsin test {output}", err=True)


def _listed(rules: Mapping[str, Rule]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for title in ("rule", "kind", "what it is for"):
        table.add_column(title, overflow="fold", no_wrap=title != "what it is for")
    for one in sorted(rules.values(), key=lambda rule: rule.id):
        table.add_row(one.id, one.kind, one.description)
    return table
