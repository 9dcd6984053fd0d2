"""Rules over other rules' incidents, and what may be wrong between them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Literal, NamedTuple, Self

from pydantic import Field, model_validator

from streams.core.durations import Duration
from streams.core.errors import Misfit
from streams.core.rules.fields import RuleId, Written
from streams.core.shapes import Whole


class CompositeRule(Written):
    """Fires when incidents of other rules are open together."""

    kind: Literal["composite"] = Field(description="the kind of rule: composite, over other rules' incidents")
    all_of: tuple[RuleId, ...] = Field(
        default=(), alias="all", max_length=50, description="rules that must each have an open incident"
    )
    any_of: tuple[RuleId, ...] = Field(
        default=(), alias="any", max_length=50, description="rules of which at_least must have an open incident"
    )
    at_least: Whole = Field(default=1, ge=1, le=50, description="with any: of how many rules")
    group_by: Literal["key", "country", "admin1"] = Field(
        description="together means: with the same key, in the same country, or in the same first-level area"
    )
    allowed_lateness: Duration = Field(
        default=timedelta(days=30),
        description="how late an incident's beginning or end may come to be known and still be put in its place in time",
    )
    within: Duration | None = Field(
        default=None, description="the incidents began no further apart than this, such as 48h; left out: whenever"
    )

    @model_validator(mode="after")
    def _over_some_rules(self) -> Self:
        if bool(self.all_of) == bool(self.any_of):
            raise Misfit((("all",), "write either all or any, with the ids of at least one rule"))
        for at, rule in enumerate(self.members):
            if rule in self.members[:at]:
                raise Misfit((self.named(at), f"{rule} is named twice; take one away"))
        if self.all_of and "at_least" in self.model_fields_set:
            raise Misfit((("at_least",), "belongs to any; all asks for every rule"))
        if self.at_least > len(self.members):
            raise Misfit((("at_least",), f"{self.at_least} is more than the {len(self.members)} rules under any"))
        return self

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of the rules that it is over."""
        return self.all_of or self.any_of

    def named(self, at: int) -> tuple[str | int, ...]:
        """The way in the file to a member."""
        return ("all" if self.all_of else "any", at)

    @property
    def needed(self) -> int:
        """Of how many different rules an incident must be open."""
        return len(self.all_of) or self.at_least


class Tangle(NamedTuple):
    """What is wrong with a rule over others: the rule, the way to the place, and a sentence."""

    rule: str
    trail: tuple[str | int, ...]
    sentence: str


def tangles(rules: Iterable[Written]) -> Iterator[Tangle]:
    """Composites that reach themselves through others. An alert would raise itself for ever."""
    composites = {rule.id: rule for rule in rules if isinstance(rule, CompositeRule)}
    for rule_id, rule in composites.items():
        for at, member in enumerate(rule.members):
            way = _way_back(rule_id, member, composites)
            if way is not None:
                circle = " over ".join((rule_id, *way))
                yield Tangle(rule_id, rule.named(at), f"{circle} is a circle; take one of them away")


def _way_back(goal: str, begin: str, composites: Mapping[str, CompositeRule]) -> tuple[str, ...] | None:
    """The shortest way from ``begin`` to ``goal``, both named; None where there is none."""
    ways: list[tuple[str, ...]] = [(begin,)]
    known = {begin}
    for way in ways:
        if way[-1] == goal:
            return way
        rule = composites.get(way[-1])
        for following in () if rule is None else rule.members:
            if following not in known:
                known.add(following)
                ways.append((*way, following))
    return None
