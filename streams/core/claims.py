"""Claims: what one item says under a rule and group key, from matching it to deciding on it; and how tables keep values."""

from datetime import datetime
from typing import Literal, Self

from streams.core.facts import Evidence, Frozen, Origin, Place


class Claim(Frozen):
    """One item's claim under the key of an incident. Figures are numbers of people.

    ``effect`` is ``raise`` for the rule's condition and ``clear`` for what resolves it. ``value`` is the claim's figure
    (``count_min``), ``value_max`` its upper end where it has one.

    A claim that was taken back stays, ``withdrawn``, so that an older version that comes once more is known for what it is.
    """

    item: str
    version: datetime
    source: str
    published: datetime
    rules: str = ""
    effect: Literal["raise", "clear"] = "raise"
    value: int | None = None
    value_max: int | None = None
    who: str = ""
    attribution: str = ""
    origin: Origin = Origin()
    evidence: tuple[Evidence, ...] = ()
    places: tuple[Place, ...] = ()
    withdrawn: bool = False

    @property
    def precedence(self) -> tuple[datetime, bool]:
        """Of two words of one item the later version counts, and of one version its withdrawal."""
        return (self.version, self.withdrawn)

    @property
    def order(self) -> tuple[datetime, str]:
        """Claims are folded in order of time; items of one moment in order of their ids."""
        return (self.published, self.item)


class Kept(Frozen):
    """A value that a step keeps in its table between messages."""

    def written(self) -> bytes:
        """As a table keeps it: JSON without what is at its default."""
        return self.model_dump_json(exclude_defaults=True).encode()

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """What ``written`` wrote."""
        return cls.model_validate_json(raw)
