"""What an operator may write in a rule file, version 1. One file holds one rule.

Every field has a description: editors show it while the rule is written (``tocsin schema rules``).
"""

from collections.abc import Iterable
from datetime import timedelta
from string import Template
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from streams.core.alerts import SEVERITIES, EventKind, Severity
from streams.core.durations import Duration
from streams.core.facts import CeasefireState, Frozen, Outcome, RouteKind, RouteState
from streams.core.identity import canonical, digest

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
Group = Literal["area", "route", "ceasefire", "country"]

SUMMARY_WORDS = frozenset({"label", "value", "range", "source", "place", "country", "who", "quote"})
"""What a summary may name, as ``$label``: the incident's name, the figure, its range, who said so, and so on."""


class CasualtiesCondition(Frozen):
    """Facts about people killed, injured, missing, detained or displaced."""

    fact: Literal["casualties"]
    outcome: tuple[Outcome, ...] | Outcome = Field(description="killed, injured, missing, detained, displaced")
    civilian: bool | None = Field(default=None, description="only figures of civilians (true) or of combatants (false)")


class RouteCondition(Frozen):
    """Facts about roads, bridges, crossings, ports, airports, railways and waterways."""

    fact: Literal["route"]
    state: tuple[RouteState, ...] | RouteState = Field(description="severed, restricted, open")
    route_kind: tuple[RouteKind, ...] | RouteKind | None = Field(default=None, description="only routes of these kinds")


class CeasefireCondition(Frozen):
    """Facts about truces, pauses and cessations."""

    fact: Literal["ceasefire"]
    state: tuple[CeasefireState, ...] | CeasefireState = Field(
        description="violated, agreed, holding, extended, collapsed, rejected, proposed"
    )


Condition = Annotated[CasualtiesCondition | RouteCondition | CeasefireCondition, Field(discriminator="fact")]


class ExampleItem(Frozen):
    """A news item in short: what is left out is filled in (source ``example``, published on 1 January 2025)."""

    title: str = ""
    text: str = ""
    source: str = "example"
    language: str | None = None


Example = str | ExampleItem | tuple[ExampleItem, ...]


class Examples(Frozen):
    """Texts that prove the rule; ``tocsin check`` reads each and sees whether the rule fires."""

    fires: tuple[Example, ...] = Field(default=(), description="texts (or items, or lists of items) that must fire")
    quiet: tuple[Example, ...] = Field(default=(), description="texts (or items, or lists of items) that must not")


class _Rule(Frozen):
    version: Literal[1] = Field(description="the version of the rule language: 1")
    id: RuleId = Field(description="the rule's name: small letters, digits and hyphens; part of every alert's id")
    description: str = Field(default="", description="what the rule is for, in a sentence")
    enabled: bool = Field(default=True, description="false keeps the rule out of use")
    when: Condition = Field(description="the facts that raise an incident; they must be new and reported")
    group_by: Group = Field(description="one incident for each area, route, ceasefire or country")
    allowed_lateness: Duration = Field(
        default=timedelta(days=7), description="how late an item may come and still be put in its place in time"
    )
    expire_after: Duration | None = Field(
        default=None, description="an incident with no further item for so long ends by expire"
    )
    severity: Severity | dict[int, Severity] = Field(
        description="info, minor, major or critical; for a threshold also by level, such as {50: major, 100: critical}"
    )
    labels: dict[str, str] = Field(default_factory=dict, description="words of your own, for subscriptions")
    summary: str | dict[EventKind, str] = Field(
        default="$label", description="one line for people; may name $label, $value, $range, $source, $place, $who"
    )
    runbook: str = Field(default="", description="what to do, or where it is written; goes out with the alert")
    examples: Examples = Field(default=Examples(), description="texts that must fire and texts that must stay quiet")

    @field_validator("summary")
    @classmethod
    def _known_words(cls, value: str | dict[EventKind, str]) -> str | dict[EventKind, str]:
        for text in [value] if isinstance(value, str) else value.values():
            template = Template(text)
            if not template.is_valid():
                raise ValueError(f"{text!r} has a $ with no name behind it; write $$ for a dollar sign")
            for name in template.get_identifiers():
                if name not in SUMMARY_WORDS:
                    known = ", ".join(f"${word}" for word in sorted(SUMMARY_WORDS))
                    raise ValueError(f"${name} is not known; a summary may name {known}")
        return value

    def summary_for(self, event: EventKind, words: dict[str, str]) -> str:
        """The one line for people of an event."""
        text = self.summary if isinstance(self.summary, str) else self.summary.get(event, "$label")
        return Template(text).safe_substitute({name: words.get(name, "") for name in SUMMARY_WORDS}).strip()

    @property
    def digest(self) -> str:
        """A hash of what the rule does; its examples and description do not change it."""
        return digest(self.model_dump(mode="json", exclude={"examples", "description"}), length=16)


class ChangeRule(_Rule):
    """Fires when a state is first asserted, and resolves when another one is."""

    kind: Literal["change"]
    resolve_when: Condition | None = Field(default=None, description="the facts that resolve the incident")
    severity: Severity

    @model_validator(mode="after")
    def _one_kind_of_fact(self) -> Self:
        if self.resolve_when is not None and self.resolve_when.fact != self.when.fact:
            raise ValueError("resolve_when must be about the same kind of fact as when")
        return self


class ThresholdRule(_Rule):
    """Fires when the highest live claim of a toll reaches a threshold within a window; tolls are never added."""

    kind: Literal["threshold"]
    when: CasualtiesCondition = Field(description="which figures count; they must be new and reported")
    threshold: int = Field(ge=1, description="the number of people at which the rule fires")
    within: Duration = Field(description="a claim counts for so long after it was published")
    escalate_at: tuple[int, ...] = Field(default=(), description="higher numbers, each escalating once, rising")

    @model_validator(mode="after")
    def _rising(self) -> Self:
        levels = self.levels
        if list(levels) != sorted(set(levels)):
            raise ValueError("escalate_at must rise, from above threshold")
        if isinstance(self.severity, dict) and self.severity:
            if min(self.severity) > self.threshold:
                raise ValueError(f"severity by level must begin at the threshold, {self.threshold}")
        elif isinstance(self.severity, dict):
            raise ValueError("severity by level names no level")
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

    @property
    def version(self) -> str:
        """``sha256:`` and a hash of every rule that is enabled, in order of id."""
        return "sha256:" + digest(sorted([rule.id, rule.digest] for rule in self.active), length=64)

    @property
    def active(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.enabled)

    def get(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.active if rule.id == rule_id), None)


def rule_set(rules: Iterable[Any]) -> RuleSet:
    """A rule set in order of id, so that its version does not hang on the order of files."""
    return RuleSet(rules=tuple(sorted(rules, key=lambda rule: canonical(rule.id))))
