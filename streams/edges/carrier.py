"""Carrying one delivery until it ends, in an order that a crash anywhere can be recovered from.

What is to be done is decided in ``streams.core.outbox``; here it is done: the ledger says that an attempt begins, the
attempt is made, what comes of it goes out, the ledger says how it ended, and only then is it finished with.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from streams.core.alerts import Emission
from streams.core.breakers import Breaker
from streams.core.deliveries import Attempt, Delivery, without_attempt
from streams.core.outbox import Entry, Known, Over, Policy, Rest, Send, concluded, ended, next_step
from streams.core.undelivered import nobody_was_told
from streams.edges.clocks import Clock
from streams.edges.senders import Sender

log = logging.getLogger(__name__)

LANE = b"lane "
"""What the key of a lane's state begins with."""


class Ledger(Protocol):
    """What outlives a worker: an entry for each delivery under its id, and the state of each lane under ``LANE`` and its name."""

    def get(self, key: bytes) -> bytes | None:
        """What was last written."""

    async def put(self, key: bytes, value: bytes, partition: int) -> None:
        """Write, and return once it would outlive this process."""


class Post(Protocol):
    """Where what comes of deliveries goes; each returns once it would outlive this process."""

    async def record(self, *attempts: Attempt) -> None:
        """What became of attempts."""

    async def forward(self, delivery: Delivery) -> None:
        """A delivery over another channel."""

    async def alarm(self, emission: Emission) -> None:
        """Nobody was told."""


@dataclass(slots=True)
class MemoryLedger:
    """A ledger for one process, which ends with it."""

    entries: dict[bytes, bytes] = field(default_factory=dict)

    def get(self, key: bytes) -> bytes | None:
        """As ``Ledger.get``."""
        return self.entries.get(key)

    async def put(self, key: bytes, value: bytes, partition: int) -> None:  # noqa: ARG002 (there is one)
        """As ``Ledger.put``."""
        self.entries[key] = value


class Carrier:
    """Carries deliveries; ``sending`` are the lanes with an attempt under way.

    Once it is ``closing`` it begins no attempt.
    """

    def __init__(self, sender: Sender, ledger: Ledger, post: Post, clock: Clock, policy: Policy) -> None:
        self.ledger = ledger
        self.post = post
        self.clock = clock
        self.closing = False
        self.sending: set[str] = set()
        self._sender = sender
        self._policy = policy
        self._breakers: dict[str, Breaker] = {}
        self._changed: dict[str, asyncio.Event] = {}

    def entry(self, delivery: Delivery) -> Entry | None:
        """What the ledger says of a delivery. Where that cannot be read, it may have been sent."""
        raw = self.ledger.get(delivery.id.encode())
        try:
            return Entry.read(raw) if raw else None
        except ValueError:
            log.exception(
                "the ledger's entry of %s cannot be read; it is sent, marked as possibly repeated", delivery.id
            )
            return Entry(lane=delivery.lane, state="attempting", at=self.clock.now())

    async def write(self, delivery: str, entry: Entry, partition: int) -> None:
        """Put an entry into the ledger."""
        await self.ledger.put(delivery.encode(), entry.written(), partition)

    def passes_by(self, delivery: Delivery) -> bool:
        """Whether a delivery would not wait for its channel, which is left alone now."""
        resting = self._breaker(delivery.channel).rests(self.clock.now()) is not None
        return resting and isinstance(self._step(delivery), Over)

    async def carry(self, delivery: Delivery, partition: int) -> bool:
        """Try a delivery until it ends; False where it was let go of before."""
        while not self.closing:
            step = self._step(delivery)
            if isinstance(step, Known):
                if step.over is not None:
                    await self._follow(delivery, step.over)
                return True
            if isinstance(step, Rest):
                await self._rest(step.until, delivery.channel)
            elif isinstance(step, Over):
                await self.end(delivery, step, partition)
                return True
            elif await self._try(delivery, partition):
                return True
        return False

    async def end(self, delivery: Delivery, over: Over, partition: int) -> None:
        """End a delivery without a further attempt."""
        now = self.clock.now()
        await self._follow(delivery, over)
        await self.post.record(without_attempt(delivery, over.ended, over.reason, now))
        await self.write(delivery.id, ended(delivery, self.entry(delivery), over, now), partition)

    async def _try(self, delivery: Delivery, partition: int) -> bool:
        """Make an attempt once the channel has a place, if one is still called for; True where that ended it."""
        await self._sender.free(delivery.channel)
        step = self._step(delivery)
        if self.closing or not isinstance(step, Send):
            self._sender.give_back(delivery.channel)
            return False
        self.sending.add(delivery.lane)
        try:
            return await self._attempt(delivery, step, partition)
        finally:
            self.sending.discard(delivery.lane)

    async def _attempt(self, delivery: Delivery, step: Send, partition: int) -> bool:
        channel, entry = delivery.channel, step.entry
        self._became(channel, self._breaker(channel).begun(entry.at, self._policy.lease))
        await self.write(delivery.id, entry, partition)
        attempt = await self._sender.attempt(delivery, entry.number, repeated=step.repeated)
        now = self.clock.now()
        breaker = self._breaker(channel)
        self._became(
            channel,
            breaker.delivered()
            if attempt.outcome == "delivered"
            else breaker.failed(now, attempt.error, attempt.retry_after),
        )
        entry, over = concluded(delivery, entry, attempt, self._policy, now)
        if over is not None:
            await self._follow(delivery, over)
            attempt = attempt.model_copy(update={"ended": over.ended, "reason": over.reason})
        await self.post.record(attempt)
        await self.write(delivery.id, entry, partition)
        return over is not None

    async def _follow(self, delivery: Delivery, over: Over) -> None:
        """See that the ending of one delivery begins what must follow: the next channel, or that nobody was told."""
        if over.onward is not None:
            await self.post.forward(over.onward)
        if over.nobody and (emission := nobody_was_told(delivery, over.reason)) is not None:
            await self.post.alarm(emission)

    def _step(self, delivery: Delivery) -> Send | Rest | Known | Over:
        breaker = self._breaker(delivery.channel)
        return next_step(delivery, self.entry(delivery), breaker, self._policy, self.clock.now())

    def _breaker(self, channel: str) -> Breaker:
        return self._breakers.get(channel, Breaker())

    def _became(self, channel: str, breaker: Breaker) -> None:
        self._breakers[channel] = breaker
        if (event := self._changed.pop(channel, None)) is not None:
            event.set()

    async def _rest(self, until: datetime, channel: str) -> None:
        """Wait for a moment, or until the channel's state changes."""
        event = self._changed.setdefault(channel, asyncio.Event())
        with suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), max(0.001, (until - self.clock.now()).total_seconds()))
