"""Questions: what a command wants to know, from its options, else from whoever sits at the terminal, else not at all."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from streams.core.errors import Misuse
from streams.edges.sentences import nearest

Right = Callable[[str], str]
"""Gives an answer as it is meant, or raises ValueError with what is wrong in it and what to write."""


def one_of(choices: Sequence[str]) -> Right:
    """An answer that is one of these."""

    def right(said: str) -> str:
        if said not in choices:
            raise ValueError(f"{said}{nearest(said, choices)}: write one or several of {', '.join(choices)}")
        return said

    return right


class Questions:
    """Asks by the name of an option. ``given`` is what the options say; with ``asking`` the terminal is asked for the rest.

    What is needed and not known raises Misuse.
    """

    def __init__(self, given: dict[str, Any], *, asking: bool) -> None:
        self._given = given
        self._asking = asking

    def given(self, name: str) -> Any:
        """What an option says, or nothing."""
        return self._given[name]

    def text(self, question: str, option: str, right: Right) -> str:
        if not self._asking:
            raise Misuse(f"{option} is missing")
        return str(click.prompt(question, value_proc=_asked_again(right)))

    def one(self, name: str, question: str, choices: dict[str, str], default: str | None = None) -> str:
        if self._given[name] or len(choices) == 1:
            return str(self._given[name] or next(iter(choices)))
        if not self._asking:
            if default is None:
                raise Misuse(f"{_option(name)} is missing; it is one of {', '.join(choices)}")
            return default
        for choice, meaning in choices.items():
            if meaning:
                click.echo(f"  {choice:<11} {meaning}")
        return str(click.prompt(question, type=click.Choice(list(choices)), default=default))

    def several(self, name: str, question: str, choices: Sequence[str]) -> tuple[str, ...]:
        right = one_of(choices) if choices else _as_it_is
        if self._given[name]:
            try:
                return tuple(map(right, self._given[name]))
            except ValueError as error:
                raise Misuse(str(error)) from None
        listed = f" ({', '.join(choices)})" if choices else " (several: with commas)"
        return _split(self.text(f"{question}{listed}", _option(name), _each(right)))

    def optional(self, name: str, question: str, right: Right | None = None, *, split: bool = True) -> tuple[str, ...]:
        if self._given[name] or not self._asking:
            return tuple(self._given[name] or ())
        again = _asked_again(_each(right) if right is not None else _as_it_is)
        said = str(click.prompt(question, default="", show_default=False, value_proc=again)).strip()
        return _split(said) if split else (said,) if said else ()

    def number(self, name: str, question: str, default: int = 10) -> int:
        if self._given[name]:
            return int(self._given[name])
        return int(click.prompt(question, type=click.IntRange(min=1), default=default)) if self._asking else default


def _option(name: str) -> str:
    return f"--{name.rstrip('s').replace('_', '-')}"


def _as_it_is(said: str) -> str:
    return said


def _each(right: Right) -> Right:
    def every(said: str) -> str:
        return ", ".join(right(one) for one in _split(said))

    return every


def _asked_again(right: Right) -> Right:
    """``right`` as click wants it: a question whose answer is wrong is asked once more, and the answers before are kept."""

    def again(said: str) -> str:
        try:
            return right(said.strip())
        except (ValueError, Misuse) as error:
            raise click.UsageError(str(error)) from None

    return again


def _split(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(",") if part.strip())
