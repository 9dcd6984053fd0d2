"""Word sets: the words that tell whether a form of some classes may stand in a text, without looking for the form itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from streams.core.extraction.lexicon import Lexicon

TELLS, MAY, WEAK = 1, 2, 4
"""What a word is in a set: one that tells something alone, with others beside it, or beside a figure."""
BITS = 3
_COUNTING = ("numeral.unit", "numeral.ten", "numeral.scale", "numeral.vague", "numeral.fixed")

Names = frozenset[tuple[str, ...]]
Together = Mapping[str, frozenset[frozenset[str]]]


@dataclass(frozen=True, slots=True)
class WordSet:
    """The telling words and stems of some classes. A form of several words is met only whole: no "finished" without "off".

    ``weak`` words ("left", "took") and phrases of small words tell something only beside a figure; where the language's
    tables name no weak words, ``counting`` is None and every word tells.
    """

    words: frozenset[str]
    stems: Mapping[int, frozenset[str]]
    beside: Together = field(default_factory=dict)
    """Words that tell something only with all of one of the sets beside them ("agreement" with "peace")."""
    weak: frozenset[str] = frozenset()
    phrases: Together = field(default_factory=dict)
    """Phrases of small words, by one word of each."""
    counting: frozenset[str] | None = None
    numbers: bool = False
    """Whether a word of letters and digits is one."""

    def together(self, words: Sequence[str], bits: int, *, figure: bool, parted: bool = False) -> bool:
        """Whether words of which none tells something alone do so together.

        ``bits`` are those of all of them, ``figure`` says whether one of them holds a digit, ``parted`` whether each stands
        with its parts behind it.
        """
        if bits & MAY and _all_of_one(self.beside, words, _PARTED if parted else 1):
            return True
        if self.counting is not None and not figure and self.counting.isdisjoint(words):
            return False
        return bool(bits & WEAK) or (bool(bits & MAY) and _all_of_one(self.phrases, words, _PARTED if parted else 1))


class Bits:
    """What words are in each of some sets, looked up for all sets at once: of the set at place n, :data:`BITS` bits from n on.

    Of words that tell something only together the rarest is looked for, by ``often``: in how many forms a word stands.
    """

    def __init__(self, sets: Sequence[WordSet], often: Mapping[str, int]) -> None:
        self._words: defaultdict[str, int] = defaultdict(int)
        self._stems: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._numbers = 0
        for at, words in enumerate(sets):
            groups = [
                {key, *group} for key, found in (*words.beside.items(), *words.phrases.items()) for group in found
            ]
            rarest = {min(group, key=lambda word: (often.get(word, 0), word)) for group in groups}
            for bit, telling in ((TELLS, words.words), (MAY, rarest), (WEAK, words.weak)):
                for word in telling:
                    self._words[word] |= bit << at * BITS
            for length, stems in words.stems.items():
                for stem in stems:
                    self._stems[length][stem] |= TELLS << at * BITS
            self._numbers |= (TELLS * words.numbers) << at * BITS

    def of(self, word: str) -> int:
        """What a word is in each set: TELLS, MAY and WEAK, or none of these."""
        bits = self._words.get(word, 0)
        for length, stems in self._stems.items():
            bits |= stems.get(word[:length], 0)
        numbered = not word[0].isdigit() and (word[-1].isdigit() or word[-2:-1].isdigit())  # "m5", "dn17b"
        return bits | self._numbers if numbered else bits


_PARTED = 3
"""How many words one may come to whose article and preposition are written as one with it."""


def _all_of_one(sets: Together, words: Sequence[str], times: int) -> bool:
    """Whether all words of a form stand close together; what is written between them (a hyphen, "'s") may count as a word.

    A word may come to as many as ``times`` of the words.
    """
    there = frozenset(words)
    for key in sets.keys() & there:
        for others in sets[key]:
            if others <= there and any(
                others.issubset(words[max(0, at - (len(others) + 2) * times) : at + (len(others) + 2) * times + 1])
                for at, word in enumerate(words)
                if word == key
            ):
                return True
    return False


@lru_cache(maxsize=1024)
def word_set(lexicon: Lexicon, classes: tuple[str, ...], names: Names, weak: frozenset[str]) -> WordSet:
    """The words that tell of some classes, and the names beside them; of the ``weak`` words only with a figure.

    Two groups are no classes: ``#number`` is any word of letters and digits (M5), ``#name`` the ``names``. Made once a process
    for each lexicon, however many folders of rules are opened.
    """
    keys = lexicon.key_words(classes)
    stems: dict[int, set[str]] = {}
    for stem in (stem.rpartition("'")[2] for stem in keys.stems):  # "ув'язнен*" is two words here
        stems.setdefault(len(stem), set()).add(stem)
    words = frozenset(max(word.split("'"), key=len) for word in keys.words)  # "перемир'я" is two words here
    beside: dict[str, set[frozenset[str]]] = {word: set(others) for word, others in keys.beside.items()}
    for name in names if "#name" in classes else ():
        beside.setdefault(max(name, key=len), set()).add(frozenset(name))
    if "route.prefix" in classes:
        words -= _of_other_senses(lexicon)
    phrases: dict[str, set[frozenset[str]]] = {}
    for phrase in keys.phrases:
        phrases.setdefault(max(phrase, key=len), set()).add(phrase)
    return WordSet(
        words=words - weak,
        stems={n: frozenset(group) for n, group in stems.items()},
        beside={word: frozenset(others) for word, others in beside.items() if word not in words - weak},
        weak=weak & words,
        phrases={word: frozenset(group) for word, group in phrases.items()},
        counting=frozenset().union(*(lexicon.words(cls) for cls in _COUNTING)) if weak & words else None,
        numbers="#number" in classes,
    )


def _of_other_senses(lexicon: Lexicon) -> frozenset[str]:
    """Foreign words of kind that the language has in other senses: "most", a bridge in Slavic names, opens no gate alone."""
    only = lexicon.words("route.prefix") - lexicon.words("route.head")
    others = (lexicon.words(cls) for cls in lexicon.classes if not cls.startswith(("route.", "numeral.")))
    return only & frozenset().union(*others)
