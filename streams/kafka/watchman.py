"""The watchman of the workers: the leading one looks at how the service is, and tells what is wrong on the topic of alerts."""

import logging
from contextlib import AsyncExitStack

from streams.kafka.courier import Courier
from streams.kafka.lookout import Lookout
from streams.kafka.messages import message

log = logging.getLogger(__name__)


class Watchman:
    """Goes its rounds. What it knows of what it told before is what stands on the topic of alerts."""

    def __init__(self, lookout: Lookout, courier: Courier) -> None:
        self._lookout = lookout
        self._courier = courier
        self._open: AsyncExitStack | None = None

    async def round(self) -> None:
        """Send a heartbeat, look, and tell what changed. It never raises: a round that fails is logged, and begun anew."""
        try:
            if self._open is None:
                stack = AsyncExitStack()
                await stack.enter_async_context(self._lookout)
                self._open = stack
            await self._lookout.beat()
            found = await self._lookout.look()
            told = self._lookout.news(found)
            await self._courier.send(("alerts", message(one, one.event.incident)) for one in told)
        except Exception:
            log.exception("a look at how the service is failed; the next one comes")
            await self.rest()

    async def rest(self) -> None:
        """Close what it looks through."""
        stack, self._open = self._open, None
        if stack is not None:
            await stack.aclose()
