"""The outbox: every lane works at the same time, so that a service that is slow delays no other.

A lane that waits costs a task and no thread.
"""

import asyncio
import logging
from collections.abc import Collection
from datetime import timedelta

from streams.core.caps import Cap
from streams.core.outbox import Policy
from streams.edges.carrier import Carrier
from streams.edges.lanes import LaneWork, Parcel
from streams.edges.settings import SendingSettings

log = logging.getLogger(__name__)

_LEASE_MARGIN = 5.0
"""Seconds by which a lease outlasts an attempt: a thread that was left behind has ended by then."""

MOST_HELD = 20_000
"""Deliveries in memory, at some kilobytes each; beyond them none is taken in until some have ended."""


class Outbox:
    """Takes parcels in and works their lanes off through ``carrier``, within ``cap`` where there is one.

    ``singly`` are channels that the cap is not for: programs take as much as comes, and can read no digest.
    """

    def __init__(self, carrier: Carrier, cap: Cap | None = None, singly: Collection[str] = ()) -> None:
        self._carrier = carrier
        self._cap = cap
        self._singly = singly
        self._lanes: dict[str, LaneWork] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def held(self) -> int:
        """Deliveries that have not ended."""
        return sum(lane.held for lane in self._lanes.values())

    def put(self, parcel: Parcel) -> None:
        """Take a delivery in; its lane begins to work if it does not yet."""
        name = parcel.delivery.lane
        if name in self._lanes and not self._tasks[name].done():
            self._lanes[name].put(parcel)
            return
        cap = None if parcel.delivery.channel in self._singly else self._cap
        lane = self._lanes[name] = LaneWork(parcel, self._carrier, cap)
        task = self._tasks[name] = asyncio.create_task(lane.run(), name=f"lane {name}")
        task.add_done_callback(lambda _: self._ended(name, lane))

    async def room(self) -> None:
        """Wait until there is room for one more."""
        while self.held >= MOST_HELD:  # noqa: ASYNC110 (lanes end one by one; nothing tells of each)
            await asyncio.sleep(0.1)

    async def idle(self) -> None:
        """Wait until everything taken in, and all that came of it, has ended."""
        while self._tasks:
            await asyncio.wait(tuple(self._tasks.values()))

    async def let_go(self, grace: float) -> None:
        """Stop within ``grace`` seconds: attempts under way are waited for, then left to their leases; all else is dropped.

        What was dropped has not ended, and must come again to whoever goes on with it.
        """
        self._carrier.closing = True
        tasks = dict(self._tasks)
        for name, task in tasks.items():
            if name not in self._carrier.sending:
                task.cancel()
        if tasks:
            _, late = await asyncio.wait(tasks.values(), timeout=grace)
            for task in late:
                log.warning(
                    "%s is left in the middle of an attempt; whoever goes on waits out its lease", task.get_name()
                )
                task.cancel()
            await asyncio.gather(*tasks.values(), return_exceptions=True)
        self._lanes.clear()
        self._tasks.clear()
        self._carrier.closing = False

    def _ended(self, name: str, lane: LaneWork) -> None:
        if self._lanes.get(name) is lane:
            del self._lanes[name], self._tasks[name]


def policy(sending: SendingSettings) -> Policy:
    """How deliveries are tried, by the settings."""
    return Policy(
        attempts=sending.attempts,
        backoff=timedelta(seconds=sending.backoff),
        backoff_max=timedelta(seconds=sending.backoff_max),
        lease=timedelta(seconds=sending.timeout + _LEASE_MARGIN),
    )
