"""``tocsin view``: Make the SQL view of deliveries and incidents anew from the topics, or bring it up to date."""

import asyncio

import click

from streams.cli.viewing import view_url
from streams.core.amounts import amount
from streams.edges.settings import load_settings
from streams.edges.view import View


@click.group(epilog="Example: tocsin view rebuild")
def command() -> None:
    """The view of deliveries and incidents in SQL: SQLite by default, another database by its URL (view.url)."""


@command.command(epilog="Example: tocsin view rebuild")
def rebuild() -> None:
    """Forget what the view holds, and read the topics from their beginning."""
    _bring_up(anew=True)


@command.command(epilog="Example: tocsin view update")
def update() -> None:
    """Read what came onto the topics since the last time, as for a dashboard over the view."""
    _bring_up(anew=False)


def _bring_up(*, anew: bool) -> None:
    from streams.kafka.viewing import catch_up  # noqa: PLC0415 (help needs no Kafka client)

    settings = load_settings()
    with View.opened(view_url(settings)) as view:
        if anew:
            view.clear()
        read = asyncio.run(catch_up(settings.kafka, view))
        counts = view.counts()
    click.echo(
        f"{amount(read, 'message')} read: {amount(counts['deliveries'], 'delivery', 'deliveries')}, "
        f"{amount(counts['incidents'], 'incident')}",
        err=True,
    )
