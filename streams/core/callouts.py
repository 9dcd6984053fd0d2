"""Callouts: whom a drill calls, by their names, their duties or a subscription, and what came of it for each of them."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from streams.core.alerts import Severity
from streams.core.commands import Acknowledge, Call, Drill
from streams.core.deliveries import Attempt
from streams.core.drills import beginning
from streams.core.routing import Directory

State = Literal["acknowledged", "reached", "under way", "not reached", "not sent"]
"""``under way``: some delivery has not ended; ``not sent``: no worker has taken it yet, or none knows this recipient."""


def calls(names: Iterable[str], directory: Directory, severity: Severity, now: datetime) -> tuple[Call, ...]:
    """Whom names call, each once: recipients, those on duty now, or all whom a subscription tells, by the way to its branch.

    Raises ValueError where a name is none of these, or calls nobody.
    """
    found: dict[str, Call] = {}
    for name in names:
        people = list(_people(name, directory, now))
        if not people:
            raise ValueError(_nobody(name, directory))
        for recipient, by, quiet in people:
            until, hours = directory.quiet(quiet, severity, now)
            found.setdefault(recipient, Call(recipient=recipient, by=by, waits=until, quiet=hours))
    return tuple(found.values())


def _people(name: str, directory: Directory, now: datetime) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The recipients of a name, each with why they are meant and the names of their quiet hours."""
    recipients = directory.subscriptions.recipients
    if name in recipients:
        yield name, "", recipients[name].quiet
    elif name in directory.subscriptions.rotas:
        yield from ((one, name, ()) for one, _ in directory.people((name,), now))
    elif (manner := directory.manner(name)) is not None:
        for one, duty in directory.people(manner.to, now):
            yield one, f"{name}, {duty}" if duty else name, (*manner.quiet, *(() if duty else recipients[one].quiet))


def _nobody(name: str, directory: Directory) -> str:
    known = directory.subscriptions
    if name in known.rotas or directory.manner(name) is not None:
        return f"{name} calls nobody now; name somebody"
    names = (*known.recipients, *known.rotas, *(one.id for one in known.subscriptions))
    near = difflib.get_close_matches(name, names, n=1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    listed = ", ".join(names) or "there are none"
    return f"{name} is no recipient, duty or subscription{meant}; there are: {listed}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a drill for one of those who were called. ``incident`` is theirs.

    ``over`` are the channels that took the message, ``failed`` why others did not; ``after`` is how long it took until the
    first had it, and ``seen`` who acknowledged it.
    """

    call: Call
    incident: str
    state: State
    over: tuple[str, ...]
    after: timedelta | None
    failed: Mapping[str, str]
    seen: Acknowledge | None

    def values(self, began: datetime) -> dict[str, Any]:
        """As JSON values; spans in seconds."""
        seen = self.seen
        return {
            "recipient": self.call.recipient,
            "by": self.call.by,
            "incident": self.incident,
            "state": self.state,
            "over": list(self.over),
            "after": None if self.after is None else self.after.total_seconds(),
            "failed": dict(self.failed),
            "acknowledged": seen
            and {"by": seen.author, "comment": seen.comment, "after": (seen.at - began).total_seconds()},
            "quiet": self.call.quiet or None,
            "quiet_until": self.call.waits and self.call.waits.isoformat(),
        }


def answers(drill: Drill, attempts: Iterable[Attempt], acknowledged: Mapping[str, Acknowledge]) -> tuple[Answer, ...]:
    """What came of a drill for each, by the records of deliveries and the acknowledgements by event."""
    found: dict[str, list[Attempt]] = {}
    for one in attempts:
        found.setdefault(one.event, []).append(one)
    return tuple(_answer(drill, call, found, acknowledged) for call in drill.calls)


def _answer(
    drill: Drill, call: Call, attempts: Mapping[str, Sequence[Attempt]], acknowledged: Mapping[str, Acknowledge]
) -> Answer:
    event = beginning(drill, call).event
    made = sorted(attempts.get(event.id, ()), key=lambda one: (one.at, one.number))
    took = [one for one in made if one.outcome == "delivered"]
    over = tuple(dict.fromkeys(one.channel for one in took))
    after = min((one.at + timedelta(seconds=one.took) - drill.at for one in took), default=None)
    failed = {one.channel: _why(one) for one in made if one.channel not in over}
    seen = acknowledged.get(event.id)
    state: State = "acknowledged" if seen else "reached" if over else _unreached(made)
    return Answer(call, event.incident, state, over, after, failed, seen)


def _why(one: Attempt) -> str:
    return (one.reason or one.error).removeprefix(f"{one.channel}: ")


def _unreached(made: Collection[Attempt]) -> State:
    if not made:
        return "not sent"
    ended = {one.delivery for one in made if one.ended}
    going = {one.delivery for one in made} - ended or not any(one.ended in ("expired", "suppressed") for one in made)
    return "under way" if going else "not reached"
