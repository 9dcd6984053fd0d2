"""The workers' steps across a change of rules, over plain mappings in place of tables."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from streams.core.alerts import Emission
from streams.core.editions import Edition, OnChange
from streams.core.facts import Facts
from streams.core.items import Item
from streams.core.register import Register
from streams.core.rules import Rule, rule_set
from streams.core.sheets import fact_sheet
from streams.core.subscriptions import Subscriptions
from streams.edges.clocks import FixedClock
from streams.edges.rulebook import Rulebook
from streams.edges.shelf import Shelf
from streams.kafka.messages import Tick, message, read
from streams.kafka.steps import Result, Steps
from tests.core.given import ROUTES, TOLLS, TRUCES, broken, cut, hour, item, killed, toll

LOUD = ROUTES.model_copy(update={"severity": "minor"})


class Worker:
    """One worker's steps, tables and what it sent. Editions are of single rules, by the hours from which they hold."""

    def __init__(self, now: float = 100) -> None:
        self.shelf = Shelf(None, FixedClock(hour(now)))
        self.steps = Steps(self.shelf)
        self.seen: dict[bytes, bytes] = {}
        self.states: dict[bytes, bytes] = {}
        self.sent: list[Emission] = []

    def put(self, name: str, hours: float, *rules: Rule, on_change: OnChange = "keep") -> "Worker":
        kept = rule_set(rules)
        book = Rulebook(Path(), kept, Subscriptions(version=1, recipients={}, subscriptions=()), Register(), ())
        self.shelf.put(Edition(name, hour(hours), kept.version, kept.digests, on_change), lambda: book)
        return self

    def take(self, match: Any, edition: str, heard: float | None = None) -> "Worker":
        one = match.model_copy(update={"edition": edition})
        known = None if heard is None else hour(heard)
        return self._carry_out(self.steps.decided(message(one, "").value, self.states, known))

    def tick(self, hours: float) -> "Worker":
        tick, now = message(Tick(now=hour(hours)), "").value, hour(hours)
        for result in self.steps.ticked(tick, self.states, lambda _: True, now):
            self._carry_out(result)
        return self

    def matched(self, read_in: Item, facts: Facts, edition: str) -> Mapping[str, str]:
        """The rules that an item meets, each with the edition that judged it."""
        sheet = fact_sheet(read_in, facts).model_copy(update={"edition": edition})
        result = self.steps.matched(message(sheet, "").value, self.seen)
        result.write(self.seen)
        fields = [one.headers for _, one in result.messages]
        return {str(number): one["rules-edition"].decode() for number, one in enumerate(fields)}

    @property
    def told(self) -> list[tuple[str, str, datetime]]:
        return [(one.event.event, one.event.severity, one.event.at) for one in self.sent]

    def _carry_out(self, result: Result) -> "Worker":
        self.sent += [read(one.value, Emission) for topic, one in result.messages if topic == "alerts"]
        result.write(self.states)
        return self


def test_an_item_that_comes_again_is_judged_as_the_first_time() -> None:
    worker = Worker().put("1", 0, TOLLS).put("2", 50, TOLLS.model_copy(update={"summary": "$value dead"}))
    facts = Facts(item="a", facts=(killed(60),))
    assert [worker.matched(item("a"), facts, edition) for edition in ("1", "2")] == [{"0": "1"}, {"0": "1"}]


def test_a_match_of_an_earlier_edition_does_not_lead_its_key_back() -> None:
    worker = Worker().put("1", 0, ROUTES).put("2", 50, LOUD)
    worker.take(cut("a", 1), "1").take(cut("b", 51), "2").take(cut("late", 49), "1")
    assert [(kind, severity) for kind, severity, _ in worker.told] == [
        ("fire", "critical"),
        ("update", "minor"),
        ("update", "minor"),
    ]


def test_a_tick_ends_the_incidents_of_a_rule_taken_away_once() -> None:
    worker = Worker().put("1", 0, ROUTES, TOLLS).take(cut("a", 1), "1").take(toll("b", 1, 60), "1")
    worker.put("2", 20, TOLLS).tick(19).tick(21).tick(22)
    assert worker.told == [("fire", "critical", hour(1)), ("fire", "major", hour(1)), ("expire", "critical", hour(20))]


def test_a_tick_that_is_heard_again_neither_ends_nor_changes_what_came_after_it() -> None:
    worker = Worker().put("1", 0, TRUCES).tick(30).take(broken("late", 1), "1", heard=30)
    assert worker.put("2", 20, TRUCES.model_copy(update={"severity": "minor"})).tick(29).tick(30).told == [
        ("fire", "major", hour(1))
    ]
    assert worker.tick(30.01).told[1:] == [("expire", "minor", hour(25))]


def test_the_state_of_a_rule_that_stays_as_it_was_is_not_touched() -> None:
    worker = Worker().put("1", 0, ROUTES, TOLLS).take(toll("b", 1, 60), "1")
    before = dict(worker.states)
    assert worker.put("2", 20, TOLLS).tick(21).states == before


def test_a_reset_that_a_later_edition_follows_is_not_forgotten() -> None:
    worker = Worker().put("1", 0, ROUTES).take(cut("a", 1), "1")
    worker.put("2", 20, LOUD, on_change="reset").put(
        "3", 21, LOUD.model_copy(update={"labels": {"team": "roads"}})
    ).tick(22)
    assert [kind for kind, _, _ in worker.told] == ["fire", "expire"]


def test_the_clock_of_a_played_archive_changes_no_rule() -> None:
    worker = Worker(now=24 * 400).put("1", 24 * 300, ROUTES).take(cut("a", 1), "1").put("2", 24 * 350, LOUD)
    worker.tick(48)
    assert [kind for kind, _, _ in worker.told] == ["fire"]


def test_what_reaches_us_from_the_future_is_judged_by_what_is_in_force_now() -> None:
    shelf = Worker(now=10).put("1", 0, ROUTES).put("2", 20, LOUD).shelf
    assert shelf.at(hour(10) + timedelta(days=900)).edition.name == "1"
