"""The index of places on disk, the packaged tables behind it, and operators' own files."""

from pathlib import Path

import pytest

from streams.core.errors import BadFiles
from streams.core.places import Entry
from streams.core.places.gazetteer import place_key
from streams.edges.areanames import Coded, Translated, coded_areas, country_names, translated_areas
from streams.edges.gazetteers import Index, open_gazetteer, write_index
from streams.edges.geonames import TABLES, first_level_names, kinds, packaged_table
from streams.edges.place_files import read_places

IDLIB = Entry("geonames:SY.12", "Idlib", "admin1", 35.9, 36.6, "SYR", "Idlib", None, 1000)
BALAH = Entry("geonames:281141", "Deir al-Balah", "place", 31.4, 34.3, "PSE", "Gaza Strip", None, 59504)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    path = tmp_path / "places.sqlite"
    write_index(path, [(IDLIB, {"idlib", "ادلب"}), (BALAH, {"deir al balah"}), (IDLIB, {"idleb"})])
    return Index(lambda: path)


def test_a_name_is_found_under_each_of_its_spellings(index: Index) -> None:
    assert list(index.named("IDLIB")) == [IDLIB]
    assert list(index.named("Idleb")) == [IDLIB]
    assert list(index.named("إدلب")) == [IDLIB]


def test_an_arabic_name_is_found_in_another_transliteration(index: Index) -> None:
    assert list(index.named("Dayr al Balah")) == [BALAH]


def test_a_name_that_is_not_known_gives_nothing(index: Index) -> None:
    assert list(index.named("Nowhere")) == []
    assert list(index.named("")) == []


def test_opening_reads_nothing_before_the_first_look_up(tmp_path: Path) -> None:
    told: list[str] = []
    open_gazetteer(cache=tmp_path / "cache", tell=told.append)
    assert told == []
    assert not (tmp_path / "cache").exists()


def test_every_area_of_the_packaged_places_is_one_that_is_known() -> None:
    table = packaged_table()
    areas = {(country, names[0]) for (country, _), names in first_level_names(table["admin1"]).items()}
    named = {
        (country, admin1)
        for section in ("places", "districts")
        for country, by_area in table[section].items()
        for admin1 in by_area
        if admin1
    }
    assert named <= areas


def test_places_of_a_csv_file_carry_their_p_codes(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(
        "name,pcode,level,lat,lon,country,admin1,also\nSaraqib,C4050,place,35.86,36.8,SYR,Idlib,Saraqeb|سراقب\n"
    )
    (entry,) = read_places(path).named("saraqeb")
    assert (entry.id, entry.level, entry.country, entry.admin1, entry.lat) == ("C4050", "place", "SYR", "Idlib", 35.86)


def test_places_of_a_cod_ab_geojson_file_are_read_at_their_level(tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"ADM0_PCODE": "SYR", '
        '"ADM1_EN": "Idleb", "ADM1_AR": "إدلب", "ADM1_PCODE": "SY07"}, '
        '"geometry": {"type": "Polygon", "coordinates": [[[36.0, 35.0], [37.0, 36.0]]]}}]}'
    )
    (entry,) = read_places(path).named("إدلب")
    assert (entry.id, entry.level, entry.name, entry.lat, entry.lon) == ("SY07", "admin1", "Idleb", 35.5, 36.5)


def test_each_line_that_is_no_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("name,lat,country\nA,95,SYR\nB,1,Atlantis\n,1,SYR\n")
    with pytest.raises(BadFiles) as error:
        read_places(path)
    assert [problem.line for problem in error.value.problems] == [2, 3, 4]


def test_keys_of_names_have_no_capitals_accents_or_hyphens() -> None:
    assert place_key("Maʿarrat an-Nuʿmān") == "maarrat an numan"


def test_countries_are_named_in_each_language_that_is_read() -> None:
    assert {"В'єтнам", "Вьетнам", "فيتنام", "Viêt Nam"} <= {name.removeprefix("ال") for name in country_names()["VNM"]}


def test_first_level_areas_are_named_in_ukrainian_and_russian() -> None:
    assert Translated("KGZ", "Batken", "Баткенська") in set(translated_areas(kinds("area")))
    assert Coded("KGZ", "09", "Баткенская") in set(coded_areas(TABLES.joinpath("russian.yaml").read_bytes()))


def test_every_area_that_is_named_in_russian_is_one_that_is_known() -> None:
    known = set(first_level_names(packaged_table()["admin1"]))
    table = coded_areas(TABLES.joinpath("russian.yaml").read_bytes())
    assert {(one.country, one.code) for one in table} <= known
