"""Composing: an event and the subscriptions give the deliveries to make, each with its words and a fixed id."""

import re
from datetime import datetime, timedelta

from streams.core.alerts import AlertEvent, Emission, EventKind, Severity
from streams.core.deliveries import Delivery, NoticeKind, delivery_id
from streams.core.digests import aged
from streams.core.messages.accounts import Background
from streams.core.subscriptions import Recipient, Subscriptions
from streams.core.vigil import OF_THE_SERVICE

LATE = timedelta(hours=6)
"""News older than this when its alert is composed is past news: told in one digest, or, where it is severe, with its age."""

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


def compose(emission: Emission, subscriptions: Subscriptions, now: datetime | None = None) -> tuple[Delivery, ...]:
    """The deliveries that an emission calls for: one a recipient and channel, however many subscriptions want it.

    An emission that is not material calls for none: people are told when something becomes known, not when it is
    repeated. What is wrong with the service itself goes to the fallback alone. ``now`` judges how old the news is; without it, as
    while an archive is played, no age counts.
    """
    if not emission.material:
        return ()
    event = emission.event
    title, body = words(event, revised=emission.revised)
    kind = _KINDS.get(event.event) or _URGENT[event.severity]
    age = timedelta() if now is None or event.rule in OF_THE_SERVICE else now - event.at
    planned: list[Delivery] = []
    for name, recipient in _recipients(event, subscriptions).items():
        for channel in recipient.channels:
            one = Delivery(
                id=delivery_id(event.id, emission.revision, name, channel),
                event=event,
                revision=emission.revision,
                recipient=name,
                channel=channel,
                kind=kind,
                title=title,
                body=body,
                composed=now,
                instead=recipient.beside(channel),
                background=Background(
                    voices=emission.voices,
                    cited=emission.cited,
                    earlier=emission.earlier,
                    corrected=emission.revised,
                    language=recipient.language,
                    zone=str(recipient.zone),
                ),
            )
            if age > LATE:
                one = one.model_copy(update={"title": aged(title, age)} if one.severe else {"late": True})
            planned.append(one)
    return tuple(planned)


def _recipients(event: AlertEvent, subscriptions: Subscriptions) -> dict[str, Recipient]:
    if event.rule in OF_THE_SERVICE:
        names = [subscriptions.fallback] if subscriptions.fallback else []
    else:
        names = [name for one in subscriptions.subscriptions if one.wants(event) for name in one.to]
    return {name: subscriptions.recipients[name] for name in names}


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
