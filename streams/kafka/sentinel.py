"""The sentinel: looks at the service from outside of its workers, and tells without them what keeps them from telling."""

import logging
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Self

from streams.core.alerts import AlertEvent, Emission
from streams.core.errors import Outside
from streams.core.notices import compose
from streams.core.ownrules import BROKEN, URGENT
from streams.core.routing import Directory
from streams.core.sightings import Sightings
from streams.core.subscriptions import Subscriptions
from streams.core.vigil import Limits, Trouble, changes, unreachable
from streams.edges.clocks import Clock
from streams.edges.pings import ping
from streams.edges.senders import Sender
from streams.edges.settings import Settings
from streams.kafka.lookout import Lookout

log = logging.getLogger(__name__)

_WHO = "watch"


class Sentinel:
    """Goes its rounds: ``async with Sentinel(…) as sentinel: await sentinel.round()``. It tells over ``watch.tell`` alone."""

    def __init__(self, settings: Settings, sender: Sender, clock: Clock, sightings: Sightings) -> None:
        self._watch = settings.watch
        self._sender = sender
        self._clock = clock
        self._lookout = Lookout(settings.kafka, settings.watch, clock, sightings)
        self._limits = Limits()
        self._open: AsyncExitStack | None = None
        self._away: datetime | None = None
        self._told: dict[str, AlertEvent] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._close()

    async def look_once(self) -> tuple[Trouble, ...]:
        """What is wrong now, for whoever does not look again. Raises Outside where the broker cannot be reached.

        It sends a heartbeat, too: the next who looks once sees what became of it.
        """
        await self._begin()
        found = await self._lookout.look_once()
        await self._lookout.beat()
        return found

    async def round(self) -> tuple[Trouble, ...]:
        """Send a heartbeat, look, tell what changed and may keep the workers from telling, and ping where all is well."""
        found = await self._found()
        urgent = [one for one in found if one.rule in URGENT]
        for emission in changes(self._told.values(), urgent, self._clock.now()):
            await self._tell(emission)
        broken = self._away is not None or any(one.rule in BROKEN for one in found)
        if self._watch.ping is not None and not broken and self._lookout.beats:
            error = await ping(self._watch.ping)
            if error is not None:
                log.warning("the address of watch.ping was not reached: %s", error)
        return found

    async def _found(self) -> tuple[Trouble, ...]:
        try:
            await self._begin()
            found = await self._lookout.look()
            await self._lookout.beat()
        except Outside as error:
            log.warning("%s", error)
            await self._close()
            now = self._clock.now()
            self._away = self._away or now
            return tuple(unreachable(self._away, str(error), self._limits, now))
        self._away = None
        return found

    async def _tell(self, emission: Emission) -> None:
        """Tell over each channel; what went out over none is told at the next round."""
        people = Subscriptions.model_validate(
            {
                "version": 1,
                "recipients": {_WHO: {"channels": self._watch.channels}},
                "subscriptions": [],
                "fallback": _WHO,
            }
            if self._watch.tell
            else {"version": 1, "recipients": {}, "subscriptions": []}
        )
        delivered = not self._watch.tell
        for delivery in compose(emission, Directory(people), self._clock.now()):
            await self._sender.free(delivery.channel)
            attempt = await self._sender.attempt(delivery, 1)
            delivered = delivered or attempt.outcome == "delivered"
        if delivered and emission.event.event == "fire":
            self._told[emission.event.incident] = emission.event
        elif delivered:
            self._told.pop(emission.event.incident, None)

    async def _begin(self) -> None:
        if self._open is None:
            stack = AsyncExitStack()
            await stack.enter_async_context(self._lookout)
            self._open = stack

    async def _close(self) -> None:
        stack, self._open = self._open, None
        if stack is not None:
            await stack.aclose()
