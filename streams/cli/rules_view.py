"""Differences between sets of rules, and the history of versions, for a terminal and as JSON values."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from streams.core.differences import EntryChange, FieldChange
from streams.core.editions import OnChange
from streams.core.manifests import Manifest
from streams.edges.terminal import printable

_MARKS = {"new": ("+", "green"), "gone": ("-", "red"), "changed": ("~", "yellow")}
_LONGEST = 100
"""Characters of a value that are shown."""

_MANY = 6
"""Entries of a table, all new or all gone, that are named one by one."""


def difference_view(changes: Sequence[EntryChange], on_change: OnChange) -> RenderableType:
    """Entry by entry, and field by field with what it was and what it is."""
    if not changes:
        return Text("no difference")
    lines: list[Text] = []
    for (_, what), group in groupby(changes, key=lambda one: (one.section, one.what)):
        entries = list(group)
        if what != "changed" and entries[0].section != "rule" and len(entries) > _MANY:
            lines.append(_many(entries))
            continue
        for one in entries:
            head = _head(one, one.name)
            lines.append(head.append(f"  {effect_words(one, on_change)}", "dim"))
            lines += [_field(field) for field in one.fields]
    return Group(*lines)


def _head(one: EntryChange, words: str) -> Text:
    mark, colour = _MARKS[one.what]
    return Text.assemble((f"{mark} {one.section} ", colour), (printable(words), f"bold {colour}"))


def _many(entries: Sequence[EntryChange]) -> Text:
    """One line for a table that comes or goes as a whole."""
    first = ", ".join(one.name for one in entries[:3])
    return _head(entries[0], first).append(f" and {len(entries) - 3:,} more", "dim")


def effect_words(change: EntryChange, on_change: OnChange) -> str:
    """What a change does to incidents, in words."""
    if change.section != "rule":
        return {"new": "new", "gone": "taken away", "changed": "changed"}[change.what]
    return {
        "begins": "comes into use",
        "ends": "goes out of use: its open incidents end",
        "words": "for readers of the file only" if change.what == "changed" else "not in use",
        "changes": "changed: what it knows is judged anew" if on_change == "keep" else "changed: it begins afresh",
        None: "",
    }[change.effect]


def change_values(change: EntryChange) -> dict[str, Any]:
    """A change as JSON values."""
    return asdict(change)


def history_view(versions: Sequence[Manifest], in_force: Manifest | None, now: datetime) -> RenderableType:
    """The versions, the last one first."""
    table = Table("version", "in force from", "by", "tests", "comment", box=None, pad_edge=False)
    for one in reversed(versions):
        state = "bold green" if one is in_force else "cyan" if one.effective_from > now else ""
        since = f"{one.effective_from:%Y-%m-%d %H:%M:%S%z}" + ("  planned" if one.effective_from > now else "")
        words = [*([f"goes back to {one.restores}"] if one.restores else []), *([one.comment] if one.comment else [])]
        if one.on_change == "reset":
            words.append("(changed rules began afresh)")
        table.add_row(
            Text(f"{one.number}{' ●' if one is in_force else ''}", state),
            since,
            printable(one.author),
            Text(one.tests, "red" if one.tests == "left out" else ""),
            printable("; ".join(words)),
        )
    return table


def version_values(version: Manifest, in_force: Manifest | None) -> dict[str, Any]:
    """A version as JSON values."""
    return {**version.model_dump(mode="json"), "id": version.id, "in_force": version is in_force}


def version_view(version: Manifest, in_force: Manifest | None) -> RenderableType:
    """One version: who published what, when and why."""
    return Group(*(Text.assemble((f"{name:<12} ", "dim"), printable(text)) for name, text in _rows(version, in_force)))


def _rows(version: Manifest, in_force: Manifest | None) -> Iterator[tuple[str, str]]:
    yield "version", f"{version.number}{', in force' if version is in_force else ''}"
    yield "in force from", f"{version.effective_from:%Y-%m-%d %H:%M:%S%z}"
    yield "published", f"{version.published:%Y-%m-%d %H:%M:%S%z} by {version.author}"
    yield "comment", version.comment
    yield "tests", version.tests
    yield "in events", version.rules
    yield "rules", _listed(version.digests)
    yield "files", _listed(version.files)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _field(field: FieldChange) -> Text:
    before, after = _value(field.before), _value(field.after)
    line = Text(f"    {printable(field.field)}: ")
    return line.append(printable(before), "red").append(" → ").append(printable(after), "green")


def _value(value: Any) -> str:
    if value is None:
        return "(left out)"
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        text = ", ".join(map(str, value))
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
