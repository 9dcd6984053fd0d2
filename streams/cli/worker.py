"""``tocsin worker``: Run the stream processors."""

import asyncio
import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path

import click
import faust

from streams.cli.watching import FolderRules, own_volume
from streams.core.errors import Outside
from streams.core.subscriptions import Subscriptions
from streams.edges.clocks import Clock, SystemClock
from streams.edges.composer import Composer
from streams.edges.lastpeople import with_people
from streams.edges.layers import variable
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.edges.senders import AppriseSender
from streams.edges.settings import Settings, load_settings
from streams.edges.shelf import Shelf
from streams.kafka.app import create_app
from streams.kafka.commandtopic import TopicOrders, read_commands
from streams.kafka.following import Following, TopicRules
from streams.kafka.ruletopic import read_rules
from streams.kafka.steps import Steps
from streams.kafka.topics import declare, rules_topic

log = logging.getLogger(__name__)

_ORDERLY_SECONDS = 5.0


@click.command(epilog="Example: tocsin worker --rules rules")
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="A folder of rules of this worker's own, watched for changes (default: what `tocsin rules push` has published).",
)
@click.option("--until-eof", is_flag=True, hidden=True, help="End when standard input closes, as when the parent died.")
def command(*, rules: Path | None, until_eof: bool) -> None:
    """Run the stream processors until Ctrl-C: read, match, decide, compose, deliver.

    Run as many as there are partitions; they share the work, and take over from one another.

    All of them judge by the rules that `tocsin rules push` has published, and by a new version as soon as it is in force.
    As long as there is none, a worker takes ./rules, else the packaged rules. With --rules it follows that folder alone.
    """
    if until_eof:  # before anything that waits for a broker, which may be gone with the parent
        threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    logging.getLogger("aiokafka").setLevel(logging.WARNING)
    settings = load_settings()
    made = asyncio.run(declare(settings.kafka))
    if made:
        click.echo(f"made topics: {', '.join(made)}", err=True)
    app = _app(settings, rules)
    faust.Worker(app, loglevel="WARNING", override_logging=False, quiet=True).execute_from_commandline()


def _app(settings: Settings, rules: Path | None) -> faust.App:
    clock = SystemClock()
    shelf, following = _followed(settings, rules, clock)
    book = shelf.now().book
    book.warm()
    for problem in book.problems:
        click.echo(str(problem), err=True)
    composer = Composer(lambda: shelf.now().book, clock, settings.sending.audience)
    sender = AppriseSender(settings.channels, settings.sending, clock, composer, composer.program)
    _warn_of_silence(book.subscriptions, settings, sender)
    orders = TopicOrders(settings.kafka, asyncio.run(read_commands(settings.kafka)))
    return create_app(settings, Steps(shelf), following, orders, sender=sender, clock=clock)


def _followed(settings: Settings, rules: Path | None, clock: Clock) -> tuple[Shelf, Following]:
    """The rules that the worker begins with, and what keeps them up to date."""
    home = settings.worker.data / "rules"
    if rules is not None:
        book = with_people(open_rulebook(rules), home)
        shelf = Shelf(own_volume(book, clock), clock)
        click.echo(f"rules: {rules}, watched for changes", err=True)
        return shelf, FolderRules(rules, shelf, clock, home, unusable=_told(book))
    published = asyncio.run(read_rules(settings.kafka))
    unusable = ""
    if published.versions:
        shelf = Shelf(None, clock)
        click.echo(
            f"rules: version {published.versions[-1].number} of the topic {rules_topic(settings.kafka)}", err=True
        )
    else:
        book = with_people(open_rulebook(settings.rules), home)
        unusable = _told(book)
        shelf = Shelf(own_volume(book, clock), clock)
        click.echo(f"rules: {book.folder}, as nothing was pushed to the topic yet", err=True)
    following = TopicRules(settings.kafka, shelf, clock, home, unusable=unusable)
    following.begin(published)
    volume = shelf.now()
    if volume.edition.name and volume.book.problems:
        problems = "\n".join(map(str, volume.book.problems))
        raise Outside(
            f"{volume.edition} cannot be used by this worker; install a newer tocsin, or roll back:\n{problems}"
        )
    return shelf, following


def _told(book: Rulebook) -> str:
    return "\n".join(map(str, book.problems))


def _warn_of_silence(subscriptions: Subscriptions, settings: Settings, sender: AppriseSender) -> None:
    """Say before the first alert, not at it, which people cannot be told."""
    for name in subscriptions.channels:
        if name not in settings.channels:
            setting = variable(("channels", name))
            click.echo(f"channel {name} has no address, so nobody is told over it; set {setting}", err=True)
    for name in settings.sending.audience.keys() - subscriptions.channels:
        click.echo(
            f"sending.audience names {name}, over which nobody is told; is it written as in the subscriptions?",
            err=True,
        )
    for name, reason in sender.unusable.items():
        click.echo(f"channel {name} cannot be used: {reason}", err=True)


def _end_with_parent() -> None:
    """End in order when the parent is gone; at once where that takes long, as when the broker went with the parent."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_ORDERLY_SECONDS)
    os._exit(1)
