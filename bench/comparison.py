"""Two readers of casualties side by side, alone and together: ``python -m bench.comparison``.

Accuracy on the labelled items of ``tests/eval`` and, where they can be had, on a sample of the human-coded counts (see
``tests/eval/run.py``); items a second of CPU time, in one process, of reading casualties alone from the same items.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from bench.dependency import reader
from bench.parsing import parser
from streams.core.extraction import casualties
from streams.core.extraction.frames import frame_of, real_in
from streams.core.extraction.gate import plain_of
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.reading import Reading, open_item
from streams.core.facts import Casualties, Facts
from streams.core.identity import canonical
from streams.core.items import Item, item_of
from streams.edges.rulebook import open_rulebook

LABELLED = Path(__file__).parent.parent / "tests" / "eval"
COUNTS = "TOCSIN_EVAL_COUNTS"
SAMPLE = 1000
_ROUNDS = 2
"""The better of the rounds is told: the first also loads the gazetteer."""
MISSING = (
    "The comparison needs the parser: pip install 'tocsin[spacy]' (in a clone: pip install -r requirements/spacy.lock)."
)

_FILES = {"items": "items.jsonl", "fresh": "fresh/items.jsonl", "kept": "kept/items.jsonl"}
_CODED = {"title": "", "published": "2020-01-01T00:00:00Z"}

Reader = Callable[[Reading, Knowledge], Iterable[Casualties]]


class Labelled(NamedTuple):
    """Labelled items. ``what`` is how the scorer takes them: facts or counts; ``asked`` are its rows that are shown."""

    name: str
    what: str
    asked: Sequence[tuple[str, str]]
    items: Sequence[Item]
    gold: Path


def filling(first: Reader, second: Reader) -> Reader:
    """The first reader's facts, and of the second's those whose figure the first has not used."""

    def read(reading: Reading, knowledge: Knowledge) -> Iterable[Casualties]:
        found = list(first(reading, knowledge))
        used = {(fact.count_min, fact.count_max) for fact in found}
        added = [fact for fact in second(reading, knowledge) if (fact.count_min, fact.count_max) not in used]
        return [*found, *added]

    return read


def agreeing(first: Reader, second: Reader) -> Reader:
    """Of the first reader's facts those that the second finds too."""

    def read(reading: Reading, knowledge: Knowledge) -> Iterable[Casualties]:
        told = {_figure(fact) for fact in second(reading, knowledge)}
        return [fact for fact in first(reading, knowledge) if _figure(fact) in told]

    return read


def _figure(fact: Casualties) -> tuple[str, int, int | None]:
    return fact.outcome, fact.count_min, fact.count_max


def extract(item: Item, knowledge: Knowledge, read: Reader) -> Facts:
    """The casualties of an English item by one reader, gated and framed as the product does."""
    facts: tuple[Casualties, ...] = ()
    if "casualties" in knowledge.gates["en"].open_for(plain_of((item.title, item.text))):
        reading = open_item(item, "en", knowledge.lexicons["en"])
        facts = tuple(read(reading, knowledge))
        frame = frame_of(reading) if facts else None
        if frame is not None:
            facts = tuple(fact for fact in facts if real_in(frame, reading, fact))
    return Facts(item=item.id, facts=facts)


def _labelled(folder: Path) -> list[Labelled]:
    """The labelled sets of the repository, and a sample of the coded counts, evenly drawn."""
    asked = (("casualties", "f1"), ("casualties actionable", "f1"))
    files = {name: LABELLED / path for name, path in _FILES.items()}
    sets = [
        Labelled(name, "facts", asked, _items(file.read_text(encoding="utf-8"), {}), file)
        for name, file in files.items()
    ]
    beside = LABELLED.parents[2] / "shared" / "eval" / "dev" / "counts.jsonl"
    coded = Path(os.environ.get(COUNTS, beside))
    if coded.is_file():
        lines = coded.read_text(encoding="utf-8").splitlines()
        sample = "\n".join(lines[:: max(1, len(lines) // SAMPLE)][:SAMPLE]) + "\n"
        gold = folder / "sample.jsonl"
        gold.write_text(sample, encoding="utf-8")
        rows = (
            ("killed exact", "accuracy"),
            ("wounded exact", "accuracy"),
            ("killed and wounded both right", "accuracy"),
        )
        sets.append(Labelled("counts", "counts", rows, _items(sample, _CODED), gold))
    return sets


def _items(lines: str, more: Mapping[str, str]) -> list[Item]:
    taken = ("id", "title", "text", "published", "language")
    read = [json.loads(line) for line in lines.splitlines()]
    return [item_of({"source": "eval", **more, **{key: one[key] for key in taken if key in one}}) for one in read]


def _tried(labelled: Labelled, knowledge: Knowledge, read: Reader, folder: Path) -> list[str]:
    """The figures of one reader on one set, and items a second of CPU time, as they stand in the table."""
    found: list[Facts] = []
    rate = 0.0
    for _ in range(_ROUNDS):
        start = time.process_time()
        found = [extract(item, knowledge, read) for item in labelled.items]
        rate = max(rate, len(found) / (time.process_time() - start))
    predicted = folder / "predicted.jsonl"
    predicted.write_text("".join(canonical(facts.model_dump(mode="json")) + "\n" for facts in found), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 (the scorer that stands in this repository)
        [sys.executable, str(LABELLED / "score.py"), labelled.what, str(labelled.gold), str(predicted), "--json"],
        capture_output=True,
        check=True,
        text=True,
    )
    scored: Mapping[str, Any] = json.loads(done.stdout)
    return [*(f"{scored[name][figure]:.3f}" for name, figure in labelled.asked), f"{rate:,.0f}"]


def main() -> int:
    """Print a table a set; 3 if the parser is not installed."""
    console = Console(width=120)
    try:
        dependency = reader(parser())
    except ImportError:
        Console(stderr=True).print(MISSING, markup=False)
        return 3
    patterns: Reader = casualties.read
    readers: dict[str, Reader] = {
        "patterns": patterns,
        "dependency rules": dependency,
        "patterns, gaps filled by dependency": filling(patterns, dependency),
        "dependency, gaps filled by patterns": filling(dependency, patterns),
        "patterns where dependency agrees": agreeing(patterns, dependency),
    }
    knowledge = open_rulebook(None).knowledge
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for labelled in _labelled(folder):
            table = Table(
                "reader",
                *(row for row, _ in labelled.asked),
                "items/s",
                title=f"{labelled.name}, {len(labelled.items):,} items",
            )
            for reader_name, read in readers.items():
                table.add_row(reader_name, *_tried(labelled, knowledge, read, folder))
            console.print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
