"""What the kinds of rule share: the claim they are given and the transitions they answer with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from streams.core.alerts import EventKind, ItemEvidence, Severity
from streams.core.facts import Frozen, Place


class Claim(Frozen):
    """One item's claim under the key of an incident, as deciding keeps it. Figures are numbers of people."""

    item: str
    version: datetime
    source: str
    published: datetime
    rules: str
    effect: Literal["raise", "clear"]
    value: int | None = None
    value_max: int | None = None
    who: str = ""
    attribution: str = ""
    evidence: tuple[ItemEvidence, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def order(self) -> tuple[datetime, str]:
        """Claims are folded in order of time; items of one moment in order of their ids."""
        return (self.published, self.item)


class Figure(Frozen):
    """A source's live claim of a toll: what it said at most within the window, and when."""

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


@dataclass(frozen=True, slots=True)
class Step:
    """The answer to one claim or deadline: the progress after it, and at most one transition.

    ``reason`` says why nothing changed, where nothing did.
    """

    progress: Progress
    transition: Transition | None
    reason: str = ""
