"""What people are told in a rehearsal: emissions, orders and time go through the watches and the outbox of the workers.

The watches are those of ``streams.core.telling``, the outbox is the workers' own; only the clock is virtual, the ledger is
a dictionary, and the channels are those of the test.
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from streams.core.alerts import AlertEvent, Emission
from streams.core.caps import Cap
from streams.core.circumstances import (
    Circumstance,
    GivenAcknowledgement,
    GivenFailure,
    GivenRetraction,
    GivenSilence,
)
from streams.core.commands import Silence, acknowledge, expired, retract, silence
from streams.core.deliveries import HELD_BACK, Attempt, Delivery, possibly_repeated
from streams.core.expectations import Fate
from streams.core.histories import histories
from streams.core.matchers import all_hold
from streams.core.moments import moment
from streams.core.notices import words
from streams.core.outbox import Policy
from streams.core.sources import Sources
from streams.core.telling import Spoken, Telling
from streams.core.watches import Watch
from streams.edges.carrier import Carrier, MemoryLedger
from streams.edges.lanes import Parcel
from streams.edges.outbox import Outbox
from streams.edges.testpeople import People
from streams.edges.virtualtime import VirtualClock, run_virtually
from streams.replay.phones import Arrived, Phones
from streams.replay.rehearsal import Emitted

TICK = timedelta(minutes=1)
"""How often the time is told to what waits for it."""

_IDLE = timedelta(hours=1)
"""How often it is told where nobody waits for it."""

_AFTER = timedelta(minutes=75)
"""How long all goes on after the end, so that a crash can be made good: a digest can wait for an hour."""

_POINTS = 12
"""At how many points of the outbox's work a worker dies."""


@dataclass(frozen=True, slots=True)
class Message:
    """What became of a message to somebody, and when. ``told`` is what it tells of, of a digest each of its members.

    ``arrived`` is what reached them, None where nothing did.
    """

    at: datetime
    to: str
    via: str
    fate: Fate
    reason: str
    title: str
    body: str
    event: AlertEvent
    told: tuple[tuple[str, int], ...] = ()
    arrived: Arrived | None = None


@dataclass(slots=True)
class Told:
    """What people were told, what they did not hear and why, and the events that came of it, in order of time.

    ``missed`` are the circumstances that met no incident, by their places in the test.
    """

    messages: list[Message] = field(default_factory=list)
    said: list[Emitted] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)

    @property
    def heard(self) -> frozenset[tuple[str, str, int]]:
        """Whom what reached, singly or in a digest: recipient, event or step of an escalation, revision."""
        return frozenset((one.to, *what) for one in self.messages if one.fate == "delivered" for what in one.told)

    def by(self, end: datetime) -> "Told":
        """What was so within the minute after a moment."""
        messages = [one for one in self.messages if one.at < end + TICK]
        return Told(messages, [one for one in self.said if one.moment < end + TICK], self.missed)


@dataclass(frozen=True, slots=True)
class Case:
    """What is rehearsed: who is there, and what is given beside the news, by its place. ``per_hour`` is the cap of a lane.

    ``sources`` and ``labels`` of rules are what subscriptions can ask for beside the news.
    """

    people: People
    sources: Sources
    labels: Mapping[str, Mapping[str, str]]
    given: Sequence[tuple[int, Circumstance]]
    clock: datetime
    end: datetime
    per_hour: int


def told(case: Case, emitted: Sequence[Emitted], *, crashing: bool = False) -> Told:
    """What people are told of emissions, until an hour after the end.

    ``crashing``: whoever tells them dies at each emission, in the middle of what it does, and another goes on.
    """
    return run_virtually(_played(case, emitted, crashing=crashing))


async def _played(case: Case, emitted: Sequence[Emitted], *, crashing: bool) -> Told:
    orders = [(moment(one.at, case.clock), at, one) for at, one in case.given if not isinstance(one, GivenFailure)]
    start = min([*(one.moment for one in emitted), *(when for when, _, _ in orders)], default=case.end)
    clock = VirtualClock(start)
    workers = _Workers(case, clock)
    coming: dict[datetime, list[Emission]] = {}
    for one in emitted:
        coming.setdefault(one.moment, []).append(one.emission)
    moments = deque(sorted({*coming, *(when for when, _, _ in orders), case.end}))
    now = start
    while now <= case.end + _AFTER:
        if moments and moments[0] == now:
            moments.popleft()
        await clock.until(now)
        for number, emission in enumerate(coming.get(now, ()), start=1):
            if crashing:
                await workers.die(emission, after=number % _POINTS)
            workers.take(emission)
        for when, at, order in orders:
            if when == now and not isinstance(order, GivenSilence):
                workers.order(at, order, when)
        workers.tick(now)
        now = min([now + (TICK if workers.busy else _IDLE), *list(moments)[:1]])
    return workers.told


class _Workers:
    """The workers that tell people, and what came of it in ``told``. Silences are known from the start: they say when."""

    def __init__(self, case: Case, clock: VirtualClock) -> None:
        self.told = Told()
        self._case, self._clock = case, clock
        self._failures = [one for _, one in case.given if isinstance(one, GivenFailure)]
        self._telling = Telling(
            case.people.subscriptions,
            case.people.inhibitions,
            live=True,
            sources=case.sources,
            labels=case.labels,
        )
        self._telling.order(*(_silence(one, case.clock) for _, one in case.given if isinstance(one, GivenSilence)))
        self._ledger = _Ledger()
        self._outbox = self._hired()
        self._open: dict[str, Delivery] = {}
        self._planned: dict[str, Delivery] = {}
        self._emissions: list[Emission] = []
        self._last: dict[str, Emission] = {}

    @property
    def busy(self) -> bool:
        """Whether something waits for time to pass."""
        return self._outbox.held > 0 or self._telling.due(self._clock.now()) is not None

    def take(self, emission: Emission) -> None:
        """An emission reaches the topic of alerts."""
        self._emissions.append(emission)
        self._last[emission.event.id] = emission
        self._say(self._telling.take(emission, self._clock.now()))

    def tick(self, now: datetime) -> None:
        """The time reaches those that wait for it."""
        for spoken in self._telling.tick(now):
            self._say(spoken)

    def order(self, at: int, given: GivenAcknowledgement | GivenRetraction, when: datetime) -> None:
        """Somebody acknowledges or withdraws what lasts and meets the matchers; ``at`` is the order's place."""
        matchers = given.acknowledge if isinstance(given, GivenAcknowledgement) else given.retract
        command = acknowledge if isinstance(given, GivenAcknowledgement) else retract
        known = histories(self._emissions, self._telling.standing)
        stages = [one.stage for one in known if one.open and all_hold(matchers, one.latest) and one.stage is not None]
        if not stages:
            self.told.missed.append(at)
        self._telling.order(*(command(stage, author=given.by, comment=given.comment, at=when) for stage in stages))

    async def die(self, emission: Emission, after: int) -> None:
        """Die over an emission, its messages planned and the watch not written, ``after`` some steps of the outbox."""
        before = {name: watch.written() for name, watch in self._telling.watches.items()}
        self.take(emission)
        for _ in range(after):
            await asyncio.sleep(0)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)
        self._telling.watches = {name: Watch.read(raw) for name, raw in before.items()}
        self._outbox = self._hired()
        for delivery in list(self._open.values()):
            self._put(delivery)

    async def record(self, *attempts: Attempt) -> None:
        """As ``Post.record``."""
        await asyncio.sleep(0)
        self.told.messages += [one for each in attempts if (one := self._unsent(each)) is not None]

    async def forward(self, delivery: Delivery) -> None:
        """As ``Post.forward``."""
        await asyncio.sleep(0)
        self._put(delivery)

    async def alarm(self, emission: Emission) -> None:
        """As ``Post.alarm``."""
        await asyncio.sleep(0)
        self._heard_of(emission)

    def _hired(self) -> Outbox:
        phones = Phones(self._failures, self._clock, self._case.clock, self._arrived)
        return Outbox(Carrier(phones, self._ledger, self, self._clock, Policy()), Cap(limit=self._case.per_hour))

    def _say(self, spoken: Spoken) -> None:
        self.told.messages += [one for each in spoken.records if (one := self._unsent(each)) is not None]
        for delivery in spoken.deliveries:
            self._put(delivery)
        for emission in spoken.said:
            self._heard_of(emission)

    def _heard_of(self, emission: Emission) -> None:
        """An event that is not of the news: somebody ordered it, or nobody was told."""
        if emission.event.id not in self._last:
            self.told.said.append(Emitted(self._clock.now(), emission))
        self.take(emission)

    def _put(self, delivery: Delivery) -> None:
        self._planned[delivery.id] = self._open[delivery.id] = delivery
        self._outbox.put(Parcel(delivery, lambda: self._ended(delivery), _fail))

    def _ended(self, delivery: Delivery) -> None:
        self._open.pop(delivery.id, None)

    def _arrived(self, one: Arrived) -> None:
        stands_for = [self._planned[member] for member in one.delivery.members] or [one.delivery]
        shown = possibly_repeated(one.delivery) if one.repeated else one.delivery
        self.told.messages.append(
            Message(
                at=one.at,
                to=one.delivery.recipient,
                via=one.delivery.channel,
                fate="delivered",
                reason=f"at attempt {one.number}",
                title=shown.title,
                body=one.delivery.body,
                event=one.delivery.event,
                told=tuple((each.about, each.revision) for each in stands_for),
                arrived=one,
            )
        )

    def _unsent(self, attempt: Attempt) -> Message | None:
        """What became of a delivery that nobody heard of in this way; None of an attempt that was no ending."""
        held = attempt.ended is None and attempt.outcome == "not sent"
        if attempt.ended == "delivered" or not (attempt.ended or held):
            return None
        planned = self._planned.get(attempt.delivery)
        emission = self._last[attempt.event]
        title, body = (planned.title, planned.body) if planned else words(emission.event, revised=emission.revised)
        return Message(
            at=attempt.at,
            to=attempt.recipient,
            via=attempt.channel,
            fate=attempt.ended or "held back",
            reason=attempt.reason or attempt.error.removeprefix(HELD_BACK),
            title=title,
            body=body,
            event=emission.event,
        )


class _Ledger(MemoryLedger):
    """A ledger in which whoever writes can die in the middle."""

    async def put(self, key: bytes, value: bytes, partition: int) -> None:
        await asyncio.sleep(0)
        await super().put(key, value, partition)


def _silence(given: GivenSilence, clock: datetime) -> Silence:
    when = moment(given.at, clock)
    one = silence(given.silence, author=given.by, comment=given.comment, at=when, ends=when + given.lasts)
    return one if given.ended is None else expired(one, author=given.by, at=moment(given.ended, clock))


async def _fail(error: Exception) -> None:
    raise error
