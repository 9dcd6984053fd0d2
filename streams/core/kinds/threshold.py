"""Rules over a toll: the highest live claim decides, and nothing is ever added up.

A source's claim is the most that it said within the window. Each level is reached once an incident; a jump over
several is one escalation, to the highest. A first toll above the first level fires at its own level.
"""

from datetime import datetime

from streams.core.alerts import EventKind
from streams.core.claims import Claim
from streams.core.kinds.steps import Ending, Figure, Progress, Step, Transition
from streams.core.rules import ThresholdRule

MAX_FIGURES = 200
"""Live figures that a key holds; past these the lowest are forgotten, which never changes what decides today."""


OF_ONE_TOLL = 3
"""A source's figure below the highest one by more than this factor is of another event in the area, not another count."""


def deadline(rule: ThresholdRule, progress: Progress) -> datetime | None:
    """When the incident ends: no claim for as long as the rule says, else for as long as a claim counts."""
    if not progress.open or progress.last is None:
        return None
    return progress.last + (rule.expire_after or rule.within)


def on_claim(rule: ThresholdRule, progress: Progress, claim: Claim) -> Step:
    """Fire, escalate or update by the highest live claim."""
    figures = _figures(rule, progress.figures, claim)
    value, span = _decided(figures)
    level = rule.level_of(value)
    moved = progress.model_copy(
        update={
            "figures": figures,
            "value": value,
            "span": span,
            "last": claim.published,
            "behind": (claim.item, claim.source, claim.rules),
        }
    )
    said = f"{claim.attribution or claim.source} says {claim.value}"
    if not progress.open:
        if not level:
            return Step(None, moved, f"{said}; the highest live claim, {value}, is below {rule.threshold}")
        opened = moved.model_copy(update={"open": True, "ordinal": progress.ordinal + 1, "level": level})
        return _step(rule, "fire", opened, claim, f"{said}, which reaches {level}")
    if level > progress.level:
        risen = moved.model_copy(update={"level": level})
        return _step(rule, "escalate", risen, claim, f"{said}, which reaches {level}", distinction=level)
    if (value, span) == (progress.value, progress.span):
        return Step(None, moved, f"{said}; nothing new to the claims, which range {_text(span)}")
    # The figure also falls when the claim that gave it is past the window; that is no news to people.
    grown = value > (progress.value or 0)
    reason = f"{said}; the claims range {_text(span)}"
    return _step(rule, "update", moved, claim, reason, distinction=claim.item, material=grown)


def on_deadline(rule: ThresholdRule, progress: Progress, at: datetime) -> Ending:
    """End the incident for want of news."""
    ended = Transition(
        "expire",
        progress.ordinal,
        at,
        rule.severity_at(progress.level),
        "no further claim in the time that the rule allows",
        value=progress.value,
        span=progress.span,
        material=False,
    )
    return Ending(ended, Progress(ordinal=progress.ordinal))


def _figures(rule: ThresholdRule, known: tuple[Figure, ...], claim: Claim) -> tuple[Figure, ...]:
    """The live figures with this claim among them.

    Those past the window are left out, and those of this source that it has now repeated or raised. A lower figure
    is kept beside the source's higher one, because it outlives that one in the window.
    """
    since = claim.published - rule.within
    value = claim.value or 0
    figure = Figure(
        source=claim.source, published=claim.published, value=value, upper=max(value, claim.value_max or value)
    )
    live = [one for one in known if one.published > since and not (one.source == claim.source and one.value <= value)]
    if len(live) >= MAX_FIGURES:
        live.remove(min(live, key=lambda one: one.value))
    return (*live, figure)


def _decided(figures: tuple[Figure, ...]) -> tuple[int, tuple[int, int]]:
    """The highest figure, and the range from the lowest to the highest: of each source the most that it says.

    "One killed by shelling" in a province where 182 are dead is no claim that the toll is one.
    """
    most: dict[str, int] = {}
    for figure in figures:
        most[figure.source] = max(figure.value, most.get(figure.source, 0))
    highest = max(most.values())
    low = min(value for value in most.values() if value * OF_ONE_TOLL >= highest)
    return highest, (low, max(figure.upper for figure in figures))


def _step(
    rule: ThresholdRule,
    event: EventKind,
    progress: Progress,
    claim: Claim,
    reason: str,
    *,
    distinction: str | int | None = None,
    material: bool = True,
) -> Step:
    transition = Transition(
        event,
        progress.ordinal,
        claim.published,
        rule.severity_at(progress.level),
        reason,
        claim,
        distinction,
        progress.value,
        progress.span,
        material,
    )
    return Step(transition, progress, reason)


def _text(span: tuple[int, int] | None) -> str:
    low, high = span or (0, 0)
    return str(low) if low == high else f"{low} to {high}"
