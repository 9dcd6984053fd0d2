"""Conditions from what an operator writes, and whether an item of some facts and words meets them."""

from typing import Any

from pydantic import TypeAdapter

from streams.core.conditions import Condition, Node, Reading, evidence, holds, subjects
from streams.core.facts import Fact, Facts
from streams.core.sheets import fact_sheet
from streams.core.sources import NO_SOURCES, Sources
from tests.core.given import Register, item

_CONDITION: TypeAdapter[Node] = TypeAdapter(Condition)


def condition(written: Any) -> Node:
    return _CONDITION.validate_python(written)


def reading(*facts: Fact, sources: Sources = NO_SOURCES, **fields: Any) -> Reading:
    read = item("a", **fields)
    return Reading(fact_sheet(read, Facts(item="a", facts=facts)), Register(sources))


def met(written: Any, *facts: Fact, **fields: Any) -> bool:
    """Whether some subject of the item meets the condition."""
    asked, read = condition(written), reading(*facts, **fields)
    return any(holds(asked, subject) for subject in subjects(asked, read))


def quotes(written: Any, *facts: Fact, **fields: Any) -> list[str]:
    """The words that show it, for the first subject that meets the condition."""
    asked, read = condition(written), reading(*facts, **fields)
    first = next(subject for subject in subjects(asked, read) if holds(asked, subject))
    return [one.quote for one in evidence(asked, first)]
