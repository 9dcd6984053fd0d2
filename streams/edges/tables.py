"""The operator's tables of routes and ceasefires: YAML files in one folder, read into a Register."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ValidationError

from streams.core.ceasefires import CeasefireEntry, CeasefireTable
from streams.core.errors import BadFiles, Problem
from streams.core.register import Register
from streams.core.routes import Junction, RouteEntry, RouteTable, clashes
from streams.edges.yamlfiles import Document, Trail, read_yaml

_LISTS: Mapping[str, type[BaseModel]] = {"routes": RouteEntry, "junctions": Junction, "ceasefires": CeasefireEntry}

_Found = tuple[BaseModel, Document, Trail]


def load_register(folder: Path) -> Register:
    """Read every ``*.yaml`` of ``folder``; each may hold ``routes``, ``junctions`` and ``ceasefires``.

    A folder that is not there gives an empty register. Raises BadFiles with every problem of every file, Outside when a
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
    return Register(
        routes=RouteTable(routes=tuple(routes), junctions=tuple(junctions)),
        ceasefires=CeasefireTable(ceasefires=ceasefires),
    )


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
            for at, entry in enumerate(entries):
                _entry(document, (name, at), entry, found[name], problems)


def _entry(document: Document, trail: Trail, entry: object, found: list[_Found], problems: list[Problem]) -> None:
    if document.is_refused(trail):
        return
    try:
        found.append((_LISTS[str(trail[0])].model_validate(entry), document, trail))
    except ValidationError as error:
        problems.extend(_mistakes(document, trail, error))


def _mistakes(document: Document, trail: Trail, error: ValidationError) -> Iterator[Problem]:
    for one in error.errors(include_url=False):
        where = (*trail, *one["loc"])
        if document.is_refused(where):
            continue
        unknown = one["type"] == "extra_forbidden"
        message = "is not known; take it away" if unknown else _plain(one["msg"])
        yield document.problem(where, f"{_shown(one['loc'])}{message}", at_key=unknown)


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ").replace("Field required", "is required")


def _shown(location: Sequence[str | int]) -> str:
    return f"{'.'.join(map(str, location))}: " if location else ""
