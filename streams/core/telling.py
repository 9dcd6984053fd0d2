"""Telling: what a watch says, as deliveries and their records; and all watches in one process, without Kafka."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from streams.core.alerts import Emission
from streams.core.commands import Cover, Order, Standing
from streams.core.deliveries import Attempt, Delivery, without_attempt
from streams.core.escalation import escalated
from streams.core.inhibition import NO_INHIBITIONS, Inhibitions
from streams.core.notices import compose
from streams.core.subscriptions import Subscription, Subscriptions
from streams.core.watches import Held, Surroundings, Verdict, Watch, deadlines, take, tick


@dataclass(frozen=True, slots=True)
class Spoken:
    """Deliveries to make, the records of those that are not made now, and what becomes of the incident beside.

    ``said`` are further events of it, ``covers`` what must be known wherever other incidents are watched.
    """

    deliveries: tuple[Delivery, ...]
    records: tuple[Attempt, ...]
    said: tuple[Emission, ...]
    covers: tuple[Cover, ...]


def spoken(verdict: Verdict, subscriptions: Subscriptions, moment: datetime, now: datetime | None) -> Spoken:
    """What a verdict of ``moment`` comes to. By ``now`` news is past news or not; None while an archive is played."""
    told = [one for emission in verdict.tell for one in _planned(emission, verdict.also, subscriptions, now)]
    for emission, rung in verdict.climbed:
        told += escalated(emission, rung, subscriptions, now)
    waiting = [_waiting(one) for one in _unsent(verdict.hold, subscriptions, moment)]
    dropped = _unsent(verdict.drop, subscriptions, moment)
    return Spoken(tuple(told), (*waiting, *dropped), verdict.said, verdict.covers)


def _planned(
    emission: Emission, also: tuple[str, ...], subscriptions: Subscriptions, now: datetime | None
) -> Iterable[Delivery]:
    """The deliveries to those who subscribed, and to those to whom the incident was passed on."""
    planned = {one.id: one for one in compose(emission, subscriptions, now)}
    there = tuple(name for name in also if name in subscriptions.recipients)
    if there:
        line = Subscription(id="passed-on", to=there, events=(emission.event.event,))
        further = compose(emission, subscriptions.model_copy(update={"subscriptions": (line,)}), now)
        planned |= {one.id: one for one in further}
    return planned.values()


def _unsent(held: Iterable[Held], subscriptions: Subscriptions, moment: datetime) -> Iterator[Attempt]:
    """The record of every delivery that would have been made of what is hidden."""
    for one in held:
        for delivery in compose(one.emission, subscriptions):
            yield without_attempt(delivery, "suppressed", one.why, moment)


def _waiting(attempt: Attempt) -> Attempt:
    """The record as that of a delivery that has not ended: it is made when nothing hides it any more."""
    return attempt.model_copy(update={"ended": None, "error": f"held back: {attempt.reason}", "reason": ""})


@dataclass(slots=True)
class Telling:
    """The watches over all incidents, in a dictionary, as the pipeline keeps its keys.

    ``live``: emissions come at moments of their own, as from a topic, and news can be past news by then. Else there is
    no clock but that of the events, as while an archive is played.
    """

    subscriptions: Subscriptions
    inhibitions: Inhibitions = NO_INHIBITIONS
    live: bool = False
    standing: Standing = field(default_factory=Standing)
    watches: dict[str, Watch] = field(default_factory=dict)

    def take(self, emission: Emission, arrived: datetime | None = None) -> Spoken:
        """Take an emission at the moment at which it ``arrived``; without one, at its event's own."""
        incident, moment = emission.event.incident, arrived or emission.event.at
        verdict = take(self.watches.get(incident, Watch()), emission, self._around, moment)
        return self._carried(incident, verdict, moment)

    def order(self, *commands: Order) -> None:
        """Take commands."""
        self.standing = self.standing.given(commands)

    def tick(self, now: datetime) -> Iterator[Spoken]:
        """Let time pass to ``now`` for every incident. What is ``said`` has to be taken too."""
        for incident, watch in list(self.watches.items()):
            verdict = tick(watch, self._around, now)
            if verdict is not None:
                yield self._carried(incident, verdict, now)

    def due(self, after: datetime) -> datetime | None:
        """The next moment at which a tick may change something, if no news and no command comes."""
        moments = (one for watch in self.watches.values() for one in deadlines(watch, self._around))
        return min((one for one in moments if one > after), default=None)

    @property
    def _around(self) -> Surroundings:
        return Surroundings(self.standing, self.inhibitions, self.subscriptions)

    def _carried(self, incident: str, verdict: Verdict, moment: datetime) -> Spoken:
        self.watches[incident] = verdict.watch
        self.order(*verdict.covers)
        return spoken(verdict, self.subscriptions, moment, moment if self.live else None)
