"""What an operator may write in a rule file, version 1. One file holds one rule.

Every field has a description: editors show it while the rule is written (``tocsin schema rules``).
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cached_property
from string import Template
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Discriminator, Field, StringConstraints, Tag, field_validator, model_validator

from streams.core.alerts import SEVERITIES, EventKind, Severity
from streams.core.conditions import CasualtiesCondition, Condition
from streams.core.durations import Duration
from streams.core.errors import Misfit
from streams.core.examples import Examples
from streams.core.facts import Frozen
from streams.core.identity import canonical, digest
from streams.core.shapes import Truth, Whole, shape

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
Group = Literal["area", "route", "ceasefire", "country"]

SUMMARY_WORDS = frozenset({"label", "value", "range", "source", "place", "country", "who", "quote"})
"""What a summary may name, as ``$label``: the incident's name, the figure, its range, who said so, and so on."""

Summary = Annotated[Annotated[str, Tag("text")] | Annotated[dict[EventKind, str], Tag("mapping")], Discriminator(shape)]
SeverityByLevel = Annotated[
    Annotated[Severity, Tag("text")] | Annotated[dict[Whole, Severity], Tag("mapping")], Discriminator(shape)
]

_GROUPS_OF: Mapping[str, tuple[Group, ...]] = {
    "casualties": ("area", "country"),
    "route": ("route", "area", "country"),
    "ceasefire": ("ceasefire", "area", "country"),
}


class _Rule(Frozen):
    version: Literal[1] = Field(description="the version of the rule language: 1")
    id: RuleId = Field(description="the rule's name: small letters, digits and hyphens; part of every alert's id")
    description: str = Field(default="", description="what the rule is for, in a sentence")
    enabled: Truth = Field(default=True, description="false keeps the rule out of use")
    when: Condition = Field(description="the facts that raise an incident; they must be new and reported")
    group_by: Group = Field(description="one incident for each area, route, ceasefire or country")
    allowed_lateness: Duration = Field(
        default=timedelta(days=7), description="how late an item may come and still be put in its place in time"
    )
    expire_after: Duration | None = Field(
        default=None, description="an incident with no further item for so long ends by expire"
    )
    labels: dict[str, str] = Field(default_factory=dict, description="words of your own, for subscriptions")
    summary: Summary = Field(
        default="$label",
        description="one line for people; may name $label, $value, $range, $source, $place, $country, $who, $quote; "
        "or a line for each event, such as {fire: $label is cut, resolve: $label is open}",
    )
    runbook: str = Field(
        default="", description="what to do, or where it is written; kept with the rule, messages do not carry it yet"
    )
    examples: Examples = Field(default=Examples(), description="texts that must fire and texts that must stay quiet")

    words: ClassVar[frozenset[str]] = SUMMARY_WORDS
    """What the summary of this kind of rule may name."""

    @field_validator("summary")
    @classmethod
    def _known_words(cls, value: str | dict[EventKind, str]) -> str | dict[EventKind, str]:
        for text in [value] if isinstance(value, str) else value.values():
            template = Template(text)
            if not template.is_valid():
                raise ValueError(f"{text!r} has a $ with no name behind it; write $$ for a dollar sign")
            for name in template.get_identifiers():
                if name not in cls.words:
                    known = ", ".join(f"${word}" for word in sorted(cls.words))
                    raise ValueError(f"${name} is not known here; the summary may name {known}")
        return value

    @model_validator(mode="after")
    def _grouped_by_what_there_is(self) -> Self:
        groups = _GROUPS_OF[self.when.fact]
        if self.group_by not in groups:
            raise Misfit(
                (("group_by",), f"facts about {self.when.fact} have no {self.group_by}; write {' or '.join(groups)}")
            )
        return self

    def summary_for(self, event: EventKind, words: Mapping[str, str]) -> str:
        """The one line for people of an event."""
        text = self.summary if isinstance(self.summary, str) else self.summary.get(event, "$label")
        return Template(text).safe_substitute({name: words.get(name, "") for name in SUMMARY_WORDS}).strip()

    @property
    def digest(self) -> str:
        """A hash of what the rule does; its examples and description do not change it."""
        return digest(self.model_dump(mode="json", exclude={"examples", "description"}), length=16)


class ChangeRule(_Rule):
    """Fires when a state is first asserted, and resolves when another one is."""

    kind: Literal["change"] = Field(description="the kind of rule: change, over a state")
    resolve_when: Condition | None = Field(default=None, description="the facts that resolve the incident")
    severity: Severity = Field(description="info, minor, major or critical")

    words = SUMMARY_WORDS - {"value", "range"}

    @model_validator(mode="after")
    def _resolved_by_something_else(self) -> Self:
        if self.resolve_when is None:
            return self
        if self.resolve_when.fact != self.when.fact:
            raise Misfit((("resolve_when", "fact"), f"must be {self.when.fact}, the kind of fact that when is about"))
        if self.resolve_when == self.when:
            raise Misfit((("resolve_when",), "says the same as when; name what ends the incident"))
        return self


class ThresholdRule(_Rule):
    """Fires when the highest live claim of a toll reaches a threshold within a window; tolls are never added."""

    kind: Literal["threshold"] = Field(description="the kind of rule: threshold, over a toll")
    when: CasualtiesCondition = Field(description="which figures count; they must be new and reported")
    threshold: Whole = Field(ge=1, description="the number of people at which the rule fires, such as 50")
    within: Duration = Field(description="a claim counts for so long after it was published, such as 72h")
    escalate_at: tuple[Whole, ...] = Field(
        default=(), description="higher numbers, each escalating once, rising, such as [100, 200, 500]"
    )
    severity: SeverityByLevel = Field(
        description="info, minor, major or critical; or by level, such as {50: major, 100: critical}"
    )

    @model_validator(mode="after")
    def _rising(self) -> Self:
        for at, (lower, higher) in enumerate(zip(self.levels, self.escalate_at, strict=False)):
            if higher <= lower:
                raise Misfit((("escalate_at", at), f"{higher} does not rise above {lower}, the level before it"))
        if not isinstance(self.severity, dict):
            return self
        levels = ", ".join(map(str, self.levels))
        strange = [level for level in self.severity if level not in self.levels]
        if strange:
            raise Misfit(
                *(
                    (("severity", level), f"{level} is no level of this rule; its levels are {levels}")
                    for level in strange
                )
            )
        if self.threshold not in self.severity:
            raise Misfit((("severity",), f"names no severity for the threshold, {self.threshold}"))
        return self

    @property
    def levels(self) -> tuple[int, ...]:
        return (self.threshold, *self.escalate_at)

    def level_of(self, value: int) -> int:
        """The highest level that ``value`` reaches; 0 below the threshold."""
        return max((level for level in self.levels if value >= level), default=0)

    def severity_at(self, level: int) -> Severity:
        if not isinstance(self.severity, dict):
            return self.severity
        reached = [at for at in self.severity if at <= level]
        return self.severity[max(reached)] if reached else SEVERITIES[0]


Rule = Annotated[ChangeRule | ThresholdRule, Field(discriminator="kind")]


class RuleSet(Frozen):
    """The rules in force, with a version made of their content."""

    rules: tuple[Rule, ...]

    @cached_property
    def version(self) -> str:
        """``sha256:`` and a hash of every rule that is enabled, in order of id."""
        return "sha256:" + digest(sorted([rule.id, rule.digest] for rule in self.active), length=64)

    @cached_property
    def active(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.enabled)

    def get(self, rule_id: str) -> Rule | None:
        return self._by_id.get(rule_id)

    @cached_property
    def _by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.active}


def rule_set(rules: Iterable[Any]) -> RuleSet:
    """A rule set in order of id, so that its version does not hang on the order of files."""
    return RuleSet(rules=tuple(sorted(rules, key=lambda rule: canonical(rule.id))))
