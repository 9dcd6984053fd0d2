"""The composing step as the workers run it: alerts and ticks in, deliveries out, with a watch over each incident."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from streams.core.alerts import Emission
from streams.core.commands import Standing
from streams.core.errors import BadMessage
from streams.core.telling import spoken
from streams.core.watches import Surroundings, Verdict, Watch, forgotten, take, tick
from streams.edges.shelf import Shelf
from streams.kafka.messages import Message, Tick, message, read
from streams.kafka.steps import Result, Table
from streams.kafka.topics import TopicName

AT_ONCE = 500
"""Incidents looked at without a pause."""


class Orders(Protocol):
    """What stands of all commands that the worker knows."""

    @property
    def standing(self) -> Standing:
        """It now."""


@dataclass(frozen=True, slots=True)
class Composing:
    """The step with the editions of the rules and the commands that the worker knows."""

    shelf: Shelf
    orders: Orders

    def composed(self, raw: bytes | None, watches: Table, arrived: datetime | None, now: datetime | None) -> Result:
        """Alerts → outbox, to whom the subscriptions name that are in force now.

        ``arrived`` is when the alert reached its topic: what hides it is what hid it then. By ``now`` news is past news
        or not. Both are None while an archive is played, by whose clock it then is.
        """
        emission = read(raw, Emission)
        key = emission.event.incident.encode()
        held = watches.get(key)
        before = Watch.read(held) if held else Watch()
        moment = arrived or emission.event.at
        return self._result(key, before, take(before, emission, self._around, moment), moment, now)

    def ticked(
        self, raw: bytes | None, watches: Table, mine: Callable[[bytes], bool], now: datetime | None
    ) -> Iterator[Result]:
        """Ticks → outbox and alerts, for each incident of this partition about which something is to be done.

        An empty answer now and then lets other work of the worker go on.
        """
        try:
            moment, around = read(raw, Tick).now, self._around
        except BadMessage:
            return  # the deciding step reads the same tick, and keeps it as a dead letter
        for number, (key, held) in enumerate(list(watches.items()), start=1):
            if number % AT_ONCE == 0:
                yield Result()
            if not mine(key):
                continue
            before = Watch.read(held)
            if forgotten(before, moment):
                yield Result(writes={key: None})
            elif (verdict := tick(before, around, moment)) is not None:
                yield self._result(key, before, verdict, moment, now)

    @property
    def _around(self) -> Surroundings:
        book = self.shelf.now().book
        return Surroundings(self.orders.standing, book.inhibitions, book.subscriptions)

    def _result(self, key: bytes, before: Watch, verdict: Verdict, moment: datetime, now: datetime | None) -> Result:
        told = spoken(verdict, self.shelf.now().book.subscriptions, moment, now)
        messages: list[tuple[TopicName, Message]] = [
            *(("outbox", message(one, one.lane)) for one in told.deliveries),
            *(("deliveries", message(one, one.delivery)) for one in told.records),
            *(("alerts", message(one, one.event.incident)) for one in told.said),
            *(("commands", message(one, one.id)) for one in told.covers),
        ]
        writes = {} if verdict.watch == before else {key: verdict.watch.written()}
        return Result(tuple(messages), writes)
