"""The page on testing rules says what is so, and the tests that come with the rules can fail."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from streams.core.rules import rule_set
from streams.core.ruletests import FAULTS, RuleTest, RuleTestFile
from streams.edges.testfiles import LoadedTestFile, load_tests
from streams.edges.testgrounds import Grounds
from streams.edges.validation import Shape
from streams.edges.yamlfiles import parse_yaml
from streams.replay.coverage import coverage
from streams.replay.results import result
from tests.cases import each

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "testing-rules.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
FIRST_RULE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
RULES = ("casualty-threshold", "ceasefire-violated", "route-severed")
LIBRARY = sorted(path.name.removesuffix(".test.yaml") for path in (ROOT / "rules" / "library").glob("*.test.yaml"))
GROUNDS = Grounds()


@cache
def shipped(rule: str) -> LoadedTestFile:
    return load_tests(ROOT / "rules" / f"{rule}.test.yaml", GROUNDS)


@each("block", BLOCKS)
def test_what_the_page_shows_can_be_written(block: str) -> None:
    text = block if "version" in block else f"version: 1\n{block}"
    for name, value in re.findall(r"(\w+): (\w+)", block.partition("cases:")[2]):
        text = text.replace(f'"${{{name}}}"', value)
    document = parse_yaml(text.encode(), "docs/testing-rules.md")

    assert (document.problems, Shape[RuleTestFile](RuleTestFile).read(document)[1]) == ((), ())


@pytest.mark.parametrize("block", [one for one in BLOCKS if "file:" not in one], ids=lambda one: one.splitlines()[-1])
def test_the_tests_of_the_page_pass(block: str, tmp_path: Path) -> None:
    (tmp_path / "first.yaml").write_text(FIRST_RULE, encoding="utf-8")
    ours = ", ".join(str(ROOT / "rules" / f"{rule}.yaml") for rule in RULES)
    named = "first.yaml" if "airport-closed" in block else ours
    people = f"subscriptions: {ROOT / 'rules' / 'telling' / 'subscriptions.yaml'}\n" if "notify:" in block else ""
    text = people + block.replace("version: 1\n", "")
    (tmp_path / "page.test.yaml").write_text(f"version: 1\nrules: [{named}]\n{text}", encoding="utf-8")
    file = load_tests(tmp_path / "page.test.yaml", GROUNDS)

    assert file.problems == ()
    assert [result(one).failures for one in file.tests] == [()] * len(file.tests)


def test_the_page_lists_every_field_of_a_file_and_of_a_test() -> None:
    listed = dict(re.findall(r"^\| `(\w+)` \| (needed)? ?\|", PAGE.partition("## All fields")[2], re.MULTILINE))
    fields = {**RuleTestFile.model_fields, **RuleTest.model_fields}

    assert {name: bool(needed) for name, needed in listed.items()} == {
        name: field.is_required() if name != "clock" else False for name, field in fields.items()
    }


def test_the_page_lists_every_fault() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \| (?:each|items|at every)", PAGE, re.MULTILINE)) == FAULTS


@each("rule", RULES)
def test_the_tests_of_a_rule_that_comes_with_tocsin_pass_and_show_all_of_it(rule: str) -> None:
    results = [result(one) for one in shipped(rule).tests]

    assert shipped(rule).problems == ()
    assert [(one.test.name, one.failures) for one in results if one.failures] == []
    assert [one.missing for one in coverage(results) if one.rule == rule] == [()]


@each("rule", LIBRARY)
def test_the_tests_of_a_rule_of_the_library_show_all_of_it(rule: str) -> None:
    tests = shipped(f"library/{rule}").tests
    results = [result(replace(one, test=one.test.model_copy(update={"faults": "none"}))) for one in tests]

    assert [(one.test.name, one.failures) for one in results if one.failures] == []
    assert [one.missing for one in coverage(results) if one.rule == rule] == [()]


SEVERITY = {50: "major", 100: "major", 200: "critical", 500: "critical"}


@each(
    ("rule", "change"),
    [
        ("casualty-threshold", {"threshold": 49, "severity": {49: "major", 200: "critical"}}),
        ("casualty-threshold", {"threshold": 51, "severity": {51: "major", 200: "critical"}}),
        ("casualty-threshold", {"within": "71h"}),
        ("casualty-threshold", {"within": "73h"}),
        ("casualty-threshold", {"severity": SEVERITY | {200: "major"}}),
        ("casualty-threshold", {"group_by": "country"}),
        ("casualty-threshold", {"when": {"fact": "casualties", "outcome": ["killed", "injured"]}}),
        ("ceasefire-violated", {"expire_after": "23h"}),
        ("ceasefire-violated", {"expire_after": "25h"}),
        ("ceasefire-violated", {"when": {"fact": "ceasefire", "state": "violated"}}),
        ("ceasefire-violated", {"group_by": "country"}),
        ("route-severed", {"resolve_when": None}),
        ("route-severed", {"resolve_when": {"fact": "route", "state": ["open", "restricted"]}}),
        ("route-severed", {"allowed_lateness": "20d"}),
        ("route-severed", {"expire_after": "3h"}),
    ],
)
def test_a_rule_that_is_changed_fails_its_tests(rule: str, change: dict[str, Any]) -> None:
    tests = shipped(rule).tests
    rules = [
        type(one).model_validate(one.model_dump() | change) if one.id == rule else one
        for one in tests[0].ground.rules.rules
    ]
    ground = replace(tests[0].ground, rules=rule_set(rules))
    once = (replace(one, ground=ground, test=one.test.model_copy(update={"faults": "none"})) for one in tests)

    assert any(result(one).failures for one in once)
