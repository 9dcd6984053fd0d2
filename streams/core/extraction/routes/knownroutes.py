"""Known routes: names of the operator's table, those listed with one, and the roads that a junction of the table joins.

A name of the table needs no word of kind: "Bab al-Hawa reopened".
"""

from collections.abc import Iterator

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.ground import Ground
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.propernames import name_end, name_start
from streams.core.extraction.routes.towns import states_town
from streams.core.routes import RouteTable


def known_route(sentence: Sentence, at: int, table: RouteTable) -> Mention | None:
    """A name of the operator's table that stands without a word of kind."""
    known = table.spot(sentence.lower, at) if sentence.tokens[at].capital else None
    opens = (
        at == 0
        or sentence.tokens[at - 1].shape == "mark"
        or sentence.match(at - 1, "route.and_then", "route.joins", "grammar.conjunction") > 0
    )
    if known is None and sentence.tokens[at].capital and opens:
        known = table.spot(sentence.lower, at, towns=True)  # "Rafah reopened", and not "people fled Rafah"
        known = known if known and states_town(sentence, known[1]) else None
    if known is None and sentence.tokens[at].capital:
        known = table.spot(sentence.lower, at, towns=True)  # "Zambia closed Kasumbalesa", and not its schools
        known = known if known and known[0].kind == "crossing" and _closed_town(sentence, at, known[1]) else None
    if known is None:
        return None
    entry, end = known
    dashed = end < len(sentence.lower) and sentence.lower[end] == "-"
    if dashed or sentence.mark(end, "route.head", "route.heads"):
        return None
    own = sentence.words(at, end)
    tokens = sentence.tokens
    if at > 1 and tokens[at - 1].word == "-" and tokens[at - 2].capital and tokens[at - 2].end == tokens[at - 1].start:
        return Mention(at - 2, end - 1, entry.kind, own, (own, sentence.words(at - 2, end)))  # "Aranyaprathet-Poipet"
    if entry.kind == "road" and end < len(sentence.tokens):
        part = end + sentence.match(end, "route.side")
        if part > end:  # "Panamericana Norte"
            return Mention(at, part - 1, entry.kind, sentence.words(at, part), (sentence.words(at, part), own))
    return Mention(at, end - 1, entry.kind, own, (own,))


def _closed_town(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a town is what somebody closed or reopened, or whose closure is told, and no thing in that town."""
    verb = any(mark.end == at for _, mark in sentence.find("route.closes_town", start=max(0, at - _VERB), end=at))
    behind = (
        end >= len(sentence.tokens)
        or sentence.tokens[end].shape == "mark"
        or sentence.match(end, "grammar.preposition", "route.passing_adverb", "route.and_then", "grammar.conjunction")
        > 0
        or sentence.match(end, "calendar.weekday", "route.still", "route.lifts", "route.be") > 0
    )
    return verb and behind


_VERB = 4
"""Tokens of what is done to a town, at most."""


def beside_known(sentence: Sentence, found: Mention, ground: Ground) -> Iterator[Mention]:
    """``Torkham and Chaman``: names listed with one that the table knows are of its kind."""
    step = found.last + 1
    while joint := sentence.match(step, "route.and"):
        if not step + joint < len(sentence.tokens) or not sentence.tokens[step + joint].capital:
            return
        end = name_end(sentence, step + joint)
        own = sentence.words(step + joint, end)
        if end <= step + joint or sentence.mark(end, "route.head", "route.heads") or ground.country(own):
            return
        known = ground.table.spot(sentence.lower, step + joint, towns=True) or ground.table.spot(
            sentence.lower, step + joint
        )
        if not known and not sentence.match(end, "route.and", *_PREDICATES):
            return
        yield Mention(step + joint, end - 1, found.kind, f"{own} {found.kind}", (f"{own} {found.kind}", own))
        step = end


_PREDICATES = (
    "route.be",
    "grammar.have",
    "route.is",
    "route.goes",
    "route.both",
    "route.still",
    "route.passing_adverb",
)


def joined_roads(sentence: Sentence, at: int, table: RouteTable, *, floor: int, shouted: bool) -> Iterator[Mention]:
    """The roads that a known junction joins: who loses it loses them. One that is not known is a road of its own."""
    left = name_start(sentence, at, floor=floor, shouted=shouted)
    if left == at or not sentence.tokens[at - 1].capital:
        return
    own = sentence.words(left, at + 1)
    junction = table.junction(own)
    if junction is None:
        yield Mention(left, at, "road", own, (own,))
        return
    for road in junction.joins:
        yield Mention(left, at, "road", road, (road,), numbered=True)
