"""The operator's tables of routes and ceasefires, YAML files in one folder, and the sources beside it: a Register."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from streams.core.ceasefires import CeasefireEntry, CeasefireTable
from streams.core.errors import BadFiles, Problem
from streams.core.register import Register
from streams.core.routes import Junction, RouteEntry, RouteTable, clashes
from streams.edges.atlas import country_names
from streams.edges.sourcefiles import load_sources
from streams.edges.validation import Shape
from streams.edges.yamlfiles import Document, Trail, read_yaml

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
    problems: list[Problem] = []
    found: dict[str, list[_Found]] = {name: [] for name in _LISTS}
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        document = read_yaml(path)
        problems.extend(document.problems)
        if document.data is not None:
            _read(document, found, problems)
    routes = [one for one, _, _ in found["routes"] if isinstance(one, RouteEntry)]
    junctions = [one for one, _, _ in found["junctions"] if isinstance(one, Junction)]
    for (name, at), message in clashes(routes, junctions):
        _, document, trail = found[name][at]
        problems.append(document.problem((*trail, "name"), message))
    if problems:
        raise BadFiles(tuple(problems))
    ceasefires = tuple(one for one, _, _ in found["ceasefires"] if isinstance(one, CeasefireEntry))
    tables = {
        "routes": RouteTable(routes=tuple(routes), junctions=tuple(junctions)),
        "ceasefires": CeasefireTable(ceasefires=ceasefires),
    }
    return without_tables(folder).model_copy(update=tables)


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
