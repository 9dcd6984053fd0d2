from typing import Any

import pytest

from streams.core.conditions.outlines import Outline, cell, cells, circle_box, distance
from streams.core.facts import Place
from tests.cases import each
from tests.core.conditions.given import condition, met
from tests.core.given import ARIHA, IDLIB, killed

KILLED = {"fact": "casualties", "outcome": "killed"}
TOWN = ARIHA.model_copy(update={"lat": 35.81, "lon": 36.61})
SQUARE = tuple((lat, lon) for lat, lon in ((0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0), (0.0, 0.0)))
HOLE = tuple((lat, lon) for lat, lon in ((4.0, 4.0), (4.0, 6.0), (6.0, 6.0), (6.0, 4.0), (4.0, 4.0)))


def at(place: Any, *places: Place) -> bool:
    return met({"all": [KILLED, {"place": place}]}, killed(5, places=places))


@each(
    ("asked", "holds"),
    [
        ("Ariha", True),
        ("ARÎHA", True),
        (["Goma", "Ariha"], True),
        ("Idlib", True),
        ("Aleppo", False),
        ({"country": "SYR"}, True),
        ({"country": ["IRQ", "TUR"]}, False),
        ({"name": "Ariha", "admin1": "idlib", "country": "SYR"}, True),
        ({"name": "Ariha", "country": "IRQ"}, False),
        ({"level": "admin1"}, False),
        ({"within": "10km", "of": [35.83, 36.6]}, True),
        ({"within": "10km", "of": [36.2, 37.1]}, False),
        ({"within": "6.2mi", "of": [35.83, 36.6]}, True),
    ],
)
def test_a_place_is_asked_for_by_name_area_and_distance(asked: Any, holds: bool) -> None:
    assert at(asked, TOWN) is holds


def test_all_that_is_asked_must_hold_of_one_place() -> None:
    goma = Place(name="Goma", canonical="Goma", id="g:7", country="COD", admin1="North Kivu")
    assert not at({"name": "Goma", "country": "SYR"}, goma, ARIHA)
    assert at({"name": "Goma", "country": "COD"}, ARIHA, goma)


def test_the_middle_of_a_province_is_near_nothing() -> None:
    middle = IDLIB.model_copy(update={"lat": 35.83, "lon": 36.6})
    assert not at({"within": "10km", "of": [35.83, 36.6]}, middle)
    assert not at({"within": "10km", "of": [35.83, 36.6]}, ARIHA)


def test_news_without_a_place_is_nowhere() -> None:
    assert not at({"country": "SYR"})


def test_an_outline_holds_what_is_inside_of_a_shape_and_not_in_its_holes() -> None:
    other = tuple((lat + 20, lon) for lat, lon in SQUARE)
    area = Outline(file="a.geojson", shapes=((SQUARE, HOLE), (other,), (SQUARE, HOLE)))
    points = ((1, 1), (5, 5), (25, 5), (15, 5), (-1, 5))
    assert [point in area for point in points] == [True, False, True, False, False]


def test_an_outline_is_read_back_and_asked_for() -> None:
    area = {"file": "north.geojson", "shapes": [[[(35, 36), (35, 37), (36, 37), (36, 36), (35, 36)]]]}
    asked = condition({"place": {"polygon": area}})
    assert condition(asked.model_dump(mode="json")) == asked
    assert at({"polygon": area}, TOWN)
    assert not at({"polygon": area}, TOWN.model_copy(update={"lat": 34.0}))


@each(
    ("one", "other", "km"),
    [
        ((0, 0), (0, 1), 111.2),
        ((35.83, 36.6), (35.83, 36.6), 0),
        ((0, 179.5), (0, -179.5), 111.2),
        ((90, 0), (-90, 9), 20015),
    ],
)
def test_distance_is_along_the_great_circle(one: Any, other: Any, km: float) -> None:
    assert distance(one, other) == pytest.approx(km, rel=1e-3)


@pytest.mark.parametrize("centre", [(35.8, 36.6), (-60.0, 10.0), (79.5, 0.0)])
@pytest.mark.parametrize("km", [1.0, 30.0, 300.0])
def test_every_point_of_a_circle_lies_in_the_cells_of_its_box(centre: tuple[float, float], km: float) -> None:
    box = circle_box(centre, km)
    assert box is not None
    within = cells(box)
    edge = km / 111.2
    for lat, lon in ((edge, 0), (-edge, 0), (0, edge), (0, -edge), (0.6 * edge, 3 * edge), (0.6 * edge, -3 * edge)):
        point = (centre[0] + lat, centre[1] + lon)
        if distance(centre, point) <= km and within is not None:
            assert cell(point) in within


def test_a_circle_at_the_edge_of_the_map_has_no_box() -> None:
    assert circle_box((0, 179.99), 30) is None
    assert circle_box((89.9, 0), 30) is None


@each(("written", "km"), [("30km", 30), ("500m", 0.5), ("6.2mi", 9.978), ("0.5 km", 0.5)])
def test_a_distance_is_kept_to_the_metre_and_reads_back(written: str, km: float) -> None:
    asked = condition({"place": {"within": written, "of": [35, 36]}})
    again = condition(asked.model_dump(mode="json"))
    assert again == asked
    assert again.model_dump()["place"]["within"] == f"{round(km * 1000)}m"
