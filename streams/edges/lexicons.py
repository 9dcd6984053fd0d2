"""Lexicons from the tables of words: one folder of YAML files a language, packaged with the code."""

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from streams.core.errors import BadFiles, Problem
from streams.core.extraction.lexicon import Lexicon
from streams.core.extraction.wordtables import lexicon_of
from streams.core.identity import digest
from streams.edges.yamlfiles import parse_yaml

_FOLDER = "tables"
_LANGUAGE = re.compile(r"[a-z]{2}")


@cache
def lexicons() -> Mapping[str, Lexicon]:
    """The packaged lexicons by language, each opened when it is first asked for; that raises BadFiles, with all its problems at once."""
    return _Lexicons(_tables())


class _Lexicons(Mapping[str, Lexicon]):
    """Lexicons by language. Opening one takes some tenths of a second, and most commands read items of one language."""

    def __init__(self, tables: Mapping[str, Sequence[Traversable]]) -> None:
        self._tables = tables
        self._opened: dict[str, Lexicon] = {}

    def __getitem__(self, language: str) -> Lexicon:
        found = self._opened.get(language)
        if found is None:
            found = self._opened[language] = _opened(language, self._tables[language])
            gc.freeze()  # it stays: every later collection of garbage would walk it
        return found

    def __contains__(self, language: object) -> bool:
        return language in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._tables))

    def __len__(self) -> int:
        return len(self._tables)


def _opened(language: str, tables: Sequence[Traversable]) -> Lexicon:
    problems: list[Problem] = []
    classes: dict[str, object] = {}
    for table in tables:
        _add(classes, table, problems)
    if problems:
        raise BadFiles(tuple(problems))
    try:
        return lexicon_of(language, classes)
    except (TypeError, ValueError) as error:
        raise BadFiles((Problem(f"{_FOLDER}/{language}", 0, 0, str(error)),)) from error


@cache
def tables_version() -> str:
    """A hash over every table, so that a changed word is a changed version."""
    return digest(*(table.read_text(encoding="utf-8") for tables in _sorted_tables() for table in tables))


def covered_languages() -> frozenset[str]:
    """The languages that are read (ISO 639-1), without opening their words."""
    return frozenset(_tables())


def _tables() -> dict[str, list[Traversable]]:
    """Table files by language: ``LANGUAGE/*.yaml`` or ``LANGUAGE.yaml``."""
    found: dict[str, list[Traversable]] = {}
    for entry in files("streams").joinpath(_FOLDER).iterdir():
        if not _LANGUAGE.fullmatch(entry.name.removesuffix(".yaml")):
            continue
        if entry.is_dir():
            tables = [one for one in entry.iterdir() if one.name.endswith(".yaml")]
            if tables:
                found.setdefault(entry.name, []).extend(tables)
        elif entry.name.endswith(".yaml"):
            found.setdefault(entry.name.removesuffix(".yaml"), []).append(entry)
    return {language: sorted(tables, key=lambda table: table.name) for language, tables in found.items()}


def _sorted_tables() -> list[list[Traversable]]:
    return [tables for _, tables in sorted(_tables().items())]


def _add(classes: dict[str, object], table: Traversable, problems: list[Problem]) -> None:
    document = parse_yaml(table.read_bytes(), table.name)
    problems.extend(document.problems)
    if document.problems:
        return
    if not isinstance(document.data, dict):
        problems.append(document.problem((), "a table holds classes of words, with a list of forms each"))
        return
    for cls, forms in document.data.items():
        if cls in classes:
            problems.append(document.problem((cls,), f"the class {cls!r} stands in two tables", at_key=True))
        classes[str(cls)] = forms
