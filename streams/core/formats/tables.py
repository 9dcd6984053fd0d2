"""CSV for spreadsheets: an incident a row, in which no cell can be taken for a formula."""

import csv
from collections.abc import Iterable

from streams.core.grouping import label
from streams.core.histories import History

COLUMNS = (
    "incident", "state", "severity", "rule", "label", "country", "value", "lowest", "highest", "since", "at",
    "summary", "reason", "sources", "quote", "latitude", "longitude", "exercise", "grade", "origins",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Beginnings that spreadsheets take for a formula (OWASP, CSV Injection), their full-width forms among them."""


class _Lines(list[str]):
    """What a writer of CSV writes to, in memory."""

    write = list.append


def csv_table(histories: Iterable[History]) -> str:
    """The incidents with a head (RFC 4180: lines end in CR LF)."""
    lines = _Lines()
    table = csv.writer(lines, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for one in histories:
        table.writerow([_cell(value) for value in _row(one)])
    return "".join(lines)


def _row(one: History) -> tuple[object, ...]:
    latest, grading = one.latest, one.grading
    low, high = latest.range or (None, None)
    spot = next((place for place in latest.places if place.lat is not None), None)
    return (
        one.incident,
        one.state,
        latest.severity,
        latest.rule,
        label(latest.key),
        latest.key.get("country", ""),
        latest.value,
        low,
        high,
        one.since.isoformat(),
        latest.at.isoformat(),
        latest.summary,
        latest.reason,
        ", ".join(latest.sources),
        latest.evidence[0].quote if latest.evidence else "",
        spot.lat if spot else None,
        spot.lon if spot else None,
        latest.exercise,
        grading.code if grading else "",
        grading.origins if grading else None,
    )


def _cell(value: object) -> object:
    """A text that begins as a formula does is given an apostrophe first, which a spreadsheet takes for "text follows"."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value
