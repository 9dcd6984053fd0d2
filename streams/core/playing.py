"""Playing an archive: what happens while it plays, and when each item is due when days pass in seconds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from streams.core.alerts import Emission
from streams.core.deadletters import DeadLetter
from streams.core.deliveries import Attempt
from streams.core.items import Item

LONGEST_GAP = timedelta(hours=3)
"""A longer gap between two items passes as if it were so long: nobody wants to watch a quiet night."""


@dataclass(frozen=True, slots=True)
class Published:
    """An item went in; ``facts`` is None where they are read elsewhere."""

    item: Item
    facts: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Raised:
    """The deciding step emitted an event."""

    emission: Emission
    at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """An attempt at a delivery ended."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Buried:
    """A message went to the dead letters."""

    letter: DeadLetter


@dataclass(frozen=True, slots=True)
class FactsRead:
    """The facts of one item were read."""

    item: str
    facts: int


Happening = Published | FactsRead | Raised | Sent | Buried


def due(items: Sequence[Item], length: timedelta) -> Iterator[tuple[timedelta, Item]]:
    """Each item with its moment after the start, so that all fit into ``length`` in proportion to their gaps."""
    if not items:
        return
    gaps = [min(later.published - earlier.published, LONGEST_GAP) for earlier, later in pairwise(items)]
    whole = sum(gaps, timedelta()) or timedelta(seconds=1)
    passed = timedelta()
    yield timedelta(), items[0]
    for gap, item in zip(gaps, items[1:], strict=True):
        passed += gap
        yield length * (passed / whole), item
