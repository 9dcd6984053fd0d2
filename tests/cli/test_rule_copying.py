"""``tocsin rule copy``: a rule of the library in a folder of one's own."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import main
from streams.edges.checks import check
from streams.edges.packaged import packaged
from streams.edges.testfiles import load_tests
from streams.edges.testgrounds import Grounds


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rule", "copy", *arguments], env={"COLUMNS": "80", "NO_COLOR": "1"})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_name_the_library_is_listed() -> None:
    done = run()
    names = {
        path.stem for path in (packaged("rules") / "library").glob("*.yaml") if not path.name.endswith(".test.yaml")
    }
    assert (done.exit_code, {line.split()[0] for line in done.stdout.splitlines() if line[0] != " "} - {"rule"}) == (
        0,
        names,
    )


def test_a_rule_comes_in_use_with_its_tests_its_schemas_and_those_that_it_is_over(folder: Path) -> None:
    done = run("cut-off-under-fire")
    report = check(folder / "rules")
    assert (done.exit_code, report.problems, report.rules) == (0, [], 3)
    for name in ("cut-off-under-fire", "siege", "shelling-surge"):
        rule, tests = folder / "rules" / f"{name}.yaml", folder / "rules" / f"{name}.test.yaml"
        assert "enabled:" not in rule.read_text(encoding="utf-8")
        assert load_tests(tests, Grounds()).problems == ()
        for file in (rule, tests):
            named = file.read_text(encoding="utf-8").partition("\n")[0].partition("$schema=")[2]
            assert (file.parent / named).is_file()


def test_what_is_there_is_not_written_over(folder: Path) -> None:
    siege = folder / "rules" / "siege.yaml"
    assert run("siege").exit_code == 0
    mine = siege.read_text(encoding="utf-8").replace("threshold: 2", "threshold: 3").replace("{2: major", "{3: major")
    siege.write_text(mine, encoding="utf-8")
    refused = run("siege")
    assert (refused.exit_code, "siege.yaml is there already" in refused.stderr) == (2, True)
    assert run("cut-off-under-fire").exit_code == 0
    assert siege.read_text(encoding="utf-8") == mine
    assert run("siege", "--force").exit_code == 0
    assert "threshold: 2" in siege.read_text(encoding="utf-8")


def test_a_name_that_the_library_has_not_is_told_with_the_one_that_may_be_meant() -> None:
    done = run("seige")
    assert (done.exit_code, "did you mean siege?" in done.stderr) == (2, True)
