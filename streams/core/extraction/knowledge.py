"""What the readers know beyond the text: words, places, routes and truces, loaded at the edge and passed in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from streams.core.credits import Credits
from streams.core.extraction.extending import Extractor
from streams.core.extraction.gate import Gate, gate_of
from streams.core.extraction.learned import Model
from streams.core.extraction.lexicon import Lexicon
from streams.core.extraction.wordsets import Names


@dataclass(frozen=True)
class Knowledge:
    """Tables and gazetteers as frozen values. ``version`` is a hash over all of them and the code's version.

    ``learned`` are the learned reader's models by kind of fact. ``credits`` know whom a text names as its writer. ``detect``
    tells the language of a text (ISO 639-1), or None where it cannot.
    """

    lexicons: Mapping[str, Lexicon]
    gazetteer: Any = None
    routes: Any = None
    ceasefires: Any = None
    detect: Callable[[str], str | None] | None = None
    extractors: tuple[Extractor, ...] = ()
    learned: Mapping[str, Model] = field(default_factory=dict)
    credits: Credits = field(default_factory=Credits)
    version: str = ""

    @cached_property
    def gates(self) -> Mapping[str, Gate]:
        """One gate a language."""
        return _Gates(self.lexicons, frozenset() if self.routes is None else self.routes.bare_names)

    def spelled(self, language: str) -> Mapping[str, str]:
        """Number words with their figures, and days of the week: what is a detail though it has no capital.

        One is none: in several languages it is the article. Empty for a language that is not covered.
        """
        return _spelled(self.lexicons[language]) if language in self.lexicons else {}


class _Gates(Mapping[str, Gate]):
    """The gates of some languages, each made when its language is first met."""

    def __init__(self, lexicons: Mapping[str, Lexicon], names: Names) -> None:
        """``names`` are those of known routes, as lower-case words."""
        self._lexicons, self._names = lexicons, names
        self._made: dict[str, Gate] = {}

    def __getitem__(self, language: str) -> Gate:
        gate = self._made.get(language)
        if gate is None:
            gate = self._made[language] = gate_of(self._lexicons[language], self._names)
        return gate

    def __contains__(self, language: object) -> bool:
        return language in self._lexicons

    def __iter__(self) -> Iterator[str]:
        return iter(self._lexicons)

    def __len__(self) -> int:
        return len(self._lexicons)


@lru_cache(maxsize=32)
def _spelled(lexicon: Lexicon) -> Mapping[str, str]:
    """Of one lexicon, looked through once a process however many folders of rules are opened."""
    return dict(_spellings(lexicon))


def _spellings(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for words, cls, value in lexicon.forms:
        if len(words) == 1 and cls in ("numeral.unit", "numeral.ten") and value not in ("0", "1"):
            yield words[0], value
        elif len(words) == 1 and cls == "calendar.weekday":
            yield words[0], words[0]
