"""A reading: an item's title and text as sentences of tokens that carry lexical classes.

All kinds of facts are read from one Reading. Offsets inside are those of the folded field; :meth:`Reading.evidence`
gives them back as code points of the field as received.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from streams.core.extraction import sentences
from streams.core.extraction.folding import Folded, fold
from streams.core.extraction.lexicon import Begins, Lexicon, Mark
from streams.core.extraction.tokens import Token, tokens
from streams.core.facts import Evidence
from streams.core.items import Item

Field = Literal["title", "text"]
FIELDS: tuple[Field, Field] = ("title", "text")

MAX_QUOTE = 300
"""Evidence is at most about this many characters: a clause or a sentence that stands alone."""

_ASKS = frozenset("?؟¿")
_STOPS = _ASKS | frozenset(".!;…。")

_NOWHERE: Iterator[tuple[int, Mark]] = iter(())
"""What is found where nothing stands; it is always at its end, so that all may share it."""
_NOTHING: Begins = {}
_FEW = 3
"""Of so many classes it is quicker to ask for one after the other than for any of them first."""


class Sentence:
    """A sentence of a field, equal to itself alone. ``start`` and ``end`` are folded offsets; ``block`` counts paragraphs.

    What begins at its tokens is looked up when it is first asked for. It is kept in plain attributes, since it is asked for
    thousands of times an item, and a cached property takes several times as long to read.
    """

    def __init__(self, field: Field, index: int, span: sentences.Span, text: str, lexicon: Lexicon) -> None:
        """``text`` is the folded one of the span."""
        self.field = field
        self.index = index
        self.start, self.end, self.block = span.start, span.end, span.block
        self.text = text
        self.lexicon = lexicon
        self._begins: Mapping[int, Begins] | None = None
        self._classes: frozenset[str] = frozenset()
        self._places: dict[str, list[int]] = {}

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokens(self.text, self.start, self.lexicon.clitics)

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """The tokens' words in lower case."""
        return tuple([token.lower for token in self.tokens])

    def _look(self) -> Mapping[int, Begins]:
        """The forms that begin at each token, of those at which any does, and the classes of them all."""
        begins = self._begins = self.lexicon.begins(self.lower)
        self._classes = frozenset().union(*begins.values())
        return begins

    def held(self, classes: frozenset[str]) -> frozenset[str]:
        """Those of the classes of which a form begins somewhere: readers ask for hundreds, and a sentence holds but some."""
        if self._begins is None:
            self._look()
        return classes & self._classes

    def asks(self, last: int = -1) -> bool:
        """Whether what ends at token ``last`` (-1: the sentence) is asked: by a question mark behind it or words before it."""
        rest, begin = (self.lower[last:], 0) if last < 0 else (self.lower[last + 1 :], last)
        while begin > 0 and self.lower[begin - 1] not in _STOPS:
            begin -= 1
        return next((word for word in rest if word in _STOPS), "") in _ASKS or self.match(begin, "stance.question") > 0

    def _places_of(self, cls: str) -> list[int]:
        """The tokens at which forms of one of the sentence's classes begin."""
        places = self._places.get(cls)
        if places is None:
            begins = self._look() if self._begins is None else self._begins
            places = self._places[cls] = [at for at, here in begins.items() if cls in here]
        return places

    def marks(self, at: int) -> tuple[Mark, ...]:
        """The lexical forms that begin at a token."""
        here = (self._look() if self._begins is None else self._begins).get(at, _NOTHING)
        return tuple([Mark(cls, value, at + n) for cls, forms in here.items() for value, n in forms])

    def match(self, at: int, *classes: str) -> int:
        """How many tokens from ``at`` on the longest form of one of the classes covers; 0: none begins there."""
        begins = self._begins
        here = (self._look() if begins is None else begins).get(at)
        if here is None:
            return 0
        if len(classes) == 1:
            forms = here.get(classes[0])
            return forms[0][1] if forms else 0
        if len(classes) > _FEW and here.keys().isdisjoint(classes):
            return 0
        longest = 0
        for cls in classes:
            if cls in here and here[cls][0][1] > longest:
                longest = here[cls][0][1]
        return longest

    def begins(self, at: int, classes: frozenset[str]) -> bool:
        """Whether a form of any of many classes begins at a token: as :meth:`match`, but it takes no longer for more of them."""
        begins = self._begins
        here = (self._look() if begins is None else begins).get(at)
        return here is not None and not classes.isdisjoint(here)

    def mark(self, at: int, *classes: str) -> Mark | None:
        """The longest form of one of the classes that begins at ``at``."""
        begins = self._begins
        here = (self._look() if begins is None else begins).get(at)
        if here is None or (len(classes) > _FEW and here.keys().isdisjoint(classes)):
            return None
        longest = None
        for cls in classes:
            if cls in here:
                value, length = here[cls][0]
                if longest is None or at + length > longest.end:
                    longest = Mark(cls, value, at + length)
        return longest

    def find(self, *classes: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, Mark]]:
        """Each form of the classes that begins in [start, end), in order, with its token; forms may overlap."""
        if self._begins is None:
            self._look()
        if classes[0] not in self._classes if len(classes) == 1 else self._classes.isdisjoint(classes):
            return _NOWHERE
        return self._walk(classes, start, end)

    def _walk(self, classes: Sequence[str], start: int, end: int | None) -> Iterator[tuple[int, Mark]]:
        begins, there, stop = self._begins or self._look(), self._classes, self._stop(end)
        held = [cls for cls in classes if cls in there]
        places = (
            self._places_of(held[0]) if len(held) == 1 else sorted({at for cls in held for at in self._places_of(cls)})
        )
        for at in places:
            if start <= at < stop:
                here = begins[at]
                for cls in held:
                    if cls in here:
                        for value, length in here[cls]:
                            yield at, Mark(cls, value, at + length)

    def _stop(self, end: int | None) -> int:
        """The end of a stretch of tokens as slices have it."""
        tokens = len(self.lower)
        return tokens if end is None else end if end >= 0 else tokens + end

    def ending(self, cls: str, at: int, within: int) -> bool:
        """Whether a form of the class that begins at most ``within`` tokens before ``at`` ends just before it."""
        return self.has(cls) and any(mark.end == at for _, mark in self.find(cls, start=at - within, end=at))

    def has(self, *classes: str, start: int = 0, end: int | None = None) -> bool:
        """Whether a form of the classes begins in [start, end)."""
        if self._begins is None:
            self._look()
        if classes[0] not in self._classes if len(classes) == 1 else self._classes.isdisjoint(classes):
            return False
        if start <= 0 and end is None:
            return True
        stop = self._stop(end)
        return any(start <= at < stop for cls in classes if cls in self._classes for at in self._places_of(cls))

    def words(self, start: int, end: int) -> str:
        """The folded text of tokens start to end (exclusive), line breaks as spaces."""
        if end <= start:
            return ""
        first, last = self.tokens[start].start - self.start, self.tokens[end - 1].end - self.start
        return " ".join(self.text[first:last].split())


@dataclass(frozen=True)
class Reading:
    """An item opened for reading. ``sentences`` are those of the title, then those of the text."""

    item: Item
    language: str
    lexicon: Lexicon
    title: Folded
    text: Folded
    sentences: tuple[Sentence, ...]
    reasons: "list[LeftAside]" = field(default_factory=list, compare=False)
    """Why candidates were left aside: filled while reading, printed by explain."""
    learned: "list[LeftAside]" = field(default_factory=list, compare=False)
    """Facts that the learned reader found where the tables say nothing, and by which words: printed by explain."""
    shared: "dict[str, object]" = field(default_factory=dict, compare=False)
    """What was worked out for one reader and serves the others: the places of the item."""

    def folded(self, name: Field) -> Folded:
        return self.title if name == "title" else self.text

    def neighbour(self, sentence: Sentence, by: int) -> Sentence | None:
        """The sentence ``by`` places on (negative: before) in the same field."""
        at = self._position(sentence) + by
        other = self.sentences[at] if 0 <= at < len(self.sentences) else None
        return other if other is not None and other.field == sentence.field else None

    def evidence(self, sentence: Sentence, first: int, last: int) -> Evidence:
        """The words that say it: the sentence of tokens first to last (inclusive), or a part of it if it is long."""
        tokens = sentence.tokens
        start, end = sentence.start, sentence.end
        if end - start > MAX_QUOTE and tokens:
            start, end = _window(tokens, first, last)
        return self.quote(sentence.field, start, end)

    def quote(self, name: Field, start: int, end: int) -> Evidence:
        """Evidence for a span of the folded field."""
        begin, stop = self.folded(name).source(start, end)
        return Evidence(field=name, start=begin, end=stop, quote=self.item.field(name)[begin:stop])

    def leave(self, kind: str, sentence: Sentence, first: int, last: int, reason: str) -> None:
        """Note that a candidate at tokens first to last (inclusive) gave no fact, or not a live one, and why."""
        start, end = sentence.tokens[first].start, sentence.tokens[min(last, len(sentence.tokens) - 1)].end
        self.reasons.append(LeftAside(kind, self.quote(sentence.field, start, end), reason))

    def _position(self, sentence: Sentence) -> int:
        return sentence.index if sentence.field == "title" else self._titles + sentence.index

    @cached_property
    def _titles(self) -> int:
        return sum(1 for one in self.sentences if one.field == "title")


class LeftAside(NamedTuple):
    """A candidate that became no fact, or no live one, and why, in words; or one that the learned reader made a fact."""

    kind: str
    evidence: Evidence
    reason: str


def open_item(item: Item, language: str, lexicon: Lexicon) -> Reading:
    """Fold and split an item. Tokens and marks are made when they are asked for, so idle sentences cost nothing."""
    title, text = fold(item.title), fold(item.text)
    found: list[Sentence] = []
    for name, folded in zip(FIELDS, (title, text), strict=True):
        found.extend(
            Sentence(name, index, span, folded.text[span.start : span.end], lexicon)
            for index, span in enumerate(sentences.spans(folded.text))
        )
    return Reading(item, language, lexicon, title, text, tuple(found))


def _window(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """The widest stretch between commas, semicolons or dashes around the tokens that is not too long."""
    last = min(last, len(tokens) - 1)
    first = min(first, last)
    left, right = first, last
    while left > 0 and tokens[right].end - tokens[left - 1].start <= MAX_QUOTE and right - left < 200:
        left -= 1
    while right < len(tokens) - 1 and tokens[right + 1].end - tokens[left].start <= MAX_QUOTE:
        right += 1
    for at in range(left, first):
        if tokens[at].lower in (";", ",", "-", ":"):
            left = at + 1
            break
    for at in range(right, last, -1):
        if tokens[at].lower in (";", ",", "."):
            right = at - 1 if tokens[at].lower != "." else at
            break
    return tokens[left].start, tokens[right].end
