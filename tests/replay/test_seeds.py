"""The archives raise exactly the alerts that are written beside them, however their items come."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from streams.core.alerts import AlertEvent, Emission, event_line, settled
from streams.core.facts import Facts
from streams.core.identity import digest
from streams.core.items import Item, read_item
from streams.core.pipeline import Pipeline
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.replay.run import replay
from tests.cases import each

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds" / "m5-offensive.jsonl"
EVAL = ROOT / "tests" / "eval"
STORIES = (SEEDS, EVAL / "story-1.jsonl", *sorted((EVAL / "stories").glob("*.jsonl")))
ALERTS = ("fire", "escalate", "resolve")

stories = pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)


@cache
def rulebook() -> Rulebook:
    return open_rulebook(ROOT / "rules")


@cache
def items(story: Path) -> tuple[Item, ...]:
    return tuple(read_item(line) for line in story.read_text(encoding="utf-8").splitlines())


@cache
def facts(story: Path) -> dict[str, Facts]:
    return {item.id: rulebook().extract(item) for item in items(story)}


@cache
def log(story: Path) -> tuple[AlertEvent, ...]:
    return tuple(replay(items(story), pipeline(story)).events)


def pipeline(story: Path) -> Pipeline:
    read = facts(story)
    return Pipeline(lambda item: read[item.id], rulebook().rules, rulebook().register)


def gold(story: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(story.with_suffix(".alerts.json").read_text(encoding="utf-8"))
    return found


def lines(events: Iterable[AlertEvent]) -> list[str]:
    return [event_line(event) for event in events]


def played(chunks: Iterable[list[Item]], end: Item) -> list[str]:
    """The settled log of the seeds' items that come in these chunks, time passing after each to the newest item so far."""
    host = pipeline(SEEDS)
    emissions: list[Emission] = []
    newest = None
    for chunk in chunks:
        for item in chunk:
            emissions += host.take(item).emissions
            newest = item.published if newest is None else max(newest, item.published)
        if newest is not None:
            emissions += host.tick(newest)
    return lines(settled([*emissions, *host.tick(end.published)]))


def chunked(ordered: list[Item], size: int) -> Iterator[list[Item]]:
    return (ordered[at : at + size] for at in range(0, len(ordered), size))


@stories
def test_the_alerts_are_those_written_beside_the_archive_at_those_items_with_those_values(story: Path) -> None:
    raised = [(one.rule, one.event, one.items[0], one.value) for one in log(story) if one.event in ALERTS]
    wanted = [(one["rule"], one["kind"], one["at_item"], one["value"]) for one in gold(story)]
    assert sorted(raised, key=str) == sorted(wanted, key=str)


def test_the_seeds_incidents_are_the_two_roads_one_province_and_one_truce() -> None:
    keys = {event.rule: set[str]() for event in log(SEEDS)}
    for event in log(SEEDS):
        keys[event.rule].add(json.dumps(event.key, sort_keys=True))
    assert keys == {
        "route-severed": {'{"country": "SYR", "route": "M4"}', '{"country": "SYR", "route": "M5"}'},
        "casualty-threshold": {'{"area": "Aleppo", "country": "SYR", "level": "admin1"}'},
        "ceasefire-violated": {'{"ceasefire": "Idlib ceasefire"}'},
    }


def test_the_seeds_toll_never_exceeds_what_one_source_counted() -> None:
    tolls = [event for event in log(SEEDS) if event.rule == "casualty-threshold"]
    assert max(event.value or 0 for event in tolls) == 182
    assert max(event.range[1] for event in tolls if event.range) == 182


@stories
def test_every_event_with_words_behind_it_quotes_them_as_they_stand_in_the_item(story: Path) -> None:
    by_id = {item.id: item for item in items(story)}
    for event in log(story):
        assert event.evidence or event.event == "expire"
        for one in event.evidence:
            assert by_id[one.item].field(one.field)[one.start : one.end] == one.quote


@each("size", [1, 7, 200])
def test_the_seeds_log_is_the_same_to_the_byte_in_chunks_of_any_size(size: int) -> None:
    ordered = sorted(items(SEEDS), key=lambda item: (item.published, item.id))
    assert played(chunked(ordered, size), ordered[-1]) == lines(log(SEEDS))


@each("seed", [1, 2, 3])
def test_the_seeds_log_is_the_same_to_the_byte_when_items_come_out_of_order_and_again(seed: int) -> None:
    ordered = sorted(items(SEEDS), key=lambda item: (item.published, item.id))
    mixed = sorted([*ordered, *ordered[seed::5]], key=lambda item: digest(seed, item.id))
    assert played(chunked(mixed, 25), ordered[-1]) == lines(log(SEEDS))
