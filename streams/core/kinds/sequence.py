"""Rules over one thing after another, within a span of time, at one key.

For each step the chain of items that leads to it is remembered which began last: it leaves the most time for the rest.
"""

from datetime import datetime
from typing import Any

from streams.core.claims import Claim
from streams.core.durations import duration_text
from streams.core.grades import Word, graded
from streams.core.kinds.steps import Finding, Kind, Link, Progress, moment_text
from streams.core.reports import graded_as
from streams.core.rules.states import SequenceRule


class Sequence(Kind[SequenceRule]):
    """How far the steps have come."""

    def take(self, rule: SequenceRule, progress: Progress, claim: Claim) -> Finding:
        """Carry the chains on by the steps that the item meets. No item is two steps of one chain."""
        steps = len(rule.steps)
        since = claim.published - rule.within
        chains = [chain if chain and chain[0].at > since else () for chain in progress.chains or ((),) * (steps - 1)]
        whole: tuple[Link, ...] = ()
        for step in sorted(claim.steps, reverse=True):
            before = chains[step - 1] if step else ()
            if step and not before:
                continue
            if step == steps - 1:
                whole = before
            else:
                chains[step] = (*before, _link(step, claim))
        if whole:
            took = duration_text(claim.published - whole[0].at)
            changes: dict[str, Any] = {"chains": tuple(chains), "last": claim.published}
            reason = f"step {steps} of {steps}, {took} after the first, {whole[0].name}"
            return Finding(changes, 1, reason, news="noted", links=whole[::-1])
        return Finding({"chains": tuple(chains)}, 0, _how_far(rule, chains), supports=False)

    def lapses(self, rule: SequenceRule, progress: Progress) -> datetime | None:
        """Nothing completes it again for as long as the rule says, else for as long as a sequence may take."""
        return None if progress.last is None else progress.last + (rule.expire_after or rule.within)


def _link(step: int, claim: Claim) -> Link:
    return Link(
        of=f"step {step + 1}",
        name=claim.item,
        at=claim.published,
        items=claim.items,
        sources=claim.sources,
        evidence=claim.quotes,
        grading=graded([Word(claim.source, claim.published, claim.item, graded_as(claim.grade))]),
    )


def _how_far(rule: SequenceRule, chains: list[tuple[Link, ...]]) -> str:
    for step in range(len(chains), 0, -1):
        chain = chains[step - 1]
        if chain:
            last = moment_text(chain[0].at + rule.within)
            return f"step {step} of {len(rule.steps)}; the rest must come before {last}"
    return f"a later step without the first; step 1 of {len(rule.steps)} is awaited"
