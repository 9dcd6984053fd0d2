"""``tocsin schema``: Print the JSON Schema of items, facts, alerts, rules, tests, sources or subscriptions."""

import json
from pathlib import Path

import click

from streams.core.errors import Misuse
from streams.core.schemas import SCHEMAS, schema
from streams.edges.schemafiles import SCHEMA_FOLDER, write_schemas


@click.command(epilog="Examples: tocsin schema rules; tocsin schema --all rules")
@click.argument("name", required=False, type=click.Choice(sorted(SCHEMAS)))
@click.option(
    "--all",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write those of rules, tests, sources and subscriptions into the folder schema of a folder of rules.",
)
def command(name: str | None, folder: Path | None) -> None:
    """Print the JSON Schema of what other people's programs and editors rely on.

    An editor that knows the YAML language server completes and explains a rule file by the schema that the file's
    first line names.
    """
    if folder is not None and name is None:
        write_schemas(folder)
        click.echo(f"wrote {folder / SCHEMA_FOLDER}", err=True)
    elif name is not None and folder is None:
        click.echo(json.dumps(schema(name), indent=2, ensure_ascii=False))
    else:
        raise Misuse(f"name one of {', '.join(sorted(SCHEMAS))}; or write --all and a folder of rules")
