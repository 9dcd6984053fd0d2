"""Clitics: small words that a language writes as one with the next ("l'aéroport", "والطريق").

An elision is always cut off. Letters that may as well belong to the word, as Arabic's conjunctions, prepositions and article
may, are cut off only where what is left is a word of the tables and the whole is none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_STEM = 3
"""Shorter beginnings, with their ``*``, are those of too many words."""


@dataclass(frozen=True)
class Clitics:
    """What a language cuts off the beginning of words. ``joined`` stand in the order in which they are tried, "and" first."""

    elisions: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    stems: Mapping[int, frozenset[str]] | None = None
    """Beginnings of words of the tables that may have any ending, by their length."""

    def parts(self, word: str) -> list[str]:
        """The pieces of a lower-case word; the word alone where nothing is cut off."""
        pieces: list[str] = []
        while (first := self._first(word)) and len(pieces) < 4:
            pieces.append(first)
            word = word[len(first) :]
        return [*pieces, word]

    def inner(self, words: Iterable[str]) -> Iterator[str]:
        """The pieces of the words that are cut."""
        for word in words:
            parts = self.parts(word)
            if len(parts) > 1:
                yield from parts

    def _first(self, word: str) -> str:
        for elision in self.elisions:
            if word.startswith(elision) and len(word) > len(elision):
                return elision
        if not self.joined or self._known(word):
            return ""
        for clitic in self.joined:
            rest = word[len(clitic) :]
            short = clitic in self.joined[:2]  # "وفر" is "and fled", "فلم" "so not", "بر" a word of its own
            shortest = 2 if short else 3
            if word.startswith(clitic) and len(rest) >= shortest and (self._known(rest) or self._first(rest)):
                return clitic
        return ""

    def _known(self, word: str) -> bool:
        if word in self.words:
            return True
        return any(word[:length] in stems for length, stems in (self.stems or {}).items())


def clitics_of(elisions: tuple[str, ...], joined: tuple[str, ...], words: frozenset[str]) -> Clitics:
    """Clitics of a language whose tables hold these words (an ending ``*`` stands for any letters)."""
    stems: dict[int, set[str]] = {}
    for word in words:
        if word.endswith("*") and len(word) > _STEM:  # "قد ي*" knows no word by its first letter
            stems.setdefault(len(word) - 1, set()).add(word[:-1])
    return Clitics(
        elisions,
        joined,
        frozenset(word for word in words if not word.endswith("*")),
        {length: frozenset(group) for length, group in stems.items()},
    )
