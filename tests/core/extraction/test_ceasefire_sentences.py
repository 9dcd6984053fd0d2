"""Ceasefires, sentence by sentence: their states, who only says so, and other people's truces."""

from typing import Any

from streams.core.facts import Ceasefire
from tests.cases import Cases, Judged, each, of_files
from tests.core.extraction.sentences import HERE, ceasefire_line, facts_of


def judged(case: dict[str, Any]) -> Judged:
    found = [fact for fact in facts_of(case) if isinstance(fact, Ceasefire)]
    return sorted(map(ceasefire_line, found)), sorted(case["ceasefires"])


@of_files((HERE / "ceasefires").glob("*.yaml"))
def test_a_sentence_gives_exactly_the_ceasefires_that_it_tells_of(cases: Cases) -> None:
    cases.check(judged)


@each(
    ("text", "parties"),
    [
        ("A truce between the army and the Druze fighters took effect.", ("the army", "the Druze fighters")),
        ("Drones hit Tyre despite the Israel-Hezbollah truce.", ("Israel", "Hezbollah")),
        ("Azerbaijan accused Armenian troops of breaking the ceasefire.", ("Azerbaijan", "Armenian troops")),
    ],
)
def test_the_parties_of_a_ceasefire_are_named(text: str, parties: tuple[str, ...]) -> None:
    (fact,) = (fact for fact in facts_of({"text": text}) if isinstance(fact, Ceasefire))
    assert fact.parties == parties
