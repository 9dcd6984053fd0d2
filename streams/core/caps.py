"""Caps: how many messages a lane (a recipient's channel) takes in an hour, and which of those that wait goes next.

In any hour at most ``limit`` messages go out over a lane. Some of them are kept for digests; of the others lesser alerts
find room in the first half and major ones in the first three quarters, so that a storm leaves room for what is worse.
The last place goes to all critical ones of two minutes together, so that a burst of them does not use up what the next one needs.
What finds none waits, and goes out as one digest as soon as it is quiet, or at the latest after ``longest``: never silence.
Heartbeats neither wait nor count: one that is held back would be told as lost. Of those that wait the last goes out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import Field

from streams.core.claims import Kept
from streams.core.deliveries import Delivery
from streams.core.heartbeats import is_heartbeat
from streams.core.parking import Drop, Wait, Waiting, flapped, group_name, parked

HOUR = timedelta(hours=1)
URGENT = timedelta(minutes=2)
"""How long critical alerts gather for the last place."""

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

    @property
    def sparing(self) -> int:
        """Single messages within the hour, after which critical alerts gather: for the last place, unless there are few."""
        return self.singles - (self.singles > 3)

    def room(self, rank: int) -> int:
        """Single messages within the hour, after which none of this severity goes out, by its place among severities."""
        return (self.singles * _QUARTERS[rank] + 3) // 4


class Lane(Kept):
    """What a lane sent within the hour, and the digest that it is about to send.

    ``groups`` are the moments before which no further message of a group goes out.
    """

    singles: tuple[datetime, ...] = ()
    digests: tuple[datetime, ...] = ()
    digest: Delivery | None = None
    groups: dict[str, datetime] = Field(default_factory=dict)

    def idle(self, now: datetime) -> bool:
        """Whether nothing here counts any more."""
        return self.digest is None and not _recent((*self.singles, *self.digests), now) and not self._groups(now)

    def sent(self, now: datetime, *, digest: bool, of: Delivery | None = None) -> "Lane":
        """After one more message, forgetting what no longer counts. ``of`` is it, or a member of the group that it was of."""
        if of is not None and is_heartbeat(of.event):
            return self
        singles, digests = _recent(self.singles, now), _recent(self.digests, now)
        groups = self._groups(now)
        if of is not None and of.grouping is not None:
            groups[group_name(of)] = now + of.grouping.interval
        return self.model_copy(
            update={
                "singles": singles if digest else (*singles, now),
                "digests": (*digests, now) if digest else digests,
                "groups": groups,
            }
        )

    def _groups(self, now: datetime) -> dict[str, datetime]:
        return {name: until for name, until in self.groups.items() if until > now}


@dataclass(frozen=True, slots=True)
class Single:
    """Send the one at this place."""

    at: int

    @property
    def places(self) -> tuple[int, ...]:
        """As the others have them."""
        return (self.at,)


@dataclass(frozen=True, slots=True)
class Group:
    """Send those at these places as one message: they are alike."""

    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Send those at these places as one digest. ``urgent``: it takes the place of a single message."""

    places: tuple[int, ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """Nothing may go out before ``until``, unless something further comes; where there is no room, something severe.

    ``waits`` say why, of each that waits.
    """

    until: datetime
    full: bool = False
    waits: tuple[Wait, ...] = ()


Choice = Single | Group | Together | Drop | Hold


def choose(lane: Lane, waiting: Sequence[Waiting], cap: Cap, now: datetime) -> Choice:
    """What goes out next of those that wait, of which there is at least one.

    In order of arrival while there is room for all of them; the most severe first where there is not. A group counts as
    one message, as severe as the worst of it.
    """
    beats = tuple(at for at, one in enumerate(waiting) if is_heartbeat(one.delivery.event))
    if beats:
        return Drop(beats[:-1], "a later heartbeat goes out in its place") if len(beats) > 1 else Single(beats[0])
    drop = flapped(waiting)
    if drop is not None:
        return drop
    park = parked(waiting, lane.groups, now)
    past = _recent(lane.singles, now)
    used = len(past)
    prompt = [
        (max(waiting[at].delivery.rank for at in unit), -unit[0], unit)
        for unit in park.units
        if not (waiting[unit[0]].delivery.late or waiting[unit[0]].delivery.held)
    ]
    gather: Together | Hold | None = None
    if prompt:
        least, most = min(prompt)[0], max(prompt)
        if most[0] == len(_QUARTERS) - 1 and past and used >= cap.sparing:
            worst = sorted(at for rank, _, unit in prompt if rank == most[0] for at in unit)
            gather = _gathered(past, waiting, worst, cap, now)
        elif len(prompt) <= cap.room(least) - used:
            return _sent(prompt[0][2])
        elif used < cap.room(most[0]):
            return _sent(most[2])
    if isinstance(gather, Together):
        return gather
    if not park.units:
        return Hold(park.until or now, waits=park.waits)
    choice = _digest(lane, waiting, sorted(at for unit in park.units for at in unit), cap, now)
    if isinstance(choice, Hold):
        until = min(one.until for one in (choice, park, gather) if one is not None and one.until is not None)
        return Hold(until, full=bool(prompt), waits=(*park.waits, *_soonest(choice, gather)))
    return choice


def _sent(unit: tuple[int, ...]) -> Single | Group:
    return Single(unit[0]) if len(unit) == 1 else Group(unit)


def _gathered(
    past: Sequence[datetime], waiting: Sequence[Waiting], places: Sequence[int], cap: Cap, now: datetime
) -> Together | Hold:
    """Critical ones together on the last place, once it is free and a while after the message before."""
    ripe = past[-1] + URGENT
    if len(past) >= cap.singles:
        ripe = max(ripe, past[len(past) - cap.singles] + HOUR)
    if ripe > now:
        return Hold(ripe, waits=_reasons(waiting, places, ripe, cap))
    return Together(tuple(places[:MOST_IN_DIGEST]), urgent=True)


def _digest(lane: Lane, waiting: Sequence[Waiting], places: Sequence[int], cap: Cap, now: datetime) -> Together | Hold:
    """Those at some places as one digest, drills apart, once it has settled and a digest may go out.

    Digests keep a distance. Where every single place is used, one with a critical alert goes out sooner, unless it is the last
    of the hour: after a burst the next critical one would else wait for twenty minutes.
    """
    first, last = waiting[places[0]].since, waiting[places[-1]].since
    ripe = min(last + cap.settle, first + cap.longest)
    past = _recent(lane.digests, now)
    if past:
        worst = max(waiting[at].delivery.rank for at in places) == len(_QUARTERS) - 1
        spare = len(past) < cap.digests - 1 and len(_recent(lane.singles, now)) >= cap.singles
        ripe = max(ripe, past[-1] + (URGENT if worst and spare else HOUR / cap.digests))
    if len(past) >= cap.digests:
        ripe = max(ripe, past[-cap.digests] + HOUR)
    if ripe > now:
        return Hold(ripe, waits=_reasons(waiting, places, ripe, cap))
    drill = waiting[places[0]].delivery.event.exercise
    alike = [at for at in places if waiting[at].delivery.event.exercise == drill]
    return Together(tuple(alike[:MOST_IN_DIGEST]))


def _reasons(waiting: Sequence[Waiting], places: Sequence[int], until: datetime, cap: Cap) -> tuple[Wait, ...]:
    return tuple(Wait((at,), until, _why(waiting[at].delivery, cap)) for at in places)


def _soonest(digest: Hold, gather: Hold | None) -> tuple[Wait, ...]:
    """Of each that waits for a digest, what comes first: that, or a place for critical ones."""
    if gather is None or gather.until >= digest.until:
        return digest.waits
    sooner = {one.places: one for one in gather.waits}
    return tuple(sooner.get(one.places, one) for one in digest.waits)


def _why(one: Delivery, cap: Cap) -> str:
    if one.late:
        return "it is past news, which goes out together"
    return "it goes out with what quiet hours held" if one.held else f"no room within sending.per_hour ({cap.limit})"


def _recent(moments: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    return tuple(one for one in moments if now - one < HOUR)
