"""``tocsin subscriptions``: Ask who would be told of what, over which channels and when, and who is on duty."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import pairwise
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from streams.cli.replay_items import read_items
from streams.cli.subscription_view import forecast_view
from streams.core.alerts import AlertEvent, Emission
from streams.core.amounts import amount
from streams.core.branches import Behind
from streams.core.deliveries import Attempt
from streams.core.durations import duration
from streams.core.errors import Misuse
from streams.core.forecasts import Forecast, forecast
from streams.core.histories import histories
from streams.core.moments import read_moment
from streams.core.pipeline import Pipeline
from streams.core.postroom import Message, Postroom
from streams.core.supposed import supposed
from streams.core.telling import Telling
from streams.core.watches import Surroundings
from streams.edges.clocks import SystemClock
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.edges.settings import load_settings
from streams.edges.terminal import printable

rules_option = click.option(
    "--rules", type=click.Path(path_type=Path), help="The folder of rules, with subscriptions.yaml."
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@click.group(epilog="Example: tocsin subscriptions explain rule=route-severed country=SYR severity=critical")
def command() -> None:
    """Who is told of what, when, and by which branch of the subscriptions."""


@command.command(
    epilog="Examples: tocsin subscriptions explain 3f2a9c01d4e5; tocsin subscriptions explain seeds/m5-offensive.jsonl; "
    "tocsin subscriptions explain rule=route-severed route=M5 country=SYR severity=critical --at 2025-03-01T23:00+02:00"
)
@click.argument("about", nargs=-1, required=True, metavar="INCIDENT|FILE|NAME=VALUE...")
@click.option("--at", "moment", metavar="MOMENT", help="As if it came then, such as 2025-03-01T23:00+02:00 or +8h.")
@rules_option
@json_option
def explain(about: Sequence[str], *, moment: str | None, rules: Path | None, as_json: bool) -> None:
    """Show the way of an alert through the subscriptions: each branch with what it asked, and who is told when.

    The alert is an incident of the service, by the beginning of its id; or every one that a FILE of news raises; or one
    that you describe: rule, severity (critical if left out), event (fire if left out), country, admin1, place, source,
    language, and the fields of its key.
    """
    book = _opened(rules)
    console = Console(highlight=False)
    for number, one in enumerate(_asked(about, book, moment)):
        if as_json:
            click.echo(json.dumps(one.as_values(), ensure_ascii=False))
            continue
        if number:
            console.print()
        console.print(forecast_view(one))


@command.command(epilog="Example: tocsin subscriptions messages seeds/m5-offensive.jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--to", "recipient", help="Only to this recipient.")
@rules_option
@json_option
def messages(files: tuple[Path, ...], *, recipient: str | None, rules: Path | None, as_json: bool) -> None:
    """Show every message that news would bring, in order of time, as if it had come live. Nothing is sent.

    Quiet hours, duties, groups, digests, caps and who is next in line are those of the workers; nobody acknowledges. What
    is not sent is counted with its reason.
    """
    sent, records = _played(files, _opened(rules))
    shown = [one for one in sent if recipient in (None, one.to)]
    if as_json:
        for one in shown:
            click.echo(json.dumps(_message(one), ensure_ascii=False))
        return
    table = Table("when (UTC)", "to", "over", "message", box=None, pad_edge=False)
    for one in shown:
        table.add_row(f"{one.at.astimezone(UTC):%a %d %b %H:%M}", one.to, one.via, printable(one.delivery.title))
    Console().print(table)
    click.echo(amount(len(shown), "message"), err=True)
    unsent = Counter(_why(one) for one in records if one.ended and recipient in (None, one.recipient))
    for why, count in unsent.most_common():
        if not why.startswith("told in the digest"):
            click.echo(f"{amount(count, 'more was', 'more were')} not sent: {why}", err=True)


@command.command(epilog="Example: tocsin subscriptions duty --for 7d")
@click.option("--at", "moment", metavar="MOMENT", help="From then on, such as 2025-03-01T23:00+02:00; left out: now.")
@click.option("--for", "length", default="24h", show_default=True, metavar="SPAN", help="How far ahead to look.")
@rules_option
@json_option
def duty(*, moment: str | None, length: str, rules: Path | None, as_json: bool) -> None:
    """Show who is on duty from when to when, by the zone of each rota."""
    now = _moment(moment) or SystemClock().now()
    try:
        end = now + duration(length)
    except ValueError as error:
        raise Misuse(f"--for: {error}") from None
    table = Table("duty", "from", "until", "who", box=None, pad_edge=False)
    rotas = _opened(rules).subscriptions.rotas
    if not rotas:
        click.echo("there are no rotas: in subscriptions.yaml; docs/delivery.md says how to write one", err=True)
        return
    for name, rota in rotas.items():
        bounds = [now, *rota.changes(now, end), end]
        for begin, until in pairwise(bounds):
            who = rota.on_duty(begin)
            times = [one.astimezone(rota.zone) for one in (begin, until)]
            if as_json:
                said = {"duty": name, "from": times[0].isoformat(), "until": times[1].isoformat(), "who": list(who)}
                click.echo(json.dumps(said))
            table.add_row(name, *(f"{one:%a %d %b %H:%M}" for one in times), ", ".join(who))
    if not as_json:
        Console().print(table)


def _opened(rules: Path | None) -> Rulebook:
    book = open_rulebook(rules or load_settings().rules, to_alert=False)
    for problem in book.problems:
        click.echo(f"left out: {problem}", err=True)
    return book


def _asked(about: Sequence[str], book: Rulebook, moment: str | None) -> Iterator[Forecast]:
    """What is to be explained, in the order in which it happened."""
    given = _moment(moment)
    if all("=" in one for one in about):
        now = given or SystemClock().now()
        try:
            event, languages = supposed(about, now)
        except ValueError as error:
            raise Misuse(str(error)) from None
        behind = Behind(event.sources, languages)
        yield forecast(book.directory.news(event, behind), book.directory, now)
    elif all(Path(one).is_file() or one == "-" for one in about):
        for event, behind in _raised(tuple(map(Path, about)), book):
            yield forecast(book.directory.news(event, behind), book.directory, given or event.at)
    else:
        from streams.cli.ordering import alerts_now, by_id  # noqa: PLC0415 -- all else needs no Kafka

        orders, emissions = asyncio.run(alerts_now(load_settings().kafka))
        known = histories(emissions, orders)
        around = Surroundings(orders, book.inhibitions, book.directory)
        now = given or SystemClock().now()
        for one in about:
            name = by_id([history.incident for history in known], one, "incident", "incidents")
            history = next(history for history in known if history.incident == name)
            behind = _behind(emission for emission in emissions if emission.event.incident == name)
            news = book.directory.news(history.latest, behind)
            yield forecast(news, book.directory, now, around.hides(history.latest, now))


def _behind(emissions: Iterable[Emission]) -> Behind:
    return reduce(Behind.grown, (one for one in emissions if not one.withdrawn), Behind())


def _raised(files: tuple[Path, ...], book: Rulebook) -> Iterator[tuple[AlertEvent, Behind]]:
    pipeline = Pipeline(book.extract, book.rules, book.register)
    known: defaultdict[str, Behind] = defaultdict(Behind)
    for item in sorted(read_items(files)[0], key=lambda one: (one.published, one.id)):
        for emission in (*pipeline.tick(item.published), *pipeline.take(item).emissions):
            event = emission.event
            if not emission.withdrawn:
                known[event.incident] = known[event.incident].grown(emission)
            if emission.material:
                yield event, known[event.incident]


def _played(files: tuple[Path, ...], book: Rulebook) -> tuple[list[Message], list[Attempt]]:
    """What is sent of news as if it came live, and the records of what is not."""
    directory = book.directory
    telling = Telling(
        directory.subscriptions, book.inhibitions, live=True, sources=directory.sources, labels=directory.labels
    )
    room, pipeline = Postroom(telling), Pipeline(book.extract, book.rules, book.register)
    sent: list[Message] = []
    now: datetime | None = None
    for item in sorted(read_items(files)[0], key=lambda one: (one.published, one.id)):
        now = item.published
        for emission in (*pipeline.tick(now), *pipeline.take(item).emissions):
            sent += room.take(emission, now)
    if now is not None:
        sent += room.pass_time(now + timedelta(days=1))
    return sent, room.records


def _why(one: Attempt) -> str:
    """Why it was not sent in the end, whatever held it before."""
    return one.reason.rpartition("; ")[2]


def _moment(text: str | None) -> datetime | None:
    try:
        read = read_moment(text)
    except ValueError as error:
        raise Misuse(f"--at: {error}") from None
    return SystemClock().now() + read if isinstance(read, timedelta) else read


def _message(one: Message) -> dict[str, object]:
    delivery = one.delivery
    return {
        "at": one.at.isoformat(),
        "to": one.to,
        "over": one.via,
        "title": delivery.title,
        "body": delivery.body,
        "event": delivery.event.event,
        "incident": delivery.event.incident,
        "because": delivery.because,
        "members": len(delivery.members),
    }
