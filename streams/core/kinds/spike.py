"""Rules over a number of items against its own past.

Items are counted in slots, a twelfth of the window each; the window is this slot and the eleven before. Its past is the
mean of the windows before that one; windows of which nothing is known count as empty.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from streams.core.alerts import EventKind
from streams.core.claims import Claim
from streams.core.durations import duration_text
from streams.core.kinds.steps import Finding, Kind, Progress, earliest
from streams.core.rules.counts import SpikeRule

SLOTS = 12
"""Slots in a window."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Spike(Kind[SpikeRule]):
    """How many items fell into each slot. While an incident is open the bar that it passed stays where it was."""

    unheard = "the window holds fewer items than a spike again"

    def take(self, rule: SpikeRule, progress: Progress, claim: Claim) -> Finding:
        """Count the item and compare its window with those before."""
        now = _slot(rule, claim.published)
        counts = dict(progress.counts)
        counts[now] = counts.get(now, 0) + 1
        kept = {slot: count for slot, count in counts.items() if slot > now - SLOTS * (rule.baseline + 1)}
        recent = sum(count for slot, count in kept.items() if slot > now - SLOTS)
        mean = (sum(kept.values()) - recent) / rule.baseline
        bar = progress.bar if progress.open else max(rule.at_least, math.ceil(rule.factor * mean))
        changes: dict[str, Any] = {
            "counts": tuple(sorted(kept.items())),
            "value": recent,
            "bar": bar,
            "last": claim.published,
        }
        told = f"{recent} items in {duration_text(rule.within)}, {mean:.1f} in a usual one"
        if recent < bar:
            return Finding(changes, 0, f"{told}; a spike is {bar}")
        higher = recent > (progress.value or 0)
        return Finding(changes, 1, f"{told}, of which {bar} are a spike", news="noted" if higher else "no")

    def lapses(self, rule: SpikeRule, progress: Progress) -> datetime | None:
        """When so few items are left in the window that it is no spike, or nothing has come for as long as the rule says."""
        left = sum(count for slot, count in progress.counts if slot > _newest(progress) - SLOTS)
        quiet = None
        for slot, count in progress.counts:
            if slot > _newest(progress) - SLOTS:
                left -= count
                if left < progress.bar:
                    quiet = _EPOCH + (slot + SLOTS) * rule.within / SLOTS
                    break
        return earliest(quiet, super().lapses(rule, progress))

    def kept(self, rule: SpikeRule, progress: Progress, event: EventKind) -> Mapping[str, Any]:  # noqa: ARG002 -- as each kind
        """The past."""
        return {"counts": progress.counts}


def _slot(rule: SpikeRule, moment: datetime) -> int:
    length: timedelta = rule.within / SLOTS
    return (moment - _EPOCH) // length


def _newest(progress: Progress) -> int:
    return progress.counts[-1][0] if progress.counts else 0
