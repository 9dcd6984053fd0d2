from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from streams.core.conditions import holds, subjects
from streams.core.conditions.tracing import Traced, explain
from streams.core.facts import Fact
from tests.core.conditions.drawn import SOURCES, fact, item_fields, readable, tree
from tests.core.conditions.given import condition, reading
from tests.core.given import ARIHA, killed, route

KILLED = {"fact": "casualties", "outcome": "killed"}


def traced(written: Any, *facts: Fact, **fields: Any) -> Traced:
    read = reading(*facts, **fields)
    return explain(condition(written), next(iter(read.subjects if facts else read.whole)))


def told(trace: Traced) -> list[tuple[str, bool, str]]:
    """The leaves of a trace."""
    if not trace.parts:
        return [(trace.asked, trace.holds, trace.why)]
    return [one for part in trace.parts for one in told(part)]


def test_every_question_is_told_with_what_there_is_also_behind_one_that_fails() -> None:
    trace = traced(KILLED | {"count": {"min": 10}, "cause": ["flood", "storm"]}, killed(5, status="denied"))
    assert told(trace) == [
        ("outcome killed", True, "killed"),
        ("count at least 10", False, "5"),
        ("cause flood or storm", False, "not said"),
        ("status reported", False, "denied"),
        ("scope new", True, "new"),
    ]
    assert (trace.asked, trace.holds) == ("fact casualties", False)


def test_what_is_joined_is_told_as_a_tree() -> None:
    written = {
        "all": [KILLED, {"any": [{"place": {"country": "IRQ"}}, {"text": "cholera"}]}, {"none": [{"source": "radio"}]}]
    }
    trace = traced(written, killed(5, places=(ARIHA,)), source="radio", text="Some Cholera.")
    assert [(part.asked, part.holds, part.why) for part in trace.parts[1:]] == [
        ("one of these", True, "1 of 2 hold"),
        ("none of these", False, "1 of 1 hold"),
    ]
    assert told(trace)[-3:] == [
        ("place in IRQ", False, "Ariha (place, Idlib, SYR)"),
        ("text cholera", True, "“Cholera” in the text"),
        ("name radio", True, "radio"),
    ]
    assert not trace.holds


def test_of_the_other_facts_the_closest_is_told() -> None:
    trace = traced(
        {"all": [KILLED, {"also": {"fact": "route", "state": "severed"}}]}, killed(5), killed(9), route("open")
    )
    assert (trace.parts[1].asked, trace.parts[1].holds) == ("also a fact of kind route", False)
    assert "state severed" in [one[0] for one in told(trace.parts[1])]
    alone = traced({"all": [KILLED, {"also": KILLED}]}, killed(5))
    assert alone.parts[1].why == "the item states no other fact"


def test_a_trace_agrees_with_the_judgement_on_the_item_as_a_whole() -> None:
    assert told(traced({"language": ["en", "fr"]}, language="ar")) == [("language en or fr", False, "ar")]
    assert told(traced({"source": {"grade": "B or better", "kind": "un"}})) == [
        ("kind un", False, "unknown"),
        ("grade A or B", False, "F"),
    ]


@given(written=tree, facts=st.lists(fact, max_size=3), fields=item_fields)
def test_a_trace_never_says_other_than_the_judgement(written: Any, facts: list[Fact], fields: dict[str, Any]) -> None:
    asked = readable(written)
    if asked is None:
        return
    for subject in subjects(asked, reading(*facts, sources=SOURCES, **fields)):
        assert explain(asked, subject).holds == holds(asked, subject)
