"""Rules over a toll, or over how many different things are told of."""

from typing import Literal, Self

from pydantic import Field, model_validator

from streams.core.conditions import fact_trail, kinds
from streams.core.durations import Duration
from streams.core.errors import Misfit
from streams.core.rules.levels import Levelled

Distinct = Literal["sources", "origins", "areas", "countries", "routes"]


class ThresholdRule(Levelled):
    """Fires when a number reaches a threshold within a window: a toll, a sum over areas, or how many different things."""

    kind: Literal["threshold"] = Field(description="the kind of rule: threshold, over a toll or a number of things")
    measure: Literal["highest", "sum", "distinct"] = Field(
        default="highest",
        description="highest: one toll, and claims of it are never added; sum: each area's own toll, added over the "
        "areas of the group; distinct: how many different things, named by count",
    )
    count: Distinct | None = Field(
        default=None,
        description="with measure: distinct, what is counted: sources, origins, areas, countries or routes",
    )
    policy: Literal["highest", "median", "best_graded"] = Field(
        default="highest",
        description="which of the sources' live claims decides: highest, the most that any source said; median, the middle "
        "one of what each said last; best_graded, what the most reliable source said last",
    )
    within: Duration = Field(description="a claim counts for so long after it was published, such as 72h")

    @model_validator(mode="after")
    def _measures_what_there_is(self) -> Self:
        if self.measure == "distinct":
            if self.count is None:
                raise Misfit((("count",), "is missing; say what is counted: sources, origins, areas or routes"))
            if self.policy != "highest":
                raise Misfit((("policy",), "belongs to a toll; a number of different things has no policy"))
            if self.count == "routes" and kinds(self.when) != {"route"}:
                raise Misfit((("count",), "only facts about routes name them; write areas, sources or origins"))
            self.countable(self.count)
            return self
        if self.count is not None:
            raise Misfit((("count",), "belongs to measure: distinct; take it away, or write measure: distinct"))
        if kinds(self.when) != {"casualties"}:
            raise Misfit(
                (
                    ("when", *fact_trail(self.when)),
                    "a toll counts people; write fact: casualties, and only that, or measure: distinct and count",
                )
            )
        return self
