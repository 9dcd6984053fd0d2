import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import main, replay

CUT = {"id": "a-1", "source": "radio", "title": "", "text": "Rebels cut the M5 near Saraqib on Thursday.", "published": "2025-01-02T10:00:00+03:00"}  # fmt: skip
OPEN = {"id": "a-2", "source": "radio", "title": "", "text": "The M5 in Syria was reopened to traffic on Friday.", "published": "2025-01-03T10:00:00+03:00"}  # fmt: skip


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of readings for each test."""
    path = tmp_path / "cache" / "readings.sqlite"
    monkeypatch.setattr(replay, "cache_path", lambda: path)
    return path


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


def rules(folder: Path, *, without: str) -> str:
    """The starter rules less one."""
    shutil.copytree("rules", folder / "rules")
    (folder / "rules" / f"{without}.yaml").unlink()
    return str(folder / "rules")


def test_the_cache_changes_no_byte(tmp_path: Path, own_cache: Path) -> None:
    path = archive(tmp_path, CUT, OPEN)
    without = run("replay", path, "--json", "--no-cache")
    assert not own_cache.exists()
    first, second = run("replay", path, "--json"), run("replay", path, "--json")
    assert own_cache.exists()
    assert without.stdout == first.stdout == second.stdout != ""


def test_a_cache_that_cannot_be_used_is_told_and_stops_nothing(tmp_path: Path, own_cache: Path) -> None:
    own_cache.parent.mkdir()
    own_cache.write_bytes(b"a letter to somebody" * 100)
    told = run("replay", archive(tmp_path, CUT), "--json")
    assert (told.exit_code, len(told.stdout.splitlines()), "without the cache" in told.stderr) == (0, 1, True)


def test_a_day_shows_what_happens_on_it(tmp_path: Path) -> None:
    told = run("replay", archive(tmp_path, CUT, OPEN), "--json", "--from", "2025-01-03", "--to", "2025-01-03")
    assert [json.loads(line)["event"] for line in told.stdout.splitlines()] == ["resolve"]


def test_a_moment_without_an_offset_is_refused(tmp_path: Path) -> None:
    told = run("replay", archive(tmp_path, CUT), "--to", "2025-01-03T10:00")
    assert (told.exit_code, "has no offset" in told.stderr) == (2, True)


def test_playing_shows_each_alert_and_prints_the_same_log(tmp_path: Path) -> None:
    path = archive(tmp_path, CUT, OPEN)
    told = run("replay", path, "--speed", "9999999x", "--json")
    assert told.stdout == run("replay", path, "--json").stdout
    assert ["CRITICAL NEW" in told.stderr, "CRITICAL RESOLVED" in told.stderr] == [True, True]


def test_a_replay_that_came_to_its_end_leaves_no_checkpoint(tmp_path: Path) -> None:
    path, checkpoint = archive(tmp_path, CUT), tmp_path / "checkpoint"
    assert run("replay", path, "--checkpoint", str(checkpoint), "--json").stdout == run("replay", path, "--json").stdout
    assert list(tmp_path.glob("checkpoint*")) == []


def test_rules_against_themselves_differ_in_nothing(tmp_path: Path) -> None:
    told = run("replay", archive(tmp_path, CUT), "--against", "rules", "--fail-on", "lost,gained,earlier,later")
    assert (told.exit_code, told.stdout) == (0, "no difference\n")


def test_a_lost_incident_is_told_with_its_words_and_fails(tmp_path: Path) -> None:
    less = rules(tmp_path, without="route-severed")
    told = run("replay", archive(tmp_path, CUT), "--rules", less, "--against", "rules", "--fail-on", "lost", "--json")
    (one,) = map(json.loads, told.stdout.splitlines())
    assert (told.exit_code, one["changes"], one["rule"]) == (1, ["lost"], "route-severed")
    assert one["evidence"][0]["quote"] in CUT["text"]


def test_only_the_changes_that_are_named_fail(tmp_path: Path) -> None:
    less = rules(tmp_path, without="route-severed")
    told = run("replay", archive(tmp_path, CUT), "--rules", "rules", "--against", less, "--fail-on", "lost")
    assert (told.exit_code, "gained" in told.stdout) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--fail-on", "lost"),
        ("--against", "rules", "--fail-on", "loost"),
        ("--sweep", "threshold"),
        ("--jobs", "0"),
        ("--speed", "fast"),
        ("--through", "kafka", "--rules", "rules"),
        ("--through", "kafka", "--speed", "max"),
        ("--through", "kafka"),
        ("--sweep", "casualty-threshold.threshold=0,1"),
    ],
)
def test_what_means_nothing_is_refused_before_anything_is_read(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run("replay", archive(tmp_path, CUT), *arguments).exit_code == 2


def test_a_sweep_counts_incidents_by_value(tmp_path: Path) -> None:
    toll = {**CUT, "text": "Shelling killed 62 people in Ariha on Thursday."}
    told = run("replay", archive(tmp_path, toll), "--sweep", "casualty-threshold.threshold=50,62,63", "--json")
    assert [(one["value"], one["incidents"]) for one in map(json.loads, told.stdout.splitlines())] == [
        (50, 1),
        (62, 1),
        (63, 0),
    ]


def test_the_report_is_written_beside_what_is_printed(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    told = run("replay", archive(tmp_path, CUT), "--report", str(page), "--sweep", "casualty-threshold.threshold=10,20")
    assert (told.exit_code, "M5 (SYR)" in page.read_text(), "<svg" in page.read_text()) == (0, True, True)


def test_a_report_that_cannot_be_written_gives_exit_code_3(tmp_path: Path) -> None:
    assert run("replay", archive(tmp_path, CUT), "--report", str(tmp_path / "no" / "r.html")).exit_code == 3


@pytest.mark.edges
def test_replay_does_not_even_load_what_could_send() -> None:
    code = "import sys, streams.cli.replay; print(*sorted({'apprise', 'streams.edges.senders', 'faust', 'aiokafka'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


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


def test_extract_reads_with_a_folder_that_holds_tables_alone(tmp_path: Path) -> None:
    (tmp_path / "own" / "tables").mkdir(parents=True)
    told = run("extract", archive(tmp_path, CUT), "--rules", str(tmp_path / "own"))
    assert (told.exit_code, json.loads(told.stdout)["item"]) == (0, "a-1")


def test_extract_tells_of_a_table_that_it_cannot_use(tmp_path: Path) -> None:
    (tmp_path / "own" / "tables").mkdir(parents=True)
    (tmp_path / "own" / "tables" / "routes.yaml").write_text("routs: []\n")
    assert "routes.yaml:1:1: " in run("extract", archive(tmp_path, CUT), "--rules", str(tmp_path / "own")).stderr
