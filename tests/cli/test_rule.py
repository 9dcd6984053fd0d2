"""``tocsin rule``: write a rule, and see why it fires or stays quiet."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import main
from streams.edges.rulefiles import load_rules, read_rule
from streams.edges.rulewriting import KINDS_OF, Answers, written

SEEDS = Path(__file__).parents[2] / "seeds" / "m5-offensive.jsonl"
ITEM = {
    "id": "a", "source": "radio", "title": "", "published": "2025-01-01T09:00:00+02:00", "language": "en",
    "text": "Shelling killed 12 people in Idlib on Monday.",
}  # fmt: skip
FIRES = "Khartoum airport was closed on Tuesday after shells hit its only runway."


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["rule", *arguments], input=given)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_options_alone_write_a_rule_that_passes_its_own_examples(folder: Path) -> None:
    done = run(
        "new", "--id", "airport-closed", "--fact", "route", "--state", "severed", "--route-kind", "airport",
        "--country", "Sudan", "--fires", FIRES, "--quiet", "The commander threatened to shell the airport of Khartoum.", "--no-input",
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, "")
    assert "2 examples, 0 problems" in done.stderr
    (file,) = load_rules(folder / "rules").files
    assert file.rule.model_dump(include={"kind", "group_by"}) == {"kind": "change", "group_by": ("route",)}
    assert set(file.rule.conditions) == {"when", "resolve_when"}
    assert (folder / "rules" / "schema" / "rule.json").is_file()


def test_questions_ask_for_what_no_option_says(folder: Path) -> None:
    answers = "casualties\nthreshold\nkilled, injured\nSYR\n\n25\ncritical\ntoll\n\n\n\n"
    done = run("new", given=answers)
    assert done.exit_code == 0
    assert "add one that must fire" in done.stderr
    (file,) = load_rules(folder / "rules" / "toll.yaml").files
    assert file.rule.model_dump(include={"id", "kind", "threshold", "severity", "group_by"}) == {
        "id": "toll", "kind": "threshold", "threshold": 25, "severity": "critical", "group_by": ("area",),
    }  # fmt: skip


@pytest.mark.parametrize("fact", KINDS_OF)
def test_every_kind_that_suits_a_fact_makes_a_rule_without_a_problem(folder: Path, fact: str) -> None:
    about = {"casualties": "killed", "route": "severed", "ceasefire": "violated"}
    for kind in KINDS_OF[fact]:
        states = (about[fact],) if fact in about else ()
        answers = Answers(id="x", kind=kind, fact=fact, states=states, phrases=() if states else ("cholera*",))
        text = written(answers, folder)
        assert read_rule(text.encode(), "rule.yaml").problems == ()


def test_words_that_yaml_would_take_for_something_else_stay_words(folder: Path) -> None:
    phrases = ["no", "cholera: outbreak", "# 5", 'l\'hôpital "x"']
    given = [part for phrase in phrases for part in ("--phrase", phrase)]
    done = run("new", "--id", "words", "--fact", "words", *given, "--no-input", "--output", "other/words.yaml")
    assert done.exit_code == 0
    (file,) = load_rules(folder / "other").files
    assert file.rule.conditions["when"].model_dump(exclude_defaults=True) == {"text": {"phrase": tuple(phrases)}}


@pytest.mark.usefixtures("folder")
def test_a_rule_that_is_there_is_not_written_over() -> None:
    again = ("new", "--id", "x", "--fact", "words", "--phrase", "cholera", "--no-input")
    assert run(*again).exit_code == 0
    refused = run(*again)
    assert (refused.exit_code, "is there already" in refused.stderr) == (2, True)
    assert run(*again, "--force").exit_code == 0


def test_an_answer_that_no_rule_can_have_is_told_and_nothing_is_written(folder: Path) -> None:
    done = run("new", "--id", "x", "--fact", "words", "--phrase", "cholera", "--country", "Sudam", "--no-input")
    assert done.exit_code == 1
    assert "did you mean SDN, Sudan?" in done.stderr
    assert not (folder / "rules" / "x.yaml").exists()


@pytest.mark.usefixtures("folder")
def test_an_example_that_does_not_fire_is_told() -> None:
    done = run("new", "--id", "x", "--fact", "words", "--phrase", "cholera", "--fires", "Nothing.", "--no-input")
    assert done.exit_code == 1
    assert "this example must fire the rule" in done.stdout


def test_an_item_of_an_archive_is_explained_with_what_came_before_it() -> None:
    done = run("explain", "route-severed", "--item", "m5-041", str(SEEDS), "--json")
    trace = json.loads(done.stdout)
    assert (done.exit_code, trace["rule"], trace["item"]) == (0, "route-severed", "m5-041")
    assert trace["matched"] == ["raise M5 (SYR)"]
    assert {part["asked"]: part["holds"] for part in trace["conditions"][0]["parts"]}["state severed"] is True


def test_a_near_miss_is_told_with_what_was_asked_and_what_there_is(folder: Path) -> None:
    (folder / "item.jsonl").write_text(json.dumps(ITEM), encoding="utf-8")
    assert run("new", "--id", "floods", "--fact", "casualties", "--state", "missing", "--no-input").exit_code == 0
    done = run("explain", "rules/floods.yaml", "--item", "item.jsonl")
    assert done.exit_code == 0
    for line in (
        "✗ outcome missing: killed",
        "match: none",
        "decision: no fact of the item meets a rule",
        "event: none",
    ):
        assert line in done.stdout


def test_what_does_not_exist_is_told_with_what_may_be_meant(folder: Path) -> None:
    assert run("new", "--id", "floods", "--fact", "words", "--phrase", "flood*", "--no-input").exit_code == 0
    (folder / "item.jsonl").write_text(json.dumps(ITEM), encoding="utf-8")
    for arguments, why in (
        (("flods", "--item", "item.jsonl"), "did you mean floods?"),
        (("floods", "--item", "b"), "name the archive that holds it"),
        (("floods", "--item", "b", "item.jsonl"), "no item b is in the archives"),
    ):
        done = run("explain", *arguments)
        assert (done.exit_code, why in done.stderr) == (2, True), done.stderr


@pytest.mark.usefixtures("folder")
def test_a_text_alone_is_explained() -> None:
    assert run("new", "--id", "toll", "--fact", "casualties", "--state", "killed", "--no-input").exit_code == 0
    done = run("explain", "toll", "--text", str(ITEM["text"]))
    assert (done.exit_code, "event: fire" in done.stdout) == (0, True)
    for neither in ((), ("--text", "x", "--item", "y")):
        assert (run("explain", "toll", *neither).exit_code) == 2


def test_a_wrong_answer_is_asked_again_and_the_answers_before_are_kept(folder: Path) -> None:
    (folder / "rules").mkdir()
    (folder / "rules" / "taken.yaml").write_text("", encoding="utf-8")
    answers = (
        "route", "", "cut", "severed", "airfield", "airport", "Sudam", "Sudan", "", "", "My Rule", "taken", "airports",
        "Airports, all of them", FIRES, "",
    )  # fmt: skip
    done = run("new", given="\n".join(answers) + "\n")
    for mend in (
        "cut (did you mean severed?): write one or several of severed, restricted, open",
        "airfield: write one or several of road, bridge,",
        "did you mean SDN, Sudan?",
        "such as my-rule",
        "taken.yaml is there already",
    ):
        assert mend in done.output
    assert (done.exit_code, "1 examples, 0 problems" in done.output) == (0, True)
    (file,) = load_rules(folder / "rules" / "airports.yaml").files
    assert file.rule.description == "Airports, all of them"
