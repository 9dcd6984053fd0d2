"""``python -m tests.eval.marked FILES``: how marked lines are read, by the labels of each line.

A marked line is one to three sentences with ``[span|label]`` round the people, routes and truces of which it tells something.
What is told is compared as labels a line, in whatever words and with whatever figure: two dead groups are two ``killed``.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

from streams.core.extraction import facts_of
from streams.core.extraction.knowledge import Knowledge
from streams.core.facts import Casualties, Ceasefire, CeasefireState, Fact, Outcome, Route, RouteState
from streams.core.items import item_of
from streams.edges.rulebook import open_rulebook

KINDS = {"people": get_args(Outcome), "routes": get_args(RouteState), "truces": get_args(CeasefireState)}
_MARK = re.compile(r"\[([^\[\]|]*)\|([a-z]+)\]")


class Marked(NamedTuple):
    """A line without its marks, and how often it has each label."""

    text: str
    labels: Counter[str]


class Count(NamedTuple):
    """Labels of one kind over some lines."""

    right: int
    false: int
    missed: int

    @property
    def f1(self) -> float:
        return round(2 * self.right / max(1, 2 * self.right + self.false + self.missed), 3)


def marked(line: str) -> Marked:
    """What a line says, and its labels."""
    return Marked(_MARK.sub(r"\1", line), Counter(_MARK.sub(r"\2", one.group()) for one in _MARK.finditer(line)))


def counts(lines: list[str], knowledge: Knowledge) -> dict[str, Count]:
    """Of each kind, how many labels are read rightly, falsely, and not at all."""
    right, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for line in lines:
        text, said = marked(line)
        read = Counter(_labels(text, knowledge))
        right += said & read
        false += read - said
        missed += said - read
    return {
        kind: Count(*(sum(count[label] for label in labels) for count in (right, false, missed)))
        for kind, labels in KINDS.items()
    }


def _labels(text: str, knowledge: Knowledge) -> Iterator[str]:
    fields = {"source": "eval", "id": "line", "title": "", "language": "en", "published": "2026-11-01T00:00:00Z"}
    for fact in facts_of(item_of({**fields, "text": text}), knowledge).facts:
        if (label := _label(fact)) is not None:
            yield label


def _label(fact: Fact) -> str | None:
    if isinstance(fact, Casualties):
        return fact.outcome if fact.count_max != 0 else None  # nobody is no mark
    return fact.state if isinstance(fact, Route | Ceasefire) else None


def main(files: list[str]) -> None:
    """Print the counts of all files together."""
    knowledge = open_rulebook(None).knowledge
    lines = [line for file in files for line in Path(file).read_text(encoding="utf-8").splitlines() if line]
    for kind, count in counts(lines, knowledge).items():
        print(f"{kind}: F1 {count.f1}; {count.right} right, {count.false} false, {count.missed} missed")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
