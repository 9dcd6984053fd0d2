"""``tocsin silences``: Hide incidents for a while, see what is hidden, and end it."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import click
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from streams.cli.ordering import author_option, by_id, ordered, orders_now, standing_now
from streams.core.amounts import amount
from streams.core.commands import Silence, expired, silence
from streams.core.durations import duration
from streams.core.errors import Misuse
from streams.core.histories import History
from streams.core.matchers import read_matcher
from streams.core.moments import read_moment
from streams.core.silences import hides
from streams.edges.clocks import SystemClock
from streams.edges.settings import load_settings
from streams.edges.terminal import printable


@click.group(epilog="Example: tocsin silences add route=M5 --for 8h --comment 'road works'")
def command() -> None:
    """For a while nobody is told of some incidents. What still lasts when it ends is told then."""


@command.command(
    epilog="Example: tocsin silences add rule=route-severed 'place=~Idlib|Aleppo' --for 8h --comment 'known'"
)
@click.argument("matchers", nargs=-1, required=True, metavar="MATCHER...")
@click.option("--for", "length", metavar="SPAN", help="How long, such as 8h.")
@click.option("--until", metavar="MOMENT", help="Until when, with an offset, such as 2025-03-01T06:00+02:00.")
@click.option("--comment", required=True, help="Why.")
@click.option("--dry-run", is_flag=True, help="Show what it would hide now, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: the silence, and what it hides now.")
@author_option
def add(
    matchers: Sequence[str],
    *,
    length: str | None,
    until: str | None,
    comment: str,
    dry_run: bool,
    as_json: bool,
    author: str,
) -> None:
    """Hide the incidents that every MATCHER meets, and show which those are now.

    A matcher is a name, one of = != =~ !~ and a value: rule, label, severity, place, country, admin1, or a field of the
    key such as route. =~ and !~ take a regular expression over the whole value. A drill is met only where exercise is asked
    for. The end of what people were told before is told all the same.
    """
    kafka = load_settings().kafka
    now = SystemClock().now()
    one = _silence(matchers, author, comment, now, _ends(length, until, now))
    orders, known = asyncio.run(standing_now(kafka))
    hidden = [history for history in known if history.open and hides(one, history.latest)]
    if not dry_run and one.id not in orders.silences:
        asyncio.run(ordered(kafka, [one]))
    if as_json:
        click.echo(
            json.dumps(_json(one, now) | {"hides": [history.summary() for history in hidden]}, ensure_ascii=False)
        )
        return
    _preview(hidden)
    until_text = f"{one.ends.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    click.echo(f"silence {one.id[:12]} until {until_text}{': not given, as asked' if dry_run else ''}", err=True)


@command.command("list", epilog="Example: tocsin silences list")
@click.option("--all", "every", is_flag=True, help="Those that are over too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_(*, every: bool, as_json: bool) -> None:
    """List the silences that are in force, the next to end first."""
    now = SystemClock().now()
    orders = asyncio.run(orders_now(load_settings().kafka))
    shown = sorted(
        (one for one in orders.silences.values() if every or one.active(now)), key=lambda one: (one.over, one.id)
    )
    if as_json:
        for one in shown:
            click.echo(json.dumps(_json(one, now), ensure_ascii=False))
        return
    table = Table("id", "until", "hides", "by", "why", box=None, pad_edge=False)
    for one in shown:
        ended = "" if one.active(now) else " (over)"
        table.add_row(
            one.id[:12],
            f"{one.over.astimezone(UTC):%d %b %H:%M}{ended}",
            printable(" ".join(map(str, one.matchers))),
            printable(one.author),
            printable(one.comment),
        )
    Console().print(table)
    click.echo(amount(len(shown), "silence"), err=True)


@command.command(epilog="Example: tocsin silences expire 3f2a9c01d4e5")
@click.argument("silence_id")
@author_option
def expire(silence_id: str, *, author: str) -> None:
    """End a silence now. What it held back and still lasts is told within a tick of the workers."""
    kafka = load_settings().kafka
    now = SystemClock().now()
    orders = asyncio.run(orders_now(kafka))
    one = orders.silences[by_id(orders.silences, silence_id, "silence", "silences")]
    if not one.active(now):
        click.echo(f"silence {one.id[:12]} was over before", err=True)
        return
    asyncio.run(ordered(kafka, [expired(one, author=author, at=now)]))
    click.echo(f"silence {one.id[:12]} is over", err=True)


def _ends(length: str | None, until: str | None, now: datetime) -> datetime:
    if (length is None) == (until is None):
        raise Misuse("say how long the silence lasts: either --for 8h or --until MOMENT")
    try:
        end = now + duration(length) if length is not None else read_moment(until)
    except ValueError as error:
        raise Misuse(f"{'--for' if length else '--until'}: {error}") from None
    return now + end if isinstance(end, timedelta) else end


def _silence(matchers: Sequence[str], author: str, comment: str, now: datetime, ends: datetime) -> Silence:
    try:
        return silence([read_matcher(one) for one in matchers], author=author, comment=comment, at=now, ends=ends)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        raise Misuse(
            f"{'.'.join(map(str, found['loc'])) or 'silence'}: {found['msg'].removeprefix('Value error, ')}"
        ) from None
    except ValueError as error:
        raise Misuse(str(error)) from None


def _preview(hidden: Sequence[History]) -> None:
    """What it hides now: incidents that people would hear more of."""
    if not hidden:
        click.echo("no incident that lasts is hidden by it now", err=True)
        return
    table = Table("id", "state", "severity", "would be hidden", box=None, pad_edge=False)
    for one in hidden:
        table.add_row(one.incident[:12], one.state, one.latest.severity, printable(one.latest.summary))
    Console().print(table)


def _json(one: Silence, now: datetime) -> dict[str, object]:
    return one.model_dump(mode="json") | {"active": one.active(now), "over": one.over.isoformat()}
