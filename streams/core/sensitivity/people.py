"""People: the names of people in a text, found without a model, by titles, given names, and capitals that nothing explains.

A name that is sure has something beside it that only people's names have. One that is not is a run of capitals which is
no place, no organisation and no ordinary word: whoever must be cautious takes it for a person's too. In scripts without
capitals that no table here knows, nothing is sure, and the whole text is such a name. Time is linear in the text, as a run
is at most ``LONGEST`` words long.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from streams.core.sensitivity import words
from streams.core.spelling import plain

Known = Callable[[str], bool]
"""Whether a name is known to be something else than a person's: a place, a route, a source."""

LONGEST = 8
"""Words of the longest run of capitals that is looked at as one name."""

_SPAN = 4
"""Words of the longest name that is asked about."""

_WORD = re.compile(r"[^\W\d_](?:\w|['’ʼ-](?=[^\W\d_]))*")
_ARABIC = re.compile(r"[\u0621-\u064a\u064b-\u0652\u0671-\u06d3]+")
_MARKS = re.compile(r"[\u064b-\u0652\u0640]")
_GAP = re.compile(r"[ \u00a0]{1,3}")
_INITIAL_GAP = re.compile(r"\.[ \u00a0]{0,2}")
_BEGINS = re.compile(r"(?:^|[.!?:;\n\"“«„‘(\[]|\s[–—-]\s)[\W\d_]*\Z")
_THING = re.compile(rf"[ \u00a0]{words.THING}\b")
_CALLED = re.compile(rf"{words.CALLED} (?:{words.ARTICLE} )?\Z", re.IGNORECASE)
_AGE = re.compile(
    rf"[ \u00a0]?[,(][ \u00a0]?(?:{words.AGE_BEFORE} )?\d{{1,3}}(?:[ -]{words.AGE_BEHIND})?[ \u00a0]?(?:[,).;]|\Z)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(rf"[ \u00a0]{words.TELLS}\b|, {words.ASIDE}\b")
_ARABIC_AGE = re.compile(rf"[(،,]\s{{0,2}}\d{{1,3}}\s{{0,2}}{words.ARABIC_AGE}|{words.ARABIC_OF_AGE}")
_PATRONYMIC = re.compile(rf"\w{{3,}}{words.PATRONYMIC}\w{{0,3}}\Z", re.IGNORECASE)
_TABLED = re.compile(
    r"[A-Za-z\u00aa-\u02ff\u0370-\u052f\u1e00-\u1fff\u0600-\u06ff\u0300-\u036f\u2c60-\u2c7f\ua720-\ua7ff\ufb50-\ufeff]"
)
_ACRONYM = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text, from ``start`` to ``end``. ``sure``: it is certainly a person's."""

    text: str
    start: int
    end: int
    sure: bool


def nothing_known(_: str) -> bool:
    """Knows no name."""
    return False


def people(text: str, known: Known = nothing_known) -> tuple[Named, ...]:
    """The names in a text that are people's, or may be."""
    if any(char.isalpha() and not _TABLED.match(char) for char in text):
        return (Named(text, 0, len(text), sure=False),)
    found = (*_with_capitals(text, known), *_arabic(text, known))
    return tuple(sorted(found, key=lambda one: one.start))


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    bare: str

    @property
    def capital(self) -> bool:
        head, dash, rest = self.text.partition("-")
        return self.text[0].isupper() or (bool(dash) and head.lower() in words.INSIDE and rest[:1].isupper())


def _with_capitals(text: str, known: Known) -> Iterator[Named]:
    letters = [char for char in text if char.isalpha()]
    loud = sum(char.isupper() for char in letters) > len(letters) / 2
    for run in _runs(text):
        yield from _Run(text, run, known, loud).names()


def _runs(text: str) -> Iterator[list[_Token]]:
    """Words with capitals side by side, those between them included that stand inside names without one."""
    run: list[_Token] = []
    held: list[_Token] = []
    for match in _WORD.finditer(text):
        written = re.sub(r"['’]s\Z", "", match.group())
        token = _Token(written, match.start(), match.start() + len(written), plain(written))
        before = next(reversed(held or run), None)
        if before is None or not _beside(before, text[before.end : match.start()]) or len(run) >= LONGEST:
            if run:
                yield run
            run, held = [], []
        if token.capital:
            run, held = [*run, *held, token], []
        elif run and token.bare in words.INSIDE:
            held.append(token)
        elif not run and token.bare in words.FATHERS:
            run = [token]
        elif run:
            yield run
            run, held = [], []
    if run:
        yield run


def _beside(before: _Token, gap: str) -> bool:
    if _GAP.fullmatch(gap):
        return True
    short = len(before.bare) == 1 or before.bare in words.TITLES
    return short and bool(_INITIAL_GAP.fullmatch(gap))


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of words with capitals, to be judged."""

    text: str
    tokens: Sequence[_Token]
    known: Known
    loud: bool

    def names(self) -> Iterator[Named]:
        """The name in the run, from the first word that is one's to the last."""
        kinds = self._kinds()
        parts = [at for at, kind in enumerate(kinds) if kind in ("given", "unknown", "kunya")]
        titled = self._titled(kinds)
        twice = self._two_places(kinds)
        first, last = self.tokens[0], self.tokens[-1]
        called = bool(_CALLED.search(self.text[max(0, first.start - 60) : first.start]))
        aged = bool(_AGE.match(self.text, last.end))
        if titled is not None:
            yield self._named(titled, len(self.tokens) - 1, sure=True)
        elif parts:
            given = sum(kinds[at] in ("given", "kunya") for at in parts)
            several = len(parts) + sum(kind == "place" for kind in kinds) > 1
            if not (given or called or aged) and self._explained(kinds, parts):
                return
            sure = called or aged or (given > 0 and several) or "patronymic" in kinds
            yield self._named(*self._wider(kinds, parts[0], parts[-1]), sure=sure)
        elif twice:
            yield self._named(0, len(self.tokens) - 1, sure=aged)

    def _wider(self, kinds: Sequence[str], first: int, last: int) -> tuple[int, int]:
        """The name with what stands beside it and is a place's name too: a family's may be."""
        while first > 0 and kinds[first - 1] == "place":
            first -= 1
        while last + 1 < len(kinds) and (
            kinds[last + 1] in ("place", "body") or self.tokens[last + 1].bare in words.INSIDE
        ):
            last += 1
        return first, last

    def _named(self, first: int, last: int, *, sure: bool) -> Named:
        while first > 0 and self.tokens[first - 1].bare in words.FATHERS:
            first -= 1
        start, end = self.tokens[first].start, self.tokens[last].end
        return Named(self.text[start:end], start, end, sure)

    def _kinds(self) -> list[str]:
        kinds = [self._kind(token) for token in self.tokens]
        at = 0
        while at < len(self.tokens):
            length = next((size for size in range(_SPAN, 0, -1) if self._is_known(at, size)), 1)
            if length > 1:
                kinds[at : at + length] = ["whole"] * length
            elif kinds[at] == "unknown":
                kinds[at] = self._kind_of_place(self.tokens[at])
            at += length
        return kinds

    def _kind_of_place(self, token: _Token) -> str:
        """What a word is that no list has, once places are asked: "Saraqib", or the road "Damascus-Aleppo"."""
        if self.known(token.text):
            return "place"
        parts = [part for part in token.text.split("-") if part[:1].isupper()]
        named = all(plain(part) in words.ORDINARY | words.BODIES or self.known(part) for part in parts)
        return "whole" if named and "-" in token.text else "unknown"

    def _is_known(self, at: int, size: int) -> bool:
        tokens = self.tokens[at : at + size]
        if len(tokens) < size:
            return False
        return self.known(self.text[tokens[0].start : tokens[-1].end])

    def _kind(self, token: _Token) -> str:
        parts = [plain(part) for part in token.text.split("-") if part[:1].isupper()] or token.bare.split()
        if all(part in words.ORDINARY for part in parts) and not (len(parts) == 1 and parts[0] in words.GIVEN):
            return "ordinary"
        if any(part in words.GIVEN for part in parts) or _given_inflected(token.bare) or _PATRONYMIC.match(token.text):
            return "given"
        if token.bare in words.FATHERS:
            return "kunya"
        if token.bare in words.TITLES:
            return "title"
        if any(part in words.BODIES for part in parts):
            return "body"
        acronym = token.text.isupper() and len(token.text) <= _ACRONYM and not self.loud
        if acronym or len(token.bare) < 2 or token.bare in words.INSIDE or self._numbered(token):
            return "ordinary"
        return "unknown"

    def _numbered(self, token: _Token) -> bool:
        """Whether it holds a number, or one follows at once: the name of a road or of a weapon."""
        return any(map(str.isdigit, token.text)) or bool(re.match(r"-?\d", self.text[token.end : token.end + 2]))

    def _titled(self, kinds: Sequence[str]) -> int | None:
        """Where the name begins that follows a title."""
        for at, kind in enumerate(kinds):
            before = kinds[at - 1] if at else self._kind_before()
            if before == "title" and kind in ("given", "unknown", "kunya", "place"):
                return at
        return None

    def _kind_before(self) -> str:
        """The kind of a word without a capital before the run: "colonel Amin", "Dr. Amin"."""
        match = re.search(
            r"([^\W\d_]+(?:['’-][^\W\d_]+)?)\.?[ \u00a0]\Z",
            self.text[max(0, self.tokens[0].start - 30) : self.tokens[0].start],
        )
        return "title" if match and match.group(1)[0].islower() and plain(match.group(1)) in words.TITLES else ""

    def _two_places(self, kinds: Sequence[str]) -> bool:
        """Whether two names that are places' each stand side by side, which a person's name may be."""
        return any(one == other == "place" for one, other in itertools.pairwise(kinds))

    def _explained(self, kinds: Sequence[str], parts: Sequence[int]) -> bool:
        """Whether what nothing in the run explains is the name of a body or a thing, or begins its sentence."""
        thing = "body" in kinds or _THING.match(self.text, self.tokens[-1].end)
        return bool(thing) or (len(parts) == 1 and self._begins_plainly(kinds, parts[0]))

    def _begins_plainly(self, kinds: Sequence[str], at: int) -> bool:
        """Whether the only word that nothing explains begins its sentence, as an ordinary word would."""
        token = self.tokens[at]
        if at or self.loud or not _BEGINS.search(self.text[max(0, token.start - 12) : token.start]):
            return False
        if len(kinds) > 1 and kinds[1] in ("ordinary", "body", "title", "place", "whole"):
            return True
        ordinary = token.bare.endswith(words.ENDINGS) or (token.bare.endswith("s") and not token.bare.endswith("ss"))
        return ordinary or not _SUBJECT.match(self.text, token.end)


def _given_inflected(bare: str) -> bool:
    """Whether a word is a Slavic given name with an ending."""
    if bare.isascii() or len(bare) < 5:
        return False
    stems = (bare[:-1], bare[:-2], bare[:-3])
    return any(len(stem) > 3 and any(stem + end in words.GIVEN for end in ("", *words.GIVEN_ENDINGS)) for stem in stems)


def _arabic(text: str, known: Known) -> Iterator[Named]:
    """Names in Arabic script, which has no capitals: behind titles and words that name, and given names."""
    for match in _ARABIC_AGE.finditer(text):
        yield Named(match.group(), match.start(), match.end(), sure=True)
    spoken = list(_ARABIC.finditer(text))
    plains = [_MARKS.sub("", word.group()) for word in spoken]
    for at, word in enumerate(plains):
        bare = next(
            (one for one in (word, word[1:]) if one in words.ARABIC_GIVEN | words.ARABIC_TITLES | words.ARABIC_NAMED),
            "",
        )
        if not bare or (bare != word and word[0] not in words.ARABIC_JOINED):
            continue
        after = spoken[at + 1 : at + 3]
        if bare in words.ARABIC_GIVEN:
            begin, sure = spoken[at], bool(after)
        elif after:
            begin, sure = (spoken[at] if bare in words.ARABIC_FATHERS else after[0]), True
        else:
            continue
        near = spoken[max(0, at - 1)].start(), spoken[at].start()
        if any(
            known(text[start : one.end()]) for start in near for one in (spoken[at], *after) if one.start() > near[0]
        ):
            continue
        end = (after or [spoken[at]])[-1].end()
        yield Named(text[begin.start() : end], begin.start(), end, sure)
