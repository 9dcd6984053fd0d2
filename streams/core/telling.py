"""Telling: what comes of news and of time for one incident, as deliveries and their records.

``taken`` and ``ticked`` are what the workers run over their table, and ``Telling`` over a dictionary, without Kafka.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from streams.core import hearing
from streams.core.alerts import Emission
from streams.core.commands import Cover, Order, Standing
from streams.core.deliveries import HELD_BACK, Attempt, Delivery, without_attempt
from streams.core.escalation import Turn, escalated, repeated
from streams.core.hearing import Hearing, Word
from streams.core.inhibition import NO_INHIBITIONS, Inhibitions
from streams.core.notices import compose
from streams.core.routing import Addressee, Directory
from streams.core.sources import NO_SOURCES, Sources
from streams.core.subscriptions import Subscriptions
from streams.core.watches import Heard, Held, Surroundings, Verdict, Watch
from streams.core.watching import covered, deadlines, take, tick

BEHIND = timedelta(minutes=10)
"""Alerts that waited for longer than this find people as they are now: what came by day and is told by night waits."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The watch after it, deliveries to make, records of those that are not made now, and what becomes of the incident beside.

    ``said`` are further events of it, ``covers`` what must be known wherever other incidents are watched.
    """

    watch: Watch
    deliveries: tuple[Delivery, ...]
    records: tuple[Attempt, ...]
    said: tuple[Emission, ...]
    covers: tuple[Cover, ...]


def taken(watch: Watch, emission: Emission, around: Surroundings, moment: datetime, now: datetime | None) -> Spoken:
    """Take an emission that reached its topic at ``moment``. By ``now`` news is past news or not; None: no age counts."""
    speech = _Speech(around, moment, now)
    return speech.spoken(take(watch, emission, around, moment, speech.when))


def ticked(watch: Watch, around: Surroundings, moment: datetime, now: datetime | None) -> Spoken | None:
    """Let time pass to ``moment``; None where nothing comes of it."""
    speech = _Speech(around, moment, now)
    spoken = speech.spoken(tick(watch, around, moment, speech.when) or Verdict(watch), passing=True)
    return None if spoken.watch == watch else spoken


@dataclass(slots=True)
class _Speech:
    """What a verdict comes to, put together step by step.

    Whom it reaches, and in whose quiet hours, goes by the moment at which it came; where that is long ago, as after an
    outage, by the time at which they would be told.
    """

    around: Surroundings
    moment: datetime
    now: datetime | None
    deliveries: list[Delivery] = field(default_factory=list)
    records: list[Attempt] = field(default_factory=list)

    @property
    def when(self) -> datetime:
        """By when recipients are judged."""
        behind = self.now is not None and self.now - self.moment > BEHIND
        return self.now if behind and self.now is not None else self.moment

    def spoken(self, verdict: Verdict, *, passing: bool = False) -> Spoken:
        """``passing``: time passed, and nothing else happened."""
        watch = verdict.watch
        for emission in verdict.tell:
            word = emission.model_copy(update={"material": True})
            watch = self._heard(hearing.told(watch, word, self.around, self.when, verdict.also))
        if verdict.grown is not None:
            watch = self._heard(hearing.grown(watch, verdict.grown, self.around, self.when))
        for emission, turn in verdict.climbed:
            watch = self._climbed(watch, emission, turn)
        if passing:
            watch = self._heard(hearing.passed(watch, self.around, self.when))
        self.records += [_waiting(one) for held in verdict.hold for one in self._unsent(watch, held)]
        self.records += [one for held in verdict.drop for one in self._unsent(watch, held)]
        watch, covers = covered(watch, self.around)
        return Spoken(watch, tuple(self.deliveries), tuple(self.records), verdict.said, covers)

    def _heard(self, heard: Hearing) -> Watch:
        for word in heard.words:
            self.deliveries += self._made(word)
        self.records += [_waiting(one) for held, to in heard.holds for one in self._records(held, (to,))]
        self.records += [one for held, to in heard.drops for one in self._records(held, (to,))]
        return heard.watch

    def _made(self, word: Word) -> Iterable[Delivery]:
        directory = self.around.directory
        if word.again:
            return repeated(word.emission, word.to, word.again, directory, self.now)
        made = compose(word.emission, directory, self.now, (word.to,))
        return [one.model_copy(update={"held": True}) for one in made] if word.held else made

    def _climbed(self, watch: Watch, emission: Emission, turn: Turn) -> Watch:
        """Tell the next in line, who know of the incident from then on."""
        self.deliveries += escalated(emission, turn.rung, turn.to, self.around.directory, self.now)
        known = {one.name: Heard(branch=turn.rung.name, duty=one.duty, told=True, at=self.when) for one in turn.to}
        names = tuple(dict.fromkeys((*watch.reached, *known)))
        return watch.model_copy(update={"heard": known | watch.heard, "reached": names})

    def _unsent(self, watch: Watch, held: Held) -> Iterator[Attempt]:
        """The record of every delivery that would have been made of what is hidden from everybody."""
        news = self.around.news(watch, held.emission.event)
        yield from self._records(held, self.around.directory.addressees(news, self.moment))

    def _records(self, held: Held, to: Iterable[Addressee]) -> Iterator[Attempt]:
        word = held.emission.model_copy(update={"material": True})
        for delivery in compose(word, self.around.directory, None, to):
            yield without_attempt(delivery, "suppressed", held.why, self.moment)


def _waiting(attempt: Attempt) -> Attempt:
    """The record as that of a delivery that has not ended: it is made when nothing hides it any more."""
    return attempt.model_copy(update={"ended": None, "error": f"{HELD_BACK}{attempt.reason}", "reason": ""})


@dataclass(slots=True)
class Telling:
    """The watches over all incidents, in a dictionary, as the pipeline keeps its keys.

    ``live``: emissions come at moments of their own, as from a topic, and news can be past news by then. Else there is
    no clock but that of the events, as while an archive is played. ``sources`` and ``labels`` of rules are what
    subscriptions can ask for beside the news.
    """

    subscriptions: Subscriptions
    inhibitions: Inhibitions = NO_INHIBITIONS
    live: bool = False
    sources: Sources = NO_SOURCES
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    watches: dict[str, Watch] = field(default_factory=dict)

    def take(self, emission: Emission, arrived: datetime | None = None) -> Spoken:
        """Take an emission at the moment at which it ``arrived``; without one, at its event's own."""
        moment = arrived or emission.event.at
        before = self.watches.get(emission.event.incident, Watch())
        return self._carried(emission.event.incident, taken(before, emission, self._around, moment, self._now(moment)))

    def order(self, *commands: Order) -> None:
        """Take commands."""
        self.standing = self.standing.given(commands)

    def tick(self, now: datetime) -> Iterator[Spoken]:
        """Let time pass to ``now`` for every incident. What is ``said`` has to be taken too."""
        for incident, watch in list(self.watches.items()):
            told = ticked(watch, self._around, now, self._now(now))
            if told is not None:
                yield self._carried(incident, told)

    def due(self, after: datetime) -> datetime | None:
        """The next moment at which a tick may change something, if no news and no command comes."""
        around = self._around
        moments = (one for watch in self.watches.values() for one in deadlines(watch, around, after))
        return min((one for one in moments if one > after), default=None)

    @property
    def _around(self) -> Surroundings:
        return Surroundings(self.standing, self.inhibitions, Directory(self.subscriptions, self.sources, self.labels))

    def _now(self, moment: datetime) -> datetime | None:
        return moment if self.live else None

    def _carried(self, incident: str, told: Spoken) -> Spoken:
        self.watches[incident] = told.watch
        self.order(*told.covers)
        return told
