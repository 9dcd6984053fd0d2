"""Telling the language of a text that does not say it, by py3langid's model, which comes with the library.

Plain English is told by its small words, without the model: it takes a hundredth of the time, and most news is such.
"""

import re
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

NEIGHBOURS = ("af", "bg", "ca", "cs", "da", "de", "es", "fa", "fi", "fr", "hu", "it", "ku", "nl", "no", "pl", "ps", "pt",
              "ro", "ru", "so", "sr", "sv", "sw", "tr", "uk", "ur")  # fmt: skip
"""Languages of news that share words or script with a covered one, so that they are told from it and not taken for it.

The model knows some hundred and forty; among all of them a short text is often taken for a rare language.
"""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the and were with said after from people killed which their they that this between against during than when "
    "about because into says near both each other would could more most since until these those there where while "
    "attack attacks wounded injured reported monday tuesday wednesday thursday friday saturday sunday".split()
)
"""Words that none of the neighbours has."""
_LEAST = 3
_SHARE = 0.15
"""English has about one in four of these words; a text in another language that quotes some English has fewer."""


def detector(covered: Collection[str]) -> Callable[[str], str | None]:
    """A function that names a text's language (ISO 639-1), or None where there are no words. Loading waits for its first call."""
    languages = frozenset((*covered, *NEIGHBOURS))

    def detect(text: str) -> str | None:
        words = _WORD.findall(text.lower())
        if not words:
            return None
        english = [word for word in words if word in _ENGLISH]
        if len(set(english)) >= _LEAST and len(english) >= _SHARE * len(words):
            return "en"
        return str(_identifier(languages).classify(text)[0])

    return detect


@cache
def _identifier(languages: frozenset[str]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 -- takes 0.2 s, often not needed

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(languages & set(identifier.labels))
    return identifier
