"""Rules over a state."""

from typing import Literal, Self

from pydantic import Field, model_validator

from streams.core.alerts import Severity
from streams.core.conditions import Condition
from streams.core.errors import Misfit
from streams.core.rules.fields import SUMMARY_WORDS, Written


class ChangeRule(Written):
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
