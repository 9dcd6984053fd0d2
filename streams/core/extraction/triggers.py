"""Triggers: every word that may open a gate, looked for in one pass of compiled code, whatever their number.

The pass (Aho and Corasick 1975) finds too much rather than too little: of words that tell only together it looks for the
rarest, and only whether the letters of the others stand in the same piece. Where it finds nothing, no closer look would.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from streams.core.extraction.wordsets import WordSet

_NUMBER = re.compile(r"[0-9](?<=[^\s0-9][0-9])")
_ODD_DIGITS = "".join(filter(lambda one: one.isdigit() and not one.isdecimal(), map(chr, range(0x1_1000))))
_ANY_NUMBER = re.compile(rf"\d(?<=[^\s\d]\d)|[{_ODD_DIGITS}]")
"""Where a word of letters and digits may stand, in any script; the first, for ASCII alone, is the faster."""
_BLANK = re.compile(r"[\s\ud800-\udfff]")  # half a pair of surrogates has no place in compiled code


END = ". "
"""What stands between two pieces of a text, each about a sentence."""


class _Found(NamedTuple):
    """The bits of the sets that a word alone may tell of; and of those that it tells of only with other words in its piece."""

    alone: int = 0
    beside: tuple[tuple[int, str, tuple[str, ...]], ...] = ()


class Triggers:
    """What any of some word sets may begin to find. The set at place n of ``sets`` is the bit ``1 << n`` of what is found.

    ``forms`` says in how many forms of the language a word stands. Where words are written as one with what stands before
    them (``joined``), their letters are looked for anywhere.
    """

    def __init__(self, sets: Sequence[WordSet], forms: Mapping[str, int], *, joined: bool) -> None:
        before, behind = ("", "") if joined else (" ", " ")
        found: dict[str, _Found] = defaultdict(_Found)
        for at, words in enumerate(sets):
            bit = 1 << at
            stems = [before + stem for stems in words.stems.values() for stem in stems]
            for pattern in (*stems, *(before + word + behind for word in (*words.words, *words.weak))):
                found[pattern] = found[pattern]._replace(alone=found[pattern].alone | bit)
            for group in _groups(words):
                rarest, *others = sorted(group, key=lambda word: (forms.get(word, 0), word))
                pattern, second = before + rarest + behind, others[0] if others else rarest
                one = (bit, second, tuple(others[1:]))
                found[pattern] = found[pattern]._replace(beside=(*found[pattern].beside, one))
        self._search = AhoCorasick(found)
        self._shift = 1 - len(before)
        self._found = tuple(found.values())
        self._numbers = sum(1 << at for at, words in enumerate(sets) if words.numbers)

    def among(self, plain: str) -> list[tuple[int, int]]:
        """Where triggers begin, in order, each with the bits of its sets.

        ``plain`` holds lower-case words with white space or full stops between them; :data:`END` ends a piece.
        """
        text = plain.replace(".", " ")
        ascii_only = plain.isascii()
        text = f" {text} " if ascii_only else f" {_BLANK.sub(' ', text)} "
        hits: list[tuple[int, int]] = []
        piece, begin, end = "", 0, -1
        for one, start, _ in self._search.find_matches_as_indexes(text, overlapping=True):
            bits, groups = self._found[one]
            at = start - self._shift
            if groups:
                if not begin <= at < end:
                    begin, end = max(plain.rfind(END, 0, at), 0), plain.find(END, at)
                    end = len(plain) if end < 0 else end
                    piece = plain[begin:end]
                for bit, first, rest in groups:
                    if first in piece and all(other in piece for other in rest):
                        bits |= bit
            if bits:
                hits.append((at, bits))
        if self._numbers:
            numbers = (_NUMBER if ascii_only else _ANY_NUMBER).finditer(text)
            hits += [(one.start() - 1, self._numbers) for one in numbers]
            hits.sort()
        return hits


def _groups(words: WordSet) -> Iterator[frozenset[str]]:
    """Words that tell something only together."""
    for key, groups in words.beside.items():
        yield from (others | {key} for others in groups)
    for groups in words.phrases.values():
        yield from groups
