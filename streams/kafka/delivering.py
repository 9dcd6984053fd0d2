"""Delivering: the outbox topic's messages go to their lanes, and are acknowledged once they have ended, in order.

The agent takes the next message while earlier ones are under way, so it acknowledges none by itself (``noack``). Faust
would take acknowledgements out of order, but when partitions are revoked it forgets which it has had, commits after the
highest run of those that follow, and so passes over what is still under way. Here they come in the order of the
messages, as from an agent that does one at a time.
"""

from collections import defaultdict, deque
from collections.abc import Callable
from functools import partial

from faust.types import EventT, Message

from streams.core.alerts import Emission
from streams.core.deliveries import Attempt, Delivery
from streams.edges.lanes import Parcel
from streams.edges.outbox import Outbox
from streams.kafka.courier import Courier
from streams.kafka.forgetting import Forgetting
from streams.kafka.messages import message, read


class Delivering:
    """Takes events of the outbox and of ticks."""

    def __init__(self, outbox: Outbox, forgetting: Forgetting, courier: Courier) -> None:
        self._outbox = outbox
        self._forgetting = forgetting
        self._courier = courier
        self._unfinished: defaultdict[int, Unfinished] = defaultdict(Unfinished)

    async def take(self, event: EventT[bytes]) -> None:
        """Hand a delivery to its lane; return when there is room for another."""
        partition = event.message.partition
        done = self._unfinished[partition].begin(event)
        refused = partial(self._courier.refuse, "deliver", event)
        try:
            self._outbox.put(Parcel(read(event.value, Delivery), done, refused, partition))
        except Exception as error:  # noqa: BLE001 (it is a dead letter with its reason)
            await refused(error)
            done()
        await self._outbox.room()

    async def tick(self, event: EventT[bytes]) -> None:
        """Let time pass: what is too old in the ledger of this partition is forgotten, once in a while."""
        async with self._courier.guarding("deliver", event):
            await self._forgetting.tick(event.message.partition)
        event.ack()

    async def let_go(self, grace: float, forget: Callable[[Message], None]) -> None:
        """Give the partitions up: within ``grace`` seconds what is under way ends; the rest is read again by whoever has them."""
        await self._outbox.let_go(grace)
        for unfinished in self._unfinished.values():
            for one in unfinished.dropped():
                forget(one)


class Unfinished:
    """Messages of one partition that were begun, acknowledged in the order in which they came."""

    def __init__(self) -> None:
        self._begun: deque[_Begun] = deque()

    def begin(self, event: EventT[bytes]) -> Callable[[], None]:
        """Begin one; what is returned is called once it has ended."""
        one = _Begun(event)
        self._begun.append(one)
        return partial(self._ended, one)

    def dropped(self) -> list[Message]:
        """Give up all that is not acknowledged yet."""
        messages = [one.event.message for one in self._begun]
        self._begun.clear()
        return messages

    def _ended(self, one: "_Begun") -> None:
        one.ended = True
        while self._begun and self._begun[0].ended:
            self._begun.popleft().event.ack()


class _Begun:
    __slots__ = ("ended", "event")

    def __init__(self, event: EventT[bytes]) -> None:
        self.event = event
        self.ended = False


class KafkaPost:
    """Puts what comes of deliveries on the topics."""

    def __init__(self, courier: Courier) -> None:
        self._courier = courier

    async def record(self, *attempts: Attempt) -> None:
        """Onto the deliveries topic."""
        await self._courier.send(("deliveries", message(one, one.delivery)) for one in attempts)

    async def forward(self, delivery: Delivery) -> None:
        """Onto the outbox topic, into the lane of its channel."""
        await self._courier.send((("outbox", message(delivery, delivery.lane)),))

    async def alarm(self, emission: Emission) -> None:
        """Onto the alerts topic, from where it goes to the fallback."""
        await self._courier.send((("alerts", message(emission, emission.event.incident)),))
