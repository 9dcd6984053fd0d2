"""``tocsin drill``: Send a marked exercise to chosen people, and see who got it and who acknowledged it."""

import asyncio
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import click
from rich.console import Console
from rich.live import Live
from rich.table import Table

from streams.cli.drill_view import answers_view, calls_view
from streams.cli.drilling import directory_in_force, look, send_drill
from streams.cli.ordering import author_option, by_id, orders_now
from streams.core.alerts import Severity
from streams.core.callouts import Answer, State, calls
from streams.core.commands import Drill, drill_id
from streams.core.drills import SAMPLES, TEXT
from streams.core.durations import duration
from streams.core.errors import Misuse
from streams.core.identity import digest
from streams.core.messages.samples import samples
from streams.edges.clocks import SystemClock
from streams.edges.settings import KafkaSettings, load_settings
from streams.edges.terminal import printable

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LOOK = 1.0
"""Seconds between two looks at what came of it."""


class _Span(click.ParamType):
    """A span of time, such as 10m."""

    name = "span"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        try:
            return duration(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.group(epilog="Example: tocsin drill send --to duty-officer --wait 10m")
def command() -> None:
    """An exercise that goes the way of every alert, marked EXERCISE, to those whom you name and to nobody else."""


@command.command(
    epilog="Examples: tocsin drill send --to ana --to field-duty --wait 10m; tocsin drill send --to roads --sample toll"
)
@click.option(
    "--to",
    "names",
    multiple=True,
    required=True,
    metavar="NAME",
    help="A recipient, a duty of the rotas, or a subscription; several with several --to.",
)
@click.option(
    "--message", "text", default="", help="What it says; left out: that it is a test, in each one's language."
)
@click.option(
    "--sample", type=click.Choice(SAMPLES), help="Told as this sample of an alert, as `tocsin preview` shows it."
)
@click.option(
    "--severity", type=click.Choice(get_args(Severity)), help="Left out: critical, or the sample's. Channels go by it."
)
@click.option(
    "--id", "name", help="A name of your own. Sent twice under one name, it is one drill, and nobody is told twice."
)
@click.option("--comment", default="drill", show_default=True, help="Why.")
@click.option(
    "--wait",
    type=_Span(),
    metavar="SPAN",
    help="Wait so long, such as 10m, for everybody to acknowledge; ends with 1 where somebody did not.",
)
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="The folder of rules that the workers run; left out: what was pushed, else ./rules.",
)
@click.option("--dry-run", is_flag=True, help="Show whom it would call, and send nothing.")
@click.option("--yes", is_flag=True, help="Send without asking.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
@author_option
def send(
    *,
    names: tuple[str, ...],
    text: str,
    sample: str | None,
    severity: Severity | None,
    name: str | None,
    comment: str,
    wait: timedelta | None,
    rules: Path | None,
    dry_run: bool,
    yes: bool,
    as_json: bool,
    author: str,
) -> int:
    """Tell chosen people of an exercise, each as an incident of their own to acknowledge.

    Quiet hours and silences hold nothing of it back; it shows what quiet hours would have done. It goes over the channels
    of its severity, from worker to phone as every alert does, and runs out after a day.
    """
    if text and sample:
        raise Misuse("--message or --sample, not both: a sample has words of its own")
    kafka = load_settings().kafka
    now = SystemClock().now()
    grave: Severity = severity or (samples()[sample].event.severity if sample else "critical")
    try:
        called = calls(names, directory_in_force(kafka, rules), grave, now)
    except ValueError as error:
        raise Misuse(f"--to: {error}") from None
    drill = Drill(
        id=drill_id(_named(name, now, author)),
        author=author,
        comment=comment,
        at=now,
        calls=called,
        severity=grave,
        text=text,
        sample=sample or "",
    )
    drill = asyncio.run(orders_now(kafka)).drills.get(drill.id, drill)
    Console(stderr=True, highlight=False).print(calls_view(drill, now))
    if dry_run or not (yes or _agreed(len(drill.calls))):
        click.echo("nothing was sent", err=True)
        return 0
    asyncio.run(send_drill(kafka, drill))
    click.echo(f"sent: tocsin drill report {drill.name}", err=True)
    if wait is None:
        return 0
    came = _waited(kafka, drill, wait)
    _show(drill, came, as_json=as_json)
    return 0 if all(one.state == "acknowledged" for one in came) else 1


@command.command(epilog="Example: tocsin drill report 20251122t2035-3f2a")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def report(name: str, *, as_json: bool) -> int:
    """Show who got a drill, over what and how soon, and who acknowledged it. Ends with 1 where somebody did not get it."""
    kafka = load_settings().kafka
    names = {one.name: one for one in asyncio.run(orders_now(kafka)).drills.values()}
    drill = names[by_id(names, name.removeprefix("drill-"), "drill", "drill")]
    came = look(kafka, drill)
    _show(drill, came, as_json=as_json)
    return 0 if all(one.state in ("acknowledged", "reached") for one in came) else 1


@command.command("list", epilog="Example: tocsin drill list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_(*, as_json: bool) -> None:
    """List the drills that were sent, the newest first."""
    drills = asyncio.run(orders_now(load_settings().kafka)).drills.values()
    table = Table("drill", "when (UTC)", "people", "by", "why", box=None, pad_edge=False)
    for one in sorted(drills, key=lambda one: (one.at, one.id), reverse=True):
        if as_json:
            click.echo(json.dumps(_values(one), ensure_ascii=False))
        table.add_row(
            one.name,
            f"{one.at.astimezone(UTC):%Y-%m-%d %H:%M}",
            str(len(one.calls)),
            printable(one.author),
            printable(one.comment),
        )
    if not as_json:
        Console().print(table)


def _named(name: str | None, now: datetime, author: str) -> str:
    if name is None:
        return f"{now.astimezone(UTC):%Y%m%dt%H%M}-{digest(now.isoformat(), author, length=4)}"
    if not _NAME.fullmatch(name):
        raise Misuse(f"--id: {name} is no name for a drill; write at most 40 small letters, digits and hyphens")
    return name


def _agreed(people: int) -> bool:
    """Whether the operator wants it. Raises Misuse where nobody is there to be asked."""
    if not sys.stdin.isatty():
        raise Misuse("nobody is there to be asked; --yes goes ahead without asking")
    return click.confirm(f"Send it to {people} people?", err=True)


def _waited(kafka: KafkaSettings, drill: Drill, wait: timedelta) -> tuple[Answer, ...]:
    """What came of it once everybody has acknowledged, or the time is over, or the operator has enough."""
    end = time.monotonic() + wait.total_seconds()
    came = look(kafka, drill)
    with (
        Live(answers_view(drill, came), console=Console(stderr=True), transient=True) as live,
        suppress(KeyboardInterrupt),
    ):
        while time.monotonic() < end and any(one.state != "acknowledged" for one in came):
            time.sleep(_LOOK)
            came = look(kafka, drill)
            live.update(answers_view(drill, came))
    return came


def _show(drill: Drill, came: Sequence[Answer], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_values(drill) | {"answers": [one.values(drill.at) for one in came]}, ensure_ascii=False))
        return
    Console(highlight=False).print(answers_view(drill, came))
    counts = Counter(one.state for one in came)
    click.echo(", ".join(f"{counts[state]} {state}" for state in get_args(State) if counts[state]), err=True)


def _values(drill: Drill) -> dict[str, object]:
    return {
        "drill": drill.name,
        "at": drill.at.isoformat(),
        "by": drill.author,
        "comment": drill.comment,
        "severity": drill.severity,
        "says": drill.text or drill.sample or TEXT,
        "people": len(drill.calls),
    }
