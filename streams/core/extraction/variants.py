"""Variants: a form of the tables that is written once with its endings, as "погиб(|ла|ли)" or "(a|ont) été tué(|s|e|es)"."""

import re

_CHOICE = re.compile(r"\(([^()]*)\)")
_MOST = 500
"""Variants of one form: more is a slip of the pen."""


def variants(form: str) -> tuple[str, ...]:
    """Each form that a written one stands for; itself where it has no brackets. Raises ValueError on a bracket left open."""
    found = {form: None}
    while any(map(_CHOICE.search, found)):
        found = {one: None for written in found for one in _spread(written)}
    if len(found) > _MOST:
        raise ValueError(f"{form!r} stands for more than {_MOST} forms")
    if any("(" in one or ")" in one for one in found):
        raise ValueError(f"{form!r} has a bracket without its other half")
    return tuple(found)


def _spread(form: str) -> tuple[str, ...]:
    """The form with each of the choices of its first inner bracket. What comes out twice is spread once: it may have others."""
    choice = _CHOICE.search(form)
    if choice is None:
        return (form,)
    before, behind = form[: choice.start()], form[choice.end() :]
    return tuple([before + ending + behind for ending in choice[1].split("|")])
