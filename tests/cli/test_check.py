"""``tocsin check`` and ``tocsin schema``: what is printed where, and the exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import check, main
from streams.core.extraction import Knowledge, extract
from streams.core.facts import Facts
from streams.core.items import Item
from tests.cases import each

GOOD = """\
version: 1
id: toll
kind: threshold
when: {fact: casualties, outcome: killed}
group_by: area
threshold: 50
within: 72h
severity: major
examples:
  fires:
    - Shelling killed 60 people in Idlib on Monday.
  quiet:
    - Shelling killed six people in Idlib on Monday.
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A memory of what is proven for each test."""
    path = tmp_path.with_name(f"{tmp_path.name}-cache") / "readings.sqlite"
    monkeypatch.setattr(check, "cache_path", lambda: path)
    return path


def tocsin(*arguments: str | Path, given: str = "") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_good_rules_print_nothing_but_a_count_on_standard_error(tmp_path: Path) -> None:
    write(tmp_path / "toll.yaml", GOOD)
    nobody = tocsin("check", tmp_path)
    write(tmp_path / "subscriptions.yaml", "version: 1\nrecipients: {}\nsubscriptions: []\n")
    result = tocsin("check", tmp_path)

    assert (nobody.exit_code, nobody.stdout) == (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 rule, 2 examples, 0 problems\n"
    assert nobody.stderr == (
        f"note: {tmp_path / 'subscriptions.yaml'}:1:1: is not there yet, so nobody would be told\n{result.stderr}"
    )


def test_problems_stand_on_standard_output_and_end_with_one(tmp_path: Path) -> None:
    path = write(tmp_path / "toll.yaml", GOOD.replace("major", "mjor"))

    result = tocsin("check", tmp_path)

    assert result.exit_code == 1
    assert result.stdout == (
        f'{path}:8:11: severity is "mjor"; write one of info, minor, major, critical (did you mean major?)\n'
    )


def test_an_example_that_does_not_fire_is_told_with_what_was_read(tmp_path: Path) -> None:
    path = write(tmp_path / "toll.yaml", GOOD.replace("killed 60", "killed 40"))

    result = tocsin("check", path)

    assert result.exit_code == 1
    assert result.stdout == (
        f"{path}:11:7: this example must fire the rule, but does not; what was read: "
        "40 killed (new, reported) in Idlib; example says 40; the highest live claim, 40, is below 50\n"
    )


@pytest.mark.parametrize(
    ("line", "other", "why"),
    [
        ("killed 60", "killed 6", "the highest live claim, 6, is below 50"),
        ("killed 60", "injured 60", "not met: outcome killed"),
        ("in Idlib on", "in Goma on", "not met: place Idlib"),
    ],
)
def test_an_example_that_does_not_fire_is_told_with_what_it_lacks(
    tmp_path: Path, line: str, other: str, why: str
) -> None:
    here = GOOD.replace("when: {fact", "when:\n  all:\n    - place: Idlib\n    - {fact")
    done = tocsin("check", write(tmp_path / "toll.yaml", here.replace(line, other, 1)))

    assert (done.exit_code, why in done.stdout) == (1, True), done.stdout


@pytest.mark.parametrize(
    ("place", "note"),
    [
        ("Idleb", "14: Idleb is known as Idlib; write Idlib, or both as a list"),
        ("Gomaa", "14: no place named Gomaa is known; check its spelling, or add it to tables/places.csv"),
        ("{name: Goma, country: SYR}", "14: no place named Goma is known in SYR; check its spelling"),
    ],
)
def test_a_place_that_no_news_is_read_as_is_noted(tmp_path: Path, place: str, note: str) -> None:
    rule = GOOD.partition("examples:")[0].replace("when: {fact", f"when:\n  all:\n    - place: {place}\n    - {{fact")
    done = tocsin("check", write(tmp_path / "toll.yaml", rule))

    assert (done.exit_code, done.stdout) == (0, "")
    assert f"note: {tmp_path / 'toll.yaml'}:6:" in done.stderr
    assert note in done.stderr


def test_a_folder_without_rules_is_no_calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nothing is watched" in tocsin("check", tmp_path).stderr
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("streams.edges.rulefiles.packaged", lambda name: tmp_path / f"packaged-{name}")
    write(tmp_path / "packaged-rules" / "toll.yaml", GOOD)
    told = tocsin("check").stderr
    assert f"there is no folder rules here; these are the rules in {tmp_path / 'packaged-rules'}" in told
    assert "1 rule, 2 examples" in told


def test_an_example_that_should_stay_quiet_and_fires_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "toll.yaml", GOOD.replace("killed six", "killed 66"))

    result = tocsin("check", path)

    assert result.stdout == (
        f"{path}:13:7: this example must stay quiet, but the rule fires; what was read: "
        "66 killed (new, reported) in Idlib\n"
    )


def test_examples_of_a_rule_that_is_not_enabled_are_tried_too(tmp_path: Path) -> None:
    write(tmp_path / "toll.yaml", "enabled: false\n" + GOOD.replace("killed 60", "killed 40"))

    assert tocsin("check", tmp_path).exit_code == 1


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are read from now on."""
    texts: list[str] = []

    def noted(item: Item, knowledge: Knowledge) -> Facts:
        texts.append(item.text)
        return extract(item, knowledge)

    monkeypatch.setattr("streams.edges.examiner.extract", noted)
    return texts


def test_what_is_proven_is_not_tried_again_until_it_could_be_otherwise(tmp_path: Path, read: list[str]) -> None:
    write(tmp_path / "subscriptions.yaml", "version: 1\nrecipients: {}\nsubscriptions: []\n")
    write(tmp_path / "toll.yaml", GOOD)
    first, tried = tocsin("check", tmp_path), len(read)
    again = tocsin("check", tmp_path)

    assert (first.stderr, tried) == (again.stderr, len(read)) == ("1 rule, 2 examples, 0 problems\n", 2)

    for changed in (GOOD.replace("60", "61"), GOOD.replace("50", "55"), GOOD.replace("severity", "for: 1h\nseverity")):
        write(tmp_path / "toll.yaml", changed)
        tocsin("check", tmp_path)
    write(tmp_path / "tables" / "places.csv", "name,lat,lon,country\nIdlib Camp,35.9,36.6,SYR\n")
    tocsin("check", tmp_path)
    tocsin("check", "--no-cache", tmp_path)

    assert len(read) == tried * 6


def test_what_fails_is_told_each_time(tmp_path: Path) -> None:
    write(tmp_path / "toll.yaml", GOOD.replace("killed 60", "killed 40"))

    assert tocsin("check", tmp_path).stdout == tocsin("check", tmp_path).stdout != ""


def test_a_memory_that_cannot_be_used_stops_nothing(tmp_path: Path, own_cache: Path) -> None:
    write(own_cache, "a letter to somebody" * 100)
    write(tmp_path / "toll.yaml", GOOD)

    assert tocsin("check", tmp_path).stderr.endswith("1 rule, 2 examples, 0 problems\n")


def test_each_problem_is_one_json_object_when_asked(tmp_path: Path) -> None:
    path = write(tmp_path / "toll.yaml", GOOD.replace("threshold: 50", "treshold: 50"))

    result = tocsin("check", tmp_path, "--json")

    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"file": str(path), "line": 6, "column": 1, "message": "treshold is not a field here (did you mean threshold?)"}
    ]


def test_subscriptions_and_tables_of_the_folder_are_checked_too(tmp_path: Path) -> None:
    write(tmp_path / "toll.yaml", GOOD)
    write(
        tmp_path / "subscriptions.yaml",
        "version: 1\nrecipients: {duty: {channels: phone}}\nsubscriptions: [{id: all, to: duty, rules: tool}]\n",
    )
    write(tmp_path / "tables" / "routes.yaml", "roads: []\n")

    result = tocsin("check", tmp_path)

    assert [line.partition(": ")[0] for line in result.stdout.splitlines()] == [
        f"{tmp_path}/subscriptions.yaml:3:44",
        f"{tmp_path}/tables/routes.yaml:1:1",
    ]
    assert "rules: there is no rule tool (did you mean toll?)" in result.stdout


def test_a_rule_comes_from_standard_input() -> None:
    result = tocsin("check", "-", given=GOOD.replace("major", "dire"))

    assert result.exit_code == 1
    assert result.stdout.startswith('-:8:11: severity is "dire"')


def test_a_rule_without_examples_is_noted_but_no_problem(tmp_path: Path) -> None:
    write(tmp_path / "toll.yaml", GOOD.partition("examples:")[0])

    result = tocsin("check", tmp_path)

    assert (result.exit_code, result.stdout) == (0, "")
    assert "note: without examples nothing shows that a rule works: toll\n" in result.stderr


def test_control_characters_of_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    write(tmp_path / "toll.yaml", GOOD.replace("major", '"\\e[31m"'))

    assert "\x1b" not in tocsin("check", tmp_path).stdout


def test_a_path_that_is_not_there_ends_with_three(tmp_path: Path) -> None:
    result = tocsin("check", tmp_path / "absent")

    assert result.exit_code == 3
    assert result.stderr.endswith("absent: there is no such file or folder\n")


def test_wrong_use_ends_with_two() -> None:
    assert tocsin("check", "--jsno").exit_code == 2


def test_a_misspelt_command_is_told_with_the_nearest_one() -> None:
    result = tocsin("chek")

    assert result.exit_code == 2
    assert "there is no command chek (did you mean check?)" in result.stderr


@each("name", ["item", "fact", "alert", "rules", "subscriptions"])
def test_schema_prints_a_json_schema(name: str) -> None:
    result = tocsin("schema", name)

    assert result.exit_code == 0
    assert json.loads(result.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_help_lists_each_command_with_one_line() -> None:
    result = tocsin("--help")

    assert result.exit_code == 0
    assert "  check" in result.stdout
    assert "  schema" in result.stdout


def test_the_same_words_of_another_source_are_read_as_that_sources(tmp_path: Path) -> None:
    """Of two examples that differ in who says it, the second is not handed what was read of the first."""
    cut = "{{text: The M5 highway was cut near Saraqib on Monday., source: {}}}"
    also = "{{text: No vehicle passes the M5 since a bridge near Saraqib fell., source: {}}}"
    rule = (
        "version: 1\nid: cut\nkind: change\nwhen: {fact: route, state: severed}\nresolve_when: {fact: route, state: open}\n"
        "group_by: route\nseverity: major\ncorroboration: 2\nexamples:\n"
        f"  fires:\n    - - {cut.format('agency')}\n      - {also.format('radio')}\n"
        f"  quiet:\n    - - {cut.format('agency')}\n      - {also.format('agency')}\n"
    )
    result = tocsin("check", write(tmp_path / "cut.yaml", rule))
    assert (result.exit_code, result.stdout) == (0, ""), result.stdout
