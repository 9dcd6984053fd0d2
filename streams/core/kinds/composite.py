"""Rules over other rules' incidents: together they are one."""

from collections.abc import Mapping
from typing import Any

from streams.core.alerts import EventKind
from streams.core.claims import Claim
from streams.core.durations import duration_text
from streams.core.kinds.steps import Finding, Kind, Link, Progress
from streams.core.rules.composite import CompositeRule

MAX_OPEN = 200
"""Open incidents of other rules that a key remembers; of more, those that began first are forgotten."""


class Composite(Kind[CompositeRule]):
    """Which incidents of the other rules are open."""

    def take(self, rule: CompositeRule, progress: Progress, claim: Claim) -> Finding:
        """Note an incident's begin or end, and see whether enough are open."""
        under = claim.underlying
        if under is None:
            return Finding({}, 0, "no incident of another rule")
        known = progress.chains[0] if progress.chains else ()
        held = tuple(one for one in known if one.name != under.incident)
        if under.event == "fire":
            begun = Link(
                of=under.rule,
                name=under.incident,
                at=claim.published,
                items=claim.items,
                sources=claim.sources,
                evidence=claim.quotes,
                grading=under.grading,
            )
            held = (*held, begun)[-MAX_OPEN:]
        changes: dict[str, Any] = {"chains": (held,)}
        latest = {one.of: one for one in sorted(held, key=lambda one: (one.at, one.name))}
        what = f"{under.rule} {'begins' if under.event == 'fire' else 'has ended'}"
        if len(latest) < rule.needed:
            missing = (
                "" if not rule.all_of else f", without {', '.join(one for one in rule.members if one not in latest)}"
            )
            reason = f"{what}; {len(latest)} of {rule.needed} rules have an open incident{missing}"
            return Finding(changes, 0, reason, over=_end(under.event))
        if not progress.open and not _near(rule, list(latest.values())):
            reason = (
                f"{what}; the incidents began further apart than {duration_text(rule.within) if rule.within else ''}"
            )
            return Finding(changes, 0, reason)
        if under.event == "fire":
            changes["last"] = claim.published
        others = tuple(one for one in latest.values() if one.name != under.incident)[::-1]
        return Finding(changes, 1, f"{what}; open together: {', '.join(sorted(latest))}", news="noted", links=others)

    def kept(self, rule: CompositeRule, progress: Progress, event: EventKind) -> Mapping[str, Any]:  # noqa: ARG002 -- as each kind
        """Which incidents are open."""
        return {"chains": progress.chains}


def _end(event: EventKind) -> EventKind:
    """How a composite ends when an incident that it needs does."""
    return "expire" if event == "expire" else "resolve"


def _near(rule: CompositeRule, begun: list[Link]) -> bool:
    """Whether as many incidents as needed began within the rule's time; ``begun`` holds the latest of each rule."""
    if rule.within is None:
        return True
    moments = sorted(one.at for one in begun)
    return any(
        later - earlier <= rule.within for earlier, later in zip(moments, moments[rule.needed - 1 :], strict=False)
    )
