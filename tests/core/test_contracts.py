"""The shapes that other people's programs rely on, with the contracts' own examples in literal form."""

import json
from typing import get_args

from pydantic import BaseModel, TypeAdapter

from streams.core import facts
from streams.core.alerts import SEVERITIES, AlertEvent, EventKind, event_json
from streams.core.items import item_json, read_item
from streams.core.rules import Rule
from streams.core.schemas import SCHEMAS, schema
from tests.cases import each

ITEM = """{"id": "sohr-2024-11-28-017", "source": "sohr", "title": "…", "text": "…",
 "published": "2024-11-28T09:40:00+02:00", "language": "en", "url": "https://…"}"""

ALERT = """{"id": "…", "incident": "…", "event": "fire", "rule": "route-severed", "key": {"route": "M5", "country": "SYR"},
 "severity": "critical", "value": null, "range": null, "at": "2024-11-28T09:40:00+02:00",
 "items": ["sohr-2024-11-28-017"], "sources": ["sohr"], "summary": "…", "reason": "…",
 "evidence": [{"item": "…", "field": "text", "start": 0, "end": 0, "quote": "…"}], "places": [],
 "rules": "sha256:…", "exercise": false}"""

PLACE = """{"name": "Saraqib", "canonical": "Sarāqib", "id": "geonames:164335", "level": "place", "lat": 35.86, "lon": 36.8,
 "country": "SYR", "admin1": "Idlib"}"""

SAID = {
    "item": "sohr-2024-11-28-017",
    "evidence": [{"field": "title", "start": 3, "end": 12, "quote": "the words"}],
    "status": "reported",
    "scope": "new",
    "places": [json.loads(PLACE)],
    "attribution": None,
}


def test_the_item_of_the_contract_is_read_and_written_as_it_stands() -> None:
    assert item_json(read_item(ITEM)) == json.loads(ITEM)


def test_the_alert_event_of_the_contract_is_read_and_written_as_it_stands() -> None:
    event = AlertEvent.model_validate_json(ALERT)

    assert event_json(event) == json.loads(ALERT)
    assert list(event_json(event)) == list(json.loads(ALERT))


@each(
    "own",
    [
        {
            "kind": "casualties", "outcome": "killed", "count_min": 14000, "count_max": None, "qualifier": "at_least",
            "civilian": None, "who": "people", "cause": None, "part": False,
        },
        {"kind": "route", "name": "M5", "aliases": ["Damascus–Aleppo highway"], "route_kind": "road", "state": "severed"},
        {"kind": "ceasefire", "state": "violated", "parties": ["the army"], "name": None},
    ],
)  # fmt: skip
def test_a_fact_carries_the_fields_of_the_contract(own: dict[str, object]) -> None:
    fact: BaseModel = TypeAdapter(facts.Fact).validate_python({**SAID, **own})

    written = fact.model_dump(mode="json")
    assert {name: written[name] for name in own} == own
    assert written["evidence"] == SAID["evidence"]
    assert json.loads(PLACE).items() <= written["places"][0].items()
    assert set(written) == {*SAID, *own}


@each(
    ("words", "contract"),
    [
        (facts.Status, "reported denied unconfirmed threatened"),
        (facts.Scope, "new background"),
        (facts.Level, "place admin2 admin1 country"),
        (facts.Outcome, "killed injured missing detained displaced"),
        (facts.Qualifier, "exact at_least about up_to"),
        (facts.RouteKind, "road bridge crossing port airport railway waterway"),
        (facts.RouteState, "severed restricted open"),
        (facts.CeasefireState, "violated agreed holding extended collapsed rejected proposed"),
        (EventKind, "fire escalate update resolve acknowledge retract expire"),
    ],
)
def test_closed_lists_of_words_are_those_of_the_contract(words: object, contract: str) -> None:
    assert get_args(words) == tuple(contract.split())


def test_severities_rise_in_the_order_of_the_contract() -> None:
    assert SEVERITIES == ("info", "minor", "major", "critical")


def test_a_rule_goes_through_json_unchanged() -> None:
    adapter: TypeAdapter[object] = TypeAdapter(Rule)
    rule = adapter.validate_python(
        {
            "version": 1, "id": "toll", "kind": "threshold", "when": {"fact": "casualties", "outcome": "killed"},
            "group_by": "area", "threshold": 50, "within": "1d12h", "escalate_at": [100],
            "severity": {50: "major", 100: "critical"}, "examples": {"fires": ["x", {"title": "y"}, [{"text": "z"}]]},
        }
    )  # fmt: skip

    assert adapter.validate_json(adapter.dump_json(rule)) == rule


@each("name", SCHEMAS)
def test_every_schema_names_its_dialect_and_describes_what_an_operator_writes(name: str) -> None:
    made = schema(name)

    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    if name in ("rules", "subscriptions"):
        models = [made, *made["$defs"].values()]
        undescribed = [
            f"{model.get('title')}.{field}"
            for model in models
            for field, about in model.get("properties", {}).items()
            if "description" not in about
        ]
        assert undescribed == []
