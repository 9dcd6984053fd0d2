"""Replay of the same news again and again, under other ids and on later days: read anew, from the cache, with other rules.

``python -m bench.replay [ITEMS] [NEWS…]`` measures this alone, over so many items (20,000 by default; 200,000 takes minutes)
of ``conflict``, ``mix`` and ``ordinary`` news, or of some of them.
Reading anew is measured over the first 1,000 of them. What the cache holds of the others is made from the readings of
the news that they are copies of, since reading as many would take an hour; it is as long, and judged as it would be.
The memory is the most that this process ever held, so name one kind of news to know what that one takes.
Where one core works, its time is counted rather than that on the wall: what else the machine does then changes little.
"""

import hashlib
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from rich.console import Console
from rich.table import Table

from streams.core.identity import digest
from streams.core.items import read_item
from streams.core.rules import rule_set
from streams.core.sheets import FactSheet, fact_sheet
from streams.edges.clocks import SystemClock
from streams.edges.factcache import FactCache
from streams.edges.packaged import packaged
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.replay.backtest import Backtest, Findings
from streams.replay.reading import reading_version
from streams.replay.readings import Reading
from streams.replay.sweep import Sweep, varied

ITEMS = 20_000
ANEW = 1_000
APART = timedelta(days=8)
"""From one copy to the next: past what the rules look back, so that each raises incidents of its own."""

ORDINARY = 9
"""Items of ordinary news beside each of conflict in the mix."""

GOAL = 20_000

Outcome = TypeVar("Outcome")


class Made(NamedTuple):
    """What a replay made: how many items it judged and events it told, and a hash of their lines."""

    items: int
    events: int
    log: str


def measure(items: int = ITEMS, only: Collection[str] = ()) -> Iterator[Table]:
    """A table for news of conflict, of which nearly every item matters to a rule, for a mix, and for ordinary news."""
    conflict = packaged("seeds") / "m5-offensive.jsonl"
    ordinary = Path(__file__).parent.parent / "tests" / "eval" / "negatives.jsonl"
    seeds, calm = _news(conflict), _news(ordinary)
    share = [calm[number % len(calm)] for number in range(len(seeds) * ORDINARY)]
    kinds = {
        "conflict": ("the seeds: news of conflict alone", seeds),
        "mix": (f"{ORDINARY} ordinary items to 1 of conflict", seeds + share),
        "ordinary": ("ordinary news alone", calm),
    }
    for kind, (name, news) in kinds.items():
        if not only or kind in only:
            yield _measured(name, news, items)


def _measured(name: str, news: list[dict[str, Any]], items: int) -> Table:
    """The rate of each way beside that of a plain json.loads of the same lines."""
    book = open_rulebook(None)
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        short, archive, cache = (Path(folder) / name for name in ("short.jsonl", "archive.jsonl", "cache"))
        _write(short, news, min(ANEW, items))
        _write(archive, news, items)
        rates = {"json.loads of each line, nothing else": items / _timed(lambda: _loaded(archive))[0]}
        book.warm()
        took, one = _replayed(lambda: _replay(book, short, None, 1))
        rates["read anew, one core"] = one.items / took
        took, many = _replayed(lambda: _replay(book, short, None, cores), time.perf_counter)
        rates[f"read anew, {cores} cores, by the clock on the wall"] = many.items / took
        _fill(cache, book, news, archive)
        took, first = _replayed(lambda: _replay(book, archive, cache, 1))
        rates["read before, every rule judged anew, one core"] = items / took
        took, other = _replayed(lambda: _replay(_other_threshold(book), archive, cache, 1))
        rates[f"read before, another threshold of one rule of {len(book.rules.active)}, one core"] = items / took
        took, again = _replayed(lambda: _replay(book, archive, cache, 1))
        rates["read and judged before, one core"] = items / took
    if one.log != many.log or first.log != again.log or not other.items == first.items == items:
        raise AssertionError("the ways of replaying do not give the same log")
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return _table(f"{name}; {items:,} items, {first.events:,} events, {held:,} MB at most", rates)


def _table(title: str, rates: dict[str, float]) -> Table:
    table = Table("replay", "items/s", "of json.loads", "goal", title=title)
    base = next(iter(rates.values()))
    for name, rate in rates.items():
        goal = f"{GOAL:,} items/s" if "before" in name else ""
        table.add_row(name, f"{rate:,.0f}", f"{rate / base:.1%}", goal)
    return table


def _replay(book: Rulebook, archive: Path, cache: Path | None, jobs: int) -> Findings:
    now = SystemClock().now() + 10_000 * APART
    if cache is None:
        return Backtest((archive,), now, jobs=jobs).run(book)
    with FactCache(cache, max_bytes=None) as kept:
        return Backtest((archive,), now, jobs=jobs, memories=(kept,)).run(book)


def _replayed(way: Callable[[], Findings], seconds: Callable[[], float] = time.process_time) -> tuple[float, Made]:
    """How long a replay takes, and what it made, of which only so much is held."""
    took, found = _timed(way, seconds)
    return took, _made(found)


def _made(found: Findings) -> Made:
    return Made(found.items, len(found.log), digest(*((event.id, event.reason) for event in found.log)))


def _other_threshold(book: Rulebook) -> Rulebook:
    (changed,) = varied(book.rules, Sweep("casualty-threshold", "threshold", (60,)), 60).rules
    rules = rule_set(changed if rule.id == changed.id else rule for rule in book.rules.active)
    return Rulebook(book.folder, rules, book.subscriptions, book.register, book.problems)


def _timed(way: Callable[[], Outcome], seconds: Callable[[], float] = time.process_time) -> tuple[float, Outcome]:
    start = seconds()
    found = way()
    return seconds() - start, found


def _loaded(archive: Path) -> None:
    with archive.open("rb") as file:
        for line in file:
            json.loads(line)


def _news(source: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in source.read_text("utf-8").splitlines()]


def _copies(news: list[dict[str, Any]]) -> Iterator[tuple[int, str, timedelta]]:
    """The items, copy by copy, without an end: which one, its id in this copy, and how much later it is."""
    number = 0
    while True:
        copy, at = divmod(number, len(news))
        yield at, f"{news[at]['id']}-{number}", copy * APART
        number += 1


def _write(path: Path, news: list[dict[str, Any]], items: int) -> None:
    moments = [datetime.fromisoformat(one["published"]) for one in news]
    with path.open("w", encoding="utf-8") as file:
        for at, name, later in islice(_copies(news), items):
            one = news[at] | {"id": name, "published": (moments[at] + later).isoformat()}
            file.write(json.dumps(one, ensure_ascii=False) + "\n")


def _fill(cache: Path, book: Rulebook, news: list[dict[str, Any]], archive: Path) -> None:
    """Let the cache know the archive's lines."""
    read = [read_item(json.dumps(one)) for one in news]
    sheets = [fact_sheet(item, book.extract(item)) for item in read]
    version = reading_version(book)
    with FactCache(cache, max_bytes=None) as kept, archive.open("rb") as file:
        copies = zip(file, _copies(news), strict=False)
        while some := list(islice(copies, ANEW)):
            keys = [hashlib.sha256(version + raw.rstrip(b"\n")).digest() for raw, _ in some]
            readings = [_copied(sheets[at], name, later).packed() for _, (at, name, later) in some]
            kept.keep(zip(keys, readings, strict=True))


def _copied(sheet: FactSheet, name: str, later: timedelta) -> Reading:
    facts = tuple(fact.model_copy(update={"item": name}) for fact in sheet.facts)
    moved = {"item": name, "published": sheet.published + later, "version": sheet.version + later, "facts": facts}
    return Reading.of(sheet.model_copy(update=moved))


if __name__ == "__main__":
    given = sys.argv[1:]
    numbers = [int(one) for one in given if one.isdecimal()]
    for table in measure(numbers[0] if numbers else ITEMS, [one for one in given if not one.isdecimal()]):
        Console(width=110).print(table)
