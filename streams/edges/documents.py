"""Documents: the plain data of a YAML file, and where each part of it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from streams.core.errors import Problem

_LONGEST = 400
"""Characters of a problem's sentence: what it quotes may be of any length."""

Trail = tuple[str | int, ...]
"""The way to a part of a file: names of fields and positions in lists, from 0."""

Spot = tuple[int, int]
"""Line and column in characters, both from 1."""


@dataclass(frozen=True)
class Document:
    """One file as data, which nobody changes.

    ``keys`` and ``values`` say where each part stands. ``problems`` is empty where nothing was refused; ``refused``
    are the parts that were, for which ``data`` holds None. ``data`` is None where the text is no YAML.
    """

    file: str
    data: Any = None
    keys: Mapping[Trail, Spot] = field(default_factory=dict)
    values: Mapping[Trail, Spot] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    refused: frozenset[Trail] = frozenset()

    def problem(self, trail: Trail, message: str, *, at_key: bool = False) -> Problem:
        """A problem at the part that ``trail`` leads to, or at the nearest part around it that is in the file."""
        line, column = self.spot(trail, at_key=at_key)
        return Problem(self.file, line, column, cut(message))

    def spot(self, trail: Trail, *, at_key: bool = False) -> Spot:
        """Where a part stands: its value, or its name with ``at_key``; a part that is missing, where it should be."""
        if at_key and trail in self.keys:
            return self.keys[trail]
        if trail in self.values:
            return self.values[trail]
        for length in range(len(trail) - 1, 0, -1):
            around = trail[:length]
            if around in self.values:
                entry = isinstance(trail[length], int)
                return self.values[around] if entry else self.keys.get(around, self.values[around])
        return self.values.get((), (1, 1))

    def is_refused(self, trail: Trail) -> bool:
        """Whether the part, or one around it, was refused already, so that nothing more need be said of it."""
        return any(trail[:length] in self.refused for length in range(len(trail) + 1))


def unread(file: str, line: int, column: int, message: str) -> Document:
    """A document of a file that could not be read at all."""
    return Document(file, problems=(Problem(file, line, column, message),), refused=frozenset({()}))


def cut(message: str) -> str:
    """A problem's sentence, which may quote what is of any length, without its middle where it is too long."""
    return message if len(message) <= _LONGEST else f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
