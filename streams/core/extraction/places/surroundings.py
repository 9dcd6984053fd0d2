"""Surroundings: what the words around a name say of it: its level, its part in the clause, whether it is a place at all."""

from functools import lru_cache
from typing import Literal, NamedTuple, cast

from streams.core.extraction.lexicon import Mark
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as

Role = Literal["at", "between", "from", "toward", "route", "source", "speaker", "named", "dateline"]
"""How a mention stands in its clause: where something is (at), one of two ends (between), where people leave (from), a
direction or relation (toward), in the name of a road or crossing (route), with an institution (source), with or as whoever
speaks (speaker), with nothing that tells (named), or as the place where an agency's report was written (dateline)."""

Stated = Literal["place", "admin2", "admin1", "around"]
"""The level that the words around a name state; "around" (countryside) is the first-level area if there is one."""

CUES: dict[str, Role] = {
    "place.at": "at",
    "place.of": "at",
    "place.span": "between",
    "place.from": "from",
    "place.toward": "toward",
    "place.related": "named",
}
"""Classes of the words before a name, and the part that each gives it."""

_BEFORE_NAMES = frozenset('"(#-')
_JOINTS = frozenset(",&/-")


class Surroundings:
    """The words around the names of one sentence. Names are tokens ``first`` to ``last`` (inclusive)."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens, self.lower = sentence.tokens, sentence.lower
        self.particles = particles(sentence)

    def stated(self, first: int, last: int) -> Stated | None:
        """The level that the words around a name state."""
        look = last + 1
        if look < len(self.tokens) and self.tokens[look].shape == "possessive":
            look += 1
        while look < len(self.tokens) and (
            self.sentence.match(look, "place.between") or (look > last + 1 and self.lower[look] == "-")
        ):
            look += 1
        kind = self.sentence.mark(look, "place.type")
        if kind is None and look < len(self.tokens) and self._joins(look):
            kind = self._type_of_list(look)
        if kind is not None:
            return cast("Stated", kind.value)
        for begin in range(max(0, first - 5), first):
            before = self.sentence.mark(begin, "place.of")
            if before is not None and before.end == first:
                return cast("Stated", before.value)
        return None

    def _type_of_list(self, at: int) -> Mark | None:
        """In "Djugu and Mahagi territories" the word after the last name tells of all."""
        end = at
        while end < len(self.tokens) and end - at < 12 and (self.tokens[end].capital or self._joins(end)):
            end += 1
        mark = self.sentence.mark(end, "place.type")
        return mark if mark is not None and ends_as(self.sentence, end, "ending.many") else None

    def cue(self, first: int) -> Role | None:
        """What the words before a name make of it: the longest form that ends right before it decides."""
        sentence = self.sentence
        at = first - 1
        if (
            at > 0 and self.tokens[at].shape == "possessive"
        ):  # "in Syria's Idlib province": what stands before Syria counts
            at -= 1
            while at >= 0 and self.tokens[at].capital:
                at -= 1
        while at >= 0 and (self.lower[at] in _BEFORE_NAMES or sentence.match(at, "place.before", "place.between")):
            at -= 1
        for begin in range(max(0, at - 4), at + 1):
            mark = sentence.mark(begin, *CUES)
            if mark is not None and mark.end == at + 1:
                return CUES[mark.cls]
        return None

    def role(self, first: int, last: int, cue: Role | None) -> Role:
        """The part of a name in its clause; ``cue`` is what the words before it say."""
        if self.of_route(first, last):
            return "route"
        if source := self._source(first, last + 1):
            return source
        if last + 1 < len(self.tokens) and self.tokens[last + 1].shape == "possessive":
            return "named"
        return "at" if self.hashed(first) else cue or "named"

    def of_route(self, first: int, last: int) -> bool:
        """Whether the name belongs to a road, a crossing, a port ("Tibú-Cúcuta road", "the road to Uvira")."""
        after = last + 1
        while after + 1 < len(self.tokens) and self._ranges(after) and self.tokens[after + 1].capital:
            after += 1
            while after < len(self.tokens) and (self.tokens[after].capital or self._binds(after)):
                after += 1
        if self.sentence.match(after, "place.route") and not self.sentence.match(after, "place.type"):
            return True
        return first > 1 and self.lower[first - 1] == "-" and self.tokens[first - 1].start == self.tokens[first - 2].end

    def _source(self, first: int, after: int) -> Role | None:
        """Whether the name goes with whoever speaks ("the office in Uvira said", "Baku rejected that") or an institution."""
        end = after + 1 if after < len(self.tokens) and self.lower[after] == "," else after
        speaks = self.sentence.match(end, "place.speech") > 0
        for at in range(first - 1, max(-1, first - 7), -1):
            if self.lower[at] in (",", ";", ":", "."):
                break
            if self.sentence.match(at, "place.clinic"):
                return "source"
            if self.sentence.match(at, "place.institution"):
                said = not self.sentence.match(at - 1, "grammar.by") and any(
                    self.sentence.match(back, "place.speech") for back in range(max(0, at - 2), at)
                )
                return "speaker" if speaks or said else "source" if first - at <= 2 else None
        return "speaker" if speaks and not (first and self.sentence.match(first - 1, "place.at")) else None

    def person(self, first: int) -> bool:
        """A person's or storm's name: a title or given name before it."""
        at = first - 1
        titled = at >= 0 and self.sentence.mark(at, "place.person") is not None
        return titled and (self.tokens[at].capital or self.sentence.match(at, "place.called") > 0)

    def runs_on(self, last: int) -> bool:
        """Whether another capitalised word follows at once, so that the known name is but a part of a name."""
        after = last + 1
        return (
            after < len(self.tokens)
            and self.tokens[after].capital
            and self.tokens[after].shape == "word"
            and self.tokens[after].start - self.tokens[last].end == 1
        )

    def hashed(self, first: int) -> bool:
        """Whether the name is a hashtag."""
        return first > 0 and self.lower[first - 1] == "#"

    def listed(self, ended: int, first: int) -> bool:
        """Whether only "," or "and" stands between two names."""
        return 1 < first - ended <= _BETWEEN and all(self._joins(at) for at in range(ended + 1, first))

    def _joins(self, at: int) -> bool:
        """Whether a token may stand between the names of a list: a comma, "and"."""
        return self.lower[at] in _JOINTS or self.sentence.match(at, "grammar.and", "grammar.or") > 0

    def _ranges(self, at: int) -> bool:
        """Whether a token may stand between the two ends of a road: a dash, "to"."""
        return self.lower[at] in ("-", "/") or self.sentence.match(at, "grammar.to") > 0

    def _binds(self, at: int) -> bool:
        """Whether a token may stand inside of a name."""
        return self.lower[at] == "-" or self.lower[at] in self.particles


_BETWEEN = 3
"""How far behind the end of a name the next one of a list begins at most: "Maradi, and Zinder"."""


def particles(sentence: Sentence) -> frozenset[str]:
    """The small words inside of names, of any language that names are from."""
    return sentence.lexicon.words("place.particle")


class Dateline(NamedTuple):
    """The tokens of ``BEIRUT, Nov 26 (Agency) -``: its places end before ``places``, the whole before ``end``."""

    places: int = 0
    end: int = 0


def dateline(sentence: Sentence) -> Dateline:
    """The dateline with which the text of an agency's report begins; empty where there is none."""
    if sentence.field != "text" or sentence.index or not sentence.tokens or not sentence.tokens[0].capital:
        return Dateline()
    places = depth = 0
    for at, token in enumerate(sentence.tokens[:_DATELINE]):
        if token.word == "-" and at and token.start > sentence.tokens[at - 1].end and not depth:
            upper = all(one.word.isupper() for one in sentence.tokens[:at] if one.shape == "word")
            return Dateline(places or at, at) if places or upper else Dateline()
        depth += (token.word == "(") - (token.word == ")")
        if not places and (token.word == "(" or token.shape == "number" or sentence.match(at, "calendar.month")):
            places = at
        word = token.shape in ("word", "initials") and not token.capital and token.lower not in particles(sentence)
        if not depth and (word or (token.shape == "mark" and token.word not in _DATELINE_MARKS)):
            return Dateline()
    return Dateline()


_DATELINE = 20
"""How many tokens a dateline may have."""
_DATELINE_MARKS = frozenset("/,.()-'")


@lru_cache(maxsize=256)
def loud(sentence: Sentence) -> bool:
    """Whether capitals tell nothing here: text all in capitals, or a headline with a capital on each word.

    It is asked for all sentences of an item, and again for each.
    """
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
