"""Whose words an item carries: copies of one report, updates of it, and reports of other events in the same words."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.claims import Claim
from streams.core.extraction.origin import origin_of
from streams.core.facts import Casualties, Fact, Origin, Place
from streams.core.items import Item
from streams.core.kinds.sights import folded, heard, independent
from streams.core.origins import clusters, kinship, same_origin
from streams.core.sources import Sources
from streams.core.speakers import speaker
from streams.edges.credits import load_credits
from tests.cases import each

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


def origin(text: str, *facts: Fact, source: str = "paper", url: str | None = None, hours: float = 0) -> Origin:
    item = Item(id="it", source=source, title="", text=text, published=NOON + timedelta(hours=hours), url=url)
    return origin_of(item, facts, CREDITS, {"two": "2", "four": "4", "six": "6", "seven": "7"})


@each(
    "copy",
    [
        WIRE,
        WIRE.replace(" said", " told reporters").replace("struck", "hit").replace("More than", "Over"),
        WIRE + LOCAL,
        LOCAL + WIRE,
        WIRE.partition(" Shops")[0],
        "<p>" + WIRE.replace("-", "\u2011").replace("the mayor said", "the mayor&nbsp;said") + "</p>",
    ],
)
def test_a_copy_without_a_credit_has_the_origin_of_the_original(copy: str) -> None:
    assert same_origin(origin(WIRE, toll(23, "Izium"), source="wire"), origin(copy, toll(23, "Izium")))


def test_the_first_paragraph_of_a_long_story_is_a_copy_of_it() -> None:
    assert same_origin(origin(f"{WIRE} {BACKGROUND}", source="wire"), origin(WIRE))


def test_two_writers_who_tell_of_one_event_are_not_one() -> None:
    other = (
        "My cousin sells socks there. She counted the stretchers until she could not: officials now speak of 23 lives lost "
        "when rockets came down on the stalls of Izium at the busiest hour."
    )

    assert not same_origin(origin(WIRE, toll(23, "Izium"), source="wire"), origin(other, toll(23, "Izium")))


def test_the_same_words_about_another_place_have_another_origin() -> None:
    elsewhere = WIRE.replace("Izium", "Kupiansk")

    assert kinship(origin(WIRE, source="wire"), origin(elsewhere)).reason.endswith(
        "but izium for kupiansk stands in it: it tells of something else"
    )


def test_an_update_with_a_higher_toll_has_the_origin_of_the_story() -> None:
    found = kinship(origin(WIRE, source="wire"), origin(WIRE.replace("23", "41"), hours=3))

    assert found.same
    assert found.reason.endswith("but 23 for 41 stands in it, as in an update")


@pytest.mark.parametrize(("killed", "hours"), [(41, 24), (9, 3)], ids=["a day later", "with a lower toll"])
def test_the_same_words_with_another_toll_have_another_origin(killed: int, hours: float) -> None:
    assert not same_origin(origin(WIRE, source="wire"), origin(WIRE.replace("23", str(killed)), hours=hours))


def test_a_formula_in_which_every_figure_is_another_is_no_update() -> None:
    text = "Police of the district counted {} accidents, {} fires, {} thefts and {} brawls since the morning in all villages on both banks."

    assert not same_origin(origin(text.format(3, 5, 8, 2)), origin(text.format(6, 9, 11, 4), source="wire", hours=5))


def test_a_copy_that_leaves_out_one_of_two_tolls_is_still_a_copy() -> None:
    both = WIRE.replace("the mayor said", "the mayor said; hospitals gave the dead as 19 and the mayor as 23")

    assert same_origin(origin(both, source="wire"), origin(both.replace("at least 23", "at least 19"), hours=1))


def test_one_sentence_that_anybody_would_write_is_no_copy_with_another_figure() -> None:
    one = origin("Shelling killed 49 people in Idlib province on Saturday.", toll(49, "Idlib"), source="army")
    other = origin("Shelling killed 62 people in Idlib province on Saturday.", toll(62, "Idlib"), source="doctors")

    assert not same_origin(one, other)


def test_a_bulletin_of_the_next_day_has_another_origin() -> None:
    text = "Over the past day police recorded 14 accidents on roads of the district. Patrols are out at all entrances of town."

    assert not same_origin(origin(text), origin(text.replace("14", "9"), source="wire", hours=24))


@each(
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


TEXTS = (
    WIRE,
    WIRE.replace("23", "41"),
    WIRE.replace("Izium", "Kupiansk"),
    WIRE + LOCAL,
    WIRE.partition(" Shops")[0],
    LOCAL,
    BACKGROUND,
    "Shelling killed five.",
    "…",
)
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

    assert together(clusters(origins), origins) == together(clusters(shuffled), shuffled)


def claim(number: int, of: Origin, attribution: str = "") -> Claim:
    at = NOON + timedelta(minutes=number)
    return Claim(item=f"i{number}", version=at, source=of.named, published=at, origin=of, attribution=attribution)


@given(st.lists(st.sampled_from(ORIGINS), min_size=1, max_size=10), st.integers(0, 9))
def test_a_copy_never_adds_to_what_is_independent(origins: list[Origin], which: int) -> None:
    original = origins[which % len(origins)]
    copy, credited = original.model_copy(update={"named": "portal"}), original.model_copy(update={"print": ""})

    def count(some: list[Origin]) -> int:
        return len(set(clusters(some)))

    assert count([*origins, credited]) <= count(origins)
    if original.print and same_origin(original, copy):
        assert count([*origins, copy]) <= count(origins)


def test_a_voice_that_adds_no_origin_is_told_with_the_reason() -> None:
    wire, copy = claim(1, origin(WIRE, source="wire")), claim(2, origin(WIRE + LOCAL, source="portal"))
    voices = heard(heard((), wire), copy)

    assert len(independent(voices)) == 1
    assert folded(voices, "i2") == "; portal has one origin with wire: 100% of the shorter text is the other's"
    assert folded(voices[:1], "i1") == ""


def test_a_known_source_that_a_text_quotes_is_who_speaks() -> None:
    monitor = {"kind": "monitor", "grade": "B", "aliases": ["War Monitor", "the monitoring group"]}
    sources = Sources.model_validate({"version": 1, "sources": {"monitor": monitor}})
    quoted = [
        claim(1, origin(WIRE, source="wire"), name) for name in ("the War Monitor", "the monitoring group", "a boy")
    ]

    assert [speaker(one, sources) for one in quoted] == ["monitor", "monitor", "wire"]
