"""Rules over a number that may reach several levels."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from streams.core.alerts import Severity
from streams.core.errors import Misfit
from streams.core.rules.fields import SUMMARY_WORDS, OverFacts
from streams.core.rules.severity import LevelSeverity, Standing, severity_at
from streams.core.shapes import OneOrMore, Whole

HIGHEST_COUNT = 500
"""The highest count of things that a rule may ask for: a state remembers each of them."""

MOST_ORIGINS = 50
"""The highest number of independent origins: each is compared with each other."""


class Levelled(OverFacts):
    """A rule that fires at a number and escalates at higher ones."""

    threshold: Whole = Field(ge=1, description="the number at which the rule fires, such as 50")
    escalate_at: Annotated[tuple[Whole, ...], OneOrMore()] = Field(
        default=(), description="higher numbers, each escalating once, rising, such as [100, 200, 500]"
    )
    severity: LevelSeverity = Field(  # type: ignore[assignment]  # a wider choice than that of rules without levels
        description="info, minor, major or critical; or by level, such as {50: major, 100: critical}; or a table, "
        "such as {default: minor, when: [{value_at_least: 50, is: major}]}"
    )

    words = SUMMARY_WORDS

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

    def severity_of(self, standing: Standing) -> Severity:
        return severity_at(self.severity, standing)

    def countable(self, of: str) -> None:
        """Raise Misfit where a level is more things of a kind than can be told apart."""
        for at, level in enumerate(self.levels):
            if level > (most := MOST_ORIGINS if of == "origins" else HIGHEST_COUNT):
                trail: tuple[str | int, ...] = ("escalate_at", at - 1) if at else ("threshold",)
                raise Misfit((trail, f"{level} is more {of} than can be counted; write at most {most}"))
