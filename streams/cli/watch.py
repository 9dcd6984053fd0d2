"""``tocsin watch``: See that the service is well, from outside of its workers, and tell where it is not."""

import asyncio
import json
import logging
from collections.abc import Sequence

import click

from streams.core.errors import Misuse
from streams.core.sightings import Sightings
from streams.core.vigil import Trouble, standing
from streams.edges.clocks import SystemClock
from streams.edges.languages import detector
from streams.edges.layers import variable
from streams.edges.lexicons import covered_languages
from streams.edges.senders import AppriseSender
from streams.edges.settings import Settings, load_settings


@click.command(epilog="Example: tocsin watch. From cron: tocsin watch --once")
@click.option(
    "--once",
    is_flag=True,
    help="Look once, for some seconds where something waits; print what is wrong, and end with 1 if anything is.",
)
@click.option("--every", type=click.FloatRange(1, 3600), default=30.0, show_default=True, help="Seconds between looks.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each thing that is wrong.")
def command(*, once: bool, every: float, as_json: bool) -> int:
    """See that the service is well, from outside of its workers, and tell where it is not.

    Sends heartbeats through the whole service, where watch.heartbeat is set, and sees that they come out; looks for
    partitions that stand still, channels that take nothing, languages that nothing reads, and dead letters that become
    more. Tells over the channels of watch.tell, which need no Kafka, and calls watch.ping while all is well.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    settings = load_settings()
    if unknown := [name for name in settings.watch.channels if name not in settings.channels]:
        raise Misuse(
            f"watch.tell names {', '.join(unknown)}, which has no address; set {variable(('channels', unknown[0]))}"
        )
    return asyncio.run(_watch(settings, as_json=as_json, every=None if once else every))


async def _watch(settings: Settings, *, as_json: bool, every: float | None) -> int:
    """Look once, or again and again until it is ended; what is wrong is printed where it changed."""
    from streams.kafka.sentinel import Sentinel  # noqa: PLC0415 (help needs no Kafka client)

    clock, covered = SystemClock(), covered_languages()
    sightings = Sightings(covered, detector(covered))
    async with Sentinel(
        settings, AppriseSender(settings.channels, settings.sending, clock), clock, sightings
    ) as sentinel:
        if every is None:
            looked = await sentinel.look_once()
            found = (*looked, *standing(sightings.standing.values(), looked))
            _print(found, as_json=as_json)
            return 1 if found else 0
        before: frozenset[str] = frozenset()
        while True:
            found = await sentinel.round()
            now = frozenset(one.incident for one in found)
            if now != before:
                _print(found, as_json=as_json)
            before = now
            await asyncio.sleep(every)


def _print(found: Sequence[Trouble], *, as_json: bool) -> None:
    for one in found:
        if as_json:
            told = {"rule": one.rule, "key": dict(one.key), "severity": one.severity, "summary": one.summary}
            click.echo(json.dumps(told | {"reason": one.reason}, ensure_ascii=False))
        else:
            click.echo(f"{one.severity.upper()} {one.rule}: {one.summary}. {one.reason}")
    if not found:
        click.echo("all is well", err=True)
