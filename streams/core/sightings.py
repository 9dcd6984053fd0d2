"""Sightings: what the topics show of how the service is, gathered as it comes, for a vigil to judge."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from streams.core.alerts import AlertEvent, Emission
from streams.core.breakers import FAILURES
from streams.core.deliveries import Attempt
from streams.core.heartbeats import beaten
from streams.core.ownrules import CHANNEL_UNSENDABLE, HEARTBEAT_LOST, LANGUAGE_UNREAD, LOOKED_FOR, PARTITION_STALLED
from streams.core.sheets import FactSheet
from streams.core.vigil import HOUR, SAID_AGAIN, Failing, Signs, Standstill

KEPT = 25 * HOUR
"""How far back what was seen counts."""

_SHORTEST, _LONGEST = 80, 2000
"""Characters of a text by which its language is told: of less it cannot be, of more it need not."""

_AT_ONCE = 50
"""Texts whose language is told between two looks; it takes about a millisecond each."""

Place = tuple[str, int]
"""A topic and a partition of it."""


@dataclass(slots=True)
class Sightings:
    """What was seen. ``covered`` are the languages that are read, ``detect`` tells the language of a text.

    ``standing`` are incidents of the service that last, by their id.
    """

    covered: Collection[str]
    detect: Callable[[str], str | None]
    standing: dict[str, AlertEvent] = field(default_factory=dict)
    _said: dict[str, datetime] = field(default_factory=dict)
    _began: datetime | None = None
    _sent: list[datetime] = field(default_factory=list)
    _beats: dict[str, datetime] = field(default_factory=dict)
    _delivered: dict[str, datetime] = field(default_factory=dict)
    _channels: dict[str, Failing] = field(default_factory=dict)
    _took: dict[str, datetime] = field(default_factory=dict)
    _letters: list[datetime] = field(default_factory=list)
    _unread: list[tuple[datetime, str]] = field(default_factory=list)
    _places: dict[Place, Standstill] = field(default_factory=dict)
    _told_languages: int = 0

    def forget(self) -> None:
        """Forget what the topics tell again to whoever reads them anew; of heartbeats and standstills they do not tell."""
        self.standing.clear()
        self._said.clear()
        self._channels.clear()
        self._took.clear()
        self._letters.clear()

    def sent(self, beat: datetime) -> bool:
        """A heartbeat goes in; False where it went in before."""
        if beat in self._sent:
            return False
        self._sent.append(beat)
        return True

    def alert(self, emission: Emission, came: datetime) -> None:
        """An event came onto the topic of alerts at a moment."""
        event = emission.event
        beats = [beat for item in event.items if (beat := beaten(item)) is not None]
        if beats:
            self._beats[event.id] = max(beats)
        if event.rule in LOOKED_FOR and event.event == "fire":
            self.standing[event.incident] = event
            self._said[event.incident] = came
            self._known_to_fail(event)
        elif event.rule in LOOKED_FOR and event.event == "resolve":
            self.standing.pop(event.incident, None)
            self._said.pop(event.incident, None)

    def attempt(self, one: Attempt) -> None:
        """An attempt was made, in order of time for each channel."""
        if one.outcome == "delivered":
            self._delivered[one.event] = one.at
            self._channels.pop(one.channel, None)
            self._took[one.channel] = one.at
        elif one.number > 0:
            known = self._channels.get(one.channel) or Failing(0, one.at, "")
            self._channels[one.channel] = Failing(known.failures + 1, known.since, one.error)

    def letter(self, at: datetime) -> None:
        """A message became a dead letter."""
        self._letters.append(at)

    def sheet(self, one: FactSheet, seen: datetime) -> None:
        """An item was read."""
        language = (one.language or "").lower().replace("_", "-").partition("-")[0]
        text = f"{one.title}\n{one.text}"
        if not language and len(text) >= _SHORTEST and self._told_languages < _AT_ONCE:
            self._told_languages += 1
            language = self.detect(text[:_LONGEST]) or ""
        if language and language not in self.covered and language not in ("und", "mul", "zxx"):
            self._unread.append((seen, language))

    def offsets(self, committed: Mapping[Place, int], ends: Mapping[Place, int], now: datetime) -> None:
        """How far the workers are in each partition that they read, and where it ends."""
        self._began = self._began or now
        for place, end in ends.items():
            done = committed.get(place, 0)
            known = self._places.get(place)
            if end <= done:
                self._places.pop(place, None)
            elif known is None or known.offset != done:
                self._places[place] = Standstill(*place, offset=done, behind=end - done, since=now)
            else:
                self._places[place] = Standstill(*place, offset=done, behind=end - done, since=known.since)

    @property
    def standstills(self) -> tuple[Standstill, ...]:
        """Where something waits of which nothing was finished since it was looked at before."""
        return tuple(self._places.values())

    def waits_since(self, place: Place, since: datetime) -> None:
        """The first of what waits in a partition came at a moment: nothing was finished there since, if nothing is now."""
        known = self._places[place]
        self._places[place] = replace(known, since=min(known.since, since))

    def over(self, event: AlertEvent, now: datetime, *, beating: bool) -> bool:
        """Whether an incident that stands, and is not found, is over: of some, who has just begun to look cannot tell.

        ``beating``: heartbeats are wanted; else none is lost.
        """
        if event.rule == HEARTBEAT_LOST:
            return not beating or any(at > event.at for known, at in self._delivered.items() if known in self._beats)
        if event.rule == PARTITION_STALLED:
            known = self._places.get((event.key["topic"], int(event.key["partition"])))
            return known is None or (self._began is not None and known.since > self._began)
        return event.rule != LANGUAGE_UNREAD or (self._began is not None and now - self._began >= HOUR)

    def unsaid(self, now: datetime) -> tuple[AlertEvent, ...]:
        """The incidents that stand, and of which the topic told last a long while ago."""
        return tuple(event for known, event in self.standing.items() if now - self._said[known] >= SAID_AGAIN)

    @property
    def heard(self) -> datetime | None:
        """The last heartbeat that came out."""
        return max((beat for event, beat in self._beats.items() if event in self._delivered), default=None)

    def signs(self, now: datetime) -> Signs:
        """What it comes to; what is too old is forgotten."""
        self._forget(now)
        told = self.heard
        missed = [beat for beat in self._sent if told is None or beat > told]
        unread: dict[str, int] = {}
        for seen, language in self._unread:
            if now - seen < HOUR:
                unread[language] = unread.get(language, 0) + 1
        return Signs(
            missed=min(missed, default=None),
            heard=told,
            standstills=self.standstills,
            channels=dict(self._channels),
            letters=tuple(self._letters),
            unread=unread,
        )

    def _known_to_fail(self, event: AlertEvent) -> None:
        """A channel took nothing when that was told, and is known to have taken nothing since."""
        channel = event.key.get("channel", "")
        took = self._took.get(channel)
        if event.rule == CHANNEL_UNSENDABLE and (took is None or took < event.at):
            self._channels.setdefault(channel, Failing(FAILURES, event.at, event.reason.rpartition("the last: ")[2]))

    def _forget(self, now: datetime) -> None:
        self._told_languages = 0
        self._letters = [one for one in self._letters if now - one < KEPT]
        self._unread = [one for one in self._unread if now - one[0] < HOUR]
        self._sent = [beat for beat in self._sent if now - beat < KEPT]
        self._beats = {event: beat for event, beat in self._beats.items() if now - beat < KEPT}
        self._delivered = {event: at for event, at in self._delivered.items() if now - at < KEPT}
