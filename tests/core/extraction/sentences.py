"""Sentences with the facts that they state, as the YAML lists beside the tests write them."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from streams.core.extraction import Knowledge, extract
from streams.core.facts import Ceasefire, Fact, Route
from streams.core.items import Item
from streams.edges.knowledge import load_knowledge
from streams.edges.tables import load_register

HERE = Path(__file__).parent
TABLES = HERE.parents[2] / "rules" / "tables"


@cache
def knowledge() -> Knowledge:
    """The packaged words and the tables of this repository."""
    return load_knowledge(load_register(TABLES))


def facts_of(case: dict[str, Any]) -> tuple[Fact, ...]:
    item = Item(
        id="sentence",
        source="test",
        title=case.get("title", ""),
        text=case["text"],
        published=datetime.fromisoformat(case.get("published", "2025-06-12T08:00:00+00:00")),
        language=case.get("language", "en"),
    )
    return extract(item, knowledge()).facts


def route_line(fact: Route, expected: list[str]) -> str:
    """``NAME STATE``, and what is not plain news. The name is the one that ``expected`` uses, if the fact has it."""
    said = " ".join([fact.state, *_unlike_news(fact)])
    lines = [f"{name} {said}" for name in (fact.name, *fact.aliases)]
    return next((line for line in lines if line in expected), lines[0])


def ceasefire_line(fact: Ceasefire) -> str:
    """``STATE``, and what is not plain news."""
    return " ".join([fact.state, *_unlike_news(fact)])


def _unlike_news(fact: Route | Ceasefire) -> list[str]:
    return [word for word in (fact.status, fact.scope) if word not in ("reported", "new")]
