from typing import Any

import pytest
from pydantic import ValidationError

from streams.core.conditions import kinds
from tests.cases import each
from tests.core.conditions.given import condition, met
from tests.core.given import ALEPPO, IDLIB, killed, route, truce

KILLED = {"fact": "casualties", "outcome": "killed"}
CUT = {"fact": "route", "state": "severed"}
BROKEN = {"fact": "ceasefire", "state": "violated"}


def test_one_fact_must_meet_all_of_the_tree() -> None:
    asked = {"all": [KILLED, {"any": [{"place": "Idlib"}, {"text": "cholera"}]}, {"none": [{"source": "radio"}]}]}
    assert met(asked, killed(5))
    assert not met(asked, killed(5, places=(ALEPPO,)), route(places=(IDLIB,)))
    assert met(asked, killed(5, places=(ALEPPO,)), text="Cholera")
    assert not met(asked, killed(5), source="radio")


def test_facts_of_several_kinds_may_do() -> None:
    asked = {"any": [CUT, BROKEN]}
    assert [met(asked, fact) for fact in (route(), truce(), killed(5))] == [True, True, False]
    assert kinds(condition(asked)) == {"route", "ceasefire"}


def test_another_fact_of_the_item_may_be_asked_for_and_forbidden() -> None:
    beside = {"all": [CUT, {"also": KILLED}]}
    alone = {"all": [CUT, {"none": [{"also": KILLED}]}]}
    for facts, holds in (
        ((route(),), False),
        ((route(), killed(5)), True),
        ((route(), killed(5, status="denied")), False),
    ):
        assert met(beside, *facts) is holds
        assert met(alone, *facts) is not holds


def test_a_fact_is_no_other_fact_beside_itself() -> None:
    twice = {"all": [KILLED, {"also": KILLED}]}
    assert not met(twice, killed(5))
    assert met(twice, killed(5), killed(9))


def test_a_tree_that_asks_for_no_fact_is_judged_on_the_item_and_its_places() -> None:
    asked = {"all": [{"text": "cholera"}, {"place": {"country": "SYR"}}]}
    assert kinds(condition(asked)) == frozenset()
    assert met(asked, killed(5), text="Cholera")
    assert not met(asked, text="Cholera")
    assert not met(asked, killed(5, places=()), text="Cholera in Chad")


@each(
    ("place", "text", "holds"),
    [
        ("Gedaref", "Cholera in GEDAREF.", True),
        ("Gedaref", "Cholera in Gedarefs.", False),
        ({"country": "SYR"}, "Cholera in Syria.", True),
        ({"country": "IRQ"}, "Cholera in Syria.", False),
        ({"name": "Tripoli", "country": "SYR"}, "Cholera in Tripoli.", False),
        ({"name": "Gedaref", "level": "place"}, "Cholera in Gedaref.", False),
    ],
)
def test_where_no_fact_is_the_words_of_the_item_say_where(place: Any, text: str, holds: bool) -> None:
    assert met({"all": [{"text": "cholera"}, {"place": place}]}, text=text) is holds
    assert not met({"all": [{"fact": "route", "state": "severed"}, {"place": place}]}, route(places=()), text=text)


@each(
    ("written", "why"),
    [
        ({"all": [KILLED, CUT]}, "no fact is of two kinds, casualties and route; write also:"),
        ({"any": [KILLED, {"text": "cholera"}]}, "not clear what an alert would be about"),
        ({"none": [KILLED]}, "put a fact beside none:"),
        ({"all": [{"text": "x"}, {"none": [KILLED]}]}, "write also:"),
        ({"all": []}, "at least 1 item"),
        ([KILLED], "tag"),
        ({"place": {}}, "asks for nothing"),
        ({"place": {"within": "3km"}}, "a circle needs both"),
        ({"place": {"within": 3, "of": [1, 2]}}, "has no unit"),
        ({"place": {"within": "3 parsecs", "of": [1, 2]}}, "not a distance"),
        ({"place": {"within": "3km", "of": [136.6, 35.9]}}, "latitude comes first"),
        ({"place": {"country": "Syria"}}, "three capital letters"),
        ({"place": "Gom*"}, "has no star"),
        ({"place": "…"}, "has no word"),
        ({"source": {"grade": "G"}}, "not a grade"),
        ({"language": "Arabic"}, "is no language"),
        ({"text": {"in": "title"}}, "nothing to look for"),
        ({"text": "…"}, "has no word"),
        ({"text": "a*"}, "two letters before a star"),
        ({"text": "ho*tal"}, "at the end of a word"),
        ({"text": {"pattern": "foo("}}, "is no pattern of RE2"),
        ({"text": {"pattern": "x*"}}, "meets every text"),
        ({"text": {"pattern": "(?!x)y"}}, "cannot look ahead"),
        ({"text": {"pattern": r"a\bb"}}, "beginning and the end"),
        ({"text": {"pattern": r"\bab|c\b"}}, "brackets around"),
        ({"text": {"pattern": "x" * 1001}}, "1001 characters"),
    ],
)
def test_what_can_never_be_meant_is_refused_with_its_mend(written: Any, why: str) -> None:
    with pytest.raises(ValidationError, match=why.replace("(", r"\(")):
        condition(written)
