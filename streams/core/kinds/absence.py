"""Rules over silence. The clock runs from the last item; the next one ends the incident."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from streams.core.alerts import EventKind
from streams.core.claims import Claim
from streams.core.durations import duration_text
from streams.core.kinds.steps import Finding, Kind, Pending, Progress, moment_text
from streams.core.rules.absence import AbsenceRule


class Absence(Kind[AbsenceRule]):
    """When the last item was heard."""

    def take(self, rule: AbsenceRule, progress: Progress, claim: Claim) -> Finding:
        """Start the clock again; an incident that is open is over."""
        last = claim.published
        reason = f"nothing in {duration_text(rule.within)} since {claim.items[0]} of {moment_text(last)}"
        pending = Pending(since=last + rule.within, claim=claim, reason=reason)
        if progress.open:
            return Finding({"last": last}, 1, f"{claim.said} is heard again", pending=pending, over="resolve")
        return Finding({"last": last}, 1, f"heard; silence begins at {moment_text(pending.since)}", pending=pending)

    def holds_until(self, rule: AbsenceRule, progress: Progress) -> datetime | None:  # noqa: ARG002 -- as each kind
        """Silence lasts until something is heard."""
        return None

    def kept(self, rule: AbsenceRule, progress: Progress, event: EventKind) -> Mapping[str, Any]:  # noqa: ARG002 -- as each kind
        """When something was last heard."""
        return {"last": progress.last}


def unheard(rule: AbsenceRule, source: str, since: datetime, version: str) -> Progress:
    """The progress of a source that must be heard of and never was, waited for since a moment."""
    reason = f"nothing in {duration_text(rule.within)} since {moment_text(since)}, when it was first waited for"
    pending = Pending(since=since + rule.within, reason=reason)
    return Progress(last=since, behind=("", source, version), pending=pending)
