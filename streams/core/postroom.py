"""The postroom: every recipient's messages on a virtual clock, as the workers would send them. Pure, for tests and previews.

Watches say whom to tell (``telling``) and lanes say what goes out next (``caps``): the functions that the workers run, with
a dictionary in the place of each table. Every channel takes what it is given; ``streams.replay.people`` has those that fail,
crashes and the workers' own outbox, and pays for it with a tick a minute, where this goes from deadline to deadline and so
through months of an archive.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from streams.core.alerts import Emission
from streams.core.caps import Cap, Group, Hold, Lane, Together, choose
from streams.core.deliveries import Attempt, Delivery, without_attempt
from streams.core.digests import digested, grouped
from streams.core.parking import Drop, Waiting
from streams.core.telling import Spoken, Telling


@dataclass(frozen=True, slots=True)
class Message:
    """A message that went out at a moment. A digest stands for its ``delivery.members``."""

    delivery: Delivery
    at: datetime

    @property
    def to(self) -> str:
        """Who got it."""
        return self.delivery.recipient

    @property
    def via(self) -> str:
        """The channel."""
        return self.delivery.channel

    @property
    def text(self) -> str:
        """What it says, its title first."""
        return f"{self.delivery.title}\n{self.delivery.body}"


@dataclass(slots=True)
class _Lane:
    state: Lane = field(default_factory=Lane)
    waiting: list[Waiting] = field(default_factory=list)
    until: datetime | None = None


@dataclass(slots=True)
class Postroom:
    """Takes what happens in order of time, and tells what is sent because of it.

    ``records`` are what became of deliveries that were not sent.
    """

    telling: Telling
    cap: Cap = field(default_factory=Cap)
    records: list[Attempt] = field(default_factory=list)
    _lanes: dict[str, _Lane] = field(default_factory=dict)
    _now: datetime | None = None

    def take(self, emission: Emission, arrived: datetime) -> tuple[Message, ...]:
        """Let time pass to the moment at which an emission reached its topic, and take it."""
        return (*self.pass_time(arrived), *self._spoken(self.telling.take(emission, arrived), arrived))

    def pass_time(self, now: datetime) -> tuple[Message, ...]:
        """Everything that goes out up to ``now``, each at its moment."""
        sent: list[Message] = []
        while (moment := self._due(now)) is not None:
            sent += self._at(moment)
        sent += self._at(now)
        return tuple(sent)

    def _due(self, now: datetime) -> datetime | None:
        """The next moment before ``now`` at which something changes by itself."""
        moments = [lane.until for lane in self._lanes.values() if lane.until is not None]
        after = self._now or now
        if (due := self.telling.due(after)) is not None:
            moments.append(due)
        return min((one for one in moments if after < one < now), default=None)

    def _at(self, moment: datetime) -> Iterator[Message]:
        self._now = max(moment, self._now or moment)
        for told in self.telling.tick(moment):
            yield from self._spoken(told, moment)
        for name in sorted(self._lanes):
            yield from self._worked(name, moment)

    def _spoken(self, told: Spoken, moment: datetime) -> Iterator[Message]:
        """What comes of what the watches say; what is said of an incident is taken by its watch in turn."""
        self._now = max(moment, self._now or moment)
        waiting = deque([told])
        while waiting:
            one = waiting.popleft()
            self.records += one.records
            names = dict.fromkeys(self._put(delivery, moment) for delivery in one.deliveries)
            for name in names:
                yield from self._worked(name, moment)
            waiting += [self.telling.take(emission, moment) for emission in one.said]

    def _put(self, delivery: Delivery, moment: datetime) -> str:
        lane = self._lanes.setdefault(delivery.lane, _Lane())
        lane.waiting.append(Waiting(delivery, moment))
        return delivery.lane

    def _worked(self, name: str, moment: datetime) -> Iterator[Message]:
        """Send what a lane may send now."""
        lane = self._lanes[name]
        while lane.waiting:
            choice = choose(lane.state, lane.waiting, self.cap, moment)
            if isinstance(choice, Hold):
                lane.until = choice.until
                return
            chosen = [lane.waiting[at].delivery for at in choice.places]
            lane.waiting = [one for at, one in enumerate(lane.waiting) if at not in choice.places]
            if isinstance(choice, Drop):
                self._suppressed(chosen, choice.reason, moment)
                continue
            of = None if isinstance(choice, Together) else chosen[0]
            lane.state = lane.state.sent(moment, digest=isinstance(choice, Together), of=of)
            if len(chosen) == 1 and not chosen[0].late:
                yield Message(chosen[0], moment)
                continue
            one = (grouped if isinstance(choice, Group) else digested)(chosen, moment)
            self._suppressed(chosen, f"told in the digest {one.id}", moment)
            yield Message(one, moment)
        lane.until = None

    def _suppressed(self, deliveries: Sequence[Delivery], reason: str, moment: datetime) -> None:
        self.records += (without_attempt(one, "suppressed", reason, moment) for one in deliveries)
