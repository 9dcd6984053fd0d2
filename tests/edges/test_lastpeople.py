"""A worker that begins with subscriptions that cannot be used."""

from pathlib import Path

import pytest

from streams.core.errors import BadFiles
from streams.edges.lastpeople import with_people
from streams.edges.rulebook import Rulebook, open_rulebook

RULE = "version: 1\nid: road\nkind: change\nwhen: {fact: route, state: severed}\ngroup_by: route\nseverity: minor\n"
PEOPLE = """\
version: 1
recipients: {ana: {channels: phone}}
subscriptions: [{id: all, to: %s, place: {polygon: areas/north.geojson}}]
"""
NORTH = '{"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "rules"
    (home / "areas").mkdir(parents=True)
    (home / "road.yaml").write_text(RULE)
    (home / "areas" / "north.geojson").write_text(NORTH)
    return home


def begun(folder: Path, people: str) -> Rulebook:
    """The rulebook of a worker that begins with these people."""
    (folder / "subscriptions.yaml").write_text(people)
    return with_people(open_rulebook(folder), folder.parent / "kept")


def test_the_last_that_could_be_used_are_told_and_what_is_wrong_stays_known(folder: Path) -> None:
    begun(folder, PEOPLE % "ana")
    (folder / "areas" / "north.geojson").unlink()
    book = begun(folder, PEOPLE % "ana")
    assert [one.to for one in book.subscriptions.subscriptions] == [("ana",)]
    assert any("areas/north.geojson" in one.message for one in book.problems)


def test_without_any_a_worker_does_not_begin(folder: Path) -> None:
    with pytest.raises(BadFiles, match="nobody could be told of anything") as refused:
        begun(folder, PEOPLE % "eve")
    assert "eve is none of the recipients" in str(refused.value)


def test_a_folder_that_names_no_people_tells_nobody_as_it_says(folder: Path) -> None:
    assert with_people(open_rulebook(folder), folder.parent / "kept").subscriptions.subscriptions == ()
