"""Rules over how often something is told, against a number, its own past, or never before."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from streams.core.conditions import kinds
from streams.core.durations import Duration
from streams.core.errors import Misfit
from streams.core.rules.fields import SUMMARY_WORDS, OverFacts
from streams.core.rules.levels import Levelled
from streams.core.shapes import Whole

Novelty = Literal["cause", "outcome", "area", "country", "admin1", "route", "source"]


_FACT_OF: Mapping[str, str] = {"cause": "casualties", "outcome": "casualties", "route": "route"}
"""Fields that facts of one kind have."""


class FrequencyRule(Levelled):
    """Fires when so many items, sources or origins tell of it within a window."""

    kind: Literal["frequency"] = Field(description="the kind of rule: frequency, how often it is told of")
    count: Literal["items", "sources", "origins"] = Field(
        default="origins", description="what is counted: items, sources, or origins, of which copies of a story are one"
    )
    within: Duration = Field(description="the window, such as 6h")

    @model_validator(mode="after")
    def _countable(self) -> Self:
        self.countable(self.count)
        return self


class SpikeRule(OverFacts):
    """Fires when there are many more items in a window than in the windows before it."""

    kind: Literal["spike"] = Field(description="the kind of rule: spike, more than in its own past")
    within: Duration = Field(description="the window, such as 24h")
    factor: Annotated[float, Field(strict=False, ge=1.1, le=1000)] = Field(
        description="how many times the mean of the windows before, such as 3"
    )
    at_least: Whole = Field(ge=2, le=100_000, description="the fewest items in the window that are a spike, such as 10")
    baseline: Whole = Field(
        default=7,
        ge=1,
        le=30,
        description="how many windows before this one are its past; what is not known of counts as none",
    )

    words = SUMMARY_WORDS

    @property
    def reach(self) -> timedelta:
        return super().reach + self.baseline * self.within


class FirstSeenRule(OverFacts):
    """Fires when a field has a value that it has not had for long: a new cause, a new area."""

    kind: Literal["first_seen"] = Field(description="the kind of rule: first_seen, what is new")
    field: Novelty = Field(description="what must be new: cause, outcome, area, country, admin1, route or source")
    within: Duration = Field(description="new is what was not told of for so long, such as 90d")
    learn: Duration | None = Field(
        default=None, description="for so long after the group's first item nothing is new yet, such as 14d"
    )
    expire_after: Duration = Field(
        default=timedelta(hours=24), description="an incident with nothing else new for so long ends by expire"
    )

    @model_validator(mode="after")
    def _has_the_field(self) -> Self:
        needed = _FACT_OF.get(self.field)
        if needed is not None and kinds(self.when) != {needed}:
            raise Misfit((("field",), f"only facts about {needed} have one; write area, country, admin1 or source"))
        return self
