"""Ordinary news full of misleading words wakes nobody; real news about the same matters is read all the same."""

from typing import Any

from streams.core.facts import Casualties, Ceasefire, Fact, Route
from tests.cases import Cases, of_files
from tests.core.extraction.sentences import HERE, ceasefire_line, facts_of, route_line

REAL = set((HERE / "ordinary").glob("true-*.yaml"))
ORDINARY = set((HERE / "ordinary").glob("*.yaml")) - REAL


def _live(case: dict[str, Any]) -> list[Fact]:
    return [fact for fact in facts_of(case) if fact.scope == "new" and fact.status == "reported"]


def _line(fact: Fact, expected: list[str]) -> str:
    """What a live fact says in a few words: ``killed 12``, ``M5 severed``, ``truce agreed``."""
    if isinstance(fact, Casualties):
        return f"{fact.outcome} {fact.count_min}"
    if isinstance(fact, Route):
        return route_line(fact, expected)
    assert isinstance(fact, Ceasefire)
    return f"truce {ceasefire_line(fact)}"


@of_files(ORDINARY)
def test_an_ordinary_item_gives_no_live_fact(cases: Cases) -> None:
    cases.check(lambda case: ([_line(fact, []) for fact in _live(case)], []))


@of_files(REAL)
def test_real_news_in_ordinary_surroundings_is_read(cases: Cases) -> None:
    cases.check(lambda case: (sorted(_line(fact, case["live"]) for fact in _live(case)), sorted(case["live"])))
