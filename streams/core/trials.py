"""Trying a rule on its own examples, through the functions that judge real news."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from streams.core.alerts import Emission
from streams.core.examples import ExampleItem, example_items
from streams.core.facts import Casualties, Ceasefire, Fact, Route
from streams.core.grouping import Register
from streams.core.pipeline import Extract, Outcome, Pipeline
from streams.core.rules import CompositeRule, Rule, RuleSet


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of an example: whether the rule fired, and what was read in each item."""

    fired: bool
    outcomes: tuple[Outcome, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for outcome in self.outcomes for fact in outcome.sheet.facts)


def alone(rule: Rule, others: Mapping[str, Rule] = MappingProxyType({})) -> RuleSet:
    """A rule set that holds this rule first, and of the others those that it is over, all switched on."""
    used = {rule.id: rule}
    waiting = [rule]
    while waiting:
        over = waiting.pop()
        for member in over.members if isinstance(over, CompositeRule) else ():
            if member in others and member not in used:
                used[member] = others[member]
                waiting.append(others[member])
    return RuleSet.model_construct(rules=tuple(one.model_copy(update={"enabled": True}) for one in used.values()))


def tried(
    rules: RuleSet, example: str | ExampleItem | tuple[ExampleItem, ...], extract: Extract, register: Register
) -> Trial:
    """Take an example's items through a pipeline of these rules, of which the first is on trial; time passes up to the last."""
    pipeline = Pipeline(extract=extract, rules=rules, register=register)
    outcomes: list[Outcome] = []
    emissions: list[Emission] = []
    for item in example_items(example):
        emissions += pipeline.tick(item.published)
        outcomes.append(pipeline.take(item))
        emissions += outcomes[-1].emissions
    first = rules.rules[0].id
    fired = any(one.event.event == "fire" and one.event.rule == first for one in emissions)
    return Trial(fired, tuple(outcomes))


def fact_words(fact: Fact) -> str:
    """A fact and its stance in a few words: ``12 killed (new, reported) in Idlib``."""
    where = f" in {fact.places[0].name}" if fact.places else ""
    return f"{claim_words(fact)} ({fact.scope}, {fact.status}){where}"


def claim_words(fact: Fact) -> str:
    """What a fact claims, in a few words: ``12 to 15 killed``, ``road M5 severed``."""
    if isinstance(fact, Casualties):
        upper = (
            "" if fact.count_max == fact.count_min else f" to {'open' if fact.count_max is None else fact.count_max}"
        )
        return f"{fact.count_min}{upper} {fact.outcome}" + (", part of another figure" if fact.part else "")
    if isinstance(fact, Route):
        return f"{fact.route_kind} {fact.name} {fact.state}"
    if isinstance(fact, Ceasefire):
        return f"ceasefire {fact.state}"
    return " ".join([fact.kind, *(f"{name} {value}" for name, value in fact.fields.items())])
