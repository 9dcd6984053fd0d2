"""``tocsin rules diff``, ``history`` and ``show``: what is in force, what was, and what is different."""

import json
from pathlib import Path

import click
from rich.console import Console

from streams.cli.rules_sets import Published, folder_set, published
from streams.cli.rules_view import change_values, difference_view, history_view, version_values, version_view
from streams.core.amounts import amount
from streams.core.differences import RulesAndMore, difference
from streams.core.errors import Misuse
from streams.core.manifests import Manifest
from streams.edges.rulefiles import rules_folder
from streams.edges.settings import load_settings


@click.command(
    short_help="What is different between two sets.",
    epilog="Example: tocsin rules diff; tocsin rules diff 3; tocsin rules diff 3 5; tocsin rules diff 3 rules",
)
@click.argument("sets", nargs=-1, metavar="[FROM] [TO]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a rule, or other entry, that differs.")
def diff(sets: tuple[str, ...], *, as_json: bool) -> None:
    """Show what is different between two sets of rules: versions by their numbers, or folders.

    Without FROM and TO: what is in force, and ./rules. A folder alone is compared with what is in force, and what is in
    force with a version alone.
    """
    if len(sets) > 2:
        raise Misuse("name at most two sets to compare, such as: tocsin rules diff 3 5")
    there = published(load_settings().kafka)
    default = (
        (None, str(rules_folder())) if not sets else (None, sets[0]) if not sets[0].isdecimal() else (sets[0], None)
    )
    first, second = sets if len(sets) == 2 else default
    changes = difference(_named(there, first), _named(there, second))
    if as_json:
        for one in changes:
            click.echo(json.dumps(change_values(one), ensure_ascii=False))
        return
    Console(highlight=False, soft_wrap=True).print(difference_view(changes, "keep"))


@click.command(short_help="The versions that were published.", epilog="Example: tocsin rules history")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a version, the first one first.")
def history(*, as_json: bool) -> None:
    """List the versions that were published: when, by whom, why, and whether their tests were run."""
    there = published(load_settings().kafka)
    versions = there.reader.versions
    if as_json:
        for one in versions:
            click.echo(json.dumps(version_values(one, there.in_force), ensure_ascii=False))
    elif versions:
        Console(highlight=False).print(history_view(versions, there.in_force, there.now))
    else:
        click.echo("nothing was pushed yet; each worker judges by the folder that it was started in", err=True)


@click.command(short_help="A version, or its files.", epilog="Example: tocsin rules show 3 -o rules-of-version-3")
@click.argument("version", type=click.IntRange(1), required=False)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Write its files to a new folder."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(version: int | None, *, output: Path | None, as_json: bool) -> None:
    """Show a version (default: the one in force), or write its files to a folder, comments and all."""
    there = published(load_settings().kafka)
    found = _version(there, version)
    if output is not None:
        if output.exists() and any(output.iterdir()):
            raise Misuse(f"{output} is not empty; name a folder that is not there yet")
        there.reader.bundle(found).write(output)
        click.echo(f"wrote {amount(len(found.files), 'file')} of version {found.number} to {output}", err=True)
    if as_json:
        click.echo(json.dumps(version_values(found, there.in_force), ensure_ascii=False))
    elif output is None:
        Console(highlight=False, soft_wrap=True).print(version_view(found, there.in_force))


def _version(there: Published, number: int | None) -> Manifest:
    found = there.in_force if number is None else there.version(number)
    if found is None:
        raise Misuse("nothing was pushed yet; begin with `tocsin rules push`")
    return found


def _named(there: Published, name: str | None) -> RulesAndMore:
    """A version by its number, a folder, or what is in force."""
    if name is None:
        return there.contents(there.in_force)
    return there.contents(there.version(int(name))) if name.isdecimal() else folder_set(Path(name)).contents
