from pathlib import Path

import pytest

from streams.core.errors import BadFiles
from streams.edges.bundles import Bundle, read_bundle

RULE = "version: 1\nid: %s\nkind: change\nwhen: {all: [{fact: route, state: severed}, {place: {polygon: %s}}]}\ngroup_by: route\nseverity: minor\n"
AREA = '{"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 35]]]}'


def folder(home: Path, polygon: str = "areas/north.geojson") -> Path:
    rules = home / "rules"
    for part in ("areas", "tables", "schema", ".git"):
        (rules / part).mkdir(parents=True)
    (home / "outside.geojson").write_text(AREA)
    (rules / "areas" / "north.geojson").write_text(AREA)
    (rules / "road.yaml").write_text(RULE % ("road", polygon))
    for name in ("road.test.yaml", "schema/rule.json", ".git/config", "tables/places.csv", "subscriptions.yaml"):
        (rules / name).write_text("name\n")
    return rules


def test_everything_that_judges_travels_and_nothing_else(tmp_path: Path) -> None:
    assert sorted(read_bundle(folder(tmp_path)).files) == [
        "areas/north.geojson",
        "road.yaml",
        "subscriptions.yaml",
        "tables/places.csv",
    ]


def test_an_area_that_only_a_subscription_names_travels_too(tmp_path: Path) -> None:
    rules = folder(tmp_path)
    (rules / "areas" / "south.geojson").write_text(AREA)
    (rules / "subscriptions.yaml").write_text(
        "version: 1\nrecipients: {ana: {channels: mail}}\nsubscriptions:\n"
        "  - {id: all, to: ana, branches: [{id: south, place: {polygon: areas/south.geojson}}]}\n"
    )
    assert "areas/south.geojson" in read_bundle(rules).files


def test_an_area_from_outside_of_the_folder_cannot_travel(tmp_path: Path) -> None:
    with pytest.raises(BadFiles, match="outside of"):
        read_bundle(folder(tmp_path, "../outside.geojson"))


def test_a_file_that_is_hidden_cannot_travel(tmp_path: Path) -> None:
    rules = folder(tmp_path, "areas/.north.geojson")
    (rules / "areas" / "north.geojson").rename(rules / "areas" / ".north.geojson")
    with pytest.raises(BadFiles, match="by this name"):
        read_bundle(rules)


def test_a_bundle_that_is_unpacked_is_what_was_read(tmp_path: Path) -> None:
    bundle = read_bundle(folder(tmp_path))
    home = bundle.unpack(tmp_path / "kept")
    assert (read_bundle(home).files, bundle.unpack(tmp_path / "kept"), list((tmp_path / "kept").iterdir())) == (
        bundle.files,
        home,
        [home],
    )


def test_other_words_or_another_name_make_another_bundle() -> None:
    assert len({Bundle(files).id for files in ({"a": b"1"}, {"a": b"2"}, {"b": b"1"})}) == 3
