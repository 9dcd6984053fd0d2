"""Statements: what a cue says of a group of routes."""

from dataclasses import dataclass
from typing import Literal

from streams.core.extraction.routes.links import Group
from streams.core.facts import RouteState, Status

Weight = Literal["main", "side"]


@dataclass(frozen=True, slots=True)
class Said:
    """``state`` of the routes of ``group``, by the cue at tokens ``first`` to ``last`` (inclusive) of its sentence.

    A ``side`` statement stands in a clause of circumstance ("after rebels cut it") or in the past perfect: it counts only
    where nothing else is said of the route.
    """

    group: Group
    state: RouteState
    status: Status
    first: int
    last: int
    weight: Weight = "main"
    limiting: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """Forms of the tables at tokens ``at`` to ``end`` (exclusive): their values by class."""

    at: int
    end: int
    values: dict[str, str]
