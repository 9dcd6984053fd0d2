"""Caps: how many messages a lane (a recipient's channel) takes in an hour, and which of those that wait goes next.

In any hour at most ``limit`` messages go out over a lane. Some of them are kept for digests; of the others lesser alerts
find room in the first half and major ones in the first three quarters, so that a storm leaves room for what is worse.
What finds none waits, and goes out as one digest as soon as it is quiet, or at the latest after ``longest``: never silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from streams.core.claims import Kept
from streams.core.deliveries import Delivery

HOUR = timedelta(hours=1)
MOST_IN_DIGEST = 1000
"""Deliveries that one digest stands for; what is beyond them waits for the next."""

_QUARTERS = (2, 2, 3, 4)
"""The part of the room for single messages that alerts may use: info, minor, major, critical."""


@dataclass(frozen=True, slots=True)
class Cap:
    """``limit`` messages an hour; a digest goes out after ``settle`` without anything further, or after ``longest``."""

    limit: int = 30
    settle: timedelta = timedelta(seconds=20)
    longest: timedelta = timedelta(minutes=5)

    @property
    def digests(self) -> int:
        """Digests an hour, within the limit."""
        return max(1, min(6, self.limit // 4))

    @property
    def singles(self) -> int:
        """Single messages an hour."""
        return self.limit - self.digests

    def room(self, rank: int) -> int:
        """Single messages within the hour, after which none of this severity goes out, by its place among severities."""
        return (self.singles * _QUARTERS[rank] + 3) // 4


class Lane(Kept):
    """What a lane sent within the hour, and the digest that it is about to send."""

    singles: tuple[datetime, ...] = ()
    digests: tuple[datetime, ...] = ()
    digest: Delivery | None = None

    def idle(self, now: datetime) -> bool:
        """Whether nothing here counts any more."""
        return self.digest is None and not _recent((*self.singles, *self.digests), now)

    def sent(self, now: datetime, *, digest: bool) -> "Lane":
        """After one more message, forgetting those of more than an hour ago."""
        singles, digests = _recent(self.singles, now), _recent(self.digests, now)
        return self.model_copy(
            update={
                "singles": singles if digest else (*singles, now),
                "digests": (*digests, now) if digest else digests,
            }
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that waits in its lane ``since`` a moment."""

    delivery: Delivery
    since: datetime


@dataclass(frozen=True, slots=True)
class Single:
    """Send the one at this place."""

    at: int


@dataclass(frozen=True, slots=True)
class Together:
    """Send those at these places as one digest."""

    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """Nothing may go out before ``until``, unless something further comes."""

    until: datetime


def choose(lane: Lane, waiting: Sequence[Waiting], cap: Cap, now: datetime) -> Single | Together | Hold:
    """What goes out next of those that wait, of which there is at least one.

    In order of arrival while there is room for all of them; the most severe first where there is not.
    """
    used = len(_recent(lane.singles, now))
    prompt = [(one.delivery.rank, -at) for at, one in enumerate(waiting) if not one.delivery.late]
    if prompt:
        least, most = min(prompt)[0], max(prompt)
        if len(prompt) <= cap.room(least) - used:
            return Single(-prompt[0][1])
        if used < cap.room(most[0]):
            return Single(-most[1])
    return _digest(lane, waiting, cap, now)


def _digest(lane: Lane, waiting: Sequence[Waiting], cap: Cap, now: datetime) -> Together | Hold:
    """Everything that waits as one digest, drills apart, once it has settled and a digest may go out."""
    first, last = waiting[0].since, waiting[-1].since
    ripe = min(last + cap.settle, first + cap.longest)
    past = _recent(lane.digests, now)
    if past:
        ripe = max(ripe, past[-1] + HOUR / cap.digests)
    if len(past) >= cap.digests:
        ripe = max(ripe, past[-cap.digests] + HOUR)
    if ripe > now:
        return Hold(ripe)
    drill = waiting[0].delivery.event.exercise
    alike = [at for at, one in enumerate(waiting) if one.delivery.event.exercise == drill]
    return Together(tuple(alike[:MOST_IN_DIGEST]))


def _recent(moments: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    return tuple(one for one in moments if now - one < HOUR)
