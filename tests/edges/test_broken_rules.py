"""The table of broken rule files: what an operator is told of each, and where."""

from pathlib import Path
from typing import Any

from streams.core.errors import Problem
from streams.edges.rulefiles import read_rule
from streams.edges.yamlreading import read_text
from tests.cases import Cases, Judged, of_files, read_cases

TABLE = Path(__file__).with_name("broken_rules.yaml")
JARGON = ("Input should", "pydantic", "http", "validation", "NoneType", "dict", "tuple", "Traceback", "ctx", "literal")


def told(problem: Problem) -> str:
    return f"{problem.line}:{problem.column}: {problem.message}"


def test_the_table_is_read_whole() -> None:
    assert len(read_cases(TABLE).listed) >= 75


def judged(case: dict[str, Any]) -> Judged:
    loaded = read_rule(case["file"].encode(), "rule.yaml")
    return ([told(problem) for problem in loaded.problems], loaded.files), (case["problems"], ())


def jargon(case: dict[str, Any]) -> Judged:
    sentences = [problem.message for problem in read_rule(case["file"].encode(), "rule.yaml").problems]
    return [word for word in JARGON for sentence in sentences if word in sentence], []


@of_files([TABLE])
def test_a_broken_rule_is_told_by_line_and_mend(cases: Cases) -> None:
    cases.check(judged)


@of_files([TABLE])
def test_no_problem_speaks_of_the_program(cases: Cases) -> None:
    cases.check(jargon)


def test_a_mistake_is_not_told_at_a_time_that_stands_before_it() -> None:
    text = "version: 1\nquiet_hours:\n  night: {zone: UTC, weekly: {hours: 22:00-07:00}}\nfallback: [\n"
    assert [(one.line, one.column) for one in read_text("subscriptions.yaml", text).problems] == [(4, 12)]
