"""Tests of rules from the files that operators own (``*.test.yaml``), each with the news that it gives and its rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from streams.core.cases import case_words, names, substituted
from streams.core.circumstances import Circumstance, GivenFailure, Ordered
from streams.core.errors import BadItem, Misuse, Outside, Problem
from streams.core.expectations import messages, patterns
from streams.core.items import LAST_YEAR
from streams.core.ownrules import NOBODY_WAS_TOLD
from streams.core.ruletests import Arrival, GivenArchive, RuleTest, RuleTestFile, arrival
from streams.edges.archives import BadLine, read_archive
from streams.edges.documents import Document, Trail
from streams.edges.sentences import nearest
from streams.edges.testgrounds import Ground, Grounds
from streams.edges.testpeople import People, load_people, unknown_names
from streams.edges.validation import Shape
from streams.edges.yamlfiles import read_yaml

SUFFIX = ".test.yaml"
_WHOLE: Shape[RuleTestFile] = Shape(RuleTestFile)
_ONE: Shape[RuleTest] = Shape(RuleTest)
_ANY_TIME = datetime.fromisoformat(f"{LAST_YEAR}-01-01T00:00:00+00:00")
"""Archives of tests are read whole, whatever the time is now: a test must say the same every year."""


@dataclass(frozen=True)
class LoadedTest:
    """One test, or one case of it, with its news in order of arrival."""

    document: Document
    trail: Trail
    test: RuleTest
    case: str
    clock: datetime
    arrivals: tuple[Arrival, ...]
    ground: Ground
    people: People = field(default_factory=People)

    @property
    def circumstances(self) -> tuple[tuple[int, Circumstance], ...]:
        """What is given beside the news, each with its place."""
        return tuple((at, one) for at, one in enumerate(self.test.given) if isinstance(one, GivenFailure | Ordered))

    @property
    def name(self) -> str:
        return f"{self.test.name} [{self.case}]" if self.case else self.test.name

    def place(self, trail: Trail) -> tuple[int, int]:
        """Line and column of a part of the test."""
        return self.document.spot((*self.trail, *trail))


@dataclass(frozen=True)
class LoadedTestFile:
    """The tests of one file, and what is wrong in it, or in the rules that it tests."""

    path: Path
    tests: tuple[LoadedTest, ...]
    problems: tuple[Problem, ...]


def rule_test_paths(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The test files that are meant: those named, and those of folders and the folders in them, in order.

    Raises Outside for a path that is not there, Misuse for a file that holds no tests by its name.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (one for one in sorted(path.rglob(f"*{SUFFIX}")) if one.is_file())
            found.update(dict.fromkeys(one for one in inside if not _hidden(one.relative_to(path))))
        elif not path.exists():
            raise Outside(f"{path}: there is no such file or folder")
        elif not path.name.endswith(SUFFIX):
            raise Misuse(f"{path}: a file of tests is named NAME{SUFFIX}")
        else:
            found[path] = None
    return tuple(found)


def load_tests(path: Path, grounds: Grounds) -> LoadedTestFile:
    """The tests of one file. A test that cannot be used is left out with its problems; the others are good all the same.

    Raises Outside when the file cannot be read.
    """
    document = read_yaml(path)
    whole, wrong = _WHOLE.read(_with_first_cases(document))
    problems = dict.fromkeys((*document.problems, *wrong, *_misused_names(document)))
    if whole is None or problems:
        return LoadedTestFile(path, (), tuple(sorted(problems)))
    ground, unusable = grounds.ground(path, document, whole.rules)
    problems.update(dict.fromkeys(unusable))
    if ground is None:
        return LoadedTestFile(path, (), tuple(sorted(problems)))
    people: People | None = People()
    if any(test.of_people for test in whole.tests):
        people, unusable = load_people(path, document, whole, ground.library.home)
        problems.update(dict.fromkeys(unusable))
    if people is None:
        return LoadedTestFile(path, (), tuple(sorted(problems)))
    tests: list[LoadedTest] = []
    for at in range(len(whole.tests)):
        for number, case in enumerate(whole.tests[at].cases or ({},)):
            test, wrong = _ONE.read(_with_case(document, at, case), ("tests", at))
            if test is None:
                where = document.problem(("tests", at, "cases", number), f"with {case_words(case)}: {wrong[0].message}")
                problems[where] = None
                continue
            clock = test.clock or whole.clock
            arrivals, unread = _arrivals(test, clock, document, ("tests", at), path.parent)
            problems.update(dict.fromkeys((*unread, *_unknown_rules(test, document, ("tests", at), ground))))
            if test.of_people:
                problems.update(dict.fromkeys(unknown_names(test, document, ("tests", at), people)))
            label = "" if "${" in str(_raw(document)[at]["name"]) else case_words(case)
            tests.append(LoadedTest(document, ("tests", at), test, label, clock, arrivals, ground, people))
    return LoadedTestFile(path, () if problems else tuple(tests), tuple(sorted(problems)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _raw(document: Document) -> list[Any]:
    """The tests of a file as they are written."""
    tests = document.data.get("tests") if isinstance(document.data, dict) else None
    return tests if isinstance(tests, list) else []


def _cases(test: Any) -> list[dict[str, Any]]:
    cases = test.get("cases") if isinstance(test, dict) else None
    return [one for one in cases if isinstance(one, dict)] if isinstance(cases, list) else []


def _with_case(document: Document, at: int, case: dict[str, Any]) -> Document:
    """The document as if the test stood there with the case's values."""
    test = _raw(document)[at]
    filled = {name: value if name == "cases" else substituted(value, case) for name, value in test.items()}
    tests = [*_raw(document)[:at], filled, *_raw(document)[at + 1 :]]
    return replace(document, data=document.data | {"tests": tests})


def _with_first_cases(document: Document) -> Document:
    for at, test in enumerate(_raw(document)):
        for case in _cases(test)[:1]:
            document = _with_case(document, at, case)
    return document


def _misused_names(document: Document) -> Iterator[Problem]:
    """A ``${name}`` for which a case has no value, and a value that stands nowhere."""
    for at, test in enumerate(_raw(document)):
        if not isinstance(test, dict):
            continue
        written = {name: value for name, value in test.items() if name != "cases"}
        used = list(names(written, ("tests", at)))
        cases = _cases(test)
        known = dict.fromkeys(str(name) for case in cases for name in case)
        for trail, name in used:
            if name not in known:
                near = nearest(name, known) or ("" if cases else "; add cases: with a value for it")
                yield document.problem(trail, f"no case has a value for ${{{name}}}{near}")
        for number, case in enumerate(cases):
            trail = ("tests", at, "cases", number)
            lacking = [name for name in known if name not in case and name in {one for _, one in used}]
            if lacking:
                yield document.problem(trail, f"this case has no value for {', '.join(lacking)}")
            for name in case:
                if name not in {one for _, one in used}:
                    near = nearest(str(name), {one for _, one in used})
                    yield document.problem((*trail, name), f"${{{name}}} stands nowhere in the test{near}", at_key=True)


def _arrivals(
    test: RuleTest, clock: datetime, document: Document, trail: Trail, folder: Path
) -> tuple[tuple[Arrival, ...], list[Problem]]:
    """The news of a test in order of arrival; what comes at one moment, as it is given."""
    found: list[Arrival] = []
    problems: list[Problem] = []
    before: datetime | None = None
    for at, given in enumerate(test.given):
        here = (*trail, "given", at)
        if isinstance(given, GivenArchive):
            archive, unread = _archive(folder / given.file)
            found += archive
            problems += [document.problem((*here, "file"), one) for one in unread]
            continue
        if isinstance(given, GivenFailure | Ordered):
            continue
        try:
            one = arrival(given, clock, before, at + 1)
        except (BadItem, OverflowError) as error:
            problems.append(document.problem(here, str(error)))
            continue
        before = one.item.published
        found.append(one)
    return tuple(sorted(found, key=lambda one: one.moment)), problems


def _archive(path: Path) -> tuple[list[Arrival], list[str]]:
    try:
        lines = list(read_archive(path, now=_ANY_TIME))
    except Outside as error:
        return [], [f"file: {error}"]
    items = [line for line in lines if not isinstance(line, BadLine)]
    items.sort(key=lambda item: (item.version, item.id))
    return [Arrival(item.version, item) for item in items], [str(line) for line in lines if isinstance(line, BadLine)]


def _unknown_rules(test: RuleTest, document: Document, trail: Trail, ground: Ground) -> Iterator[Problem]:
    """Expectations of a rule that is not there: they would always fail, and what must never be always hold."""
    known = [rule.id for rule in ground.rules.active]
    for name, expected in {"expect": test.expect, "never": test.never}.items():
        named: list[tuple[Trail, str | None]] = [((at, "rule"), one.rule) for at, one in patterns(expected).items()]
        named += [((at, "notify", "rule"), one.rule) for at, one in messages(expected).items()]
        for way, rule in named:
            if rule is not None and rule not in (*known, NOBODY_WAS_TOLD):
                near = nearest(rule, known) or f"; the rules in use here are {', '.join(known[:12])}"
                yield document.problem((*trail, name, *way), f"rule: no rule {rule} is in use{near}")
