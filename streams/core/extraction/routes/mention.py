"""A mention: words of one sentence that name a route or point to one."""

from dataclasses import dataclass

from streams.core.facts import RouteKind


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``first`` to ``last`` (inclusive) name a route or point to one.

    ``name`` is None for what only points ("the highway", "both roads"); ``forms`` are the ways in which the words name it.
    ``ends`` are the two places it links. ``count`` is how many routes it points to (1, 2; 0: not told).
    """

    first: int
    last: int
    kind: RouteKind
    name: str | None
    forms: tuple[str, ...] = ()
    ends: tuple[str, str] | None = None
    numbered: bool = False
    described: bool = False
    alone: bool = False
    """Whether a described route is told apart by the place it leads to ("the bridge into the village")."""
    telling: bool = False
    """Whether a qualifier keeps it from being one named elsewhere ("the coastal road")."""
    passing: bool = False
    """Whether it is told only by where it leads ("the road to Uvira"), as ways that people take are."""
    leads: str | None = None
    """The place where it leads or stands, if that is all that tells it."""
    pointing: bool = False
    """Whether it begins by pointing back ("the road, also known as the A-B road")."""
    count: int = 1
    head: int = -1
    """The token of the word of kind, -1 where there is none."""
