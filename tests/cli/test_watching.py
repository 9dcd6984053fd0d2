from pathlib import Path

import pytest

from streams.cli import watching
from streams.cli.watching import FolderRules, own_volume
from streams.edges.clocks import FixedClock
from streams.edges.rulebook import open_rulebook
from streams.edges.shelf import Shelf
from tests.core.given import hour

RULE = "version: 1\nid: road\nkind: change\nwhen: {fact: route, state: severed}\ngroup_by: route\nseverity: %s\n"


class Watched:
    """A folder with one rule, and a worker that watches it."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "rules"
        self.folder.mkdir()
        self.write("minor")
        self.shelf = Shelf(own_volume(open_rulebook(self.folder), FixedClock(hour(0))), FixedClock(hour(1)))
        self.rules = FolderRules(self.folder, self.shelf, FixedClock(hour(1)), home / "kept")

    def write(self, severity: str) -> None:
        (self.folder / "road.yaml").write_text(RULE % severity)

    async def look(self, times: int = 2) -> object:
        for _ in range(times):
            await self.rules.look()
        rule = self.shelf.now().book.rules.get("road")
        return rule and rule.severity


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    async def refused(folder: Path) -> str:
        return "\n".join(map(str, open_rulebook(folder, to_alert=False).problems))

    monkeypatch.setattr(watching, "_refused", refused)
    monkeypatch.setattr("streams.edges.rulebook.Rulebook.warm", lambda _: None)
    return Watched(tmp_path)


async def test_a_saved_rule_judges_once_the_folder_is_at_rest(watched: Watched) -> None:
    watched.write("critical")
    assert [await watched.look(1), await watched.look(1)] == ["minor", "critical"]


async def test_a_rule_that_does_not_pass_leaves_those_before_in_force(watched: Watched) -> None:
    watched.write("grave")
    assert await watched.look() == "minor"
    assert "road.yaml:6:11: severity" in watched.rules.unusable
    watched.write("major")
    assert (await watched.look(), watched.rules.unusable) == ("major", "")


async def test_what_was_wrong_from_the_start_is_so_until_something_better_is_saved(watched: Watched) -> None:
    kept = watched.folder.parent / "kept"
    rules = FolderRules(watched.folder, watched.shelf, FixedClock(hour(1)), kept, unusable="people.yaml: wrong")
    watched.rules = rules
    for severity, unusable in (("grave", True), ("minor", True), ("major", False), ("minor", False)):
        watched.write(severity)
        await watched.look()
        assert bool(rules.unusable) == unusable, severity


async def test_a_folder_that_is_swapped_as_a_whole_is_noticed(watched: Watched, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "road.yaml").write_text(RULE % "major")
    watched.folder.rename(tmp_path / "old")
    watched.folder.symlink_to(other)
    assert await watched.look() == "major"


async def test_what_judges_is_a_copy_that_later_saving_does_not_touch(watched: Watched, tmp_path: Path) -> None:
    watched.write("critical")
    await watched.look()
    watched.write("info")
    assert watched.shelf.now().book.folder.parent == tmp_path / "kept"
    assert await watched.look(1) == "critical"


@pytest.mark.kafka
@pytest.mark.parametrize(("severity", "passes"), [("minor", True), ("grave", False)])
async def test_a_folder_passes_by_the_commands_that_an_operator_runs(
    tmp_path: Path, severity: str, passes: bool
) -> None:
    (tmp_path / "road.yaml").write_text(RULE % severity)
    assert (await watching._refused(tmp_path) == "") == passes
