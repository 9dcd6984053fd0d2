import random
import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.extraction.gate import plain_of
from streams.core.extraction.lexicon import Form
from streams.core.extraction.needs import NEEDS
from tests.cases import each
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


@cache
def forms_of(language: str) -> tuple[Form, ...]:
    """The forms that open gates, and no more of the others than of these."""
    first = {cls for need in NEEDS.values() for cls in need.first}
    lexicon = packaged_knowledge().lexicons[language]
    telling = [form for form in lexicon.forms if form.cls in first]
    weak = [form for form in lexicon.forms if form.cls == "gate.weak"]
    return (*telling, *weak * 5, *lexicon.forms[:: max(1, len(lexicon.forms) // len(telling))])


def made_of_words(language: str, seed: int) -> str:
    """A text of the words that the tables of a language are about, with all kinds of things between them."""
    chance = random.Random(seed)  # noqa: S311 (the same text of the same seed)
    forms = [chance.choice(forms_of(language)) for _ in range(chance.randint(1, 5))]
    words = [word.replace("*", "s") for form in forms for word in form.words]
    if chance.random() < 0.3:
        chance.shuffle(words)
    text = "".join(chance.choice((word, word.title(), word.upper())) + chance.choice(_BETWEEN) for word in words)
    return f"{text}{chance.choice(('', ' 12', ' km²', ' №5', 'é9'))}"


@pytest.mark.parametrize("language", LANGUAGES)
@given(seed=st.integers(min_value=0))
def test_the_first_look_misses_no_item_that_a_look_at_every_word_would_open(language: str, seed: int) -> None:
    gate = packaged_knowledge().gates[language]
    plain = plain_of(("", made_of_words(language, seed)))
    every_word = [word.start() for word in re.finditer(r"[^\s.]+", plain)]

    assert gate.open_for(plain) == tuple(kind for kind in NEEDS if gate._met(gate.asked[kind], plain, every_word))


@each("language", LANGUAGES)
def test_the_first_look_misses_no_sentence_of_any_form_in_the_tables(language: str) -> None:
    gate = packaged_knowledge().gates[language]

    for words in {form.words for form in forms_of(language)}:
        sentence = f"12 {' '.join(words).replace('*', 's')}"
        assert not [kind for kind in NEEDS if not gate.reads(kind, sentence) and gate._says(kind, sentence)], sentence


def test_half_of_a_pair_of_surrogates_hides_no_word() -> None:
    assert packaged_knowledge().gates["en"].open_for(plain_of(("", "Shelling \ud83d killed 12 people."))) == (
        "casualties",
    )
