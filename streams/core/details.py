"""Details: the names, numbers and days of a report, each with the words that it stands between.

Who copies a report changes its words, drops some of it and adds to it, but does not put another name or number into the
same place. Who fills a formula again does just that: "shelling of A killed 3" becomes "shelling of B killed 5". So two
texts are compared only where a detail stands between the same two words in both.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from zlib import crc32

from streams.core.spelling import plain, sound

LOOKED_AT = 700
"""Characters of the beginning whose details are kept."""

MAX_RUNS = 16
"""Details side by side make a run; so many runs are kept ..."""

MAX_IN_RUN = 6
"""... of so many details each."""

_SHORT = 3
"""Words of so few letters are passed over: they are what a sub-editor changes first."""

_TINY = 2
"""Capitalised words of so few letters name nobody: articles and prepositions."""

_ALIKE = 2
"""Letters that two spellings of one name have in common at the beginning, once they are folded by sound."""

_LOUD = 0.3
"""The part of a text's characters from which on capitals mark no names."""

_TOKEN = re.compile(r"([.!?:\n\"«“„•][^\w]{0,3})?(\d+(?:[.,\u00a0\u202f]\d{3})*|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*)")
"""A word or number, after what begins a sentence or a quotation."""

_CAPITAL = re.compile("[A-ZА-ЯҐЄІЇ]")
_NOT_DIGITS = re.compile(r"\D")


class Differences(NamedTuple):
    """What two texts have between the same words: ``agreed`` details, and pairs of other names and of other numbers."""

    agreed: int
    names: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]


def details_of(text: str, spelled: Mapping[str, str]) -> tuple[str, ...]:
    """The details of a text's beginning: runs such as ``9f3a 04c1 14 izium``, with marks of the words before and after.

    ``spelled`` gives the figures of number words, and days of the week, of the text's language. Names are words with a capital
    that begin no sentence; a script without capitals has none.
    """
    runs = _runs(text[:LOOKED_AT], spelled)
    return tuple(
        " ".join((_mark(before), _mark(after), *run[:MAX_IN_RUN])) for before, run, after in islice(runs, MAX_RUNS)
    )


def differences(one: tuple[str, ...], other: tuple[str, ...]) -> Differences:
    """How the details of two texts differ. A place of a copy's that the other text has not says nothing.

    Nor does a detail that the other text has elsewhere: a copy may leave out one of two tolls.
    """
    if one <= other:
        return _differences(one, other)
    found = _differences(other, one)
    return Differences(found.agreed, *(tuple((mine, its) for its, mine in pairs) for pairs in found[1:]))


@lru_cache(maxsize=1 << 12)
def _differences(one: tuple[str, ...], other: tuple[str, ...]) -> Differences:
    """Those of two texts in this order, which is the same whichever is asked about."""
    ours, its = list(map(_read, one)), list(map(_read, other))
    here, there = ({detail for run in runs for detail in run.details} for runs in (ours, its))
    agreed: set[str] = set()
    names: dict[tuple[str, str], None] = {}
    numbers: dict[tuple[str, str], None] = {}
    for some, others in _beside(ours, its):
        for digits, unlike in ((True, numbers), (False, names)):
            mine = [detail for detail in some if detail[0].isdigit() is digits]
            theirs = [detail for detail in others if detail[0].isdigit() is digits]
            same = {detail for detail in mine if _among(detail, theirs)}
            agreed |= same
            pairs = zip(mine, theirs, strict=False) if not same or len(mine) == len(theirs) else ()
            unlike.update(dict.fromkeys((a, b) for a, b in pairs if not _among(a, there) and not _among(b, here)))
    return Differences(len(agreed), tuple(names), tuple(numbers))


class _Run(NamedTuple):
    before: str
    after: str
    details: tuple[str, ...]


def _beside(ours: Sequence[_Run], its: Sequence[_Run]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The details that stand for each other: between the same words; or beside the same word, next to such ones.

    Of runs of different lengths beside one word only the nearest details stand for each other.
    """
    between: dict[tuple[str, str], list[int]] = {}
    for there, run in enumerate(its):
        between.setdefault((run.before, run.after), []).append(there)
    met: dict[int, int] = {}
    for here, run in enumerate(ours):
        if same := between.get((run.before, run.after)):
            met[here] = there = same.pop(0)
            yield run.details, its[there].details
    taken = set(met.values())
    for here, run in enumerate(ours):
        for there in (*_next_to(here, met, 1), *_next_to(here, met, -1)) if here not in met else ():
            if there not in taken and 0 <= there < len(its) and (side := _side(run, its[there])) is not None:
                met[here] = there
                taken.add(there)
                one, other = run.details, its[there].details
                yield (one, other) if len(one) == len(other) else (one[side], other[side])
                break


def _next_to(here: int, met: Mapping[int, int], step: int) -> Iterator[int]:
    """Where a run would stand in the other text, by the one before or behind it."""
    if here - step in met:
        yield met[here - step] + step


def _side(one: _Run, other: _Run) -> slice | None:
    """Which details of two runs stand beside the same word."""
    if one.before == other.before:
        return slice(1)
    return slice(-1, None) if one.after == other.after else None


def _read(written: str) -> _Run:
    before, after, *details = written.split(" ")
    return _Run(before, after, tuple(details))


def _mark(word: str) -> str:
    return f"{crc32(word.encode()) & 0xFFFF:04x}"


def _runs(text: str, spelled: Mapping[str, str]) -> Iterator[tuple[str, list[str], str]]:
    """Details side by side, between the telling words before and after."""
    left, run, first = "^", list[str](), True
    capitals = len(_CAPITAL.findall(text)) > _LOUD * len(text)
    for begins, word in _TOKEN.findall(text):
        lower = word.lower()
        detail = spelled.get(lower, "")
        if word[0].isdigit():
            detail = _NOT_DIGITS.sub("", word)
        elif lower != word and not (detail or begins or first or capitals) and word[0].isupper() and len(word) > _TINY:
            detail = plain(word).replace(" ", "-")
        first = False
        if detail:
            run.append(detail)
        elif len(word) > _SHORT:
            if run:
                yield left, run, lower
                run = []
            left = lower
    if run:
        yield left, run, "$"


def _among(detail: str, others: Iterable[str]) -> bool:
    return any(_same(detail, other) for other in others)


def _same(one: str, other: str) -> bool:
    """Whether two details are one, as far as spelling goes."""
    if one == other or one[0].isdigit() or other[0].isdigit():
        return one == other
    return sound(one)[:_ALIKE] == sound(other)[:_ALIKE]
