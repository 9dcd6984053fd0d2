"""Tokens: the words, numbers and marks of folded text, each with its place, its shape and whether it may be a name.

What a language writes as one with the next word (``clitics``) is a token of its own.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from streams.core.extraction.clitics import Clitics

_TOKEN = re.compile(
    r"([A-Za-z]++(?![\w'.])"  # most words, told at once; all below is for the others
    r"|[\u0648\u0641\u0628\u0644\u0643](?=(?:\u0627\u0644)?\d)|\u0627\u0644(?=\d)"  # "ب25", "ال62"
    r"|(?:[A-Za-z]\.){2,}"
    r"|\d+[^\W\d_]\w*|[^\W\d_]++\d\w*"
    r"|\d+(?:[.,:/^]\d+|\u00a0\d{3}(?!\d))*"
    r"|[^\W\d_]++(?:'(?!s\b)[^\W\d_]+)*"
    r"|'s\b"
    r"|[^\w\s]|_) ?"
)
_SHAPE = re.compile(
    r"(?P<initials>(?:[A-Za-z]\.){2,})|(?P<mixed>\d+[^\W\d_]\w*|[^\W\d_]++\d\w*)|(?P<number>\d.*)|(?P<possessive>'s)"
    r"|(?P<mark>[^\w\s]|_)|(?P<word>.+)"
)
_REMEMBERED = 50_000
"""Of so many different words the shape is remembered: a feed says the same words again and again."""


class Token(NamedTuple):
    """One word, number or mark. ``shape``: initials, mixed ("M5", "18th"), number, word, possessive, mark.

    ``capital``: it may be a name by its first letter, a capital or a letter of Arabic, which has none.
    """

    word: str
    lower: str
    start: int
    end: int
    shape: str
    capital: bool


def tokens(text: str, offset: int, clitics: Clitics | None) -> tuple[Token, ...]:
    """The tokens of folded text; ``offset`` is added to their places. ``clitics``: what its language cuts off words, if any."""
    found: list[Token] = []
    make = tuple.__new__  # what a named tuple's own way comes to, without a call in between
    for match in _TOKEN.finditer(text):
        word = match[1]
        lower, shape, capital = _seen(word)
        end = offset + match.end(1)
        found.append(make(Token, (word, lower, end - len(word), end, shape, capital)))
    return tuple(found if clitics is None else [part for token in found for part in _parted(token, clitics)])


@lru_cache(maxsize=_REMEMBERED)
def _seen(word: str) -> tuple[str, str, bool]:
    """What a word alone tells of its token: its lower case, its shape, and whether it may be a name."""
    shape = _SHAPE.fullmatch(word)
    return word.lower(), shape.lastgroup or "" if shape else "", _may_name(word)


def _may_name(word: str) -> bool:
    """Whether a word may be a name by its first letter."""
    return word[:1].isupper() or "\u0621" <= word[:1] <= "\u064a"


def _parted(token: Token, clitics: Clitics) -> Iterator[Token]:
    """A word and what is written as one with it, as tokens of their own."""
    if token.shape != "word":
        yield token
        return
    start = token.start
    for part in clitics.parts(token.lower):
        word = token.word[start - token.start : start - token.start + len(part)]
        yield Token(word, part, start, start + len(part), "word", _may_name(word))
        start += len(part)
