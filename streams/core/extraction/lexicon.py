"""A language's words by lexical class, as the tables of ``streams/tables`` give them.

A class ("killed.verb", "numeral.unit", "cause") holds forms of one or more words; a form may carry a value (the number of
"seven", the cause of "air strike"). ``*`` at the end of a word stands for any ending ("airstrike*"). A hyphen in a text
counts as a space ("air-strike").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_SPLIT = re.compile(r"[\s\-]+")


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


@dataclass(frozen=True)
class Lexicon:
    """The words of one language. Made by :func:`lexicon_of`; never changed."""

    language: str
    exact: Mapping[str, tuple[Form, ...]]
    """Forms by their first word, longest first."""
    stems: Mapping[str, tuple[Form, ...]]
    """Forms whose first word ends in ``*``, by the letters before it."""
    lengths: tuple[int, ...]
    """The lengths of the stems, longest first."""
    forms: tuple[Form, ...]

    def marks(self, words: Sequence[str], at: int) -> list[Mark]:
        """Every form that begins at word ``at`` of lower-case ``words``. A hyphen between words is passed over."""
        word = words[at]
        found: list[Mark] = []
        for form in self.exact.get(word, ()):
            self._add(found, form, words, at)
        for length in self.lengths:
            if length <= len(word):
                for form in self.stems.get(word[:length], ()):
                    self._add(found, form, words, at)
        return found

    def _add(self, found: list[Mark], form: Form, words: Sequence[str], at: int) -> None:
        end = at + 1
        for expected in form.words[1:]:
            if end < len(words) and words[end] == "-":
                end += 1
            if end >= len(words) or not _is(words[end], expected):
                return
            end += 1
        found.append(Mark(form.cls, form.value, end))

    def first_words(self, classes: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """First words and first stems of the forms of these classes (a name ending in "." means all below it)."""
        chosen = [form for form in self.forms if _within(form.cls, classes)]
        return (
            frozenset(form.words[0] for form in chosen if not form.words[0].endswith("*")),
            frozenset(form.words[0][:-1] for form in chosen if form.words[0].endswith("*")),
        )

    def words(self, cls: str) -> frozenset[str]:
        """The single-word forms of a class."""
        return self._single.get(cls, frozenset())

    @cached_property
    def _single(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for form in self.forms:
            if len(form.words) == 1:
                found.setdefault(form.cls, set()).add(form.words[0])
        return {cls: frozenset(words) for cls, words in found.items()}


def lexicon_of(language: str, tables: Mapping[str, object]) -> Lexicon:
    """A Lexicon from table values: class -> list of forms, or class -> {value: list of forms}. Raises ValueError."""
    forms: dict[Form, None] = {}
    for cls, content in tables.items():
        for value, form in _forms(cls, content):
            words = tuple(word for word in _SPLIT.split(str(form).strip().lower()) if word)
            if not words or words[0] == "*":
                raise ValueError(f"{language}: {cls}: {form!r} has no word")
            forms[Form(words, cls, value)] = None
    exact: dict[str, list[Form]] = {}
    stems: dict[str, list[Form]] = {}
    for one in sorted(forms, key=lambda form: -len(form.words)):
        first = one.words[0]
        if first.endswith("*"):
            stems.setdefault(first[:-1], []).append(one)
        else:
            exact.setdefault(first, []).append(one)
    return Lexicon(
        language=language,
        exact={word: tuple(found) for word, found in exact.items()},
        stems={word: tuple(found) for word, found in stems.items()},
        lengths=tuple(sorted({len(stem) for stem in stems}, reverse=True)),
        forms=tuple(forms),
    )


def _forms(cls: str, content: object) -> Iterator[tuple[str, object]]:
    if isinstance(content, Mapping):
        for value, forms in content.items():
            if not isinstance(forms, Sequence) or isinstance(forms, str):
                raise ValueError(f"{cls}: {value}: needs a list of forms")
            yield from ((str(value), form) for form in forms)
    elif isinstance(content, Sequence) and not isinstance(content, str):
        yield from (("", form) for form in content)
    else:
        raise ValueError(f"{cls}: needs a list of forms, or values with lists of forms")


def _is(word: str, expected: str) -> bool:
    return word.startswith(expected[:-1]) if expected.endswith("*") else word == expected


def _within(cls: str, classes: Sequence[str]) -> bool:
    return any(cls == one or (one.endswith(".") and cls.startswith(one)) for one in classes)
