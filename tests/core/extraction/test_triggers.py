import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.extraction.gate import NEEDS, plain_of
from tests.core.extraction.knowledge import packaged_knowledge

LANGUAGES = ("ar", "en", "es", "fr", "ru", "uk")
_BETWEEN = (
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "! ",
    "\n",
    "\n\n",
    " - ",
    ": ",
    "-",
    "\u00a0",
    "’",
    "…",
    " 12 ",
    " M5 ",
    " H-08 ",
    " 7th ",
)


def made_of_words(language: str, seed: int) -> str:
    """A text of the words that the tables of a language are about, with all kinds of things between them."""
    chance = random.Random(seed)  # noqa: S311 (the same text of the same seed)
    forms = packaged_knowledge().lexicons[language].forms
    words = [word.replace("*", "s") for _ in range(chance.randint(1, 12)) for word in chance.choice(forms).words]
    chance.shuffle(words)
    text = "".join(chance.choice((word, word.title(), word.upper())) + chance.choice(_BETWEEN) for word in words)
    return f"{text}{chance.choice(('', ' km²', ' №5', 'é9'))}"


@pytest.mark.parametrize("language", LANGUAGES)
@given(seed=st.integers(min_value=0))
def test_the_first_look_misses_no_item_that_a_look_at_every_word_would_open(language: str, seed: int) -> None:
    gate = packaged_knowledge().gates[language]
    plain = plain_of(("", made_of_words(language, seed)))
    every_word = [word.start() for word in re.finditer(r"[^\s.]+", plain)]

    assert gate.open_for(plain) == tuple(kind for kind in NEEDS if gate._met(gate.asked[kind], plain, every_word))


@pytest.mark.parametrize("language", LANGUAGES)
@given(seed=st.integers(min_value=0))
def test_the_first_look_misses_no_sentence_that_a_look_at_every_word_would_read(language: str, seed: int) -> None:
    gate = packaged_knowledge().gates[language]
    sentence = made_of_words(language, seed)

    for kind in NEEDS:
        assert gate.reads(kind, sentence) == gate._says(kind, sentence)
