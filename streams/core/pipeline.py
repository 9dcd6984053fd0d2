"""The whole pipeline in one process: items in, emissions out. Replay, rule tests and the demo without a broker run it.

Each step is the function that the Kafka workers run; only the place where state is kept differs.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heapify, heappop, heappush

from streams.core import incidents
from streams.core.alerts import Emission
from streams.core.composites import matches_upon
from streams.core.facts import Facts
from streams.core.grouping import Register
from streams.core.incidents import Decision, KeyState
from streams.core.items import Item
from streams.core.matches import Match, Matching, Seen, match
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
    _deadlines: list[tuple[datetime, str]] = field(init=False)
    """A heap of when each key's state changes next; entries that a later decision has made void are passed over."""

    def __post_init__(self) -> None:
        self._deadlines = [(one.deadline, key) for key, one in self.keys.items() if one.deadline is not None]
        heapify(self._deadlines)

    def take(self, item: Item) -> Outcome:
        """Take one item through all steps."""
        return self.judge(fact_sheet(item, self.extract(item)))

    def judge(self, sheet: FactSheet) -> Outcome:
        """Take what was read in an item through matching and deciding."""
        matching = match(sheet, self.seen.get(sheet.seen_key), self.rules, self.register)
        self.seen[sheet.seen_key] = matching.seen
        emissions: list[Emission] = []
        reasons: list[tuple[str, str]] = []
        for rule_id, decision in self._decided(matching.matches):
            emissions.extend(decision.emissions)
            reasons.append((rule_id, decision.reason))
        return Outcome(sheet, matching, tuple(emissions), tuple(reasons))

    def heed(self, matches: Iterable[Match]) -> tuple[Emission, ...]:
        """Decide on the matches of an item that comes only once, where they are known beforehand."""
        return tuple(emission for _, decision in self._decided(matches) for emission in decision.emissions)

    def tick(self, now: datetime) -> tuple[Emission, ...]:
        """Let time pass to ``now`` for every key, and wait from then on for sources that must be heard of.

        Costs nothing where no deadline has come.
        """
        for key, state in incidents.all_awaited(self.rules, now, self.register.source_name):
            if key not in self.keys:
                self._keep(key, state)
        emissions: list[Emission] = []
        while self._deadlines and self._deadlines[0][0] <= now:
            key = heappop(self._deadlines)[1]
            rule = self.rules.get(self.keys[key].rule)
            if rule is None or not self.keys[key].due(now):
                continue
            decision = incidents.tick(self.keys[key], rule, now)
            self._keep(key, decision.state)
            emissions.extend(decision.emissions)
            for _, further in self._decided(self._upon(decision.emissions)):
                emissions.extend(further.emissions)
        return tuple(emissions)

    def _keep(self, key: str, state: KeyState) -> None:
        self.keys[key] = state
        if state.deadline is not None:
            heappush(self._deadlines, (state.deadline, key))

    def _decided(self, matches: Iterable[Match]) -> Iterator[tuple[str, Decision]]:
        """Decide on matches, and on those that their emissions make for rules over other rules."""
        waiting = deque(matches)
        while waiting:
            one = waiting.popleft()
            rule = self.rules.get(one.rule)
            if rule is None:
                continue
            key = one.key_text
            decision = incidents.decide(self.keys.get(key) or incidents.begin(one), rule, one)
            self._keep(key, decision.state)
            yield rule.id, decision
            waiting.extend(self._upon(decision.emissions))

    def _upon(self, emissions: Iterable[Emission]) -> Iterator[Match]:
        return (one for emission in emissions for one in matches_upon(emission, self.rules))
