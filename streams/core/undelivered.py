"""Nobody was told: what is raised when a delivery has no channel left."""

from streams.core.alerts import AlertEvent, Emission, event_id, incident_id
from streams.core.deliveries import Delivery
from streams.core.drills import is_drill
from streams.core.ownrules import NOBODY_WAS_TOLD


def nobody_was_told(delivery: Delivery, reason: str) -> Emission | None:
    """The alert that nobody could be told of a delivery; None where it was such an alert itself, or of a drill.

    One incident for each recipient and event: whatever channel it failed on last, it is the same one.
    """
    about = delivery.event
    if about.rule == NOBODY_WAS_TOLD or is_drill(about):
        return None
    key = {"event": about.id, "recipient": delivery.recipient}
    incident = incident_id(NOBODY_WAS_TOLD, key, exercise=about.exercise, ordinal=1)
    event = AlertEvent(
        id=event_id(incident, "fire"),
        incident=incident,
        event="fire",
        rule=NOBODY_WAS_TOLD,
        key=key,
        severity=about.severity,
        at=about.at,
        items=about.items,
        sources=about.sources,
        summary=f"{delivery.recipient} could not be told: {delivery.title}",
        reason=reason,
        evidence=about.evidence,
        places=about.places,
        rules=about.rules,
        exercise=about.exercise,
    )
    return Emission(event=event)
