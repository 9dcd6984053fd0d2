"""What holds for any text: nothing raises, quotes are the item's own words, time is linear, line breaks mean nothing."""

import time
from collections import defaultdict
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.extraction import extract
from streams.core.extraction.folding import fold
from streams.core.items import Item, item_of
from tests.cases import each
from tests.core.extraction.knowledge import packaged_knowledge

KNOWLEDGE = packaged_knowledge()
WORDS = st.sampled_from(
    "At least 12 people were killed and 30 wounded in a strike on the road to Aleppo , officials said . The M5 highway is "
    "cut near Saraqib ; two of them died including 3 children no one truce between violated 1,2,3 10^9 -5 &nbsp; <b> ( ) "
    "٣٥ \u200b e\u0301 50k half a dozen from 20 to 40 of the dead - : \n \u00a0 🔴 # M4 reopened on 12 May 2019".split(
        " "
    )
)
NEWS = st.lists(WORDS, max_size=60).map(" ".join)
ANY = st.one_of(NEWS, st.text(max_size=300))
PROSE = (
    "At least 42 people were killed on Thursday in Kamanyola, the civil protection office said: 17 civilians, 15 soldiers "
    "and 10 rebels. The hospital has admitted 96 wounded. An estimated 18,000 people have fled to Uvira. Heavy fighting cut "
    "the RN5 south of the market, and a truce that the two sides signed last week was broken. In 2019 a raid killed 30."
)


def item(text: str, title: str = "", language: str | None = "en") -> Item:
    return item_of(
        {
            "id": "x",
            "source": "s",
            "title": title,
            "text": text if text.strip() else ".",
            "published": "2025-06-18T10:00:00Z",
            "language": language,
        }
    )


@given(title=ANY, text=ANY)
def test_no_text_raises_and_every_quote_is_the_items_own_words(title: str, text: str) -> None:
    read = item(text, title)

    for fact in extract(read, KNOWLEDGE).facts:
        assert fact.evidence
        for evidence in fact.evidence:
            assert read.field(evidence.field)[evidence.start : evidence.end] == evidence.quote
            assert evidence.quote.strip()


@cache
def families(language: str) -> dict[str, list[str]]:
    """What the tables of a language hold, by what it is about: route, passage, killed, truce."""
    held: dict[str, set[str]] = defaultdict(set)
    for form in KNOWLEDGE.lexicons[language].forms:
        held[form.cls.partition(".")[0]].add(" ".join(form.words).replace("*", ""))
    return {family: sorted(words) for family, words in held.items()}


def forms(language: str) -> st.SearchStrategy[str]:
    """Texts of what the tables hold of two things, in any order: what the readers look for stands at ends and beginnings too."""
    of_one = st.sampled_from(sorted(families(language))).map(lambda family: families(language)[family])
    return st.tuples(of_one, of_one).flatmap(
        lambda held: st.lists(
            st.one_of(st.sampled_from(held[0]), st.sampled_from(held[1]), WORDS), min_size=1, max_size=12
        ).map(" ".join)
    )


@pytest.mark.parametrize("language", sorted(KNOWLEDGE.lexicons))
@given(data=st.data())
def test_no_text_of_the_tables_own_words_raises(language: str, data: st.DataObject) -> None:
    assert extract(item(data.draw(forms(language)), language=language), KNOWLEDGE).item == "x"


def test_a_time_told_by_the_last_words_of_a_text_is_read() -> None:
    assert extract(item("Un terremoto mató a 300 personas hace cien años", language="es"), KNOWLEDGE).item == "x"


@given(text=st.text(max_size=200), language=st.sampled_from(["ar", "fr", "es", "uk", "ru", "sw", None]))
def test_no_text_raises_in_any_language(text: str, language: str | None) -> None:
    assert extract(item(text, language=language), KNOWLEDGE).item == "x"


@given(
    text=st.text(
        alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("é\u200b&<>;-\n‘’ 12٣")), max_size=200
    )
)
def test_folding_keeps_the_way_back(text: str) -> None:
    folded = fold(text)

    ends = [folded.source(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in ends)
    assert ends == sorted(ends)


@given(breaks=st.sets(st.integers(min_value=0, max_value=PROSE.count(" ") - 1), min_size=1, max_size=14))
def test_a_rewrapped_text_states_the_same(breaks: set[int]) -> None:
    words = PROSE.split(" ")
    wrapped = "".join(word + ("\n" if at in breaks else " ") for at, word in enumerate(words)).strip()

    said, again = (extract(item(text), KNOWLEDGE).facts for text in (PROSE, wrapped))

    assert [fact.model_dump(exclude={"evidence"}) for fact in again] == [
        fact.model_dump(exclude={"evidence"}) for fact in said
    ]


@each(
    "unit",
    [
        "1,", "killed ", "12 killed ", "(", "&amp", "e\u0301", "and ", "of the dead, ", "M5 cut. ", "\n", "between 1 and ",
    ],
)  # fmt: skip
def test_time_is_linear_in_the_length(unit: str) -> None:
    short, long = (item("Four people were killed. " + unit * (length // len(unit))) for length in (600, 3_600))
    extract(short, KNOWLEDGE)

    # A busy machine may make one reading look slow, but hardly three.
    assert any(seconds(long) < 0.02 + 6 * 3 * seconds(short) for _ in range(3))


def seconds(read: Item) -> float:
    started = time.process_time()
    extract(read, KNOWLEDGE)
    return time.process_time() - started
