"""What the kinds of rule share: what they remember of a key, what they find in a claim, and what comes of it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from streams.core.alerts import EventKind, ItemEvidence
from streams.core.claims import Claim
from streams.core.facts import Frozen, Origin
from streams.core.grades import Grading
from streams.core.reports import Report
from streams.core.rules.fields import Written

R = TypeVar("R", bound=Written)
"""The rules of a kind."""


class Figure(Frozen):
    """A live claim of a toll that its source has not since raised. ``upper`` is the upper end of its range.

    ``area`` is the path of the area that it is of, for tolls that are added over areas. ``at_least``: so many or more;
    ``disputes``: others had given a higher figure when this was said.
    """

    source: str
    published: datetime
    value: int
    upper: int
    area: str = ""
    grade: str = ""
    at_least: bool = False
    disputes: bool = False


class Sight(Frozen):
    """A thing that was told of, when last, and in which item; with that item's origin where copies are to count once."""

    name: str
    at: datetime
    item: str = ""
    source: str = ""
    origin: Origin | None = None


class Link(Frozen):
    """An earlier claim that an incident stands on: the step of a sequence, or another rule's incident.

    ``of`` says which step or rule, ``grading`` what that claim is worth by itself.
    """

    of: str
    name: str
    at: datetime
    items: tuple[str, ...]
    sources: tuple[str, ...]
    evidence: tuple[ItemEvidence, ...] = ()
    grading: Grading = Grading()


class Pending(Frozen):
    """What a rule asks for holds, or will, and no incident is open yet.

    It holds from ``since``, and until ``until`` if nothing further comes, None for ever. ``claim`` is the one that the
    incident will be told by when it fires, None where nothing was ever heard.
    """

    since: datetime
    until: datetime | None = None
    level: int = 1
    claim: Claim | None = None
    reason: str = ""
    links: tuple[Link, ...] = ()


class Closing(Frozen):
    """The end of an open incident has come, and waits for ``keep_firing`` to pass. Silence has no ``claim``."""

    at: datetime
    event: EventKind
    claim: Claim | None
    reason: str
    contested: str = ""


class Progress(Frozen):
    """How far the incidents of one key have come: everything that the next claim's effect hangs on.

    ``ordinal`` counts incidents from 1; ``level`` is the highest one reached while open; ``last`` is the moment of
    the last raising claim; ``behind`` the item, source and rules version of the last claim, which a timer's event names.
    ``peak`` is the highest figure while open, where a table of severities asks for it.
    ``figures``, ``sources``, ``sights``, ``counts``, ``chains`` and ``bar`` are memories of the kinds; ``voices`` are
    origins that say what the rule asks for, and ``reports`` all who say or deny it; ``first`` is the moment of the first claim ever, ``quiet`` the end of the
    cooldown, ``contested`` who alone said that the last incident was over, and spoke for a party to the conflict.
    """

    ordinal: int = 0
    open: bool = False
    level: int = 0
    value: int | None = None
    span: tuple[int, int] | None = None
    last: datetime | None = None
    figures: tuple[Figure, ...] = ()
    sources: tuple[str, ...] = ()
    behind: tuple[str, str, str] = ("", "", "")
    sights: tuple[Sight, ...] = ()
    counts: tuple[tuple[int, int], ...] = ()
    chains: tuple[tuple[Link, ...], ...] = ()
    bar: int = 0
    peak: int = 0
    voices: tuple[Sight, ...] = ()
    reports: tuple[Report, ...] = ()
    first: datetime | None = None
    pending: Pending | None = None
    closing: Closing | None = None
    quiet: datetime | None = None
    contested: str = ""


class Finding(NamedTuple):
    """What a kind finds in a claim.

    ``changes`` are those to the progress; ``level`` is 0 where what the rule asks for does not hold; ``reason`` says
    so in words, and how far it was. It holds since the claim, unless ``pending`` says what will hold later without any
    further news. To an open incident the claim is no news at all, a note for the log, or news for people. ``over`` is how
    it ends the incident. ``supports`` tells that the claim by itself says what the rule asks for; ``links`` are earlier
    claims that it stands on.
    """

    changes: dict[str, Any]
    level: int
    reason: str
    pending: Pending | None = None
    news: Literal["no", "noted", "told"] = "no"
    over: EventKind | None = None
    supports: bool = True
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    """What happens to an incident, and why. ``distinction`` tells two transitions of one kind apart in their ids."""

    event: EventKind
    ordinal: int
    at: datetime
    reason: str
    claim: Claim | None = None
    distinction: str | int | None = None
    level: int = 0
    value: int | None = None
    span: tuple[int, int] | None = None
    material: bool = True
    peak: int = 0
    origins: int = 1
    links: tuple[Link, ...] = ()
    contested: str = ""


class Step(NamedTuple):
    """The answer to a claim: at most one transition, the progress after it, and why the one or the other."""

    transition: Transition | None
    progress: Progress
    reason: str


class Ending(NamedTuple):
    """The answer to a deadline: the transition that it brings, and the progress after it."""

    transition: Transition
    progress: Progress


class Kind(ABC, Generic[R]):
    """A kind of rule: what it finds in each claim. When that fires, escalates or ends is the same for all kinds."""

    unheard = "no further report in the time that the rule allows"
    """Why an incident ends when nothing more comes."""

    @abstractmethod
    def take(self, rule: R, progress: Progress, claim: Claim) -> Finding:
        """Judge a claim that raises."""

    def lapses(self, rule: R, progress: Progress) -> datetime | None:
        """When an open incident ends if nothing more comes; None for never."""
        if rule.expire_after is None or progress.last is None:
            return None
        return progress.last + rule.expire_after

    def holds_until(self, rule: R, progress: Progress) -> datetime | None:
        """Until when that holds which would fire, if nothing more comes; None for ever."""
        return self.lapses(rule, progress)

    def kept(self, rule: R, progress: Progress, event: EventKind) -> Mapping[str, Any]:  # noqa: ARG002 -- most forget all
        """What of the memory outlasts the end of an incident, which ``event`` tells, or news that would have ended it."""
        return {}


def transition(
    event: EventKind, progress: Progress, at: datetime, reason: str, *, claim: Claim | None, origins: int, **more: Any
) -> Transition:
    """A transition of an incident that has come so far."""
    return Transition(
        event,
        progress.ordinal,
        at,
        reason,
        claim,
        level=progress.level,
        value=progress.value,
        span=progress.span,
        peak=progress.peak,
        origins=origins,
        **more,
    )


def named_by(claim: Claim) -> tuple[str, str, str]:
    """What a timer's event names when this claim was the last."""
    return "".join(claim.items[:1]), claim.sources[0], claim.rules


def earliest(*moments: datetime | None) -> datetime | None:
    """The first of the moments that there are."""
    return min((one for one in moments if one is not None), default=None)


def moment_text(moment: datetime) -> str:
    """A moment in a reason: ``2025-03-01 14:02 UTC``."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
