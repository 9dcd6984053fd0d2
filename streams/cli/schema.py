"""``tocsin schema``: Print the JSON Schema of items, facts, alerts, rules, tests, sources or subscriptions."""

import json

import click

from streams.core.schemas import SCHEMAS, schema


@click.command(epilog="Example: tocsin schema rules > rules/schema/rule.json")
@click.argument("name", type=click.Choice(sorted(SCHEMAS)))
def command(name: str) -> None:
    """Print the JSON Schema of what other people's programs and editors rely on.

    An editor that knows the YAML language server completes and explains a rule file by the schema that the file's
    first line names.
    """
    click.echo(json.dumps(schema(name), indent=2, ensure_ascii=False))
