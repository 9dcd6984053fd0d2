"""Revisions: what must be sent so that the log says what the fold says now, and not what it said before, and who hears of it."""

from streams.core.alerts import OVER, AlertEvent, Emission, EventKind
from streams.core.events import retracted
from streams.core.folding import Fold
from streams.core.grades import TAKEN_BACK
from streams.core.kinds.steps import Progress
from streams.core.rules import Rule

_BOUNDS: tuple[EventKind, ...] = ("fire", "resolve")
_RECALLED = "the item behind it was corrected or taken back"
_REARRANGED = "an item that came late, or was corrected, changes what happened"


def difference(rule: Rule, before: Fold, after: Fold, revision: int, by: str) -> tuple[tuple[Emission, ...], int]:
    """What must be sent so that the log says ``after`` and not ``before``, and the revision that it carries.

    People hear of a further incident's beginning and end, of what an item has itself taken back, and otherwise only
    where what stands now has changed: that a late item rearranges the past, or takes the credit from another, is for
    the log alone.
    """
    gone = {known: one for known, one in before.events.items() if known not in after.events}
    changed = {
        known
        for known, one in after.events.items()
        if known in before.events and before.events[known].event != one.event
    }
    following = revision + 1
    otherwise = _standing(before.latest) != _standing(after.latest)
    heard = {_said(one.event) for one in before.events.values() if one.material}
    says = {_said(one.event) for one in after.events.values()}
    further = {kind for kind in _BOUNDS if _count(after, kind) > _count(before, kind)}
    emissions: list[Emission] = []
    for one in gone.values():
        recalled = one.event.items[:1] == (by,)
        material = one.material and recalled and _said(one.event) not in says
        back = retracted(rule, one.event, _RECALLED if recalled else _REARRANGED)
        worth = TAKEN_BACK if recalled else one.grading
        emissions.append(Emission(event=back, revision=following, withdrawn=True, material=material, grading=worth))
    for known, one in after.events.items():
        if known not in before.events or known in changed:
            material = one.material and _said(one.event) not in heard and (otherwise or one.event.event in further)
            sent = {"revision": following, "material": material, "revised": known in changed}
            emissions.append(one.emission.model_copy(update=sent))
    return _with_what_stands(emissions, after), following if emissions else revision


def _with_what_stands(emissions: list[Emission], after: Fold) -> tuple[Emission, ...]:
    """The emissions; where the last of which people hear is not what stands, they hear of that too.

    It is no news to them. But an earlier incident that is learned of late has the id by which they know what stands: they would
    take its end for the end of that, or its beginning for a new one.
    """
    stands: EventKind = "fire" if after.latest.open else "resolve"
    bounds = [one for one in emissions if one.event.event in _BOUNDS]
    heard = [one.event.event for one in bounds if one.material]
    if not heard or heard[-1] == stands or bounds[-1].event.event != stands:
        return tuple(emissions)
    return tuple(one.model_copy(update={"material": True}) if one is bounds[-1] else one for one in emissions)


def _count(fold: Fold, kind: EventKind) -> int:
    return sum(one.event.event == kind for one in fold.events.values())


def _standing(progress: Progress) -> tuple[int, int | None] | None:
    """What is the case now, as far as people were told: nothing, or an incident at a level, with its figure."""
    return (progress.level, progress.value) if progress.open else None


def _said(event: AlertEvent) -> tuple[str, bool, int | None, str]:
    """What an event says of the world, whichever incident it is counted to."""
    return ("".join(event.items[:1]), event.event in OVER, event.value, event.severity)
