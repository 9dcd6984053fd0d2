"""What conditions are made of: lists, phrases, ranges, and the single questions that they put."""

from collections.abc import Iterable
from typing import Annotated, Any, NamedTuple, Self, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from streams.core.conditions.words import Words, phrase_of
from streams.core.errors import Misfit
from streams.core.facts import Frozen
from streams.core.shapes import OneOrMore, Whole

T = TypeVar("T")


class Test(NamedTuple):
    """One question of a condition: what it asks for, what there is, and whether that will do.

    Values stay values until somebody wants to read them: rules ask far more often than people do.
    """

    field: str
    asked: Any
    got: Any
    holds: bool


class Part(Frozen):
    """A part of a condition. Fields that are words of Python have another name there, and their own in files."""

    model_config = ConfigDict(serialize_by_alias=True)

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.model_fields_set:
            names = ", ".join(field.alias or name for name, field in type(self).model_fields.items())
            raise ValueError(f"asks for nothing; write at least one of {names}")
        return self


Listed = Annotated[tuple[T, ...], Field(min_length=1), OneOrMore()]
"""One of these, or a list of them."""


def _read_phrase(text: str) -> str:
    phrase_of(text)
    return text


Phrase = Annotated[str, Field(max_length=200), AfterValidator(_read_phrase)]
"""Words, in any case and with or without diacritics; a star at a word's end stands for any ending."""

Name = Annotated[str, Field(min_length=1, max_length=200)]


class Range(Part):
    """Whole numbers from ``min`` to ``max``, both included."""

    min: Annotated[Whole, Field(ge=0)] | None = Field(default=None, description="at least so many, such as 10")
    max: Annotated[Whole, Field(ge=0)] | None = Field(default=None, description="at most so many, such as 500")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.max < self.min:
            raise Misfit((("max",), f"{self.max} is below min, {self.min}; no number is in that range"))
        return self

    def __contains__(self, value: float) -> bool:
        return (self.min is None or value >= self.min) and (self.max is None or value <= self.max)

    def __str__(self) -> str:
        if self.max is None:
            return f"at least {self.min}"
        return f"at most {self.max}" if self.min is None else f"{self.min} to {self.max}"


def named(phrases: Iterable[str], texts: Iterable[str | None]) -> bool:
    """Whether one of the phrases stands in one of the texts."""
    read = [Words(text) for text in texts if text]
    return any(any(words.find(phrase_of(phrase))) for phrase in phrases for words in read)


def shown(value: Any) -> str:
    """A value in words: ``killed or injured``, ``at least 10``, ``none``."""
    if isinstance(value, tuple | list | frozenset):
        return " or ".join(shown(one) for one in value) or "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "none" if value is None or value == "" else str(value)
