"""A list of cases fails with every case that does, and says where each stands."""

from pathlib import Path
from typing import Any

import pytest

from tests.cases import Case, Cases, Judged, each, of_files, read_cases

LISTED = Cases(
    "tests/sums.yaml",
    tuple(
        Case(f"tests/sums.yaml:{line}", {"text": text, "sum": told})
        for line, text, told in [(1, "1+1", 2), (2, "2+2", 5), (4, "2+x", 2), (9, "3+3", 7)]
    ),
)


def judged(case: dict[str, Any]) -> Judged:
    return sum(map(int, case["text"].split("+"))), case["sum"]


def test_every_case_that_fails_or_raises_is_told_with_its_place() -> None:
    with pytest.raises(pytest.fail.Exception) as failed:
        LISTED.check(judged)

    told = str(failed.value)
    assert told.startswith("3 of 4 cases fail:\n")
    assert "tests/sums.yaml:2: 2+2\n    expected 5\n    got      4\n" in told
    assert "tests/sums.yaml:4: 2+x\nTraceback" in told
    assert "tests/sums.yaml:9: 3+3\n" in told
    assert "tests/sums.yaml:1:" not in told


def test_cases_that_all_come_out_as_told_pass() -> None:
    LISTED._replace(listed=LISTED.listed[:1]).check(judged)


def test_a_list_without_cases_fails() -> None:
    with pytest.raises(AssertionError, match="holds no case"):
        Cases("tests/none.yaml", ()).check(judged)


def test_a_test_of_no_files_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        of_files([])


def test_a_test_of_each_case_tells_of_every_one_that_fails_or_does_not_raise() -> None:
    @each(("over", "under"), [(4, 2), (1, 3), (1, 0)])
    def halves(over: int, under: int) -> None:
        with pytest.raises(ZeroDivisionError):
            assert over / under == 2

    with pytest.raises(pytest.fail.Exception) as failed:
        halves()

    told = str(failed.value)
    assert told.startswith("2 of 3 cases fail:\nover=4, under=2\nTraceback")
    assert "\nover=1, under=3\nTraceback" in told
    assert "under=0" not in told


def test_a_test_of_no_case_is_refused() -> None:
    with pytest.raises(ValueError, match="no case"):
        each("over", [])


def test_one_case_is_chosen_by_its_words_or_its_place() -> None:
    path = Path(__file__).parent / "core" / "places" / "named.yaml"
    second = read_cases(path).listed[1]

    assert read_cases(path, second.where).listed == read_cases(path, second.given["text"]).listed == (second,)


def test_what_yaml_refuses_is_raised_and_no_case_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.cases.ROOT", tmp_path)
    (tmp_path / "sums.yaml").write_text("- {text: 1+1, sum: 2}\n- {text: 2+2, text: 2+3, sum: 4}\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"sums.yaml:2:\d+: text stands twice"):
        read_cases(tmp_path / "sums.yaml")
