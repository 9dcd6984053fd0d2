import pytest

from streams.core.errors import Misuse
from streams.core.rules import ThresholdRule
from streams.replay.sweep import Point, Sweep, in_use, point, read_sweep, varied
from streams.replay.window import Window
from tests.cases import each
from tests.core.given import RULES
from tests.replay.logs import START, event


@each(
    ("text", "values"),
    [
        ("casualty-threshold.threshold=10..50:20", (10, 30, 50)),
        ("casualty-threshold.threshold=10..200", tuple(range(10, 201, 10))),
        ("casualty-threshold.threshold=1..5", (1, 2, 3, 4, 5)),
        ("casualty-threshold.threshold=50, 100", (50, 100)),
        ("casualty-threshold.within=24h,72h", ("24h", "72h")),
        ("casualty-threshold.threshold=7..7", (7,)),
    ],
)
def test_a_range_or_a_list_of_values_is_read(text: str, values: tuple[int | str, ...]) -> None:
    assert read_sweep(text).values == values


@each(
    "text",
    [
        "threshold=10..20", "casualty-threshold.threshold", "casualty-threshold.threshold=", "a.b=10..x", "a.b=20..10",
        "a.b=0..9999:1", "a.b=,,",
    ],
)  # fmt: skip
def test_a_sweep_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(Misuse, match="--sweep"):
        read_sweep(text)


def threshold(value: int) -> ThresholdRule:
    (rule,) = varied(RULES, Sweep("casualty-threshold", "threshold", (value,)), value).rules
    assert isinstance(rule, ThresholdRule)
    return rule


def test_a_lower_threshold_keeps_the_levels_above_it() -> None:
    rule = threshold(10)
    assert (rule.levels, rule.severity) == ((10, 100, 200, 500), {10: "major", 200: "critical"})


def test_a_higher_threshold_leaves_out_the_levels_that_it_reaches() -> None:
    rule = threshold(200)
    assert (rule.levels, rule.severity) == ((200, 500), {200: "major"})


def test_only_the_swept_rule_is_judged() -> None:
    sweep = Sweep("casualty-threshold", "within", ("24h",))
    assert [rule.id for rule in varied(RULES, sweep, "24h").active] == ["casualty-threshold"]


def test_a_rule_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(Misuse, match="no rule floods in use; the rules are casualty-threshold, ceasefire-violated"):
        varied(RULES, Sweep("floods", "threshold", (1,)), 1)


def test_a_field_that_the_rule_does_not_have_is_refused() -> None:
    with pytest.raises(Misuse, match="route-severed is of kind change, which has no field threshold"):
        varied(RULES, Sweep("route-severed", "threshold", (5,)), 5)
    with pytest.raises(Misuse, match=r"no field treshold \(did you mean threshold\?\)"):
        varied(RULES, Sweep("casualty-threshold", "treshold", (5,)), 5)


def test_a_range_that_falls_is_refused() -> None:
    with pytest.raises(Misuse, match="20 is above 10; write the lower value first"):
        read_sweep("casualty-threshold.threshold=20..10")


def test_incidents_that_begin_within_the_window_are_counted_and_divided_by_its_days() -> None:
    log = [event("fire", 0, "i-1"), event("resolve", 30, "i-1"), event("fire", 31, "i-2"), event("fire", 40, "i-3")]
    window = Window(since=START.replace(day=2))
    sweep = Sweep("route-severed", "expire_after", ("24h",))
    assert point(sweep, "24h", log, window, 4.0) == Point("24h", 2, 0.5, 3)


def test_the_value_that_the_rule_has_is_known_however_it_is_written() -> None:
    sweep = Sweep("casualty-threshold", "within", ("24h", "3d"))
    assert [in_use(sweep, RULES, varied(RULES, sweep, value)) for value in sweep.values] == [False, True]
