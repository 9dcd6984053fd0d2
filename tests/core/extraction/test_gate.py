import random

from streams.core.extraction.gate import plain_of
from streams.core.extraction.needs import NEEDS
from streams.core.extraction.wordsets import BITS, MAY, TELLS, WEAK
from tests.cases import each
from tests.core.extraction.knowledge import packaged_knowledge

LANGUAGES = ("ar", "en", "es", "fr", "ru", "uk")


@each("language", LANGUAGES)
def test_the_gate_opens_for_each_form_of_the_tables_that_tells_something_alone(language: str) -> None:
    gate = packaged_knowledge().gates[language]
    alone = {cls: kind for kind, need in NEEDS.items() if not need.then for cls in need.first}
    forms = [form for form in packaged_knowledge().lexicons[language].forms if form.cls in alone]

    for form in random.Random(1).sample(forms, min(400, len(forms))):  # noqa: S311 (the same forms on every run)
        sentence = f"12 {' '.join(form.words).replace('*', 's')}"
        assert gate.reads(alone[form.cls], sentence), form
        assert alone[form.cls] in gate.open_for(plain_of(("", f"Nothing here.\n\n{sentence}. Nor here."))), form


@each("language", LANGUAGES)
def test_each_word_and_each_group_of_words_of_a_set_is_known_to_its_gate(language: str) -> None:
    gate = packaged_knowledge().gates[language]

    def told(word: str, place: int) -> int:
        return gate.bits.of(word) >> place * BITS

    for place, words in enumerate(gate.sets):
        stems = [stem for group in words.stems.values() for stem in group]
        groups = [{key, *group} for key, found in {**words.beside, **words.phrases}.items() for group in found]
        assert all(told(word, place) & TELLS for word in (*words.words, *stems, *(f"{stem}x" for stem in stems)))
        assert all(told(word, place) & WEAK for word in words.weak)
        assert all(any(told(word, place) & MAY for word in group) for group in groups)
        assert not told("zzz", place) & (TELLS | MAY | WEAK)
