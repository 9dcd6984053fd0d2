"""Rules over a state."""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from streams.core.alerts import Severity
from streams.core.conditions import Condition, fact_trail, kinds
from streams.core.errors import Misfit
from streams.core.rules.fields import SUMMARY_WORDS, Written


class ChangeRule(Written):
    """Fires when a state is first asserted, and resolves when another one is."""

    kind: Literal["change"] = Field(description="the kind of rule: change, over a state")
    resolve_when: Condition | None = Field(default=None, description="what resolves the incident, written as when is")
    severity: Severity = Field(description="info, minor, major or critical")

    words = SUMMARY_WORDS - {"value", "range"}

    @model_validator(mode="after")
    def _resolved_by_something_else(self) -> Self:
        if self.resolve_when is None:
            return self
        if (about := kinds(self.when)) != kinds(self.resolve_when):
            fact = " or ".join(sorted(about)) or "the item as a whole, with no fact"
            trail = ("resolve_when", *fact_trail(self.resolve_when))
            raise Misfit((trail, f"must be about {fact}, as when is"))
        if self.resolve_when == self.when:
            raise Misfit((("resolve_when",), "says the same as when; name what ends the incident"))
        return self

    @property
    def conditions(self) -> Mapping[str, Condition]:
        return {"when": self.when} | ({"resolve_when": self.resolve_when} if self.resolve_when is not None else {})
