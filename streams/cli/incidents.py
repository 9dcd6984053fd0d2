"""``tocsin incidents``: List and show incidents, acknowledge them, or withdraw them by hand."""

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import UTC
from typing import Any, get_args

import click
from rich.console import Console
from rich.table import Table

from streams.cli.event_view import event_view
from streams.cli.incident_formats import Format, format_option, sender_option, write_incidents
from streams.cli.incident_marks import marks, untold_now
from streams.cli.ordering import author_option, by_id, ordered, standing_now
from streams.core.alerts import AlertEvent
from streams.core.amounts import amount
from streams.core.commands import Order, Standing, acknowledge, retract
from streams.core.errors import Misuse
from streams.core.formats.cap import cap_messages
from streams.core.histories import History, State
from streams.core.routing import Directory
from streams.core.watches import Surroundings
from streams.edges.clocks import SystemClock
from streams.edges.inhibitionfiles import load_inhibitions
from streams.edges.rulebook import NOBODY
from streams.edges.rulefiles import rules_folder
from streams.edges.settings import Settings, load_settings
from streams.edges.terminal import printable


@click.group(epilog="Example: tocsin incidents list")
def command() -> None:
    """What is going on, since when, who has seen it; and the whole story of each incident."""


@command.command("list", epilog="Example: tocsin incidents list --rule route-severed")
@click.option("--all", "every", is_flag=True, help="Those that are over too.")
@click.option("--state", type=click.Choice(get_args(State)), help="Only those in this state.")
@click.option("--rule", help="Only those of this rule.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, as --format json.")
@format_option
@sender_option
def list_(
    *, every: bool, state: str | None, rule: str | None, as_json: bool, written: Format | None, sender: str
) -> None:
    """List the incidents that last, oldest first; or write them out for another program."""
    settings = load_settings()
    orders, known = asyncio.run(standing_now(settings.kafka))
    shown = [
        one for one in known if (one.state == state if state else every or one.open) and rule in (None, one.latest.rule)
    ]
    if written and written != "json":
        write_incidents(shown, written, sender)
        return
    around, untold, now = _around(settings, orders), untold_now(settings), SystemClock().now()
    if as_json or written:
        for one in shown:
            told = one.summary() | marks(one, around, untold, now).told()
            click.echo(json.dumps(told, ensure_ascii=False))
        return
    table = Table("id", "since", "state", "severity", "grade", "what", "value", "seen by", box=None, pad_edge=False)
    for one in shown:
        drill = "EXERCISE " if one.latest.exercise else ""
        table.add_row(
            one.incident[:12],
            f"{one.since.astimezone(UTC):%d %b %H:%M}",
            one.state + marks(one, around, untold, now).short,
            one.latest.severity,
            one.grading.code if one.grading else "",
            printable(drill + one.latest.summary),
            "" if one.latest.value is None else f"{one.latest.value:,}",
            printable(one.acknowledged.author) if one.acknowledged else "",
        )
    Console().print(table)
    click.echo(amount(len(shown), "incident"), err=True)


@command.command(epilog="Example: tocsin incidents show 3f2a9c01d4e5")
@click.argument("incident")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with every event.")
@click.option("--cap", "as_cap", is_flag=True, help="As CAP 1.2: a message for every event, one XML document a line.")
@sender_option
def show(incident: str, *, as_json: bool, as_cap: bool, sender: str) -> None:
    """Show one incident: each thing that happened, why, and in whose words."""
    settings = load_settings()
    orders, known = asyncio.run(standing_now(settings.kafka))
    one = _one(known, incident)
    if as_cap:
        for message in cap_messages(one, sender=sender):
            click.echo(message)
        return
    shown = marks(one, _around(settings, orders), untold_now(settings), SystemClock().now())
    if as_json:
        click.echo(json.dumps(one.told() | shown.told(), ensure_ascii=False))
        return
    console = Console(highlight=False)
    latest = one.latest
    console.print(f"[bold]{one.state}[/]  {latest.rule}  {latest.severity}  incident {one.incident}", soft_wrap=True)
    if (grading := one.grading) is not None:
        console.print(f"grade {grading.code}: {printable(grading.reason)}", markup=False, soft_wrap=True)
    for why in shown.lines:
        console.print(printable(why), markup=False, soft_wrap=True)
    for told in one.events:
        console.print()
        console.print(event_view(told.event, withdrawn=told.withdrawn))
        console.print(f"  why: {printable(told.event.reason)}", markup=False, soft_wrap=True)
        if told.withdrawn:
            console.print("  taken back since")
        for span in told.event.evidence[1:]:
            console.print(f"  “{printable(span.quote)}” ({printable(span.item)})", markup=False, soft_wrap=True)


@command.command(epilog="Example: tocsin incidents ack 3f2a9c01d4e5 --comment 'calling the convoy'")
@click.argument("incidents", nargs=-1, required=True)
@click.option("--comment", default="seen", show_default=True, help="What you do about it.")
@author_option
def ack(incidents: Sequence[str], *, comment: str, author: str) -> None:
    """Acknowledge incidents: somebody has seen them and acts, so that nobody else in line is told.

    Of an incident that gets worse afterwards people are told anew, and it has to be acknowledged again.
    """
    _order(incidents, acknowledge, author, comment, "acknowledged")


@command.command("retract", epilog="Example: tocsin incidents retract 3f2a9c01d4e5 --comment 'the mayor denies it'")
@click.argument("incidents", nargs=-1, required=True)
@click.option("--comment", required=True, help="Why; people are told.")
@author_option
def retract_(incidents: Sequence[str], *, comment: str, author: str) -> None:
    """Withdraw incidents by hand: those who were told of them are told that they are withdrawn, and why.

    Should an incident get worse afterwards, people are told of it again.
    """
    _order(incidents, retract, author, comment, "withdrawn")


def _order(ids: Sequence[str], given: Callable[..., Order], author: str, comment: str, word: str) -> None:
    kafka = load_settings().kafka
    orders, known = asyncio.run(standing_now(kafka))
    commands: list[Order] = []
    for one in [_one(known, incident) for incident in ids]:
        what = f"{one.incident[:12]} {printable(one.latest.summary)}"
        stage = one.stage
        before = _before(stage, orders, word)
        if before is not None:
            click.echo(f"{what}: already {word} by {printable(before.author)}", err=True)
        elif stage is None or not one.open:
            raise Misuse(f"{what}: it is {one.state}, so there is nothing to be {word}")
        else:
            commands.append(given(stage, author=author, comment=comment, at=SystemClock().now()))
            click.echo(f"{what}: {word}", err=True)
    if commands:
        asyncio.run(ordered(kafka, commands))


def _before(stage: AlertEvent | None, orders: Standing, word: str) -> Any:
    if stage is None:
        return None
    return (orders.acknowledged if word == "acknowledged" else orders.retracted).get(stage.id)


def _around(settings: Settings, orders: Standing) -> Surroundings:
    """What hides incidents: the commands, and the inhibitions of the rules folder. Whom they are told to plays no part."""
    inhibitions, problems = load_inhibitions(rules_folder(settings.rules))
    for problem in problems:
        click.echo(f"left out: {problem}", err=True)
    return Surroundings(orders, inhibitions, Directory(NOBODY))


def _one(known: list[History], incident: str) -> History:
    found = by_id((one.incident for one in known), incident, "incident", "incidents")
    return next(one for one in known if one.incident == found)
