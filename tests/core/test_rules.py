from typing import Any

import pytest
from pydantic import ValidationError

from streams.core.rules import ThresholdRule, rule_set
from streams.core.rules.severity import Standing
from tests.cases import each
from tests.core.given import ROUTES, TOLLS, TRUCES


def tolls(**fields: Any) -> ThresholdRule:
    return ThresholdRule.model_validate(TOLLS.model_dump() | fields)


@each(("value", "level"), [(0, 0), (49, 0), (50, 50), (99, 50), (100, 100), (199, 100), (500, 500), (9000, 500)])
def test_the_level_of_a_figure_is_the_highest_that_it_reaches(value: int, level: int) -> None:
    assert TOLLS.level_of(value) == level


def test_a_severity_by_level_holds_until_the_next_one_named() -> None:
    assert [TOLLS.severity_of(Standing(level=level)) for level in TOLLS.levels] == [
        "major",
        "major",
        "critical",
        "critical",
    ]


def test_one_severity_holds_at_every_level() -> None:
    assert [tolls(severity="minor").severity_of(Standing(level=level)) for level in (50, 500)] == ["minor", "minor"]


@each("levels", [(50,), (100, 100), (200, 100)])
def test_levels_that_do_not_rise_are_refused(levels: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError, match="does not rise"):
        tolls(escalate_at=levels)


def test_a_field_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValidationError, match="treshold"):
        tolls(treshold=50)


def test_the_version_of_a_set_does_not_hang_on_the_order_of_its_rules() -> None:
    assert rule_set([TOLLS, ROUTES, TRUCES]).version == rule_set([TRUCES, TOLLS, ROUTES]).version


def test_the_version_changes_with_what_a_rule_does_and_not_with_its_description_and_examples() -> None:
    before = rule_set([TOLLS]).version
    assert rule_set([tolls(threshold=60, severity="major")]).version != before
    assert rule_set([tolls(description="Other words.", examples={"quiet": ["Nobody died."]})]).version == before


def test_a_rule_that_is_switched_off_is_not_in_force() -> None:
    rules = rule_set([tolls(enabled=False), ROUTES])
    assert [rule.id for rule in rules.active] == ["route-severed"]
    assert rules.get("casualty-threshold") is None
    assert rules.version == rule_set([ROUTES]).version


def test_a_summary_puts_words_in_place_of_their_names_and_nothing_else() -> None:
    rule = tolls(summary="$value killed in $label ($$5, {0.value}, %s)")
    words = {"value": "57", "label": "$source {0.__class__}"}
    assert rule.summary_for("fire", words) == "57 killed in $source {0.__class__} ($5, {0.value}, %s)"


def test_a_summary_may_have_a_line_for_each_event() -> None:
    rule = tolls(summary={"fire": "$value dead", "expire": "Quiet"})
    assert [rule.summary_for(event, {"value": "57", "label": "Idlib"}) for event in ("fire", "update")] == [
        "57 dead",
        "Idlib",
    ]
