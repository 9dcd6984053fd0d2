"""Rules over a toll."""

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from streams.core.alerts import SEVERITIES, Severity
from streams.core.conditions import Condition, fact_trail, kinds
from streams.core.durations import Duration
from streams.core.errors import Misfit
from streams.core.rules.fields import Written
from streams.core.shapes import Whole, shape

SeverityByLevel = Annotated[
    Annotated[Severity, Tag("text")] | Annotated[dict[Whole, Severity], Tag("mapping")], Discriminator(shape)
]


class ThresholdRule(Written):
    """Fires when the highest live claim of a toll reaches a threshold within a window; tolls are never added."""

    kind: Literal["threshold"] = Field(description="the kind of rule: threshold, over a toll")
    when: Condition = Field(description="which figures count: a condition on casualties, alone or joined with others")
    threshold: Whole = Field(ge=1, description="the number of people at which the rule fires, such as 50")
    within: Duration = Field(description="a claim counts for so long after it was published, such as 72h")
    escalate_at: tuple[Whole, ...] = Field(
        default=(), description="higher numbers, each escalating once, rising, such as [100, 200, 500]"
    )
    severity: SeverityByLevel = Field(
        description="info, minor, major or critical; or by level, such as {50: major, 100: critical}"
    )

    @model_validator(mode="after")
    def _over_a_toll(self) -> Self:
        if kinds(self.when) != {"casualties"}:
            trail = ("when", *fact_trail(self.when))
            raise Misfit((trail, "a threshold counts people; write fact: casualties, and only that"))
        return self

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
