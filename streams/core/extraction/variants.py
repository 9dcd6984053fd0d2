"""Variants: a form of the tables that is written once with its endings, as "погиб(|ла|ли)" or "(a|ont) été tué(|s|e|es)"."""

import re
from collections.abc import Iterable

_PIECES = re.compile(r"[()|]|[^()|]+")
_MOST = 500
"""Variants of one form: more is a slip of the pen."""


def variants(form: str) -> tuple[str, ...]:
    """Each form that a written one stands for; itself where it has no brackets. Raises ValueError on a bracket left open."""
    if "(" not in form and ")" not in form:
        return (form,)
    here = [""]
    outside: list[
        tuple[list[str], list[str]]
    ] = []  # of each bracket that is open: what stands before it, its choices so far
    for piece in _PIECES.findall(form):
        if piece == "(":
            outside.append((here, []))
            here = [""]
        elif piece == "|" and outside:
            outside[-1][1].extend(here)
            here = [""]
        elif piece == ")":
            if not outside:
                raise _unpaired(form)
            before, choices = outside.pop()
            here = _different((one + ending for one in before for ending in (*choices, *here)), form)
        else:
            here = [one + piece for one in here]
    if outside:
        raise _unpaired(form)
    return tuple(here)


def _different(found: Iterable[str], form: str) -> list[str]:
    """Each of the forms once."""
    different: dict[str, None] = {}
    for one in found:
        different[one] = None
        if len(different) > _MOST:
            raise ValueError(f"{form!r} stands for more than {_MOST} forms")
    return list(different)


def _unpaired(form: str) -> ValueError:
    return ValueError(f"{form!r} has a bracket without its other half")
