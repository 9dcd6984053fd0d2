"""YAML files of operators: their bytes as documents, or what is wrong with them."""

import re
from functools import lru_cache
from pathlib import Path

from streams.core.errors import Outside
from streams.edges.documents import Document, Spot, unread
from streams.edges.yamlreading import read_text

MAX_BYTES = 256 * 1024
"""A file's greatest size in bytes."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def read_yaml(path: Path, shown: str | None = None) -> Document:
    """Read one file; ``shown`` is its name in problems (the path as given, by default).

    Raises Outside when the file cannot be read at all. What a file holds is remembered by its name and content: a command
    opens some files several times, and a watched folder is opened again with every change of a rule.
    """
    name = str(path) if shown is None else shown
    return _remembered(read_raw(path, name), name)


def read_raw(path: Path, name: str) -> bytes:
    """The bytes of a file, those beyond the limit left out but for one. Raises Outside when it cannot be read at all."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Outside(
            f"{name}: cannot be read: {error.strerror or error}; check that it is there and readable"
        ) from None


@lru_cache(maxsize=128)
def _remembered(raw: bytes, file: str) -> Document:
    return parse_yaml(raw, file)


def parse_yaml(raw: bytes, file: str) -> Document:
    """Read the bytes of a file. Nothing is raised for any bytes: what is wrong stands in ``problems``."""
    if len(raw) > MAX_BYTES:
        return unread(file, 1, 1, f"the file is over the limit of {MAX_BYTES // 1024} KiB; split it")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line, column = _line_column(before)
        return unread(file, line, column, f"byte {raw[error.start]:#04x} is not UTF-8; save the file as UTF-8")
    if found := _CONTROL.search(text):
        line, column = _line_column(text[: found.start()])
        sign = f"U+{ord(found[0]):04X}"
        return unread(
            file, line, column, f"the character {sign}, which nobody sees, does not belong in a file; delete it"
        )
    return read_text(file, text)


def _line_column(before: str) -> Spot:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
