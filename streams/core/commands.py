"""Commands: what people order about incidents, and what stands of it. Each is a value with an id that its content gives.

Whatever the order in which commands are read, and however often, the same stands: two words under one id are joined,
and joining is free of order. A silence that was ended early travels under its own id, whole, with its end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Literal, TypeVar

from pydantic import AwareDatetime, Field, StringConstraints, TypeAdapter, model_validator

from streams.core.alerts import AlertEvent, Severity
from streams.core.facts import Frozen
from streams.core.identity import digest
from streams.core.matchers import Matcher, WrittenMatcher

LONGEST_SILENCE = timedelta(days=90)
"""A silence ends: one for good is a change of the subscriptions."""

Author = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
Comment = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]


class _Ordered(Frozen):
    """What every command says: who ordered it, when, and why."""

    id: str
    author: Author
    comment: Comment
    at: AwareDatetime


class Expiry(Frozen):
    """A silence ended before its time."""

    author: Author
    at: AwareDatetime


class Silence(_Ordered):
    """Nobody is told of incidents that all ``matchers`` meet, from ``at`` until ``ends`` or until it is ended early."""

    kind: Literal["silence"] = "silence"
    matchers: Annotated[tuple[WrittenMatcher, ...], Field(min_length=1, max_length=20)]
    ends: AwareDatetime
    expired: Expiry | None = None

    @model_validator(mode="after")
    def _bounded(self) -> "Silence":
        if not timedelta() < self.ends - self.at <= LONGEST_SILENCE:
            raise ValueError(f"a silence lasts more than nothing and at most {LONGEST_SILENCE.days} days")
        if not any(one.affirms for one in self.matchers):
            raise ValueError("a silence needs one matcher with = or =~, else it would hide almost everything")
        return self

    @property
    def over(self) -> datetime:
        """When it no longer hides anything."""
        return self.ends if self.expired is None else min(self.ends, self.expired.at)

    def active(self, now: datetime) -> bool:
        """Whether it hides what comes at ``now``."""
        return self.at <= now < self.over


class Acknowledge(_Ordered):
    """Somebody has seen the incident as ``event``, its fire or escalation, tells it, and acts."""

    kind: Literal["acknowledge"] = "acknowledge"
    incident: str
    event: str


class Retract(_Ordered):
    """Somebody withdraws an incident by hand, as ``event``, its fire or escalation, tells it."""

    kind: Literal["retract"] = "retract"
    incident: str
    event: str


class Cover(Frozen):
    """An incident that people know and that inhibits others, as the composing worker tells all workers.

    ``serial`` rises with each word on the same incident; ``lasts`` is false once it covers nothing any more.
    """

    kind: Literal["cover"] = "cover"
    id: str
    serial: int = Field(ge=1)
    lasts: bool
    event: AlertEvent


class Call(Frozen):
    """One of those who are called in a drill.

    ``by`` is the duty or the subscription by which they are meant, empty where they are named. The quiet hours ``quiet``
    would have held a real alert until ``waits``.
    """

    recipient: str
    by: str = ""
    waits: AwareDatetime | None = None
    quiet: str = ""


class Drill(_Ordered):
    """An exercise for chosen people (``streams.core.drills``). ``text`` and ``sample`` are what it says, else its own words."""

    kind: Literal["drill"] = "drill"
    calls: Annotated[tuple[Call, ...], Field(min_length=1, max_length=500)]
    severity: Severity
    text: Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)] = ""
    sample: str = ""

    @property
    def name(self) -> str:
        """Its name among drills."""
        return self.id.removeprefix(_DRILL)


Order = Silence | Acknowledge | Retract | Cover | Drill
Command: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="kind")])

_One = TypeVar("_One", Acknowledge, Retract, Drill)
_DRILL = "drill-"


def silence(matchers: Iterable[Matcher], *, author: str, comment: str, at: datetime, ends: datetime) -> Silence:
    """A new silence. Raises pydantic's ValidationError with what is wrong."""
    asked = tuple(matchers)
    return Silence(
        id=digest("silence", [str(one) for one in asked], author, comment, at.isoformat(), ends.isoformat()),
        author=author,
        comment=comment,
        at=at,
        matchers=asked,
        ends=ends,
    )


def expired(known: Silence, *, author: str, at: datetime) -> Silence:
    """The silence, ended early."""
    return known.model_copy(update={"expired": Expiry(author=author, at=at)})


def acknowledge(event: AlertEvent, *, author: str, comment: str, at: datetime) -> Acknowledge:
    """The acknowledgement of an incident's fire or escalation: the same command whoever gives it, so that one counts."""
    return Acknowledge(
        id=digest("acknowledge", event.id),
        author=author,
        comment=comment,
        at=at,
        incident=event.incident,
        event=event.id,
    )


def retract(event: AlertEvent, *, author: str, comment: str, at: datetime) -> Retract:
    """The withdrawal of an incident by hand. Should it get worse afterwards, people are told again."""
    return Retract(
        id=digest("retract", event.id),
        author=author,
        comment=comment,
        at=at,
        incident=event.incident,
        event=event.id,
    )


def cover(event: AlertEvent, serial: int, *, lasts: bool) -> Cover:
    """The word that an incident covers others, or no longer does."""
    return Cover(id=digest("cover", event.incident), serial=serial, lasts=lasts, event=event)


def drill_id(name: str) -> str:
    """The id of the drill of a name: sent again under it, it is the same drill, and the first one stands."""
    return _DRILL + name


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of all commands: silences, covers and drills by id, acknowledgements and retractions by event."""

    silences: Mapping[str, Silence] = field(default_factory=dict)
    acknowledged: Mapping[str, Acknowledge] = field(default_factory=dict)
    retracted: Mapping[str, Retract] = field(default_factory=dict)
    covers: Mapping[str, Cover] = field(default_factory=dict)
    drills: Mapping[str, Drill] = field(default_factory=dict)

    def given(self, commands: Iterable[Order]) -> "Standing":
        """What stands after these commands too."""
        silences, acknowledged = dict(self.silences), dict(self.acknowledged)
        retracted, covers, drills = dict(self.retracted), dict(self.covers), dict(self.drills)
        for one in commands:
            if isinstance(one, Silence):
                silences[one.id] = _sooner(silences.get(one.id, one), one)
            elif isinstance(one, Acknowledge):
                acknowledged[one.event] = _first(acknowledged.get(one.event, one), one)
            elif isinstance(one, Retract):
                retracted[one.event] = _first(retracted.get(one.event, one), one)
            elif isinstance(one, Drill):
                drills[one.id] = _first(drills.get(one.id, one), one)
            else:
                covers[one.id] = max(covers.get(one.id, one), one, key=_word)
        return Standing(silences, acknowledged, retracted, covers, drills)


def _sooner(one: Silence, other: Silence) -> Silence:
    ends = [silence.expired for silence in (one, other) if silence.expired is not None]
    return one.model_copy(update={"expired": min(ends, key=lambda end: (end.at, end.author))}) if ends else one


def _first(one: _One, other: _One) -> _One:
    return min(one, other, key=lambda command: (command.at, command.author, command.comment))


def _word(one: Cover) -> tuple[int, str]:
    return one.serial, one.model_dump_json()
