from streams.core.ceasefires import CeasefireEntry, CeasefireTable, Party
from streams.core.facts import Place
from tests.core.given import ALEPPO, ARIHA, IDLIB, truce

IDLIB_TRUCE = CeasefireEntry(
    name="Idlib ceasefire",
    countries=("SYR",),
    parties=(Party(name="Syrian government", aliases=("army",)), Party(name="factions")),
    admin1=("Idlib",),
)
TABLE = CeasefireTable(ceasefires=(IDLIB_TRUCE,))
ENTRY = {"ceasefire": "Idlib ceasefire"}


def test_a_truce_told_by_its_parties_and_one_told_by_its_place_alone_are_the_same() -> None:
    assert TABLE.ceasefire_key(truce(parties=("army", "factions"), places=())) == ENTRY
    assert TABLE.ceasefire_key(truce(parties=(), places=(ARIHA, IDLIB))) == ENTRY


def test_a_truce_between_others_at_the_same_place_is_not_the_entrys() -> None:
    assert TABLE.ceasefire_key(truce(parties=("Druze", "Bedouin"))) == {"admin1": "Idlib", "country": "SYR"}


def test_a_truce_elsewhere_is_told_by_its_area() -> None:
    assert TABLE.ceasefire_key(truce(places=(ALEPPO,))) == {"admin1": "Aleppo", "country": "SYR"}


def test_a_place_of_the_same_name_in_another_country_is_not_the_entrys() -> None:
    there = Place(name="Idlib", canonical="Idlib", id="g:7", level="admin1", country="TUR", admin1="Idlib")
    assert TABLE.ceasefire_key(truce(places=(there,))) == {"admin1": "Idlib", "country": "TUR"}


def test_where_two_entries_cover_a_place_neither_is_meant() -> None:
    other = IDLIB_TRUCE.model_copy(update={"name": "Other ceasefire"})
    table = CeasefireTable(ceasefires=(IDLIB_TRUCE, other))
    assert table.ceasefire_key(truce()) == {"admin1": "Idlib", "country": "SYR"}


def test_where_no_party_is_named_a_country_with_a_single_truce_means_that_one() -> None:
    whole = IDLIB_TRUCE.model_copy(update={"name": "Syria ceasefire", "admin1": ()})
    assert CeasefireTable(ceasefires=(whole,)).ceasefire_key(truce(places=(ALEPPO,))) == {
        "ceasefire": "Syria ceasefire"
    }


def test_a_party_is_known_inside_of_longer_words() -> None:
    assert TABLE.ceasefire_key(truce(parties=("the Syrian army",), places=(ALEPPO,))) == ENTRY


def test_the_parties_of_a_country_are_found_in_the_words_of_a_text() -> None:
    assert TABLE.named_in("The army broke the truce, the factions said.", {"SYR"}) == ("Syrian government", "factions")
    assert TABLE.named_in("The army broke the truce.", {"TUR"}) == ()
