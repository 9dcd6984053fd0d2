"""Replay of the seeds, again and again with other ids and on later days: read anew, from the cache, and decided alone."""

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from rich.table import Table

from streams.core.matches import FactSheet
from streams.core.pipeline import Pipeline
from streams.edges.packaged import packaged
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.replay.backtest import Backtest, Findings
from streams.replay.factcache import FactCache
from streams.replay.reading import ArchiveReader
from streams.replay.run import replay_sheets

COPIES = 20
APART = timedelta(days=8)
"""From one copy to the next: past what the rules look back, so that each raises incidents of its own."""

DECIDED = 20_000
GOAL = 20_000
NOW = datetime(2040, 1, 1, tzinfo=UTC)

Outcome = TypeVar("Outcome")


def measure() -> Iterator[Table]:
    """One table: the rate of each way, and how many times as fast as reading anew on one core it is."""
    book = open_rulebook(None)
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        archive = Path(folder) / "archive.jsonl"
        items = _scaled(archive)
        ways: dict[str, Callable[[], Findings]] = {
            "read anew, one core": lambda: _replay(book, archive, None, 1),
            f"read anew, {cores} cores": lambda: _replay(book, archive, Path(folder) / "cache", cores),
            "from the cache, one core": lambda: _replay(book, archive, Path(folder) / "cache", 1),
        }
        rates: dict[str, float] = {}
        logs = []
        for name, way in ways.items():
            took, found = _timed(way)
            rates[name] = items / took
            logs.append(found.log)
        with FactCache(Path(folder) / "cache") as cache:
            read = ArchiveReader(book, NOW, cache).read(archive)
            sheets = _many([sheet for sheet in read if isinstance(sheet, FactSheet)])
    if any(log != logs[0] for log in logs):
        raise AssertionError("the ways of reading do not give the same log")
    took, _ = _timed(lambda: replay_sheets(sheets, Pipeline(book.extract, book.rules, book.register)))
    rates["decided alone, one core"] = len(sheets) / took
    yield _table(rates, items)


def _table(rates: dict[str, float], items: int) -> Table:
    table = Table(
        "replay", "items/s", "× as fast", "goal", title=f"replay of {items:,} items, the log the same each time"
    )
    first = next(iter(rates.values()))
    for name, rate in rates.items():
        goal = f"{GOAL:,} items/s" if name.startswith("from the cache") else ""
        table.add_row(name, f"{rate:,.0f}", f"{rate / first:.1f}", goal)
    return table


def _replay(book: Rulebook, archive: Path, cache: Path | None, jobs: int) -> Findings:
    if cache is None:
        return Backtest((archive,), NOW, jobs=jobs).run(book)
    with FactCache(cache) as kept:
        return Backtest((archive,), NOW, jobs=jobs, cache=kept).run(book)


def _timed(way: Callable[[], Outcome]) -> tuple[float, Outcome]:
    start = time.perf_counter()
    found = way()
    return time.perf_counter() - start, found


def _scaled(path: Path) -> int:
    """Write the archive and count its items."""
    seeds = [json.loads(line) for line in (packaged("seeds") / "m5-offensive.jsonl").read_text("utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as file:
        for copy in range(COPIES):
            for seed in seeds:
                published = datetime.fromisoformat(seed["published"]) + copy * APART
                one = seed | {"id": f"{seed['id']}-{copy}", "published": published.isoformat()}
                one.pop("updated", None)
                file.write(json.dumps(one, ensure_ascii=False) + "\n")
    return COPIES * len(seeds)


def _many(sheets: list[FactSheet]) -> list[FactSheet]:
    """The sheets and copies of them on later days, in all as many as are to be decided."""
    return [
        sheet.model_copy(
            update={
                "item": f"{sheet.item}-{copy}",
                "published": sheet.published + copy * COPIES * APART,
                "version": sheet.version + copy * COPIES * APART,
            }
        )
        for copy in range(-(-DECIDED // len(sheets)))
        for sheet in sheets
    ][:DECIDED]
