"""Spelling: one form for the many ways in which a proper name reaches Latin script.

Two folds, and both are for comparing only, never for showing. ``plain`` drops case, diacritics and punctuation. ``sound``
also unifies what transliterations differ in (Latakia and Lattakia, Qamishli and Kamishly, al-Hawa and el Hawa); it is
coarse, so it is used only against a table, where a country stands beside the name.
"""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
_APOSTROPHES = re.compile(r"['’ʼ`ʿʾ]")
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "ad", "an", "az", "ul", "the", "la", "le", "los", "las"})
_LOOKALIKE = str.maketrans("авекмнорстух", "abekmhopctyx")
"""Cyrillic letters drawn like Latin ones, as in the road numbers М5 and Н07."""
_SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"ou|oo|u[wv](?=\w)", "u"),
        (r"ee|ie|iy|ij|y+", "i"),
        (r"tch|ch|sh|sch", "s"),
        (r"dj|dzh", "j"),
        (r"([gkdtz])h", r"\1"),
        (r"ph", "f"),
        (r"q|c(?=[aouklrt])", "k"),
        (r"w", "v"),
        (r"o", "u"),
        (r"e", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=\w)h$", ""),
    )
)
_SHORT = 4
"""Words of fewer letters are compared as they are: folding would make strangers of three letters into one."""


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """``name`` in lower case, without diacritics and punctuation, words apart by one space."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(character for character in bare if not unicodedata.combining(character))
    return " ".join(_APOSTROPHES.sub("", word) for word in _WORD.findall(bare))


@lru_cache(maxsize=8192)
def sound(name: str) -> str:
    """``plain``, with articles dropped and transliteration variants unified."""
    words = [word for word in plain(name).split() if word not in _ARTICLES]
    return " ".join(_sound(word) for word in words) or plain(name)


def latin_number(name: str) -> str:
    """A road number with Cyrillic lookalike letters made Latin: ``М-5`` becomes ``m-5``."""
    return name.casefold().translate(_LOOKALIKE)


def _sound(word: str) -> str:
    if len(word) < _SHORT or not word.isalpha():
        return word
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word
