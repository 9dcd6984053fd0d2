"""Mentions: where a reading names places, and in what part.

A name is a run of capitalised words that the gazetteer knows, or that a word around it ("near", "the village of", "district")
shows to be a place. In scripts without capitals, and in text all in capitals, only such a word or the item's own country
makes a known name a place. What is a person, a month, an organisation or a people is none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

from streams.core.extraction.lexicon import Mark
from streams.core.extraction.reading import FIELDS, Field, Reading, Sentence
from streams.core.places.gazetteer import Entry, Gazetteer

Role = Literal["at", "between", "from", "toward", "route", "source", "speaker", "named"]
"""How a mention stands in its clause: where something is (at), one of two ends (between), where people leave (from), a
direction or relation (toward), in the name of a road or crossing (route), with an institution (source), with or as whoever
speaks (speaker), or with nothing that tells (named)."""

Stated = Literal["place", "admin2", "admin1", "around"]
"""The level that the words around a name state; "around" (countryside) is the first-level area if there is one."""
_CUES: dict[str, Role] = {
    "place.at": "at",
    "place.of": "at",
    "place.span": "between",
    "place.from": "from",
    "place.toward": "toward",
}

MAX_WORDS = 6
_PARTS = re.compile(r"[A-Z][a-z]+")
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "as",
        "ar",
        "ad",
        "an",
        "at",
        "az",
        "ash",
        "ed",
        "er",
        "es",
        "ez",
        "ul",
        "ud",
        "ould",
        "de",
        "del",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "la",
        "las",
        "los",
        "le",
        "les",
        "du",
        "des",
        "of",
        "ibn",
        "bin",
        "ben",
        "y",
        "e",
        "upon",
        "sur",
        "sous",
        "au",
        "aux",
        "en",
        "na",
    ]
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``first`` to ``last`` (inclusive) of a sentence name a place.

    ``stated`` is the level that the words around it state, ``entries`` what the gazetteer knows under the name (none: a
    name that only its cue shows), ``group`` the token with which its list ("Maradi and Zinder") begins.
    """

    field: Field
    sentence: int
    first: int
    last: int
    name: str
    role: Role
    stated: Stated | None
    entries: tuple[Entry, ...]
    cued: bool
    group: int


class Finder:
    """Finds the mentions of one reading. Linear in its length."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, forms: "Callable[[str], Sequence[str]]") -> None:
        """``forms`` gives the dictionary forms that an inflected name may have, the name itself first."""
        self.reading = reading
        self.gazetteer = gazetteer
        self.forms = forms

    def mentions(self) -> tuple[Mention, ...]:
        return tuple(found for sentence in self.reading.sentences for found in _Line(self, sentence).mentions())

    @cached_property
    def never(self) -> frozenset[str]:
        return self.reading.lexicon.words("place.never")

    @cached_property
    def firm(self) -> frozenset[str]:
        """Capitalised words that stand where a capital tells something: inside of a sentence of mixed case."""
        found: set[str] = set()
        for sentence in self.reading.sentences:
            if sentence.field == "text" and not loud(sentence):
                found.update(
                    token.word for at, token in enumerate(sentence.tokens) if token.capital and not opens(sentence, at)
                )
        return frozenset(found)

    def known(self, name: str) -> tuple[Entry, ...]:
        for form in (*self.forms(name), *_parted(name)):
            if found := self.gazetteer.named(form):
                return tuple(found)
        return ()


def _parted(name: str) -> tuple[str, ...]:
    """A name written in one word as hashtags are ("AdanYabal"), in its parts."""
    parts = _PARTS.findall(name) if name.isalpha() and not name.isupper() else []
    return (" ".join(parts),) if len(parts) > 1 and "".join(parts) == name else ()


def loud(sentence: Sentence) -> bool:
    """Whether capitals tell nothing here: text all in capitals, or a headline with a capital on each word."""
    words = [token.word for token in sentence.tokens if token.shape == "word" and len(token.word) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) >= 0.85 * len(words)


def opens(sentence: Sentence, at: int) -> bool:
    """Whether token ``at`` begins the sentence or a part of it, where any word has a capital."""
    before = at - 1
    while before >= 0 and sentence.tokens[before].shape == "mark" and sentence.lower[before] in "\"'(":
        before -= 1
    if before < 0:
        return True
    token = sentence.tokens[before]
    return (token.shape == "mark" and token.lower not in ("-", "#", ",", "/", "&", "@")) or (
        token.shape == "number" and before == 0
    )


class _Line:
    """One sentence's mentions."""

    def __init__(self, finder: Finder, sentence: Sentence) -> None:
        self.finder, self.sentence = finder, sentence
        self.tokens, self.lower = sentence.tokens, sentence.lower
        self.loud = loud(sentence)
        self.cased = not any("\u0600" <= sentence.text[i] <= "\u06ff" for i in range(0, len(sentence.text), 7))

    def mentions(self) -> Iterator[Mention]:
        at = 0
        before: Mention | None = None
        while at < len(self.tokens):
            span = self._span(at)
            if span is None:
                at += 1
                continue
            last, entries = span
            listed = before if before is not None and self._listed(before.last, at) else None
            mention = self._mention(at, last, entries, listed)
            if mention is not None:
                before = mention
                yield mention
            at = last + 1

    def _span(self, at: int) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest known name that begins at ``at``, else the run of capitals that does."""
        token = self.tokens[at]
        if token.shape not in ("word", "initials") or (self.cased and not token.capital):
            return None
        if self.sentence.match(at, *_CUES) and (self.loud or opens(self.sentence, at)):
            return None
        stops = self._stops(at)
        for last in reversed(stops):
            if last == at and self._plain_word(at):
                continue
            if entries := self.finder.known(self._name(at, last)):
                return last, entries
        if self.loud or not self.cased or self._plain_word(at):
            return None
        return stops[-1], ()

    def _stops(self, at: int) -> list[int]:
        """The tokens at which a name that begins at ``at`` may end, in order."""
        stops = [at]
        last = at
        while last + 1 < len(self.tokens) and len(stops) < MAX_WORDS and last - at < 2 * MAX_WORDS:
            step = last + 1
            while step < len(self.tokens) and step - last <= 4 and self._joins(step):
                step += 1
            if step >= len(self.tokens) or self.tokens[step].shape != "word" or self._gap(last, step):
                break
            if self.cased and not self.tokens[step].capital:
                break
            if not self.cased and step > last + 1:
                break
            stops.append(step)
            last = step
        return stops

    def _joins(self, at: int) -> bool:
        return self.lower[at] in ("-", "'") or (self.cased and self.tokens[at].word in _PARTICLES)

    def _gap(self, last: int, step: int) -> bool:
        """Whether white space stands on one side only of a hyphen, as no name has it ("Jammu -Srinagar")."""
        return any(
            self.lower[at] == "-"
            and (self.tokens[at].start - self.tokens[at - 1].end)
            and (self.tokens[at + 1].start - self.tokens[at].end)
            for at in range(last + 1, step)
        )

    def _plain_word(self, at: int) -> bool:
        """A single word that is no name here, whatever villages are called so."""
        lower = self.lower[at]
        if lower in self.finder.never or lower in _PARTICLES or self.sentence.mark(at, "place.nationality"):
            return True
        if self.loud and self.tokens[at].word not in self.finder.firm and not self._cue(at):
            return True
        first = self.cased and opens(self.sentence, at)
        return first and lower in self.finder.reading.lexicon.exact and self.tokens[at].word not in self.finder.firm

    def _mention(self, first: int, last: int, entries: tuple[Entry, ...], listed: Mention | None) -> Mention | None:
        """``listed`` is the name before it in the same list, whose part and level it shares."""
        sentence = self.sentence
        stated, after = self._stated(first, last)
        cue = self._cue(first) if listed is None else listed.role
        role = self._role(first, after, cue, last)
        if listed is not None and stated is None:
            stated = listed.stated
        cued = stated is not None or listed is not None or cue is not None or self._hashed(first)
        if sentence.match(after, "place.water"):
            return None
        if self._person(first, last) and stated is None:
            return None
        if not entries and not ((stated or cue == "at") and self._nameable(first, last)):
            return None
        if entries and after < len(self.tokens) and self.cased and not self.loud and self._runs_on(last):
            role = (
                "named"
                if role == "at" and not sentence.match(after, "place.facility", "place.route", "place.type")
                else role
            )
            if not cued:
                return None
        return Mention(
            field=sentence.field,
            sentence=sentence.index,
            first=first,
            last=last,
            name=self._received(first, last),
            role=role,
            stated=stated,
            entries=entries,
            cued=cued,
            group=first if listed is None else listed.group,
        )

    def _stated(self, first: int, last: int) -> tuple[Stated | None, int]:
        """The level that the words around a name state, and the first token after the name."""
        after = last + 1
        look = after + 1 if after < len(self.tokens) and self.tokens[after].shape == "possessive" else after
        while look < len(self.tokens) and (
            self.sentence.match(look, "place.between") or (look > after and self.lower[look] == "-")
        ):
            look += 1
        kind = self.sentence.mark(look, "place.type")
        if kind is None and look < len(self.tokens) and self._lists_on(look):
            kind = self._type_of_list(look)
        if kind is not None:
            return cast("Stated", kind.value), after
        for back in range(2, 6):
            if first - back < 0:
                break
            before = self.sentence.mark(first - back, "place.of") or self.sentence.mark(first - back + 1, "place.of")
            if before is not None and before.end == first:
                return cast("Stated", before.value), after
        return None, after

    def _type_of_list(self, at: int) -> Mark | None:
        """In "Djugu and Mahagi territories" the word after the last name tells of all."""
        end = at
        while (
            end < len(self.tokens)
            and end - at < 12
            and (self.tokens[end].capital or self.lower[end] in (",", "and", "-", "y", "et"))
        ):
            end += 1
        mark = self.sentence.mark(end, "place.type")
        return mark if mark is not None and self.lower[end].endswith("s") else None

    def _lists_on(self, at: int) -> bool:
        return self.lower[at] in (",", "and", "y", "et", "та", "і", "и", "و")

    def _cue(self, first: int) -> Role | None:
        """What the words before a name make of it: the longest form that ends right before it decides."""
        sentence = self.sentence
        at = first - 1
        while at >= 0 and (
            self.lower[at]
            in ("the", "a", "its", "their", "nearby", "la", "le", "el", "los", "las", "les", '"', "(", "#", "-")
            or sentence.match(at, "place.between")
        ):
            at -= 1
        if at < 0:
            return None
        for begin in range(max(0, at - 4), at + 1):
            mark = sentence.mark(begin, *_CUES)
            if mark is not None and mark.end == at + 1:
                return _CUES[mark.cls]
        return None

    def _role(self, first: int, after: int, cue: Role | None, last: int) -> Role:
        if self._of_route(first, last):
            return "route"
        if source := self._source(first, after):
            return source
        if self._hashed(first):
            return "at"
        return cue or "named"

    def _of_route(self, first: int, last: int) -> bool:
        """Whether the name belongs to a road, a crossing, a port ("Tibú-Cúcuta road", "the road to Uvira")."""
        after = last + 1
        while after + 1 < len(self.tokens) and self.lower[after] in ("-", "/", "to") and self.tokens[after + 1].capital:
            after += 1
            while after < len(self.tokens) and (self.tokens[after].capital or self.lower[after] in ("-", *_PARTICLES)):
                after += 1
        if self.sentence.match(after, "place.route") and not self.sentence.match(after, "place.type"):
            return True
        return (
            first > 0 and self.lower[first - 1] == "-" and self.tokens[first - 1].start == self.tokens[first - 2].end
            if first > 1
            else False
        )

    def _source(self, first: int, after: int) -> Role | None:
        """Whether the name goes with whoever speaks ("the office in Uvira said", "Baku rejected that") or an institution."""
        end = after
        if end < len(self.tokens) and self.lower[end] == ",":
            end += 1
        speaks = self.sentence.match(end, "place.speech") > 0
        for back in range(1, 7):
            at = first - back
            if at < 0 or self.lower[at] in (",", ";", ":", "."):
                break
            if self.sentence.match(at, "place.institution"):
                return "speaker" if speaks else "source" if back <= 2 else None
        cue = self.lower[first - 1] if first else ""
        return "speaker" if speaks and cue not in ("in", "at", "near") else None

    def _person(self, first: int, last: int) -> bool:
        """A person's or storm's name: a title or given name before it."""
        at = first - 1
        return (
            at >= 0
            and self.sentence.mark(at, "place.person") is not None
            and (self.tokens[at].capital or self.lower[at] in ("named", "called"))
        )

    def _runs_on(self, last: int) -> bool:
        """Whether another capitalised word follows at once, so that the known name is but a part of a name."""
        after = last + 1
        return (
            after < len(self.tokens)
            and self.tokens[after].capital
            and self.tokens[after].shape == "word"
            and self.tokens[after].start - self.tokens[last].end == 1
        )

    def _nameable(self, first: int, last: int) -> bool:
        """Whether an unknown run of capitals may stand as a place's name."""
        words = [self.lower[at] for at in range(first, last + 1) if self.tokens[at].shape == "word"]
        if opens(self.sentence, first) or len("".join(words)) < 3 or (first and self.lower[first - 1] == "the"):
            return False
        return not any(word in self.finder.never for word in words) and not self.sentence.match(last + 1, "place.route")

    def _hashed(self, first: int) -> bool:
        return first > 0 and self.lower[first - 1] == "#"

    def _listed(self, ended: int, first: int) -> bool:
        """Whether only "," or "and" stands between two names."""
        between = self.lower[ended + 1 : first]
        return 0 < len(between) <= 2 and all(
            word in (",", "and", "&", "or", "-", "et", "y", "ou", "та", "і", "и", "й", "و") for word in between
        )

    def _name(self, first: int, last: int) -> str:
        return self.sentence.words(first, last + 1)

    def _received(self, first: int, last: int) -> str:
        """The name as the field has it, so that it can be found there again."""
        reading, sentence = self.finder.reading, self.sentence
        start, end = reading.folded(sentence.field).source(self.tokens[first].start, self.tokens[last].end)
        return reading.item.field(sentence.field)[start:end]


__all__ = ["FIELDS", "Finder", "Mention", "Role"]
