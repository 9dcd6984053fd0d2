"""Links: which words of an item mean one and the same route.

Within a sentence, appositions are joined ("the M5, the highway between Damascus and Aleppo") and lists grouped ("the M4
and the M5"). Across the item, what only points ("the highway", "both roads", "the crossing itself") is led back to a
route that is named before it, or, from a title, after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.routes.ground import Ground
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
        _grouped(sentence, _joined(sentence, mentions(sentence, ground, look.heading, look.spoken)))
        if look.named
        else []
        for sentence, look in zip(chosen, looks, strict=True)
    ]
    register = Names(ground.table, frozenset(reading.lexicon.words("route.apart")))
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


def _joined(sentence: Sentence, found: Sequence[Mention]) -> list[Mention]:
    """The mentions, with appositions made one: ``the A-B highway, known as the M5``."""
    joined: list[Mention] = []
    for position, mention in enumerate(found):
        before = joined[-1] if joined else None
        following = found[position + 1] if position + 1 < len(found) else None
        if before is not None and _same(sentence, before, mention, following):
            name = mention.name if mention.numbered and not before.numbered else before.name
            joined[-1] = replace(
                before,
                last=max(before.last, mention.last),
                name=name or mention.name,
                forms=tuple(dict.fromkeys((*before.forms, *mention.forms))) if mention.name else before.forms,
                ends=before.ends or mention.ends,
                numbered=before.numbered or mention.numbered,
                described=before.described and mention.described,
                alone=before.alone or mention.alone,
                pointing=before.name is None,
            )
        else:
            joined.append(mention)
    return joined


def _aside(sentence: Sentence, other: Mention) -> bool:
    """Whether it stands between two commas with nothing told of it: ", the other main road of the north,"."""
    for at in range(other.last + 1, min(other.last + 7, len(sentence.tokens))):
        if sentence.lower[at] == ",":
            return True
        if sentence.match(at, "route.be", "grammar.have", "route.is", "route.does", "route.goes", "route.and"):
            return False
    return False


def _leading_to(sentence: Sentence, at: int, end: int) -> int:
    """How many tokens say where the road before them leads or lies: "the M5 to Damascus and the M4", "the A2 at Molen and"."""
    step = at + sentence.match(at, "route.to", "route.of")
    if step == at:
        return 0
    stop = step
    while stop < end and (sentence.tokens[stop].capital or sentence.lower[stop] == "-"):
        stop += 1
    return stop - at if stop > step else 0


def _same(sentence: Sentence, one: Mention, other: Mention, following: Mention | None) -> bool:
    if one.kind != other.kind or one.count != 1 or other.count != 1:
        return False
    gap = sentence.lower[one.last + 1 : other.first]
    at = one.last + 1
    if gap and gap[0] in (",", "(", "-"):
        at += 1
    while at < other.first and sentence.match(at, "route.passing_adverb"):
        at += 1
    known = sentence.match(at, "route.known_as") if at < other.first else 0
    if known and at + known >= other.first - 2 and (other.name is not None):
        return True
    if gap == ("(",):
        return other.last + 1 < len(sentence.tokens) and sentence.lower[other.last + 1] == ")"
    if (
        len(gap) == 1
        and gap[0] != ":"
        and sentence.match(at, "route.be")
        and sentence.match(other.first, "route.definite")
    ):
        return other.described or other.passing or other.name is None  # "the N380 remains the only road to the north"
    if gap == (",",) and other.name is None and _aside(sentence, other):
        return True
    if gap not in ((",",), (",", "the"), ("-",)) or (other.name is None and not other.described):
        return False
    ends_here = other.last + 1 >= len(sentence.tokens) or sentence.lower[other.last + 1] in (",", ".", ":", ")", "-")
    listed = (
        following is not None
        and following.first - other.last <= 4
        and sentence.has("route.and", start=other.last + 1, end=following.first)
    )
    determined = sentence.match(other.first, "route.definite") > 0
    return (
        ends_here
        and not listed
        and (
            other.numbered != one.numbered
            or (determined and (other.described or other.ends is not None))
            or (other.ends is not None and other.head < 0 and sentence.lower[other.last + 1 : other.last + 2] == (":",))
        )  # "Halsema Highway, Baguio-Bontoc: passable"
    )


def _grouped(sentence: Sentence, found: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions by lists: only joining words and articles stand between those of one list."""
    groups: list[list[Mention]] = []
    for mention in found:
        before = groups[-1][-1] if groups else None
        if before is not None and before.kind != mention.kind and sentence.lower[before.last + 1] == ",":
            before = None  # "by the flooding of the river Jacui, and the BR-116 is open"
        if before is not None and _list_gap(sentence, before.last + 1, mention.first):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _list_gap(sentence: Sentence, start: int, end: int) -> bool:
    at = start
    joint = end < start  # the roads of one junction
    while at < end:
        step = sentence.match(at, "route.and") or sentence.match(at, "route.definite", "route.both")
        step = step or _leading_to(sentence, at, end)
        if not step:
            return False
        joint = joint or sentence.match(at, "route.and") > 0
        at += step
    return joint
