"""Alert events: one each time an incident changes, with ids that are the same on every run."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from pydantic import Field

from streams.core.facts import Evidence, Frozen, Place
from streams.core.grades import Grading
from streams.core.identity import canonical, digest, utc_text

EventKind = Literal["fire", "escalate", "update", "resolve", "acknowledge", "retract", "expire"]
Severity = Literal["info", "minor", "major", "critical"]

STAGES: tuple[EventKind, ...] = ("fire", "escalate")
"""What has to be acknowledged."""

OVER: tuple[EventKind, ...] = ("resolve", "expire")
"""The incident ran its course."""

ENDINGS: tuple[EventKind, ...] = (*OVER, "retract")
"""The events that end an incident."""

_TURNS: dict[EventKind, int] = {"fire": 0, "escalate": 1, "update": 1, "acknowledge": 2, **dict.fromkeys(ENDINGS, 3)}

SEVERITIES: tuple[Severity, ...] = ("info", "minor", "major", "critical")
"""From the least to the most severe."""


class ItemEvidence(Evidence):
    """Evidence that also names its item, for events made of several items."""

    item: str


class AlertEvent(Frozen):
    """One transition of an incident.

    ``at`` is event time: the item's moment, or a timer's deadline. ``items[0]`` made the transition. ``value`` is
    the figure that decided and ``range`` the lowest and highest live claim, in people, for rules over a toll.
    ``rules`` is the version of the rule set that judged it. ``exercise`` marks a drill. ``contested`` names who alone says,
    or said, that it is over, and speaks for a party to the conflict.
    """

    id: str
    incident: str
    event: EventKind
    rule: str
    key: dict[str, str]
    severity: Severity
    value: int | None = None
    range: tuple[int, int] | None = None
    at: datetime
    items: tuple[str, ...]
    sources: tuple[str, ...]
    summary: str
    reason: str
    evidence: tuple[ItemEvidence, ...] = ()
    places: tuple[Place, ...] = ()
    rules: str
    exercise: bool = False
    contested: str = ""


class Voice(Frozen):
    """A source that says what an incident stands on now, and its figure where it gives one, in people.

    ``at_least``: it says that there are so many or more. ``copied``: its words are another voice's, so that it counts for nothing.
    """

    source: str
    value: int | None = None
    at_least: bool = False
    copied: bool = False


class Cited(Frozen):
    """Where the words of an item stand, and in which language (BCP 47); each empty where nobody knows."""

    item: str
    url: str = ""
    language: str = ""


class Earlier(Frozen):
    """What somebody was told of an incident last. ``at`` is the moment of that news, ``since`` of what they were told first.

    ``message`` and ``first`` name the messages that told it (``message_id``), for programs that chain them.
    """

    event: EventKind
    at: datetime
    since: datetime
    severity: Severity
    value: int | None = None
    range: tuple[int, int] | None = None
    sources: int = Field(default=0, description="how many independent origins said it")
    grade: str = ""
    message: str = ""
    first: str = ""


class Emission(Frozen):
    """An event as the deciding step sends it.

    A late item can change what an earlier event should have said: the event is then sent again, ``revised``, with a
    higher ``revision``, or ``withdrawn`` where it should not have been. Revisions rise within a key; the first of an
    event need not be 1. ``material`` tells delivery that people should hear of it: what stands now has changed, not
    only who repeats it or who said it first.

    The rest is for the words of messages: ``voices`` are who says so now, ``cited`` where the words of its items stand,
    ``earlier`` what its reader was told before, which is known where they are told. ``grading`` is what the event is worth, and
    how many independent origins report it; None in what an earlier version of this service sent. ``stands`` is how the
    incident is without what is ``withdrawn``, where it goes on.
    """

    event: AlertEvent
    revision: int = Field(default=1, ge=1)
    withdrawn: bool = False
    revised: bool = False
    material: bool = True
    voices: tuple[Voice, ...] = ()
    cited: tuple[Cited, ...] = ()
    earlier: Earlier | None = None
    grading: Grading | None = None
    stands: AlertEvent | None = None

    @property
    def instead(self) -> "Emission":
        """What people are told of it: where something was taken back of what goes on, how it stands, as a correction."""
        if self.stands is None:
            return self
        changes = {"event": self.stands, "stands": None, "withdrawn": False, "revised": True}
        return self.model_copy(update=changes)

    @property
    def origins(self) -> int:
        """How many independent origins report it, 0 where nobody counted."""
        return self.grading.origins if self.grading else 0


def incident_id(rule: str, key: Mapping[str, str], *, exercise: bool, ordinal: int) -> str:
    """The id of the ``ordinal``-th incident (from 1) of a rule and key."""
    return _incident_id(rule, tuple(key.items()), exercise, ordinal)


@lru_cache(maxsize=10_000)
def _incident_id(rule: str, key: tuple[tuple[str, str], ...], exercise: bool, ordinal: int) -> str:
    """The same, remembered: every event of an incident asks for it, each time its key is folded again."""
    return digest("incident", rule, dict(key), exercise, ordinal)


@lru_cache(maxsize=10_000)
def event_id(incident: str, event: EventKind, distinction: str | int | None = None) -> str:
    """The id of a transition: incident and kind; an escalation adds its level, an update the item's id."""
    return digest("event", incident, event, distinction)


def message_id(event: AlertEvent, revision: int) -> str:
    """The name of a message that tells an event in the words of a revision: one message is never two."""
    return event.id if revision == 1 else f"{event.id}-{revision}"


def settled(emissions: Iterable[Emission]) -> list[AlertEvent]:
    """The settled log: each event's last revision, withdrawn ones dropped, sorted by (at, incident, id)."""
    log = Settling()
    log.hear(emissions)
    return log.events


class Settling:
    """A settled log in the making: of each event no more is held than its last revision."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, AlertEvent | None]] = {}

    def hear(self, emissions: Iterable[Emission]) -> None:
        """Take in what comes next."""
        for one in emissions:
            known = self._last.get(one.event.id)
            if known is None or one.revision >= known[0]:
                self._last[one.event.id] = one.revision, None if one.withdrawn else one.event

    @property
    def events(self) -> list[AlertEvent]:
        """The log as it is now."""
        return in_order(event for _, event in self._last.values() if event is not None)


def in_order(events: Iterable[AlertEvent]) -> list[AlertEvent]:
    """The events as a log has them: sorted by (at, incident, id)."""
    return sorted(events, key=lambda event: (utc_text(event.at), event.incident, event.id))


Turn = tuple[str, int, str, str]
"""Where an event stands in the course of its incident; turns sort as things happened."""


def turn(event: AlertEvent) -> Turn:
    """An event's place in the course of its incident."""
    return turn_of(event.event, event.at, "".join(event.items[:1]), event.id)


def turn_of(kind: EventKind, at: datetime, item: str, known: str) -> Turn:
    """The same of what is known of an event: its kind and moment, the item that made it, and its id.

    Of one moment the beginning comes first and the end last; what happens between comes in the order in which items of one
    moment are folded. Ids alone would put a lower level behind a higher one.
    """
    return (utc_text(at), _TURNS[kind], item, known)


def event_json(event: AlertEvent) -> dict[str, Any]:
    """The event as JSON values, in the contract's shape; ``contested`` stands only where it is."""
    values = event.model_dump(mode="json")
    if not event.contested:
        del values["contested"]
    return values


def event_line(event: AlertEvent) -> str:
    """The event as one line of canonical JSON: the same bytes on every run."""
    return canonical(event_json(event))
