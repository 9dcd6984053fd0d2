"""Channels of a rehearsal: they take what they are given, or fail as the test says."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from streams.core.circumstances import Failing, GivenFailure
from streams.core.deliveries import Attempt, Delivery, Outcome, attempted
from streams.edges.clocks import Clock

TIMEOUT = 30.0
"""Seconds after which it is unknown whether a message arrived, as of ``sending.timeout``."""

_ANSWERS: dict[Failing, tuple[Outcome, int | None, str]] = {
    "fails": ("failed", 500, "the service answers 500"),
    "refuses": ("failed", 404, "the service answers 404"),
    "busy": ("failed", 429, "the service answers 429"),
    "hangs": ("unknown", None, "no answer within 30 s; it may have arrived"),
    "late": ("unknown", None, "no answer within 30 s; it may have arrived"),
}


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that reached somebody; ``repeated``: marked, as it may have reached them before."""

    at: datetime
    delivery: Delivery
    number: int
    repeated: bool


@dataclass(slots=True)
class Phones:
    """Sends as ``streams.edges.senders.Sender``; ``arrived`` is what people have on their phones."""

    failures: Sequence[GivenFailure]
    clock: Clock
    start: datetime
    arrived: Callable[[Arrived], None]

    async def free(self, channel: str) -> None:
        """As ``Sender.free``, at once."""

    def give_back(self, channel: str) -> None:
        """As ``Sender.give_back``."""

    async def attempt(self, delivery: Delivery, number: int, *, repeated: bool = False) -> Attempt:
        """As ``Sender.attempt``."""
        begun = self.clock.now()
        failure = next((one for one in self.failures if one.fails(delivery.channel, begun, self.start)), None)
        if failure is None or failure.how == "late":
            self.arrived(Arrived(begun, delivery, number, repeated))
        outcome, status, error = _ANSWERS[failure.how] if failure else ("delivered", None, "")
        if outcome == "unknown":
            await asyncio.sleep(TIMEOUT)
        return attempted(
            delivery,
            number,
            outcome,
            begun,
            took=TIMEOUT if outcome == "unknown" else 0.0,
            status=status,
            retry_after=failure.retry_after.total_seconds() if failure and failure.how == "busy" else None,
            error=error,
            repeated=repeated,
        )
