"""``tocsin broker``: Run a local Apache Kafka for as long as the command runs."""

import signal
import threading
from pathlib import Path

import click
from rich.console import Console

from streams.kafka.broker import Broker
from streams.kafka.node import BrokerFailed

_LOOK_SECONDS = 0.5

EPILOG = """
\b
Examples:
  tocsin broker                          keeps its data between runs, on a free port
  tocsin broker --ephemeral --port 9092  starts empty, leaves nothing

The first start fetches Apache Kafka and prepares it for quick starts; later ones take two to three seconds.
"""


@click.command(epilog=EPILOG)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder to keep the data in.")
@click.option("--ephemeral", is_flag=True, help="Start empty and keep nothing.")
@click.option(
    "--port", type=click.IntRange(1, 65_533), help="Port of the first node; the others follow.  [default: free]"
)
@click.option("--nodes", type=click.Choice(["1", "3"]), default="1", show_default=True, help="How many nodes.")
def command(data: Path | None, ephemeral: bool, port: int | None, nodes: str) -> None:
    """Run a local Apache Kafka until Ctrl-C; it needs no Docker and no installed Java.

    Prints the address to give to clients. Listens on this machine only.
    """
    asked_to_stop = threading.Event()
    console = Console(stderr=True)
    if ephemeral and data is not None:
        data.mkdir(parents=True, exist_ok=True)
    with Broker.start(data, ephemeral, int(nodes), port=port, console=console) as broker:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: asked_to_stop.set())
        click.echo(broker.bootstrap)
        kept = "nothing is kept" if ephemeral else f"data in {broker.folder}"
        console.print(f"Apache Kafka serves; {kept}. Ctrl-C ends it.", highlight=False)
        while not asked_to_stop.wait(_LOOK_SECONDS):
            if len(broker.pids) < int(nodes):
                raise BrokerFailed(f"A Kafka node ended by itself; its log: {', '.join(map(str, broker.logs))}")
