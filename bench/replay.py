"""Replay of the same news again and again, under other ids and on later days: read anew, from the cache, decided alone."""

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from rich.table import Table

from streams.core.pipeline import Pipeline
from streams.edges.packaged import packaged
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.replay.backtest import Backtest, Findings
from streams.replay.factcache import FactCache
from streams.replay.reading import ArchiveReader
from streams.replay.readings import Reading
from streams.replay.run import replay_readings

LINES = 2000
APART = timedelta(days=8)
"""From one copy to the next: past what the rules look back, so that each raises incidents of its own."""

GOAL = 20_000
NOW = datetime(2100, 1, 1, tzinfo=UTC)

Outcome = TypeVar("Outcome")


def measure() -> Iterator[Table]:
    """A table for news of conflict, of which nearly every item matters to a rule, and one for ordinary news."""
    labelled = Path(__file__).parent.parent / "tests" / "eval"
    yield _measured("conflict news", packaged("seeds") / "m5-offensive.jsonl")
    yield _measured("ordinary news", labelled / "negatives.jsonl")


def _measured(name: str, source: Path) -> Table:
    """The rate of each way, and how many times as fast as reading anew on one core it is."""
    book = open_rulebook(None)
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        archive, cache = Path(folder) / "archive.jsonl", Path(folder) / "cache"
        items = _scaled(source, archive)
        ways: dict[str, Callable[[], Findings]] = {
            "read anew, one core": lambda: _replay(book, archive, None, 1),
            f"read anew, {cores} cores": lambda: _replay(book, archive, cache, cores),
            "from the cache, one core": lambda: _replay(book, archive, cache, 1),
        }
        rates: dict[str, float] = {}
        logs = []
        for way, run in ways.items():
            took, found = _timed(run)
            rates[way] = items / took
            logs.append(found.log)
        with FactCache(cache) as kept:
            read = ArchiveReader(book, NOW, (kept,)).read(archive)
            readings = sorted((one for one in read if isinstance(one, Reading)), key=lambda one: one.order)
    if any(log != logs[0] for log in logs):
        raise AssertionError("the ways of reading do not give the same log")
    took, _ = _timed(lambda: replay_readings(readings, [Pipeline(book.extract, book.rules, book.register)]))
    rates["judged alone, one core"] = len(readings) / took
    return _table(f"replay of {items:,} items of {name}, the log the same each time", rates)


def _table(title: str, rates: dict[str, float]) -> Table:
    table = Table("replay", "items/s", "× as fast", "goal", title=title)
    first = next(iter(rates.values()))
    for name, rate in rates.items():
        goal = f"{GOAL:,} items/s" if name.startswith("from the cache") else ""
        table.add_row(name, f"{rate:,.0f}", f"{rate / first:.1f}", goal)
    return table


def _replay(book: Rulebook, archive: Path, cache: Path | None, jobs: int) -> Findings:
    if cache is None:
        return Backtest((archive,), NOW, jobs=jobs).run(book)
    with FactCache(cache) as kept:
        return Backtest((archive,), NOW, jobs=jobs, memories=(kept,)).run(book)


def _timed(way: Callable[[], Outcome]) -> tuple[float, Outcome]:
    start = time.perf_counter()
    found = way()
    return time.perf_counter() - start, found


def _scaled(source: Path, path: Path) -> int:
    """Write the archive and count its items."""
    given = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as file:
        for number in range(LINES):
            copy, at = divmod(number, len(given))
            published = datetime.fromisoformat(given[at]["published"]) + copy * APART
            one = given[at] | {"id": f"{given[at]['id']}-{copy}", "published": published.isoformat()}
            file.write(json.dumps(one, ensure_ascii=False) + "\n")
    return LINES
