"""Small builders for tests of rules: news that says one thing in a word or two, and a file of tests around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streams.core.facts import Fact, Facts
from streams.core.items import Item
from streams.core.pipeline import Pipeline
from streams.core.register import Register
from streams.core.rules import RuleSet
from streams.core.ruletests import Arrival, GivenItem, RuleTest, arrival
from streams.core.subscriptions import Subscriptions
from streams.edges.documents import Document
from streams.edges.testfiles import LoadedTest
from streams.edges.testgrounds import Ground, Library
from streams.edges.testpeople import People
from tests.core.given import RULES, START, killed, route, spans, truce


def read(item: Item) -> Facts:
    """Stands for extraction: ``cut``, ``uncut`` (a denial) and ``open`` are of the M5, ``broken`` is of a truce, a number is a toll of Idlib."""
    words = item.text.split()
    facts: list[Fact] = []
    for word in words if item.status == "usable" else ():
        if word in ("cut", "open"):
            facts.append(route("severed" if word == "cut" else "open", item.id))
        elif word == "uncut":
            facts.append(route("severed", item.id, status="denied"))
        elif word == "broken":
            facts.append(truce("violated", item.id))
        elif word.isdigit():
            facts.append(killed(int(word), item.id, evidence=spans(f"{word} killed")))
    return Facts(item=item.id, facts=tuple(facts))


@dataclass(frozen=True)
class Shelf(Library):
    """A library whose reader is ``read``."""

    read_items: list[str] = field(default_factory=list)

    def extract(self, item: Item) -> Facts:
        self.read_items.append(item.id)
        return read(item)

    def left_aside(self, item: Item) -> tuple[str, ...]:
        return (f"“{item.text}” left aside: it says nothing",)


def arrivals(test: RuleTest) -> tuple[Arrival, ...]:
    found: list[Arrival] = []
    for number, one in enumerate(test.given, start=1):
        if not isinstance(one, str | GivenItem):
            continue
        before = found[-1].item.published if found else None
        found.append(arrival(one, START, before, number))
    return tuple(sorted(found, key=lambda one: one.moment))


PEOPLE = Subscriptions.model_validate(
    {
        "version": 1,
        "recipients": {
            "duty": {"channels": "phone", "failover": "sms"},
            "boss": {"channels": "phone"},
        },
        "subscriptions": [{"id": "all", "to": "duty", "escalation": [{"after": "15m", "to": "boss"}]}],
        "fallback": "boss",
    }
)


def loaded(rules: RuleSet = RULES, **fields: Any) -> LoadedTest:
    """A test of its fields; ``given`` may be texts, an hour apart, or mappings."""
    test = RuleTest.model_validate({"name": "a test", **fields})
    ground = Ground(rules, Shelf(Path(), Register()))
    return LoadedTest(Document("a.test.yaml"), (), test, "", START, arrivals(test), ground, People(PEOPLE))


def pipeline(rules: RuleSet = RULES) -> Pipeline:
    return Pipeline(extract=read, rules=rules, register=Register())


def item(text: str, **fields: Any) -> Mapping[str, Any]:
    return {"text": text, **fields}
