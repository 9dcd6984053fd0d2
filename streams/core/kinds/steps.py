"""What the kinds of rule share: the claim they are given and the transitions they answer with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import Field

from streams.core.alerts import EventKind, Severity
from streams.core.facts import Evidence, Frozen, Place


class Claim(Frozen):
    """One item's claim under the key of an incident, as deciding keeps it. Figures are numbers of people.

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


class Figure(Frozen):
    """A live claim of a toll that its source has not since raised. ``upper`` is the upper end of its range."""

    source: str
    published: datetime
    value: int
    upper: int


class Progress(Frozen):
    """How far the incidents of one key have come: everything that the next claim's effect hangs on.

    ``ordinal`` counts incidents from 1; ``level`` is the highest one reached while open; ``last`` is the moment of
    the last raising claim; ``behind`` the item, source and rules version of the last claim, which a timer's event names.
    """

    ordinal: int = 0
    open: bool = False
    level: int = 0
    value: int | None = None
    span: tuple[int, int] | None = None
    last: datetime | None = None
    figures: tuple[Figure, ...] = ()
    sources: tuple[str, ...] = ()
    behind: tuple[str, str, str] = Field(default=("", "", ""))


@dataclass(frozen=True, slots=True)
class Transition:
    """What happens to an incident, and why. ``distinction`` tells two transitions of one kind apart in their ids."""

    event: EventKind
    ordinal: int
    at: datetime
    severity: Severity
    reason: str
    claim: Claim | None = None
    distinction: str | int | None = None
    value: int | None = None
    span: tuple[int, int] | None = None
    material: bool = True


class Step(NamedTuple):
    """The answer to a claim: at most one transition, the progress after it, and why the one or the other."""

    transition: Transition | None
    progress: Progress
    reason: str


class Ending(NamedTuple):
    """The answer to a deadline: the transition that it brings, and the progress after it."""

    transition: Transition
    progress: Progress
