"""``tocsin rule``: write a rule, and see why it fires or stays quiet."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import main
from streams.edges.rulefiles import load_rules
from streams.edges.rulewriting import KINDS_OF

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


SAID = {
    "casualties": (
        "Shelling killed 12 people in Idlib on Monday.", "A strike killed 14 people in Idlib on Tuesday.",
        "Shelling killed 11 people in Aleppo.",
    ),
    "route": (
        "Rebels cut the M5 highway near Saraqib on Saturday.", "The M5 near Ariha is cut, an officer said.",
        "The Bab al-Hawa crossing was closed.",
    ),
    "ceasefire": (
        "The army broke the ceasefire in Idlib on Monday.", "Rebels violated the ceasefire in Idlib on Tuesday.",
        "The ceasefire in Aleppo was broken on Monday.",
    ),
    "words": ("Cholera in a camp of Idlib.", "A doctor of Saraqib told of cholera on Tuesday.", "Cholera in Aleppo."),
}  # fmt: skip
ASKED = {
    "casualties": ("--state", "killed"), "route": ("--state", "severed"), "ceasefire": ("--state", "violated"),
    "words": ("--phrase", "cholera"),
}  # fmt: skip
PROOFS = {
    "absence": ("{0} | 30h | It rains in Goma.", "{0} | 20h | {1}"),
    "first_seen": ("{2} | 20d | {2} | {0}", "{2} | {0}"),
    "frequency": ("{0} | {1}", "{0}"),
    "spike": ("{0} | {1}", "{0}"),
    "sequence": ("{0} | Shelling injured 4 people in Aleppo.", "Shelling injured 4 people in Aleppo. | {0}"),
}
"""How each kind is proven with those texts; the others fire at the first of them, and stay quiet when it rains."""


@pytest.mark.parametrize(("fact", "kind"), [(fact, kind) for fact in SAID for kind in KINDS_OF[fact]])
def test_every_kind_of_every_fact_makes_a_rule_that_passes_its_own_examples(folder: Path, fact: str, kind: str) -> None:
    fires, quiet = (text.format(*SAID[fact]) for text in PROOFS.get(kind, ("{0}", "It rains in Goma.")))
    then = ("--then-fact", "casualties", "--then-state", "injured") if kind == "sequence" else ()
    number = ("--threshold", "2") if kind in ("frequency", "spike") else ()
    done = run(
        "new", "--id", "x", "--fact", fact, "--kind", kind, *ASKED[fact], *then, *number, "--fires", fires, "--quiet", quiet,
        "--no-input",
    )  # fmt: skip
    assert (done.exit_code, done.stdout) == (0, ""), done.output
    assert "2 examples, 0 problems" in done.stderr
    assert load_rules(folder / "rules").files[0].rule.kind == kind


def test_a_rule_over_others_is_made_of_rules_that_are_there_and_proven_with_them(folder: Path) -> None:
    for name, fact in (("cut", "route"), ("toll", "casualties")):
        assert run("new", "--id", name, "--fact", fact, *ASKED[fact], "--no-input").exit_code == 0
    both = (" | ".join((SAID["route"][0], SAID["casualties"][0])), SAID["route"][0])
    rules = ("--rule", "cut", "--rule", "toll")

    wrong = run("new", "--id", "both", "--rule", "cut", "--rule", "tol", "--no-input")
    done = run("new", "--id", "both", *rules, "--fires", both[0], "--quiet", both[1], "--no-input")
    some = run("new", "--id", "some", *rules, "--threshold", "1", "--fires", both[1], "--no-input")

    assert (wrong.exit_code, "tol (did you mean toll?)" in wrong.stderr) == (2, True)
    assert (done.exit_code, some.exit_code) == (0, 0), done.output + some.output
    found = {file.rule.id: file.rule.model_dump(by_alias=True) for file in load_rules(folder / "rules").files}
    assert (found["both"]["all"], found["some"]["any"], found["some"]["at_least"]) == (
        ("cut", "toll"), ("cut", "toll"), 1,
    )  # fmt: skip


@pytest.mark.usefixtures("folder")
def test_an_item_of_a_rule_over_others_is_explained_by_what_theirs_came_to() -> None:
    assert run("copy", "cut-off-under-fire").exit_code == 0
    assert run("copy", "truce-then-shelling").exit_code == 0
    over = run("explain", "cut-off-under-fire", "--text", SAID["route"][0]).stdout
    late = run("explain", "truce-then-shelling", "--text", SAID["casualties"][0]).stdout
    assert "decision: siege: 1 of 2 routes, the first expires" in over
    assert "step 1 asks for a fact of kind ceasefire" in late
    assert "step 2, on 12 killed" in late


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
