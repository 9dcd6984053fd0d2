"""Composing: an event and those whom it reaches give the deliveries to make, each with its words and a fixed id."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from streams.core.alerts import OVER, AlertEvent, Emission, EventKind, Severity
from streams.core.branches import News
from streams.core.deliveries import EXERCISE, Delivery, Grouping, NoticeKind, delivery_id
from streams.core.digests import aged
from streams.core.messages.accounts import Background
from streams.core.messages.characters import shown
from streams.core.ownrules import OF_THE_SERVICE
from streams.core.routing import Addressee, Directory

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


def compose(
    emission: Emission, directory: Directory, now: datetime | None = None, to: Iterable[Addressee] | None = None
) -> tuple[Delivery, ...]:
    """The deliveries that an emission calls for: one a recipient and channel, however many subscriptions want it.

    ``to`` are the recipients; without it, those whom the event reaches at its own moment, in whatever hours. An emission
    that is not material calls for none: people are told when something becomes known, not when it is repeated. ``now``
    judges how old the news is; without it, as while an archive is played, no age counts.
    """
    if not emission.material:
        return ()
    event = emission.event
    title, body = words(event, revised=emission.revised)
    kind = _KINDS.get(event.event) or _URGENT[event.severity]
    age = timedelta() if now is None or event.rule in OF_THE_SERVICE else now - event.at
    planned: list[Delivery] = []
    for one in directory.addressees(directory.news(event), event.at) if to is None else to:
        recipient = directory.subscriptions.recipients[one.name]
        for channel in dict.fromkeys((*recipient.over(event.severity), *one.channels)):
            delivery = Delivery(
                id=delivery_id(event.id, emission.revision, one.name, channel),
                event=event,
                revision=emission.revision,
                recipient=one.name,
                channel=channel,
                kind=kind,
                title=title,
                body=body,
                composed=now,
                instead=recipient.beside(channel, event.severity),
                background=Background(
                    voices=emission.voices,
                    cited=emission.cited,
                    earlier=emission.earlier,
                    corrected=emission.revised,
                    grading=emission.grading,
                    language=recipient.language,
                    zone=str(recipient.zone),
                ),
                because=f"{one.branch}, on duty for {one.duty}" if one.duty else one.branch,
                grouping=_grouping(one, directory.news(event)),
                debounce=one.manner.debounce if event.event in OVER else None,
            )
            if age > LATE:
                delivery = delivery.model_copy(
                    update={"title": aged(title, age)} if delivery.severe else {"late": True}
                )
            planned.append(delivery)
    return tuple(planned)


def _grouping(one: Addressee, news: News) -> Grouping | None:
    """The group in which an event goes out to a recipient."""
    manner = one.manner
    if manner.group_by is None:
        return None
    name = f"{one.branch} {group_of(one, news)}"
    return Grouping(name=name, wait=manner.group_wait, interval=manner.group_interval)


def group_of(one: Addressee, news: News) -> str:
    """What is alike in the alerts that go out with an event: ``country=SYR, rule=route-severed``."""
    subject = news.subject
    return ", ".join(f"{name}={' or '.join(subject.get(name, ())) or 'none'}" for name in one.manner.group_by or ())


def words(event: AlertEvent, *, revised: bool = False) -> tuple[str, str]:
    """The built-in title and text of a message: what, where, how sure, who says so and in which words.

    Both are free of control characters and of marks that turn the direction of writing, whatever the items held.
    """
    drill = EXERCISE if event.exercise else ""
    again = "CORRECTED " if revised else ""
    summary = shown(event.summary)
    title = f"{drill}{again}{_WORDS[event.event]} {event.severity.upper()}: {summary}"
    lines = [summary + ("" if summary.endswith(".") else "."), f"Why: {shown(event.reason)}."]
    lines += [f"“{_short(shown(span.quote))}” ({shown(_source(event, span.item))})" for span in event.evidence[:2]]
    lines.append(f"Time of the news: {event.at.isoformat(timespec='minutes')}. Rule: {event.rule}.")
    if event.exercise:
        lines.insert(0, "This is an exercise.")
    return title, "\n".join(lines)


_QUOTE = 300


def _short(quote: str) -> str:
    return quote if len(quote) <= _QUOTE else f"{quote[: _QUOTE - 1]}…"


def _source(event: AlertEvent, item: str) -> str:
    return dict(zip(event.items, event.sources, strict=False)).get(item, "source not named")
