"""Words of a text in any script, folded for comparing, and phrases found among them.

Folding drops case and diacritics. A possessive or elided part is a word of its own (``hospital's``, ``l'hôpital``), and so
is each sign of a script that is written without spaces, so that a phrase is found inside of a Chinese or Thai sentence.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana and ideographs."""

_MARKED = (
    range(0x300, 0x1E00), range(0x20D0, 0x2100), range(0x302A, 0x309B), range(0xA66F, 0xABF0), range(0xFE00, 0xFE30),
)  # fmt: skip
"""Where the combining marks of living scripts are."""

_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Characters that nobody sees, as the inside of a character class."""


def _ranges(points: Iterable[int]) -> str:
    """Code points as the inside of a character class."""
    spans: list[list[int]] = []
    for point in points:
        if spans and spans[-1][1] == point - 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in spans)


_INSIDE = _UNSEEN + _ranges(
    point for span in _MARKED for point in span if unicodedata.category(chr(point)) in ("Mn", "Mc", "Me")
)
"""Signs that stand inside of words and end none."""

_LETTER = rf"[^\W{_UNSPACED}{_INSIDE}]"
_WORD = re.compile(rf"[{_UNSPACED}][{_INSIDE}]*|{_LETTER}+(?:[{_INSIDE}]+{_LETTER}*)*")
_DROPPED = re.compile(f"[\u0640{_UNSEEN}]")
"""What folding drops beside diacritics: the Arabic stretch, and characters that nobody sees."""

_STAR_INSIDE = re.compile(r"\*\w")

_SIGNS_BETWEEN = 2
"""How many signs, beside spaces, may stand between two words of a phrase."""


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """A word in lower case without diacritics."""
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFKD", _DROPPED.sub("", word).casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()


class Term(NamedTuple):
    """One word of a phrase; ``open``: words that begin with it are meant too."""

    word: str
    open: bool = False

    def meets(self, word: str) -> bool:
        return word.startswith(self.word) if self.open else word == self.word


Phrase = tuple[Term, ...]


@lru_cache(maxsize=1 << 16)
def phrase_of(text: str) -> Phrase:
    """The words of a phrase; a star at a word's end stands for any ending. Raises ValueError with what would be right."""
    read = [Term(folded(one[0]), text[one.end() : one.end() + 1] == "*") for one in _WORD.finditer(text)]
    terms = tuple(term for term in read if term.word)
    stars = text.count("*")
    if not terms:
        raise ValueError(f"{text!r} has no word in it")
    if stars != sum(term.open for term in terms) or _STAR_INSIDE.search(text):
        raise ValueError(
            f"{text!r}: a star stands at the end of a word, as in hospital*; use pattern: for more than that"
        )
    if any(term.open and len(term.word) < 2 for term in terms):
        raise ValueError(f"{text!r}: write at least two letters before a star")
    return terms


class Words:
    """The words of one text, folded, each with its place in the text as received."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def known(self) -> Mapping[str, list[int]]:
        """Where each word stands among the words, by its folded form."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self._words):
            places.setdefault(word, []).append(at)
        return places

    @cached_property
    def _words(self) -> list[str]:
        return [folded(word) for word in _WORD.findall(self.text)]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [found.span() for found in _WORD.finditer(self.text)]

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.known)

    def beginning_with(self, start: str) -> Iterator[str]:
        """The different words of the text that begin so."""
        for at in range(bisect_left(self._sorted, start), len(self._sorted)):
            if not self._sorted[at].startswith(start):
                return
            yield self._sorted[at]

    def find(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """Where the phrase stands, as offsets into the text, in order."""
        first, *more = phrase
        if first.open:
            starts = sorted(at for word in self.beginning_with(first.word) for at in self.known[word])
        else:
            starts = self.known.get(first.word, [])
        for start in starts:
            end = start + len(more)
            if end < len(self._words) and all(
                term.meets(self._words[start + 1 + at]) and self._beside(start + at) for at, term in enumerate(more)
            ):
                yield self._spans[start][0], self._spans[end][1]

    def _beside(self, at: int) -> bool:
        """Whether the word ``at`` and the one behind it stand together."""
        between = self.text[self._spans[at][1] : self._spans[at + 1][0]]
        return len("".join(between.split())) <= _SIGNS_BETWEEN
