"""``tocsin rule``: Write a rule from a few questions, take one of the library, or see what a rule makes of an item."""

import click

from streams.cli.rule_copying import copy
from streams.cli.rule_explaining import explain
from streams.cli.rule_writing import new


@click.group(
    epilog="Example: tocsin rule new, and then tocsin rule explain route-severed --item m5-041 seeds/m5-offensive.jsonl"
)
def command() -> None:
    """Write rules, and see why they fire or stay quiet."""


command.add_command(new)
command.add_command(copy)
command.add_command(explain)
