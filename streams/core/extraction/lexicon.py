"""A language's words by lexical class: which forms begin at each word of a sentence, and which words a class holds.

A class ("killed.verb", "numeral.unit", "cause") holds forms of one or more words; a form may carry a value (the number of
"seven", the cause of "air strike"). ``*`` at the end of a word stands for any ending ("airstrike*"). A hyphen in a text
counts as a space ("air-strike"). ``wordtables`` makes a lexicon from the tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from streams.core.extraction.clitics import Clitics


class Form(NamedTuple):
    """One form: its words (an ending ``*`` kept), its class, and the value it stands for (the empty text: none)."""

    words: tuple[str, ...]
    cls: str
    value: str


class Mark(NamedTuple):
    """A form found at a token: it covers the tokens up to ``end`` (exclusive)."""

    cls: str
    value: str
    end: int


Forms = tuple[tuple[str, int], ...]
"""Of one class at one token: the value and the length in tokens of each form, the longest first."""
Begins = Mapping[str, Forms]
"""What begins at a token, by class."""


class KeyWords(NamedTuple):
    """Telling words, the stems of such words, and sets of small words that tell something only together.

    ``beside`` holds, for a telling word that tells nothing alone ("agreement" of "peace agreement"), or too little where it is
    weak ("lost" of "lost a leg"), what must stand with it.
    """

    words: frozenset[str]
    stems: frozenset[str]
    phrases: frozenset[frozenset[str]]
    beside: Mapping[str, frozenset[frozenset[str]]]


class _Beginning(NamedTuple):
    """The one-word forms of a word, its longer forms by their second word, and those whose second word is a stem."""

    singles: Begins
    seconds: Mapping[str, tuple[Form, ...]]
    open_seconds: tuple[Form, ...]


class _Pair(NamedTuple):
    """What begins at a word with another one behind it: ``begins``, unless a form of three words and more stands there.

    ``thirds`` has, by the third words of such forms, those forms that may stand with it, the shorter ones among them;
    ``open`` those that may stand with any other third word, where the third word of one is a stem.
    """

    begins: Begins
    thirds: Mapping[str, tuple[Form, ...]]
    open: tuple[Form, ...]


_NOTHING = _Beginning({}, {}, ())
_REMEMBERED = 50_000
"""How many different words a lexicon remembers the forms of."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of one language. Made by ``wordtables.lexicon_of``; never changed, and equal to itself alone."""

    language: str
    exact: Mapping[str, tuple[Form, ...]]
    """Forms by their first word, longest first."""
    stems: Mapping[str, tuple[Form, ...]]
    """Forms whose first word ends in ``*``, by the letters before it."""
    lengths: tuple[int, ...]
    """The lengths of the stems, longest first."""
    forms: tuple[Form, ...]
    clitics: Clitics | None = None
    """What the language writes as one with the next word; None: nothing."""

    def begins(self, words: Sequence[str]) -> dict[int, Begins]:
        """The forms that begin at each of the lower-case ``words`` at which any does. A hyphen between words is passed over."""
        known, pairs, last = self._beginnings, self._pairs, len(words) - 1
        found: dict[int, Begins] = {}
        for at, word in enumerate(words):
            beginning = known.get(word) or self._beginning(word)
            if beginning is _NOTHING:
                continue
            singles, seconds, open_seconds = beginning
            if at < last and (seconds or open_seconds):
                hyphen = words[at + 1] == "-" and at + 1 < last
                second = words[at + 2] if hyphen else words[at + 1]
                if open_seconds or second in seconds:
                    pair = pairs.get((word, second, hyphen)) or self._pair(beginning, word, second, hyphen)
                    here = self._longest(pair, singles, words, at, at + 2 + hyphen)
                    if here:
                        found[at] = here
                    continue
            if singles:
                found[at] = singles
        return found

    def _longest(self, pair: _Pair, singles: Begins, words: Sequence[str], at: int, third: int) -> Begins:
        """What begins at ``at`` where the first two words are a known pair and the third stands at ``third``."""
        if not pair.thirds and not pair.open:
            return pair.begins
        if third < len(words) and words[third] == "-":
            third += 1
        forms = pair.thirds.get(words[third], pair.open) if third < len(words) else ()
        if not forms:
            return pair.begins
        return _together(singles, [(form, self._length(form, words, at + 1) - at) for form in forms])

    def _pair(self, beginning: _Beginning, word: str, second: str, hyphen: bool) -> _Pair:
        forms = [*beginning.seconds.get(second, ()), *beginning.open_seconds]
        standing = [form for form in forms if _is(second, form.words[1])]
        short = [form for form in standing if len(form.words) == 2]
        thirds = {form.words[2] for form in standing if len(form.words) > 2}
        stems = any(third.endswith("*") for third in thirds)
        pair = _Pair(
            _together(beginning.singles, [(form, 2 + hyphen) for form in short]),
            {
                third: tuple([form for form in standing if len(form.words) == 2 or _is(third, form.words[2])])
                for third in thirds
                if not third.endswith("*")
            },
            tuple([form for form in standing if len(form.words) == 2 or form.words[2].endswith("*")]) if stems else (),
        )
        if len(self._pairs) < _REMEMBERED:
            self._pairs[word, second, hyphen] = pair
        return pair

    def _length(self, form: Form, words: Sequence[str], end: int) -> int:
        """Where the form ends if its second and further words stand from ``end`` on, else -1."""
        for expected in form.words[1:]:
            if end < len(words) and words[end] == "-":
                end += 1
            if end >= len(words) or not _is(words[end], expected):
                return -1
            end += 1
        return end

    def _beginning(self, word: str) -> _Beginning:
        """The forms that begin with a word, ordered once: those of one word, and longer ones by their second word."""
        forms = list(self.exact.get(word, ()))
        for length in self.lengths:
            if length <= len(word):
                forms.extend(self.stems.get(word[:length], ()))
        beginning = _beginning_of(forms) if forms else _NOTHING
        if len(self._beginnings) < _REMEMBERED:
            self._beginnings[word] = beginning
        return beginning

    @cached_property
    def _beginnings(self) -> "dict[str, _Beginning]":
        return {}

    @cached_property
    def _pairs(self) -> "dict[tuple[str, str, bool], _Pair]":
        return {}

    def key_words(self, classes: Sequence[str]) -> "KeyWords":
        """What a text must hold for a form of these classes to stand in it (a name ending in "." means all below it).

        Of "lost their lives" that is "lives": the longest word that is no small word of the language. A form of small words
        alone ("on the run") needs all of them.
        """
        wanted, below = frozenset(classes), tuple(cls for cls in classes if cls.endswith("."))
        found = [self._key_words_of(cls) for cls in self.classes if cls in wanted or cls.startswith(below)]
        beside: dict[str, frozenset[frozenset[str]]] = {}
        for keys in found:
            for key, others in keys.beside.items():
                beside[key] = beside.get(key, frozenset()) | others
        return KeyWords(
            frozenset().union(*(keys.words for keys in found)),
            frozenset().union(*(keys.stems for keys in found)),
            frozenset().union(*(keys.phrases for keys in found)),
            beside,
        )

    def _key_words_of(self, cls: str) -> "KeyWords":
        """Those of one class, looked through once: a class is asked for by many sets of words."""
        known = self._keys.get(cls)
        if known is None:
            known = self._keys[cls] = _key_words(self.classes[cls], self._small)
        return known

    @cached_property
    def _keys(self) -> "dict[str, KeyWords]":
        return {}

    @cached_property
    def classes(self) -> "dict[str, list[Form]]":
        """The forms by class."""
        found: dict[str, list[Form]] = {}
        for form in self.forms:
            found.setdefault(form.cls, []).append(form)
        return found

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset().union(*(words for cls, words in self._single.items() if cls.startswith("grammar.")))

    def words(self, cls: str) -> frozenset[str]:
        """The single-word forms of a class."""
        return self._single.get(cls, frozenset())

    def values(self, cls: str) -> "dict[str, tuple[str, ...]]":
        """The forms of a class by the value they stand for."""
        return self._values.get(cls, {})

    @cached_property
    def _values(self) -> "dict[str, dict[str, tuple[str, ...]]]":
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for form in self.forms:
            if form.value:
                of_class = found.setdefault(form.cls, {})
                of_class[form.value] = (*of_class.get(form.value, ()), " ".join(form.words))
        return found

    @cached_property
    def _single(self) -> Mapping[str, frozenset[str]]:
        return {
            cls: frozenset([form.words[0] for form in forms if len(form.words) == 1])
            for cls, forms in self.classes.items()
        }


def _key_words(forms: Iterable[Form], small: frozenset[str]) -> KeyWords:
    """What a text must hold for any of the forms to stand in it; ``small`` are words that tell nothing alone."""
    stems, phrases = set(), set()
    beside: dict[str, set[frozenset[str]]] = {}
    for form in forms:
        telling = [word for word in form.words if word not in small and len(word) > 2]
        key = max(telling or form.words, key=len)
        if not telling and len(form.words) > 1:
            phrases.add(frozenset(word for word in form.words if word.isalpha()))
        elif key.endswith("*"):
            stems.add(key[:-1])
        else:
            others = () if "'" in key else (word for word in form.words if word != key and word.isalpha())
            beside.setdefault(key, set()).add(frozenset(others))
    words = {key for key, others in beside.items() if frozenset() in others}
    pairs = {key: frozenset(filter(None, others)) for key, others in beside.items() if any(others)}
    return KeyWords(frozenset(words), frozenset(stems), frozenset(phrases), pairs)


def _is(word: str, expected: str) -> bool:
    return word.startswith(expected[:-1]) if expected.endswith("*") else word == expected


def _together(singles: Begins, longer: Iterable[tuple[Form, int]]) -> Begins:
    """One-word forms and longer ones with their lengths, the longest first; a length below 1 is that of no form."""
    found = dict(singles)
    for form, length in longer:
        if length > 0:
            found[form.cls] = tuple(sorted((*found.get(form.cls, ()), (form.value, length)), key=lambda one: -one[1]))
    return found


def _beginning_of(forms: Sequence[Form]) -> _Beginning:
    singles: dict[str, tuple[tuple[str, int], ...]] = {}
    seconds: dict[str, list[Form]] = {}
    for form in forms:
        if len(form.words) == 1:
            singles[form.cls] = (*singles.get(form.cls, ()), (form.value, 1))
        elif not form.words[1].endswith("*"):
            seconds.setdefault(form.words[1], []).append(form)
    return _Beginning(
        singles,
        {word: tuple(found) for word, found in seconds.items()},
        tuple(form for form in forms if len(form.words) > 1 and form.words[1].endswith("*")),
    )
