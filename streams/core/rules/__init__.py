"""What an operator may write in a rule file, version 1. One file holds one rule; each kind of rule has a module.

Every field has a description: editors show it while the rule is written (``tocsin schema rules``).
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

from streams.core.facts import Frozen
from streams.core.identity import canonical, digest
from streams.core.rule_index import RuleIndex
from streams.core.rules.absence import AbsenceRule
from streams.core.rules.composite import CompositeRule
from streams.core.rules.counts import FirstSeenRule, FrequencyRule, SpikeRule
from streams.core.rules.fields import SUMMARY_WORDS, RuleId
from streams.core.rules.states import ChangeRule, ImmediateRule, SequenceRule
from streams.core.rules.threshold import ThresholdRule

__all__ = [
    "SUMMARY_WORDS",
    "AbsenceRule",
    "ChangeRule",
    "CompositeRule",
    "FirstSeenRule",
    "FrequencyRule",
    "ImmediateRule",
    "Rule",
    "RuleId",
    "RuleSet",
    "SequenceRule",
    "SpikeRule",
    "ThresholdRule",
    "rule_set",
]

Rule = Annotated[
    ImmediateRule
    | ChangeRule
    | ThresholdRule
    | FrequencyRule
    | FirstSeenRule
    | SpikeRule
    | AbsenceRule
    | SequenceRule
    | CompositeRule,
    Field(discriminator="kind"),
]


class RuleSet(Frozen):
    """The rules in force, with a version made of their content."""

    rules: tuple[Rule, ...]

    @cached_property
    def version(self) -> str:
        """``sha256:`` and a hash of every rule that is enabled, in order of id."""
        return "sha256:" + digest(sorted([name, made] for name, made in self.digests.items()), length=64)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of every rule that is enabled, by id."""
        return {rule.id: rule.digest for rule in self.active}

    @cached_property
    def active(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.enabled)

    @cached_property
    def index(self) -> RuleIndex[Rule]:
        """Which rules an item could concern."""
        return RuleIndex(self.active)

    @cached_property
    def composites_over(self) -> Mapping[str, tuple[CompositeRule, ...]]:
        """By a rule's id, the rules in force that are over its incidents."""
        found: dict[str, list[CompositeRule]] = {}
        for rule in self.active:
            if isinstance(rule, CompositeRule):
                for member in rule.members:
                    found.setdefault(member, []).append(rule)
        return {member: tuple(over) for member, over in found.items()}

    @cached_property
    def awaiting(self) -> tuple[AbsenceRule, ...]:
        """The rules in force that wait for sources by name."""
        return tuple(rule for rule in self.active if isinstance(rule, AbsenceRule) and rule.expect)

    def get(self, rule_id: str) -> Rule | None:
        return self._by_id.get(rule_id)

    @cached_property
    def _by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.active}


def rule_set(rules: Iterable[Any]) -> RuleSet:
    """A rule set in order of id, so that its version does not hang on the order of files."""
    # What is a rule was validated when it was made.
    return RuleSet.model_construct(rules=tuple(sorted(rules, key=lambda rule: canonical(rule.id))))
