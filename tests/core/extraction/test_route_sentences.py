"""Routes, sentence by sentence: closed, open, in part, denied, threatened, long ago, and what is no route at all."""

import textwrap
from typing import Any

from streams.core.facts import Route
from streams.edges.tables import load_register
from tests.cases import Cases, Judged, of_files
from tests.core.extraction.sentences import HERE, TABLES, facts_of, route_line


def judged(case: dict[str, Any]) -> Judged:
    found = [fact for fact in facts_of(case) if isinstance(fact, Route)]
    return sorted(route_line(fact, case["routes"]) for fact in found), sorted(case["routes"])


@of_files((HERE / "routes").glob("*.yaml"))
def test_a_sentence_gives_exactly_the_routes_that_it_tells_of(cases: Cases) -> None:
    cases.check(judged)


@of_files((HERE / "whose").glob("*.yaml"))
def test_a_number_is_the_road_of_the_country_that_the_item_speaks_for(cases: Cases) -> None:
    register = load_register(TABLES)

    def judged(case: dict[str, Any]) -> Judged:
        keys = [register.route_key(fact) for fact in facts_of(case) if isinstance(fact, Route)]
        return sorted(f"{key['route']} {key['country']}".strip() for key in keys), sorted(case["roads"])

    cases.check(judged)


def test_evidence_of_a_route_is_the_words_as_received() -> None:
    case = {"text": "Rebels\ncut the Kaya\u2013Dori road on Tuesday. The market stayed open."}
    (fact,) = facts_of(case)
    (evidence,) = fact.evidence
    assert (
        evidence.quote
        == case["text"][evidence.start : evidence.end]
        == "Rebels\ncut the Kaya\u2013Dori road on Tuesday."
    )


def test_the_same_routes_are_read_however_the_text_is_broken_into_lines() -> None:
    text = (
        "The M4 was cut at Nayrab on Thursday. The Bab al-Hawa crossing is open to aid convoys only. No one was hurt."
    )
    whole, broken = (
        [(fact.name, fact.state) for fact in facts_of({"text": one}) if isinstance(fact, Route)]
        for one in (text, textwrap.fill(text, 50))
    )
    assert whole == broken == [("M4", "severed"), ("Bab al-Hawa", "restricted")]


def test_a_closure_is_quoted_where_its_route_is_named() -> None:
    text = "The M5 has been put out of use near Zarbah. Buses and lorries are being turned back on either side."
    (fact,) = facts_of({"text": text})
    assert [evidence.quote for evidence in fact.evidence] == ["The M5 has been put out of use near Zarbah."]
