"""Truces in other words: what the learned reader makes of them, in every language by the same model."""

from dataclasses import replace

import pytest

from streams.core.extraction import extract_with_reasons
from streams.core.facts import Ceasefire
from streams.core.items import item_of
from tests.cases import each
from tests.core.extraction.knowledge import packaged_knowledge
from tests.core.extraction.sentences import facts_of

AGREED = "The guns along the Tigray front fell silent at noon after both commanders signed a paper in Mekelle."


@each(
    ("language", "text", "state"),
    [
        ("fr", "Les deux camps ont accepté de faire taire les armes à Goma pendant dix jours.", "agreed"),
        ("es", "Los rebeldes y el Gobierno acordaron callar los fusiles en el Cauca hasta enero.", "agreed"),
        ("uk", "Попри обіцяну тишу, артилерія знову вдарила по Нікополю.", "violated"),
        ("ru", "Тишина под Степанакертом держится десятые сутки, обе стороны не стреляют.", "holding"),
    ],
)
def test_a_model_of_families_of_words_reads_other_languages(language: str, text: str, state: str) -> None:
    found = [fact for fact in facts_of({"text": text, "language": language}) if isinstance(fact, Ceasefire)]
    assert [fact.state for fact in found] == [state]


def test_a_learned_truce_says_by_which_words_it_was_read() -> None:
    item = item_of(
        {"source": "wire", "title": "", "text": AGREED, "published": "2025-03-04T06:10:00+00:00", "language": "en"}
    )
    (told,) = extract_with_reasons(item, packaged_knowledge()).learned
    assert "fell silent" in told.reason
    assert told.evidence.quote == AGREED


def test_without_a_model_nothing_is_guessed() -> None:
    item = item_of(
        {"source": "wire", "title": "", "text": AGREED, "published": "2025-03-04T06:10:00+00:00", "language": "en"}
    )
    assert extract_with_reasons(item, replace(packaged_knowledge(), learned={})).facts.facts == ()


@pytest.mark.parametrize(
    "text",
    [
        "The army blew up the bridge at Koulikoro this morning to stop the rebels' advance.",
        "The Tessalit-Gao road is feared cut after the attack, though there is no word from the town.",
    ],
)
def test_a_breach_that_no_word_names_is_told_only_where_the_model_is_surer(text: str) -> None:
    assert [fact for fact in facts_of({"text": text, "language": "en"}) if isinstance(fact, Ceasefire)] == []
