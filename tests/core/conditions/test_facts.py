from typing import Any

import pytest
from pydantic import ValidationError

from streams.core.facts import Fact, OtherFact
from tests.cases import each
from tests.core.conditions.given import condition, met
from tests.core.given import killed, route, spans, truce

KILLED = {"fact": "casualties", "outcome": "killed"}
CUT = {"fact": "route", "state": "severed"}
BROKEN = {"fact": "ceasefire", "state": "violated"}


@each(
    ("asked", "fact", "holds"),
    [
        (KILLED, killed(5), True),
        (KILLED, killed(5, outcome="injured"), False),
        (KILLED | {"outcome": ["injured", "killed"]}, killed(5), True),
        (KILLED, truce(), False),
        (KILLED | {"count": {"min": 5, "max": 10}}, killed(5), True),
        (KILLED | {"count": {"min": 6}}, killed(5), False),
        (KILLED | {"count": {"max": 4}}, killed(5), False),
        (KILLED | {"civilian": True}, killed(5, civilian=True), True),
        (KILLED | {"civilian": True}, killed(5), False),
        (KILLED | {"who": "aid worker*"}, killed(5, who="five Aid Workers"), True),
        (KILLED | {"who": "aid worker"}, killed(5, who="aid workers"), False),
        (KILLED | {"cause": ["flood", "storm"]}, killed(5, cause="flood"), True),
        (KILLED | {"attribution": "army"}, killed(5, attribution="the army's spokesman"), True),
        (KILLED | {"attribution": "army"}, killed(5), False),
        (CUT | {"route_kind": ["bridge", "crossing"]}, route(route_kind="bridge"), True),
        (CUT | {"route": ["m5", "M4"]}, route(), True),
        (CUT | {"route": "Bagdad road"}, route(aliases=("Bagdād Road",)), True),
        (CUT | {"route": "M4"}, route(), False),
        (BROKEN | {"parties": "RSF"}, truce(parties=("army", "the RSF")), True),
        (BROKEN | {"parties": "RSF"}, truce(), False),
        (BROKEN | {"name": "jeddah"}, truce().model_copy(update={"name": "Jeddah declaration"}), True),
    ],
)
def test_a_fact_meets_a_condition_by_each_field_that_is_asked_for(asked: Any, fact: Fact, holds: bool) -> None:
    assert met(asked, fact) is holds


@each(
    ("stance", "asked", "holds"),
    [
        ({"status": "threatened"}, {}, False),
        ({"status": "threatened"}, {"status": "threatened"}, True),
        ({}, {"status": ["threatened", "denied"]}, False),
        ({"scope": "background"}, {}, False),
        ({"scope": "background"}, {"scope": ["new", "background"]}, True),
    ],
)
def test_only_news_that_is_reported_counts_unless_the_rule_says_otherwise(stance: Any, asked: Any, holds: bool) -> None:
    assert met(CUT | asked, route(**stance)) is holds


def test_each_entry_under_not_by_itself_takes_a_fact_away() -> None:
    asked = KILLED | {"not": {"cause": "accident", "who": ["fighter*", "soldier*"]}}
    facts = [killed(5), killed(5, cause="accident"), killed(5, who="soldiers"), killed(5, cause="flood", who="people")]
    assert [met(asked, fact) for fact in facts] == [True, False, False, True]


def test_a_part_of_another_figure_counts_only_where_the_rule_asks_for_parts() -> None:
    nurses = killed(3, part=True, who="nurses")
    assert not met(KILLED | {"who": "nurses"}, nurses)
    assert met(KILLED | {"who": "nurses", "parts": True}, nurses)


def test_a_fact_of_an_extractor_of_ones_own_is_asked_by_its_kind_and_fields() -> None:
    outbreak = OtherFact(
        item="a", kind="outbreak", evidence=spans("cholera"), fields={"disease": "Cholera", "cases": 14, "deadly": True}
    )
    asked: dict[str, Any] = {"fact": "other", "kind": "outbreak"}
    for fields, holds in (
        ({"disease": "cholera", "cases": {"min": 10}}, True),
        ({"disease": ["measles", "polio"]}, False),
        ({"cases": {"min": 15}}, False),
        ({"deadly": True}, True),
        ({"deadly": 1}, False),
        ({"place": "x"}, False),
    ):
        assert met(asked | {"fields": fields}, outbreak) is holds
    assert not met(asked | {"kind": "famine"}, outbreak)
    assert not met(asked, killed(5))


@each("count", [{"min": 10, "max": 5}, {}, {"min": "10"}, {"min": -1}])
def test_a_range_that_no_number_is_in_is_refused(count: Any) -> None:
    with pytest.raises(ValidationError):
        condition(KILLED | {"count": count})


def test_a_condition_reads_back_from_what_is_written() -> None:
    asked = condition(
        {"any": [KILLED | {"not": {"cause": "flood"}}, {"all": [CUT, {"text": {"pattern": "M[45]", "in": "title"}}]}]}
    )
    assert condition(asked.model_dump(mode="json")) == asked
