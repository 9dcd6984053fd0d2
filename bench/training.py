"""``make train``: train the learned reader's models on the labelled items and write their tables.

First it shows what a model is worth on writers it has not seen: each author's items are read by a model of all other authors'
items, and scored beside the readers without it. Then it trains on all of them. Needs the extra ``tocsin[train]``.
"""

import argparse
import importlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from streams.core.extraction import extract
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.learned import Model
from streams.core.items import Item, item_of
from streams.edges.learned import table_of
from streams.edges.rulebook import open_rulebook

ROOT = Path(__file__).parent.parent
LABELLED = ROOT / "tests" / "eval"
SENTENCES = ROOT / "tests" / "core" / "extraction"
TABLES = ROOT / "streams" / "tables" / "learned"
_LEAST = 0.02
"""Weights under this are next to nothing."""
_TAKEN = ("id", "title", "text", "published", "language")
_WRITTEN: Mapping[str, Sequence[str]] = {
    **{name: (f"training/{name}.jsonl",) for name in ("t1", "t2", "t3", "t4", "t5")},
    **{name: (f"rounds/{name}/items.jsonl",) for name in ("1a", "1b", "2a", "2b", "3a", "3b", "4a", "5a", "5b", "5c")},
    **{name: (f"{name}/items.jsonl", f"{name}/negatives.jsonl", f"{name}/languages.jsonl") for name in ("wide", "fresh")},
    "development": ("items.jsonl", "negatives.jsonl", "languages.jsonl"),
    **{name: (f"training/{name}.jsonl",) for name in ("traps-1", "traps-2", "traps-3", "traps-4")},
}  # fmt: skip
"""The files of each author; what is kept aside or sealed is not among them."""


_KINDS = ("casualties", "route", "ceasefire")


class Labelled(NamedTuple):
    """An item, what its author says is in it, and who that was."""

    item: Item
    gold: Mapping[str, Any]
    author: str


class Row(NamedTuple):
    """A candidate to train on: its features, what is true of it, whose words it is, and how much it counts."""

    author: str
    features: frozenset[str]
    label: str
    weight: float = 1.0


class Lesson(NamedTuple):
    """What is trained for one kind of fact.

    ``rows`` are the candidates of an item with their labels, read by knowledge without the model. ``labels`` stand in the order
    of the table. ``sure`` is from which probability on a label is believed, ``strength`` the inverse of the regularisation,
    ``least`` in how many candidates a feature must stand.
    """

    kind: str
    rows: Callable[[Labelled, Knowledge], Iterator[Row]]
    labels: tuple[str, ...]
    sure: Mapping[str, float]
    strength: float = 0.3
    least: int = 2
    traps: bool = False


class Tally(NamedTuple):
    """Hits, misses and what was made up."""

    hit: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: tuple[Any, ...]) -> "Tally":
        return Tally(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def f1(self) -> float:
        return 2 * self.hit / max(1, 2 * self.hit + self.missed + self.extra)


def labelled() -> list[Labelled]:
    """Every labelled item that may be trained on."""
    found: list[Labelled] = []
    for author, names in _WRITTEN.items():
        for name in names:
            for line in (LABELLED / name).read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                item = item_of({"source": "eval", **{key: row[key] for key in _TAKEN if key in row}})
                found.append(Labelled(item, row.get("gold", {"real": row.get("real")}), author))
    return [*found, *_ordinary(), *_sentences()]


def _ordinary() -> Iterator[Labelled]:
    """The ordinary items of the unit tests, on which every model is trained: nothing is in them, but in those of true news."""
    nothing: Mapping[str, Any] = {"casualties": [], "routes": [], "ceasefires": []}
    for path in sorted((SENTENCES / "ordinary").glob("*.yaml")):
        gold = {"real": True} if path.stem == "true-news" else nothing
        for item, _ in _tested(path):
            yield Labelled(item, gold, "ordinary")


def _sentences() -> Iterator[Labelled]:
    """The sentences of the unit tests in which something is told: short, but of every way to tell it."""
    for kind in ("casualties", "routes", "ceasefires", "languages"):
        for path in sorted(SENTENCES.glob(f"{kind}/*.yaml")):
            for item, row in _tested(path):
                if any(row.get(told) for told in ("facts", "routes", "ceasefires")):
                    yield Labelled(item, {"real": True}, "sentences")


def _tested(path: Path) -> Iterator[tuple[Item, Mapping[str, Any]]]:
    """The items of a file of the unit tests, each with its row."""
    for at, row in enumerate(YAML(typ="safe").load(path)):
        told = {"title": "", "published": "2025-01-01T00:00:00Z", "language": "en", **row}
        named = {key: told[key] for key in _TAKEN if key in told}
        yield item_of({**named, "source": "eval", "id": f"{path.stem}-{at}"}), row


def trained(rows: Sequence[Row], lesson: Lesson) -> Model:
    """A multinomial logistic regression over the features that stand in enough rows; weights of next to nothing are dropped."""
    counts = Counter(feature for row in rows for feature in row.features)
    places = {feature: at for at, feature in enumerate(sorted(one for one, n in counts.items() if n >= lesson.least))}
    inner = [sorted(places[feature] for feature in row.features if feature in places) for row in rows]
    columns = [at for row in inner for at in row]
    ends = [0]
    for row in inner:
        ends.append(ends[-1] + len(row))
    matrix = csr_matrix(([1.0] * len(columns), columns, ends), shape=(len(rows), len(places)))
    regression = LogisticRegression(C=lesson.strength, max_iter=300, tol=1e-4)
    regression.fit(matrix, [row.label for row in rows], sample_weight=[row.weight for row in rows])
    order = [list(regression.classes_).index(label) for label in lesson.labels]
    slopes, starts = _both(regression.coef_), _both(regression.intercept_)
    weights = {feature: tuple(round(float(slopes[label][at]), 2) for label in order) for feature, at in places.items()}
    return Model(
        labels=lesson.labels,
        bias=tuple(round(float(starts[label]), 2) for label in order),
        sure=tuple(lesson.sure.get(label, 0.0) for label in lesson.labels),
        weights={feature: row for feature, row in weights.items() if max(map(abs, row)) >= _LEAST},
    )


def _both(learned: Any) -> Any:
    """A row for each label: of two labels the regression gives one row, of how much the second is likelier."""
    return learned if len(learned) > 1 else [-learned[0] / 2, learned[0] / 2]


def with_model(knowledge: Knowledge, kind: str, model: Model | None) -> Knowledge:
    """Knowledge with this model for a kind of fact, or without any."""
    others = {name: one for name, one in knowledge.learned.items() if name != kind}
    return replace(knowledge, learned=others if model is None else {**others, kind: model})


def left_out(items: Sequence[Labelled], lesson: Lesson, knowledge: Knowledge) -> Iterator[tuple[str, Model]]:
    """Each author with the model of everybody else's items."""
    without = with_model(knowledge, lesson.kind, None)
    rows = [row for one in items for row in lesson.rows(one, without)]
    for author in _WRITTEN:
        yield author, trained([row for row in rows if row.author != author], lesson)


def scored(items: Sequence[Labelled], knowledge: Knowledge, kind: str) -> Mapping[str, Tally]:
    """The scorer's sums for a kind of fact: of all facts, and of what is actionable."""
    scorer = importlib.import_module("tests.eval.score")
    chosen = [at for at, name in enumerate(_KINDS) if kind in (name, "world")]
    same = (scorer.same_count, scorer.same_route, scorer.same_ceasefire)
    sums = {"all": Tally(), "actionable": Tally(), "false": Tally()}
    for one in items:
        if one.gold.get("real"):
            continue
        gold = scorer.gold_facts({"casualties": [], "routes": [], "ceasefires": [], **one.gold})
        facts = [fact.model_dump(mode="json") for fact in extract(one.item, knowledge).facts]
        found = scorer.predicted_facts(facts)
        for name in ("all", "actionable"):
            for at in chosen:
                true, told = (
                    [fact for fact in side[at] if name == "all" or _acts(fact, _KINDS[at], scorer)]
                    for side in (gold, found)
                )
                tally = scorer.Tally()
                tally.add(true, told, same[at])
                sums[name] += Tally(tally.hit, tally.missed, tally.extra)
        nothing = not any(gold)
        sums["false"] += Tally(extra=int(nothing and any(scorer.live(fact) for at in chosen for fact in found[at])))
    return sums


def _acts(fact: Mapping[str, Any], kind: str, scorer: Any) -> bool:
    if kind == "route":
        return bool(scorer.live(fact)) and fact["state"] == "severed"
    return bool(scorer.live(fact)) and (kind != "ceasefire" or scorer.broken(fact))


def table(lesson: Lesson, items: Sequence[Labelled], knowledge: Knowledge) -> Table:
    """What the readers reach on each author without the model, and with the one of all other authors."""
    shown = Table(
        "author", "all: without", "with", "actionable: without", "with", "added right", "added wrong", "false live",
        title=f"{lesson.kind}: F1, each author read by a model of the others",
    )  # fmt: skip
    sums = [{name: Tally() for name in ("all", "actionable", "false")} for _ in range(2)]
    for author, model in left_out(items, lesson, knowledge):
        own = [one for one in items if one.author == author]
        both = [scored(own, with_model(knowledge, lesson.kind, one), lesson.kind) for one in (None, model)]
        for total, part in zip(sums, both, strict=True):
            total.update({name: total[name] + tally for name, tally in part.items()})
        shown.add_row(author, *_cells(*both))
    shown.add_section()
    shown.add_row("all", *_cells(*sums))
    return shown


def _cells(before: Mapping[str, Tally], after: Mapping[str, Tally]) -> Iterator[str]:
    for name in ("all", "actionable"):
        yield f"{before[name].f1:.3f}"
        yield f"{after[name].f1:.3f}"
    yield f"{after['all'].hit - before['all'].hit}"
    yield f"{after['all'].extra - before['all'].extra}"
    yield f"{before['false'].extra} → {after['false'].extra}"


def write(lesson: Lesson, items: Sequence[Labelled], knowledge: Knowledge) -> Path:
    """Train on all items and write the table."""
    without = with_model(knowledge, lesson.kind, None)
    model = trained([row for one in items for row in lesson.rows(one, without)], lesson)
    path = TABLES / f"{lesson.kind}.tsv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(table_of(model), encoding="utf-8")
    return path


def lessons() -> Mapping[str, Lesson]:
    """What can be trained, by kind of fact: a module ``bench.lessons.<kind>`` each, with its ``LESSON``."""
    names = [path.stem for path in sorted((Path(__file__).parent / "lessons").glob("[a-z]*.py"))]
    found = (importlib.import_module(f"bench.lessons.{name}").LESSON for name in names)
    return {lesson.kind: lesson for lesson in found}


def main() -> int:
    """Print the tables of figures; write the models."""
    known = lessons()
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("kinds", nargs="*", choices=(*known, []), help="train only these")
    arguments.add_argument("--figures", action="store_true", help="only show what a model is worth")
    asked = arguments.parse_args()
    console = Console(width=110)
    knowledge = open_rulebook(None).knowledge
    everything = labelled()
    for kind in asked.kinds or known:
        items = [one for one in everything if known[kind].traps or "real" not in one.gold]
        console.print(table(known[kind], items, knowledge))
        if not asked.figures:
            console.print(f"written: {write(known[kind], items, knowledge).relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
