"""Places named in a text, which are meant, and where a fact happened."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from streams.core.extraction.places import places_for, places_in
from streams.core.facts import Place
from streams.core.places import Layered, Literal, lowest_common_area
from streams.core.places.gazetteer import Entry, loose_key, place_key
from tests.cases import Cases, Judged, of_files
from tests.core.places.given import HERE, found, gazetteer, line, opened


def named(case: dict[str, Any]) -> Judged:
    mentions = found(case["text"], language=case.get("language", "en"))
    return [line(one.place) for one in mentions.found], case["places"]


@of_files([HERE / "named.yaml"])
def test_a_sentence_names_its_places(cases: Cases) -> None:
    cases.check(named)


def attached(case: dict[str, Any]) -> Judged:
    mentions = found(case["text"], title=case.get("title", ""))
    sentence = next(one for one in mentions.reading.sentences if one.field == "text" and case["told"] in one.text)
    start = sentence.start + sentence.text.index(case["told"])
    inside = [
        at
        for at, token in enumerate(sentence.tokens)
        if start <= token.start and token.end <= start + len(case["told"])
    ]
    places = places_for(mentions, sentence, inside[0], inside[-1], about=case.get("about", "toll"))
    return [place.name for place in places], case["places"]


@of_files([HERE / "attached.yaml"])
def test_a_fact_is_where_its_words_say(cases: Cases) -> None:
    cases.check(attached)


def test_what_the_context_does_not_decide_is_shown() -> None:
    (place,) = found("Nine people died in Ariha.").places
    assert (place.id, place.alternatives) == ("ariha", ("jericho",))


def test_what_the_context_decides_has_no_alternatives() -> None:
    place = found("Syrian rescuers said nine people died in Ariha.").places[0]
    assert (place.id, place.alternatives) == ("ariha", ())


def test_without_a_gazetteer_there_are_no_places() -> None:
    assert places_in(opened("Nine people died in Saraqib."), None).places == ()


def test_an_operators_name_comes_before_the_worlds() -> None:
    own = Literal([(Entry("SY0701", "Saraqib camp", "place", country="SYR"), ["Saraqib"])])
    assert [entry.id for entry in Layered((own, gazetteer())).named("Saraqib")] == ["SY0701"]
    assert [entry.id for entry in Layered((own, gazetteer())).named("Manbij")] == ["manbij"]


def test_accents_capitals_and_hyphens_do_not_matter() -> None:
    assert place_key("El-Fāsher") == place_key("EL FASHER")
    assert place_key("القاهرة") == place_key("القاهره")


def test_ways_of_writing_one_arabic_name_meet() -> None:
    assert loose_key(place_key("Deir al-Balah")) == loose_key(place_key("Dayr al Balaḩ"))
    assert loose_key(place_key("Ar-Raqqah")) == loose_key(place_key("Raqqa"))


def place(name: str, level: str, country: str, admin1: str | None = None) -> Place:
    return Place(name=name, canonical=name, id=f"{country}/{name}/{level}", level=level, country=country, admin1=admin1)  # type: ignore[arg-type]


IDLIB = place("Idlib", "admin1", "SYR", "Idlib")
ARIHA = place("Ariha", "place", "SYR", "Idlib")
SARAQIB = place("Saraqib", "place", "SYR", "Idlib")
MANBIJ = place("Manbij", "place", "SYR", "Aleppo")
GOMA = place("Goma", "place", "COD", "North Kivu")


def test_a_place_and_the_area_that_it_lies_in_are_the_place() -> None:
    assert lowest_common_area([ARIHA, IDLIB]) == ARIHA


def test_two_towns_of_a_province_have_the_province_in_common() -> None:
    common = lowest_common_area([ARIHA, SARAQIB])
    assert common is not None
    assert (common.canonical, common.level, common.country) == ("Idlib", "admin1", "SYR")


def test_towns_of_two_provinces_have_the_country_in_common() -> None:
    common = lowest_common_area([ARIHA, MANBIJ])
    assert common is not None
    assert (common.level, common.country) == ("country", "SYR")


def test_an_area_that_is_named_stands_for_the_towns_in_it() -> None:
    assert lowest_common_area([ARIHA, SARAQIB, IDLIB]) == IDLIB


def test_places_of_two_countries_have_nothing_in_common() -> None:
    assert lowest_common_area([ARIHA, GOMA]) is None


def test_no_places_have_no_area() -> None:
    assert lowest_common_area([]) is None


WORDS = st.sampled_from(
    [
        "in",
        "near",
        "Idlib",
        "province",
        "city",
        "of",
        "#",
        "Saraqib",
        "Ariha",
        ",",
        "and",
        ".",
        "Syrian",
        "killed",
        "9",
        "-",
    ]
)


@given(title=st.text(max_size=80), text=st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
def test_finding_places_never_raises_and_each_name_stands_in_the_text(title: str, text: str) -> None:
    if not title.strip() and not text.strip():
        return
    mentions = found(text, title=title)
    for one in mentions.found:
        folded = " ".join(mentions.reading.folded(one.mention.field).text.split())
        assert one.place.name in folded


def test_a_name_that_the_item_calls_a_city_is_the_city_wherever_it_stands() -> None:
    mentions = found("Four died when shells fell on the city of Idlib.", title="Four dead in Idlib")
    assert {one.place.level for one in mentions.found} == {"place"}


def test_a_name_that_the_item_calls_both_is_each_as_it_is_called() -> None:
    mentions = found("Four died in the city of Idlib and nine in Idlib province.", title="Thirteen dead in Idlib")
    assert [one.place.level for one in mentions.found] == ["admin1", "place", "admin1"]
