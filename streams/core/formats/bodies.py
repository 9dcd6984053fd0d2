"""Bodies: what a channel for programs is sent of an alert: the event itself, CAP, GeoJSON or CSV."""

import json
from typing import Literal

from streams.core.alerts import event_line
from streams.core.formats.cap import cap_report
from streams.core.formats.geojson import geojson
from streams.core.formats.tables import csv_table
from streams.core.histories import Report, Told
from streams.core.messages.accounts import Account

Form = Literal["event", "cap", "geojson", "csv"]
"""In what form a program is told."""

CONTENT_TYPES: dict[Form, str] = {
    "event": "application/json",
    "cap": "application/cap+xml; charset=utf-8",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8; header=present",
}
"""Media types: RFC 8259, the CAP 1.2 registration with IANA, RFC 7946, RFC 4180."""

BLURRED = 8
"""Kilometres around a place whose coordinates were rounded to a tenth of a degree: half the diagonal of that cell."""


def body(account: Account, form: Form, *, sender: str, revision: int = 1) -> str:
    """An account, which was cut for its reader, in a form. ``sender`` is who sends, in CAP."""
    event, earlier = account.event, account.background.earlier
    if form == "event":
        return event_line(event)
    told = Told(event, revision, withdrawn=False, grading=account.background.grading)
    if form == "cap":
        radius = BLURRED if account.blurred else 0
        return cap_report(told, earlier, sender=sender, left_out=account.cuts, radius=radius)
    report = Report((told,), began=earlier.since if earlier else None)
    if form == "csv":
        return csv_table((report,))
    return json.dumps(geojson((report,)), ensure_ascii=False)
