"""Links: which words of an item mean one and the same route.

Within a sentence, appositions are joined ("the M5, the highway between Damascus and Aleppo") and lists grouped ("the M4
and the M5"). Across the item, what only points ("the highway", "both roads", "the crossing itself") is led back to a
route that is named before it, or, from a title, after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.routes.ground import Ground
from streams.core.extraction.routes.grouping import grouped, joined
from streams.core.extraction.routes.lists import Heading
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.names import mentions
from streams.core.extraction.routes.naming import Named, Names
from streams.core.facts import RouteKind

_FAR = 8
"""How many sentences back a pointer reaches."""

_NEAR = 4
"""Within how many sentences a route with a name of its own is meant rather than "the road to X"."""


@dataclass(frozen=True, eq=False)
class Group:
    """Mentions of one sentence that share what is said of them; ``first`` and ``last`` are tokens, inclusive."""

    sentence: Sentence
    first: int
    last: int
    routes: tuple[Named, ...]
    pointing: bool = False


class Look(NamedTuple):
    """How a sentence is to be looked at.

    ``named``: it may name a route; ``stated``: a state may be told in it or soon behind it, so that a town's own route may be
    meant; ``heading``: what it stands under; ``spoken``: the kind that is spoken of around it.
    """

    named: bool
    stated: bool
    heading: Heading | None
    spoken: RouteKind | None


def linked(reading: Reading, looks: Sequence[Look], ground: Ground) -> dict[int, list[Group]]:
    """The groups of each sentence, by its position in the reading; pointers without a route are left out."""
    chosen = reading.sentences
    found = [
        grouped(sentence, joined(sentence, mentions(sentence, ground, look.heading, look.spoken))) if look.named else []
        for sentence, look in zip(chosen, looks, strict=True)
    ]
    cases = bool(reading.lexicon.words("route.fronted"))
    register = Names(ground.table, frozenset(reading.lexicon.words("route.apart")), cases=cases)
    for groups in found:
        for group in groups:
            for mention in group:
                register.see(mention)
    register.lead_back(found, chosen)
    register.shorten(found, chosen)
    register.headline(found, chosen)
    linked_groups: dict[int, list[Group]] = {}
    history: list[tuple[int, Named]] = []
    for at, groups in enumerate(found):
        here: list[Group] = []
        for group in groups:
            ahead = found if chosen[at].field == "title" else found[: at + 3]
            anchors = looks[at].stated
            here_first = anchors and chosen[at].field == "text"
            routes = (
                (_anchored(register, group, ground, chosen[at], here=True) if here_first else [])
                or _routes(register, group, history, at, ahead)
                or (_anchored(register, group, ground, chosen[at]) if anchors else [])
            )
            if not routes:
                reading.leave("route", chosen[at], group[0].first, group[-1].last, "points to no route that is named")
                continue
            history.extend((at, route) for route in routes)
            pointing = all(mention.name is None for mention in group)
            here.append(Group(chosen[at], group[0].first, group[-1].last, tuple(routes), pointing))
        if here:
            linked_groups[at] = here
    return linked_groups


def _routes(
    register: Names,
    group: Sequence[Mention],
    history: Sequence[tuple[int, Named]],
    at: int,
    ahead: Sequence[Sequence[Sequence[Mention]]],
) -> list[Named]:
    """The routes that a group's mentions mean; ``ahead`` are the mentions of the item as far as a pointer may look."""
    routes: list[Named] = []
    for mention in group:
        named = register.of.get(id(mention))
        if named is not None and mention.pointing:
            pointed = _before(mention, history, at, register.apart)
            if pointed and pointed[0] is not named:
                register.merge(pointed[0], named)
                named = pointed[0]
        if named is not None:
            routes.append(named)
            continue
        pointed = (
            _before(mention, history, at, register.apart)
            or _after(mention, register, ahead, at)
            or _only(mention, history)
        )
        if pointed:
            for route in pointed:
                if len(pointed) == 1 and mention.described:
                    route.forms.extend(form for form in mention.forms if form not in route.forms and mention.name)
            routes.extend(pointed)
        elif mention.name is not None and (mention.telling or mention.ends is not None):
            fresh = Named(mention.kind, list(mention.forms), described=True)
            register.of[id(mention)] = fresh
            routes.append(fresh)
    return list(dict.fromkeys(routes))


def _anchored(
    register: Names, group: Sequence[Mention], ground: Ground, sentence: Sentence, *, here: bool = False
) -> list[Named]:
    """The routes of a town that a group points to without naming them: "the airport"; ``here``: "at Ravenna the port"."""
    found = [(mention, ground.anchored(mention, sentence, here=here)) for mention in group]
    routes: list[Named] = []
    for mention, route in found:
        if route is not None:
            known = register.known(route)
            register.of[id(mention)] = known
            routes.append(known)
    return list(dict.fromkeys(routes))


def _before(mention: Mention, history: Sequence[tuple[int, Named]], at: int, apart: frozenset[str]) -> list[Named]:
    """The last routes of the mention's kind, as many as it points to; "the road" means no tunnel if there is a road."""
    if mention.telling and mention.name is not None:
        return []
    for own in (True, False) if apart else (False,):
        if found := _last(mention, [one for one in history if not own or _alike(mention, one[1].root(), apart)], at):
            return found
    return []


def _alike(mention: Mention, route: Named, apart: frozenset[str]) -> bool:
    """Whether a pointer and a route are told by like words: both a tunnel, or neither."""
    words = {form.split()[-1].lower() for form in route.forms if form}
    own = {form.split()[-1].lower() for form in mention.forms if form}
    return bool(words & apart) == bool(own & apart)


def _last(mention: Mention, history: Sequence[tuple[int, Named]], at: int) -> list[Named]:
    """The last routes of the mention's kind, those first that are told by more than where they lead."""
    wanted: list[Named] = []
    for firm in (True, False):
        for when, one in reversed(history):
            route = one.root()
            if at - when > (_NEAR if firm else _FAR):
                break
            if _means(mention.kind, route.kind) and route not in wanted and not (firm and route.passing):
                wanted.append(route)
                if len(wanted) == mention.count:
                    return wanted[::-1]
        wanted = []
    return []


def _only(mention: Mention, history: Sequence[tuple[int, Named]]) -> list[Named]:
    """The only route of a kind that an item has named so far, however far back: "the bridge has been closed since that hour"."""
    named = list(dict.fromkeys(route.root() for _, route in history if _means(mention.kind, route.root().kind)))
    plain = mention.last - mention.first == 1 and mention.count == 1 and not mention.telling
    alone = len(named) == 1 and plain and mention.kind != "road"
    return named if alone else []


def _means(kind: RouteKind, other: RouteKind) -> bool:
    """Whether "the crossing" may mean a bridge."""
    return kind == other or (kind == "crossing" and other == "bridge")


def _after(mention: Mention, register: Names, found: Sequence[Sequence[Sequence[Mention]]], at: int) -> list[Named]:
    wanted: list[Named] = []
    for groups in found[at + 1 :]:
        for group in groups:
            for other in group:
                route = register.of.get(id(other))
                if route is not None and route.kind == mention.kind and route not in wanted:
                    wanted.append(route)
                    if len(wanted) == mention.count:
                        return wanted
    return []
