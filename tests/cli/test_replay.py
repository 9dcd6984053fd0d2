import json
from pathlib import Path

from click.testing import CliRunner, Result

from streams.cli import main

CUT = {"id": "a-1", "source": "radio", "title": "", "text": "Rebels cut the M5 near Saraqib on Thursday.", "published": "2025-01-02T10:00:00+03:00"}  # fmt: skip
OPEN = {"id": "a-2", "source": "radio", "title": "", "text": "The M5 in Syria was reopened to traffic on Friday.", "published": "2025-01-03T10:00:00+03:00"}  # fmt: skip


def archive(folder: Path, *lines: object) -> str:
    path = folder / "archive.jsonl"
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_replay_prints_the_settled_log_and_nothing_else(tmp_path: Path) -> None:
    events = [json.loads(line) for line in run("replay", archive(tmp_path, CUT, OPEN), "--json").stdout.splitlines()]
    assert [(one["event"], one["items"]) for one in events] == [("fire", ["a-1"]), ("resolve", ["a-2"])]


def test_the_order_of_lines_does_not_change_a_byte(tmp_path: Path) -> None:
    forwards = run("replay", archive(tmp_path, CUT, OPEN), "--json").stdout
    assert run("replay", archive(tmp_path, OPEN, CUT), "--json").stdout == forwards


def test_a_bad_line_is_told_with_its_number_and_ends_nothing(tmp_path: Path) -> None:
    told = run("replay", archive(tmp_path, "{not json", CUT), "--json")
    assert (told.exit_code, ":1: not JSON" in told.stderr, len(told.stdout.splitlines())) == (0, True, 1)


def test_with_strict_a_bad_line_gives_exit_code_1(tmp_path: Path) -> None:
    assert run("replay", archive(tmp_path, "{not json", CUT), "--json", "--strict").exit_code == 1


def test_an_archive_that_is_not_there_gives_exit_code_3(tmp_path: Path) -> None:
    assert run("replay", str(tmp_path / "nothing.jsonl")).exit_code == 3


def test_one_id_with_two_texts_counts_once_and_is_told(tmp_path: Path) -> None:
    other = {**CUT, "text": "The M4 near Ariha is cut, residents said."}
    told = run("replay", archive(tmp_path, CUT, other), "--json")
    assert (len(told.stdout.splitlines()), "a-1 came with other words before" in told.stderr) == (1, True)


def test_extract_prints_one_line_an_item_in_input_order(tmp_path: Path) -> None:
    lines = run("extract", archive(tmp_path, OPEN, CUT)).stdout.splitlines()
    assert [json.loads(line)["item"] for line in lines] == ["a-2", "a-1"]


def test_extract_prints_no_line_for_a_bad_one(tmp_path: Path) -> None:
    lines = run("extract", archive(tmp_path, "nonsense", CUT)).stdout.splitlines()
    assert [json.loads(line)["item"] for line in lines] == ["a-1"]


def test_what_extract_quotes_stands_in_the_item(tmp_path: Path) -> None:
    (fact,) = json.loads(run("extract", archive(tmp_path, CUT)).stdout)["facts"]
    spans = [(one["field"], CUT[one["field"]][one["start"] : one["end"]]) for one in fact["evidence"]]
    assert spans == [(one["field"], one["quote"]) for one in fact["evidence"]]
