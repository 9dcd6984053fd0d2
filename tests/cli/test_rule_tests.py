"""``tocsin test``: what is printed where, the exit codes, JUnit XML, and captures."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from streams.cli import main
from streams.edges.testfiles import load_tests
from streams.edges.testgrounds import Grounds
from tests.cases import each

RULE = """\
version: 1
id: toll
kind: threshold
when: {fact: casualties, outcome: killed}
group_by: area
threshold: 50
within: 72h
severity: major
"""
GOOD = """\
version: 1
tests:
  - name: Sixty fire
    given: [Shelling killed 60 people in Idlib on Monday.]
    expect: [{event: fire, value: 60}]
"""
BAD = """\
  - name: Forty fire
    given: [{source: radio, text: Shelling killed 40 people in Idlib on Monday.}]
    expect:
      - {at: +0h, event: fire}
"""
ITEM = {
    "id": "wire-1",
    "source": "agency",
    "title": "",
    "text": "Shelling killed 60 people in Idlib on Monday.",
    "published": "2025-01-06T10:00:00+00:00",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "toll.yaml").write_text(RULE)
    (tmp_path / "rules" / "toll.test.yaml").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tocsin(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["test", *arguments])


def test_tests_that_pass_are_a_dot_each_and_end_with_0() -> None:
    result = tocsin()

    assert (result.exit_code, result.stdout, result.stderr) == (0, "rules/toll.test.yaml .\n", "1 passed, 0 failed\n")


def test_a_failure_shows_the_place_what_was_got_and_the_item_that_made_it_and_ends_with_1(folder: Path) -> None:
    (folder / "rules" / "toll.test.yaml").write_text(GOOD + BAD)
    result = tocsin("rules")

    assert result.exit_code == 1
    assert (
        result.stdout
        == """\
rules/toll.test.yaml .F

── Forty fire
rules/toll.test.yaml:9:9: expected fire, at +0h (2025-01-01T00:00+00:00)
  no event like it
    item-1 (radio): read 40 killed (new, reported) in Idlib
      toll, Idlib (SYR): radio says 40; the highest live claim, 40, is below 50
"""
    )
    assert result.stderr == "1 passed, 1 failed\n"


def test_k_runs_only_tests_whose_name_holds_the_text(folder: Path) -> None:
    (folder / "rules" / "toll.test.yaml").write_text(GOOD + BAD)

    assert tocsin("-k", "SIXTY").stderr == "1 passed, 0 failed\n"


def test_a_bad_file_is_an_error_and_the_other_files_are_run(folder: Path) -> None:
    (folder / "rules" / "bad.test.yaml").write_text(GOOD.replace("given", "givn"))
    result = tocsin("rules")

    assert result.exit_code == 1
    assert "rules/bad.test.yaml E\nrules/toll.test.yaml .\n" in result.stdout
    assert "rules/bad.test.yaml:4:5: givn is not a field here (did you mean given?)\n" in result.stdout
    assert result.stderr == "1 passed, 0 failed, 1 problem in files\n"


@each(("arguments", "code"), [(["-k", "none"], 2), (["rules/toll.yaml"], 2), (["nowhere"], 3)])
def test_what_gives_no_test_is_refused(arguments: list[str], code: int) -> None:
    assert tocsin(*arguments).exit_code == code


def test_json_is_one_object_a_test_and_nothing_else_on_standard_output(folder: Path) -> None:
    (folder / "rules" / "toll.test.yaml").write_text(GOOD + BAD)
    one, two = (json.loads(line) for line in tocsin("--json").stdout.splitlines())

    assert (one["outcome"], one["test"], one["line"], one["failures"]) == ("passed", "Sixty fire", 3, [])
    assert (two["outcome"], two["failures"][0]["kind"], two["failures"][0]["line"]) == ("failed", "missing", 9)


def test_junit_holds_a_suite_a_file_and_a_case_a_test(folder: Path) -> None:
    (folder / "rules" / "toll.test.yaml").write_text(GOOD + BAD)
    (folder / "rules" / "bad.test.yaml").write_text("version: 1\n")
    tocsin("--junit", "out.xml")
    suites = ET.parse(folder / "out.xml").getroot()  # noqa: S314 -- our own file

    assert [(one.get("name"), one.get("tests"), one.get("failures"), one.get("errors")) for one in suites] == [
        ("rules/bad.test.yaml", "1", "0", "1"),
        ("rules/toll.test.yaml", "2", "1", "0"),
    ]
    failure = suites.find("./testsuite/testcase[@name='Forty fire']/failure")
    assert failure is not None
    assert "the highest live claim, 40, is below 50" in (failure.text or "")


def test_coverage_names_what_no_test_shows() -> None:
    result = tocsin("--coverage")

    assert result.exit_code == 0
    assert "toll: tests show 2 of 8 parts\n" in result.stdout
    assert "  not shown: stays quiet\n" in result.stdout
    assert "  not shown: fires\n" not in result.stdout


def incident(folder: Path) -> str:
    (folder / "news.jsonl").write_text(json.dumps(ITEM) + "\n")
    printed = CliRunner().invoke(main, ["replay", "news.jsonl", "--json"]).stdout
    return str(json.loads(printed.splitlines()[0])["incident"])


def test_a_past_incident_becomes_a_test_that_passes(folder: Path) -> None:
    captured = tocsin("capture", incident(folder)[:6], "--from", "news.jsonl", "-o", "rules/past.test.yaml")
    written = (folder / "rules" / "past.test.yaml").read_text()

    assert captured.exit_code == 0
    assert written.startswith("# yaml-language-server: $schema=schema/tests.json\nversion: 1\nrules: toll.yaml\n")
    assert "source: agency" in written
    assert tocsin("rules/past.test.yaml").stderr == "1 passed, 0 failed\n"


def test_a_redacted_capture_on_standard_output_names_nobody(folder: Path) -> None:
    printed = tocsin("capture", incident(folder), "--from", "news.jsonl", "--redact").stdout

    assert "source: source-1" in printed
    assert "agency" not in printed
    assert "wire-1" not in printed


def test_an_incident_that_is_not_there_is_refused_with_those_that_are(folder: Path) -> None:
    known = incident(folder)
    result = tocsin("capture", "zzz", "--from", "news.jsonl")

    assert result.exit_code == 2
    assert known in result.stderr


def test_without_an_incident_a_capture_tells_which_there_are(folder: Path) -> None:
    known = incident(folder)
    result = tocsin("capture", "--from", "news.jsonl")

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"name the incident; there are\n  {known}  " in result.stderr


def test_a_capture_overwrites_nothing(folder: Path) -> None:
    result = tocsin("capture", incident(folder), "--from", "news.jsonl", "-o", "rules/toll.test.yaml")

    assert (result.exit_code, (folder / "rules" / "toll.test.yaml").read_text()) == (2, GOOD)


HOSTILE = [
    "Shelling killed 60 people in Idlib.\u2028Next \u0007 line\ttab \u200b\u202eturn \U0001f4a5",
    "- a: *b &c !d # no comment: 'quotes' \"and\" {braces} ${name} 60 people were killed in Idlib.  ",
    "Shelling killed 60 people in Idlib.\r\n\r\n  --- \r\n...\r\n%YAML 1.1\n",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_that_means_something_to_yaml_is_captured_as_it_is(folder: Path, text: str) -> None:
    (folder / "news.jsonl").write_text(json.dumps(ITEM | {"text": text}) + "\n")
    name = json.loads(CliRunner().invoke(main, ["replay", "news.jsonl", "--json"]).stdout.splitlines()[0])["incident"]
    captured = tocsin("capture", name, "--from", "news.jsonl", "-o", "rules/past.test.yaml")
    loaded = load_tests(folder / "rules" / "past.test.yaml", Grounds())

    assert captured.exit_code == 0, captured.stderr
    assert [one.item.text for one in loaded.tests[0].arrivals] == [text]


def test_check_tells_the_mistakes_of_a_file_of_tests(folder: Path) -> None:
    (folder / "rules" / "toll.test.yaml").write_text(GOOD.replace("given", "givn"))
    result = CliRunner().invoke(main, ["check", "rules/toll.test.yaml"])

    assert (result.exit_code, result.stdout) == (
        1,
        "rules/toll.test.yaml:4:5: givn is not a field here (did you mean given?)\n",
    )


def test_a_bad_file_is_told_where_k_names_it(folder: Path) -> None:
    (folder / "rules" / "bad.test.yaml").write_text("version: 1\n")

    assert tocsin("-k", "bad").exit_code == 1
    assert tocsin("-k", "sixty").exit_code == 0
