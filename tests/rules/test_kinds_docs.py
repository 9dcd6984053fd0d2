"""The pages on the kinds of rule say what is so: their rules keep their examples, their tests pass, their fields are all there."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from streams.core.rules import Rule
from streams.core.rules.fields import OverFacts
from streams.edges.checks import check
from streams.edges.testfiles import load_tests
from streams.edges.testgrounds import Grounds
from streams.replay.results import result
from tests.cases import each

PAGES = Path(__file__).parents[2] / "docs" / "rules"
KINDS: dict[str, type[BaseModel]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(Rule)[0])
}
GROUNDS = Grounds()


def page(kind: str) -> str:
    return (PAGES / f"{kind}.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every rule and every test of the pages."""
    folder = tmp_path_factory.mktemp("rules")
    for kind in KINDS:
        for block in re.findall(r"```yaml\n(.*?)```", page(kind), re.DOTALL):
            rule = re.search(r"^id: (\S+)$", block, re.MULTILINE)
            (folder / (f"{rule[1]}.yaml" if rule else f"{kind}.test.yaml")).write_text(block, encoding="utf-8")
    return folder


def test_the_rule_of_the_readme_does_what_its_examples_say(tmp_path: Path) -> None:
    (rule,) = re.findall(r"```yaml\n(.*?)```", (PAGES.parents[1] / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "airport-closed.yaml").write_text(rule, encoding="utf-8")
    report = check(tmp_path)

    assert (report.problems, report.rules, report.examples) == ([], 1, 2)


def test_the_rules_of_the_pages_do_what_their_examples_say(shown: Path) -> None:
    report = check(shown)

    assert (report.problems, report.rules) == ([], len(KINDS) + 1)


@pytest.mark.parametrize("kind", KINDS)
def test_the_tests_of_each_page_pass(kind: str, shown: Path) -> None:
    file = load_tests(shown / f"{kind}.test.yaml", GROUNDS)

    assert file.problems == ()
    assert [result(one).failures for one in file.tests] == [()] * len(file.tests) != []


@each("kind", KINDS)
def test_each_page_lists_the_fields_that_its_kind_has_of_its_own(kind: str) -> None:
    listed = set(re.findall(r"^\| `(\w+)` \| [^|]*\| ", page(kind).partition("## Its fields")[2], re.MULTILINE))
    own = {field.alias or name for name, field in KINDS[kind].model_fields.items()}

    assert listed == own - {field.alias or name for name, field in OverFacts.model_fields.items()} - {"kind"}


def test_the_page_on_writing_rules_leads_to_each_kind() -> None:
    writing = (PAGES.parent / "rules.md").read_text(encoding="utf-8")

    assert [kind for kind in KINDS if f"(rules/{kind}.md)" not in writing] == []
