"""Word tables: a language's Lexicon from the tables of ``streams/tables``, which hold the forms of each class.

Endings of a form may stand in brackets ("blessé(|e|s|es)"; ``variants``); a hyphen in it counts as a space. The classes
"token.elision" and "token.joined" are no forms but what the language writes as one with the next word (``clitics``);
"token.plain" has the letters that writers leave without their mark: each form is known without these, too;
"token.contraction" has what a small word becomes before an article or a vowel ("de": "du", "d'"): a form of several words that
ends in it is known with these, too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from streams.core.extraction.clitics import Clitics, clitics_of
from streams.core.extraction.folding import fold
from streams.core.extraction.lexicon import Form, Lexicon
from streams.core.extraction.tokens import tokens
from streams.core.extraction.variants import variants


class _Spelling:
    """How a language writes the words of a form. Each word is looked at once: a table's forms are made of few words again and again."""

    def __init__(self, elided: Clitics, marked: Mapping[int, str], contracted: Mapping[str, Sequence[str]]) -> None:
        """What the language cuts off the words, leaves unmarked and contracts."""
        self._elided, self._marked, self._contracted = elided, marked, contracted
        self._cut: dict[str, Sequence[str]] = {}
        self._plain: dict[str, str] = {}

    def words(self, form: str) -> tuple[str, ...]:
        """The words of a form as texts are cut into them."""
        found: list[str] = []
        for word in form.lower().replace("-", " ").split():
            found += self._cut.get(word) or self._pieces_of(word)
        return tuple(found)

    def writings(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The ways in which these words may stand in a text. One word alone is never contracted: it may be the small word itself."""
        yield from self._unmarked(words)
        if len(words) > 1 and words[-1] in self._contracted:
            for end in self._contracted[words[-1]]:
                yield from self._unmarked((*words[:-1], end))

    def _unmarked(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The words, and the same without the marks of their letters."""
        yield words
        if self._marked:
            plain = tuple([self._plain.get(word) or self._plain_of(word) for word in words])
            if plain != words:
                yield plain

    def _plain_of(self, word: str) -> str:
        plain = self._plain[word] = word.translate(self._marked)
        return plain

    def _pieces_of(self, word: str) -> Sequence[str]:
        parts = self._elided.parts(fold(word).text)
        pieces = self._cut[word] = [piece for part in parts for piece in self._pieces(part)]
        return pieces

    def _pieces(self, word: str) -> Sequence[str]:
        stem = word.removesuffix("*")
        if stem.isalpha() or not stem or word in self._elided.elisions:
            return (word,)
        pieces = [token.lower for token in tokens(stem, 0, None)]
        return pieces if stem == word else [*pieces[:-1], f"{pieces[-1]}*"]


def lexicon_of(language: str, tables: Mapping[str, object]) -> Lexicon:
    """A Lexicon from table values: class -> list of forms, or class -> {value: list of forms}. Raises ValueError and TypeError."""
    forms: dict[Form, None] = {}
    spelling = _spelling(tables)
    make = tuple.__new__  # what a named tuple's own way comes to, without a call in between
    for cls, content in tables.items():
        if cls.startswith("token."):
            continue
        for value, form in _forms(cls, content):
            words = spelling.words(form)
            if not words or words[0] == "*":
                raise ValueError(f"{language}: {cls}: {form!r} has no word")
            for written in spelling.writings(words):
                forms[make(Form, (written, cls, value))] = None
    exact: dict[str, list[Form]] = {}
    stems: dict[str, list[Form]] = {}
    for one in sorted(forms, key=_length, reverse=True):
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


def _length(form: Form) -> int:
    return len(form.words)


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
