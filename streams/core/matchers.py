"""Matchers: which incidents are meant, in Alertmanager's way of writing: ``rule=route-severed``, ``label=~"M5.*"``.

Operators are ``=`` and ``!=`` for words, compared without case, diacritics and punctuation, and ``=~`` and ``!~`` for
regular expressions, run by RE2 in linear time over the whole value. All matchers of a list must hold.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal

import re2
from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from streams.core.alerts import AlertEvent
from streams.core.facts import Frozen
from streams.core.grouping import label
from streams.core.spelling import plain

Operator = Literal["=", "!=", "=~", "!~"]
Subject = Mapping[str, tuple[str, ...]]
"""What can be asked of an event: values by name; a name that it lacks has none."""

LONGEST = 300
"""Characters of a matcher's value, at most."""

_WRITTEN = re.compile(r"\s*([a-z][a-z0-9_]{0,39})\s*(=~|!~|!=|=)\s*(.*?)\s*\Z", re.DOTALL)
_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.case_sensitive = False


class Matcher(Frozen):
    """One condition on an event. Made of text by ``read_matcher``."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    operator: Operator
    value: str = Field(min_length=1, max_length=LONGEST)

    @model_validator(mode="after")
    def _compiles(self) -> "Matcher":
        if self.operator in ("=~", "!~"):
            _pattern(self.value)
        elif not plain(self.value):
            raise ValueError(f"{self.value!r} has no letter or digit to compare")
        return self

    @property
    def affirms(self) -> bool:
        """Whether it says what must be there, not only what must not."""
        return self.operator in ("=", "=~")

    def __str__(self) -> str:
        return f'{self.name}{self.operator}"{self.value}"'

    def holds(self, subject: Subject) -> bool:
        """Whether some value of that name fits, or for the negative operators none."""
        values = subject.get(self.name, ())
        if self.operator in ("=", "!="):
            found = plain(self.value) in map(plain, values)
        else:
            found = any(_pattern(self.value).fullmatch(value) is not None for value in values)
        return found == self.affirms


def read_matcher(text: str) -> Matcher:
    """Read ``NAME=VALUE``, ``NAME!=VALUE``, ``NAME=~PATTERN`` or ``NAME!~PATTERN``; the value may stand in quotes.

    Raises ValueError with what would be right.
    """
    written = _WRITTEN.match(text)
    if written is None:
        raise ValueError(
            f"{text!r} is not a matcher; write a name, one of = != =~ !~, and a value, as in rule=route-severed"
        )
    name, operator, value = written.groups()
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    if not 0 < len(value) <= LONGEST:
        raise ValueError(f"{text[:60]!r}: a value has 1 to {LONGEST} characters")
    return Matcher.model_validate({"name": name, "operator": operator, "value": value})


def _read(value: Any) -> Any:
    return read_matcher(value) if isinstance(value, str) else value


WrittenMatcher = Annotated[
    Matcher,
    BeforeValidator(_read),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["rule=route-severed", "severity=~major|critical", "place=Idlib"]}),
]
"""A matcher that is written as one text."""


def subject_of(event: AlertEvent) -> Subject:
    """What matchers can ask of an event. ``place`` are all names of its places, its key's among them.

    ``country`` and ``admin1`` are the key's, else those of all its places.
    """
    found: dict[str, tuple[str, ...]] = {name: (value,) for name, value in event.key.items() if value}
    found |= {
        "rule": (event.rule,),
        "label": (label(event.key),),
        "severity": (event.severity,),
        "incident": (event.incident,),
        "exercise": ("true" if event.exercise else "false",),
    }
    for name in ("country", "admin1"):
        if name not in found and (values := {getattr(place, name) for place in event.places} - {None}):
            found[name] = tuple(sorted(values))
    keyed = [event.key.get(name) for name in ("place", "area", "admin1", "country")]
    named = [
        word
        for place in event.places
        for word in (place.name, place.canonical, place.admin1, place.admin2, place.country)
    ]
    found["place"] = tuple(dict.fromkeys(word for word in (*keyed, *named) if word))
    return found


def all_hold(matchers: Iterable[Matcher], event: AlertEvent) -> bool:
    """Whether every matcher holds of an event.

    A drill is met only by matchers that ask for ``exercise``, and those mean nothing else by it.
    """
    subject = subject_of(event)
    asked = tuple(matchers)
    if event.exercise and not any(one.name == "exercise" for one in asked):
        return False
    return all(one.holds(subject) for one in asked)


@lru_cache(maxsize=4096)
def _pattern(text: str) -> Any:
    try:
        return re2.compile(text, _OPTIONS)
    except re2.error as error:
        said = error.args[0] if error.args else ""
        told = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise ValueError(f"{text!r} is no pattern of RE2: {told}") from None
