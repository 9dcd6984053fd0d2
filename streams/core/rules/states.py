"""Rules over what is so or not so: a state that changes, a thing that happened, one thing after another."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from streams.core.conditions import Condition
from streams.core.durations import Duration
from streams.core.errors import Misfit
from streams.core.facts import Frozen
from streams.core.rules.fields import Asked, Corroborated, OverFacts


class ChangeRule(OverFacts):
    """Fires when a state is first asserted, and resolves when another one is."""

    kind: Literal["change"] = Field(description="the kind of rule: change, over a state")


class ImmediateRule(OverFacts):
    """Fires on every item that meets the condition, unless an incident of its group is open, which it joins."""

    kind: Literal["immediate"] = Field(description="the kind of rule: immediate, over anything that happens")
    expire_after: Duration = Field(
        default=timedelta(hours=24), description="an incident with no further item for so long ends by expire"
    )


class StepWritten(Frozen):
    """A step of a sequence."""

    when: Condition = Field(description="the facts of this step; they must be new and reported")


class SequenceRule(Corroborated):
    """Fires when items meet its steps one after the other in the same group."""

    kind: Literal["sequence"] = Field(description="the kind of rule: sequence, one thing after another")
    steps: tuple[StepWritten, ...] = Field(
        max_length=8, description="what must come, in order, each as - when: and its condition"
    )
    within: Duration = Field(description="from the first step to the last it takes no longer than this, such as 48h")
    resolve_when: Condition | None = Field(
        default=None, description="the facts that resolve the incident, and break a sequence that has begun"
    )

    @model_validator(mode="after")
    def _several(self) -> Self:
        if len(self.steps) < 2:
            raise Misfit((("steps",), "one step is no sequence; write the one that must come after it"))
        return self

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(self._asked())

    def _asked(self) -> Iterator[Asked]:
        for at, step in enumerate(self.steps):
            yield Asked(("steps", at, "when"), step.when, step=at)
        if self.resolve_when is not None:
            yield Asked(("resolve_when",), self.resolve_when, "clear")
