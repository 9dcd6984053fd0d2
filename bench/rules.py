"""Many rules: what matching one item costs as the number of rules grows, when few of them concern it."""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from rich.table import Table

from bench.timing import rates
from streams.core.items import Item
from streams.core.matches import match
from streams.core.register import Register
from streams.core.rules import ChangeRule, RuleSet, ThresholdRule, rule_set
from streams.core.sheets import FactSheet, fact_sheet
from streams.edges.archives import read_archive
from streams.edges.checks import check
from streams.edges.packaged import packaged
from streams.edges.rulebook import open_rulebook

NOW = datetime(2100, 1, 1, tzinfo=UTC)
CHECKED = 1_000
SIZES = (10, 100, 1_000, 10_000)
COUNTRIES = (
    "AFG CAF COD COL ETH HTI IRQ KEN LBN LBY MLI MMR MOZ NER NGA PAK PHL PSE SDN SOM SSD SYR TCD UKR YEM".split()
)


def measure() -> Iterator[Table]:
    """Matching the seeds' items by rules that differ in route, place, country and phrase."""
    sheets = _sheets()
    sets = {size: rule_set(islice(_rules(), size)) for size in SIZES}
    readers: dict[str, Callable[[list[FactSheet]], object]] = {
        f"{size:,}": partial(_matched, rules=rules) for size, rules in sets.items()
    }
    found = rates([sheets], readers)
    table = Table(
        "rules",
        "items/s",
        "µs an item",
        f"cost beside {SIZES[0]}",
        title="matching by many rules, facts given, one core",
    )
    for name, rate in found.items():
        each = 1 / (rate * len(sheets))
        beside = found[f"{SIZES[0]:,}"] / rate
        table.add_row(name, f"{1 / each:,.0f}", f"{each * 1e6:,.0f}", f"{beside:.2f} ×")
    yield table
    yield _checking()


def _checking() -> Table:
    """Checking a folder of a thousand files, without the start of the program."""
    with tempfile.TemporaryDirectory() as folder:
        for rule in islice(_rules(), CHECKED):
            written = rule.model_dump(mode="json", exclude_defaults=True)
            Path(folder, f"{rule.id}.yaml").write_text(json.dumps(written, indent=1), encoding="utf-8")
        start = time.process_time()
        found = check(Path(folder))
        taken = time.process_time() - start
    table = Table("rules", "problems", "seconds of one core", title="checking a folder of rules")
    table.add_row(f"{found.rules:,}", f"{len(found.problems):,}", f"{taken:.2f}")
    return table


def _matched(sheets: list[FactSheet], rules: RuleSet) -> None:
    register = Register()
    for sheet in sheets:
        match(sheet, None, rules, register)


def _rules() -> Iterator[Any]:
    """Rules without end; of each ten, six are about one route or place, and four about words in a country."""
    number = 0
    while True:
        number += 1
        country = COUNTRIES[number % len(COUNTRIES)]
        place = {"place": {"name": f"Town {number}", "country": country}}
        words = {"text": {"phrase": [f"ward{number} clinic", f"camp number{number}"]}}
        match number % 10:
            case 0 | 1 | 2:
                yield _change(number, {"fact": "route", "state": "severed", "route": [f"R{number}", f"road {number}"]})
            case 3 | 4 | 5:
                yield _toll(number, {"all": [{"fact": "casualties", "outcome": "killed"}, place]})
            case 6 | 7:
                yield _toll(
                    number,
                    {"all": [{"fact": "casualties", "outcome": "injured"}, {"place": {"country": country}}, words]},
                )
            case _:
                yield _change(number, {"all": [words, {"language": "en"}]}, group="country")


def _change(number: int, when: dict[str, Any], group: str = "area") -> ChangeRule:
    return ChangeRule.model_validate(
        {"version": 1, "id": f"rule-{number}", "kind": "change", "when": when, "group_by": group, "severity": "minor"}
    )


def _toll(number: int, when: dict[str, Any]) -> ThresholdRule:
    fields = {"version": 1, "id": f"rule-{number}", "kind": "threshold", "when": when, "group_by": "area"}
    return ThresholdRule.model_validate({**fields, "threshold": 10, "within": "72h", "severity": "minor"})


def _sheets() -> list[FactSheet]:
    book = open_rulebook(None)
    items = (one for one in read_archive(packaged("seeds") / "m5-offensive.jsonl", NOW) if isinstance(one, Item))
    return [fact_sheet(item, book.extract(item)) for item in items]
