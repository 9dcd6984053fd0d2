"""Countries by their names, and areas from GeoJSON files."""

import json
from pathlib import Path
from typing import Any

import pytest

from streams.edges.atlas import Folder
from streams.edges.rulefiles import load_rules
from tests.cases import each

RING = [[36.0, 35.0], [37.0, 35.0], [37.0, 36.0], [36.0, 35.0]]
RULE = """\
version: 1
id: corridor
kind: immediate
when:
  all:
    - {fact: route, state: severed}
    - place: {polygon: %s}
group_by: route
severity: major
"""


@each(
    ("text", "code"),
    [
        ("SYR", "SYR"), ("syr", "SYR"), ("SY", "SYR"), ("Syria", "SYR"), ("Syrian Arab Republic", "SYR"), ("Côte d'Ivoire", "CIV"),
        ("DR Congo", "COD"), ("Türkiye", "TUR"), ("Turkey", "TUR"), ("Kosovo", "XKX"), ("South Sudan", "SSD"), ("Niger", "NER"),
    ],
)  # fmt: skip
def test_a_country_goes_by_its_names_and_codes(text: str, code: str) -> None:
    assert Folder("rule.yaml").country(text) == code


@each(("text", "meant"), [("Sudam", "SDN, Sudan"), ("Syira", "SYR, Syria"), ("Atlantis in the sea", "")])
def test_a_name_that_no_country_has_is_told_with_the_one_that_may_be_meant(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match="is no country") as told:
        Folder("rule.yaml").country(text)
    assert ("did you mean" in str(told.value)) is bool(meant)
    assert meant in str(told.value)


@pytest.mark.parametrize(
    "data",
    [
        {"type": "Polygon", "coordinates": [RING]},
        {"type": "MultiPolygon", "coordinates": [[RING]]},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [RING]}},
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [RING]}}],
        },
    ],
)
def test_an_outline_is_read_from_beside_the_rule_longitude_first(tmp_path: Path, data: Any) -> None:
    (tmp_path / "areas").mkdir()
    (tmp_path / "areas" / "north.geojson").write_text(json.dumps(data), encoding="utf-8")
    area = Folder(str(tmp_path / "rule.yaml")).outline("areas/north.geojson")
    assert (35.2, 36.8) in area
    assert (36.8, 35.2) not in area


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("not json", "is no JSON"),
        ("[]", "is no GeoJSON"),
        ('{"type": "Point", "coordinates": [1, 2]}', "draws a Point"),
        ('{"type": "FeatureCollection", "features": []}', "draws no polygon"),
        ('{"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}', "not closed"),
        ('{"type": "Polygon", "coordinates": [[[1, 200], [3, 4]]]}', "no longitude and latitude"),
        ('{"type": "Polygon", "coordinates": 5}', "a list is missing"),
    ],
)
def test_a_file_that_draws_no_area_is_told_at_the_rules_line(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "area.geojson").write_text(content, encoding="utf-8")
    (tmp_path / "rule.yaml").write_text(RULE % "area.geojson", encoding="utf-8")
    (problem,) = load_rules(tmp_path / "rule.yaml").problems
    assert (problem.line, problem.column) == (7, 24)
    assert why in problem.message


def test_the_version_of_the_rules_changes_with_the_outline(tmp_path: Path) -> None:
    (tmp_path / "rule.yaml").write_text(RULE % "area.geojson", encoding="utf-8")
    versions = set()
    for ring in (RING, [[one + 1 for one in point] for point in RING]):
        area = json.dumps({"type": "Polygon", "coordinates": [ring]})
        (tmp_path / "area.geojson").write_text(area, encoding="utf-8")
        versions.add(load_rules(tmp_path / "rule.yaml").rules.version)
    assert len(versions) == 2
