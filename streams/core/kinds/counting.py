"""Rules over how many: of items in a window, of different things, of things that are new."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from streams.core.alerts import EventKind
from streams.core.claims import Claim
from streams.core.durations import duration_text
from streams.core.kinds.sights import fewer_than, folded, heard, independent, links, sighted
from streams.core.kinds.steps import Finding, Kind, Progress, earliest, moment_text
from streams.core.rules.counts import FirstSeenRule, FrequencyRule
from streams.core.rules.threshold import ThresholdRule


class Frequency(Kind[FrequencyRule]):
    """How many items, sources or origins stand in the window. The incident lasts as long as they are enough."""

    unheard = "fewer than the rule asks for are left in its window"

    def take(self, rule: FrequencyRule, progress: Progress, claim: Claim) -> Finding:
        """Count this one among those in the window."""
        return _counted(rule, progress, claim, (claim.item if rule.count == "items" else claim.source,))

    def lapses(self, rule: FrequencyRule, progress: Progress) -> datetime | None:
        """When too few are left in the window, or nothing has come for as long as the rule says."""
        few = fewer_than(rule.threshold, independent(progress.sights), rule.within)
        return earliest(few, super().lapses(rule, progress))

    def kept(self, rule: FrequencyRule, progress: Progress, event: EventKind) -> Mapping[str, Any]:  # noqa: ARG002 -- as each kind
        """Those in the window go on counting, unless news has said that it is over."""
        return {} if event == "resolve" else {"sights": progress.sights}


class Distinct(Kind[ThresholdRule]):
    """How many different things of a sort are told of in the window."""

    def take(self, rule: ThresholdRule, progress: Progress, claim: Claim) -> Finding:
        """Count what this item names among the different things in the window."""
        names = (claim.source,) if rule.count == "sources" else tuple(one.name for one in claim.shares)
        return _counted(rule, progress, claim, names)

    def lapses(self, rule: ThresholdRule, progress: Progress) -> datetime | None:
        """No item for as long as the rule says, else for as long as one counts."""
        return None if progress.last is None else progress.last + (rule.expire_after or rule.within)

    def holds_until(self, rule: ThresholdRule, progress: Progress) -> datetime | None:
        """When too few are left in the window."""
        return fewer_than(rule.threshold, independent(progress.sights), rule.within)


class FirstSeen(Kind[FirstSeenRule]):
    """Which values a field had, and when last."""

    def take(self, rule: FirstSeenRule, progress: Progress, claim: Claim) -> Finding:
        """Whether any value is one that was not told of for long."""
        at, since = claim.published, claim.published - rule.within
        names = (claim.source,) if rule.field == "source" else tuple(one.name for one in claim.shares)
        known = {one.name: one for one in progress.sights if one.at > since}
        new = [name for name in names if name not in known]
        first = progress.first or at
        changes: dict[str, Any] = {
            "sights": sighted((one for one in progress.sights if one.at > since), claim, names),
            "first": first,
        }
        if not names:
            return Finding(changes, 0, f"names no {rule.field}", supports=False)
        if not new:
            last = known[names[0]]
            reason = f"{rule.field} {names[0]}: told of before, last by {last.item} of {moment_text(last.at)}"
            return Finding(changes, 0, reason, supports=False)
        if rule.learn is not None and at < first + rule.learn:
            reason = f"{rule.field} {', '.join(new)}: nothing counts as new before {moment_text(first + rule.learn)}"
            return Finding(changes, 0, reason, supports=False)
        changes["last"] = at
        reason = f"{rule.field} {', '.join(new)}: not told of in {duration_text(rule.within)} before"
        return Finding(changes, 1, reason, news="told")

    def kept(self, rule: FirstSeenRule, progress: Progress, event: EventKind) -> Mapping[str, Any]:  # noqa: ARG002 -- as each kind
        """What was told of stays known."""
        return {"sights": progress.sights, "first": progress.first}


def _counted(rule: FrequencyRule | ThresholdRule, progress: Progress, claim: Claim, names: tuple[str, ...]) -> Finding:
    """Compare the number of different things in the window, this claim's among them, with the levels."""
    of, since = rule.count or "", claim.published - rule.within
    live = tuple(one for one in progress.sights if one.at > since)
    sights = heard(live, claim) if of == "origins" else sighted(live, claim, names)
    moments = independent(sights)
    value = len(moments)
    changes = {"sights": sights, "last": claim.published, "value": value}
    level = rule.level_of(value)
    if not level and not progress.open:
        first = f", the first expires {moment_text(moments[0] + rule.within)}" if moments else ""
        return Finding(changes, 0, f"{value} of {rule.threshold} {of}{first}{folded(sights, claim.item)}")
    told = f"{claim.said} makes it {value} {of} in {duration_text(rule.within)}"
    if level > progress.level:
        return Finding(changes, level, f"{told}, which reaches {level}", links=links(sights, claim))
    if value == progress.value:
        return Finding(changes, level, f"{told}, as many as before{folded(sights, claim.item)}")
    return Finding(changes, level, told, news="noted", links=links(sights, claim))
