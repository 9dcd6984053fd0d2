"""``tocsin config``: Show what is in force, and where each value came from."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click
from pydantic import BaseModel, SecretStr

from streams.edges.addresses import MASK, shown
from streams.edges.layers import Trail, variable
from streams.edges.settings import Reading, read_settings


@dataclass(frozen=True, slots=True)
class Row:
    """One setting: its name, its value as it may be shown, where that came from, and the variable that sets it."""

    name: str
    value: Any
    origin: str
    variable: str


@click.command(epilog="Example: tocsin config --json | grep kafka")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(as_json: bool) -> None:
    """Show the settings in force and where each came from.

    Secrets are masked. A variable of the environment (TOCSIN_KAFKA__BOOTSTRAP) wins over the secrets file
    (TOCSIN_SECRETS), which wins over the settings file (TOCSIN_CONFIG, else ./tocsin.yaml).
    """
    rows = list(_rows(read_settings()))
    if as_json:
        for row in rows:
            click.echo(json.dumps({"name": row.name, "value": row.value, "from": row.origin, "variable": row.variable}))
        return
    name_width = max(len(row.name) for row in rows)
    value_width = max(len(_text(row.value)) for row in rows)
    for row in rows:
        line = f"{row.name:{name_width}}  {_text(row.value):{value_width}}  {row.origin}"
        click.secho(line, dim=row.origin == "default")


def _rows(reading: Reading) -> Iterator[Row]:
    for trail, value in _values(reading.settings, ()):
        yield Row(".".join(trail), value, reading.origins.get(trail, "default"), variable(trail))
    for name, address in sorted(reading.settings.channels.items()):
        trail = ("channels", name)
        yield Row(".".join(trail), shown(address), reading.origins.get(trail, "default"), variable(trail))


def _values(section: BaseModel, above: Trail) -> Iterator[tuple[Trail, Any]]:
    told = section.model_dump(mode="json")
    for name in type(section).model_fields:
        value = getattr(section, name)
        trail = (*above, name)
        if isinstance(value, BaseModel):
            yield from _values(value, trail)
        elif trail != ("channels",):
            yield trail, MASK if isinstance(value, SecretStr) else told[name]


def _text(value: Any) -> str:
    if value is None:
        return "-"
    return str(value).lower() if isinstance(value, bool) else str(value)
