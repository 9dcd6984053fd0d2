"""The one tree of errors. Each message tells an operator what happened and what to do about it."""

from dataclasses import dataclass


class TocsinError(Exception):
    """Something that an operator can mend; the command ends with ``exit_code``."""

    exit_code = 1


class Misuse(TocsinError):
    """The command or its settings were used wrongly."""

    exit_code = 2


class Outside(TocsinError):
    """Something outside of tocsin failed: a broker, the network, a file."""

    exit_code = 3


class BadItem(TocsinError):
    """A line or message is not an Item. It goes to the dead letters with this reason."""


class BadMessage(TocsinError):
    """A message on a topic is not of the shape that the topic carries. It goes to the dead letters."""


class Misfit(ValueError):
    """Values that are each right but do not go together: for each, the way to it from the model, and a sentence.

    Raised in validators of what operators write, so that each problem is shown at its own line.
    """

    def __init__(self, *found: tuple[tuple[str | int, ...], str]) -> None:
        self.found = found
        super().__init__("; ".join(sentence for _, sentence in found))


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a file. ``line`` and ``column`` count from 1; 0 where the file has no such place."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class BadFiles(TocsinError):
    """Rule, subscription or table files that cannot be used, with every problem found in them at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
