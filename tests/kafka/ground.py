"""The smallest app of tocsin's shape: two agents and a table, for `test_ground` to kill again and again.

Run as ``python -m tests.kafka.ground BOOTSTRAP FOLDER [faust]``; with ``faust`` it is Faust's own App, which loses messages.
"""

import json
import sys
from pathlib import Path

import faust
from faust.types import StreamT

from streams.kafka.app import TocsinApp

PARTITIONS = 4


class Names:
    """The topics of one run."""

    def __init__(self, prefix: str) -> None:
        self.app = f"{prefix}-app"
        self.table = f"{prefix}-seen"
        self.items = f"{prefix}-items"
        self.matches = f"{prefix}-matches"
        self.events = f"{prefix}-events"
        self.changelog = f"{self.app}-{self.table}-changelog"


def create(names: Names, bootstrap: str, folder: str, kind: type[faust.App]) -> faust.App:
    """The app; each message that an agent takes adds a line to ``trace`` in the folder."""
    app = kind(
        names.app,
        broker=f"kafka://{bootstrap}",
        broker_session_timeout=3.0,
        broker_heartbeat_interval=0.5,
        broker_rebalance_timeout=6.0,
        broker_commit_interval=0.3,
        consumer_auto_offset_reset="earliest",
        store="memory://",
        datadir=folder,
        topic_partitions=PARTITIONS,
        topic_replication_factor=1,
        topic_disable_leader=True,
        key_serializer="raw",
        value_serializer="raw",
        web_enabled=False,
        worker_redirect_stdouts=False,
    )
    items = app.topic(names.items, key_type=bytes, value_type=bytes)
    matches = app.topic(names.matches, key_type=bytes, value_type=bytes)
    events = app.topic(names.events, key_type=bytes, value_type=bytes)
    seen = app.Table(names.table, key_type=bytes, value_type=bytes, partitions=PARTITIONS)
    trace = Path(folder, "trace").open("a", buffering=1)  # noqa: SIM115 - open for as long as the process runs

    @app.agent(items, name="match")
    async def match(stream: StreamT[bytes]) -> None:
        async for event in stream.events():
            trace.write(f"items {event.message.partition} {event.message.offset}\n")
            await (await matches.send(key=event.key, value=event.value))

    @app.agent(matches, name="decide")
    async def decide(stream: StreamT[bytes]) -> None:
        async for event in stream.events():
            trace.write(f"matches {event.message.partition} {event.message.offset}\n")
            known = json.loads(seen.get(event.key) or b"[]")
            await (await events.send(key=event.key, value=event.value))
            seen[event.key] = json.dumps(sorted({*known, event.value.decode()})).encode()

    return app


if __name__ == "__main__":
    bootstrap, folder, *plain = sys.argv[1:]
    application = create(Names("ground"), bootstrap, folder, faust.App if plain else TocsinApp)
    sys.argv[1:] = ["worker", "--loglevel", "warn", "--without-web"]
    application.main()
