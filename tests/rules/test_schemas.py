"""The JSON Schemas that editors use while a rule is written."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from streams.core.schemas import schema
from streams.edges.rulefiles import load_rules, load_subscriptions
from streams.edges.yamlfiles import read_yaml
from tests.cases import each

FOLDER = Path(__file__).parents[2] / "rules"
COMMITTED = {
    "rules": FOLDER / "schema" / "rule.json",
    "sources": FOLDER / "schema" / "sources.json",
    "subscriptions": FOLDER / "schema" / "subscriptions.json",
    "inhibitions": FOLDER / "schema" / "inhibitions.json",
    "tests": FOLDER / "schema" / "tests.json",
}
FILES = sorted(path for path in FOLDER.rglob("*.yaml") if path.parent.name != "tables")


@cache
def validator(path: Path) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def in_json(data: Any) -> Any:
    """YAML's data as JSON has it: a level, such as 50, is text as a name."""
    return json.loads(json.dumps(data))


@each("name", COMMITTED)
def test_the_committed_schema_is_the_one_that_tocsin_prints(name: str) -> None:
    assert json.loads(COMMITTED[name].read_text(encoding="utf-8")) == schema(name), (
        f"make it anew: tocsin schema {name} > rules/schema/{COMMITTED[name].name}"
    )


@each("name", COMMITTED)
def test_the_committed_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(COMMITTED[name].read_text(encoding="utf-8")))


@each("path", FILES)
def test_a_file_of_the_packaged_rules_names_its_schema_and_fits_it(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    named = (path.parent / first.partition("$schema=")[2]).resolve()

    assert first.startswith("# yaml-language-server: $schema=")
    assert named in COMMITTED.values()
    validator(named).validate(in_json(read_yaml(path).data))


def test_an_editor_marks_a_word_that_the_schema_has_not() -> None:
    data = in_json(read_yaml(FOLDER / "route-severed.yaml").data) | {"severity": "dire"}

    with pytest.raises(jsonschema.ValidationError):
        validator(COMMITTED["rules"]).validate(data)


def test_the_packaged_subscriptions_tell_somebody_of_every_rule() -> None:
    rules = load_rules(FOLDER)
    subscriptions, problems = load_subscriptions(FOLDER / "subscriptions.yaml", rules)

    assert (rules.problems, problems) == ((), ())
    assert subscriptions is not None
    assert any(not one.rules and not one.places and one.severity == "info" for one in subscriptions.subscriptions)
