"""People of whom the tables say nothing: what the learned reader makes of them, and of whom it is not asked."""

from hypothesis import given
from hypothesis import strategies as st

from streams.core.extraction import Trace, extract_with_reasons
from streams.core.items import item_of
from tests.core.extraction.knowledge import packaged_knowledge

WRAPPED = "Volunteers wrapped eleven neighbours in white sheets and carried them to the cemetery."
_WORDS = st.sampled_from(
    [
        "eleven",
        "40",
        "neighbours",
        "police",
        "sheets",
        "to",
        "the",
        "cemetery",
        "wards",
        "slept",
        ".",
        ",",
        "not",
        "killed",
    ]
)


def read(text: str) -> Trace:
    item = {"source": "e", "id": "1", "title": "", "text": text, "published": "2025-03-01T06:00:00Z", "language": "en"}
    return extract_with_reasons(item_of(item), packaged_knowledge())


def told(text: str) -> list[tuple[str, str, int | None]]:
    found = [fact.model_dump() for fact in read(text).facts.facts]
    return [(fact["kind"], fact["outcome"], fact["count_min"]) for fact in found]


def test_a_toll_without_a_word_of_death_is_learned_and_says_so() -> None:
    trace = read(WRAPPED)

    assert told(WRAPPED) == [("casualties", "killed", 11)]
    assert [(one.kind, one.evidence.quote) for one in trace.learned] == [("casualties", WRAPPED)]
    assert "sheet" in trace.learned[0].reason


def test_the_same_is_learned_however_it_is_broken_into_lines() -> None:
    assert told(WRAPPED.replace(" in ", "\nin ").replace(" to ", " to\n")) == told(WRAPPED)


def test_people_who_only_meet_where_such_words_stand_are_no_toll() -> None:
    assert told("Some 40 pupils visited the cemetery and the hospital with their teachers on Friday.") == []


def test_those_who_did_it_are_not_asked_of_where_it_is_told() -> None:
    assert told("Five armed men stopped his car, and the driver was killed.") == [("casualties", "killed", 1)]


@given(st.lists(_WORDS, max_size=30))
def test_whatever_is_learned_stands_in_the_text_as_received(words: list[str]) -> None:
    text = " ".join(words) or "."

    for one in read(text).learned:
        assert text[one.evidence.start : one.evidence.end] == one.evidence.quote
