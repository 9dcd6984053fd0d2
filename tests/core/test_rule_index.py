"""The index finds every rule that an item could meet."""

from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from streams.core.conditions import Node, Reading, holds, kinds, subjects
from streams.core.facts import Fact
from streams.core.rule_index import RuleIndex, keys_of
from streams.core.rules import ChangeRule, rule_set
from tests.cases import each
from tests.core.conditions.drawn import SOURCES, fact, item_fields, readable, tree
from tests.core.conditions.given import condition, reading
from tests.core.given import route


class Asking:
    """A rule that asks for one thing."""

    any_item = False

    def __init__(self, asked: Node) -> None:
        self.conditions = {"when": asked}

    def met(self, read: Reading) -> bool:
        asked = self.conditions["when"]
        return any(holds(asked, subject) for subject in subjects(asked, read))


@given(trees=st.lists(tree, min_size=1, max_size=12), facts=st.lists(fact, max_size=3), fields=item_fields)
def test_no_rule_that_an_item_meets_is_missed(trees: list[Any], facts: list[Fact], fields: dict[str, Any]) -> None:
    rules = [Asking(asked) for one in trees if (asked := readable(one)) is not None]
    read = reading(*facts, sources=SOURCES, **fields)
    found = RuleIndex(rules).candidates(read)
    assert [one for one in found if one.met(read)] == [one for one in rules if one.met(read)]


@each(
    ("written", "kinds_of_keys"),
    [
        ({"all": [{"fact": "casualties", "outcome": "killed"}, {"place": {"country": "SYR"}}]}, {"country"}),
        ({"all": [{"place": {"country": "SYR", "name": "Idlib"}}, {"fact": "route", "state": "open"}]}, {"place"}),
        ({"fact": "route", "state": "severed", "route": "M5"}, {"route"}),
        ({"any": [{"text": "cholera"}, {"all": [{"language": "en"}, {"source": "sana"}]}]}, {"word", "source"}),
        ({"all": [{"language": "en"}, {"text": ["aid convoy", "hospital*"]}]}, {"word", "stem"}),
        ({"text": {"pattern": r"\bcholera outbreak\b"}}, {"gram"}),
        ({"place": {"within": "20km", "of": [35.8, 36.6]}}, {"cell"}),
        ({"all": [{"fact": "casualties", "outcome": "killed"}, {"none": [{"place": "Idlib"}]}]}, {"fact"}),
    ],
)
def test_a_rule_is_looked_up_by_the_rarest_thing_that_it_must_have(written: Any, kinds_of_keys: set[str]) -> None:
    keys = keys_of([condition(written)])
    assert keys is not None
    assert {kind for kind, _ in keys} == kinds_of_keys


@each(
    "written",
    [
        {"language": "en"},
        {"none": [{"text": "x"}]},
        {"text": {"pattern": "a|b"}},
        {"any": [{"text": "x"}, {"language": "en"}]},
    ],
)
def test_a_rule_without_such_a_thing_is_asked_about_every_item(written: Any) -> None:
    assert keys_of([condition(written)]) is None


def test_of_a_phrase_the_word_is_looked_up_that_other_rules_have_not() -> None:
    camps = [Asking(condition({"text": f"{name} Camp"})) for name in ("Abu", "Zam", "Kas")]
    index = RuleIndex(camps)
    assert index.candidates(reading(text="The camp of Zam")) == [camps[1]]


def test_of_a_thousand_rules_only_those_that_an_item_could_meet_are_judged() -> None:
    number = count()
    rules = rule_set(
        ChangeRule.model_validate(
            {
                "version": 1, "id": f"r{next(number)}", "kind": "change", "group_by": "route", "severity": "minor",
                "when": {"fact": "route", "state": "severed", "route": f"M{at}"},
            }
        )
        for at in range(1000)
    )  # fmt: skip
    assert [rule.id for rule in rules.index.candidates(reading(route()))] == ["r5"]
    assert [kinds(one) for one in rules.active[0].conditions.values()] == [{"route"}]
