"""A watch: what people know of one incident, what is held back from them, and what is still to be done about it.

Deciding says what is the case; a watch says what of it people are told, and when. What a silence or another incident hides
is held. When nothing hides it any more, and it still lasts, it is told; when it ended unheard, it is not. The end or
withdrawal of what people were told is never hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import Field

from streams.core.alerts import AlertEvent, Earlier, Emission, EventKind
from streams.core.claims import Kept
from streams.core.commands import Acknowledge, Cover, Standing, cover
from streams.core.escalation import Rung, due, rungs_due
from streams.core.events import acknowledged, withdrawn_by_hand
from streams.core.facts import Frozen
from streams.core.inhibition import Inhibitions
from streams.core.silences import silenced
from streams.core.subscriptions import Subscriptions
from streams.core.undelivered import NOBODY_WAS_TOLD

ENDINGS: tuple[EventKind, ...] = ("resolve", "expire", "retract")
STAGES: tuple[EventKind, ...] = ("fire", "escalate")
"""What has to be acknowledged."""

KEPT = timedelta(days=8)
"""How long an incident that is over is watched: longer than late items can change it."""

_UNHEARD = "it was over before anybody was told of it"
_OVERTAKEN = "a later word on the same incident was told in its place"


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


class Watch(Kept):
    """What is known of one incident where people are told.

    ``marks`` are its fire, escalations and endings by event id. ``told``: people heard
    of it; ``hid``: something of it was hidden from them. ``latest`` is the last word
    while it lasts, ``awaiting`` what of it people were told at ``since`` and nobody has acknowledged; ``rungs`` are the
    steps of escalation taken since, ``reached`` who was told by any. ``retracted`` is why somebody withdrew it by hand, ``recalled`` the events that say so.
    ``serial`` counts the words that it covers others, ``covering`` is the last of them. ``heard`` is what people were told last.
    """

    version: Literal[1] = 1
    marks: dict[str, Mark] = Field(default_factory=dict)
    told: bool = False
    hid: bool = False
    held: tuple[Held, ...] = ()
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
    touched: datetime | None = None
    heard: Earlier | None = None

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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a watch says: whom to tell what now, what waits, what nobody will hear, and what all workers must know.

    ``said`` are events that people's commands make of the incident; ``climbed`` goes to the next in line. ``also`` are told beside those
    who subscribed: the incident was passed on to them.
    """

    watch: Watch
    tell: tuple[Emission, ...] = ()
    hold: tuple[Held, ...] = ()
    drop: tuple[Held, ...] = ()
    said: tuple[Emission, ...] = ()
    climbed: tuple[tuple[Emission, Rung], ...] = ()
    also: tuple[str, ...] = ()
    covers: tuple[Cover, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What decides beside the incident itself: commands, inhibitions, and who is told of what."""

    standing: Standing
    inhibitions: Inhibitions
    subscriptions: Subscriptions

    def hides(self, event: AlertEvent, now: datetime) -> str | None:
        """Why nobody is told of an event at ``now``, or None. That somebody could not be told is never hidden."""
        if event.rule == NOBODY_WAS_TOLD:
            return None
        return silenced(event, self.standing.silences.values(), now) or self.inhibitions.inhibited(
            event, self.standing.covers.values()
        )


def take(watch: Watch, emission: Emission, around: Surroundings, now: datetime) -> Verdict:
    """Take one emission of the incident, at the moment ``now`` at which it reached its topic."""
    return _following(_taken(watch, emission, around, now))


def _taken(watch: Watch, emission: Emission, around: Surroundings, now: datetime) -> Verdict:
    known = _noted(watch, emission, now)
    if not emission.material:
        return _resumed(Verdict(known) if _on(known) else _released(Verdict(known), around, now), around, now)
    event = emission.event
    if event.event in ENDINGS or event.event == "acknowledge":
        return _resumed(_ended(watch, known, emission, around, now), around, now)
    if known.retracted and event.event != "escalate":
        return Verdict(known, drop=(Held(emission=emission, why=known.retracted),))
    why = around.hides(event, now)
    if why is not None:
        return _hidden(known, Held(emission=emission, why=why))
    return _told(_released(Verdict(known), around, now), emission, around, now)


def tick(watch: Watch, around: Surroundings, now: datetime) -> Verdict | None:
    """Let time pass: what people ordered is said, what is hidden no more is told, what nobody acknowledged climbs.

    None where nothing of that is so.
    """
    ordered = _ordered(watch, around)
    verdict = _following(_covered(_climbed(_released(ordered, around, now), around, now), around))
    return None if verdict.watch == watch else verdict


def _following(verdict: Verdict) -> Verdict:
    """What is told, each with what people were told before it."""
    heard = verdict.watch.heard
    tell: list[Emission] = []
    for emission in verdict.tell:
        tell.append(emission.model_copy(update={"earlier": heard}))
        event = emission.event
        if event.event != "acknowledge":
            heard = Earlier(
                event=event.event,
                at=event.at,
                since=event.at if heard is None or heard.event in ENDINGS else heard.since,
                severity=event.severity,
                value=event.value,
                range=event.range,
                sources=len(emission.voices),
            )
    return replace(verdict, tell=tuple(tell), watch=verdict.watch.model_copy(update={"heard": heard}))


def deadlines(watch: Watch, around: Surroundings) -> Iterator[datetime]:
    """Moments at which time alone may change something: what hides it ends, or the next in line is due."""
    if watch.held or watch.awaiting is not None:
        yield from (one.over for one in around.standing.silences.values())
    if watch.awaiting is not None and watch.since is not None:
        yield from rungs_due(watch.awaiting.event, watch.since, around.subscriptions)


def forgotten(watch: Watch, now: datetime) -> bool:
    """Whether the incident is over for so long that nothing comes of it any more."""
    return not _on(watch) and not watch.held and watch.touched is not None and now - watch.touched > KEPT


def _on(watch: Watch) -> bool:
    return watch.lasts and watch.fired and watch.retracted is None


def _noted(watch: Watch, emission: Emission, now: datetime) -> Watch:
    """The watch with what an emission says of the incident, whether people hear of it or not."""
    event, known = emission.event, watch.marks.get(emission.event.id)
    if known is not None and known.revision > emission.revision:
        return watch
    changes: dict[str, Any] = {"touched": now, "held": _corrected(watch.held, emission)}
    if known is not None and emission.withdrawn:
        # What is withdrawn comes as a retract under its own id: the mark keeps what it was.
        mark = known.model_copy(update={"revision": emission.revision, "withdrawn": True})
        changes["marks"] = watch.marks | {event.id: mark}
    elif event.event in (*STAGES, *ENDINGS) and not emission.withdrawn and event.id not in watch.recalled:
        mark = Mark(kind=event.event, at=event.at, revision=emission.revision)
        changes["marks"] = watch.marks | {event.id: mark}
    if event.event in (*STAGES, "update") and not emission.withdrawn:
        changes["latest"] = emission
    if event.event == "escalate" and emission.material:
        changes["retracted"] = None
    return watch.model_copy(update=changes)


def _corrected(held: tuple[Held, ...], emission: Emission) -> tuple[Held, ...]:
    """What is held, in the words that it has now."""
    if emission.withdrawn:
        return held
    word = emission.model_copy(update={"material": True})
    return tuple(
        one.model_copy(update={"emission": word}) if one.emission.event.id == emission.event.id else one for one in held
    )


def _ended(before: Watch, known: Watch, emission: Emission, around: Surroundings, now: datetime) -> Verdict:
    """An ending, a withdrawal or an acknowledgement: told to those who know of the incident, and to nobody else."""
    event = emission.event
    unheard = not before.told and before.hid
    unheard = unheard or any(one.emission.event.id == event.id and not one.known for one in known.held)
    held = _without(known.held, event.id) if emission.withdrawn else known.held
    dropped = tuple(one for one in known.held if one not in held)
    if not _on(known):
        held, dropped = (), known.held
    if not _on(known) or (known.awaiting is not None and known.awaiting.event.id == event.id):
        known = known.model_copy(update={"awaiting": None, "since": None, "rungs": ()})
    known = known.model_copy(update={"held": held})
    if known.told and _on(known) and not _on(before) and _stage(known) not in known.acknowledged:
        known = known.model_copy(update={"awaiting": known.latest, "since": now, "rungs": ()})
    drops = tuple(Held(emission=one.emission, why=f"{one.why}; {_UNHEARD}") for one in dropped)
    hushed = event.event in ("resolve", "expire") and before.retracted is not None
    if unheard or hushed:
        why = before.retracted if hushed and before.retracted else _UNHEARD
        return _covered(Verdict(known, drop=(*drops, Held(emission=emission, why=why))), around)
    return _covered(Verdict(known, tell=(emission,), drop=drops, also=known.reached), around)


def _hidden(watch: Watch, hidden: Held) -> Verdict:
    """Hold an emission back. Of updates that are held the last counts."""
    others = _without(watch.held, hidden.emission.event.id)
    before = next((one.known for one in watch.held if one not in others), hidden.emission.revised)
    hidden = hidden.model_copy(update={"known": before})
    old = tuple(one for one in others if one.emission.event.event == hidden.emission.event.event == "update")
    held = (*(one for one in others if one not in old), hidden)
    drops = tuple(Held(emission=one.emission, why=f"{one.why}; {_OVERTAKEN}") for one in old)
    return Verdict(watch.model_copy(update={"held": held, "hid": True}), hold=(hidden,), drop=drops)


def _told(verdict: Verdict, emission: Emission, around: Surroundings, now: datetime) -> Verdict:
    """Tell people of an emission, and wait for an acknowledgement where it is a new stage."""
    changes: dict[str, Any] = {"told": True}
    new = emission.event.event in STAGES and emission.event.id not in verdict.watch.acknowledged
    if new and _on(verdict.watch):
        changes |= {"awaiting": emission, "since": now, "rungs": ()}
    watch = verdict.watch.model_copy(update=changes)
    return _covered(replace(verdict, watch=watch, tell=(*verdict.tell, emission)), around)


def _released(verdict: Verdict, around: Surroundings, now: datetime) -> Verdict:
    """Tell what was held and is hidden no more: of what is over nothing; else the beginning and the last word."""
    held = verdict.watch.held
    if not held:
        return verdict
    if not _on(verdict.watch):
        drops = tuple(Held(emission=one.emission, why=f"{one.why}; {_UNHEARD}") for one in held)
        watch = verdict.watch.model_copy(update={"held": ()})
        return replace(verdict, watch=watch, drop=(*verdict.drop, *drops))
    free = [one for one in held if around.hides(one.emission.event, now) is None]
    if not free:
        return verdict
    told = [one for one in free if one.emission.event.event == "fire" or one is free[-1]]
    drops = tuple(Held(emission=one.emission, why=f"{one.why}; {_OVERTAKEN}") for one in free if one not in told)
    watch = verdict.watch.model_copy(update={"held": tuple(one for one in held if one not in free)})
    verdict = replace(verdict, watch=watch, drop=(*verdict.drop, *drops))
    for one in told:
        verdict = _told(verdict, one.emission, around, now)
    return verdict


def _resumed(verdict: Verdict, around: Surroundings, now: datetime) -> Verdict:
    """An incident that seemed over before anybody was told of it, and is not: its last word is news."""
    watch = verdict.watch
    if watch.told or watch.held or not watch.hid or watch.latest is None or not _on(watch):
        return verdict
    why = around.hides(watch.latest.event, now)
    if why is None:
        return _told(verdict, watch.latest, around, now)
    again = _hidden(watch, Held(emission=watch.latest, why=why))
    return replace(verdict, watch=again.watch, hold=(*verdict.hold, *again.hold))


def _ordered(watch: Watch, around: Surroundings) -> Verdict:
    """What people ordered about the incident and was not said yet: acknowledgements, and a withdrawal by hand."""
    verdict = Verdict(watch)
    if watch.latest is None:
        return verdict
    event = watch.latest.event
    for known in watch.marks:
        seen = around.standing.acknowledged.get(known)
        if seen is not None and known not in verdict.watch.acknowledged:
            verdict = _acknowledged(verdict, event, seen)
    order = around.standing.retracted.get(_stage(watch))
    if order is not None and _on(watch):
        back = withdrawn_by_hand(event, order)
        if back.event.id not in watch.recalled:
            changes = {"retracted": back.event.reason, "recalled": (*watch.recalled, back.event.id)}
            verdict = replace(verdict, watch=verdict.watch.model_copy(update=changes), said=(*verdict.said, back))
    return verdict


def _stage(watch: Watch) -> str:
    """The id of the last fire or escalation that stands: what was ordered about an earlier one is out of date."""
    stages = [(one.at, known) for known, one in watch.marks.items() if one.kind in STAGES and not one.withdrawn]
    return max(stages)[1] if stages else ""


def _acknowledged(verdict: Verdict, event: AlertEvent, order: Acknowledge) -> Verdict:
    watch = verdict.watch
    changes: dict[str, Any] = {"acknowledged": (*watch.acknowledged, order.event)}
    if order.event == _stage(watch):
        changes |= {"awaiting": None, "since": None, "rungs": ()}
    return replace(verdict, watch=watch.model_copy(update=changes), said=(*verdict.said, acknowledged(event, order)))


def _climbed(verdict: Verdict, around: Surroundings, now: datetime) -> Verdict:
    watch = verdict.watch
    if watch.awaiting is None or watch.since is None or around.hides(watch.awaiting.event, now) is not None:
        return verdict
    rungs = tuple(due(watch.awaiting.event, watch.since, around.subscriptions, watch.rungs, now))
    if not rungs:
        return verdict
    taken = (*watch.rungs, *(one.name for one in rungs))
    climbed = tuple((watch.awaiting, one) for one in rungs)
    reached = tuple(dict.fromkeys((*watch.reached, *(name for one in rungs for name in one.to))))
    return replace(verdict, watch=watch.model_copy(update={"rungs": taken, "reached": reached}), climbed=climbed)


def _covered(verdict: Verdict, around: Surroundings) -> Verdict:
    """Tell all workers where this incident begins to cover others, or covers them no more. Only what people know covers."""
    watch = verdict.watch
    if watch.latest is None:
        return verdict
    event = watch.latest.event
    covering = watch.told and _on(watch) and around.inhibitions.covering(event)
    if covering == watch.covering:
        return verdict
    watch = watch.model_copy(update={"covering": covering, "serial": watch.serial + 1})
    return replace(verdict, watch=watch, covers=(cover(event, watch.serial, lasts=covering),))


def _without(held: tuple[Held, ...], event: str) -> tuple[Held, ...]:
    return tuple(one for one in held if one.emission.event.id != event)
