"""What the core asks of a gazetteer: every place that a name could mean.

The entries come from files, read by edges; the core sees only this protocol. A name is looked up by its key, so that
capitals, accents, hyphens and the letter forms of Arabic do not matter.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from streams.core.facts import Level

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("'\u2018\u2019\u02bc\u02bb\u02bf\u02be`\u00b4\"\u0640\u044a\u044c\u042a\u042c", ""),
        **dict.fromkeys((*range(0x300, 0x370), *range(0x610, 0x61B), *range(0x64B, 0x660), 0x670), ""),
        **dict.fromkeys("-\u2010\u2011\u2012\u2013_./,\u00a0", " "),
        "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u0131": "i", "\u00df": "ss", "\u00e6": "ae", "\u0259": "a",
        "\u0629": "\u0647", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643",
    }
)  # fmt: skip
_ARTICLE = re.compile(r"\b(?:a[ldnrstz]|ash|ath|e[ldnrstz]|esh|u[ld]|ud)\s+(?=\w{3})")
_ENDING = re.compile(r"(?:eh|ah|iy[aeh]+|iye|ieh)\b")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of a gazetteer. Degrees are WGS 84; ``country`` is ISO 3166-1 alpha-3; ``population`` 0: not known."""

    id: str
    name: str
    level: Level
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0


class Gazetteer(Protocol):
    """Every place that a name could mean, in no order that counts; an empty sequence for a name not known."""

    def named(self, name: str) -> Sequence[Entry]: ...


@lru_cache(maxsize=8192)
def place_key(name: str) -> str:
    """The form under which a name is looked up: lower case, no accents, apostrophes or hyphens."""
    plain = name.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
    return " ".join(plain.translate(_LETTERS).split())


def loose_key(key: str) -> str:
    """A key without Arabic's article and with its most usual ways of writing one vowel made one.

    "Deir al-Balah" and "Dayr al Balah" meet in it, as do "Raqqa" and "Ar-Raqqah". It is tried only when the exact key is
    unknown, and only among places whose names come from Arabic script.
    """
    plain = _ARTICLE.sub("", key)
    plain = plain.replace("ou", "u").replace("oo", "u").replace("ee", "i").replace("dayr", "deir").replace("ay", "ai")
    plain = _ENDING.sub("a", plain)
    return re.sub(r"([a-z])\1", r"\1", plain) or key


class Literal:
    """A gazetteer held in memory: an operator's own files, or the few places of a test."""

    def __init__(self, entries: Iterable[tuple[Entry, Iterable[str]]]) -> None:
        """Each entry comes with its other names; its own name need not be among them."""
        self._by_key: dict[str, list[Entry]] = {}
        for entry, names in entries:
            for key in {place_key(name) for name in (entry.name, *names)} - {""}:
                self._by_key.setdefault(key, []).append(entry)

    def named(self, name: str) -> Sequence[Entry]:
        return tuple(self._by_key.get(place_key(name), ()))

    @property
    def names(self) -> Mapping[str, Sequence[Entry]]:
        """The entries by key."""
        return self._by_key


@dataclass(frozen=True, slots=True)
class Layered:
    """Gazetteers over one another: the first that knows a name answers for it, as an operator's file must."""

    layers: tuple[Gazetteer, ...]

    def named(self, name: str) -> Sequence[Entry]:
        for layer in self.layers:
            if found := layer.named(name):
                return found
        return ()
