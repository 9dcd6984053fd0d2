"""Checking what operators wrote: rules, their examples, subscriptions and tables, with every problem told at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from streams.core.errors import BadFiles, Problem
from streams.core.examples import ExampleItem, example_items
from streams.core.extraction import Knowledge, extract, extract_with_reasons
from streams.core.facts import Facts
from streams.core.items import Item
from streams.core.register import Register
from streams.core.rule_traces import not_met
from streams.core.rules import Rule
from streams.core.trials import Trial, alone, fact_words, tried
from streams.edges.inhibitionfiles import INHIBITIONS, load_inhibitions
from streams.edges.knowledge import load_knowledge
from streams.edges.placenames import asked_places, strange_places
from streams.edges.rulefiles import (
    SUBSCRIPTIONS,
    TABLES,
    LoadedRules,
    RuleFile,
    load_rules,
    load_subscriptions,
    misnamed,
    rules_folder,
)
from streams.edges.sourcefiles import SOURCES, load_sources
from streams.edges.tables import load_register, without_tables
from streams.edges.testfiles import SUFFIX, load_tests
from streams.edges.testgrounds import Grounds

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


def check(path: Path) -> Report:
    """Check a folder of rules, or one file of it: a rule, a file of tests, ``subscriptions.yaml``, ``sources.yaml`` or a table.

    Raises Outside when something cannot be read.
    """
    if path.is_file() and path.name == SUBSCRIPTIONS:
        _, problems = load_subscriptions(path, load_rules(path.parent))
        return Report(list(problems))
    if path.is_file() and path.name == SOURCES:
        return Report(list(load_sources(path.parent)[1]))
    if path.is_file() and path.name == INHIBITIONS:
        return Report(list(load_inhibitions(path.parent)[1]))
    if path.is_file() and path.name.endswith(SUFFIX):
        return Report(list(load_tests(path, Grounds()).problems))
    if path.is_file() and path.parent.name == TABLES:
        return Report([one for one in _register(path.parent)[1] if one.file == str(path)])
    loaded = load_rules(path)
    report = check_rules(loaded, _home(path))
    report.problems += misnamed(path)
    if path.is_dir():
        report.problems += _register(path / TABLES)[1]
        if (path / SUBSCRIPTIONS).is_file():
            report.problems += load_subscriptions(path / SUBSCRIPTIONS, loaded)[1]
        elif loaded.rules.active and not any(
            (one / SUBSCRIPTIONS).is_file() for one in path.resolve().parents[:_ABOVE]
        ):
            report.notes.append(Problem(str(path / SUBSCRIPTIONS), 1, 1, "is not there yet, so nobody would be told"))
        report.problems += (*load_sources(path)[1], *load_inhibitions(path)[1])
    return report


def check_rules(loaded: LoadedRules, home: Path) -> Report:
    """Check rules that were read; their examples are judged with the tables of ``home``, a folder of rules."""
    report = Report(list(loaded.problems), len(loaded.files))
    report.unproven = [one.rule.id for one in loaded.files if not _has_examples(one)]
    if len(report.unproven) == len(loaded.files) and not any(any(asked_places(one.rule)) for one in loaded.files):
        return report
    try:
        examiner = Examiner(_register(home / TABLES)[0], home / TABLES, loaded.rules.rules)
    except BadFiles as error:
        report.problems += error.problems
        return report
    for file in loaded.files:
        report.problems += examiner.misbehaving(file)
        report.notes += examiner.strange_places(file)
        report.examples += len(file.rule.examples.fires) + len(file.rule.examples.quiet)
    return report


class Examiner:
    """Runs rules over their own examples, through the pipeline that judges real news.

    ``rules`` are those that others may be over. Raises BadFiles when the tables' own places cannot be used.
    """

    def __init__(self, register: Register, tables: Path | None, rules: Iterable[Rule] = ()) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._register = register
        self._knowledge: Knowledge = load_knowledge(register, tables)
        self._read: dict[tuple[str, str, str, str | None], Facts] = {}
        """What was read, by text: many rules share an example."""

    def misbehaving(self, file: RuleFile) -> Iterator[Problem]:
        """A problem for each example that does not do what it stands for."""
        rules, examples = alone(file.rule, self._rules), file.rule.examples
        for name, wanted in (("fires", examples.fires), ("quiet", examples.quiet)):
            for number, example in enumerate(wanted):
                trial = tried(rules, example, self._extract, self._register)
                if trial.fired != (name == "fires"):
                    trail = ("examples", name, number)
                    yield file.document.problem(trail, self._why(file.rule, example, trial))

    def strange_places(self, file: RuleFile) -> Iterator[Problem]:
        """A note for each place that a rule names and no news is read as."""
        return strange_places(file, self._knowledge.gazetteer)

    def trial(self, rule: Rule, example: str | ExampleItem | tuple[ExampleItem, ...]) -> Trial:
        """What a rule makes of an example."""
        return tried(alone(rule, self._rules), example, self._extract, self._register)

    def _extract(self, item: Item) -> Facts:
        key = (item.id, item.title, item.text, item.language)
        if key not in self._read:
            self._read[key] = extract(item, self._knowledge)
        return self._read[key]

    def _why(self, rule: Rule, example: str | ExampleItem | tuple[ExampleItem, ...], trial: Trial) -> str:
        read = "; ".join(fact_words(fact) for fact in trial.facts) or "no fact"
        if trial.fired:
            return f"this example must stay quiet, but the rule fires; what was read: {read}"
        held_back = not_met(rule, trial.outcomes, self._register)
        traces = (extract_with_reasons(item, self._knowledge) for item in example_items(example))
        aside = [
            f"“{one.evidence.quote[:40]}” left aside: {one.reason}" for trace in traces for one in trace.left_aside
        ]
        return "; ".join(
            [f"this example must fire the rule, but does not; what was read: {read}", *held_back, *aside[:3]]
        )


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
