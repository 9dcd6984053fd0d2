"""The Faust application: one agent a step, each a thin shell over a pure function of ``steps``.

What Faust 0.15 needs to lose nothing (docs/kafka.md has the measurements):

- Queues are not emptied when the flow resumes, only when partitions are revoked (``flow``).
- After a rebalance a partition without a commit is read from its beginning (``transport``).
- An exception in an agent acknowledges its message, so nothing is raised in one: a message that cannot be processed
  goes to the dead letters, and a broker that cannot be reached is waited for.
- Events are acknowledged by the broker before the table is written, and the table's changelog is flushed before the
  message's offset is committed. A crash in between repeats a message, and every step recognises a repeat.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

import faust
from faust.streams import Stream
from faust.types import EventT, Message, StreamT, TopicT
from faust.types.transports import ConsumerT, TransportT
from mode.utils.objects import cached_property

from streams.core.caps import Cap
from streams.core.sightings import Sightings
from streams.edges.carrier import Carrier
from streams.edges.clocks import Clock
from streams.edges.languages import detector
from streams.edges.lexicons import covered_languages
from streams.edges.outbox import Outbox, policy
from streams.edges.senders import Sender
from streams.edges.settings import Settings
from streams.edges.webhooks import programs
from streams.kafka import forgetting
from streams.kafka.commandtopic import TopicOrders
from streams.kafka.composing import Composing
from streams.kafka.connection import faust_credentials
from streams.kafka.courier import Courier
from streams.kafka.delivering import Delivering, KafkaPost
from streams.kafka.flow import Flow
from streams.kafka.following import Following
from streams.kafka.forgetting import Forgetting
from streams.kafka.ledger import TableLedger
from streams.kafka.lookout import Lookout
from streams.kafka.messages import EDITION
from streams.kafka.partitions import partition_of
from streams.kafka.steps import Result, Steps
from streams.kafka.ticks import send_ticks
from streams.kafka.topics import MAX_MESSAGE_BYTES, TOPIC_NAMES, TableName, TopicName, application_id, topic_name
from streams.kafka.transport import Consumer, Transport
from streams.kafka.watchman import Watchman

_GRACE = 0.8
"""How much of the session's time-out a message under way is waited for when partitions are given up. Twice the time-out is
what the broker waits for all workers."""


class TocsinApp(faust.App):
    """Faust's App, but that neither recovery nor a rebalance makes it pass over messages."""

    @cached_property
    def flow_control(self) -> Flow:
        return Flow(loop=self.loop)

    letting_go: Callable[[Callable[[Message], None]], Awaitable[None]] | None = None
    """What ends work beside the agents before partitions are given up; it is told how to forget a message."""

    def _new_transport(self) -> TransportT:
        return Transport(self.conf.broker_consumer, self)

    async def _consumer_wait_empty(self, consumer: ConsumerT, logger: Any) -> None:
        """Wait for what is under way, when partitions are revoked and when the worker ends."""
        if self.letting_go is not None:
            await self.letting_go(cast("Consumer", consumer).forget)
        await super()._consumer_wait_empty(consumer, logger)


def create_app(
    settings: Settings, steps: Steps, rules: Following, orders: TopicOrders, *, sender: Sender, clock: Clock
) -> faust.App:
    """The application of one worker, with what keeps its rules and commands up to date. Making it connects to nothing."""
    kafka = settings.kafka
    app = TocsinApp(
        application_id(kafka),
        broker=[f"kafka://{address}" for address in kafka.bootstrap.split(",")],
        broker_credentials=faust_credentials(kafka),
        broker_session_timeout=settings.worker.session_timeout,
        broker_heartbeat_interval=settings.worker.session_timeout / 5,
        broker_rebalance_timeout=settings.worker.session_timeout * 2,
        broker_commit_interval=1.0,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=2 * MAX_MESSAGE_BYTES,
        producer_max_request_size=MAX_MESSAGE_BYTES,
        store="memory://",
        datadir=_made(settings.worker.data),
        topic_partitions=kafka.partitions,
        topic_replication_factor=kafka.replication,
        topic_allow_declare=True,
        key_serializer="raw",
        value_serializer="raw",
        web_enabled=False,
        worker_redirect_stdouts=False,
    )
    topics: dict[TopicName, TopicT] = {
        name: app.topic(topic_name(kafka, name), key_type=bytes, value_type=bytes, internal=False)
        for name in TOPIC_NAMES
    }
    courier = Courier(topics, clock)
    # While an archive is played, days pass in seconds: neither the age of news nor the pace of messages counts.
    live = settings.worker.ticks
    _extracting(app, topics, steps, rules, courier)
    _composing(app, topics, Composing(steps.shelf, orders), rules, courier, clock=clock if live else None)
    seen = _table(app, "seen")
    past = forgetting.items(seen, kafka.partitions, clock, timedelta(days=kafka.retention_days("items")))
    _matching(app, topics, steps, rules, courier, past=past, live=live)
    _deciding(app, topics, steps, rules, courier)
    ledger = _table(app, "ledger")
    carrier = Carrier(sender, TableLedger(ledger), KafkaPost(courier), clock, policy(settings.sending))
    cap = Cap(limit=settings.sending.per_hour) if live else None
    outbox = Outbox(carrier, cap, programs(settings.channels))
    ended = forgetting.deliveries(ledger, kafka.partitions, clock, timedelta(days=kafka.retention_days("outbox")))
    delivering = Delivering(outbox, ended, courier)
    app.letting_go = partial(delivering.let_go, settings.worker.session_timeout * _GRACE)
    _delivering(app, topics, delivering)
    app.task(rules.follow)
    app.task(orders.follow)
    if live:
        covered = covered_languages()
        sightings = Sightings(covered, detector(covered))
        watchman = Watchman(Lookout(kafka, settings.watch, clock, sightings, lambda: rules.unusable), courier)
        app.task(partial(_watching, app, watchman, settings.worker.tick_every))
        app.timer(settings.worker.tick_every, on_leader=True, name="ticks")(
            lambda: send_ticks(courier, kafka, clock.now())
        )
    return app


def _extracting(
    app: faust.App, topics: dict[TopicName, TopicT], steps: Steps, rules: Following, courier: Courier
) -> None:
    @app.agent(topics["items"], name="extract")
    async def extract(stream: StreamT[bytes]) -> None:
        async for event in stream.events():
            async with courier.guarding("extract", event):
                await rules.settled(_edition(event))
                await courier.send(steps.extracted(event.value, _arrived(event)).messages)


def _composing(
    app: faust.App,
    topics: dict[TopicName, TopicT],
    composing: Composing,
    rules: Following,
    courier: Courier,
    *,
    clock: Clock | None,
) -> None:
    """Alerts and ticks go through one agent, as where they are decided: what is held back is told as time passes.

    What hides an alert is judged by when the alert reached its topic, so that it is judged the same when it is read again.
    """
    watches = _table(app, "watches")
    alerts = topics["alerts"].get_topic_name()
    partitions = app.conf.topic_partitions

    @app.agent(app.topic(alerts, topics["ticks"].get_topic_name(), key_type=bytes, value_type=bytes), name="compose")
    async def compose(stream: StreamT[bytes]) -> None:
        async for event in stream.events():
            async with courier.guarding("compose", event):
                await rules.settled(_edition(event))
                now = clock.now() if clock else None
                if event.message.topic == alerts:
                    arrived = _arrived(event) if clock else None
                    await _carry_out(composing.composed(event.value, watches, arrived, now), watches, courier)
                    continue
                for result in composing.ticked(event.value, watches, _mine(event, partitions), now):
                    await asyncio.sleep(0)
                    await _carry_out(result, watches, courier)


def _matching(
    app: faust.App,
    topics: dict[TopicName, TopicT],
    steps: Steps,
    rules: Following,
    courier: Courier,
    *,
    past: Forgetting,
    live: bool,
) -> None:
    """Ticks let the table of items forget; not while an archive is played, when all of its items are old."""
    seen, facts = past.table, topics["facts"].get_topic_name()

    @app.agent(app.topic(facts, topics["ticks"].get_topic_name(), key_type=bytes, value_type=bytes), name="match")
    async def match(stream: StreamT[bytes]) -> None:
        async for event in stream.events():
            async with courier.guarding("match", event):
                if event.message.topic == facts:
                    await rules.settled(_edition(event))
                    await _carry_out(steps.matched(event.value, seen), seen, courier)
                elif live:
                    await past.tick(event.message.partition)


def _deciding(
    app: faust.App, topics: dict[TopicName, TopicT], steps: Steps, rules: Following, courier: Courier
) -> None:
    """Matches and ticks go through one agent, so that news and time never meet in the middle of a key's decision.

    ``heard`` is when the last tick of each partition reached its topic: the same also when it is read again.
    """
    states = _table(app, "incidents")
    matches = topics["matches"].get_topic_name()
    partitions = app.conf.topic_partitions
    heard: dict[int, datetime] = {}

    @app.agent(app.topic(matches, topics["ticks"].get_topic_name(), key_type=bytes, value_type=bytes), name="decide")
    async def decide(stream: StreamT[bytes]) -> None:
        async for event in stream.events():
            async with courier.guarding("decide", event):
                await rules.settled(_edition(event))
                if event.message.topic == matches:
                    known = heard.get(event.message.partition)
                    await _carry_out(steps.decided(event.value, states, known), states, courier)
                    continue
                arrived = _arrived(event)
                for result in steps.ticked(event.value, states, _mine(event, partitions), arrived):
                    await _carry_out(result, states, courier)
                heard[event.message.partition] = arrived


def _delivering(app: faust.App, topics: dict[TopicName, TopicT], delivering: Delivering) -> None:
    """Messages are acknowledged one by one, as each ends: the agent itself acknowledges none."""
    outbox = topics["outbox"].get_topic_name()

    @app.agent(app.topic(outbox, topics["ticks"].get_topic_name(), key_type=bytes, value_type=bytes), name="deliver")
    async def deliver(stream: StreamT[bytes]) -> None:
        async for event in cast("Stream[bytes]", stream).noack().events():
            if event.message.topic == outbox:
                await delivering.take(event)
            else:
                await delivering.tick(event)


async def _watching(app: faust.App, watchman: Watchman, every: float) -> None:
    """The leading worker looks at how the service is, as long as it leads."""
    try:
        while not app.should_stop:
            await app.sleep(every)
            if app.is_leader():
                await watchman.round()
    finally:
        await watchman.rest()


def _arrived(event: EventT[bytes]) -> datetime:
    """When the message reached its topic: the same also when it is read again."""
    return datetime.fromtimestamp(event.message.timestamp, UTC)


def _mine(event: EventT[bytes], partitions: int) -> Callable[[bytes], bool]:
    """Whether a key belongs to the partition of a message."""
    here = event.message.partition
    return lambda key: partition_of(key, partitions) == here


def _edition(event: EventT[bytes]) -> str:
    """The edition of the rules that the message names, or nothing."""
    found: bytes = dict(event.message.headers or {}).get(EDITION, b"")
    return found.decode(errors="replace")


async def _carry_out(result: Result, table: Any, courier: Courier) -> None:
    """Send, wait for the broker's word on every message, and only then write the table."""
    await courier.send(result.messages)
    result.write(table)


def _table(app: faust.App, name: TableName) -> Any:
    return app.Table(name, key_type=bytes, value_type=bytes, partitions=app.conf.topic_partitions)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
