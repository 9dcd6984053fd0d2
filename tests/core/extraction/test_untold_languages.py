"""Items that do not say their language: what is told of them, and that no other language is opened for them."""

from collections.abc import Iterator, Mapping

import pytest

from streams.core.extraction import Knowledge, extract_with_reasons
from streams.core.extraction.lexicon import Lexicon
from streams.core.items import Item, item_of
from streams.edges.languages import detector
from streams.edges.lexicons import lexicons


class Opened(Mapping[str, Lexicon]):
    """The packaged words; ``languages`` are those that were asked for."""

    def __init__(self) -> None:
        self._packaged = lexicons()
        self.languages: set[str] = set()

    def __getitem__(self, language: str) -> Lexicon:
        self.languages.add(language)
        return self._packaged[language]

    def __contains__(self, language: object) -> bool:
        return language in self._packaged

    def __iter__(self) -> Iterator[str]:
        return iter(self._packaged)

    def __len__(self) -> int:
        return len(self._packaged)


def untold(text: str) -> Item:
    return item_of({"id": "a", "source": "test", "title": "", "text": text, "published": "2026-01-01T00:00:00Z"})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Shelling of the market killed nine people and wounded forty on Monday, doctors said.", "en"),
        ("Neuf personnes ont été tuées lundi dans le bombardement du marché, selon les médecins.", "fr"),
    ],
)
def test_an_item_opens_the_words_of_its_own_language_alone(text: str, language: str) -> None:
    words = Opened()
    extract_with_reasons(untold(text), Knowledge(lexicons=words, detect=detector(tuple(words))))
    assert words.languages == {language}


def test_an_item_of_no_covered_language_says_so_whatever_its_words() -> None:
    words = lexicons()
    text = "Der Stadtrat hat am Dienstag über den Haushalt des kommenden Jahres beraten und nichts beschlossen."
    trace = extract_with_reasons(untold(text), Knowledge(lexicons=words, detect=detector(tuple(words))))
    assert trace.note == "language de is not covered"
