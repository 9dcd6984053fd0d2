"""Rules and subscriptions from the files that operators own. A bad file hurts itself alone, and all its problems are told at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from streams.core.errors import Outside, Problem
from streams.core.rules import CompositeRule, Rule, RuleSet, rule_set
from streams.core.rules.composite import tangles
from streams.core.subscriptions import Subscriptions
from streams.edges.atlas import Folder
from streams.edges.documents import Document, unread
from streams.edges.packaged import packaged
from streams.edges.sentences import nearest
from streams.edges.validation import Shape
from streams.edges.yamlfiles import parse_yaml, read_yaml

SUBSCRIPTIONS = "subscriptions.yaml"
TABLES = "tables"
TEMPLATES = "messages"
NOT_RULES = frozenset({SUBSCRIPTIONS, "sources.yaml", "inhibitions.yaml"})
"""Files of a rules folder that hold something else."""

TESTS_END = (".test.yaml", ".test.yml")
"""How the names of files of tests end."""

RULE: Shape[Any] = Shape(Rule, Folder)
SUBSCRIPTION_FILE: Shape[Subscriptions] = Shape(Subscriptions, Folder)


@dataclass(frozen=True)
class RuleFile:
    """A rule and the file that it stands in."""

    rule: Rule
    document: Document


@dataclass(frozen=True)
class LoadedRules:
    """What a folder or file gave: the rules that can be used, and the problems of those that cannot.

    ``ids`` are those of both.
    """

    files: tuple[RuleFile, ...]
    problems: tuple[Problem, ...]
    ids: frozenset[str] = frozenset()

    @cached_property
    def rules(self) -> RuleSet:
        """The good rules, in order of id."""
        return rule_set(file.rule for file in self.files)


def rules_folder(given: Path | None = None) -> Path:
    """Where the rules are: the folder given, else ``rules`` in the working folder, else the packaged set.

    Raises Outside when there is none.
    """
    if given is not None:
        return given
    return Path("rules") if Path("rules").is_dir() else packaged("rules")


def load_rules(path: Path) -> LoadedRules:
    """Every rule of a folder and the folders in it, or of one file.

    Of two rules with one id the first file's is kept. Raises Outside when ``path`` cannot be read.
    """
    if not path.exists():
        raise Outside(f"{path}: there is no such file or folder")
    if path.is_file():
        return loaded(iter([read_yaml(path)]))
    return _whole(loaded(_read(file) for file in rule_paths(path)))


def with_members(found: LoadedRules, *folders: Path) -> LoadedRules:
    """The rules that were found, and from the folders those that one of them is over; without those that lack one.

    Problems are those of the rules that were found.
    """
    whole = found
    for folder in (one for one in folders if _lacking(whole) and one.is_dir()):
        further = load_rules(folder)
        files = (*whole.files, *(file for file in further.files if file.rule.id not in whole.ids))
        whole = LoadedRules(files, whole.problems, whole.ids | further.ids)
    whole = _whole(whole)
    own = {file.document.file for file in found.files} | {one.file for one in found.problems}
    return replace(whole, problems=tuple(one for one in whole.problems if one.file in own))


def _lacking(found: LoadedRules) -> bool:
    composites = (file.rule for file in found.files if isinstance(file.rule, CompositeRule))
    return any(member not in found.ids for rule in composites for member in rule.members)


def _whole(found: LoadedRules) -> LoadedRules:
    """The rules of a whole folder, without those over rules that are not there or not in use."""
    files = {file.rule.id: file for file in found.files}
    problems: list[Problem] = []
    for rule, document in ((file.rule, file.document) for file in found.files):
        if not isinstance(rule, CompositeRule):
            continue
        for at, member in enumerate(rule.members):
            if member not in found.ids:
                sentence = f"there is no rule {member}{nearest(member, found.ids - {rule.id}) or '; name one that is'}"
            elif rule.enabled and member in files and not files[member].rule.enabled:
                sentence = f"{member} is not in use; take enabled: false away there"
            else:
                continue
            problems.append(document.problem(rule.named(at), f"{rule.named(at)[0]}: {sentence}"))
            files.pop(rule.id, None)
    return LoadedRules(tuple(files.values()), tuple(sorted((*found.problems, *problems))), found.ids)


def loaded(documents: Iterator[Document]) -> LoadedRules:
    """The rules that the documents hold."""
    files: dict[str, RuleFile] = {}
    problems: list[Problem] = []
    ids: set[str] = set()
    circles: set[str] = set()
    for document in documents:
        rule, wrong = RULE.read(document)
        problems += [*document.problems, *wrong]
        if isinstance(document.data, dict):
            ids.add(str(document.data.get("id")))
        if rule is None:
            continue
        known = files.get(rule.id)
        if known is not None:
            line, column = known.document.spot(("id",))
            first = f"{known.document.file}:{line}:{column}"
            problems.append(
                document.problem(("id",), f"the id {rule.id} is taken by {first}; give one of them another")
            )
            continue
        files[rule.id] = RuleFile(rule, document)
    for circle in tuple(tangles(file.rule for file in files.values())):
        tangled = files[circle.rule].document
        problems.append(tangled.problem(circle.trail, f"{circle.trail[0]}: {circle.sentence}"))
        circles.add(circle.rule)
    good = tuple(file for name, file in files.items() if name not in circles)
    return LoadedRules(good, tuple(sorted(problems)), frozenset(ids))


def _read(path: Path) -> Document:
    """A file of a folder; one that cannot be read is a problem, and the others are read all the same."""
    try:
        return read_yaml(path)
    except Outside as error:
        return unread(str(path), 1, 1, str(error).removeprefix(f"{path}: "))


def read_rule(raw: bytes, file: str) -> LoadedRules:
    """The rule that ``raw`` holds; ``file`` is its name in problems."""
    return loaded(iter([parse_yaml(raw, file)]))


def rule_paths(path: Path) -> tuple[Path, ...]:
    """The files under the folder ``path`` that hold rules, in order of their names."""
    return tuple(
        sorted(one for one in path.rglob("*.yaml") if not one.is_dir() and _holds_a_rule(one.relative_to(path)))
    )


def misnamed(path: Path) -> tuple[Problem, ...]:
    """Files that look like rules but are not read, because their names end otherwise."""
    if path.is_file():
        return ()
    return tuple(
        Problem(str(one), 1, 1, f"not read: a rule's file ends in .yaml; name it {one.stem}.yaml")
        for one in sorted(path.rglob("*.yml"))
        if one.is_file() and _holds_a_rule(one.relative_to(path))
    )


def load_subscriptions(
    path: Path, rules: LoadedRules | None = None
) -> tuple[Subscriptions | None, tuple[Problem, ...]]:
    """The subscriptions of a file, or None and what is wrong with it.

    With ``rules``, a subscription to a rule that none of them is, is a problem; the others are good all the same.
    Raises Outside when the file cannot be read.
    """
    document = read_yaml(path)
    subscriptions, wrong = SUBSCRIPTION_FILE.read(document)
    problems = [*document.problems, *wrong]
    if subscriptions is not None and rules is not None:
        problems += _unknown_rules(document, subscriptions, sorted(rules.ids))
    return subscriptions, tuple(sorted(problems))


def _unknown_rules(document: Document, subscriptions: Subscriptions, known: Sequence[str]) -> Iterator[Problem]:
    for where, branch in subscriptions.branches():
        for at, rule_id in enumerate(branch.rules):
            if rule_id not in known:
                trail = (*where, "rules", at)
                listed = ", ".join(known[:12]) + (f" and {len(known) - 12} more" if len(known) > 12 else "")
                near = nearest(rule_id, known) or f"; the rules are {listed or 'none'}"
                yield document.problem(trail, f"rules: there is no rule {rule_id}{near}")


def template_problems(home: Path) -> tuple[Problem, ...]:
    """What is wrong with an operator's templates of messages; the tables are opened only where there are any."""
    if not (home / TEMPLATES).is_dir():
        return ()
    from streams.edges.stationery import load_templates  # noqa: PLC0415 -- most folders have none

    return load_templates(home)[1]


def _holds_a_rule(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not (hidden or path.name in NOT_RULES or path.name.endswith(TESTS_END) or TABLES in path.parts[:-1])
