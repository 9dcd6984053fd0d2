"""What stands in for the world outside: a sender that keeps what it is given."""

from dataclasses import dataclass, field

from streams.core.deliveries import Attempt, Delivery, attempted, possibly_repeated
from streams.edges.clocks import Clock


@dataclass(slots=True)
class FakeSender:
    """Keeps what it is given in ``sent``; channels named in ``dead`` take nothing."""

    clock: Clock
    dead: frozenset[str] = frozenset()
    sent: list[Delivery] = field(default_factory=list)

    async def free(self, channel: str) -> None:
        """As ``Sender.free``, at once."""

    def give_back(self, channel: str) -> None:
        """As ``Sender.give_back``."""

    async def attempt(self, delivery: Delivery, number: int, *, repeated: bool = False) -> Attempt:
        """As ``Sender.attempt``, at once."""
        dead = delivery.channel in self.dead
        if not dead:
            self.sent.append(possibly_repeated(delivery) if repeated else delivery)
        return attempted(
            delivery,
            number,
            "failed" if dead else "delivered",
            self.clock.now(),
            error="the channel is dead" if dead else "",
            services=("fake",),
            repeated=repeated,
        )
