"""The page on writing rules says what is so."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from streams.core.examples import ExampleItem
from streams.core.rules import SUMMARY_WORDS, Rule
from streams.edges.documents import Document
from streams.edges.rulefiles import RULE, SUBSCRIPTION_FILE, TABLES, read_rule
from streams.edges.yamlfiles import parse_yaml
from tests.cases import each
from tests.rules.test_examples import examiner

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
FRAME = {
    "version": 1,
    "id": "framed",
    "kind": "change",
    "when": {"fact": "route", "state": "severed"},
    "group_by": "route",
    "severity": "major",
}


def first_rule() -> Rule:
    (file,) = read_rule(BLOCKS[0].encode(), "docs/rules.md").files
    return file.rule


@each("block", BLOCKS)
def test_what_the_page_shows_can_be_written(block: str) -> None:
    document = parse_yaml(block.encode(), "docs/rules.md")
    data: dict[str, Any] = document.data

    if "subscriptions" in data:
        assert SUBSCRIPTION_FILE.read(document)[1] == ()
    else:
        assert RULE.read(Document("docs/rules.md", FRAME | data))[1] == ()
    assert document.problems == ()


@pytest.mark.parametrize(
    ("example", "fires"),
    [(example, True) for example in first_rule().examples.fires]
    + [(example, False) for example in first_rule().examples.quiet],
)
def test_the_first_rule_of_the_page_does_what_its_examples_say(
    example: str | ExampleItem | tuple[ExampleItem, ...], fires: bool
) -> None:
    assert examiner().trial(first_rule(), example).fired == fires


def test_the_page_lists_every_field_and_which_are_needed() -> None:
    table = PAGE.partition("## All fields")[2]
    listed = dict(re.findall(r"^\| `(\w+)` \| [\w, ]+ \| (needed)?", table, re.MULTILINE))
    required: dict[str, list[bool]] = {}
    for kind in get_args(get_args(Rule)[0]):
        for name, field in kind.model_fields.items():
            required.setdefault(field.alias or name, []).append(field.is_required())

    assert {name: bool(needed) for name, needed in listed.items()} == {
        name: 2 * sum(kinds) > len(kinds) for name, kinds in required.items()
    }


def test_the_page_names_every_word_of_a_summary() -> None:
    assert set(re.findall(r"`\$(\w+)`", PAGE)) == SUMMARY_WORDS


def test_the_page_names_the_folder_of_tables() -> None:
    assert f"`rules/{TABLES}/routes.yaml`" in PAGE
