"""The gate: a cheap look at an item's words before anything is read with care.

Each kind of fact names the classes that must all be met somewhere in an item (a word of death *and* ...; a road *and* a
word of closing). Ordinary news fails here, at the cost of splitting it into words once.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from streams.core.extraction.clitics import Clitics
from streams.core.extraction.folding import fold
from streams.core.extraction.lexicon import Lexicon

_WORDS = re.compile(r"[^\W_]+")
_COUNTING = ("numeral.unit", "numeral.ten", "numeral.scale", "numeral.vague", "numeral.fixed")
_DIGIT = re.compile(r"\d")
FIGURE = "#"
"""What stands among the words of a text that holds digits."""
_BLANKS = str.maketrans(dict.fromkeys(".,;:!?\"'()[]{}<>|/\\*+=&%$#@~^_-", " "))

Needs = tuple[tuple[str, ...], ...]
"""Groups of classes: of each group, one form's most telling word must be in the text."""

_CASUALTIES = tuple(
    f"{outcome}.{form}"
    for outcome in ("killed", "injured", "missing", "detained", "displaced")
    for form in ("verb", "ing", "intransitive", "state", "of", "noun", "toll", "lives", "weak", "ending")
)
NEEDS: Mapping[str, Needs] = {
    "casualties": (
        (*_CASUALTIES, "casualty.trigger", "killed.survives", "killed.all_of", "displaced.shelter", "displaced.stays"),
    ),
    "route": (
        (
            "route.head",
            "route.heads",
            "route.series",
            "route.gate",
            "route.line_of",
            "route.prefix",
            "route.junction",
            "#number",
            "#name",
        ),
        (
            "route.is",
            "route.does",
            "route.goes",
            "route.noun",
            "route.use",
            "route.planned",
            "passage.traffic",
            "passage.bans",
        ),
    ),
    "ceasefire": (("truce.noun",),),
}
"""What each kind of fact must meet in an item before it is looked for.

Two groups are no classes: ``#number`` is any word of letters and digits (M5), ``#name`` the names of the operator's routes.
"""


_WHOLE = frozenset(("ceasefire", "casualties"))
"""Kinds of which a form of several words is met only whole: no "agreement" without "peace" opens the gate, as any market report
would, and no "finished" without "off"."""


_NOTHING, _TELLS, _BESIDE, _WEAK = 0, 1, 2, 4
_REMEMBERED = 50_000
"""How many different words a gate remembers."""


@dataclass(frozen=True, slots=True)
class WordSet:
    """The telling words and stems of some classes.

    ``weak`` words ("left", "took") and phrases of small words tell something only beside a figure; where the language's
    tables name no weak words, ``counting`` is None and every word tells.
    """

    words: frozenset[str]
    stems: Mapping[int, frozenset[str]]
    beside: Mapping[str, frozenset[frozenset[str]]] = field(default_factory=dict)
    """Words that tell something only with all of one of the sets beside them ("agreement" with "peace")."""
    weak: frozenset[str] = frozenset()
    phrases: frozenset[frozenset[str]] = frozenset()
    counting: frozenset[str] | None = None
    numbers: bool = False
    """Whether a word of letters and digits is one."""

    remembered: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    """What each word seen before is here: a telling one, one beside others, a weak one, or none of these."""

    def meets(self, words: frozenset[str] | set[str]) -> bool:
        beside: list[str] = []
        weak = False
        for word in words:
            kind = self.remembered.get(word)
            if kind is None:
                kind = self._kind(word)
            if kind == _NOTHING:
                continue
            if kind & _TELLS:
                return True
            if kind & _BESIDE:
                beside.append(word)
            weak = weak or bool(kind & _WEAK)
        if any(others <= words for word in beside for others in self.beside[word]):
            return True
        if self.counting is not None and self.counting.isdisjoint(words):
            return False
        return weak or any(phrase <= words for phrase in self.phrases)

    def _kind(self, word: str) -> int:
        stem = any(word[:n] in stems for n, stems in self.stems.items())
        numbered = self.numbers and word[-1].isdigit() and not word[0].isdigit()
        kind = _TELLS * (word in self.words or stem or numbered) | _BESIDE * (word in self.beside)
        kind |= _WEAK * (word in self.weak)
        if len(self.remembered) < _REMEMBERED:
            self.remembered[word] = kind
        return kind


RUNNING = "casualties told before"
"""A sentence that only carries a topic on ("the toll is now 132", "70 more") is looked for where people were told of before it."""

SENTENCE_NEEDS: Mapping[str, tuple[str, ...]] = {
    "casualties": NEEDS["casualties"][0],
    RUNNING: (
        "toll.speaks",
        "toll.now",
        "toll.total",
        "group.more",
        "part.opens",
        "part.of.the",
        *(f"part.of.{outcome}" for outcome in ("them", "killed", "injured", "missing", "detained", "displaced")),
    ),
    "route": NEEDS["route"][0],
}
"""Of these classes a single sentence must hold a word to be read for a kind of fact."""


@dataclass(frozen=True, slots=True)
class Gate:
    """For one language: what each kind of fact needs to meet in an item, and in a sentence."""

    kinds: Mapping[str, tuple[WordSet, ...]]
    sentences: Mapping[str, WordSet]
    clitics: Clitics | None = None

    def open_for(self, words: set[str]) -> tuple[str, ...]:
        """The kinds of facts that these lower-case words may hold."""
        words = self._inner(words)
        return tuple(kind for kind, needs in self.kinds.items() if all(need.meets(words) for need in needs))

    def reads(self, kind: str, sentence: str) -> bool:
        """Whether a sentence (folded text) may say something of a kind of fact."""
        return self.sentences[kind].meets(self._inner(_words_in(sentence)))

    def _inner(self, words: set[str]) -> set[str]:
        return words if self.clitics is None else words.union(self.clitics.inner(words))


def gate_of(lexicon: Lexicon, needs: Mapping[str, Needs], names: frozenset[str] = frozenset()) -> Gate:
    """The gate of a language for the kinds and their needs; ``names`` are lower-case first words of known routes."""
    return Gate(
        {
            kind: tuple(_word_set(lexicon, group, names, whole=kind in _WHOLE) for group in groups)
            for kind, groups in needs.items()
        },
        {
            kind: _word_set(lexicon, classes, names, whole=kind in _WHOLE or kind == RUNNING)
            for kind, classes in SENTENCE_NEEDS.items()
        },
        lexicon.clitics,
    )


@lru_cache(maxsize=512)
def _words_in(sentence: str) -> set[str]:
    """The words of a sentence for its gates, remembered for the next kind of fact; nobody changes them."""
    words = set(sentence.lower().translate(_BLANKS).split())
    if _DIGIT.search(sentence):
        words.add(FIGURE)
    return words


def words_of(texts: Iterable[str]) -> set[str]:
    """The lower-case words of texts, digits as written. The texts are folded only where a plain look would miss a word."""
    found: set[str] = set()
    for text in texts:
        found.update(_WORDS.findall((text if text.isascii() and "&" not in text else fold(text).text).lower()))
        if _DIGIT.search(text):
            found.add(FIGURE)
    return found


def _word_set(lexicon: Lexicon, classes: tuple[str, ...], names: frozenset[str], *, whole: bool) -> WordSet:
    return _telling(lexicon, classes, names if "#name" in classes else frozenset(), whole)


@lru_cache(maxsize=256)
def _telling(lexicon: Lexicon, classes: tuple[str, ...], known: frozenset[str], whole: bool) -> WordSet:
    """With ``whole``, a form of several words counts only where all of them are met, else its most telling word does.

    Made once a process for each lexicon, however many folders of rules are opened.
    """
    keys = lexicon.key_words(classes)
    telling = keys.words if whole else keys.words.union(keys.beside)
    lengths: dict[int, set[str]] = {}
    for stem in keys.stems:
        lengths.setdefault(len(stem), set()).add(stem)
    grouped = {n: frozenset(group) for n, group in lengths.items()}
    words = frozenset(max(word.split("'"), key=len) for word in telling | known)  # "перемир'я" is two words here
    casual = _CASUALTIES[0] in classes or "toll.now" in classes
    weak = lexicon.words("gate.weak") & words if casual else frozenset()
    return WordSet(
        words=words - weak,
        stems=grouped,
        beside={word: others for word, others in keys.beside.items() if word not in words},
        weak=weak,
        phrases=keys.phrases,
        counting=frozenset({FIGURE}).union(*(lexicon.words(cls) for cls in _COUNTING)) if weak else None,
        numbers="#number" in classes,
    )
