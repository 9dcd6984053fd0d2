"""Rules over a state or a happening: a route cut and open again, a truce broken, an aid worker harmed.

The first claim fires; further ones are updates; what ``resolve_when`` names resolves. Nothing else does: a route
that is partly open is still an open incident.
"""

from streams.core.claims import Claim
from streams.core.kinds.steps import Finding, Kind, Progress
from streams.core.rules.states import ChangeRule, ImmediateRule

MAX_SOURCES = 100
"""Sources of an open incident that are remembered, to tell a further source from one that repeats itself."""


class Happening(Kind[ChangeRule | ImmediateRule]):
    """Each claim by itself says what the rule asks for."""

    def take(self, rule: ChangeRule | ImmediateRule, progress: Progress, claim: Claim) -> Finding:  # noqa: ARG002 -- as each kind
        """It holds; of an open incident the claim is one more report."""
        known = claim.source in progress.sources
        sources = progress.sources if known else (*progress.sources, claim.source)[:MAX_SOURCES]
        changes = {"last": claim.published, "sources": sources}
        if not progress.open:
            return Finding(changes, 1, f"first reported by {claim.said}")
        reason = f"{claim.said} reports it again" if known else f"also reported by {claim.said}"
        return Finding(changes, 1, reason, news="noted")
