"""Composing: an event and the subscriptions give the deliveries to make, each with its words and a fixed id."""

import re
from datetime import datetime
from typing import Literal

from pydantic import Field

from streams.core.alerts import AlertEvent, Emission, EventKind, Severity
from streams.core.facts import Frozen
from streams.core.identity import digest
from streams.core.subscriptions import Subscriptions

NoticeKind = Literal["info", "success", "warning", "failure"]
"""The kinds of notice that Apprise knows; some channels show them as a colour or a sign."""


class Delivery(Frozen):
    """One message to one recipient over one channel: planned once, recognised by its id when it comes again."""

    id: str
    event: AlertEvent
    recipient: str
    channel: str
    kind: NoticeKind
    title: str
    body: str

    @property
    def lane(self) -> str:
        """Deliveries of one lane keep their order."""
        return f"{self.recipient}/{self.channel}"


class Attempt(Frozen):
    """How one attempt at a delivery ended. ``unknown``: it timed out and may have arrived."""

    delivery: str
    event: str
    incident: str
    recipient: str
    channel: str
    number: int = Field(ge=1)
    outcome: Literal["delivered", "failed", "unknown", "given up"]
    at: datetime
    took: float = Field(ge=0, description="seconds")
    services: tuple[str, ...] = Field(default=(), description="the services of the channel, by kind")
    error: str = ""
    fallback: bool = Field(default=False, description="sent as plain built-in text because the template failed")


_KINDS: dict[EventKind, NoticeKind] = {"resolve": "success", "expire": "info", "update": "warning", "retract": "info"}
_WORDS: dict[EventKind, str] = {
    "fire": "NEW",
    "escalate": "WORSE",
    "update": "UPDATE",
    "resolve": "OVER",
    "acknowledge": "SEEN",
    "retract": "WITHDRAWN",
    "expire": "NO FURTHER NEWS",
}
_URGENT: dict[Severity, NoticeKind] = {"critical": "failure", "major": "warning", "minor": "warning", "info": "info"}


def compose(emission: Emission, subscriptions: Subscriptions) -> tuple[Delivery, ...]:
    """The deliveries that an emission calls for: one a recipient and channel, however many subscriptions want it.

    An emission that is not material calls for none: people are told when something becomes known, not when it is
    repeated.
    """
    if not emission.material:
        return ()
    event = emission.event
    lanes = {
        (name, channel): None
        for subscription in subscriptions.subscriptions
        if subscription.wants(event)
        for name in subscription.to
        for channel in subscriptions.recipients[name].channels
    }
    if not lanes:
        return ()
    title, body = words(event, revised=emission.revised)
    kind = _KINDS.get(event.event) or _URGENT[event.severity]
    return tuple(
        Delivery(
            id=digest("delivery", event.id, emission.revision, recipient, channel),
            event=event,
            recipient=recipient,
            channel=channel,
            kind=kind,
            title=title,
            body=body,
        )
        for recipient, channel in lanes
    )


def words(event: AlertEvent, *, revised: bool = False) -> tuple[str, str]:
    """The built-in title and text of a message: what, where, how sure, who says so and in which words.

    Both are free of control characters and of marks that turn the direction of writing, whatever the items held.
    """
    drill = "EXERCISE " if event.exercise else ""
    again = "CORRECTED " if revised else ""
    summary = _plain(event.summary)
    title = f"{drill}{again}{_WORDS[event.event]} {event.severity.upper()}: {summary}"
    lines = [summary + ("" if summary.endswith(".") else "."), f"Why: {_plain(event.reason)}."]
    lines += [f"“{_short(_plain(span.quote))}” ({_plain(_source(event, span.item))})" for span in event.evidence[:2]]
    lines.append(f"Time of the news: {event.at.isoformat(timespec='minutes')}. Rule: {event.rule}.")
    if event.exercise:
        lines.insert(0, "This is an exercise.")
    return title, "\n".join(lines)


_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_QUOTE = 300


def _plain(text: str) -> str:
    return " ".join(_UNPRINTED.sub(" ", text).split())


def _short(quote: str) -> str:
    return quote if len(quote) <= _QUOTE else f"{quote[: _QUOTE - 1]}…"


def _source(event: AlertEvent, item: str) -> str:
    return dict(zip(event.items, event.sources, strict=False)).get(item, "source not named")


def possibly_repeated(delivery: Delivery) -> Delivery:
    """The delivery again after a crash in the middle of it, marked: it may have arrived before."""
    return delivery.model_copy(update={"title": f"(possibly repeated) {delivery.title}"})
