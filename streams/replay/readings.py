"""A reading: what was read in one line of an archive, as bytes to keep, to put in order and to open later.

Most of a replay needs of an item only when it was published and under which id; its sheet, which takes far longer to
make than all the rest, is opened at the moment at which it is judged.
"""

import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from streams.core.identity import canonical
from streams.core.rule_index import fact_word
from streams.core.sheets import FactSheet

_SUM = 4
"""Bytes of the checksum that a packed reading begins with."""


@dataclass(frozen=True, slots=True)
class Reading:
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
        return FactSheet.model_validate_json(self.body)

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
        return cls(sheet.published.astimezone(UTC), sheet.item, sheet.url or "", len(sheet.facts), says, body, key)

    def packed(self) -> bytes:
        """The reading as bytes, with a checksum over them."""
        head = canonical([self.published.isoformat(), self.item, self.url, self.facts, sorted(self.says)])
        rest = head.encode() + b"\n" + self.body
        return zlib.crc32(rest).to_bytes(_SUM, "big") + rest


def unpacked(raw: bytes, key: bytes) -> Reading | None:
    """What ``packed`` made and was kept under a key, or None for bytes that it did not make."""
    rest = raw[_SUM:]
    if zlib.crc32(rest).to_bytes(_SUM, "big") != raw[:_SUM]:
        return None
    head, _, body = rest.partition(b"\n")
    published, item, url, facts, says = json.loads(head.decode())
    return Reading(datetime.fromisoformat(published), item, url, facts, frozenset(says), body, key)
