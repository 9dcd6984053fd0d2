"""Route names: where a sentence names a road, bridge, crossing, port, airport, railway or waterway, and how.

A name is a number (M5, RN 4, Highway 60), a proper name beside a word of kind (Qara Qozak Bridge, port of Mongla), two
ends (the road from A to B, A–B highway), a name from the operator's table (Bab al-Hawa), or, failing these, a plain
"the bridge", which means one named elsewhere. Time is linear in the sentence.
"""

from collections.abc import Iterator
from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.borders import border, ferried
from streams.core.extraction.routes.ground import Ground
from streams.core.extraction.routes.heads import headed
from streams.core.extraction.routes.knownroutes import beside_known, joined_roads, known_route
from streams.core.extraction.routes.lists import Enumeration, Heading, entry, enumerated, enumeration
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.nameparts import hyphenated, is_particle, is_shouted
from streams.core.extraction.routes.numbers import number_end, numbered
from streams.core.extraction.routes.propernames import name_end
from streams.core.extraction.routes.towns import states_town, towns
from streams.core.extraction.routes.waters import navigable, river
from streams.core.extraction.routes.ways import (
    done_at,
    flights_of,
    flights_to,
    line,
    pair,
    the_one,
    two_towns,
    way_between,
)
from streams.core.facts import RouteKind
from streams.core.routewords import GENERIC
from streams.core.spelling import plain

_DECIDING = (
    "route.head",
    "route.heads",
    "route.junction",
    "route.line_of",
    "route.way_of",
    "route.prefix",
    "route.flights",
    "route.done_at",
    "route.flying",
    "route.frontier",
)
"""What may stand in small letters and name a route all the same."""


def mentions(
    sentence: Sentence, ground: Ground, heading: Heading | None = None, spoken: RouteKind | None = None
) -> list[Mention]:
    """Every route that the sentence names or points to, in order, without overlaps.

    ``heading`` is that of its list, ``spoken`` the kind that is spoken of around it.
    """
    found: list[Mention] = []
    shouted = is_shouted(sentence)
    others = {place for place, _ in sentence.find("route.the_one")}
    listed = enumeration(sentence)
    deciding = {place for place, _ in sentence.find(*_DECIDING)}
    alike = {mark.end for _, mark in sentence.find("route.so_does")}
    at = 0
    while at < len(sentence.tokens):
        token = sentence.tokens[at]
        if at in alike and found and (other := _alike(sentence, at, found[-1], ground)):
            found.append(other)
            at = other.last + 1
            continue
        if at in others and found and (other := the_one(sentence, at, found[-1])):
            found.append(other)
            at = other.last + 1
            continue
        if not (at in deciding or token.capital or token.shape == "mixed"):
            at += 1
            continue
        floor = found[-1].last + 1 if found else 0
        own = None if ground.table.spot(sentence.lower, at) else _listed(sentence, at, heading, listed, ground)
        roads = heading is not None and heading.kind == "road" and not heading.word
        here = [own] if own else list(_begin(sentence, at, ground, shouted=shouted, floor=floor, roads=roads))
        if here and found and (_only_led_to(sentence, here[0]) or _stretch_of(sentence, found[-1], here[0])):
            at = here[-1].last + 1  # it is told of the route before
        elif here:
            found.extend(here)
            at = max(here[-1].last + 1, at + 1)
        elif spoken is not None and (here := list(towns(sentence, at, ground, spoken))):
            found.extend(here)
            at = here[-1].last + 1
        else:
            at += 1
    return found


def _only_led_to(sentence: Sentence, mention: Mention) -> bool:
    """Whether a crossing only says where the route named before it leads: "on the A1, towards the Kenyan border"."""
    first = mention.first - (sentence.match(mention.first - 1, "route.definite") > 0)
    return mention.kind == "crossing" and sentence.ending("route.toward", first, _TOWARD)


def _stretch_of(sentence: Sentence, before: Mention, mention: Mention) -> bool:
    """Whether places only say on which part of the route named in the label it is: "Northern line: trains between A and B cancelled"."""
    label = sentence.lower[before.last + 1 : before.last + 2] == (":",) and before.first <= _LABEL
    moving = sentence.match(mention.head if mention.head >= 0 else mention.first, "route.head") == 0
    named = not set(plain(before.name or "").split()) <= GENERIC  # and not "Rail: trains between A and B cancelled"
    return label and moving and named and mention.ends is not None and mention.kind == before.kind


_LABEL = 2
"""Within how many tokens, bullets among them, the name of a label begins."""
_TOWARD = 4
"""How many tokens the words for a direction may have: "in the direction of"."""


def _alike(sentence: Sentence, at: int, before: Mention, ground: Ground) -> Mention | None:
    """As in "the Torkham crossing is shut, and so has Chaman been": a name alone, of the kind of the one before it."""
    if before.kind not in ("crossing", "port", "airport") or ground.table.spot(sentence.lower, at):
        return None
    end = name_end(sentence, at)
    if end <= at or sentence.mark(end, "route.head", "route.heads") or ground.country(sentence.words(at, end)):
        return None
    if end < len(sentence.tokens) and sentence.tokens[end].shape != "mark" and not sentence.match(end, *_BEHIND_ALIKE):
        return None
    own = sentence.words(at, end)
    return Mention(at, end - 1, before.kind, f"{own} {before.kind}", (f"{own} {before.kind}", own))


_BEHIND_ALIKE = ("grammar.preposition", "route.be", "route.passing_adverb", "route.and_then", "route.to_some")


def _listed(
    sentence: Sentence, at: int, heading: Heading | None, listed: Enumeration | None, ground: Ground
) -> Mention | None:
    """A route of a list, by the name that begins at token ``at``."""
    if not sentence.tokens[at].capital:
        return None
    return entry(sentence, at, heading, ground.town) or (enumerated(sentence, at, listed) if listed else None)


def _begin(sentence: Sentence, at: int, ground: Ground, *, shouted: bool, floor: int, roads: bool) -> Iterator[Mention]:
    """The mentions whose deciding token (a number, a word of kind, a known name) is ``at``; ``roads``: in a list of roads."""
    if sentence.tokens[at].shape == "mark":
        return
    stop = number_end(sentence, at)
    head = sentence.mark(stop, "route.head") if stop else None
    if stop and (head is None or head.value != "bridge"):  # "the N380 bridge" is no road
        yield numbered(sentence, at, stop)
        return
    if known := known_route(sentence, at, ground.table):
        yield known
        yield from beside_known(sentence, known, ground)
    elif sentence.match(at, "route.junction"):
        yield from joined_roads(sentence, at, ground.table, floor=floor, shouted=shouted)
    elif lines := list(line(sentence, at)):
        yield from lines
    elif sentence.match(at, "route.line_of") and not sentence.match(at, "route.head"):
        return
    elif flown := list(flights_to(sentence, at)):
        yield from flown
    elif unnamed := (
        border(sentence, at, ground)
        or way_between(sentence, at)
        or pair(sentence, at, ground.towns, listed=roads)
        or river(sentence, at)
        or navigable(sentence, at)
        or done_at(sentence, at)
        or flights_of(sentence, at, ground.town)
    ):
        yield unnamed
    elif port := _port_named(sentence, at, ground):
        yield port
    elif prefixed := _prefixed(sentence, at, ground):
        yield prefixed
    else:
        for one in headed(sentence, at, floor=floor, shouted=shouted):
            yield ferried(sentence, two_towns(sentence, one, ground.town), ground)


def _port_named(sentence: Sentence, at: int, ground: Ground) -> Mention | None:
    """As in "Port Est has reopened": no town's name, at the head of a sentence or with its state right behind it."""
    if not sentence.tokens[at].capital or not sentence.match(at, "route.port_named"):
        return None
    end = name_end(sentence, at + 1)
    own = sentence.words(at, end)
    opens = at == 0 and end < len(sentence.tokens) and sentence.tokens[end].shape == "word"
    if end <= at + 1 or ground.town(own) or sentence.match(at, "route.not_head") or hyphenated(sentence, at):
        return None
    if not opens and not states_town(sentence, end):
        return None
    return Mention(at, end - 1, "port", own, (own,))


_PARTICLES = 3
"""How many small words may stand between a foreign word of kind and its name."""


def _prefixed(sentence: Sentence, at: int, ground: Ground) -> Mention | None:
    """``Avenida Bolívar``, ``Calz. Zaragoza``: a foreign word of kind before the name."""
    prefix = sentence.mark(at, "route.prefix")
    fore = sentence.match(at, "route.fore") > 0
    if prefix is None or not (fore or sentence.tokens[at].capital) or (sentence.match(at, "route.head") and not fore):
        return None
    begin = prefix.end + (prefix.end < len(sentence.tokens) and sentence.tokens[prefix.end].word == ".")
    own = begin
    while own < len(sentence.tokens) and own - begin < _PARTICLES and is_particle(sentence, own):
        own += 1  # "Avenida de la Ferroviaria"
    end = name_end(sentence, own) if own < len(sentence.tokens) else begin
    if begin < len(sentence.tokens) and sentence.tokens[begin].shape == "number" and sentence.tokens[at].capital:
        end = begin + 1  # "Ruta 5"
    if end <= begin or (own > begin and end <= own) or sentence.mark(end, "route.head"):
        return None
    if prefix.value == "port" and ground.town(sentence.words(at, end)):
        return None  # "tourists are stranded in Puerto Maldonado"
    forms = sentence.words(at, end), sentence.words(begin, end)
    return Mention(at, end - 1, cast("RouteKind", prefix.value), forms[0], forms)
