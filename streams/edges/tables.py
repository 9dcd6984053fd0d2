"""The operator's tables of routes and ceasefires, YAML files in one folder, and the sources beside it: a Register."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

from streams.core.ceasefires import CeasefireEntry, CeasefireTable
from streams.core.errors import BadFiles, Problem
from streams.core.register import Register
from streams.core.routes import Junction, RouteEntry, RouteTable, clashes
from streams.edges.atlas import country_names
from streams.edges.documents import Document, Trail
from streams.edges.sourcefiles import load_sources
from streams.edges.validation import Shape
from streams.edges.yamlfiles import parse_yaml, read_raw

_LISTS: Mapping[str, Shape[BaseModel]] = {
    "routes": Shape(RouteEntry),
    "junctions": Shape(Junction),
    "ceasefires": Shape(CeasefireEntry),
}

_Found = tuple[BaseModel, Document, Trail]


def load_register(folder: Path) -> Register:
    """Read every ``*.yaml`` of ``folder``; each may hold ``routes``, ``junctions`` and ``ceasefires``.

    Sources are those of the folder above; what is wrong with their file is told by whoever checks it. A folder that is
    not there gives a register without tables. Raises BadFiles with every problem of every file, Outside when a
    file cannot be read.
    """
    paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else ()
    routes, ceasefires = _tables(tuple((str(path), read_raw(path, str(path))) for path in paths))
    return without_tables(folder).model_copy(update={"routes": routes, "ceasefires": ceasefires})


@lru_cache(maxsize=8)
def _tables(files: tuple[tuple[str, bytes], ...]) -> tuple[RouteTable, CeasefireTable]:
    """What the files hold, by name and content; remembered, for a watched folder is opened again with every change of a rule."""
    problems: list[Problem] = []
    found: dict[str, list[_Found]] = {name: [] for name in _LISTS}
    for name, raw in files:
        document = parse_yaml(raw, name)
        problems.extend(document.problems)
        if document.data is not None:
            _read(document, found, problems)
    routes = [one for one, _, _ in found["routes"] if isinstance(one, RouteEntry)]
    junctions = [one for one, _, _ in found["junctions"] if isinstance(one, Junction)]
    for (kind, at), message in clashes(routes, junctions):
        _, document, trail = found[kind][at]
        problems.append(document.problem((*trail, "name"), message))
    if problems:
        raise BadFiles(tuple(problems))
    ceasefires = tuple(one for one, _, _ in found["ceasefires"] if isinstance(one, CeasefireEntry))
    return RouteTable(routes=tuple(routes), junctions=tuple(junctions)), CeasefireTable(ceasefires=ceasefires)


def without_tables(folder: Path) -> Register:
    """What is known beside the tables of ``folder``, where these cannot be used."""
    return Register(sources=load_sources(folder.parent)[0], countries=country_names())


def _read(document: Document, found: Mapping[str, list[_Found]], problems: list[Problem]) -> None:
    if not isinstance(document.data, dict):
        problems.append(document.problem((), f"a table holds lists named {', '.join(_LISTS)}"))
        return
    for name, entries in document.data.items():
        if name not in _LISTS:
            problems.append(
                document.problem((name,), f"{name} is not known; a table holds {', '.join(_LISTS)}", at_key=True)
            )
        elif not isinstance(entries, list):
            if not document.is_refused((name,)):
                problems.append(document.problem((name,), f"{name} is a list of entries, each beginning with -"))
        else:
            for at in range(len(entries)):
                value, wrong = _LISTS[name].read(document, (name, at))
                problems.extend(wrong)
                if value is not None:
                    found[name].append((value, document, (name, at)))
