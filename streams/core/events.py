"""Events: a transition of an incident told as an alert event, with one line for people."""

from collections.abc import Mapping
from dataclasses import dataclass

from streams.core.alerts import AlertEvent, EventKind, ItemEvidence, event_id, incident_id
from streams.core.grouping import label
from streams.core.kinds.steps import Progress, Transition
from streams.core.rules import Rule


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and whether people should hear of it as far as its own transition tells."""

    event: AlertEvent
    material: bool


def told(rule: Rule, key: Mapping[str, str], *, exercise: bool, transition: Transition, progress: Progress) -> Told:
    """Tell a transition. ``progress`` is the one before a deadline's transition; it names the last item behind it."""
    incident = incident_id(rule.id, key, exercise=exercise, ordinal=transition.ordinal)
    claim = transition.claim
    item, source, rules = (claim.item, claim.source, claim.rules) if claim else progress.behind
    event = AlertEvent(
        id=event_id(incident, transition.event, transition.distinction),
        incident=incident,
        event=transition.event,
        rule=rule.id,
        key=dict(key),
        severity=transition.severity,
        value=transition.value,
        range=transition.span,
        at=transition.at,
        items=(item,),
        sources=(source,),
        summary=_summary(rule, key, transition, source),
        reason=transition.reason,
        evidence=tuple(ItemEvidence(item=item, **dict(span)) for span in claim.evidence) if claim else (),
        places=claim.places if claim else (),
        rules=rules,
        exercise=exercise,
    )
    return Told(event, transition.material)


_ENDINGS: dict[EventKind, str] = {"resolve": "Resolved", "expire": "No further news", "retract": "Withdrawn"}


def _summary(rule: Rule, key: Mapping[str, str], transition: Transition, source: str) -> str:
    name = label(key)
    if isinstance(rule.summary, str) and transition.event in _ENDINGS:
        return f"{_ENDINGS[transition.event]}: {name}"
    claim = transition.claim
    low, high = transition.span or (None, None)
    words = {
        "label": name,
        "value": "" if transition.value is None else f"{transition.value:,}",
        "range": "" if low is None else f"{low:,}" if low == high else f"{low:,} to {high:,}",
        "source": source,
        "country": key.get("country", ""),
        "place": claim.places[0].name if claim and claim.places else "",
        "who": claim.who if claim else "",
        "quote": claim.evidence[0].quote if claim and claim.evidence else "",
    }
    return rule.summary_for(transition.event, words)
