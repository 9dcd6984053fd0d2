"""Delivering: each message once, recognised by its id in a ledger, and marked where a crash may have repeated it.

The ledger says ``attempting`` before anything is sent and is flushed to the broker first. A worker that finds that
word there was cut off in the middle: it sends again, because nobody told is worse than told twice, and says so.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from streams.core.notices import Delivery, possibly_repeated
from streams.edges.senders import Sender
from streams.kafka.courier import Courier
from streams.kafka.messages import message, read

ATTEMPTING = b"attempting"
DONE = b"done"


class Delivering:
    """The delivering step: ``sender`` sends, ``courier`` records each attempt."""

    def __init__(self, sender: Sender, courier: Courier) -> None:
        self._sender = sender
        self._courier = courier

    async def take(self, raw: bytes | None, ledger: Any, flush: Callable[[], Awaitable[None]]) -> None:
        """Send one delivery unless the ledger says that it is done."""
        delivery = read(raw, Delivery)
        key = delivery.id.encode()
        known = ledger.get(key)
        if known == DONE:
            return
        if known == ATTEMPTING:
            delivery = possibly_repeated(delivery)
        ledger[key] = ATTEMPTING
        await flush()
        attempts = await self._sender.send(delivery)
        await self._courier.send(tuple(("deliveries", message(one, delivery.id)) for one in attempts))
        ledger[key] = DONE
