"""Hearing: what each recipient is told of one incident, and when. Quiet hours hold words back; nothing is lost by that.

When the hours are over, who knows nothing of the incident is told its beginning and its last word, if it still lasts; who
knows of it is told the last word, also that it ended. Who was told of an incident hears how it ends, whoever is on duty then.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from streams.core.alerts import ENDINGS, STAGES, AlertEvent, Earlier, Emission, message_id
from streams.core.branches import Manner
from streams.core.kinds.steps import moment_text
from streams.core.routing import Addressee
from streams.core.watches import OVERTAKEN, UNHEARD, Heard, Held, Surroundings, Watch, without

_NOT_TOLD = "they were not told of the incident"
_TAKEN_BACK = "it was taken back before they were told of it"


@dataclass(frozen=True, slots=True)
class Word:
    """An emission to tell somebody now. ``held``: it waited for quiet hours to end; ``again``: how often it is repeated."""

    emission: Emission
    to: Addressee
    held: bool = False
    again: int = 0


@dataclass(slots=True)
class Hearing:
    """What is told to whom now, what waits and what somebody will not hear, and the watch that knows it."""

    watch: Watch
    around: Surroundings
    now: datetime
    words: list[Word] = field(default_factory=list)
    holds: list[tuple[Held, Addressee]] = field(default_factory=list)
    drops: list[tuple[Held, Addressee]] = field(default_factory=list)

    def take(self, emission: Emission, to: Addressee) -> None:
        """Tell it now, or when their quiet hours are over."""
        if to.waits is None:
            self.tell(emission, to)
        else:
            self._hold(emission, to)

    def tell(self, emission: Emission, to: Addressee, *, held: bool = False, again: int = 0) -> None:
        """Tell it now; what waited for the same recipient is overtaken."""
        heard = self.heard(to)
        self.drop(without(heard.held, emission.event.id), to, OVERTAKEN)
        # Who heard of the beginning over a channel hears of the end over it, too.
        further = heard.channels if emission.event.event in ENDINGS else ()
        word = emission.instead.model_copy(update={"earlier": heard.last})
        self.words.append(Word(word, replace(to, channels=further), held, again))
        own = self.around.directory.subscriptions.recipients[to.name].over(emission.event.severity)
        channels = tuple(dict.fromkeys((*heard.channels, *own)))
        last = heard.last if again else told_last(heard.last, word)
        # The number only rises: by it a repetition is told from the one before.
        number = again or heard.again
        self.keep(to, told=True, at=self.now, held=(), missed=False, again=number, channels=channels, last=last)

    def miss(self, to: Addressee, *also: Held) -> None:
        """It was over before they could hear of it."""
        self.drop((*self.heard(to).held, *also), to, UNHEARD)
        self.keep(to, held=(), missed=True)

    def drop(self, held: tuple[Held, ...], to: Addressee, why: str) -> None:
        """They are not told of it."""
        self.drops += [(one.model_copy(update={"why": f"{one.why}; {why}" if one.why else why}), to) for one in held]

    def heard(self, to: Addressee) -> Heard:
        """What a recipient knows."""
        return self.watch.heard.get(to.name, Heard())

    def keep(self, to: Addressee, **changes: Any) -> None:
        """Write down what a recipient knows."""
        heard = self.heard(to)
        known = {} if heard.told else {"branch": to.branch, "duty": to.duty}
        after = heard.model_copy(update={**known, **changes})
        self.watch = self.watch.model_copy(update={"heard": self.watch.heard | {to.name: after}})

    def _hold(self, emission: Emission, to: Addressee) -> None:
        """Keep it until their quiet hours are over. Of words that begin nothing the last counts."""
        until = "" if to.waits is None else f" until {moment_text(to.waits)}"
        one = Held(emission=emission, why=f"quiet hours {to.by}{until}")
        others = without(self.heard(to).held, emission.event.id)
        old = tuple(word for word in others if word.emission.event.event not in STAGES)
        self.drop(old, to, OVERTAKEN)
        self.holds.append((one, to))
        self.keep(to, held=(*(word for word in others if word not in old), one), quiet=to.quiet, missed=False)


def told(watch: Watch, emission: Emission, around: Surroundings, now: datetime, also: tuple[str, ...] = ()) -> Hearing:
    """Tell everybody whom an emission concerns, now or when their quiet hours are over.

    ``also`` are those to whom the incident was passed on: how it goes on concerns them, whatever they subscribe to.
    """
    event, hearing = emission.event, Hearing(watch, around, now)
    if event.event in ENDINGS or event.event == "acknowledge":
        for one in _concerned(hearing, event, also):
            _closed(hearing, emission, one, sure=one.name in also)
        if emission.withdrawn:
            _resumed(hearing)
        return hearing
    for one in around.directory.addressees(around.news(watch, event), now):
        hearing.take(emission, one)
    return hearing


def grown(watch: Watch, emission: Emission, around: Surroundings, now: datetime) -> Hearing:
    """More is behind an incident that goes on: tell those who asked for more than there was. To them it begins now."""
    hearing, event = Hearing(watch, around, now), emission.event.model_copy(update={"event": "fire"})
    word = emission.model_copy(update={"event": event, "material": True, "revised": False})
    for one in around.directory.addressees(around.news(watch, event), now):
        if one.name not in watch.heard and around.directory.asks_behind(one.branch):
            hearing.take(word, one)
    return hearing


def passed(watch: Watch, around: Surroundings, now: datetime) -> Hearing:
    """Let time pass: what waited for quiet hours to end is told, and what lasts unacknowledged is told again."""
    hearing = Hearing(watch, around, now)
    for name, heard in watch.heard.items():
        if name not in around.directory.subscriptions.recipients:
            continue
        to = _as_before(name, heard, around)
        if heard.held:
            _released(hearing, heard, to)
        elif (word := _due_again(hearing, heard, to)) is not None:
            hearing.tell(word, to, again=heard.again + 1)
    return hearing


def waits(watch: Watch, around: Surroundings, after: datetime) -> Iterator[datetime]:
    """The moments at which ``passed`` may change something, if nothing else happens."""
    directory = around.directory
    for name, heard in watch.heard.items():
        if name not in directory.subscriptions.recipients:
            continue
        to = _as_before(name, heard, around)
        interval = to.manner.repeat_interval
        if heard.held:
            until, _ = directory.quiet(heard.quiet, heard.held[-1].emission.event.severity, after)
            yield from () if until is None else (until,)
        elif heard.told and heard.at is not None and interval is not None and watch.on and watch.latest is not None:
            again = max(heard.at + interval, after)
            until, _ = directory.quiet(to.quiet, watch.latest.event.severity, again)
            yield until or again


def asleep(watch: Watch, event: str) -> bool:
    """Whether everybody whom an event concerns is still to be told of it."""
    holding = [one for one in watch.heard.values() if any(held.emission.event.id == event for held in one.held)]
    return bool(holding) and not any(one.told and one not in holding for one in watch.heard.values())


def _closed(hearing: Hearing, emission: Emission, one: Addressee, *, sure: bool) -> None:
    """An ending, a withdrawal or an acknowledgement, for one recipient; ``sure``: they know of the incident."""
    event, known = emission.event, hearing.watch.heard
    heard = known.get(one.name, Heard(told=sure or not known or not _hears_beginnings(one.manner)))
    if emission.withdrawn and any(held.emission.event.id == event.id for held in heard.held):
        kept = without(heard.held, event.id)
        hearing.drop(tuple(held for held in heard.held if held not in kept), one, _TAKEN_BACK)
        hearing.keep(one, held=kept)
        hearing.drop((Held(emission=emission, why=""),), one, _TAKEN_BACK)
    elif heard.told:
        hearing.take(emission, one)
    elif hearing.watch.on or one.name not in known:
        hearing.drop((Held(emission=emission, why=""),), one, _NOT_TOLD)
    else:
        hearing.miss(one, Held(emission=emission, why=""))


def _resumed(hearing: Hearing) -> None:
    """An incident that seemed over before some heard of it, and is not: its last word is news to them."""
    watch, around = hearing.watch, hearing.around
    if not watch.on or watch.latest is None:
        return
    word = watch.latest.model_copy(update={"material": True})
    for one in around.directory.addressees(around.news(watch, word.event), hearing.now):
        if watch.heard.get(one.name, Heard()).missed:
            hearing.take(word, one)


def _concerned(hearing: Hearing, event: AlertEvent, also: tuple[str, ...]) -> Iterator[Addressee]:
    """Whom an ending concerns: those whom it reaches by itself, and everybody who was told of the incident."""
    watch, around, now = hearing.watch, hearing.around, hearing.now
    found = {one.name: one for one in around.directory.addressees(around.news(watch, event), now)}
    yield from found.values()
    for name in dict.fromkeys((*watch.heard, *also)):
        if name in found or name not in around.directory.subscriptions.recipients:
            continue
        one = _as_before(name, watch.heard.get(name, Heard()), around)
        if name in also or event.event in one.manner.events:
            yield around.directory.waiting(one, event, now)


def _released(hearing: Hearing, heard: Heard, to: Addressee) -> None:
    """Tell what waited, once it need not wait any more."""
    around, now, watch = hearing.around, hearing.now, hearing.watch
    first, last = heard.held[0].emission, heard.held[-1].emission
    if around.directory.quiet(heard.quiet, last.event.severity, now)[0] is not None:
        return
    if last.event.event not in ENDINGS and around.hides(last.event, now) is not None:
        return
    if not heard.told and not watch.on:
        hearing.miss(to)
        return
    if watch.awaiting is not None and asleep(watch, watch.awaiting.event.id):
        hearing.watch = watch.model_copy(update={"since": now})
    begins = not heard.told and first is not last and first.event.event == "fire"
    hearing.drop(heard.held[1:-1] if begins else heard.held[:-1], to, OVERTAKEN)
    hearing.keep(to, held=())
    for word in (first, last) if begins else (last,):
        hearing.tell(word, to, held=True)


def _due_again(hearing: Hearing, heard: Heard, to: Addressee) -> Emission | None:
    """The last word, where it is to be told again now."""
    watch, interval = hearing.watch, to.manner.repeat_interval
    if interval is None or not heard.told or heard.at is None or not watch.on or watch.latest is None:
        return None
    if hearing.now - heard.at < interval or watch.stage in watch.acknowledged:
        return None
    word = watch.latest.model_copy(update={"material": True})
    if hearing.around.hides(word.event, hearing.now) is not None:
        return None
    return word if hearing.around.directory.waiting(to, word.event, hearing.now).waits is None else None


def _as_before(name: str, heard: Heard, around: Surroundings) -> Addressee:
    """A recipient as they were reached before, in the manner that the branch has now."""
    directory = around.directory
    manner = directory.manner(heard.branch) or Manner(to=(name,))
    own = () if heard.duty else directory.subscriptions.recipients[name].quiet
    return Addressee(name, heard.branch, manner, heard.duty, (*manner.quiet, *own))


def told_last(before: Earlier | None, emission: Emission) -> Earlier | None:
    """What they were told last, once they were told this."""
    event = emission.event
    if event.event == "acknowledge":
        return before
    message = message_id(event, emission.revision)
    anew = before is None or before.event in ENDINGS
    return Earlier(
        event=event.event,
        at=event.at,
        since=event.at if before is None or anew else before.since,
        message=message,
        first=message if before is None or anew else before.first,
        severity=event.severity,
        value=event.value,
        range=event.range,
        sources=emission.origins or len(emission.voices),
        grade=emission.grading.code if emission.grading else "",
    )


def _hears_beginnings(manner: Manner) -> bool:
    return any(kind in manner.events for kind in STAGES)
