"""Word tables: a language's Lexicon from the tables of ``streams/tables``, which hold the forms of each class.

Endings of a form may stand in brackets ("blessé(|e|s|es)"; ``variants``); a hyphen in it counts as a space. The classes
"token.elision" and "token.joined" are no forms but what the language writes as one with the next word (``clitics``);
"token.plain" has the letters that writers leave without their mark: each form is known without these, too;
"token.contraction" has what a small word becomes before an article or a vowel ("de": "du", "d'"): a form of several words that
ends in it is known with these, too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from streams.core.extraction.clitics import Clitics, clitics_of
from streams.core.extraction.folding import fold
from streams.core.extraction.lexicon import Form, Lexicon
from streams.core.extraction.tokens import tokens
from streams.core.extraction.variants import variants

_SPLIT = re.compile(r"[\s\-]+")


class _Spelling(NamedTuple):
    """How a language writes the words of a form: what it cuts off them, leaves unmarked and contracts."""

    elided: Clitics
    marked: Mapping[int, str]
    contracted: Mapping[str, Sequence[str]]

    def words(self, form: str) -> tuple[str, ...]:
        """The words of a form as texts are cut into them."""
        words = (fold(word).text for word in _SPLIT.split(form.strip().lower()) if word)
        return tuple([piece for word in words for part in self.elided.parts(word) for piece in self._pieces(part)])

    def _pieces(self, word: str) -> Sequence[str]:
        stem = word.removesuffix("*")
        if stem.isalpha() or not stem or word in self.elided.elisions:
            return (word,)
        pieces = [token.lower for token in tokens(stem, 0, None)]
        return pieces if stem == word else [*pieces[:-1], f"{pieces[-1]}*"]

    def writings(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The ways in which these words may stand in a text. One word alone is never contracted: it may be the small word itself."""
        ends = (words[-1], *self.contracted.get(words[-1], ())) if len(words) > 1 else words
        for end in ends:
            written = (*words[:-1], end)
            yield written
            if self.marked:
                yield tuple([word.translate(self.marked) for word in written])


def lexicon_of(language: str, tables: Mapping[str, object]) -> Lexicon:
    """A Lexicon from table values: class -> list of forms, or class -> {value: list of forms}. Raises ValueError and TypeError."""
    forms: dict[Form, None] = {}
    spelling = _spelling(tables)
    for cls, content in tables.items():
        if cls.startswith("token."):
            continue
        for value, form in _forms(cls, content):
            words = spelling.words(form)
            if not words or words[0] == "*":
                raise ValueError(f"{language}: {cls}: {form!r} has no word")
            forms.update(dict.fromkeys(Form(written, cls, value) for written in spelling.writings(words)))
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
        clitics=_clitics(tables, forms),
    )


def _spelling(tables: Mapping[str, object]) -> _Spelling:
    elided, marked, contracted = (
        tuple(_forms(cls, tables.get(cls, ()))) for cls in ("token.elision", "token.plain", "token.contraction")
    )
    ends: dict[str, list[str]] = {}
    for whole, short in contracted:
        ends.setdefault(whole, []).append(short)
    return _Spelling(Clitics(tuple(form for _, form in elided)), {ord(letter): plain for plain, letter in marked}, ends)


def _clitics(tables: Mapping[str, object], forms: Iterable[Form]) -> Clitics | None:
    elisions, joined = (
        tuple(form for _, form in _forms(cls, tables.get(cls, ()))) for cls in ("token.elision", "token.joined")
    )
    if not elisions and not joined:
        return None
    return clitics_of(elisions, joined, frozenset(word for form in forms for word in form.words))


def _forms(cls: str, content: object) -> Iterator[tuple[str, str]]:
    if isinstance(content, Mapping):
        for value, forms in content.items():
            if not isinstance(forms, Sequence) or isinstance(forms, str):
                raise TypeError(f"{cls}: {value}: needs a list of forms")
            yield from ((str(value), one) for form in forms for one in variants(str(form)))
    elif isinstance(content, Sequence) and not isinstance(content, str):
        yield from (("", one) for form in content for one in variants(str(form)))
    else:
        raise TypeError(f"{cls}: needs a list of forms, or values with lists of forms")
