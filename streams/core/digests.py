"""Digests: one message that stands for many, when there were too many or they are old."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from streams.core.alerts import SEVERITIES
from streams.core.amounts import amount
from streams.core.deliveries import EXERCISE, Delivery
from streams.core.durations import duration_text
from streams.core.identity import digest
from streams.core.messages.together import Gathered, Gathering, Line

LINES = 25
"""Alerts that a digest names, the most severe first; the others are counted."""


def digested(members: Sequence[Delivery], now: datetime) -> Delivery:
    """The digest of deliveries of one lane, of which there is at least one. Its id is the same for the same members."""
    ordered = sorted(members, key=lambda one: (-one.rank, one.event.at, one.id))
    lead = ordered[0]
    counts = Counter(one.event.severity for one in members)
    tally = ", ".join(f"{counts[severity]} {severity}" for severity in reversed(SEVERITIES) if counts[severity])
    drill = EXERCISE if lead.event.exercise else ""
    kind = _kind(members)
    lines = [f"- {one.title} (news of {one.event.at.isoformat(timespec='minutes')})" for one in ordered[:LINES]]
    if len(ordered) > LINES:
        lines.append(f"and {len(ordered) - LINES} more: tocsin deliveries --recipient {lead.recipient}")
    return lead.model_copy(
        update={
            "id": digest("digest", lead.lane, sorted(one.id for one in members)),
            "title": f"{drill}{kind}: {amount(len(members), 'alert')} ({tally})",
            "body": "\n".join((_WHY[kind], *lines)),
            "composed": now if lead.composed else None,
            "late": False,
            "held": False,
            "grouping": None,
            "debounce": None,
            "failed": (),
            "members": tuple(one.id for one in members),
            "gathered": Gathered(
                why=_GATHERING[kind],
                counts=dict(counts),
                lines=tuple(map(_line, ordered[:LINES])),
                more=max(0, len(ordered) - LINES),
                recipient=lead.recipient,
            ),
        }
    )


def grouped(members: Sequence[Delivery], now: datetime) -> Delivery:
    """The message of a group, of which there is more than one. Its id is the same for the same members."""
    one = digested(members, now)
    lead = max(members, key=lambda member: member.rank)
    lines = one.body.partition("\n")[2]
    together = one.gathered and one.gathered.model_copy(update={"why": "together"})
    return one.model_copy(
        update={
            "title": f"{lead.title} (and {amount(len(members) - 1, 'alert')} more)",
            "body": f"{_TOGETHER}\n{lines}",
            "gathered": together,
        }
    )


def _line(one: Delivery) -> Line:
    event = one.event.model_copy(update={"evidence": ()})
    return Line(event=event, background=one.background.model_copy(update={"cited": (), "earlier": None}))


def _kind(members: Sequence[Delivery]) -> str:
    if all(one.late for one in members):
        return "CATCH-UP"
    return "AFTER QUIET HOURS" if all(one.held for one in members) else "DIGEST"


def aged(title: str, age: timedelta) -> str:
    """The title of an alert whose news is old, with its age in days, hours and minutes."""
    return f"{title} [{duration_text(timedelta(minutes=age // timedelta(minutes=1)))} old]"


_GATHERING: Mapping[str, Gathering] = {
    "CATCH-UP": "catch-up",
    "AFTER QUIET HOURS": "after-quiet",
    "DIGEST": "digest",
}
_TOGETHER = "These belong together, and go out as one message."
_WHY = {
    "CATCH-UP": "These were known late, as after an outage: this is past news.",
    "AFTER QUIET HOURS": "These came in your quiet hours. What was over before they ended is not among them.",
    "DIGEST": "More came than this channel takes one by one.",
}
