"""Ceasefires: which entry of the operator's table is meant, and the key of an incident."""

from streams.core.ceasefires import CeasefireEntry, CeasefireTable, Party
from streams.core.facts import Ceasefire, Evidence, Place

TABLE = CeasefireTable(
    ceasefires=(
        CeasefireEntry(
            name="Idlib ceasefire",
            countries=("SYR",),
            aliases=("Moscow protocol",),
            parties=(Party(name="Syrian army", aliases=("army",)), Party(name="factions")),
            admin1=("Idlib",),
        ),
        CeasefireEntry(
            name="Suwayda ceasefire",
            countries=("SYR",),
            parties=(Party(name="Syrian army", aliases=("army",)), Party(name="Druze fighters")),
            admin1=("Suwayda",),
        ),
    )
)


def ceasefire(*parties: str, place: Place | None = None, name: str | None = None) -> Ceasefire:
    evidence = (Evidence(field="text", start=0, end=1, quote="x"),)
    places = (place,) if place else ()
    return Ceasefire(item="i", evidence=evidence, state="violated", parties=parties, places=places, name=name)


def test_a_ceasefire_is_known_by_its_parties() -> None:
    assert TABLE.ceasefire_key(ceasefire("army", "factions")) == {"ceasefire": "Idlib ceasefire"}


def test_a_ceasefire_is_known_by_a_name() -> None:
    assert TABLE.ceasefire_key(ceasefire(name="Moscow Protocol")) == {"ceasefire": "Idlib ceasefire"}


def test_a_party_and_an_area_tell_which_of_two_is_meant() -> None:
    place = Place(name="Shahba", country="SYR", admin1="Suwayda", id="geonames:1")
    assert TABLE.ceasefire_key(ceasefire("army", place=place)) == {"ceasefire": "Suwayda ceasefire"}


def test_a_ceasefire_that_no_table_holds_is_told_by_country_and_area() -> None:
    place = Place(name="Goma", country="COD", admin1="North Kivu", id="geonames:2")
    assert TABLE.ceasefire_key(ceasefire("M23", place=place)) == {"admin1": "North Kivu", "country": "COD"}


def test_a_foreign_country_rules_an_entry_out() -> None:
    place = Place(name="Tripoli", country="LBY", id="geonames:3")
    key = TABLE.ceasefire_key(ceasefire("army", "factions", place=place))
    assert key["country"] == "LBY"


def test_two_entries_that_fit_alike_are_neither() -> None:
    assert TABLE.identify(None, ["army"], ["SYR"]) is None
