"""Variants: a form of the tables that is written once with its endings, as "погиб(|ла|ли)" or "(a|ont) été tué(|s|e|es)"."""

import re
from collections.abc import Iterator

_CHOICE = re.compile(r"\(([^()]*)\)")
_MOST = 500
"""Variants of one form: more is a slip of the pen."""


def variants(form: str) -> tuple[str, ...]:
    """Each form that a written one stands for; itself where it has no brackets. Raises ValueError on a bracket left open."""
    found: dict[str, None] = {}
    for one in _spread(form):
        if "(" in one or ")" in one:
            raise ValueError(f"{form!r} has a bracket without its other half")
        found[one] = None
        if len(found) > _MOST:
            raise ValueError(f"{form!r} stands for more than {_MOST} forms")
    return tuple(found)


def _spread(form: str) -> Iterator[str]:
    """The form with each of the choices of its first inner bracket, and so on."""
    choice = _CHOICE.search(form)
    if choice is None:
        yield form
        return
    for ending in choice[1].split("|"):
        yield from _spread(form[: choice.start()] + ending + form[choice.end() :])
