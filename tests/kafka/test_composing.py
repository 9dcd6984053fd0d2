"""The composing step over messages: what it sends where, and what it keeps and forgets."""

from dataclasses import dataclass, field
from pathlib import Path

from streams.core.alerts import Emission
from streams.core.commands import Order, Standing, acknowledge, silence
from streams.core.deliveries import Attempt, Delivery
from streams.core.editions import Edition
from streams.core.matchers import read_matcher
from streams.core.register import Register
from streams.core.rules import rule_set
from streams.core.subscriptions import Subscriptions
from streams.core.watches import KEPT, Watch
from streams.edges.clocks import FixedClock
from streams.edges.rulebook import Rulebook
from streams.edges.shelf import Shelf, Volume
from streams.kafka.composing import Composing, ParsedWatches
from streams.kafka.messages import Tick, message, read
from streams.kafka.steps import Result
from tests.core.given import ROUTES, Desk, cut, hour, opened

LINE = Subscriptions.model_validate(
    {
        "version": 1,
        "recipients": {"duty": {"channels": "phone"}, "boss": {"channels": "phone"}},
        "subscriptions": [{"id": "all", "to": "duty", "escalation": [{"after": "15m", "to": "boss"}]}],
    }
)
QUIET = silence([read_matcher("route=M5")], author="ana", comment="works", at=hour(0), ends=hour(8))


@dataclass
class Orders:
    standing: Standing


@dataclass
class Worker:
    """A worker's composing step, its table, and what it sent to whom."""

    orders: Orders = field(default_factory=lambda: Orders(Standing().given([QUIET])))
    watches: dict[bytes, bytes] = field(default_factory=dict)
    outbox: list[Delivery] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)

    def __post_init__(self) -> None:
        rules = rule_set([ROUTES])
        book = Rulebook(Path(), rules, LINE, Register(), ())
        own = Volume(Edition("", hour(0), rules.version, rules.digests), book)
        self.step = Composing(Shelf(own, FixedClock(hour(0))), self.orders)

    def take(self, emission: Emission) -> "Worker":
        raw = message(emission, emission.event.incident).value
        return self._carry_out(self.step.composed(raw, self.watches, emission.event.at, emission.event.at))

    def tick(self, hours: float) -> "Worker":
        raw = message(Tick(now=hour(hours)), "").value
        for result in self.step.ticked(raw, self.watches, lambda _: True, hour(hours)):
            self._carry_out(result)
        return self

    def order(self, command: Order) -> "Worker":
        self.orders.standing = self.orders.standing.given([command])
        return self

    def _carry_out(self, result: Result) -> "Worker":
        for topic, one in result.messages:
            if topic == "outbox":
                self.outbox.append(read(one.value, Delivery))
            elif topic == "deliveries":
                self.attempts.append(read(one.value, Attempt))
        for key, value in result.writes.items():
            if value is None:
                self.watches.pop(key)
            else:
                self.watches[key] = value
        return self


def test_a_delivery_that_is_held_back_is_on_record_and_ends_once_under_its_id() -> None:
    (fired,) = Desk(ROUTES).take(cut("a", 1)).sent
    worker = Worker().take(fired).tick(8)
    (waiting,) = worker.attempts
    (sent,) = worker.outbox
    assert (waiting.delivery, waiting.ended) == (sent.id, None)
    assert (
        waiting.error == "held back: silenced by ana until 2025-03-01 08:00 UTC: works (silence " + QUIET.id[:12] + ")"
    )


def test_a_delivery_of_what_was_over_unheard_ends_as_suppressed_with_the_reason() -> None:
    worker = Worker()
    for emission in Desk(ROUTES).take(cut("a", 1), opened("b", 2)).sent:
        worker.take(emission)
    assert worker.tick(8).outbox == []
    assert [one.ended for one in worker.attempts] == [None, "suppressed", "suppressed"]
    assert worker.attempts[0].delivery == worker.attempts[1].delivery
    assert "it was over before anybody was told" in worker.attempts[1].reason


def test_the_next_in_line_is_told_once_and_a_repeated_message_changes_nothing() -> None:
    (fired,) = Desk(ROUTES).take(cut("a", 9)).sent
    worker = Worker().take(fired).take(fired).tick(9.25).take(fired).tick(9.5)
    ids = {(one.recipient, one.id) for one in worker.outbox}
    assert sorted(recipient for recipient, _ in ids) == ["boss", "duty"]


def test_an_incident_that_is_over_is_forgotten_in_time() -> None:
    worker = Worker()
    for emission in Desk(ROUTES).take(cut("a", 9), opened("b", 10)).sent:
        worker.take(emission)
    assert len(worker.watches) == 1
    assert worker.tick(11 + KEPT.total_seconds() / 3600).watches == {}


def test_a_watch_is_parsed_once_for_as_long_as_it_stays_as_it_is() -> None:
    parsed, (first, second) = ParsedWatches(), (Watch(told=True).written(), Watch(hid=True).written())
    watch = parsed.read(b"a", first)
    assert parsed.read(b"a", first) is watch
    assert parsed.read(b"a", second).watch == Watch(hid=True)


def test_a_watch_is_left_alone_until_time_or_a_command_can_change_it() -> None:
    (fired,) = Desk(ROUTES).take(cut("a", 9)).sent
    worker = Worker().take(fired).tick(9.01)
    (parsed,) = worker.step.parsed.known.values()
    assert parsed.sleeps(worker.step.around, hour(9.1))
    assert not parsed.sleeps(worker.step.around, hour(9.26))  # the next in line is due after a quarter of an hour
    worker.tick(9.1).order(acknowledge(fired.event, author="ana", comment="seen", at=hour(9.1)))
    assert not parsed.sleeps(worker.step.around, hour(9.11))
    assert [one.recipient for one in worker.tick(9.5).outbox] == ["duty"]
