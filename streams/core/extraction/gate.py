"""The gate: a cheap look at an item's words before anything is read with care.

Each kind of fact names the classes that it must meet: a word of death; a road, and with it or soon behind it a word of
closing. One pass of compiled code finds where a first such word may be (``triggers``); the words around it are looked up piece
by piece, a piece being about a sentence, so that a harbour in one paragraph and a shop that closes in another open nothing.
Most ordinary news fails here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from streams.core.extraction.clitics import Clitics
from streams.core.extraction.folding import fold
from streams.core.extraction.lexicon import Lexicon
from streams.core.extraction.needs import NEEDS, RUNNING, SENTENCES, Classes
from streams.core.extraction.triggers import END, Triggers
from streams.core.extraction.wordsets import BITS, MAY, TELLS, WEAK, Bits, Names, WordSet, word_set

LABEL = ":"
"""What stands among the words of a piece for a colon, or a dash between blanks: a list's entry may say its state behind it."""
SIGN = "0sign0"
"""What stands among the words of a piece for a sign that answers, such as a green dot."""
_BLANKS = str.maketrans(dict.fromkeys(".,;:!?\"'()[]{}<>|/\\*+=&%$#@~^_-", " "))

_CASUAL = ("casualties", RUNNING)
"""Kinds of which weak words tell only beside a figure."""

_REACH, _BEYOND = 4, 2
"""Within how many pieces behind a word for a route its state may be told, and how many beyond the end of a paragraph."""
_SHORT, _OPENS = 14, 5
"""Words of a piece that may head a list, or say a state without a subject, and within how many it says it: "Still closed."."""

_ANY = TELLS | MAY | WEAK
_REMEMBERED = 50_000
"""How many different words a gate remembers."""


class _Asked(NamedTuple):
    """The places among a gate's word sets of what a :class:`Need` names; -1: nothing."""

    first: int
    then: int = -1
    answer: int = -1
    back: int = -1
    heading: int = -1
    pairs: tuple[tuple[int, int], ...] = ()


class _Piece(NamedTuple):
    """Words in their order, and what any of them is in each of the sets."""

    words: Sequence[str]
    bits: int


@dataclass(frozen=True, eq=False)
class Gate:
    """For one language: what each kind of fact needs to meet in an item, and in a sentence."""

    sets: tuple[WordSet, ...]
    asked: Mapping[str, _Asked]
    triggers: Triggers
    bits: Bits
    clitics: Clitics | None = None
    remembered: dict[str, int] = field(default_factory=dict, repr=False)
    """What each word seen before is in each of the sets, three bits a set; above them, whether it holds a digit."""

    def open_for(self, plain: str) -> tuple[str, ...]:
        """The kinds of facts that an item of these words (:func:`plain_of`) may hold."""
        hits = self.triggers.among(plain)
        return tuple(
            kind
            for bit, kind in enumerate(NEEDS)
            if self._met(self.asked[kind], plain, [at for at, bits in hits if bits >> bit & 1])
        )

    def reads(self, kind: str, sentence: str) -> bool:
        """Whether a sentence (folded text) may say something of a kind of fact."""
        return (kind not in NEEDS or kind in _triggered(self.triggers, sentence)) and self._says(kind, sentence)

    def states(self, kind: str, sentence: str) -> bool:
        """Whether a sentence (folded text) may say the state of what a kind of fact is about."""
        return self._states(self.asked[kind], _piece_of(self, sentence))

    def _says(self, kind: str, sentence: str) -> bool:
        return self._tells(self.asked[kind].first, _piece_of(self, sentence))

    def _met(self, asked: _Asked, plain: str, hits: Sequence[int]) -> bool:
        """Whether a need is met. ``hits`` are where its ``first`` may stand; pieces that are not near one are passed over."""
        left, listed, begin, last = 0, False, 0, len(plain)
        coming = iter((*hits, last))
        hit = next(coming)
        while hit < last or (begin <= last and (left or listed)):
            if not left and not listed:
                before = plain.rfind(END, begin, hit)
                begin = begin if before < 0 else before + len(END)
            end = plain.find(END, begin)
            end = last if end < 0 else end
            own = hit < end
            while hit < end:
                hit = next(coming)
            piece = self.look(plain[begin:end].replace(".", " ").split())
            begin = end + len(END)
            own = own and self._tells(asked.first, piece)
            if own:
                if asked.then < 0:
                    return True
                left = _REACH
                listed = listed or (len(piece.words) <= _SHORT and self._tells(asked.heading, piece))
            if own or listed or (left and self._tells(asked.back, piece)):
                if self._states(asked, piece):
                    return True
            elif left and len(piece.words) <= _SHORT and self._tells(asked.then, self.look(piece.words[:_OPENS])):
                return True
            left = left - 1 if left > 0 and piece.words else min(left, _BEYOND)
        return False

    def _states(self, asked: _Asked, piece: _Piece) -> bool:
        """Whether a piece may say the state of what is told of."""
        if self._tells(asked.then, piece):
            return True
        bits = piece.bits
        for one, other in asked.pairs:
            if (
                bits & _bits_of(one)
                and bits & _bits_of(other)
                and self._tells(one, piece)
                and self._tells(other, piece)
            ):
                return True
        return SIGN in piece.words or (LABEL in piece.words and self._tells(asked.answer, piece))

    def _tells(self, at: int, piece: _Piece) -> bool:
        """Whether a piece tells something of the set at a place."""
        if at < 0 or not piece.bits & _bits_of(at):
            return False
        own = piece.bits >> at * BITS & _ANY
        if own & TELLS:
            return True
        words = piece.words
        if self.clitics is not None:
            words = [part for word in words for part in (word, *self.clitics.inner((word,)))]
        figure = bool(piece.bits >> len(self.sets) * BITS)
        return self.sets[at].together(words, own, figure=figure, parted=self.clitics is not None)

    def look(self, words: Sequence[str]) -> _Piece:
        """The words with what any of them is in each of the sets."""
        known, bits = self.remembered, 0
        for word in words:
            try:
                bits |= known[word]
            except KeyError:
                bits |= self._learn(word)
        return _Piece(words, bits)

    def _learn(self, word: str) -> int:
        inner = () if self.clitics is None else self.clitics.inner((word,))
        bits = any(letter.isdigit() for letter in word) << len(self.sets) * BITS
        for one in (word, *inner):
            bits |= self.bits.of(one)
        if len(self.remembered) < _REMEMBERED:
            self.remembered[word] = bits
        return bits


@cache
def _bits_of(at: int) -> int:
    """All bits of the set at a place."""
    return _ANY << at * BITS


@lru_cache(maxsize=64)
def gate_of(lexicon: Lexicon, names: Names = frozenset()) -> Gate:
    """The gate of a language; ``names`` are those of known routes, as lower-case words.

    Made once a process for each, however many folders of rules are opened.
    """
    sets: list[WordSet] = []
    weak = lexicon.words("gate.weak")

    def place(classes: Classes, weak: frozenset[str] = frozenset()) -> int:
        if not classes:
            return -1
        sets.append(word_set(lexicon, classes, names if "#name" in classes else frozenset(), weak))
        return len(sets) - 1

    asked = {
        kind: _Asked(
            first=place(need.first, weak if kind in _CASUAL else frozenset()),
            then=place(need.then),
            answer=place(need.answer),
            back=place(need.back),
            heading=place(need.heading),
            pairs=tuple((place(one), place(other)) for one, other in need.pairs),
        )
        for kind, need in (*NEEDS.items(), *SENTENCES.items())
    }
    clitics = lexicon.clitics
    often = Counter(word for form in lexicon.forms for word in form.words)
    triggers = Triggers(
        [sets[asked[kind].first] for kind in NEEDS],
        often,
        joined=clitics is not None and any(map(str.isalpha, (*clitics.joined, *clitics.elisions))),
    )
    return Gate(tuple(sets), asked, triggers, Bits(sets, often), clitics)


@lru_cache(maxsize=512)
def _triggered(triggers: Triggers, sentence: str) -> tuple[str, ...]:
    """The kinds of facts of which a sentence may say something, as far as its single words tell."""
    if sentence.isascii():
        words = _HYPHEN.sub("", sentence.lower()).encode().translate(_SPACED).decode()
    else:
        words = " ".join(_words_in(sentence))
    bits = 0
    for _, one in triggers.among(words):
        bits |= one
    return tuple(kind for at, kind in enumerate(NEEDS) if bits >> at & 1)


@lru_cache(maxsize=512)
def _piece_of(gate: Gate, sentence: str) -> _Piece:
    """A sentence as a piece of its gate, remembered for the next kind of fact."""
    return gate.look(_words_in(sentence))


def _words_in(sentence: str) -> tuple[str, ...]:
    """The words of a sentence for its gates."""
    lower = _HYPHEN.sub("", sentence.lower()).translate(_BLANKS)
    words = tuple((lower if lower.isascii() else _ODD.sub(" ", lower)).split())  # "⚡Міст": a sign is no part of a word
    if ":" in sentence or " - " in sentence:
        words = (*words, LABEL)
    return (*words, SIGN) if not sentence.isascii() and _SIGNS.search(sentence) else words


_SIGNS = re.compile(
    "[\u26a0\u26d4\u2705\u2611\u2714\u2716\u274c\U0001f534\U0001f6ab\U0001f6d1\U0001f7e0\U0001f7e1\U0001f7e2\U0001f44d]"
)
"""Signs that answer whether a way is open."""
_HYPHEN = re.compile(r"-(?<=[^\W\d_]-)(?=\d)")
"""What parts the letters of a road's number from its digits: "H-08"."""
_ODD = re.compile(r"[^\w\s\x00-\x7f]")
_KEPT = ".!?:\n"
_SPACED = bytes(ord(" ") if one in _BLANKS or chr(one).isspace() else one for one in range(128)) + bytes(128)
_PLAIN = bytes(one if chr(one).isalnum() or chr(one) in _KEPT else ord(" ") for one in range(128)) + bytes(128)
_PLAIN_UTF8 = bytes(one if chr(one).isspace() else _PLAIN[one] for one in range(128)) + bytes(range(128, 256))


def plain_of(texts: Iterable[str]) -> str:
    """Texts as their lower-case words, in pieces of about a sentence with :data:`END` between them; a paragraph ends in two.

    They are folded only where a plain look would miss a word. A full stop inside of a piece parts words, too.
    """
    return END.join(map(_plain, texts))


def _plain(text: str) -> str:
    words = (text if text.isascii() and "&" not in text else fold(text).text).lower()
    words = _HYPHEN.sub("", words).replace(" - ", " : ")
    if words.isascii():
        words = words.encode().translate(_PLAIN).decode()
    else:
        words = words.encode("utf-8", "surrogatepass").translate(_PLAIN_UTF8).decode("utf-8", "surrogatepass")
        for odd in set(_ODD.findall(words)):
            words = words.replace(odd, SIGN if _SIGNS.match(odd) else " ")
    words = words.replace("!", ".").replace("?", ".").replace(":", " : ")
    return words.replace("\n\n", END + END).replace("\n", " ")
