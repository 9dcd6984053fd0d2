"""JSON Schemas of the contracts' shapes, made from the models that hold them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from streams.core.alerts import AlertEvent
from streams.core.facts import Fact
from streams.core.inhibition import Inhibitions
from streams.core.items import Item
from streams.core.rules import Rule
from streams.core.ruletests import RuleTestFile
from streams.core.sources import Sources
from streams.core.subscriptions import Subscriptions

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SCHEMAS: Mapping[str, tuple[Any, str]] = {
    "item": (Item, "A news item as tocsin keeps it; unknown fields of a line that comes in are kept in extra"),
    "fact": (Fact, "What a text says, with the words that say it"),
    "alert": (AlertEvent, "One transition of an incident"),
    "rules": (Rule, "A tocsin rule: one file holds one"),
    "tests": (RuleTestFile, "Tests of tocsin's rules: a file whose name ends in .test.yaml"),
    "sources": (Sources, "Who speaks, of what kind and how reliable: sources.yaml of tocsin"),
    "subscriptions": (Subscriptions, "Who is told of what: subscriptions.yaml of tocsin"),
    "inhibitions": (Inhibitions, "Which incidents hide which: inhibitions.yaml of tocsin"),
}
"""The type and title of each schema, by the name that it is asked for."""


@cache
def schema(name: str) -> Mapping[str, Any]:
    """The JSON Schema (2020-12) of one of SCHEMAS, as a value of JSON that nobody changes."""
    kind, title = SCHEMAS[name]
    made: dict[str, Any] = TypeAdapter(kind).json_schema()
    return {"$schema": DIALECT, **made, "title": title}
