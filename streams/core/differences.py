"""What is different between two sets of rules and what goes with them: entry by entry, and field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from streams.core.rules import RuleSet

Section = Literal[
    "rule", "subscription", "recipient", "rota", "quiet hours", "source", "route", "junction", "ceasefire", "file"
]
"""What an entry is. A ``file`` is one of which only the content as a whole is compared, such as a table of places."""

Effect = Literal["begins", "ends", "changes", "words"]
"""What a rule's difference does to its incidents: it begins to raise them, raises none any more and those that stand end,
raises them otherwise, or only its words for people who read the file are others."""

Contents = Mapping[Section, Mapping[str, Mapping[str, Any]]]
"""Entries by section and name, each as JSON values, without what is left out."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an entry, by its way (``when.state``), before and after; None where it is left out."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that is new, gone or changed. ``fields`` are told of a changed one; ``effect`` of a rule."""

    section: Section
    name: str
    what: Literal["new", "gone", "changed"]
    fields: tuple[FieldChange, ...] = ()
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class RulesAndMore:
    """A set of rules with everything else that judges."""

    rules: RuleSet
    contents: Contents


def difference(before: RulesAndMore, after: RulesAndMore) -> tuple[EntryChange, ...]:
    """Every entry that is not the same in both, by section and name."""
    return tuple(_changes(before, after))


def _changes(before: RulesAndMore, after: RulesAndMore) -> Iterator[EntryChange]:
    for section in dict.fromkeys((*before.contents, *after.contents)):
        old, new = before.contents.get(section, {}), after.contents.get(section, {})
        for name in sorted({*old, *new}):
            effect = _effect(before.rules, after.rules, name) if section == "rule" else None
            if name not in old:
                yield EntryChange(section, name, "new", effect=effect)
            elif name not in new:
                yield EntryChange(section, name, "gone", effect=effect)
            elif fields := tuple(_fields("", old[name], new[name])):
                yield EntryChange(section, name, "changed", fields, effect)


def _effect(before: RuleSet, after: RuleSet, rule: str) -> Effect:
    old, new = before.digests.get(rule), after.digests.get(rule)
    if old == new:
        return "words"
    if old is None or new is None:
        return "ends" if new is None else "begins"
    return "changes"


def _fields(way: str, before: Any, after: Any) -> Iterator[FieldChange]:
    """The fields that differ; a list of parts is gone through where it has as many on both sides, else told as a whole."""
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys((*before, *after)):
            yield from _fields(f"{way}.{name}".lstrip("."), before.get(name), after.get(name))
    elif _parts(before) and _parts(after) and len(before) == len(after):
        for at, (old, new) in enumerate(zip(before, after, strict=True), start=1):
            yield from _fields(f"{way}.{at}", old, new)
    else:
        yield FieldChange(way, before, after)


def _parts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) for one in value)
