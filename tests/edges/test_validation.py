"""Any data at all in the place of a rule gives problems with places, never an exception."""

import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from streams.edges.rulefiles import RULE, SUBSCRIPTION_FILE, read_rule
from streams.edges.validation import Shape
from streams.edges.yamlfiles import parse_yaml

RULES: list[dict[str, Any]] = [
    {
        "version": 1, "id": "toll", "kind": "threshold", "when": {"fact": "casualties", "outcome": ["killed"]},
        "group_by": "area", "threshold": 50, "within": "72h", "escalate_at": [100], "severity": {50: "major"},
        "summary": {"fire": "$label"}, "labels": {"team": "x"},
        "examples": {"fires": ["x", {"text": "y"}, [{"title": "z"}]], "quiet": []},
    },
    {
        "version": 1, "id": "roads", "kind": "change", "when": {"fact": "route", "state": "severed"},
        "resolve_when": {"fact": "route", "state": ["open"]}, "group_by": "route", "severity": "critical",
    },
]  # fmt: skip
SUBSCRIPTIONS = {
    "version": 1,
    "recipients": {"duty": {"channels": ["phone"]}},
    "subscriptions": [{"id": "all", "to": ["duty"], "rules": ["roads"], "events": ["fire"]}],
}

words = st.sampled_from(
    ["kind", "fact", "text", "mapping", "list", "fires", "route", "killed", "fire", "[key]", "x", ""]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 500) | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words | st.integers(0, 99), inner, max_size=3),
    max_leaves=6,
)


def changed(whole: Any, choose: Any) -> Any:
    """The data with one of its parts, chosen by ``choose``, exchanged, taken away or added to."""
    if isinstance(whole, dict) and whole and choose(st.integers(0, 3)):
        key = choose(st.sampled_from(sorted(whole, key=str)))
        return {**whole, key: changed(whole[key], choose)}
    if isinstance(whole, list) and whole and choose(st.booleans()):
        return [changed(whole[0], choose), *whole[1:]]
    if isinstance(whole, dict) and choose(st.booleans()):
        left = {name: value for name, value in whole.items() if choose(st.integers(0, 5))}
        return {**left, choose(words): choose(values)}
    return choose(values)


def written(data: Any) -> bytes:
    out = io.BytesIO()
    YAML(typ="safe", pure=True).dump(data, out)
    return out.getvalue()


def held(shape: Shape[Any], raw: bytes) -> None:
    document = parse_yaml(raw, "file.yaml")
    value, problems = shape.read(document)

    lines = raw.count(b"\n") + 1
    assert (value is None) == bool(problems or document.problems)
    assert all(1 <= problem.line <= lines and problem.column >= 1 and problem.message for problem in problems)


@given(st.data())
def test_any_change_to_a_rule_gives_a_rule_or_problems_inside_the_file(data: st.DataObject) -> None:
    held(RULE, written(changed(data.draw(st.sampled_from(RULES)), data.draw)))


@given(st.data())
def test_any_change_to_subscriptions_gives_them_or_problems_inside_the_file(data: st.DataObject) -> None:
    held(SUBSCRIPTION_FILE, written(changed(SUBSCRIPTIONS, data.draw)))


@given(values)
def test_any_data_is_judged_as_a_rule(data: Any) -> None:
    held(RULE, written(data))


@given(st.sampled_from(RULES))
def test_a_good_rule_is_read_whole(rule: dict[str, Any]) -> None:
    assert read_rule(written(rule), "file.yaml").problems == ()
