"""An operator's own gazetteer: CSV or GeoJSON, with p-codes if there are any.

Columns and properties go by the names that humanitarian data sets use (COD-AB: ADM1_EN, ADM2_PCODE, ...) or by plain
ones: name, pcode or id, level, lat, lon, country, admin1, admin2, also (other names, separated by ``|`` or ``;``).
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pycountry

from streams.core.errors import BadFiles, Problem
from streams.core.facts import Level
from streams.core.places.gazetteer import Entry, Literal

MAX_BYTES = 64 * 1024 * 1024
"""A gazetteer file's greatest size."""

_NAMES = ("places*.csv", "places*.geojson")

_LEVEL: dict[str, Level] = {
    "0": "country", "adm0": "country", "country": "country",
    "1": "admin1", "adm1": "admin1", "admin1": "admin1",
    "2": "admin2", "adm2": "admin2", "admin2": "admin2",
    "3": "place", "adm3": "place", "admin3": "place", "4": "place", "adm4": "place", "place": "place", "": "place",
}  # fmt: skip


def place_files(tables: Path | None) -> tuple[Path, ...]:
    """The files of a folder of tables that hold places, in order of their names; none where there is no folder."""
    return () if tables is None else tuple(sorted(path for name in _NAMES for path in tables.glob(name)))


def read_places(path: Path) -> Literal:
    """The places of a ``.csv`` or ``.geojson`` file. Raises BadFiles with every line that cannot be used."""
    problems: list[Problem] = []
    found: list[tuple[Entry, list[str]]] = []
    try:
        for line, fields in _rows(path):
            try:
                found.append(_place(fields))
            except ValueError as error:
                problems.append(Problem(str(path), line, 0, str(error)))
    except (OSError, UnicodeDecodeError, ValueError, csv.Error) as error:
        problems.append(Problem(str(path), 0, 0, f"cannot be read as places: {error}"))
    if problems:
        raise BadFiles(tuple(problems))
    return Literal(found)


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"over the limit of {MAX_BYTES // 1024 // 1024} MiB")
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix.lower() == ".csv":
        reader = csv.DictReader(io.StringIO(text))
        for row in reader:
            yield reader.line_num, {(name or "").strip().lower(): (value or "") for name, value in row.items() if name}
        return
    collection = json.loads(text)
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise ValueError("a GeoJSON file of places holds a FeatureCollection")  # noqa: TRY004  one error for the file
    for at, feature in enumerate(cast("Iterable[Any]", features), 1):
        fields = {str(k).lower(): v for k, v in ((feature or {}).get("properties") or {}).items()}
        points = list(_points(((feature or {}).get("geometry") or {}).get("coordinates")))
        if points and not fields.get("lat"):
            fields["lon"] = sum(x for x, _ in points) / len(points)
            fields["lat"] = sum(y for _, y in points) / len(points)
        yield at, fields


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    """Every point of a geometry: their mean stands for it, which is near enough to tell two namesakes apart."""
    pending = [coordinates]
    while pending:
        one = pending.pop()
        if isinstance(one, list) and len(one) >= 2 and all(isinstance(c, int | float) for c in one[:2]):
            yield float(one[0]), float(one[1])
        elif isinstance(one, list):
            pending.extend(one)


def _place(fields: Mapping[str, Any]) -> tuple[Entry, list[str]]:
    level = _level(fields)
    depth = {"country": 0, "admin1": 1, "admin2": 2, "place": 3}[level]
    names = [str(v) for v in _values(fields, ("name", f"adm{depth}_en", f"admin{depth}name_en", f"admin{depth}name"))]
    if not names:
        raise ValueError("a place needs a name (column name, or ADM1_EN and the like)")
    code = next(iter(_values(fields, ("pcode", f"adm{depth}_pcode", f"admin{depth}pcode", "id"))), names[0])
    also = [one.strip() for value in _values(fields, ("also", "aliases")) for one in re.split(r"[|;]", str(value))]
    also += [str(v) for k, v in fields.items() if re.fullmatch(rf"adm{depth}_[a-z]{{2}}", k) and v]
    admin1 = _first(fields, ("admin1", "adm1_en", "admin1name_en", "admin1name"))
    entry = Entry(
        id=str(code),
        name=names[0],
        level=level,
        lat=_degrees(fields, ("lat", "latitude", "y"), 90),
        lon=_degrees(fields, ("lon", "lng", "long", "longitude", "x"), 180),
        country=_country(_first(fields, ("country", "iso3", "adm0_pcode", "adm0_en"))),
        admin1=names[0] if level == "admin1" else admin1,
        admin2=names[0] if level == "admin2" else _first(fields, ("admin2", "adm2_en", "admin2name_en", "admin2name")),
        population=int(float(_first(fields, ("population", "pop")) or 0)),
    )
    return entry, [*names, *filter(None, also)]


def _level(fields: Mapping[str, Any]) -> Level:
    given = _first(fields, ("level", "admin_level"))
    if given is None:
        deepest = next((n for n in (4, 3, 2, 1) if fields.get(f"adm{n}_en") or fields.get(f"adm{n}_pcode")), 0)
        given = str(deepest) if deepest else ""
    if given.strip().lower() not in _LEVEL:
        raise ValueError(f"level {given!r} is none of place, admin2, admin1, country")
    return _LEVEL[given.strip().lower()]


def _values(fields: Mapping[str, Any], names: Iterable[str]) -> list[Any]:
    return [fields[name] for name in names if fields.get(name) not in (None, "")]


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> str | None:
    found = _values(fields, names)
    return str(found[0]).strip() if found else None


def _degrees(fields: Mapping[str, Any], names: Iterable[str], limit: int) -> float | None:
    text = _first(fields, names)
    if text is None:
        return None
    value = float(text)
    if not -limit <= value <= limit:
        raise ValueError(f"{text} degrees is outside of -{limit} to {limit}")
    return value


def _country(text: str | None) -> str | None:
    """ISO 3166-1 alpha-3 of a code or name."""
    if not text:
        return None
    try:
        return str(pycountry.countries.lookup(text).alpha_3)
    except LookupError:
        raise ValueError(f"country {text!r} is no ISO 3166-1 code or name") from None
