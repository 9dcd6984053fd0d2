"""What the kinds of rule share: the claim they are given and the transitions they answer with."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pydantic import Field

from streams.core.alerts import EventKind, Severity
from streams.core.claims import Claim
from streams.core.facts import Frozen


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
