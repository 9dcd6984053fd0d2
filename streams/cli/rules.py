"""``tocsin rules``: Publish rules to a running service, compare versions, and go back."""

import click

from streams.cli.rules_looking import diff, history, show
from streams.cli.rules_publishing import push, rollback


@click.group(name="rules", epilog="Example: tocsin rules push --dry-run rules, and then without --dry-run")
def command() -> None:
    """Publish rules to a running service, compare versions, and go back.

    A version is a folder as a whole: the rules, who is told, the sources and the tables. All workers judge by it from the
    same moment on, without a restart.
    """


command.add_command(push)
command.add_command(diff)
command.add_command(history)
command.add_command(show)
command.add_command(rollback)
