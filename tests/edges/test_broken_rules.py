"""The table of broken rule files: what an operator is told of each, and where."""

from pathlib import Path

import pytest

from streams.core.errors import Problem
from streams.edges.rulefiles import read_rule
from streams.edges.yamlfiles import read_yaml
from streams.edges.yamlreading import read_text

TABLE = read_yaml(Path(__file__).with_name("broken_rules.yaml"))
JARGON = ("Input should", "pydantic", "http", "validation", "NoneType", "dict", "tuple", "Traceback", "ctx", "literal")


def told(problem: Problem) -> str:
    return f"{problem.line}:{problem.column}: {problem.message}"


def test_the_table_is_read_whole() -> None:
    assert TABLE.problems == ()
    assert len(TABLE.data) >= 75


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in TABLE.data])
def test_a_broken_rule_is_told_by_line_and_mend(case: dict[str, object]) -> None:
    loaded = read_rule(str(case["file"]).encode(), "rule.yaml")

    assert [told(problem) for problem in loaded.problems] == case["problems"]
    assert loaded.files == ()


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in TABLE.data])
def test_no_problem_speaks_of_the_program(case: dict[str, object]) -> None:
    sentences = [problem.message for problem in read_rule(str(case["file"]).encode(), "rule.yaml").problems]

    assert not [word for word in JARGON for sentence in sentences if word in sentence]


def test_a_mistake_is_not_told_at_a_time_that_stands_before_it() -> None:
    text = "version: 1\nquiet_hours:\n  night: {zone: UTC, weekly: {hours: 22:00-07:00}}\nfallback: [\n"
    assert [(one.line, one.column) for one in read_text("subscriptions.yaml", text).problems] == [(4, 12)]
