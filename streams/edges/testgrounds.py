"""What a test of rules stands on: the rules that it tests, and the tables by which its news is read."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from streams.core.errors import BadFiles, Problem
from streams.core.extraction import Knowledge, extract, extract_with_reasons
from streams.core.facts import Facts
from streams.core.identity import canonical
from streams.core.items import Item, item_json
from streams.core.register import Register
from streams.core.rules import Rule, RuleSet, rule_set
from streams.edges.documents import Document
from streams.edges.knowledge import load_knowledge
from streams.edges.rulefiles import SUBSCRIPTIONS, TABLES, LoadedRules, loaded, rule_paths
from streams.edges.sourcefiles import load_sources
from streams.edges.tables import load_register
from streams.edges.yamlfiles import read_yaml

_ABOVE = 3
"""How many folders above a test its rules are looked for."""


@dataclass(frozen=True)
class Library:
    """The tables and sources of one folder of rules, and a reader that reads each item once."""

    home: Path
    register: Register
    read: dict[str, Facts] = field(default_factory=dict)

    @cached_property
    def knowledge(self) -> Knowledge:
        """What the readers know; opened when the first item is read."""
        return load_knowledge(self.register, self.home / TABLES)

    def extract(self, item: Item) -> Facts:
        """The facts of an item. Raises BadFiles when the tables' own places cannot be used."""
        key = canonical(item_json(item))
        if key not in self.read:
            self.read[key] = extract(item, self.knowledge)
        return self.read[key]

    def left_aside(self, item: Item) -> tuple[str, ...]:
        """What was left aside in an item, and why."""
        aside = extract_with_reasons(item, self.knowledge).left_aside
        return tuple(f"“{one.evidence.quote[:40]}” left aside: {one.reason}" for one in aside)


@dataclass(frozen=True)
class Ground:
    """The rules under test and the library by which news is read for them."""

    rules: RuleSet
    library: Library


class Grounds:
    """Finds the ground of each file of tests; files of one folder share what was read."""

    def __init__(self) -> None:
        self._libraries: dict[Path, Library] = {}
        self._rules: dict[tuple[Path, ...], LoadedRules] = {}

    def ground(
        self, path: Path, document: Document, rules: tuple[str, ...]
    ) -> tuple[Ground | None, tuple[Problem, ...]]:
        """The ground of the file of tests at ``path``, which names ``rules``; or None, and what is wrong."""
        named = [path.parent / one for one in rules]
        missing = [at for at, one in enumerate(named) if not one.exists()]
        if missing:
            where = [("rules", at) if isinstance(document.data["rules"], list) else ("rules",) for at in missing]
            return None, tuple(
                document.problem(trail, f"rules: {named[at]} is not there; paths count from the folder of this file")
                for trail, at in zip(where, missing, strict=True)
            )
        home = _home((named[0] if named else path).resolve())
        files = tuple(file for one in named or [_shown(home, path)] for file in _files(one))
        found = self._loaded(files)
        problems = list(found.problems)
        switched_on = {one.resolve() for one in named if one.is_file()}
        used = [
            _in_use(one.rule) if Path(one.document.file).resolve() in switched_on else one.rule for one in found.files
        ]
        if not any(rule.enabled for rule in used):
            problems.append(document.problem(("rules",), "no rule is in use here, so nothing can be tested"))
            return None, tuple(problems)
        try:
            library = self._library(home)
        except BadFiles as error:
            return None, (*problems, *error.problems)
        return Ground(rule_set(used), library), tuple(problems)

    def _loaded(self, files: tuple[Path, ...]) -> LoadedRules:
        if files not in self._rules:
            self._rules[files] = loaded(read_yaml(file) for file in files)
        return self._rules[files]

    def _library(self, home: Path) -> Library:
        if home not in self._libraries:
            wrong = load_sources(home)[1]
            if wrong:
                raise BadFiles(wrong)
            self._libraries[home] = Library(home, load_register(home / TABLES))
        return self._libraries[home]


def _in_use(rule: Rule) -> Rule:
    return rule if rule.enabled else rule.model_copy(update={"enabled": True})


def _files(path: Path) -> tuple[Path, ...]:
    return (path,) if path.is_file() else rule_paths(path)


def _home(path: Path) -> Path:
    """The folder of rules that a file or folder is in: one with tables or subscriptions, else the nearest with rules."""
    folder = path if path.is_dir() else path.parent
    around = (folder, *folder.parents[:_ABOVE])
    for one in around:
        if (one / SUBSCRIPTIONS).is_file() or any((one / TABLES).glob("*.yaml")):
            return one
    return next(
        (one for one in around if any(not file.name.endswith(".test.yaml") for file in one.glob("*.yaml"))), folder
    )


def _shown(home: Path, path: Path) -> Path:
    """``home`` by the way that the file of tests was named, so that problems are told by the paths that were given."""
    above = len(path.resolve().parent.parts) - len(home.parts)
    named = path.parent
    return named if above == 0 else named.parents[above - 1] if len(named.parts) > above else home
