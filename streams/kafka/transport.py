"""Faust's Kafka transport, mended where a rebalance loses messages or leaves their commits behind.

When partitions are dealt out anew, Faust drops what it has fetched but not begun, and goes back to the committed offset
to fetch it again. Two things are wrong with that (docs/kafka.md has the measurements):

- aiokafka's ``seek_to_committed`` passes over a partition whose committed offset is 0 or that has none yet, so that its
  position stays behind the dropped messages, and they are lost: the first messages of a fresh group, as soon as a second
  worker joins (4 of 800). Such a partition goes back to its beginning here.
- Faust lets the streams' partitions run before it goes back. What comes in between is taken for a gap in the topic, and
  a gap counts as finished: messages still in a queue are committed, and the offsets, each now known twice, are then
  committed at one a second. Streams run after the seek here.
- A fetch is given the very set of active partitions that recovery changes under it; while none is active, it takes from
  all. What it took after the seek is dropped, and never read: the worker looks alive and stands still. A fetch has a
  copy of the set here, and the seek waits for the fetch that is under way.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from faust.transport.drivers.aiokafka import Consumer as KafkaConsumer
from faust.transport.drivers.aiokafka import Transport as KafkaTransport
from faust.types import TP, Message


class Consumer(KafkaConsumer):
    """A consumer whose streams run from the committed offset, or from the beginning where nothing was committed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._held: set[TP] = set()
        self._nothing_fetched = asyncio.Event()
        self._nothing_fetched.set()
        super().__init__(*args, **kwargs)

    def resume_partitions(self, tps: Iterable[TP]) -> None:
        """Let changelogs run at once, and streams after the seek that Faust makes next."""
        resumed = {TP(place.topic, place.partition) for place in tps}
        streams = {place for place in resumed if not self._is_changelog_tp(place)}
        self._held |= streams
        super().resume_partitions(resumed - streams)

    def forget(self, message: Message) -> None:
        """Count a message as never begun: a rebalance need not wait for it, and whoever has its partition reads it again."""
        self._unacked_messages.discard(message)

    async def perform_seek(self) -> None:
        """Go to the committed offsets when no fetch is under way, and only then let streams run that wait for it."""
        await self._nothing_fetched.wait()
        await super().perform_seek()
        held, self._held = self._held, set()
        super().resume_partitions(held & self.assignment())

    async def _getmany(self, active_partitions: set[TP] | None, timeout: float) -> Any:  # noqa: ASYNC109 (Faust's own)
        self._nothing_fetched.clear()
        try:
            return await super()._getmany(active_partitions and set(active_partitions), timeout)
        finally:
            self._nothing_fetched.set()

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek every partition to where its group must go on, and answer with the committed offsets."""
        committed: Mapping[Any, int | None] = await super().seek_to_committed()
        fresh = [TP(place.topic, place.partition) for place, offset in committed.items() if not offset or offset < 0]
        streams = [place for place in fresh if not self._is_changelog_tp(place)]
        if streams:
            for place, offset in (await self.earliest_offsets(*streams)).items():
                await self._seek(TP(place.topic, place.partition), offset)
        return committed  # type: ignore[return-value]  # Faust's own annotation leaves out None


class Transport(KafkaTransport):
    """Faust's transport with that consumer."""

    Consumer = Consumer
