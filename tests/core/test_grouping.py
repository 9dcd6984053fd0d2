from streams.core.facts import Fact, Place
from streams.core.grouping import Group, area_key, group_key, groups_of, label
from streams.core.sources import Source, Sources
from tests.cases import each
from tests.core.given import ALEPPO, ARIHA, IDLIB, Register, killed, route, truce

NIGER = Place(name="Niger", canonical="Niger", id="g:9", level="country", country="NER")
CHAD = Place(name="Chad", canonical="Chad", id="g:8", level="country", country="TCD")


def keyed(fact: Fact | None, *groups: Group, places: tuple[Place, ...] = ()) -> dict[str, str]:
    return group_key(
        groups,
        fact=fact,
        places=fact.places if fact is not None else places,
        source="Radio One",
        rule="roads",
        register=Register(Sources(version=1, sources={"radio": Source(aliases=("Radio One",))})),
    )


def test_a_province_is_told_from_its_namesakes_by_its_country() -> None:
    assert area_key((IDLIB,)) == {"area": "Idlib", "level": "admin1", "admin1": "", "country": "SYR"}


def test_a_town_is_told_from_its_namesakes_by_its_province() -> None:
    assert area_key((ARIHA,)) == {"area": "Ariha", "level": "place", "admin1": "Idlib", "country": "SYR"}


def test_a_town_named_with_its_province_stays_the_town() -> None:
    assert area_key((ARIHA, IDLIB)) == area_key((ARIHA,))


def test_a_province_and_its_seat_of_one_name_are_two_areas() -> None:
    seat = IDLIB.model_copy(update={"level": "place", "id": "g:4"})
    assert area_key((seat,)) != area_key((IDLIB,))


def test_a_figure_over_two_towns_of_a_province_is_the_provinces() -> None:
    saraqib = ARIHA.model_copy(update={"name": "Saraqib", "canonical": "Saraqib", "id": "g:5"})
    assert area_key((ARIHA, saraqib)) == area_key((IDLIB,))


def test_a_figure_over_two_provinces_is_the_countrys_and_neither_of_theirs() -> None:
    assert area_key((ALEPPO, IDLIB)) == {"country": "SYR", "level": "country"}


def test_a_country_is_its_code_however_it_is_called() -> None:
    assert area_key((NIGER,)) == {"country": "NER", "level": "country"}


def test_a_figure_over_two_countries_belongs_to_neither() -> None:
    assert area_key((NIGER, CHAD)) == area_key((CHAD, NIGER)) == {"area": "NER, TCD"}


@each("name", ["Tserovani", "TSEROVANI", "Tserov\u00e1ni", "Tserova\u0301ni"])
def test_a_place_that_nobody_knows_is_its_name_without_capitals_and_accents(name: str) -> None:
    assert area_key((Place(name=name),)) == {"area": "Tserovani"}


def test_figures_without_a_place_share_one_key() -> None:
    assert keyed(killed(60, places=()), "area") == {"area": "unlocated"}


def test_a_key_is_never_empty() -> None:
    assert keyed(truce(places=()), "ceasefire") == {"ceasefire": "unlocated"}
    assert keyed(truce(places=()), "country") == {"country": "unlocated"}


def test_routes_and_truces_are_asked_of_the_register() -> None:
    assert keyed(route(), "route") == {"route": "M5", "country": "SYR"}
    assert keyed(truce(), "ceasefire") == {"admin1": "Idlib", "country": "SYR"}


def test_one_rule_may_group_routes_by_area_or_country() -> None:
    assert keyed(route(), "area") == {"area": "Idlib", "level": "admin1", "country": "SYR"}
    assert keyed(route(), "country") == {"country": "SYR"}


def test_a_rule_may_group_by_several_things_and_by_none() -> None:
    assert keyed(killed(5), "source", "country") == {"source": "radio", "country": "SYR"}
    assert keyed(killed(5), "rule") == keyed(None, "rule") == {"rule": "roads"}
    assert keyed(None, "source", "country") == {"source": "radio", "country": "unlocated"}


def test_a_place_is_never_rolled_up_and_a_province_is_that_of_its_towns() -> None:
    two = killed(5, places=(ARIHA, ALEPPO))
    assert keyed(two, "place") == {"place": "Ariha", "level": "place", "admin1": "Idlib", "country": "SYR"}
    assert keyed(two, "admin1") == keyed(killed(5), "admin1") == {"admin1": "Idlib", "country": "SYR"}
    assert keyed(None, "admin1", places=(NIGER,)) == {"admin1": "unlocated"}


def test_only_what_is_always_there_can_group_facts_of_several_kinds() -> None:
    assert "route" in groups_of({"route"})
    assert groups_of({"route", "ceasefire"}) == groups_of(()) == groups_of({"casualties"})


@each(
    ("key", "name"),
    [
        ({"route": "M5", "country": "SYR"}, "M5 (SYR)"),
        ({"route": "M5"}, "M5"),
        ({"area": "Idlib", "level": "admin1", "country": "SYR"}, "Idlib (SYR)"),
        ({"area": "Ariha", "level": "place", "admin1": "Idlib", "country": "SYR"}, "Ariha, Idlib (SYR)"),
        ({"country": "SYR", "level": "country"}, "SYR"),
        ({"admin1": "Idlib", "country": "SYR"}, "Idlib (SYR)"),
        ({"ceasefire": "Idlib truce"}, "Idlib truce"),
        ({"area": "unlocated"}, "a place not named"),
        ({"source": "radio", "country": "SYR"}, "radio (SYR)"),
        ({"source": "radio", "country": "unlocated"}, "radio, a place not named"),
        ({"place": "Ariha", "level": "place", "admin1": "Idlib", "country": "SYR"}, "Ariha, Idlib (SYR)"),
        ({"rule": "roads"}, "roads"),
    ],
)
def test_an_incident_has_a_name_for_people(key: dict[str, str], name: str) -> None:
    assert label(key) == name
