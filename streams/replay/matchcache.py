"""Matches remembered: what a rule's questions found in a run of readings, so that another threshold asks them of nobody again.

What an item matches hangs on its reading, the operator's tables and what the rule asks of items; not on how much of it the
rule waits for, or what it says then. Only items that come once are remembered: of others it hangs on what came before.
"""

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError

from streams.core.identity import canonical
from streams.core.matches import Match
from streams.core.rules import CompositeRule, Rule, RuleSet
from streams.edges.factcache import FactCache
from streams.replay.readings import Reading

BLOCK = 500
"""Readings whose matches are remembered together."""

DECIDING = frozenset(
    {
        "threshold", "escalate_at", "within", "policy", "severity", "summary", "hold_for", "keep_firing", "cooldown",
        "expire_after", "allowed_lateness", "corroboration", "labels", "runbook", "description", "examples", "enabled",
    }
)  # fmt: skip
"""Fields of rules that come in only when it is decided what matches bring about."""

Found = tuple[tuple[Match, ...] | None, ...]
"""For each reading its matches; None where they hang on more than the reading."""

_FOUND: TypeAdapter[Found] = TypeAdapter(Found)


@dataclass(slots=True)
class MatchCache:
    """The matches of blocks of readings. ``about`` is a hash of the tables and the code that they hang on."""

    about: bytes
    memories: Sequence[FactCache]
    _last: dict[bytes, Found] = field(default_factory=dict)

    def known(self, rules: RuleSet, block: Sequence[Reading]) -> Found | None:
        """The matches of a rule set in their order, or None where those of a rule are not remembered."""
        of_rules = [self._found(key) for key in self._keys(rules, block).values()]
        known = [found for found in of_rules if found is not None and len(found) == len(block)]
        if len(known) < len(of_rules):
            return None
        return tuple(_together(of_one) for of_one in zip(*known, strict=True)) if known else ((),) * len(block)

    def keep(self, rules: RuleSet, block: Sequence[Reading], found: Found) -> None:
        """Remember the matches of a rule set, those of each rule by itself."""
        for rule_id, key in self._keys(rules, block).items():
            own = tuple(None if all_ is None else tuple(one for one in all_ if one.rule == rule_id) for all_ in found)
            packed = zlib.compress(_FOUND.dump_json(own, exclude_defaults=True), 1)
            for memory in self.memories:
                memory.keep([(key, packed)])

    def _keys(self, rules: RuleSet, block: Iterable[Reading]) -> Mapping[str, bytes]:
        """What the matches of each rule are kept under; a rule over other rules asks nothing of items."""
        of_block = hashlib.sha256(self.about)
        for reading in block:
            of_block.update(reading.key)
        begun = of_block.digest()
        return {
            rule.id: hashlib.sha256(begun + asks(rule).encode()).digest()
            for rule in rules.active
            if not isinstance(rule, CompositeRule)
        }

    def _found(self, key: bytes) -> Found | None:
        """What is kept under a key; rule sets that are judged side by side ask for the same."""
        if key not in self._last:
            packed = next((kept for memory in self.memories if (kept := memory.known([key]).get(key))), None)
            found = None if packed is None else _read(packed)
            if found is None:
                return None
            if len(self._last) >= _SIDE_BY_SIDE:
                self._last.clear()
            self._last[key] = found
        return self._last[key]


_SIDE_BY_SIDE = 32
"""Blocks that are held open."""


def asks(rule: Rule) -> str:
    """What a rule asks of items, and what it keeps of them, as text."""
    said = rule.model_dump(mode="json", exclude=set(DECIDING), exclude_defaults=True)
    return canonical([rule.kind, said, rule.by_origin])


def _read(packed: bytes) -> Found | None:
    """What is damaged is asked for again."""
    try:
        return _FOUND.validate_json(zlib.decompress(packed))
    except (zlib.error, ValidationError):
        return None


def _together(of_rules: Sequence[tuple[Match, ...] | None]) -> tuple[Match, ...] | None:
    if any(found is None for found in of_rules):
        return None
    return tuple(match for found in of_rules for match in found or ())
