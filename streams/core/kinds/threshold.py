"""Rules over a toll: the highest live claim decides, and nothing is ever added up.

A source's claim is the most that it said within the window. Each level is reached once an incident; a jump over
several is one escalation, to the highest. A first toll above the first level fires at its own level.
"""

from datetime import datetime

from streams.core.alerts import EventKind
from streams.core.kinds.steps import Claim, Figure, Progress, Step, Transition
from streams.core.rules import ThresholdRule


def deadline(rule: ThresholdRule, progress: Progress) -> datetime | None:
    """When the incident ends: no claim for as long as the rule says, else for as long as a claim counts."""
    if not progress.open or progress.last is None:
        return None
    return progress.last + (rule.expire_after or rule.within)


def on_claim(rule: ThresholdRule, progress: Progress, claim: Claim) -> Step:
    """Fire, escalate or update by the highest live claim."""
    figures = _figures(rule, progress.figures, claim)
    value = max((figure.value for figure in figures), default=0)
    span = (min(figure.value for figure in figures), max(figure.upper for figure in figures)) if figures else None
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
            return Step(moved, None, f"{said}; the highest live claim, {value}, is below {rule.threshold}")
        opened = moved.model_copy(update={"open": True, "ordinal": progress.ordinal + 1, "level": level})
        reason = f"{said}, which reaches {level}"
        return Step(opened, _transition(rule, "fire", opened, claim, reason, distinction=level))
    if level > progress.level:
        risen = moved.model_copy(update={"level": level})
        return Step(
            risen, _transition(rule, "escalate", risen, claim, f"{said}, which reaches {level}", distinction=level)
        )
    if (value, span) == (progress.value, progress.span):
        return Step(moved, None, f"{said}; nothing new to the range {_text(span)}")
    reason = f"{said}; the claims range {_text(span)}"
    return Step(
        moved,
        _transition(rule, "update", moved, claim, reason, distinction=claim.item, material=value != progress.value),
    )


def on_deadline(rule: ThresholdRule, progress: Progress, at: datetime) -> Step:
    """End the incident for want of news."""
    ended = Progress(ordinal=progress.ordinal, behind=progress.behind)
    reason = "no further claim in the time that the rule allows"
    return Step(
        ended,
        Transition(
            "expire", progress.ordinal, at, rule.severity_at(progress.level), reason, value=progress.value,
            span=progress.span, material=False,
        ),
    )  # fmt: skip


def _figures(rule: ThresholdRule, known: tuple[Figure, ...], claim: Claim) -> tuple[Figure, ...]:
    """The live figures with this claim among them, by source: those of the window, each source's highest."""
    since = claim.published - rule.within
    live = {figure.source: figure for figure in known if figure.published > since}
    value = claim.value or 0
    before = live.get(claim.source)
    if before is None or value >= before.value:
        upper = max(value, claim.value_max or value)
        live[claim.source] = Figure(source=claim.source, published=claim.published, value=value, upper=upper)
    return tuple(live[source] for source in sorted(live))


def _transition(
    rule: ThresholdRule,
    event: EventKind,
    progress: Progress,
    claim: Claim,
    reason: str,
    *,
    distinction: str | int,
    material: bool = True,
) -> Transition:
    return Transition(
        event=event,
        ordinal=progress.ordinal,
        at=claim.published,
        severity=rule.severity_at(progress.level),
        reason=reason,
        claim=claim,
        distinction=None if event == "fire" else distinction,
        value=progress.value,
        span=progress.span,
        material=material,
    )


def _text(span: tuple[int, int] | None) -> str:
    if span is None:
        return "none"
    return str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"
