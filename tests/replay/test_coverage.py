"""Which parts of a rule the tests show."""

from typing import Any

from streams.core.rules import ChangeRule, RuleSet, rule_set
from streams.replay.coverage import Covered, coverage
from streams.replay.results import result
from tests.core.given import ROUTES, TOLLS, TRUCES
from tests.replay.given import item, loaded


def covered(rules: RuleSet, *given: list[Any], ticks: str = "+0h") -> Covered:
    tests = (loaded(rules, given=one, never=[{"severity": "info"}], unexpected="ignore", ticks=ticks) for one in given)
    (found,) = coverage(result(one) for one in tests)
    return found


def test_a_rule_that_no_news_concerns_has_nothing_shown() -> None:
    found = covered(rule_set([ROUTES]), ["calm"])

    assert found.shown == frozenset()
    assert found.missing == found.parts


def test_a_toll_shows_the_levels_that_it_reached_and_no_others() -> None:
    found = covered(rule_set([TOLLS]), [item("60"), item("230")])

    assert {"fires", "reaches 200"} <= found.shown
    assert {"reaches 100", "reaches 500", "stays quiet", "expires"} <= set(found.missing)


def test_a_toll_below_the_threshold_shows_that_the_rule_stays_quiet() -> None:
    assert {"a claim below 50", "stays quiet"} <= covered(rule_set([TOLLS]), ["40"]).shown


def test_what_time_ends_is_shown_when_the_clock_runs_so_far() -> None:
    assert "expires" not in covered(rule_set([TRUCES]), ["broken"], ticks="+23h").shown
    assert "expires" in covered(rule_set([TRUCES]), ["broken"], ticks="+24h").shown


def test_each_word_of_a_condition_is_a_part() -> None:
    found = covered(rule_set([TRUCES]), ["broken"])

    assert "when: state violated" in found.shown
    assert "when: state collapsed" in found.missing


def test_tests_add_up() -> None:
    found = covered(rule_set([ROUTES]), ["cut", "cut"], ["open"], ["cut", "open"])

    assert found.missing == (
        "when: met, but denied, threatened or of the past",
        "resolve_when: met, but denied, threatened or of the past",
    )


def test_a_denial_of_what_the_rule_asks_for_is_a_part_of_its_own() -> None:
    found = covered(rule_set([ROUTES]), ["uncut"])

    assert found.shown == {"stays quiet", "when: met, but denied, threatened or of the past", "resolve_when: not met"}


def test_each_leaf_of_a_tree_is_shown_met_and_not_met() -> None:
    leaves = [{"fact": "route", "state": "severed"}, {"place": {"country": "SYR"}}, {"none": [{"text": "drill*"}]}]
    rule = ROUTES.model_dump(mode="json") | {"when": {"all": leaves}, "resolve_when": None}
    found = covered(rule_set([ChangeRule.model_validate(rule)]), ["cut"], ["open"])

    assert {"when, all 1: state severed", "when, all 1: not met", "when, all 2: place met"} <= found.shown
    assert {"when, all 2: place not met", "when, all 3, none 1: text met"} <= set(found.missing)
    assert "when, all 3, none 1: text not met" in found.shown
