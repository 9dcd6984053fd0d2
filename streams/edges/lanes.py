"""Lanes: the deliveries of one recipient and channel, in order, one at a time, within the cap."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from streams.core.amounts import amount
from streams.core.caps import Cap, Group, Hold, Lane, Single, Together, choose
from streams.core.deliveries import TOLD_IN_DIGEST, Attempt, Delivery, held_back, without_attempt
from streams.core.digests import digested, grouped
from streams.core.kinds.steps import moment_text
from streams.core.outbox import Entry
from streams.core.parking import Drop, Waiting
from streams.edges.carrier import LANE, Carrier

log = logging.getLogger(__name__)

_RECORDS_AT_ONCE = 100

SHOWN = timedelta(minutes=1)
"""What waits for longer than this has a record that says why; less is over before anybody looks."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery with what to call once it has ended, or could not be processed. ``partition`` is where it came from."""

    delivery: Delivery
    done: Callable[[], None]
    refused: Callable[[Exception], Awaitable[None]]
    partition: int = 0


class LaneWork:
    """Works one lane off until nothing is left in it. Without a ``cap`` everything goes out singly, as it came."""

    def __init__(self, first: Parcel, carrier: Carrier, cap: Cap | None) -> None:
        self.name = first.delivery.lane
        self._partition = first.partition
        self._key = LANE + self.name.encode()
        self._carrier = carrier
        self._cap = cap
        self._came = asyncio.Event()
        self._full = False
        self._new: deque[Parcel] = deque([first])
        self._begun: deque[Parcel] = deque()
        self._parcels: list[Parcel] = []
        self._waiting: list[Waiting] = []
        self._shown: set[str] = set()

    @property
    def held(self) -> int:
        """Deliveries in it."""
        return len(self._new) + len(self._begun) + len(self._parcels)

    def put(self, parcel: Parcel) -> None:
        """Take one more in. While there is no room for lesser ones, these wake nobody: they only wait the longer."""
        self._new.append(parcel)
        if parcel.delivery.severe or not self._full or self._carrier.entry(parcel.delivery) is not None:
            self._came.set()

    async def run(self) -> None:
        """Work until nothing is left, or the carrier closes. What breaks the lane itself refuses everything in it."""
        try:
            await self._work()
        except Exception as error:
            log.exception("the lane %s broke", self.name)
            for parcel in (*self._new, *self._begun, *self._parcels):
                await parcel.refused(error)
                parcel.done()

    async def _work(self) -> None:
        while self.held and not self._carrier.closing:
            while self._new:
                await self._take(self._new[0])
                self._new.popleft()
            if self._begun:
                await self._carry(self._begun[0])
                if not self._carrier.closing:
                    self._begun.popleft()
            elif self._parcels:
                await self._choose()

    async def _take(self, parcel: Parcel) -> None:
        """Set a parcel where it belongs: to those begun, which count already, or to those that wait for their turn."""
        planned = self._lane.digest
        if planned is not None and parcel.delivery.id in planned.members:
            if await self._carrier.carry(planned, self._partition):
                await self._suppress([parcel], _told_in(planned))
        elif self._cap is None or self._carrier.entry(parcel.delivery) is not None:
            self._begun.append(parcel)
        else:
            self._parcels.append(parcel)
            self._waiting.append(Waiting(parcel.delivery, self._carrier.clock.now()))

    async def _choose(self) -> None:
        assert self._cap is not None  # noqa: S101 (without a cap nothing waits)
        passed = {at for at, one in enumerate(self._parcels) if self._carrier.passes_by(one.delivery)}
        if passed:
            # They are not sent, so they count for nothing, and wait for no digest.
            self._begun += [self._parcels[at] for at in sorted(passed)]
            self._leave(passed)
            return
        now = self._carrier.clock.now()
        choice = choose(self._lane, self._waiting, self._cap, now)
        if isinstance(choice, Hold):
            await self._rest(choice, now)
            return
        chosen = [self._parcels[at] for at in choice.places]
        if isinstance(choice, Drop):
            await self._suppress(chosen, choice.reason)
        else:
            await self._send(choice, chosen, now)
        self._leave(set(choice.places))

    async def _rest(self, choice: Hold, now: datetime) -> None:
        self._came.clear()
        self._full = choice.full
        await self._show(choice, now)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._came.wait(), (choice.until - now).total_seconds())
        self._full = False

    async def _show(self, choice: Hold, now: datetime) -> None:
        """Put on record what waits for long, once. Whoever takes over says it again under the same id."""
        records: list[Attempt] = []
        for wait in choice.waits:
            for one in (self._waiting[at] for at in wait.places):
                if wait.until - one.begun > SHOWN and one.delivery.id not in self._shown:
                    self._shown.add(one.delivery.id)
                    why = f"{wait.why}, goes out about {moment_text(wait.until)}"
                    records.append(held_back(one.delivery, why, now))
        for begin in range(0, len(records), _RECORDS_AT_ONCE):
            await self._carrier.post.record(*records[begin : begin + _RECORDS_AT_ONCE])

    async def _send(self, choice: Single | Group | Together, chosen: Sequence[Parcel], now: datetime) -> None:
        """Send what was chosen as one message, by itself or for all of it."""
        # What was planned again after a crash stands here twice, and counts once.
        deliveries = list({one.delivery.id: one.delivery for one in chosen}.values())
        alone = len(deliveries) == 1 and not deliveries[0].late
        made = grouped if isinstance(choice, Group) else digested
        digest = None if alone else made(deliveries, now)
        of = None if isinstance(choice, Together) else deliveries[0]
        after = self._lane.sent(now, digest=isinstance(choice, Together) and not choice.urgent, of=of)
        await self._keep(after.model_copy(update={"digest": digest}))
        if digest is None:
            for parcel in chosen:
                await self._carry(parcel)
        elif await self._carrier.carry(digest, self._partition):
            await self._suppress(chosen, _told_in(digest))
            await self._keep(after)

    def _leave(self, places: set[int]) -> None:
        self._shown -= {self._parcels[at].delivery.id for at in places}
        self._parcels = [one for at, one in enumerate(self._parcels) if at not in places]
        self._waiting = [one for at, one in enumerate(self._waiting) if at not in places]

    async def _carry(self, parcel: Parcel) -> None:
        try:
            ended = await self._carrier.carry(parcel.delivery, self._partition)
        except Exception as error:  # noqa: BLE001 (one delivery must not end its lane)
            await parcel.refused(error)
            ended = True
        if ended:
            parcel.done()

    async def _suppress(self, parcels: Sequence[Parcel], reason: str) -> None:
        """End deliveries that are not sent by themselves."""
        now = self._carrier.clock.now()
        entry = Entry(lane=self.name, state="ended", ended="suppressed", at=now)
        for begin in range(0, len(parcels), _RECORDS_AT_ONCE):
            some = parcels[begin : begin + _RECORDS_AT_ONCE]
            await self._carrier.post.record(*(without_attempt(one.delivery, "suppressed", reason, now) for one in some))
            await asyncio.gather(*(self._carrier.write(one.delivery.id, entry, self._partition) for one in some))
            for one in some:
                one.done()

    @property
    def _lane(self) -> Lane:
        raw = self._carrier.ledger.get(self._key)
        try:
            return Lane.read(raw) if raw else Lane()
        except ValueError:
            log.exception("the state of the lane %s cannot be read; its hour begins anew", self.name)
            return Lane()

    async def _keep(self, lane: Lane) -> None:
        await self._carrier.ledger.put(self._key, lane.written(), self._partition)


def _told_in(digest: Delivery) -> str:
    return f"{TOLD_IN_DIGEST}{digest.id} with {amount(len(digest.members) - 1, 'other')}"
