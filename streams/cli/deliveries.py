"""``tocsin deliveries``: Show who was told of what, over which channel, and how it ended."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, get_args

import click
from rich.console import Console
from rich.table import Table

from streams.cli.viewing import brought_up, view_url
from streams.core.amounts import amount
from streams.core.deliveries import Ending, Outcome
from streams.core.durations import duration
from streams.edges.clocks import SystemClock
from streams.edges.settings import load_settings
from streams.edges.terminal import printable
from streams.edges.view import View, moment

OUTCOMES = tuple(dict.fromkeys((*get_args(Ending), *get_args(Outcome))))


class _Since(click.ParamType):
    """A moment, or a span before now."""

    name = "since"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            return SystemClock().now() - duration(value)
        except ValueError:
            pass
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is neither a span, as 12h, nor a moment, as 2025-03-01T06:00Z", param, ctx)
        return at if at.tzinfo else at.astimezone()


@click.command(epilog="Example: tocsin deliveries --recipient duty-officer --since 12h")
@click.option("--recipient", help="Only those to this recipient.")
@click.option("--channel", help="Only those over this channel.")
@click.option("--outcome", type=click.Choice(OUTCOMES), help="Only those that ended so, or whose last attempt went so.")
@click.option("--since", type=_Since(), help="Only those of this span before now (12h), or after this moment.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(
    *, recipient: str | None, channel: str | None, outcome: str | None, since: datetime | None, as_json: bool
) -> int:
    """Show each delivery with its recipient, channel and outcome, the last one at the end.

    The view is brought up to date from the topics first. Without a broker it shows what it knew, and ends with 3.
    """
    settings = load_settings()
    with View.opened(view_url(settings)) as view:
        current = brought_up(settings, view)
        rows = view.deliveries(recipient=recipient, channel=channel, outcome=outcome, since=since)
    if as_json:
        for row in rows:
            click.echo(json.dumps(asdict(row)))
    else:
        table = Table(
            "at", "recipient", "channel", "outcome", "tries", "left out", "what", "why", box=None, pad_edge=False
        )
        for row in rows:
            mark = " (repeated?)" if row.repeated else ""
            table.add_row(
                f"{moment(row.at):%d %b %H:%M:%S}",
                row.recipient,
                row.channel,
                row.outcome + mark,
                str(row.attempts),
                row.cut,
                printable(row.summary),
                printable(row.reason),
            )
        Console().print(table)
        click.echo(amount(len(rows), "delivery", "deliveries"), err=True)
    return 0 if current else 3
