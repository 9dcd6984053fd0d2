"""Each rule that comes with tocsin, tried on each of its own examples."""

from functools import cache
from pathlib import Path

from streams.core.examples import ExampleItem
from streams.core.rules import Rule
from streams.core.trials import fact_words
from streams.edges.examiner import Examiner
from streams.edges.rulefiles import TABLES, load_rules
from streams.edges.tables import load_register
from tests.cases import each

FOLDER = Path(__file__).parents[2] / "rules"
RULES = load_rules(FOLDER).rules.rules
EXAMPLES = [
    (rule, example, fires)
    for rule in RULES
    for fires, examples in ((True, rule.examples.fires), (False, rule.examples.quiet))
    for example in examples
]


@cache
def examiner() -> Examiner:
    return Examiner(load_register(FOLDER / TABLES), FOLDER / TABLES, RULES)


@each(("rule", "example", "fires"), EXAMPLES)
def test_a_rule_does_on_its_example_what_the_example_stands_for(
    rule: Rule, example: str | ExampleItem | tuple[ExampleItem, ...], fires: bool
) -> None:
    trial = examiner().trial(rule, example)

    assert trial.fired == fires, [fact_words(fact) for fact in trial.facts]


@each("rule", RULES)
def test_a_rule_that_comes_with_tocsin_has_examples_of_both_kinds(rule: Rule) -> None:
    least = 6 if rule.enabled else 1
    assert len(rule.examples.fires) >= least
    assert len(rule.examples.quiet) >= least
    assert rule.description
    assert rule.runbook
