"""The composing step as the workers run it: alerts and ticks in, deliveries out, with a watch over each incident."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from streams.core.alerts import Emission
from streams.core.commands import Standing
from streams.core.errors import BadMessage
from streams.core.telling import Spoken, taken, ticked
from streams.core.watches import Surroundings, Watch
from streams.core.watching import deadlines, forgotten
from streams.edges.shelf import Shelf
from streams.kafka.messages import Message, Tick, message, read
from streams.kafka.steps import Result, Table
from streams.kafka.topics import TopicName

AT_ONCE = 500
"""Incidents looked at without a pause."""

MOST_PARSED = 20_000
"""Watches kept in the form that they are used in, at some kilobytes each."""

LONGEST_SLEEP = timedelta(minutes=10)
"""A watch of which nothing is to come is looked at all the same after so long."""


class Orders(Protocol):
    """What stands of all commands that the worker knows."""

    @property
    def standing(self) -> Standing:
        """It now."""


@dataclass(slots=True)
class Parsed:
    """A watch as it was read of its bytes. Until ``wakes`` no tick changes anything, as long as ``by`` is what decides."""

    raw: bytes
    watch: Watch
    by: Surroundings | None = None
    wakes: datetime | None = None

    def sleeps(self, around: Surroundings, now: datetime) -> bool:
        """Whether nothing can come of it at ``now``."""
        same = self.by is not None and (
            self.by.standing is around.standing
            and self.by.directory is around.directory
            and self.by.inhibitions is around.inhibitions
        )
        return same and self.wakes is not None and now < self.wakes

    def rest(self, around: Surroundings, now: datetime) -> None:
        """Nothing came of it at ``now``: leave it alone until something can, if only for a while."""
        moments = (one for one in deadlines(self.watch, around, now) if one > now)
        self.by, self.wakes = around, min((*moments, now + LONGEST_SLEEP))


@dataclass(slots=True)
class ParsedWatches:
    """Watches as they were last read, so that a tick reads none twice. An entry holds for the bytes that it was made of."""

    known: dict[bytes, Parsed] = field(default_factory=dict)

    def read(self, key: bytes, raw: bytes) -> Parsed:
        """The watch that ``raw`` writes."""
        found = self.known.get(key)
        return found if found is not None and found.raw == raw else self.keep(key, raw, Watch.read(raw))

    def keep(self, key: bytes, raw: bytes, watch: Watch) -> Parsed:
        """Remember what was just read or written."""
        if key not in self.known and len(self.known) >= MOST_PARSED:
            self.known.clear()
        one = self.known[key] = Parsed(raw, watch)
        return one


@dataclass(frozen=True, slots=True)
class Composing:
    """The step with the editions of the rules and the commands that the worker knows."""

    shelf: Shelf
    orders: Orders
    parsed: ParsedWatches = field(default_factory=ParsedWatches)

    def composed(self, raw: bytes | None, watches: Table, arrived: datetime | None, now: datetime | None) -> Result:
        """Alerts → outbox, to whom the subscriptions name that are in force now.

        ``arrived`` is when the alert reached its topic: what hides it is what hid it then. By ``now`` news is past news
        or not. Both are None while an archive is played, by whose clock it then is.
        """
        emission = read(raw, Emission)
        key = emission.event.incident.encode()
        held = watches.get(key)
        before = self.parsed.read(key, held).watch if held else Watch()
        moment = arrived or emission.event.at
        return self._result(key, before, taken(before, emission, self.around, moment, now))

    def ticked(
        self, raw: bytes | None, watches: Table, mine: Callable[[bytes], bool], now: datetime | None
    ) -> Iterator[Result]:
        """Ticks → outbox and alerts, for each incident of this partition about which something is to be done.

        An empty answer now and then lets other work of the worker go on.
        """
        try:
            moment, around = read(raw, Tick).now, self.around
        except BadMessage:
            return  # the deciding step reads the same tick, and keeps it as a dead letter
        for number, (key, held) in enumerate(list(watches.items()), start=1):
            if number % AT_ONCE == 0:
                yield Result()
            if not mine(key):
                continue
            parsed = self.parsed.read(key, held)
            if parsed.sleeps(around, moment):
                continue
            if forgotten(parsed.watch, moment):
                self.parsed.known.pop(key, None)
                yield Result(writes={key: None})
            elif (told := ticked(parsed.watch, around, moment, now)) is not None:
                yield self._result(key, parsed.watch, told)
            else:
                parsed.rest(around, moment)

    @property
    def around(self) -> Surroundings:
        """What decides now beside the incidents themselves."""
        book = self.shelf.now().book
        return Surroundings(self.orders.standing, book.inhibitions, book.directory)

    def _result(self, key: bytes, before: Watch, told: Spoken) -> Result:
        messages: list[tuple[TopicName, Message]] = [
            *(("outbox", message(one, one.lane)) for one in told.deliveries),
            *(("deliveries", message(one, one.delivery)) for one in told.records),
            *(("alerts", message(one, one.event.incident)) for one in told.said),
            *(("commands", message(one, one.id)) for one in told.covers),
        ]
        if told.watch == before:
            return Result(tuple(messages))
        written = told.watch.written()
        self.parsed.keep(key, written, told.watch)
        return Result(tuple(messages), {key: written})
