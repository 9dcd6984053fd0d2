"""Cases of a test: the same test with other values, each put where its name stands as ``${name}``.

A text that itself holds such a name is written with two dollar signs: ``$${name}``.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import WithJsonSchema

PLACEHOLDER = {"type": "string", "pattern": r"\$\{[A-Za-z_]\w*\}"}
"""The schema of a name that stands for a case's value."""

_NAME = re.compile(r"(?P<written>\$\$\{)|\$\{(?P<name>[A-Za-z_]\w*)\}")


def or_placeholder(schema: Mapping[str, Any]) -> WithJsonSchema:
    """The schema of a value for which the cases of a test may stand in, as ``${name}``."""
    return WithJsonSchema({"anyOf": [dict(schema), PLACEHOLDER]})


def substituted(value: Any, case: Mapping[str, Any]) -> Any:
    """The value with each ``${name}`` replaced; a text that is nothing but one name becomes the case's own value.

    Names that the case does not have stay as they are.
    """
    if isinstance(value, str):
        whole = _NAME.fullmatch(value)
        if whole is not None and whole["name"]:
            return case.get(whole["name"], value)
        return _NAME.sub(lambda found: "${" if found["written"] else str(case.get(found["name"], found[0])), value)
    if isinstance(value, list):
        return [substituted(one, case) for one in value]
    if isinstance(value, dict):
        return {name: substituted(one, case) for name, one in value.items()}
    return value


def names(value: Any, trail: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each ``${name}`` in the value: the way to the text that holds it, and the name."""
    if isinstance(value, str):
        yield from ((trail, found["name"]) for found in _NAME.finditer(value) if found["name"])
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from names(one, (*trail, at))
    elif isinstance(value, dict):
        for field, one in value.items():
            yield from names(one, (*trail, field))


def as_written(text: str) -> str:
    """How a text is written so that nothing in it is taken for a name."""
    return text.replace("${", "$${")


def case_words(case: Mapping[str, Any]) -> str:
    """The case in words: ``toll=60, level=50``."""
    return ", ".join(f"{name}={value}" for name, value in case.items())
