"""The schemas that let editors help with the files of a folder of rules."""

import json
from functools import cache
from pathlib import Path

from streams.core.schemas import schema

SCHEMA_FOLDER = Path("schema")
SCHEMA = SCHEMA_FOLDER / "rule.json"
"""Where editors find the language, from a folder of rules."""

_SCHEMA_FILES = {
    "rules": "rule.json", "tests": "tests.json", "sources": "sources.json", "subscriptions": "subscriptions.json", "inhibitions": "inhibitions.json",
}  # fmt: skip

_ABOVE = 3


def schemas_of(folder: Path) -> Path:
    """The folder of schemas by which editors help, of a folder of rules or one above it, from there.

    Written into the folder where there is none.
    """
    here = folder.resolve()
    for above, home in enumerate((here, *here.parents[:_ABOVE])):
        if (home / SCHEMA).is_file():
            return Path(*[".."] * above) / SCHEMA_FOLDER
    write_schemas(folder)
    return SCHEMA_FOLDER


def write_schemas(folder: Path) -> None:
    """Write the schemas of all files of a folder of rules into it, as this version of tocsin has them."""
    (folder / SCHEMA_FOLDER).mkdir(parents=True, exist_ok=True)
    for name, file in _SCHEMA_FILES.items():
        (folder / SCHEMA_FOLDER / file).write_text(_text(name), encoding="utf-8")


@cache
def _text(name: str) -> str:
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
