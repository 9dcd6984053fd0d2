"""Watches: what people know of one incident, what is held back from them, and what is still to be done about it.

Here are the values; ``watching`` says what comes of news, commands and time for the incident as a whole, ``hearing`` for each
recipient.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from streams.core.alerts import ENDINGS, STAGES, AlertEvent, Earlier, Emission, EventKind, turn_of
from streams.core.branches import Behind, News
from streams.core.claims import Kept
from streams.core.commands import Standing
from streams.core.drills import is_drill
from streams.core.escalation import Turn
from streams.core.facts import Frozen
from streams.core.grades import Grading
from streams.core.inhibition import Inhibitions
from streams.core.ownrules import NOBODY_WAS_TOLD
from streams.core.routing import Directory
from streams.core.silences import silenced

KEPT = timedelta(days=8)
"""How long an incident that is over is watched: longer than late items can change it."""

UNHEARD = "it was over before anybody was told of it"
OVERTAKEN = "a later word on the same incident was told in its place"


class Held(Frozen):
    """What was not told, and why. ``known``: people were told of the event before, in other words."""

    emission: Emission
    why: str
    known: bool = False


class Mark(Frozen):
    """What was last said of an event of the incident."""

    kind: EventKind
    at: datetime
    revision: int
    withdrawn: bool = False
    item: str = ""


class Heard(Frozen):
    """What one recipient knows of the incident.

    ``branch`` and ``duty`` say by what they were reached, ``channels`` over what and ``at`` when they were last told, and how
    often again since, and ``last`` what that was. ``held`` waits until the hours ``quiet`` are over; ``missed``: it was over before they were.
    """

    branch: str = ""
    duty: str = ""
    told: bool = False
    at: datetime | None = None
    channels: tuple[str, ...] = ()
    again: int = 0
    last: Earlier | None = None
    held: tuple[Held, ...] = ()
    quiet: tuple[str, ...] = ()
    missed: bool = False


class Watch(Kept):
    """What is known of one incident where people are told.

    ``marks`` are its fire, escalations and endings by event id. ``told``: it was to be told; ``hid``: something of it was
    hidden from people; ``heard`` is what each of them knows. ``latest`` is the last word while it lasts, ``awaiting`` what of
    it people were told at ``since`` and nobody has acknowledged; ``rungs`` are the steps of escalation taken since,
    ``reached`` who was told by any. ``retracted`` is why somebody withdrew it by hand, ``recalled`` the events that say so.
    ``serial`` counts the words that it covers others, ``covering`` is the last of them. ``sources``, ``languages``,
    ``origins`` and ``grading`` are what is behind it.
    """

    version: Literal[1] = 1
    marks: dict[str, Mark] = Field(default_factory=dict)
    told: bool = False
    hid: bool = False
    held: tuple[Held, ...] = ()
    heard: dict[str, Heard] = Field(default_factory=dict)
    latest: Emission | None = None
    awaiting: Emission | None = None
    since: datetime | None = None
    rungs: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    acknowledged: tuple[str, ...] = ()
    retracted: str | None = None
    recalled: tuple[str, ...] = ()
    serial: int = 0
    covering: bool = False
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    origins: int = 0
    grading: Grading | None = None
    touched: datetime | None = None

    @property
    def lasts(self) -> bool:
        """Whether the incident is on, as far as deciding says: it began and did not end."""
        stands = {one.kind for one in self.marks.values() if not one.withdrawn}
        return not stands or stands.isdisjoint(ENDINGS)

    @property
    def fired(self) -> bool:
        """Whether its beginning stands, or was before this watch."""
        fires = [one for one in self.marks.values() if one.kind == "fire"]
        return not fires or any(not one.withdrawn for one in fires)

    @property
    def on(self) -> bool:
        """Whether it lasts, and nobody withdrew it by hand."""
        return self.lasts and self.fired and self.retracted is None

    @property
    def stage(self) -> str:
        """The id of the last fire or escalation that stands: what was ordered about an earlier one is out of date."""
        standing = [(known, one) for known, one in self.marks.items() if one.kind in STAGES and not one.withdrawn]
        return max(turn_of(one.kind, one.at, one.item, known) for known, one in standing)[-1] if standing else ""

    @property
    def known(self) -> bool:
        """Whether somebody was told of it: not where it is still held from everybody until their quiet hours end."""
        return any(one.told for one in self.heard.values())

    @property
    def behind(self) -> Behind | None:
        """What is behind it, None where nothing was noted."""
        return Behind(self.sources, self.languages, self.origins, self.grading) if self.sources else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a watch says: whom to tell what now, what waits, and what nobody will hear.

    ``said`` are events that people's commands make of the incident; ``climbed`` goes to the next in line. ``also`` are told
    beside those who subscribed: the incident was passed on to them. ``grown`` is news of what people know, in case somebody
    waited for more to be behind it.
    """

    watch: Watch
    tell: tuple[Emission, ...] = ()
    hold: tuple[Held, ...] = ()
    drop: tuple[Held, ...] = ()
    said: tuple[Emission, ...] = ()
    climbed: tuple[tuple[Emission, Turn], ...] = ()
    also: tuple[str, ...] = ()
    grown: Emission | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What decides beside the incident itself: commands, inhibitions, and who is told of what."""

    standing: Standing
    inhibitions: Inhibitions
    directory: Directory

    def hides(self, event: AlertEvent, now: datetime) -> str | None:
        """Why nobody is told of an event at ``now``, or None. That somebody could not be told is never hidden, nor a drill."""
        if event.rule == NOBODY_WAS_TOLD or is_drill(event):
            return None
        return silenced(event, self.standing.silences.values(), now) or self.inhibitions.inhibited(
            event, self.standing.covers.values()
        )

    def news(self, watch: Watch, event: AlertEvent) -> News:
        """An event of the incident as subscriptions judge it."""
        return self.directory.news(event, watch.behind)


def without(held: Sequence[Held], event: str) -> tuple[Held, ...]:
    """What is held but for the words of one event."""
    return tuple(one for one in held if one.emission.event.id != event)
