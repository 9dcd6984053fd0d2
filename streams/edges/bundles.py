"""Bundles: every file of a folder of rules that has a say in judging, as bytes, to be carried elsewhere and opened there.

What travels is the rules, who is told, the sources, the tables, and the areas that rules and subscriptions name. Tests and editors' schemas
do not: they judge nothing on a running service.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from streams.core.conditions.outlines import Outline
from streams.core.errors import BadFiles, Outside, Problem
from streams.core.identity import digest
from streams.core.manifests import FILE_NAME
from streams.edges.inhibitionfiles import INHIBITIONS
from streams.edges.rulefiles import (
    SUBSCRIPTIONS,
    TABLES,
    TEMPLATES,
    RuleFile,
    load_rules,
    load_subscriptions,
    rule_paths,
)
from streams.edges.sourcefiles import SOURCES

MAX_FILE_BYTES = 6 * 1024 * 1024
"""A file's greatest size, so that it fits into one message."""


@dataclass(frozen=True)
class Bundle:
    """Files by their names below the folder, with ``/`` between parts."""

    files: Mapping[str, bytes]

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The SHA-256 of each file's content, by its name."""
        return {name: file_hash(content) for name, content in self.files.items()}

    @property
    def id(self) -> str:
        """A hash of all names and contents."""
        return bundle_id(self.hashes)

    def unpack(self, home: Path) -> Path:
        """Put the files into a folder of this bundle's own below ``home``, unless they are there, and return it.

        Nobody ever sees the folder half filled. Raises Outside where it cannot be written.
        """
        folder = home / self.id
        if folder.is_dir():
            return folder
        try:
            home.mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(dir=home, prefix=".new-"))
            self.write(made)
            try:
                made.rename(folder)
            except OSError:
                if not folder.is_dir():  # else another worker of this machine was faster
                    raise
        except OSError as error:
            raise Outside(f"{folder}: the rules cannot be written here: {error.strerror}") from None
        return folder

    def write(self, folder: Path) -> None:
        """Write every file below ``folder``."""
        for name, content in self.files.items():
            path = folder / PurePosixPath(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def bundle_id(hashes: Mapping[str, str]) -> str:
    """The id of the bundle of files of these names and hashes."""
    return digest(dict(hashes))


def file_hash(content: bytes) -> str:
    """The SHA-256 of a file's content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read_bundle(home: Path) -> Bundle:
    """The bundle of a folder of rules. Raises BadFiles for what cannot travel, and Outside for what cannot be read."""
    if not home.is_dir():
        raise Outside(f"{home}: there is no such folder; rules travel as a folder")
    problems: list[Problem] = []
    files: dict[str, bytes] = {}
    for path in sorted(_judging(home)):
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Outside(f"{path}: {error.strerror}") from None
        if len(content) > MAX_FILE_BYTES:
            problems.append(Problem(str(path), 1, 1, f"over {MAX_FILE_BYTES >> 20} MiB; split it or make it smaller"))
        elif not (real := Path(os.path.normpath(path))).is_relative_to(os.path.normpath(home)):
            what = f"lies outside of {home}, so it cannot travel with it; put it inside"
            problems.append(Problem(str(path), 1, 1, what))
        elif not re.fullmatch(FILE_NAME, name := real.relative_to(os.path.normpath(home)).as_posix()):
            what = "cannot travel by this name; take out dots at its beginning, backslashes and control characters"
            problems.append(Problem(str(path), 1, 1, what))
        else:
            files[name] = content
    if problems:
        raise BadFiles(tuple(problems))
    return Bundle(files)


def stamp(home: Path) -> tuple[Any, ...]:
    """What changes whenever a file of the folder does, cheaply: names, sizes, times, and which file each name leads to."""
    found = []
    for path in sorted(home.rglob("*")):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((str(path), stat.st_ino, stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def _judging(home: Path) -> Iterator[Path]:
    yield from rule_paths(home)
    yield from (home / name for name in (SUBSCRIPTIONS, SOURCES, INHIBITIONS) if (home / name).is_file())
    tables = home / TABLES
    yield from (one for one in tables.rglob("*") if one.is_file() and not _hidden(one.relative_to(home)))
    yield from (home / TEMPLATES).glob("*.j2")
    areas = {path for file in load_rules(home).files for path in _outlines(file)}
    if (home / SUBSCRIPTIONS).is_file():
        people, _ = load_subscriptions(home / SUBSCRIPTIONS)
        areas |= {home / name for _, branch in (people.branches() if people else ()) for name in _named(branch)}
    yield from areas


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _outlines(file: RuleFile) -> Iterator[Path]:
    """The files that a rule's conditions name."""
    folder = Path(file.document.file).parent
    yield from (folder / name for condition in file.rule.conditions.values() for name in _named(condition))


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, Outline):
        yield value.file
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _named(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _named(one)
