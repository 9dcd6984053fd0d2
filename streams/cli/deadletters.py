"""``tocsin deadletters``: List, show and retry what could not be processed."""

import asyncio
import json
from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table

from streams.core.deadletters import DeadLetter
from streams.core.errors import Misuse
from streams.edges.settings import load_settings
from streams.edges.terminal import printable
from streams.kafka.graveyard import put_back, standing


@click.group(epilog="Example: tocsin deadletters list")
def command() -> None:
    """Messages that could not be processed: nothing is dropped, everything can be put back."""


@command.command("list", epilog="Example: tocsin deadletters list --step extract")
@click.option("--step", help="Only those that this step refused.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_(*, step: str | None, as_json: bool) -> None:
    """List dead letters, oldest first."""
    letters = [letter for letter in _letters() if step in (None, letter.step)]
    if as_json:
        for letter in letters:
            click.echo(_line(letter))
        return
    table = Table("id", "step", "where", "reason", box=None, pad_edge=False)
    for letter in letters:
        table.add_row(letter.id, letter.step, printable(letter.where), printable(letter.error))
    Console().print(table)
    click.echo(f"{len(letters)} dead letters", err=True)


@command.command(epilog="Example: tocsin deadletters show 3f2a9c01d4e5")
@click.argument("letter_id")
@click.option("--json", "as_json", is_flag=True, help="As JSON, the bytes in base64.")
def show(letter_id: str, *, as_json: bool) -> None:
    """Show one dead letter with its bytes."""
    letter = _one(_letters(), letter_id)
    if as_json:
        click.echo(_line(letter))
        return
    click.echo(f"{letter.id}  refused by {letter.step} at {letter.at.isoformat(timespec='seconds')}")
    click.echo(f"where   {printable(letter.where)}")
    click.echo(f"reason  {printable(letter.error)}")
    click.echo(f"bytes   {letter.size:,}{'' if letter.whole else ' (the first 64 KiB are kept)'}\n")
    click.echo(printable(letter.content.decode(errors="replace")))


@command.command(epilog="Example: tocsin deadletters retry --all")
@click.argument("letter_ids", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every dead letter.")
def retry(letter_ids: Sequence[str], *, every: bool) -> int:
    """Put messages back onto the topics they came from, once what was wrong is mended.

    What still cannot be processed comes back here.
    """
    letters = _letters()
    chosen = letters if every else [_one(letters, letter_id) for letter_id in letter_ids]
    if not chosen and not every:
        raise Misuse("name the dead letters to put back, or say --all")
    lost = asyncio.run(put_back(load_settings().kafka, chosen))
    for letter in lost:
        click.echo(f"{letter.id}: only its first 64 KiB are left, so it cannot be put back", err=True)
    click.echo(f"{len(chosen) - len(lost)} put back", err=True)
    return 1 if lost else 0


def _letters() -> list[DeadLetter]:
    return asyncio.run(standing(load_settings().kafka))


def _one(letters: list[DeadLetter], letter_id: str) -> DeadLetter:
    found = [letter for letter in letters if letter.id.startswith(letter_id)]
    if len({letter.id for letter in found}) != 1:
        raise Misuse(
            f"{letter_id}: {'several' if found else 'no'} dead letters have this id; see `tocsin deadletters list`"
        )
    return found[0]


def _line(letter: DeadLetter) -> str:
    return json.dumps({"id": letter.id} | letter.model_dump(mode="json"))
