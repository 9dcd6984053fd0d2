"""Routes: one name whatever the wording, the operator's table, and the key of an incident."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from streams.core.facts import Evidence, Place, Route, RouteKind
from streams.core.routenames import canonical_name, endpoints, road_number
from streams.core.routes import Junction, RouteEntry, RouteTable
from tests.cases import each

SYRIA = RouteTable(
    routes=(
        RouteEntry(name="M5", kind="road", countries=("SYR",), endpoints=("Damascus", "Aleppo")),
        RouteEntry(name="M4", kind="road", countries=("SYR",), aliases=("Latakia-Aleppo highway",)),
        RouteEntry(name="M-5", kind="road", countries=("PAK",), endpoints=("Multan", "Sukkur")),
        RouteEntry(name="Bab al-Hawa", kind="crossing", countries=("SYR", "TUR"), aliases=("Cilvegözü",)),
        RouteEntry(name="Rafah crossing", kind="crossing", countries=("PSE", "EGY"), aliases=("Rafah",), town=True),
    ),
    junctions=(Junction(name="Saraqib junction", countries=("SYR",), joins=("M4", "M5")),),
)


def route(name: str, kind: RouteKind = "road", country: str | None = None, *aliases: str) -> Route:
    places = (Place(name="somewhere", country=country),) if country else ()
    evidence = (Evidence(field="text", start=0, end=1, quote="x"),)
    return Route(
        item="i", evidence=evidence, places=places, name=name, aliases=aliases, route_kind=kind, state="severed"
    )


@each(
    ("name", "kind", "canonical"),
    [
        ("the road from Kadugli to Dilling", "road", "Dilling-Kadugli road"),
        ("Dilling\u2013Kadugli road", "road", "Dilling-Kadugli road"),
        ("DILLING - KADUGLI ROAD", "road", "Dilling-Kadugli road"),
        ("Quibdó-Medellín highway", "road", "Medellin-Quibdo road"),
        ("M-5", "road", "M5"),
        ("\u041c-5", "road", "M5"),
        ("national road 4", "road", "RN4"),
        ("Highway 15D", "road", "15D"),
        ("Aleppo International Airport", "airport", "Aleppo airport"),
        ("Port Sudan-Kassala railway", "railway", "Kassala-Port Sudan railway"),
    ],
)
def test_a_route_has_one_name_whatever_its_wording(name: str, kind: RouteKind, canonical: str) -> None:
    assert canonical_name(name, kind) == canonical


def test_an_article_is_no_end_of_a_road() -> None:
    assert endpoints("Al-Rashid Street") is None
    assert endpoints("Marib-Al Bayda road") == ("Marib", "Al Bayda")


def test_a_bridge_number_is_no_road_number() -> None:
    assert road_number("Friendship Bridge No 2") is None


@each("name", ["Damascus-Aleppo highway", "road between Aleppo and Damascus", "M5 motorway", "Halab-Dimashq", "m 5"])
def test_every_wording_of_a_route_leads_to_its_entry(name: str) -> None:
    entry = SYRIA.identify(name, "road", ["SYR"])
    assert entry is None if name == "Halab-Dimashq" else entry is SYRIA.routes[0]


def test_spelling_does_not_part_a_route_from_its_entry() -> None:
    assert SYRIA.identify("Lattakia-Aleppo Highway", "road", ["SYR"]) is SYRIA.routes[1]
    assert SYRIA.identify("Bab el Hawa border crossing", "crossing") is SYRIA.routes[3]


def test_one_number_in_two_countries_is_two_routes() -> None:
    pakistan = SYRIA.identify("M5", "road", ["PAK"])
    assert pakistan is not None
    assert pakistan.name == "M-5"


def test_the_key_of_an_incident_is_the_entry() -> None:
    assert SYRIA.route_key(route("Damascus-Aleppo highway", "road", "SYR")) == {"route": "M5", "country": "SYR"}


def test_the_key_of_a_route_of_two_countries_names_neither() -> None:
    one, other = (SYRIA.route_key(route("Bab al-Hawa", "crossing", country)) for country in ("SYR", "TUR"))
    assert one == other == {"route": "Bab al-Hawa", "country": ""}


def test_the_key_of_an_unknown_route_is_its_canonical_name_and_country() -> None:
    one = SYRIA.route_key(route("road from Kadugli to Dilling", "road", "SDN"))
    assert one == SYRIA.route_key(route("Dilling-Kadugli road", "road", "SDN"))
    assert one == {"route": "Dilling-Kadugli road", "country": "SDN"}


@each(
    ("name", "kind", "written", "canonical", "key"),
    [
        ("aéroport de Bangui", "airport", ["Bangui"], ["Bangui"], "Bangui airport"),
        ("معبر رفح", "crossing", ["رفح"], ["Rafah"], "Rafah crossing"),
        ("аэропорт Орска", "airport", ["Орска"], ["Orsk"], "Orsk airport"),
        ("دمشق - حلب", "road", ["دمشق", "حلب"], ["Damascus", "Aleppo"], "M5"),
        ("Old Sibut bridge", "bridge", ["Sibut"], ["Sibut"], "Old Sibut bridge"),
    ],
)
def test_a_route_told_by_its_places_has_one_key_in_every_language(
    name: str, kind: RouteKind, written: list[str], canonical: list[str], key: str
) -> None:
    places = tuple(
        Place(name=one, canonical=known, country="SYR") for one, known in zip(written, canonical, strict=True)
    )
    assert SYRIA.route_key(route(name, kind, "SYR").model_copy(update={"places": places}))["route"] == key


def test_a_name_without_a_word_of_kind_is_found_in_a_text() -> None:
    words = ["at", "bab", "al", "-", "hawa", "today"]
    found = SYRIA.spot(words, 1)
    assert found == (SYRIA.routes[3], 5)


def test_a_town_is_no_crossing_by_itself() -> None:
    assert SYRIA.spot(["in", "rafah", "today"], 1) is None


def test_a_junction_knows_the_roads_it_joins() -> None:
    junction = SYRIA.junction("the Saraqib junction", ["SYR"])
    assert junction is not None
    assert junction.joins == ("M4", "M5")


def test_a_junction_of_an_unknown_road_is_refused() -> None:
    with pytest.raises(ValidationError, match="joins 'M9', which is no route"):
        RouteTable(routes=SYRIA.routes, junctions=(Junction(name="Nowhere", countries=("SYR",), joins=("M5", "M9")),))


def test_one_name_for_two_routes_of_a_country_is_refused() -> None:
    entry = RouteEntry(name="M6", kind="road", countries=("SYR",), aliases=("Latakia-Aleppo highway",))
    with pytest.raises(ValidationError, match="names both 'M4' and 'M6'"):
        RouteTable(routes=(*SYRIA.routes, entry))


@given(st.text(max_size=80))
def test_any_name_has_a_canonical_name(name: str) -> None:
    assert isinstance(canonical_name(name, "road"), str)
    SYRIA.identify(name, "road")


def test_a_bridge_told_by_its_river_and_its_settlement_has_the_key_of_the_settlement() -> None:
    told = route("Oskil bridge", "bridge", "UKR", "bridge over the Oskil at Senkove")
    assert SYRIA.route_key(told) == SYRIA.route_key(route("Senkove Bridge", "bridge", "UKR"))


def test_a_name_without_a_country_is_the_entry_of_that_very_name_rather_than_one_of_its_aliases() -> None:
    other = RouteEntry(name="Reyhanlı", kind="crossing", countries=("IRQ",), aliases=("Bab al-Hawa",))
    table = RouteTable(routes=(other, *SYRIA.routes))
    assert table.route_key(route("Bab al-Hawa", "crossing")) == {"route": "Bab al-Hawa", "country": ""}
    assert table.identify("Bab al-Hawa", "crossing") is SYRIA.routes[3]


def test_a_number_is_no_entry_where_no_country_is_known() -> None:
    assert SYRIA.route_key(route("M4")) == {"route": "M4", "country": ""}
    assert SYRIA.route_key(route("M4", "road", None, "Latakia-Aleppo highway")) == {"route": "M4", "country": "SYR"}


def test_any_place_of_a_route_may_tell_which_entry_it_is() -> None:
    somewhere = route("M5", "road", "LBN")
    there = somewhere.model_copy(update={"places": (*somewhere.places, Place(name="Hama", country="SYR"))})
    assert SYRIA.route_key(there) == {"route": "M5", "country": "SYR"}
