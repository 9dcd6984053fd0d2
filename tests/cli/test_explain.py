import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import main

ITEM = {
    "id": "a-1",
    "source": "radio",
    "title": "",
    "text": "Shelling killed 12 people in Ariha on Friday. The war has killed more than 500,000 people since 2011.",
    "published": "2025-01-03T10:00:00+03:00",
    "language": "en",
}


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(ITEM) + "\n")
    return str(path)


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments], catch_exceptions=False)


def test_each_fact_is_told_with_what_may_come_of_it(file: str) -> None:
    assert "12 killed" in explain(file).output


def test_history_is_told_with_why_no_alert_comes_of_it(file: str) -> None:
    assert "background: no alert comes of it" in " ".join(explain(file).output.split())


def test_the_json_carries_the_facts_of_extract(file: str) -> None:
    extracted = CliRunner().invoke(main, ["extract", file]).stdout
    assert json.loads(explain(file, "--json").stdout)["facts"] == json.loads(extracted)["facts"]


def test_an_item_that_is_not_there_is_misuse(file: str) -> None:
    assert CliRunner().invoke(main, ["explain", file, "--id", "b-2"]).exit_code == 2


def test_the_page_holds_the_text(file: str, tmp_path: Path) -> None:
    explain(file, "--html", str(tmp_path / "page.html"))
    assert "Ariha on Friday" in (tmp_path / "page.html").read_text()


def test_escape_codes_of_a_text_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({**ITEM, "text": "\x1b[31mShelling killed 12 people in Ariha."}) + "\n")
    assert "\x1b[31m" not in explain(str(path)).output
