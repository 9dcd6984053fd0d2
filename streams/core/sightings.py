"""Sightings: what the topics show of how the service is, gathered as it comes, for a vigil to judge."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from streams.core.alerts import AlertEvent, Emission
from streams.core.deliveries import Attempt
from streams.core.heartbeats import beaten
from streams.core.sheets import FactSheet
from streams.core.vigil import HOUR, LOOKED_FOR, Failing, Signs, Standstill

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
    _sent: list[datetime] = field(default_factory=list)
    _beats: dict[str, datetime] = field(default_factory=dict)
    _delivered: dict[str, datetime] = field(default_factory=dict)
    _channels: dict[str, Failing] = field(default_factory=dict)
    _letters: list[datetime] = field(default_factory=list)
    _unread: list[tuple[datetime, str]] = field(default_factory=list)
    _places: dict[Place, Standstill] = field(default_factory=dict)
    _told_languages: int = 0

    def forget(self) -> None:
        """Forget what the topics tell again to whoever reads them anew; of heartbeats and standstills they do not tell."""
        self.standing.clear()
        self._channels.clear()
        self._letters.clear()

    def sent(self, beat: datetime) -> bool:
        """A heartbeat goes in; False where it went in before."""
        if beat in self._sent:
            return False
        self._sent.append(beat)
        return True

    def alert(self, emission: Emission) -> None:
        """An event came onto the topic of alerts."""
        event = emission.event
        beats = [beat for item in event.items if (beat := beaten(item)) is not None]
        if beats:
            self._beats[event.id] = max(beats)
        if event.rule in LOOKED_FOR and event.event == "fire":
            self.standing[event.incident] = event
        elif event.rule in LOOKED_FOR and event.event == "resolve":
            self.standing.pop(event.incident, None)

    def attempt(self, one: Attempt) -> None:
        """An attempt was made, in order of time for each channel."""
        if one.outcome == "delivered":
            self._delivered[one.event] = one.at
            self._channels.pop(one.channel, None)
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
            standstills=tuple(self._places.values()),
            channels=dict(self._channels),
            letters=tuple(self._letters),
            unread=unread,
        )

    def _forget(self, now: datetime) -> None:
        self._told_languages = 0
        self._letters = [one for one in self._letters if now - one < KEPT]
        self._unread = [one for one in self._unread if now - one[0] < HOUR]
        self._sent = [beat for beat in self._sent if now - beat < KEPT]
        self._beats = {event: beat for event, beat in self._beats.items() if now - beat < KEPT}
        self._delivered = {event: at for event, at in self._delivered.items() if now - at < KEPT}
