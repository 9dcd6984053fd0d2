"""Incidents written out for other programs: what ``--format`` of ``tocsin incidents list`` does."""

import json
import re
from collections.abc import Sequence
from typing import Literal, get_args

import click

from streams.core.formats.cap import cap_message
from streams.core.formats.geojson import geojson
from streams.core.formats.tables import csv_table
from streams.core.histories import History

Format = Literal["cap", "geojson", "csv", "json"]

_SENDER = re.compile(r"[^\s,<&]+")


def _plain(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not _SENDER.fullmatch(value):
        raise click.BadParameter("CAP allows no spaces, commas, < or & in it; try security@agency.example")
    return value


format_option = click.option(
    "--format",
    "written",
    type=click.Choice(get_args(Format)),
    help="cap: CAP 1.2, the last message of each, an XML document a line. geojson: one collection. csv: a table.",
)
sender_option = click.option(
    "--sender",
    default="tocsin",
    show_default=True,
    callback=_plain,
    help="Who sends, in CAP: an address that is yours.",
)


def write_incidents(shown: Sequence[History], written: Format, sender: str) -> None:
    """Print the incidents in a format that is not ``json``."""
    if written == "cap":
        for one in shown:
            click.echo(cap_message(one, sender=sender))
    elif written == "geojson":
        click.echo(json.dumps(geojson(shown), ensure_ascii=False))
    else:
        click.echo(csv_table(shown), nl=False)
