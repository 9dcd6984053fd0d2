"""Many rules: what matching one item costs as the number of rules grows, when few of them concern it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import count, islice
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
from streams.edges.packaged import packaged
from streams.edges.rulebook import open_rulebook

NOW = datetime(2100, 1, 1, tzinfo=UTC)
CHECKED = 1_000
SIZES = (10, 100, 1_000, 10_000)
COUNTRIES = (
    "AFG CAF COD COL ETH HTI IRQ KEN LBN LBY MLI MMR MOZ NER NGA PAK PHL PSE SDN SOM SSD SYR TCD UKR YEM".split()
)
TOWNS = (
    "Kharkiv Aleppo Homs Mosul Basra Khartoum Nyala Aden Kabul Kandahar Goma Bunia Maiduguri Mekelle Mogadishu Juba Malakal "
    "Bamako Kherson Donetsk"
).split()


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
    """``tocsin check`` over a thousand files, from the start of the program to its end."""
    table = Table(
        "examples", "seconds of one core", "goal", title=f"checking {CHECKED:,} rules, with the start of the program"
    )
    with tempfile.TemporaryDirectory() as name:
        plain, proven, memory = Path(name, "plain"), Path(name, "proven"), Path(name, "memory.sqlite")
        _write(plain, (rule.model_dump(mode="json", exclude_defaults=True) for rule in islice(_rules(), CHECKED)))
        _write(proven, islice(_proven(), CHECKED))
        table.add_row("none", f"{_checked(plain, memory):.2f}", "2")
        table.add_row("two a rule, the first time", f"{_checked(proven, memory):.2f}", "")
        table.add_row("two a rule, from then on", f"{_checked(proven, memory):.2f}", "2")
    return table


def _write(folder: Path, rules: Iterable[dict[str, Any]]) -> None:
    folder.mkdir()
    (folder / "subscriptions.yaml").write_text("version: 1\nrecipients: {}\nsubscriptions: []\n", encoding="utf-8")
    for rule in rules:
        (folder / f"{rule['id']}.yaml").write_text(json.dumps(rule, indent=1), encoding="utf-8")


def _checked(folder: Path, memory: Path) -> float:
    """The seconds of CPU that a check takes as a process of its own, with a memory of its own."""
    program = (
        "import sys; from pathlib import Path; from streams.cli import check, main; "
        "check.cache_path = lambda: Path(sys.argv[1]); main(['check', sys.argv[2]])"
    )
    before = os.times()
    done = subprocess.run(  # noqa: S603 -- this very program, over files that stand above
        [sys.executable, "-c", program, memory, folder], check=False, capture_output=True, text=True
    )
    after = os.times()
    if done.returncode:
        raise RuntimeError(
            f"the check of {folder} ended with {done.returncode}: {done.stdout[-2_000:]}{done.stderr[-2_000:]}"
        )
    return after.children_user + after.children_system - before.children_user - before.children_system


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


def _proven() -> Iterator[dict[str, Any]]:
    """Rules without end about tolls and airports of towns, each with a text that fires it and one that does not."""
    for number in count(1):
        town = TOWNS[number % len(TOWNS)]
        where = {"place": town}
        least = 10 + number % 40
        if number % 2:
            yield {
                "version": 1, "id": f"toll-{number}", "kind": "threshold", "threshold": least, "within": "72h",
                "when": {"all": [{"fact": "casualties", "outcome": "killed"}, where]}, "group_by": "area", "severity": "minor",
                "examples": {
                    "fires": [f"Shelling killed {least} people in {town} on Monday, officials of ward {number} said."],
                    "quiet": [f"Shelling killed {number % 9 + 1} people in {town} on Monday, officials of ward {number} said."],
                },
            }  # fmt: skip
        else:
            yield {
                "version": 1, "id": f"airport-{number}", "kind": "change", "group_by": "route", "severity": "major",
                "when": {"all": [{"fact": "route", "state": "severed"}, where]},
                "resolve_when": {"fact": "route", "state": "open"},
                "examples": {
                    "fires": [f"The airport of {town} was closed on Monday after {number} shells hit its runway, officials said."],
                    "quiet": [f"The commander threatened to shell the airport of {town} within {number} days."],
                },
            }  # fmt: skip


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
