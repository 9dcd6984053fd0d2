"""A mention: where a sentence names a place, and in what part."""

from dataclasses import dataclass

from streams.core.extraction.places.surroundings import (
    Role,
    Stated,
)
from streams.core.extraction.reading import Field
from streams.core.places.gazetteer import Entry


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``first`` to ``last`` (inclusive) of a sentence name a place, ``name`` by its dictionary form if one is known.

    ``stated`` is the level that the words around it state, ``entries`` what the gazetteer knows under the name (none: a
    name that only its cue shows), ``group`` the token with which its list ("Maradi and Zinder") begins.
    """

    field: Field
    sentence: int
    first: int
    last: int
    name: str
    role: Role
    stated: Stated | None
    entries: tuple[Entry, ...]
    cued: bool
    group: int
