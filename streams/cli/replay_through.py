"""``--through kafka``: an archive played into the running service as an exercise, and what it raises."""

import asyncio
import sys
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

import click
from rich.console import Console

from streams.cli.replay_items import read_items
from streams.cli.replay_playing import PlayingView
from streams.core.alerts import Emission, event_line, settled
from streams.core.amounts import amount
from streams.core.errors import Misuse
from streams.core.exercises import exercised
from streams.core.items import Item
from streams.core.playing import Published
from streams.edges.clocks import SystemClock
from streams.edges.settings import KafkaSettings, load_settings
from streams.kafka.exercise import exercise
from streams.replay.playing import Pace
from streams.replay.window import Window


def play_through(archives: tuple[Path, ...], window: Window, speed: Pace | None, *, as_json: bool, asked: bool) -> int:
    """Play the archives' items within a window. Asks before people are told, where ``asked``. Gives the exit code."""
    factor = 1.0 if speed is None else speed.factor
    if factor is None:
        raise Misuse("an exercise needs a pace: --speed 60x plays an hour in a minute")
    items = [item for item in read_items(archives)[0] if window.holds(item.published)]
    if not items:
        raise Misuse("there are no items to play: see --from and --to")
    kafka = load_settings().kafka
    begin = SystemClock().now()
    due = list(exercised(items, f"exercise-{begin:%Y%m%dT%H%M%SZ}", begin, factor))
    if asked and not _agreed(len(due), due[-1][0], kafka):
        return 0
    try:
        emissions = asyncio.run(_played(due, kafka, f"{factor:g}x, exercise", as_json=as_json))
    except KeyboardInterrupt:
        click.echo("stopped; what was published is worked off, and its incidents run out by themselves", err=True)
        return 130
    events = settled(emissions)
    for event in events if as_json else ():
        click.echo(event_line(event))
    click.echo(f"{amount(len(due), 'item')}, {amount(len(events), 'event')}, all marked as an exercise", err=True)
    return 0


def _agreed(items: int, length: timedelta, kafka: KafkaSettings) -> bool:
    """Whether the operator wants it. Raises Misuse where nobody is there to be asked."""
    click.echo(
        f"{amount(items, 'item')} will go to {kafka.bootstrap}, topics {kafka.prefix}*, over {_span(length)}, each marked as an "
        "exercise. Whoever is subscribed will be told, in messages that begin with EXERCISE.",
        err=True,
    )
    if not sys.stdin.isatty():
        raise Misuse("nobody is there to be asked; --yes goes ahead without asking")
    return click.confirm("Go ahead?", err=True)


async def _played(
    due: list[tuple[timedelta, Item]], kafka: KafkaSettings, pace: str, *, as_json: bool
) -> list[Emission]:
    """What the service raised. Each word of it is shown as it comes, once: a worker may say one again."""
    known: dict[tuple[str, int], Emission] = {}
    with PlayingView(Console(stderr=as_json, highlight=False), pace) as view:
        view.begin(len(due), None)
        async with aclosing(exercise(due, kafka, SystemClock())) as happenings:
            async for happening in happenings:
                if isinstance(happening, Published):
                    view.judged(happening.item.published)
                    continue
                name = (happening.emission.event.id, happening.emission.revision)
                if name not in known:
                    view.raised(happening.emission, happening.emission.event.at)
                known[name] = happening.emission
    return list(known.values())


def _span(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min" if rest else f"{length.total_seconds():.0f} s"
