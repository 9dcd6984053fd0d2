"""The library of rules that comes with tocsin, and taking one of them into a folder of one's own."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from streams.core.errors import Misuse
from streams.core.rules import CompositeRule, Rule
from streams.edges.packaged import packaged
from streams.edges.rulefiles import load_rules
from streams.edges.schemafiles import schemas_of
from streams.edges.sentences import nearest
from streams.edges.testfiles import SUFFIX

_OUT_OF_USE = re.compile(r"^enabled: false\b.*\n", re.MULTILINE)
_EDITORS_LINE = re.compile(r"\A(# yaml-language-server: \$schema=).*/")


def library() -> Mapping[str, Rule]:
    """The rules of the library, by id. Raises Outside when it is gone."""
    return {file.rule.id: file.rule for file in load_rules(_home()).files}


def with_members(name: str, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """A rule's id, and those of the rules that it is over. Raises Misuse where the library has no such rule."""
    if name not in rules:
        raise Misuse(f"the library has no rule {name}{nearest(name, rules)}; tocsin rule copy lists them")
    rule = rules[name]
    below = rule.members if isinstance(rule, CompositeRule) else ()
    return tuple(dict.fromkeys((name, *(one for member in below for one in with_members(member, rules)))))


def take(names: tuple[str, ...], folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Copy a rule, the first, and those that it is over into ``folder``, in use, with tests and schemas; the rules' paths.

    Of the others those that are there already stay as they are. Raises Misuse, before anything is written, where the first
    is there.
    """
    own = dict(_copies(names[:1], folder))
    there = [path for path in own if path.exists()]
    if there and not force:
        raise Misuse(f"{there[0]} is there already; --force writes over it")
    below = [name for name in names[1:] if not (folder / f"{name}.yaml").exists()]
    files = own | dict(_copies(tuple(below), folder))
    folder.mkdir(parents=True, exist_ok=True)
    schemas = schemas_of(folder).as_posix()
    for path, text in files.items():
        path.write_text(_EDITORS_LINE.sub(rf"\g<1>{schemas}/", _OUT_OF_USE.sub("", text)), encoding="utf-8")
    return tuple(path for path in files if not path.name.endswith(SUFFIX))


def _copies(names: tuple[str, ...], folder: Path) -> Iterator[tuple[Path, str]]:
    for name in names:
        for file in (_home() / f"{name}.yaml", _home() / f"{name}{SUFFIX}"):
            if file.is_file():
                yield folder / file.name, file.read_text(encoding="utf-8")


def _home() -> Path:
    return packaged("rules") / "library"
