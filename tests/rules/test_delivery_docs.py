"""The page on delivery: every file that it shows can be written, and every command that it shows is there."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from streams.cli import main
from streams.core.branches import Branch
from streams.core.subscriptions import Subscriptions
from streams.edges.rulefiles import load_subscriptions
from tests.cases import each

PAGE = (Path(__file__).parents[2] / "docs" / "delivery.md").read_text(encoding="utf-8")
FILES = [one for one in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if one.startswith("version: 1")]


def written(text: str, folder: Path) -> Subscriptions:
    (folder / "subscriptions.yaml").write_text(text, encoding="utf-8")
    subscriptions, problems = load_subscriptions(folder / "subscriptions.yaml")
    assert problems == ()
    assert subscriptions is not None
    return subscriptions


def test_there_are_files_to_look_at() -> None:
    assert len(FILES) >= 5


@pytest.mark.parametrize("text", FILES)
def test_every_file_of_the_page_can_be_written(text: str, tmp_path: Path) -> None:
    assert written(text, tmp_path).subscriptions


def test_the_page_names_every_field_by_which_a_branch_lets_alerts_in_or_tells_of_them() -> None:
    fields = {field.alias or name for name, field in Branch.model_fields.items()} - {"id"}
    assert {name for name in fields if not re.search(rf"`{name}|\b{name}:", PAGE)} == set()


@each("command", sorted(set(re.findall(r"^tocsin subscriptions (\w+)", PAGE, re.MULTILINE))))
def test_every_command_of_the_page_has_help(command: str) -> None:
    assert CliRunner().invoke(main, ["subscriptions", command, "--help"]).exit_code == 0
