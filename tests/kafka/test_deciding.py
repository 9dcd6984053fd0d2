"""The steps as workers run them, over bytes and tables, without a broker: rules over rules, and sources awaited."""

from collections import deque
from datetime import datetime
from pathlib import Path

from streams.cli.watching import own_volume
from streams.core.alerts import Emission, settled
from streams.core.matches import Match
from streams.core.register import Register
from streams.core.rules import RuleSet, rule_set
from streams.core.subscriptions import Subscriptions
from streams.edges.clocks import FixedClock
from streams.edges.rulebook import Rulebook
from streams.edges.shelf import Shelf
from streams.kafka.messages import Message, Tick, message, read
from streams.kafka.partitions import partition_of
from streams.kafka.steps import Result, Steps
from tests.core.given import ROUTES, TOLLS, cut, hour, opened, toll
from tests.core.test_kinds_same_log import rule

PARTITIONS = 3


class Workers:
    """The deciding step on each partition with its table; what it sends to its own topic is taken in turn."""

    def __init__(self, rules: RuleSet) -> None:
        book = Rulebook(Path(), rules, Subscriptions(version=1, recipients={}, subscriptions=()), Register(), ())
        clock = FixedClock(hour(0))
        self.steps = Steps(Shelf(own_volume(book, clock), clock))
        self.tables: list[dict[bytes, bytes]] = [{} for _ in range(PARTITIONS)]
        self.waiting: deque[Message] = deque()
        self.alerts: list[Emission] = []

    def take(self, *inputs: Match | datetime) -> "Workers":
        for one in inputs:
            if isinstance(one, Match):
                self.waiting.append(message(one, one.key_text))
            else:
                self._tick(one)
            while self.waiting:
                sent = self.waiting.popleft()
                table = self.tables[partition_of(sent.key, PARTITIONS)]
                self._carry_out(self.steps.decided(sent.value, table), table)
        return self

    def _tick(self, now: datetime) -> None:
        tick = message(Tick(now=now), "0").value
        for at, table in enumerate(self.tables):
            for result in self.steps.ticked(tick, table, lambda key: partition_of(key, PARTITIONS) == at, now):  # noqa: B023 (used up within the loop)
                self._carry_out(result, table)

    def _carry_out(self, result: Result, table: dict[bytes, bytes]) -> None:
        for topic, sent in result.messages:
            if topic == "alerts":
                self.alerts.append(read(sent.value, Emission))
            else:
                self.waiting.append(sent)
        result.write(table)

    @property
    def log(self) -> list[str]:
        return [f"{event.event} {event.rule} {event.at:%d %H:%M}" for event in settled(self.alerts)]


BOTH = rule("composite", id="both", all=[ROUTES.id, TOLLS.id], group_by="country")


def test_incidents_of_two_rules_in_one_country_are_one_of_a_third_and_end_it() -> None:
    workers = Workers(rule_set([ROUTES, TOLLS, BOTH])).take(cut("a", 0), toll("b", 1, 60), opened("c", 2))
    assert sorted(workers.log) == [
        "fire both 01 01:00",
        "fire casualty-threshold 01 01:00",
        "fire route-severed 01 00:00",
        "resolve both 01 02:00",
        "resolve route-severed 01 02:00",
    ]


def test_a_message_that_comes_again_after_a_crash_tells_nothing_twice() -> None:
    workers = Workers(rule_set([ROUTES, TOLLS, BOTH])).take(cut("a", 0))
    tables = [dict(table) for table in workers.tables]
    workers.take(toll("b", 1, 60))
    workers.tables = tables
    workers.take(toll("b", 1, 60), cut("a", 0))
    assert len(settled(workers.alerts)) == len({event.id for event in settled(workers.alerts)}) == 3


def test_a_source_that_is_never_heard_is_told_of_by_the_partition_of_its_key() -> None:
    silent = rule("absence", within="12h", expect=["agency", "radio"])
    workers = Workers(rule_set([silent])).take(hour(0), hour(6), hour(12), hour(13))
    assert sorted(event.sources for event in settled(workers.alerts)) == [("agency",), ("radio",)]
    assert {(event.event, event.at, event.items) for event in settled(workers.alerts)} == {("fire", hour(12), ())}
    assert sum(len(table) for table in workers.tables) == 2
