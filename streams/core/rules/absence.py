"""Rules over what is not told: silence."""

from typing import Literal, Self

from pydantic import Field, model_validator

from streams.core.conditions import Condition
from streams.core.durations import Duration, duration_text
from streams.core.errors import Misfit
from streams.core.rules.fields import Asked, OverItems

MAX_EXPECTED = 1000
"""Sources that one rule may wait for by name."""


class AbsenceRule(OverItems):
    """Fires when nothing was heard for so long, and resolves with the next item."""

    kind: Literal["absence"] = Field(description="the kind of rule: absence, nothing for so long")
    when: Condition | None = Field(default=None, description="what is waited for; left out: any item")
    within: Duration = Field(description="how long nothing must be heard, such as 12h")
    expect: tuple[str, ...] = Field(
        default=(),
        max_length=MAX_EXPECTED,
        description="with group_by: source, sources that must be heard of even if they never were, by their names",
    )

    @model_validator(mode="after")
    def _expects_whom_it_groups(self) -> Self:
        if self.expect and self.group_by != ("source",):
            raise Misfit((("expect",), "names sources, so that group_by must be source"))
        if self.when is None and self.group_by not in (("source",), ("rule",)):
            raise Misfit(
                (("group_by",), "any item is grouped by source, or by rule, which is one for all; or add when")
            )
        if self.keep_firing is not None:
            raise Misfit(
                (("keep_firing",), "belongs to other kinds: silence is over with the first item that is heard")
            )
        if self.expire_after is not None and self.expire_after <= self.within:
            raise Misfit(
                (
                    ("expire_after",),
                    f"must be longer than within, {duration_text(self.within)}: it counts from the last item",
                )
            )
        return self

    @property
    def asked(self) -> tuple[Asked, ...]:
        return (Asked(("when",), self.when),)
