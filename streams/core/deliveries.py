"""Deliveries: one message to one recipient over one channel, and the record of what became of it."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from streams.core.alerts import SEVERITIES, AlertEvent
from streams.core.durations import Duration
from streams.core.facts import Frozen
from streams.core.identity import digest
from streams.core.messages.accounts import Background
from streams.core.messages.together import Gathered

NoticeKind = Literal["info", "success", "warning", "failure"]
"""The kinds of notice that Apprise knows; some channels show them as a colour or a sign."""

Outcome = Literal["delivered", "failed", "unknown", "not sent"]
"""How one attempt went. ``unknown``: it may have arrived. ``not sent``: the delivery ended without an attempt."""

Ending = Literal["delivered", "failed over", "expired", "suppressed"]
"""How a delivery ends."""


HELD_BACK = "held back: "
"""What the record of a delivery that waits begins with."""

TOLD_IN_DIGEST = "told in the digest "
"""What the reason of a delivery that a digest stands for begins with."""

EXERCISE = "EXERCISE "
"""What the title of an exercise's delivery begins with."""


class Grouping(Frozen):
    """What goes out together: alerts of one ``name``. The first waits so long for others; the next message follows no sooner."""

    name: str
    wait: Duration
    interval: Duration


class Delivery(Frozen):
    """One message to one recipient over one channel: planned once, recognised by its id when it comes again.

    ``event`` is what it tells of; a digest tells of many, and names the most severe. ``title`` and ``body`` are plain words in
    English, from which the channel's own are made (``streams.core.messages``) and which stand in for them. ``composed`` is the moment at
    which it was planned, empty while an archive is played, when no age counts.
    """

    id: str
    event: AlertEvent
    revision: int = Field(default=1, ge=1)
    recipient: str
    channel: str
    kind: NoticeKind
    title: str
    body: str
    composed: datetime | None = None
    rung: str = Field(default="", description="the step of an escalation that it is made for")
    late: bool = Field(default=False, description="old news when it was composed: it waits for a catch-up digest")
    instead: tuple[str, ...] = Field(default=(), description="the recipient's other channels, next first")
    failed: tuple[str, ...] = Field(default=(), description="the channels that were tried before this one")
    because: str = Field(default="", description="the branch of the subscriptions that it is made by, and the duty")
    held: bool = Field(
        default=False, description="it waited for quiet hours to end, and goes out with what waited, too"
    )
    grouping: Grouping | None = None
    debounce: Duration | None = Field(default=None, description="how long an end must last before it is told")
    members: tuple[str, ...] = Field(default=(), description="ids of the deliveries that a digest stands for")
    gathered: Gathered | None = Field(default=None, description="what a digest stands for, to be told in its words")
    background: Background = Field(default=Background(), description="what its message says beside the event")

    @property
    def lane(self) -> str:
        """Deliveries of one lane keep their order and share what it takes in an hour; those of exercises have their own."""
        return f"{self.recipient}/{self.channel}{'/exercise' if self.event.exercise else ''}"

    @property
    def about(self) -> str:
        """What it is made for: the event, or a step of an escalation that the event set off."""
        return f"{self.event.id}/{self.rung}" if self.rung else self.event.id

    @property
    def severe(self) -> bool:
        """Whether it may not wait for a digest while there is room for single messages."""
        return self.rank >= SEVERITIES.index("major")

    @property
    def rank(self) -> int:
        """Its severity as a number, the greatest the most severe."""
        return SEVERITIES.index(self.event.severity)


def delivery_id(about: str, revision: int, recipient: str, channel: str) -> str:
    """The id of a delivery, the same whether it was planned or a failing channel led to it. ``about``: ``Delivery.about``."""
    return digest("delivery", about, revision, recipient, channel)


def possibly_repeated(delivery: Delivery) -> Delivery:
    """The delivery again after a crash or a time-out in the middle of it, marked: it may have arrived before."""
    return delivery.model_copy(update={"title": headed(delivery, "(possibly repeated)")})


def headed(delivery: Delivery, mark: str) -> str:
    """The title with a mark before it; that it is an exercise stands before all else."""
    if not delivery.event.exercise:
        return f"{mark} {delivery.title}"
    return f"{EXERCISE}{mark} {delivery.title.removeprefix(EXERCISE)}"


class Attempt(Frozen):
    """What became of one attempt at a delivery, or of the delivery without one (``number`` 0).

    ``ended`` and ``reason`` stand on the last record of a delivery: every delivery has exactly one ending, though a
    crash can write its record twice.
    """

    delivery: str
    event: str
    incident: str
    recipient: str
    channel: str
    number: int = Field(ge=0)
    outcome: Outcome
    at: datetime
    took: float = Field(default=0.0, ge=0, description="seconds")
    services: tuple[str, ...] = Field(default=(), description="the services of the channel, by kind")
    status: int | None = Field(default=None, description="the service's HTTP status, where it spoke HTTP")
    retry_after: float | None = Field(default=None, ge=0, description="seconds for which the service asked to be left")
    error: str = ""
    fallback: bool = Field(default=False, description="sent as plain built-in text because the template failed")
    repeated: bool = Field(default=False, description="sent marked as possibly repeated")
    cut: tuple[str, ...] = Field(
        default=(), description="the kinds of what was left out for its reader, never the words"
    )
    ended: Ending | None = None
    reason: str = ""


def attempted(delivery: Delivery, number: int, outcome: Outcome, at: datetime, **told: Any) -> Attempt:
    """The record of an attempt that began at a moment; ``told`` are further fields of it."""
    return Attempt(
        delivery=delivery.id,
        event=delivery.event.id,
        incident=delivery.event.incident,
        recipient=delivery.recipient,
        channel=delivery.channel,
        number=number,
        outcome=outcome,
        at=at,
        **told,
    )


def without_attempt(delivery: Delivery, ended: Ending, reason: str, now: datetime) -> Attempt:
    """The record of a delivery that ends without being tried."""
    return attempted(delivery, 0, "not sent", now, ended=ended, reason=reason)


def held_back(delivery: Delivery, why: str, now: datetime) -> Attempt:
    """The record of a delivery that has not ended, and waits for something."""
    return attempted(delivery, 0, "not sent", now, error=f"{HELD_BACK}{why}")
