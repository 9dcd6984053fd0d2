"""Watching: what comes of news, commands and time for one incident as a whole.

Deciding says what is the case; a watch says what of it people are told, and when. What a silence or another incident hides
is held. When nothing hides it any more, and it still lasts, it is told; when it ended unheard, it is not. The end or
withdrawal of what people were told is never hidden.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from streams.core.alerts import ENDINGS, OVER, STAGES, Emission
from streams.core.branches import Behind
from streams.core.commands import Acknowledge, Cover, cover
from streams.core.drills import LASTS, is_drill, over, run_out
from streams.core.escalation import turns
from streams.core.events import acknowledged, withdrawn_by_hand
from streams.core.hearing import asleep, waits
from streams.core.watches import (
    KEPT,
    OVERTAKEN,
    UNHEARD,
    Held,
    Mark,
    Surroundings,
    Verdict,
    Watch,
    without,
)


def take(
    watch: Watch, emission: Emission, around: Surroundings, now: datetime, when: datetime | None = None
) -> Verdict:
    """Take one emission of the incident, at the moment ``now`` at which it reached its topic.

    ``when`` is the moment at which people are told, where that is another, as after an outage.
    """
    if is_drill(emission.event) and emission.event.event in STAGES and over(emission.event, when or now):
        return Verdict(_noted(watch, emission, now), drop=(Held(emission=emission, why="the drill was over"),))
    return _counting(_taken(watch, emission, around, now), when or now)


def _taken(watch: Watch, emission: Emission, around: Surroundings, now: datetime) -> Verdict:
    known = _noted(watch, emission, now)
    event = emission.event
    if not emission.material:
        verdict = _resumed(Verdict(known) if known.on else _released(Verdict(known), around, now), around, now)
        goes_on = known.on and known.told and known.latest == emission and around.hides(event, now) is None
        return replace(verdict, grown=emission) if goes_on else verdict
    if event.event in ENDINGS or event.event == "acknowledge":
        return _resumed(_ended(watch, known, emission), around, now)
    if known.retracted and event.event != "escalate":
        return Verdict(known, drop=(Held(emission=emission, why=known.retracted),))
    why = around.hides(event, now)
    if why is not None:
        return _hidden(known, Held(emission=emission, why=why))
    return _told(_released(Verdict(known), around, now), emission)


def tick(watch: Watch, around: Surroundings, now: datetime, when: datetime | None = None) -> Verdict | None:
    """Let time pass: what people ordered is said, what is hidden no more is told, what nobody acknowledged climbs.

    None where nothing of that is so. ``when`` is the moment at which people are told, where that is not ``now``.
    """
    told = _counting(_released(_run_out(_ordered(watch, around), when or now), around, now), when or now)
    verdict = _climbed(told, around, now, when or now)
    return None if verdict.watch == watch else verdict


def deadlines(watch: Watch, around: Surroundings, after: datetime) -> Iterator[datetime]:
    """Moments at which time alone may change something: what hides it ends, or somebody is to be told next, or again."""
    yield from waits(watch, around, after)
    if watch.on and watch.latest is not None and is_drill(watch.latest.event):
        yield watch.latest.event.at + LASTS
    if watch.held or watch.awaiting is not None:
        yield from (one.over for one in around.standing.silences.values())
    if watch.awaiting is not None and watch.since is not None:
        news = around.news(watch, watch.awaiting.event)
        yield from (one.at for one in turns(news, watch.since, around.directory, watch.rungs, after))


def forgotten(watch: Watch, now: datetime) -> bool:
    """Whether the incident is over for so long that nothing comes of it any more."""
    held = watch.held or any(one.held for one in watch.heard.values())
    return not watch.on and not held and watch.touched is not None and now - watch.touched > KEPT


def _noted(watch: Watch, emission: Emission, now: datetime) -> Watch:
    """The watch with what an emission says of the incident, whether people hear of it or not."""
    event, known = emission.event, watch.marks.get(emission.event.id)
    if known is not None and known.revision > emission.revision:
        return watch
    changes: dict[str, Any] = {"touched": now, "held": _corrected(watch.held, emission)}
    if any(one.held for one in watch.heard.values()):
        changes["heard"] = {
            name: one.model_copy(update={"held": _corrected(one.held, emission)}) for name, one in watch.heard.items()
        }
    if known is not None and emission.withdrawn:
        # What is withdrawn comes as a retract under its own id: the mark keeps what it was.
        mark = known.model_copy(update={"revision": emission.revision, "withdrawn": True})
        changes["marks"] = watch.marks | {event.id: mark}
    elif event.event in (*STAGES, *ENDINGS) and not emission.withdrawn and event.id not in watch.recalled:
        item = "".join(event.items[:1])
        mark = Mark(kind=event.event, at=event.at, revision=emission.revision, item=item)
        changes["marks"] = watch.marks | {event.id: mark}
    if emission.stands is not None and watch.latest is not None and watch.latest.event.id == event.id:
        changes["latest"] = emission.instead.model_copy(update={"revised": False})
    elif event.event in (*STAGES, "update") and not emission.withdrawn:
        changes["latest"] = emission
        behind = (watch.behind or Behind()).grown(emission)
        changes |= {
            "sources": behind.sources,
            "languages": behind.languages,
            "origins": behind.origins,
            "grading": behind.grading,
        }
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


def _ended(before: Watch, known: Watch, emission: Emission) -> Verdict:
    """An ending, a withdrawal or an acknowledgement: told to those who know of the incident, and to nobody else."""
    event = emission.event
    unheard = not before.told and before.hid
    unheard = unheard or any(one.emission.event.id == event.id and not one.known for one in known.held)
    held = without(known.held, event.id) if emission.withdrawn else known.held
    dropped = tuple(one for one in known.held if one not in held)
    if not known.on:
        held, dropped = (), known.held
    if not known.on or (known.awaiting is not None and known.awaiting.event.id == event.id):
        known = known.model_copy(update={"awaiting": None, "since": None, "rungs": ()})
    known = known.model_copy(update={"held": held})
    again = not before.on or (emission.stands is not None and known.awaiting is None)
    if known.told and known.on and again and known.stage not in known.acknowledged:
        known = known.model_copy(update={"awaiting": known.latest, "since": None, "rungs": ()})
    drops = tuple(Held(emission=one.emission, why=f"{one.why}; {UNHEARD}") for one in dropped)
    hushed = event.event in OVER and before.retracted is not None
    if unheard or hushed:
        why = before.retracted if hushed and before.retracted else UNHEARD
        return Verdict(known, drop=(*drops, Held(emission=emission, why=why)))
    return Verdict(known, tell=(emission,), drop=drops, also=known.reached)


def _hidden(watch: Watch, hidden: Held) -> Verdict:
    """Hold an emission back. Of updates that are held the last counts."""
    others = without(watch.held, hidden.emission.event.id)
    before = next((one.known for one in watch.held if one not in others), hidden.emission.revised)
    hidden = hidden.model_copy(update={"known": before})
    old = tuple(one for one in others if one.emission.event.event == hidden.emission.event.event == "update")
    held = (*(one for one in others if one not in old), hidden)
    drops = tuple(Held(emission=one.emission, why=f"{one.why}; {OVERTAKEN}") for one in old)
    return Verdict(watch.model_copy(update={"held": held, "hid": True}), hold=(hidden,), drop=drops)


def _told(verdict: Verdict, emission: Emission) -> Verdict:
    """Tell people of an emission, and wait for an acknowledgement where it is a new stage."""
    changes: dict[str, Any] = {"told": True}
    new = emission.event.event in STAGES and emission.event.id not in verdict.watch.acknowledged
    if new and verdict.watch.on:
        changes |= {"awaiting": emission, "since": None, "rungs": ()}
    return replace(verdict, watch=verdict.watch.model_copy(update=changes), tell=(*verdict.tell, emission))


def _counting(verdict: Verdict, when: datetime) -> Verdict:
    """The time until the next in line counts from when people are told of a stage, not from when it was so."""
    watch = verdict.watch
    if watch.awaiting is None or watch.since is not None:
        return verdict
    return replace(verdict, watch=watch.model_copy(update={"since": when}))


def _released(verdict: Verdict, around: Surroundings, now: datetime) -> Verdict:
    """Tell what was held and is hidden no more: of what is over nothing; else the beginning and the last word."""
    held = verdict.watch.held
    if not held:
        return verdict
    if not verdict.watch.on:
        drops = tuple(Held(emission=one.emission, why=f"{one.why}; {UNHEARD}") for one in held)
        watch = verdict.watch.model_copy(update={"held": ()})
        return replace(verdict, watch=watch, drop=(*verdict.drop, *drops))
    free = [one for one in held if around.hides(one.emission.event, now) is None]
    if not free:
        return verdict
    told = [one for one in free if one.emission.event.event == "fire" or one is free[-1]]
    drops = tuple(Held(emission=one.emission, why=f"{one.why}; {OVERTAKEN}") for one in free if one not in told)
    watch = verdict.watch.model_copy(update={"held": tuple(one for one in held if one not in free)})
    verdict = replace(verdict, watch=watch, drop=(*verdict.drop, *drops))
    for one in told:
        verdict = _told(verdict, one.emission)
    return verdict


def _resumed(verdict: Verdict, around: Surroundings, now: datetime) -> Verdict:
    """An incident that seemed over before anybody was told of it, and is not: its last word is news."""
    watch = verdict.watch
    if watch.told or watch.held or not watch.hid or watch.latest is None or not watch.on:
        return verdict
    why = around.hides(watch.latest.event, now)
    if why is None:
        return _told(verdict, watch.latest)
    again = _hidden(watch, Held(emission=watch.latest, why=why))
    return replace(verdict, watch=again.watch, hold=(*verdict.hold, *again.hold))


def _ordered(watch: Watch, around: Surroundings) -> Verdict:
    """What people ordered about the incident and was not said yet: acknowledgements, and a withdrawal by hand."""
    verdict = Verdict(watch)
    if watch.latest is None:
        return verdict
    latest = watch.latest
    for known in watch.marks:
        seen = around.standing.acknowledged.get(known)
        if seen is not None and known not in verdict.watch.acknowledged:
            verdict = _acknowledged(verdict, latest, seen)
    order = around.standing.retracted.get(watch.stage)
    if order is not None and watch.on:
        back = withdrawn_by_hand(latest, order)
        if back.event.id not in watch.recalled:
            changes = {"retracted": back.event.reason, "recalled": (*watch.recalled, back.event.id)}
            verdict = replace(verdict, watch=verdict.watch.model_copy(update=changes), said=(*verdict.said, back))
    return verdict


def _run_out(verdict: Verdict, when: datetime) -> Verdict:
    """A drill ends by itself."""
    watch = verdict.watch
    if watch.latest is None or not watch.on or not is_drill(watch.latest.event) or not over(watch.latest.event, when):
        return verdict
    end = run_out(watch.latest.event)
    marks = watch.marks | {end.event.id: Mark(kind="expire", at=end.event.at, revision=end.revision)}
    watch = watch.model_copy(update={"marks": marks, "awaiting": None, "since": None})
    return replace(verdict, watch=watch, said=(*verdict.said, end))


def _acknowledged(verdict: Verdict, latest: Emission, order: Acknowledge) -> Verdict:
    watch = verdict.watch
    changes: dict[str, Any] = {"acknowledged": (*watch.acknowledged, order.event)}
    if order.event == watch.stage:
        changes |= {"awaiting": None, "since": None, "rungs": ()}
    return replace(verdict, watch=watch.model_copy(update=changes), said=(*verdict.said, acknowledged(latest, order)))


def _climbed(verdict: Verdict, around: Surroundings, now: datetime, when: datetime) -> Verdict:
    watch = verdict.watch
    if watch.awaiting is None or watch.since is None or around.hides(watch.awaiting.event, now) is not None:
        return verdict
    if asleep(watch, watch.awaiting.event.id):
        return verdict  # nobody can have acknowledged what nobody was told yet
    news = around.news(watch, watch.awaiting.event)
    due = [one for one in turns(news, watch.since, around.directory, watch.rungs, when) if one.at <= when]
    if not due:
        return verdict
    taken = (*watch.rungs, *(one.rung.name for one in due))
    climbed = tuple((watch.awaiting, one) for one in due)
    return replace(verdict, watch=watch.model_copy(update={"rungs": taken}), climbed=climbed)


def covered(watch: Watch, around: Surroundings) -> tuple[Watch, tuple[Cover, ...]]:
    """The watch, and the word for all workers where its incident begins to cover others, or covers them no more.

    Only what somebody knows covers: what is held until everybody's quiet hours end hides nothing from who is awake.
    """
    if watch.latest is None:
        return watch, ()
    event = watch.latest.event
    covering = watch.told and watch.known and watch.on and around.inhibitions.covering(event)
    if covering == watch.covering:
        return watch, ()
    watch = watch.model_copy(update={"covering": covering, "serial": watch.serial + 1})
    return watch, (cover(event, watch.serial, lasts=covering),)
