import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from streams.cli import main
from streams.cli.rules_sets import NOTHING, folder_set
from streams.cli.rules_view import change_values, difference_view, history_view
from streams.core.differences import difference
from streams.core.errors import BadFiles
from streams.core.manifests import Manifest
from tests.core.given import hour

RULE = "version: 1\nid: road\nkind: change\nwhen: {fact: route, state: %s}\ngroup_by: route\nseverity: minor\n"


def folder(home: Path, name: str, state: str) -> Path:
    made = home / name
    made.mkdir()
    (made / "road.yaml").write_text(RULE % state)
    return made


def shown(view: object) -> list[str]:
    console = Console(width=200, color_system=None)
    with console.capture() as captured:
        console.print(view)
    return [line.rstrip() for line in captured.get().splitlines()]


def tocsin(*arguments: str) -> Result:
    return CliRunner(env={"TOCSIN_KAFKA__BOOTSTRAP": "127.0.0.1:9"}).invoke(main, ["rules", *arguments])


def test_a_difference_reads_as_what_was_and_what_is(tmp_path: Path) -> None:
    one, other = (folder_set(folder(tmp_path, state, state)).contents for state in ("severed", "restricted"))
    assert shown(difference_view(difference(one, other), "keep")) == [
        "~ rule road  changed: what it knows is judged anew",
        "    when.state: severed → restricted",
    ]


def test_a_table_that_comes_as_a_whole_is_one_line(tmp_path: Path) -> None:
    home = folder(tmp_path, "rules", "severed")
    names = "\n".join(f"  source-{number}: {{kind: ngo}}" for number in range(9))
    (home / "sources.yaml").write_text(f"version: 1\nsources:\n{names}\n")
    assert shown(difference_view(difference(NOTHING, folder_set(home).contents), "keep")) == [
        "+ rule road  comes into use",
        "+ source source-0, source-1, source-2 and 6 more",
    ]


def test_a_folder_with_a_mistake_makes_no_set(tmp_path: Path) -> None:
    with pytest.raises(BadFiles, match="state"):
        folder_set(folder(tmp_path, "rules", "closed-ish"))


def test_the_history_says_who_why_and_whether_tests_were_left_out() -> None:
    first = Manifest(
        number=1,
        effective_from=hour(0),
        published=hour(0),
        author="ana",
        comment="quiet nights",
        tests="left out",
        rules="sha256:1",
        digests={},
        files={},
    )
    second = first.model_copy(update={"number": 2, "effective_from": hour(9), "tests": "passed", "restores": 1})
    lines = shown(history_view([first, second], first, hour(0) + timedelta(hours=1)))
    assert [line.split() for line in lines[1:]] == [
        "2 2025-03-01 09:00:00+0000 planned ana passed goes back to 1; quiet nights".split(),
        "1 ● 2025-03-01 00:00:00+0000 ana left out quiet nights".split(),
    ]


def test_a_moment_without_an_offset_is_refused_with_what_to_write(tmp_path: Path) -> None:
    told = tocsin("push", "--from", "2030-01-01T06:00", str(tmp_path))
    assert (told.exit_code, "write one such as 2030-01-01T06:00+02:00" in told.stderr) == (2, True)


def test_without_a_broker_nothing_is_compared(tmp_path: Path) -> None:
    told = tocsin("diff", str(folder(tmp_path, "rules", "severed")), "--json")
    assert (told.exit_code, told.stdout, "no Kafka broker answers" in told.stderr) == (3, "", True)


def test_a_change_as_json_names_field_before_and_after(tmp_path: Path) -> None:
    one, other = (folder_set(folder(tmp_path, state, state)).contents for state in ("severed", "open"))
    (change,) = difference(one, other)
    assert json.loads(json.dumps(change_values(change)))["fields"] == [
        {"field": "when.state", "before": ["severed"], "after": ["open"]}
    ]
