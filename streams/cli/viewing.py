"""Where the view is, and reading it when it is as new as can be."""

import asyncio

import click

from streams.core.errors import Outside
from streams.edges.settings import Settings
from streams.edges.view import View


def view_url(settings: Settings) -> str:
    """The URL of the view; the folder of the default one is made."""
    if settings.view.url is not None:
        return settings.view.url.get_secret_value()
    settings.worker.data.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{settings.worker.data / 'view.db'}"


def brought_up(settings: Settings, view: View) -> bool:
    """Bring the view up to date. Where Kafka cannot be reached it says so, and answers False: the view is as it was."""
    from streams.kafka.viewing import catch_up  # noqa: PLC0415 (help needs no Kafka client)

    try:
        asyncio.run(catch_up(settings.kafka, view))
    except Outside as error:
        click.echo(f"not up to date, this is what was known before: {error}", err=True)
        return False
    return True
