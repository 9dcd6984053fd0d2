"""Word tables: what a form stands for in the texts of its language."""

import pytest

from streams.core.extraction.wordtables import lexicon_of
from tests.cases import each

TABLES = {
    "token.contraction": {"de": ["du", "d'"]},
    "token.elision": ["d'"],
    "truce.breach": ["violation de"],
    "people.of": ["de"],
}


@each("text", [["violation", "de"], ["violation", "du"], ["violation", "d'"]])
def test_a_form_stands_for_its_contractions(text: list[str]) -> None:
    assert lexicon_of("fr", TABLES).begins(text)[0]["truce.breach"] == (("", 2),)


def test_a_small_word_alone_is_not_contracted() -> None:
    assert lexicon_of("fr", TABLES).words("people.of") == {"de"}


def test_a_form_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="has no word"):
        lexicon_of("fr", {"people.of": ["*"]})


@each(
    ("form", "text"),
    [
        ("chef's", ["chef", "'s"]),
        ("ж/д ветка", ["ж", "/", "д", "ветка"]),
        ("l’opéra", ["l'opéra"]),
        ("f/b*", ["f", "/", "boats"]),
    ],
)
def test_a_form_is_cut_into_words_as_texts_are(form: str, text: list[str]) -> None:
    assert lexicon_of("en", {"frame.strong": [form]}).begins(text)[0] == {"frame.strong": (("", len(text)),)}
