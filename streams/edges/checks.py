"""Checking what operators wrote: rules, their examples, subscriptions and tables, with every problem told at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streams.core.errors import BadFiles, Problem
from streams.core.register import Register
from streams.edges.factcache import FactCache
from streams.edges.gazetteers import open_gazetteer
from streams.edges.inhibitionfiles import INHIBITIONS, load_inhibitions
from streams.edges.place_files import place_files
from streams.edges.placenames import asked_places, strange_places
from streams.edges.rulefiles import (
    SUBSCRIPTIONS,
    TABLES,
    TESTS_END,
    LoadedRules,
    RuleFile,
    load_rules,
    load_subscriptions,
    misnamed,
    rules_folder,
    template_problems,
    with_members,
)
from streams.edges.sourcefiles import SOURCES, load_sources
from streams.edges.tables import load_register, without_tables

_ABOVE = 3
"""How many folders above a folder of rules may be the one that it belongs to."""


@dataclass
class Report:
    """What a check found, and how much it looked at."""

    problems: list[Problem] = field(default_factory=list)
    rules: int = 0
    examples: int = 0
    unproven: list[str] = field(default_factory=list)
    """Ids of rules without any example."""
    notes: list[Problem] = field(default_factory=list)
    """What is allowed, but hardly meant."""


def check(path: Path, memory: FactCache | None = None) -> Report:
    """Check a folder of rules, or one file of it: a rule, a file of tests, ``subscriptions.yaml``, ``sources.yaml`` or a table.

    ``memory`` remembers which rules did right by their examples, so that they are not tried again. Raises Outside when
    something cannot be read.
    """
    if path.is_file() and path.name == SUBSCRIPTIONS:
        return Report(list(_of_subscriptions(path, load_rules(path.parent))))
    if path.is_file() and path.name == SOURCES:
        return Report(list(load_sources(path.parent)[1]))
    if path.is_file() and path.name == INHIBITIONS:
        return Report(list(load_inhibitions(path.parent)[1]))
    if path.is_file() and path.name.endswith(TESTS_END):
        return Report(list(_tests(path)))
    if path.is_file() and path.parent.name == TABLES:
        return Report([one for one in _register(path.parent)[1] if one.file == str(path)])
    loaded = load_rules(path)
    report = check_rules(loaded, _home(path), path.parent if path.is_file() else None, memory)
    report.problems += misnamed(path)
    if path.is_dir():
        report.problems += _register(path / TABLES)[1]
        if (path / SUBSCRIPTIONS).is_file():
            report.problems += _of_subscriptions(path / SUBSCRIPTIONS, loaded)
        elif loaded.rules.active and not any(
            (one / SUBSCRIPTIONS).is_file() for one in path.resolve().parents[:_ABOVE]
        ):
            report.notes.append(Problem(str(path / SUBSCRIPTIONS), 1, 1, "is not there yet, so nobody would be told"))
        report.problems += (*load_sources(path)[1], *load_inhibitions(path)[1], *template_problems(path))
    return report


def _of_subscriptions(path: Path, rules: LoadedRules) -> tuple[Problem, ...]:
    """What is wrong with subscriptions. Where no rule is beside them, as beside tests, they may name any."""
    return load_subscriptions(path, rules if rules.ids else None)[1]


def check_rules(loaded: LoadedRules, home: Path, beside: Path | None = None, memory: FactCache | None = None) -> Report:
    """Check rules that were read; their examples are judged with the tables of ``home``, a folder of rules.

    Rules that they are over are looked for in the folder ``beside`` them, and in ``home``.
    """
    whole = with_members(loaded, *(one for one in (beside, home) if one is not None))
    good = {file.rule.id for file in whole.files}
    files = [file for file in loaded.files if file.rule.id in good]
    report = Report(list(whole.problems), len(files))
    report.unproven = [one.rule.id for one in files if not _has_examples(one)]
    proving = [one for one in files if _has_examples(one)]
    tables = home / TABLES
    try:
        if any(any(asked_places(one.rule)) for one in files):
            gazetteer = open_gazetteer(place_files(tables))
            report.notes += (note for file in files for note in strange_places(file, gazetteer))
        if proving:
            report.problems += _examined(proving, whole, tables, memory)
    except BadFiles as error:
        report.problems += error.problems
        return report
    report.examples = sum(len(one.rule.examples.fires) + len(one.rule.examples.quiet) for one in proving)
    return report


# What reads news takes 0.1 s to import, which most checks need not wait for.


def _examined(
    files: Sequence[RuleFile], whole: LoadedRules, tables: Path, memory: FactCache | None
) -> Iterator[Problem]:
    from streams.edges.examiner import Examiner  # noqa: PLC0415

    return Examiner(_register(tables)[0], tables, whole.rules.rules, memory).examine(files)


def _tests(path: Path) -> tuple[Problem, ...]:
    from streams.edges.testfiles import load_tests  # noqa: PLC0415
    from streams.edges.testgrounds import Grounds  # noqa: PLC0415

    return load_tests(path, Grounds()).problems


def _has_examples(file: RuleFile) -> bool:
    return bool(file.rule.examples.fires or file.rule.examples.quiet)


def _register(folder: Path) -> tuple[Register, Sequence[Problem]]:
    """The tables of a folder, or empty ones and what is wrong with them."""
    try:
        return load_register(folder), ()
    except BadFiles as error:
        return without_tables(folder), error.problems


def _home(path: Path) -> Path:
    """The rules folder that ``path`` is in: one with tables or subscriptions, at most three above; else the one in force."""
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    for home in (folder, *folder.parents[:_ABOVE]):
        if (home / SUBSCRIPTIONS).is_file() or any((home / TABLES).glob("*.yaml")):
            return home
    return rules_folder()
