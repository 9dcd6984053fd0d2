"""A reading: what was read in one line of an archive, as bytes to keep, to put in order and to open later.

Most of a replay needs of an item only when it was published and under which id; its sheet, which takes far longer to
make than all the rest, is opened at the moment at which it is judged, and lies packed until then.
"""

import hashlib
import zlib
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple, Self

from streams.core.rule_index import fact_word
from streams.core.sheets import FactSheet

_NUMBER = 4
"""Bytes of a number: of the checksum that a packed reading begins with, and of its head's length."""

_BETWEEN, _AMONG = "\x1f", "\x1e"
"""What stands between the parts of a head, and among the words of its facts."""


class Reading(NamedTuple):
    """An item as far as it must be known before it is judged. ``published`` is in UTC, ``url`` may be empty.

    ``facts`` is how many its sheet holds, ``says`` their words for the index of rules. ``key`` is a hash of all that the
    reading was made of.
    """

    published: datetime
    item: str
    url: str
    facts: int
    says: frozenset[str]
    body: bytes
    key: bytes

    @property
    def sheet(self) -> FactSheet:
        """All that was read in the item, opened anew each time."""
        return FactSheet.model_validate_json(zlib.decompress(self.body))

    @property
    def order(self) -> tuple[datetime, str]:
        """What replay sorts by."""
        return (self.published, self.item)

    @classmethod
    def of(cls, sheet: FactSheet) -> Self:
        """The reading of a sheet."""
        body = sheet.model_dump_json().encode()
        key = hashlib.sha256(body).digest()
        says = frozenset(map(fact_word, sheet.facts))
        published = sheet.published.astimezone(UTC)
        return cls(published, sheet.item, sheet.url or "", len(sheet.facts), says, zlib.compress(body, 1), key)

    def packed(self) -> bytes:
        """The reading as bytes, with a checksum over them."""
        parts = self.published.isoformat(), self.item, str(self.facts), _AMONG.join(sorted(self.says)), self.url
        head = _BETWEEN.join(parts).encode()
        rest = len(head).to_bytes(_NUMBER, "big") + head + self.body
        return zlib.crc32(rest).to_bytes(_NUMBER, "big") + rest


def unpacked(raw: bytes, key: bytes) -> Reading | None:
    """What ``packed`` made and was kept under a key, or None for bytes that it did not make."""
    if zlib.crc32(raw[_NUMBER:]) != int.from_bytes(raw[:_NUMBER], "big"):
        return None
    begin = 2 * _NUMBER
    end = begin + int.from_bytes(raw[_NUMBER:begin], "big")
    published, item, facts, says, url = raw[begin:end].decode().split(_BETWEEN, 4)
    return Reading(datetime.fromisoformat(published), item, url, int(facts), _words(says), raw[end:], key)


@lru_cache(maxsize=4096)
def _words(written: str) -> frozenset[str]:
    """The words of facts; so few combinations there are that each is held once."""
    return frozenset(written.split(_AMONG)) if written else frozenset()
