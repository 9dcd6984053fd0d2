"""Stretches: where on a route a state holds, so that what is clear at one place opens nothing that is closed at another."""

from collections.abc import Sequence

from streams.core.extraction.routes.propernames import name_end
from streams.core.extraction.routes.statements import Said
from streams.core.routewords import GENERIC

_NEAR = 8
"""Within how many tokens behind a state its place stands: "closed to all traffic at Dwambazi"."""
_ENDS = 2


def closed_elsewhere(last: Said, earlier: Sequence[Said]) -> Said | None:
    """The closure at another stretch of the route, told before, that ``last`` says nothing of; None: there is none."""
    here = stretch_of(last)
    if last.state == "severed" or not here:
        return None
    for one in reversed(earlier):
        there = stretch_of(one)
        if one.state == "severed":
            return one if there and _apart(there, here) else None
        if one.state == "open" and not there:
            return None  # "... and has reopened since": all of it
    return None


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two stretches are not the same: "between Rabak and Kosti" and "between Kosti and Dilling"."""
    return one.isdisjoint(other) or (one != other and len(one) == len(other) == _ENDS)


def stretch_of(said: Said) -> frozenset[str]:
    """The names that tell where a state holds, in small letters; empty where nothing does.

    They stand behind the state ("closed at Kadugli"), at the head of the sentence, or beside a road's number.
    """
    sentence, group = said.group.sentence, said.group
    for at, link in sentence.find("route.of", start=said.last + 1, end=said.last + _NEAR):
        own = link.value != "of" and not sentence.has("route.break", "route.and", start=said.last + 1, end=at)
        if own and (named := _named(said, link.end, name_end(sentence, link.end))):
            return named
    opening = sentence.mark(0, "route.of")
    if (
        opening is not None
        and opening.value != "of"
        and (named := _named(said, opening.end, name_end(sentence, opening.end)))
    ):
        return named
    return frozenset() if group.pointing else _named(said, group.first, group.last + 1)


def _named(said: Said, begin: int, end: int) -> frozenset[str]:
    """The names among some tokens, without those that the route itself is called by."""
    sentence = said.group.sentence
    own = {word for route in said.group.routes for word in route.root().forms[0].lower().replace("-", " ").split()}
    return frozenset(
        token.lower
        for at, token in enumerate(sentence.tokens[begin:end], begin)
        if token.capital
        and token.shape == "word"
        and not any(word.startswith(token.lower) for word in own)  # "RNT 18" is the RNT18
        and token.lower not in GENERIC
        and not sentence.match(at, "calendar.month", "calendar.weekday", "route.definite")  # "La RN18"
    )
