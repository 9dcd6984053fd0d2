"""Editions of the rules: one set after another, each in force from a moment on, and which of them judges an item.

The edition of a moment is the last one, in order of publication, that is in force by then. So one that was planned for
tomorrow never comes when another is published after it that holds from today.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol, TypeVar

OnChange = Literal["keep", "reset"]
"""What becomes of the incidents of a rule that an edition changes: folded again by the new rule, or begun afresh."""

LEAD = timedelta(seconds=5)
"""An edition comes into force so long after it was published, or later: until then every worker has read it."""

STALE = timedelta(seconds=3)
"""A worker judges nothing when it last knew the end of the rules so long ago. The clocks of all machines may differ by
LEAD less this, and still no item is judged by an edition that was no longer the last one."""


class Dated(Protocol):
    """Anything that is in force from a moment on."""

    @property
    def effective_from(self) -> datetime:
        """The moment, with its offset."""


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition. ``name`` is its number, or empty where a host has only ever had this one.

    ``rules`` is the version of its rules, as events carry it; ``digests`` what each rule in use does, by id.
    """

    name: str
    effective_from: datetime
    rules: str
    digests: Mapping[str, str]
    on_change: OnChange = "keep"

    def __str__(self) -> str:
        if self.name.isdecimal():
            return f"version {self.name} of the rules"
        return f"the rules as changed at {self.effective_from:%Y-%m-%d %H:%M:%S%z}"


def in_force(editions: Sequence[D], moment: datetime) -> D | None:
    """The edition of a moment; before all of them the first one, and None only where there is none."""
    for one in reversed(editions):
        if one.effective_from <= moment:
            return one
    return editions[0] if editions else None


def resets(editions: Iterable[Edition], rule: str, known: str) -> bool:
    """Whether one of the editions, in order, changes the rule from what was ``known`` before them, and asks to begin afresh."""
    before: str | None = known
    for one in editions:
        after = one.digests.get(rule)
        if after != before and one.on_change == "reset":
            return True
        before = after
    return False
