"""Prints: what is left of a text to tell whether another one was copied from it, in 128 characters.

A print is a MinHash (Broder 1997) over pairs of neighbouring words: of each slot's hash only the lowest byte is kept
(b-bit MinHash, Li and König 2010). Some slots look at the first words alone, because a long story is mostly copied by its
beginning, and a share of the whole would then be too small to be seen.

Pure, seeded, the same on every machine. A print begins with a mark of the way in which it was made, taken from what the
library itself makes of known words: prints of two ways are never compared.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from rensa import RMinHash

VERSION = 1
"""The version of the shingles; together with what the library computes it makes a print's mark."""

WHOLE = 58
LEAD = 32
"""Slots that look at the whole text, and at its beginning; a byte each. With six bytes before them they make 128 characters."""

LEAD_PAIRS = 40
"""Pairs of words that count as the beginning."""

_SEED = 1_931
_SLOTS = WHOLE + LEAD
_WORD = re.compile(r"[^\W_]+")
_BLANKS = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})
_CHANCE = 1 / 256
"""How often a slot of unlike texts agrees in its byte."""

_FEWEST = 5
"""With fewer slots agreeing nothing can be said: in 90 slots of unlike texts as many agree once in 30,000 times."""


class Overlap(NamedTuple):
    """How much two texts share. ``contained`` is the shared part of the shorter text, of 1; ``pairs`` how many pairs of words.

    Both are estimates, with a standard error near 0.07 for texts of like length.
    """

    contained: float
    pairs: float


NOTHING = Overlap(0.0, 0.0)


def words_in(text: str) -> list[str]:
    """The words of a text in lower case; ASCII, as most news is, is split by the faster way."""
    return text.lower().translate(_BLANKS).split() if text.isascii() else _WORD.findall(text.lower())


def print_of(words: Sequence[str]) -> str:
    """The print of a text's telling words in lower case and in their order, base64; empty where there are not two."""
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    return b64encode(_mark() + _made(pairs)).decode() if pairs else ""


@lru_cache(maxsize=1 << 15)
def overlap(one: str, other: str) -> Overlap:
    """How much the texts of two prints share; nothing where a print is empty, or they were made in different ways.

    Remembered, because a key's claims are compared again with each one that comes.
    """
    if not one or not other:
        return NOTHING
    a, b = _read(one), _read(other)
    if a.mark != b.mark:
        return NOTHING
    alike = (a.slots ^ b.slots).to_bytes(_SLOTS, "big")
    if alike.count(0) < _FEWEST:
        return NOTHING
    whole = _shared(alike.count(0, 0, WHOLE) / WHOLE, a.whole, b.whole)
    lead = _shared(alike.count(0, WHOLE) / LEAD, a.lead, b.lead)
    return max(whole, lead, key=lambda found: found.contained)


def near(prints: Sequence[str]) -> list[list[int]]:
    """For each print the earlier ones that it may share anything with: a quick look, half a microsecond a pair."""
    read = [_read(one) for one in prints]
    found: list[list[int]] = []
    for at, (mark, _, _, slots) in enumerate(read):
        earlier = read[:at] if mark else []
        found.append(
            [
                other
                for other, (its, _, _, theirs) in enumerate(earlier)
                if (slots ^ theirs).to_bytes(_SLOTS, "big").count(0) >= _FEWEST and its == mark
            ]
        )
    return found


class _Print(NamedTuple):
    mark: bytes
    whole: int
    lead: int
    slots: int


def _shared(agreeing: float, one: int, other: int) -> Overlap:
    """From the agreement of slots to the resemblance, and from it and both sizes to what is shared (Broder 1997)."""
    resemblance = max(0.0, (agreeing - _CHANCE) / (1 - _CHANCE))
    pairs = resemblance / (1 + resemblance) * (one + other)
    return Overlap(min(1.0, pairs / min(one, other)), pairs)


@lru_cache(maxsize=4096)
def _read(written: str) -> _Print:
    raw = b64decode(written) or bytes(6)
    return _Print(raw[:3].strip(b"\0"), int.from_bytes(raw[3:5], "big"), raw[5], int.from_bytes(raw[6:], "big"))


def _made(pairs: Sequence[str]) -> bytes:
    """Two bytes of the number of pairs, one of those at the beginning, and the slots."""
    lead = pairs[:LEAD_PAIRS]
    sizes = len(set(pairs)).to_bytes(2, "big") + bytes([len(set(lead))])
    return sizes + _slots(pairs, WHOLE) + _slots(lead, LEAD)


def _slots(pairs: Sequence[str], count: int) -> bytes:
    sketch = RMinHash(num_perm=count, seed=_SEED)
    sketch.update(pairs)
    return bytes(slot & 0xFF for slot in sketch.digest())


@cache
def _mark() -> bytes:
    """The version, and two bytes of what the library makes of words that never change."""
    made = _slots(["known words", "words that", "that never", "never change"], 32)
    return bytes([VERSION, sum(made[::2]) & 0xFF, sum(made[1::2]) & 0xFF])
