"""The whole pipeline in one process: items in, emissions out. Replay, rule tests and the demo without a broker run it.

Each step is the function that the Kafka workers run; only the place where state is kept differs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from streams.core import incidents
from streams.core.alerts import Emission
from streams.core.facts import Facts
from streams.core.grouping import Register
from streams.core.incidents import KeyState
from streams.core.items import Item
from streams.core.matches import Matching, Seen, match
from streams.core.rules import RuleSet
from streams.core.sheets import FactSheet, fact_sheet

Extract = Callable[[Item], Facts]
"""Reads one item; the language tables and the gazetteer are bound to it beforehand."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: its sheet, how it matched, what was emitted, and for each match its rule and why."""

    sheet: FactSheet
    matching: Matching
    emissions: tuple[Emission, ...]
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Pipeline:
    """Extract, match and decide over dictionaries."""

    extract: Extract
    rules: RuleSet
    register: Register
    seen: dict[str, Seen] = field(default_factory=dict)
    keys: dict[str, KeyState] = field(default_factory=dict)

    def take(self, item: Item) -> Outcome:
        """Take one item through all steps."""
        return self.judge(fact_sheet(item, self.extract(item)))

    def judge(self, sheet: FactSheet) -> Outcome:
        """Take what was read in an item through matching and deciding."""
        matching = match(sheet, self.seen.get(sheet.seen_key), self.rules, self.register)
        self.seen[sheet.seen_key] = matching.seen
        emissions: list[Emission] = []
        reasons: list[tuple[str, str]] = []
        for one in matching.matches:
            rule = self.rules.get(one.rule)
            if rule is None:
                continue
            decision = incidents.decide(self.keys.get(one.key_text) or incidents.begin(one), rule, one)
            self.keys[one.key_text] = decision.state
            emissions.extend(decision.emissions)
            reasons.append((rule.id, decision.reason))
        return Outcome(sheet, matching, tuple(emissions), tuple(reasons))

    def tick(self, now: datetime) -> tuple[Emission, ...]:
        """Let time pass to ``now`` for every key."""
        emissions: list[Emission] = []
        for key, state in self.keys.items():
            rule = self.rules.get(state.rule)
            if rule is None or not state.due(now):
                continue
            decision = incidents.tick(state, rule, now)
            self.keys[key] = decision.state
            emissions.extend(decision.emissions)
        return tuple(emissions)
