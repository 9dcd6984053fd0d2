"""Whose words an item carries: copies of one report, updates of it, and reports of other events in the same words."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.claims import Claim
from streams.core.corroboration import best_graded, independent
from streams.core.extraction.origin import origin_of
from streams.core.facts import Casualties, Fact, Origin, Place, Route
from streams.core.items import Item
from streams.core.origins import clusters, reports, same_origin, same_report
from streams.core.sources import Sources
from streams.edges.credits import load_credits

CREDITS = load_credits(Sources(version=1))
NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)

WIRE = (
    "Two missiles struck a covered market in Izium on Monday morning and killed at least 23 people, the mayor said. More "
    "than eighty were wounded, and the search under the fallen roof was going on. Shops around the square lost their "
    "windows. Buses took the lightly hurt to hospitals in the regional capital."
)
BACKGROUND = " ".join(
    f"In year {year} of the war a report number {year * 37} listed {year * 911} closed clinics, {year} of them in district {year}."
    for year in range(1, 60)
)
LOCAL = (
    " Our correspondent adds that the parish collects blankets from tomorrow. Shops of emigrants kept their shutters half "
    "down. A vigil with candles is planned on the cathedral steps at seven."
)


def toll(killed: int, place: str) -> Casualties:
    where = Place(name=place, canonical=place)
    return Casualties(item="it", evidence=(), outcome="killed", count_min=killed, count_max=killed, places=(where,))


def origin(text: str, *facts: Fact, source: str = "paper", url: str | None = None) -> Origin:
    item = Item(id="it", source=source, title="", text=text, published=NOON, url=url)
    return origin_of(item, facts, CREDITS)


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE.replace(" said", " told reporters").replace("struck", "hit").replace("More than", "Over"),
        WIRE + LOCAL,
        LOCAL + WIRE,
        WIRE.partition(" Shops")[0],
        "<p>" + WIRE.replace("-", "\u2011").replace("the mayor said", "the mayor&nbsp;said") + "</p>",
    ],
    ids=["word for word", "light edits", "local paragraphs", "local lead", "trimmed", "markup"],
)
def test_a_copy_without_a_credit_is_one_report_with_the_original(copy: str) -> None:
    assert same_report(origin(WIRE, toll(23, "Izium"), source="wire"), origin(copy, toll(23, "Izium")))


def test_the_first_paragraph_of_a_long_story_is_a_copy_of_it() -> None:
    assert same_report(origin(f"{WIRE} {BACKGROUND}", source="wire"), origin(WIRE))


def test_two_writers_who_tell_of_one_event_are_not_one() -> None:
    other = (
        "My cousin sells socks there. She counted the stretchers until she could not: officials now speak of 23 lives lost "
        "when rockets came down on the stalls of Izium at the busiest hour."
    )

    assert not same_origin(origin(WIRE, toll(23, "Izium"), source="wire"), origin(other, toll(23, "Izium")))


def test_the_same_words_about_another_place_are_neither_one_report_nor_one_origin() -> None:
    elsewhere = WIRE.replace("Izium", "Kupiansk")
    one, other = origin(WIRE, toll(23, "Izium"), source="here"), origin(elsewhere, toll(23, "Kupiansk"))

    assert not same_report(one, other)
    assert not same_origin(one, other)


def test_an_update_with_a_new_toll_is_another_report_of_one_origin() -> None:
    one, update = origin(WIRE, toll(23, "Izium"), source="wire"), origin(WIRE.replace("23", "41"), toll(41, "Izium"))

    assert not same_report(one, update)
    assert same_origin(one, update)


def test_a_copy_that_gives_the_sum_of_two_tolls_is_still_a_copy() -> None:
    assert same_report(
        origin(WIRE, toll(23, "Izium"), toll(4, "Kharkiv"), source="wire"), origin(WIRE, toll(27, "Kharkiv"))
    )


def test_a_road_shut_and_the_same_road_open_are_two_reports() -> None:
    shut = Route(item="it", evidence=(), name="M5", route_kind="road", state="severed")
    opened = shut.model_copy(update={"state": "open"})

    assert not same_report(origin(WIRE, shut), origin(WIRE, opened, source="wire"))


def test_one_sentence_that_anybody_would_write_is_no_copy_with_another_figure() -> None:
    one = origin("Shelling killed 49 people in Idlib province on Saturday.", toll(49, "Idlib"), source="army")
    other = origin("Shelling killed 62 people in Idlib province on Saturday.", toll(62, "Idlib"), source="doctors")

    assert not same_origin(one, other)


def test_a_bulletin_of_the_next_day_is_another_report() -> None:
    text = "Over the past day police recorded 14 accidents on roads of the district. Patrols are out at all entrances of town."

    assert not same_report(origin(text), origin(text.replace("14", "9")))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("https://www.paper.example/a/5?utm_source=x#top", "http://m.paper.example/a/5/amp", True),
        ("https://paper.example/?p=5", "https://paper.example/?p=6", False),
        ("https://paper.example/", "https://paper.example/", False),
    ],
)
def test_one_page_is_one_origin(one: str, other: str, *, expected: bool) -> None:
    pages = origin("Shelling killed five.", source="a", url=one), origin("Totally other words.", source="b", url=other)

    assert same_origin(*pages) is expected


def test_a_print_never_changes() -> None:
    made = origin("Shelling killed five people on the road to the market town.").print

    assert (
        made
        == "AZwgAAYGyGfyt/jnDiGrClBNtRE5Q/R7OBgVO623Jg2M86q6oBgl6wXeyAeafVRbePpiJEHrS0ZnMd9pUVw6fMhn57erCg4RWXtQGK3oDUP0QzgWB+MAt/roS0aqulwY"
    ), "prints that were kept are not compared with new ones any more: raise VERSION in streams/core/prints.py"


TEXTS = (WIRE, WIRE + LOCAL, WIRE.partition(" Shops")[0], LOCAL, BACKGROUND, "Shelling killed five.", "…")
ORIGINS = tuple(
    origin(text, *facts, source=source)
    for text in TEXTS
    for facts in ((), (toll(23, "Izium"),), (toll(41, "Izium"),), (toll(23, "Kupiansk"),))
    for source in ("wire", "paper")
)


def together(numbers: tuple[int, ...], origins: list[Origin]) -> set[frozenset[Origin]]:
    return {frozenset(one for one, at in zip(origins, numbers, strict=True) if at == number) for number in numbers}


@given(st.lists(st.sampled_from(ORIGINS), max_size=12), st.randoms())
def test_clusters_do_not_hang_on_the_order(origins: list[Origin], chance: Random) -> None:
    shuffled = list(origins)
    chance.shuffle(shuffled)

    for grouped in (clusters, reports):
        assert together(grouped(origins), origins) == together(grouped(shuffled), shuffled)


def claim(number: int, of: Origin, source: str = "", attribution: str = "", *, withdrawn: bool = False) -> Claim:
    at = NOON + timedelta(minutes=number)
    return Claim(
        item=f"i{number}",
        version=at,
        source=source or of.named,
        published=at,
        origin=of,
        attribution=attribution,
        withdrawn=withdrawn,
    )


@given(st.lists(st.sampled_from(ORIGINS), min_size=1, max_size=10), st.integers(0, 9))
def test_a_copy_never_adds_to_what_is_independent(origins: list[Origin], which: int) -> None:
    claims = [claim(number, one) for number, one in enumerate(origins)]
    original = origins[which % len(origins)]
    copy = claim(99, original.model_copy(update={"named": "portal"}), source="portal")
    credited = claim(99, original.model_copy(update={"print": ""}), source="portal")

    assert independent([*claims, credited]) <= independent(claims)
    if original.print and same_origin(original, copy.origin):
        assert independent([*claims, copy]) <= independent(claims)


def test_what_was_taken_back_corroborates_nothing() -> None:
    told = origin(WIRE, source="wire"), origin("I saw rockets come down on the stalls myself.", source="witness")

    assert independent([claim(1, told[0]), claim(2, told[1])]) == 2
    assert independent([claim(1, told[0]), claim(2, told[1], withdrawn=True)]) == 1


GRADED = Sources.model_validate(
    {
        "version": 1,
        "sources": {
            "wire": {"kind": "wire", "grade": "A"},
            "monitor": {"kind": "monitor", "grade": "B", "aliases": ["War Monitor", "the monitoring group"]},
            "rumours": {"kind": "social", "grade": "E"},
        },
    }
)


def test_a_known_source_that_two_reporters_quote_is_one_origin() -> None:
    one = claim(1, origin(WIRE, source="wire"), attribution="the War Monitor")
    other = claim(
        2, origin("A wholly other text about the same thing.", source="paper"), attribution="the monitoring group"
    )

    assert (independent([one, other]), independent([one, other], GRADED)) == (2, 1)


def test_the_best_graded_is_the_latest_of_the_most_reliable() -> None:
    claims = [
        claim(1, origin("First words of it.", source="wire")),
        claim(2, origin("Later words of it.", source="wire")),
        claim(3, origin("Unknown words of it.", source="paper")),
        claim(4, origin("AFP reports so, says a channel of rumours.", source="wire"), source="rumours"),
    ]

    best = best_graded(claims, GRADED)

    assert best is not None
    assert best.item == "i2"
    assert best_graded([], GRADED) is None
