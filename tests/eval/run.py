"""``make eval``: score the readers and the starter rules on the labelled news, each figure beside its goal.

The human-coded counts are not part of the repository: they are scored where TOCSIN_EVAL_COUNTS names their file, or where a
folder ``shared`` with them stands beside the repository. Exit code 1 if a figure falls short of its goal.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from streams.core.errors import BadItem
from streams.core.extraction import extract
from streams.core.extraction.knowledge import Knowledge
from streams.core.facts import Origin
from streams.core.identity import canonical
from streams.core.items import item_of, read_item
from streams.core.origins import clusters, same_origin
from streams.edges.rulebook import open_rulebook
from tests.eval.plain import shares

HERE = Path(__file__).parent
SCORE = HERE / "score.py"
_STORIES = (
    HERE / "story-1.jsonl",
    *sorted((HERE / "stories").glob("*.jsonl")),
    HERE.parents[1] / "seeds" / "m5-offensive.jsonl",
)
"""Storylines, each with the alerts that the starter rules must raise from it in a file beside it."""
_PLAIN_GOAL = 0.95
_SLOWEST = 0.05
"""Seconds a kilobyte that a hostile line may take."""


class Figure(NamedTuple):
    """One line of the table. ``most`` says that the goal is a greatest value, not a least one."""

    on: str
    name: str
    value: float
    goal: float
    most: bool = False

    @property
    def met(self) -> bool:
        return self.value <= self.goal if self.most else self.value >= self.goal


_GOALS = (
    ("casualties actionable", "f1", 0.95),
    ("casualties", "f1", 0.92),
    ("routes", "f1", 0.93),
    ("ceasefires", "f1", 0.90),
    ("routes actionable", "f1", 0.95),
    ("ceasefires actionable", "f1", 0.95),
    ("alarm route", "f1", 0.95),
    ("alarm ceasefire", "f1", 0.95),
    ("alarm killed", "f1", 0.95),
    ("attribute scope", "accuracy", 0.95),
    ("attribute status", "accuracy", 0.93),
    ("attribute part", "accuracy", 0.93),
    ("attribute civilian", "accuracy", 0.90),
    ("places recall", "recall", 0.90),
)
_LANGUAGE_GOALS = (("casualties actionable", 0.85), ("routes actionable", 0.80))
_COUNT_GOALS = (("killed exact", 0.92), ("wounded exact", 0.80), ("killed and wounded both right", 0.85))
_COPY_GOALS = (
    ("copies", "copies folded into one origin", 0.95, False),
    ("updates", "updates of a report known for one origin", 0.95, False),
    ("events", "different events by different writers merged", 0.01, True),
    ("writers", "writers who know of one event apart, merged", 0.01, True),
)
_ITEM = ("id", "source", "title", "text", "published", "language", "url")


def figures(knowledge: Knowledge, folder: Path) -> Iterator[Figure]:
    """Every figure of the table, as it is measured."""
    scored = _scored("facts", HERE / "items.jsonl", knowledge, folder)
    for name, what, goal in _GOALS:
        yield Figure("items", f"{name} {what}", scored[name][what], goal)
    scored = _scored("facts", HERE / "negatives.jsonl", knowledge, folder)
    false = scored["false alarms on items without facts"]
    yield Figure("negatives", f"items with a false live fact, of {false['items']}", false["false"], 0, most=True)
    scored = _scored("facts", HERE / "languages.jsonl", knowledge, folder)
    for name, goal in _LANGUAGE_GOALS:
        yield Figure("languages", f"{name} f1", scored[name]["f1"], goal)
    for part in ("fresh", "wide", "kept"):
        yield from _aside(part, knowledge, folder)
    yield from _rounds(knowledge, folder)
    for name, lines, share in shares(knowledge):
        yield Figure("plain lines", f"{name}: read right, of {lines}", share, _PLAIN_GOAL)
    counts = _counts()
    if counts is not None:
        scored = _scored("counts", counts, knowledge, folder)
        for name, goal in _COUNT_GOALS:
            yield Figure("counts", name, scored[name]["accuracy"], goal)
    yield from _hostile(knowledge)
    for name in ("copies", "formulas"):
        yield from _copies(name, knowledge)
    yield from _copies_in_stories(knowledge)
    for story in _STORIES:
        yield from _story(story, folder)


def _aside(part: str, knowledge: Knowledge, folder: Path) -> Iterator[Figure]:
    """The figures on the set that was written without knowledge of the readers; the goals are those of the first set."""
    scored = _scored("facts", HERE / part / "items.jsonl", knowledge, folder)
    for name, what, goal in _GOALS:
        yield Figure(part, f"{name} {what}", scored[name][what], goal)
    scored = _scored("facts", HERE / part / "negatives.jsonl", knowledge, folder)
    false = scored["false alarms on items without facts"]
    yield Figure(part, f"items with a false live fact, of {false['items']}", false["false"], 0, most=True)
    scored = _scored("facts", HERE / part / "languages.jsonl", knowledge, folder)
    for name, goal in _LANGUAGE_GOALS:
        yield Figure(part, f"{name} f1, five languages", scored[name]["f1"], goal)


def _rounds(knowledge: Knowledge, folder: Path) -> Iterator[Figure]:
    """The figures on all rounds as one set, ordinary items among them; what their first readings were, their README says."""
    parts = sorted((HERE / "rounds").glob("*/items.jsonl"))
    gold = folder / "rounds-gold.jsonl"
    gold.write_text("".join(part.read_text(encoding="utf-8") for part in parts), encoding="utf-8")
    scored = _scored("facts", gold, knowledge, folder / "rounds")
    for name, what, goal in _GOALS:
        yield Figure("rounds", f"{name} {what}", scored[name][what], goal)
    false = scored["false alarms on items without facts"]
    yield Figure("rounds", f"items with a false live fact, of {false['items']}", false["false"], 0, most=True)


def _counts() -> Path | None:
    """The file of human-coded counts, if it can be had here."""
    named = os.environ.get("TOCSIN_EVAL_COUNTS")
    beside = HERE.parents[2] / "shared" / "eval" / "dev" / "counts.jsonl"
    chosen = Path(named) if named else beside
    return chosen if chosen.is_file() else None


def _scored(what: str, gold: Path, knowledge: Knowledge, folder: Path) -> Mapping[str, Any]:
    """The scorer's figures for what the readers find in the items of a gold file."""
    folder.mkdir(exist_ok=True)
    predicted = folder / f"{gold.stem}.jsonl"
    lines: list[str] = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        fields = json.loads(line)
        known = {name: fields[name] for name in ("id", "title", "text", "published", "language") if name in fields}
        coded = {"title": "", "published": "2020-01-01T00:00:00Z", "language": "en"} if what == "counts" else {}
        facts = extract(item_of({"source": "eval", **coded, **known}), knowledge)
        lines.append(canonical(facts.model_dump(mode="json")))
    predicted.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return _score(what, gold, predicted)


def _score(what: str, gold: Path, predicted: Path) -> Mapping[str, Any]:
    done = subprocess.run(
        [sys.executable, str(SCORE), what, str(gold), str(predicted), "--json"],
        capture_output=True,
        check=True,
        text=True,
    )
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def _hostile(knowledge: Knowledge) -> Iterator[Figure]:
    """How many hostile lines are taken or refused as they should be, each within its time."""
    right = total = 0
    slowest = 0.0
    for line in (HERE / "hostile.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        raw = case.get("raw") or case["raw_template"].replace("{{REPEAT}}", case["repeat_char"] * case["repeat_n"])
        started = time.perf_counter()
        try:
            extract(read_item(raw), knowledge)
            outcome = "accept"
        except BadItem:
            outcome = "reject"
        slowest = max(slowest, (time.perf_counter() - started) / max(1.0, len(raw) / 1024))
        total += 1
        right += outcome == case["expect"]
    yield Figure("hostile", f"as expected, of {total}", right, total)
    yield Figure("hostile", "slowest, seconds a kilobyte", round(slowest, 4), _SLOWEST, most=True)


def _copies(name: str, knowledge: Knowledge) -> Iterator[Figure]:
    """How many copies are folded, and how much is merged that is not one, among the items of each group of a file."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        groups.setdefault(row["group"], []).append(row)
    counts: Counter[str] = Counter()
    for rows in groups.values():
        origins = [_origin(row, knowledge) for row in rows]
        for (one, origin), (other, its) in combinations(zip(rows, clusters(origins), strict=True), 2):
            if one["report"] == other["report"]:
                kind = "copies"
            elif one["event"] == other["event"]:
                kind = "updates" if one["pen"] == other["pen"] else "writers"
            elif one["pen"] != other["pen"]:
                kind = "events"
            else:
                continue  # one writer's words on two events: nobody else tells of either
            merged = origin == its
            counts[kind] += 1
            counts[f"{kind} merged"] += merged
    for kind, what, goal, most in _COPY_GOALS:
        share = round(counts[f"{kind} merged"] / counts[kind], 4)
        yield Figure(name, f"{what}, of {counts[kind]} pairs in {len(groups)} groups", share, goal, most=most)


def _copies_in_stories(knowledge: Knowledge) -> Iterator[Figure]:
    """The same for the storylines, whose copies stand in ``copies-in-stories.json``; every other pair of sources is none."""
    labelled = json.loads((HERE / "copies-in-stories.json").read_text(encoding="utf-8"))
    folded = merged = copies = others = 0
    for story in _STORIES:
        rows = [json.loads(line) for line in story.read_text(encoding="utf-8").splitlines()]
        known = {frozenset(pair) for pair in labelled[story.stem]}
        origins = [_origin(row, knowledge) for row in rows]
        for (one, origin), (other, its) in combinations(zip(rows, origins, strict=True), 2):
            if frozenset((one["id"], other["id"])) in known:
                copies += 1
                folded += same_origin(origin, its)
            elif one["source"] != other["source"]:
                others += 1
                merged += same_origin(origin, its)
    yield Figure("storylines", f"copies folded, of {copies}", round(folded / copies, 4), 0.95)
    yield Figure(
        "storylines", f"other pairs of sources merged, of {others}", round(merged / others, 4), 0.01, most=True
    )


def _origin(row: Mapping[str, Any], knowledge: Knowledge) -> Origin:
    return extract(item_of({name: row[name] for name in _ITEM if name in row}), knowledge).origin


def _story(items: Path, folder: Path) -> Iterator[Figure]:
    """The alerts that the starter rules raise on a storyline, against those that stand in the file beside it."""
    name = items.stem
    replay = [sys.executable, "-m", "streams.cli", "replay", str(items), "--json"]
    done = subprocess.run(replay, capture_output=True, check=False, text=True)
    if done.returncode:
        Console(stderr=True).print(f"{name} was not replayed: {done.stderr.strip()[-300:]}")
        return
    predicted = folder / f"{name}.alerts.jsonl"
    predicted.write_text(done.stdout, encoding="utf-8")
    scored = _score("alerts", items.with_suffix(".alerts.json"), predicted)
    yield Figure(name, "alerts f1", scored["all"]["f1"], 1.0)
    on_time = scored["at the right item"]
    yield Figure(name, f"at the right item, of {on_time['alerts']}", on_time["on time"], on_time["alerts"])
    valued = scored["with the right value"]
    yield Figure(name, f"with the right value, of {valued['alerts']}", valued["right"], valued["alerts"])


def main() -> int:
    """Print the table; 1 if a figure falls short."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    table = Table(title="What the readers and the starter rules reach")
    for name in ("on", "figure"):
        table.add_column(name)
    for name in ("reached", "goal"):
        table.add_column(name, justify="right")
    table.add_column("")
    short = 0
    with tempfile.TemporaryDirectory() as folder:
        for one in figures(open_rulebook(HERE.parents[1] / "rules").knowledge, Path(folder)):
            table.add_row(
                one.on,
                one.name,
                f"{one.value:g}",
                f"{'≤' if one.most else '≥'} {one.goal:g}",
                "" if one.met else "short",
            )
            short += not one.met
    Console().print(table)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
