"""Plain lines: headlines and notices of one or two sentences, each with all that it says now, read right or not.

A line is right where the live facts that are read are those that it says: of a route its state, and a word of its name; of
people the outcome and the figure; of a ceasefire its state. Parts, and what is denied, feared or past, are left to the items.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from streams.core.extraction import facts_of
from streams.core.extraction.knowledge import Knowledge
from streams.core.facts import Casualties, Ceasefire, Fact, Route
from streams.core.items import item_of

HERE = Path(__file__).parent / "plain"
_KINDS = frozenset(
    "the of road bridge airport port highway crossing border route pont aéroport carretera puente paso aeropuerto".split()
)
"""Words that tell no route from another."""


class Told(NamedTuple):
    """One live thing that a line says: of a route (words of its names), of people (how many), or of a ceasefire."""

    kind: str
    state: str
    names: frozenset[str] = frozenset()
    people: int = 0


def right(line: Mapping[str, Any], knowledge: Knowledge) -> bool:
    """Whether a line's live facts are read as it says them, and no others."""
    item = item_of(
        {
            "source": "eval", "title": "", "published": "2026-11-01T00:00:00Z", "language": line.get("language", "en"),
            "id": line["id"], "text": line["text"],
        }
    )  # fmt: skip
    read = [told for fact in facts_of(item, knowledge).facts if (told := _read(fact)) is not None]
    for one in _said(line["say"]):
        same = next((other for other in read if _same(one, other)), None)
        if same is None:
            return False
        read.remove(same)
    return not read


def shares(knowledge: Knowledge) -> Iterator[tuple[str, int, float]]:
    """Of each list its name, how many lines it has, and the share that is read right."""
    for part in sorted(HERE.glob("*.jsonl")):
        lines = [json.loads(line) for line in part.read_text(encoding="utf-8").splitlines()]
        yield part.stem, len(lines), round(sum(right(line, knowledge) for line in lines) / len(lines), 4)


def _said(say: Sequence[Mapping[str, Any]]) -> Iterator[Told]:
    for one in say:
        if one.get("status", "reported") != "reported" or one.get("scope", "new") != "new":
            continue
        if "route" in one:
            yield Told("route", one["state"], _words(one["route"]))
        elif "outcome" in one:
            yield Told("casualties", one["outcome"], people=one["min"])
        else:
            yield Told("ceasefire", one["truce"])


def _read(fact: Fact) -> Told | None:
    if fact.status != "reported" or fact.scope != "new":
        return None
    if isinstance(fact, Route):
        return Told("route", fact.state, frozenset().union(*map(_words, (fact.name, *fact.aliases))))
    if isinstance(fact, Casualties):
        return None if fact.part else Told("casualties", fact.outcome, people=fact.count_min)
    return Told("ceasefire", fact.state) if isinstance(fact, Ceasefire) else None


def _words(name: str) -> frozenset[str]:
    words = frozenset(name.lower().replace("-", " ").replace("–", " ").split())
    return words - _KINDS or words


def _same(said: Told, read: Told) -> bool:
    if said[:2] != read[:2] or said.people != read.people:
        return False
    return said.kind != "route" or bool(said.names & read.names)
