"""Deliveries for the tests of the outbox: of an alert of a cut route, titled with their name."""

from datetime import UTC, datetime
from typing import Any

from streams.core.alerts import AlertEvent, Severity
from streams.core.deliveries import Delivery, delivery_id

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def delivery(
    name: str,
    *instead: str,
    channel: str = "phone",
    severity: Severity = "minor",
    exercise: bool = False,
    **told: Any,
) -> Delivery:
    """One to the duty on a channel, with others ``instead``; ``told`` are further fields of it."""
    event = AlertEvent(
        id=name,
        incident=name,
        event="fire",
        rule="route-severed",
        key={"route": name},
        severity=severity,
        at=NOON,
        items=("item-1",),
        sources=("radio",),
        summary=name,
        reason="the radio reports it",
        rules="sha256:0",
        exercise=exercise,
    )
    return Delivery(
        id=delivery_id(name, 1, "duty", channel),
        event=event,
        recipient="duty",
        channel=channel,
        kind="failure",
        title=name,
        body=".",
        instead=instead,
        **told,
    )
