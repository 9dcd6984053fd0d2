"""Grids: tables in text, whose head says what befell and whose rows say where: "District | Deaths | Missing", "Kandy | 88 | 150".

Each cell of such a line is a sentence of its own (``sentences`` ends one at a bar). A row of totals makes the others its parts.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.telling import predicates
from streams.core.extraction.numerals import Number, numbers
from streams.core.extraction.reading import Reading, Sentence
from streams.core.facts import Outcome

_ROWS = 3
"""Fewer lines, with the head, make no table."""
_HEAD_WORDS = 6

Row = Sequence[Sentence]


def cells(reading: Reading) -> dict[int, Link]:
    """The figures of people in the tables of an item's text, by the index of the cell's sentence."""
    if "|" not in reading.text.text:
        return {}
    return {cell.index: link for table in _tables(reading) for cell, link in _figures(table)}


def _tables(reading: Reading) -> Iterator[list[Row]]:
    """Runs of lines of as many cells as the first of them, its head."""
    breaks = [at for at, mark in enumerate(reading.text.text) if mark == "\n"]
    texts = [one for one in reading.sentences if one.field == "text"]
    table: list[Row] = []
    for _, group in itertools.groupby(texts, key=lambda one: bisect_right(breaks, one.start)):
        row = list(group)
        if table and len(row) != len(table[0]):
            yield from (table,) if len(table) >= _ROWS else ()
            table = []
        table = [*table, row] if "|" in row[0].text and len(row) > 1 else []
    if len(table) >= _ROWS:
        yield table


def _figures(table: Sequence[Row]) -> Iterator[tuple[Sentence, Link]]:
    outcomes = [_outcome(cell) for cell in table[0]]
    summed = any(_is_total(row) for row in table[1:])
    for row in table[1:]:
        part = summed and not _is_total(row)
        for outcome, cell in zip(outcomes, row, strict=True):
            number = _number(cell) if outcome is not None else None
            if outcome is not None and number is not None and number.min > 0:
                group = Group(number, number.start, number.end, "bare")
                yield cell, Link(group, outcome, number.start, number.end, part=part)


def _outcome(cell: Sentence) -> Outcome | None:
    """What a column counts people of: its head is a word of one outcome, with little beside it."""
    said = {one.outcome for one in predicates(cell)}
    if len(said) != 1 or len(cell.tokens) > _HEAD_WORDS or cell.has("toll.not_of"):
        return None
    return said.pop()


def _number(cell: Sentence) -> Number | None:
    """The count that is all of a cell."""
    found = numbers(cell)
    words = [token for token in cell.tokens if token.word != "|"]
    whole = len(found) == 1 and found[0].kind in ("count", "year") and found[0].end - found[0].start == len(words)
    return found[0] if whole else None


def _is_total(row: Row) -> bool:
    return row[0].match(0, "toll.total", "toll.in_all") > 0
