"""``tocsin demo``: Watch the whole service at work on the bundled archive."""

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import click
from pydantic import SecretStr
from rich.console import Console
from rich.text import Text

from streams.cli.demo_view import WIDTH, DemoView
from streams.cli.stopping import stopped_by_sigterm
from streams.core.amounts import amount
from streams.core.errors import Outside
from streams.core.items import Item
from streams.core.pipeline import Pipeline
from streams.core.playing import Happening
from streams.edges import inprocess
from streams.edges.archives import BadLine, read_archive
from streams.edges.clocks import SystemClock
from streams.edges.composer import Composer
from streams.edges.layers import variable
from streams.edges.packaged import packaged
from streams.edges.receiver import Receiver
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.edges.senders import AppriseSender
from streams.edges.settings import KafkaSettings, Settings
from streams.replay.run import replay

ARCHIVE = "m5-offensive.jsonl"

_FONTS = re.compile(r"@font-face \{[^}]*\}\s*")
"""Rich's picture names fonts on the web; a picture of ours asks nobody for anything."""


@click.command(epilog="Example: tocsin demo --seconds 20")
@click.argument("archive", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--engine", type=click.Choice(["kafka", "local"]), help="Kafka (default), or this process alone.")
@click.option("--seconds", type=click.FloatRange(1, 3600), default=45.0, show_default=True, help="How long it plays.")
@click.option("--svg", type=click.Path(path_type=Path, dir_okay=False), help="Write what was shown as a picture, too.")
def command(*, archive: Path | None, engine: str | None, seconds: float, svg: Path | None) -> int:
    """Play a news archive through the whole service and watch the alerts reach a phone.

    Starts a Kafka node, a worker and a receiver that stands for a phone, all on this machine and all gone when it
    ends; without a Kafka to be had it runs in this process, with the same alerts.
    """
    console = Console(highlight=False, record=svg is not None, width=WIDTH if svg else None)
    show = _Show(console, open_rulebook(None), tuple(_items(archive or packaged("seeds") / ARCHIVE)), seconds)
    try:
        with stopped_by_sigterm():
            same = asyncio.run(show.run(engine))
    except KeyboardInterrupt:
        console.print("\nstopped; nothing was left running", style="dim")
        return 130
    if svg is not None:
        svg.write_text(_FONTS.sub("", console.export_svg(title="tocsin demo")), encoding="utf-8")
    return 0 if same else 1


def _items(archive: Path) -> Iterator[Item]:
    for line in read_archive(archive, now=SystemClock().now()):
        if isinstance(line, BadLine):
            click.echo(f"{line.file}:{line.line}: {line.reason}", err=True)
        else:
            yield line


@dataclass(slots=True)
class _Show:
    """One run of the demo: ``items`` in order, played in ``seconds``."""

    console: Console
    book: Rulebook
    items: Sequence[Item]
    seconds: float

    async def run(self, engine: str | None) -> bool:
        """Play, and tell whether the alerts were those of a replay."""
        with _timed(self.console, "languages and places") as told:
            await asyncio.to_thread(self.book.warm)
            told.append("are open")
        async with Receiver.start() as phone:
            self._say(f"a phone stands at {phone.address}, where Apprise posts to")
            addresses = {name: phone.url(name) for name in self.book.subscriptions.channels}
            if engine != "local":
                try:
                    return await self._on_kafka(addresses)
                except Outside as error:
                    if engine == "kafka":
                        raise
                    self.console.print(Text(f"no Kafka here, so all runs in this process: {error}", "yellow"))
            return await self._in_process(addresses)

    async def _in_process(self, addresses: dict[str, str]) -> bool:
        settings = Settings(channels={name: SecretStr(url) for name, url in addresses.items()})
        clock = SystemClock()
        sender = AppriseSender(settings.channels, settings.sending, clock, Composer(lambda: self.book, clock))
        return await self._watched(
            inprocess.play(
                self.items,
                self._length,
                self._pipeline,
                directory=self.book.directory,
                sender=sender,
                clock=clock,
                inhibitions=self.book.inhibitions,
            )
        )

    async def _on_kafka(self, addresses: dict[str, str]) -> bool:
        from streams.kafka import playing  # noqa: PLC0415 (an in-process demo needs no Kafka client)
        from streams.kafka.broker import Broker  # noqa: PLC0415
        from streams.kafka.topics import declare  # noqa: PLC0415

        clock = SystemClock()
        with _timed(self.console, "Apache Kafka") as told:
            broker = await asyncio.to_thread(Broker.start, console=self.console)
            told.append(f"serves at {broker.bootstrap}")
        with broker, tempfile.TemporaryDirectory(prefix="tocsin-demo-") as folder:
            kafka = KafkaSettings(bootstrap=broker.bootstrap)
            with _timed(self.console, "topics") as told:
                told.append(f"{len(await declare(kafka))} declared, {kafka.partitions} partitions each")
            environment = _worker_environment(kafka, addresses, Path(folder))
            log = Path(folder) / "worker.log"
            async with playing.worker(environment, log) as process:
                with _timed(self.console, "worker") as told:
                    await playing.ready(kafka, [process])
                    told.append(f"runs as process {process.pid}")
                try:
                    return await self._watched(playing.play(self.items, self._length, kafka, clock, process))
                except Outside:
                    click.echo(log.read_text(errors="replace")[-4000:], err=True)
                    raise

    async def _watched(self, happenings: AsyncIterator[Happening]) -> bool:
        sources = len({item.source for item in self.items})
        span = f"{self.items[0].published:%d %B} to {self.items[-1].published:%d %B %Y}"
        self.console.print(
            Text.assemble(
                (
                    f"\n{amount(len(self.items), 'item')} of news from {amount(sources, 'source')}, {span}, in {self.seconds:g} seconds",
                    "bold",
                ),
                ("\n✓ and seconds: how long after an item's publication the message was on the phone\n", "dim"),
            )
        )
        with DemoView(self.console, self.book.directory, len(self.items)) as view:
            async with aclosing(happenings) as told:  # type: ignore[type-var]
                async for happening in told:
                    view.take(happening)
        view.finish()
        expected = replay(self.items, self._pipeline).events
        same = self._compared([event.id for event in expected], view)
        self.console.print(_FURTHER)
        return same

    def _compared(self, expected: list[str], view: DemoView) -> bool:
        got = [event.id for event in view.events]
        if got == expected:
            self._say("the same alerts, id for id, as a replay of the archive")
            return True
        lacking = ", ".join(one for one in expected if one not in got) or "none"
        beside = ", ".join(one for one in got if one not in expected) or "none"
        self.console.print(
            Text(f"✗ not the alerts of a replay; please report this (lacking: {lacking}; beside them: {beside})", "red")
        )
        return False

    @property
    def _length(self) -> timedelta:
        return timedelta(seconds=self.seconds)

    @property
    def _pipeline(self) -> Pipeline:
        return Pipeline(self.book.extract, self.book.rules, self.book.register)

    def _say(self, text: str) -> None:
        self.console.print(Text.assemble(("✓ ", "green"), text))


_FURTHER = """
How to go on
  [bold]tocsin replay seeds/m5-offensive.jsonl[/]   the same archive in a second, sending nothing
  [bold]tocsin check rules[/]                       your own rules, checked with their examples
  [bold]tocsin worker[/]                            the real thing: docs/kafka.md, docs/channels.md"""


def _worker_environment(kafka: KafkaSettings, addresses: dict[str, str], folder: Path) -> dict[str, str]:
    channels = {variable(("channels", name)): url for name, url in addresses.items()}
    return channels | {
        "TOCSIN_KAFKA__BOOTSTRAP": kafka.bootstrap,
        "TOCSIN_WORKER__DATA": str(folder),
        "TOCSIN_WORKER__TICKS": "false",
        "TOCSIN_WORKER__SESSION_TIMEOUT": "6",
    }


@contextmanager
def _timed(console: Console, what: str) -> Iterator[list[str]]:
    """Show that something is under way, and when it is done how long it took and what the block appended."""
    clock = SystemClock()
    start = clock.seconds()
    told: list[str] = []
    with console.status(f"{what} …"):
        yield told
    passed = f"  {clock.seconds() - start:.1f} s"
    console.print(Text.assemble(("✓ ", "green"), f"{what} {' '.join(told)}", (passed, "dim")))
