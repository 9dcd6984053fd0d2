"""How values that may be written in more than one way are told apart, so that a mistake is judged as what it was meant for."""

from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

Whole = Annotated[int, Field(strict=True)]
"""A whole number, written without quotes."""

Truth = Annotated[bool, Field(strict=True)]
"""true or false, written without quotes."""


def shape(value: Any) -> str:
    """``list``, ``mapping`` or ``text``: which member of a union a value was meant for."""
    if isinstance(value, list | tuple):
        return "list"
    return "text" if value is None or isinstance(value, str | int | float) else "mapping"


def listed(value: Any) -> Any:
    """A word stands for a list of itself alone; lists, and what is neither, stay as they are."""
    return (value,) if value is not None and shape(value) == "text" else value


class OneOrMore:
    """A word stands for a list of itself alone; both are told to editors."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        several = handler(schema)
        return {"anyOf": [several.get("items", {}), several]}
