"""CSV that no spreadsheet takes for formulas, and GeoJSON with an incident a feature."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from streams.core.commands import Standing
from streams.core.facts import Place
from streams.core.formats.geojson import geojson
from streams.core.formats.tables import COLUMNS, csv_table
from streams.core.histories import History, histories
from tests.cases import each
from tests.core.given import ROUTES, TOLLS, Desk, cut, toll

CUT = Desk(ROUTES).take(cut("a", 1)).sent[0]
SARAQIB = Place(name="Saraqeb", canonical="Saraqib", level="place", country="SYR", lat=35.86, lon=36.8)


def told(**changes: object) -> list[History]:
    return histories([CUT.model_copy(update={"event": CUT.event.model_copy(update=changes)})], Standing())


def rows(found: list[History]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_table(found), newline="")))


def test_a_toll_is_a_row_of_figures() -> None:
    found = histories(Desk(TOLLS).take(toll("a", 1, 60), toll("b", 2, 75)).sent, Standing())
    assert [(row["value"], row["lowest"], row["highest"]) for row in rows(found)] == [("75", "60", "75")]


@each("words", ["=1+1", "+31 20 123", "-cut", "@SUM(A1)", "\t=1", "  =HYPERLINK(1)", "＝1"])
def test_a_text_that_begins_as_a_formula_does_is_a_text(words: str) -> None:
    assert rows(told(summary=words))[0]["summary"] == f"'{words}"


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_words_stay_in_their_own_cells(summary: str, reason: str) -> None:
    (row,) = rows(told(summary=summary, reason=reason))
    assert tuple(row) == COLUMNS


def test_a_known_place_is_a_point_with_its_longitude_first() -> None:
    (feature,) = geojson(told(places=(SARAQIB,)))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [36.8, 35.86]}


def test_an_incident_without_a_known_place_is_told_all_the_same() -> None:
    (feature,) = geojson(told(places=()))["features"]
    assert (feature["geometry"], feature["properties"]["state"]) == (None, "firing")
