"""Route names: where a sentence names a road, bridge, crossing, port, airport, railway or waterway, and how.

A name is a number (M5, RN 4, Highway 60), a proper name beside a word of kind (Qara Qozak Bridge, port of Mongla), two
ends (the road from A to B, A–B highway), a name from the operator's table (Bab al-Hawa), or, failing these, a plain
"the bridge", which means one named elsewhere. Time is linear in the sentence.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.ends import split_ends
from streams.core.extraction.routes.following import following, named_after
from streams.core.extraction.routes.ground import Ground
from streams.core.extraction.routes.lists import Enumeration, Heading, entry, enumerated, enumeration
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.numbers import bracketed_number, number_end, numbered
from streams.core.extraction.routes.phrases import (
    capitalised,
    hyphenated,
    is_head_first,
    is_particle,
    is_shouted,
    name_end,
    name_start,
    opens_line,
    phrase_start,
)
from streams.core.extraction.routes.plurals import several
from streams.core.extraction.routes.towns import states_town, towns
from streams.core.extraction.routes.ways import (
    done_at,
    ends_behind,
    flights_of,
    flights_to,
    line,
    navigable,
    of_rails,
    pair,
    river,
    the_one,
    way_between,
)
from streams.core.facts import RouteKind
from streams.core.routes import RouteTable

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
    at = 0
    while at < len(sentence.tokens):
        token = sentence.tokens[at]
        if at in others and found and (other := the_one(sentence, at, found[-1])):
            found.append(other)
            at = other.last + 1
            continue
        if not (at in deciding or token.capital or token.shape == "mixed"):
            at += 1
            continue
        floor = found[-1].last + 1 if found else 0
        own = None if ground.table.spot(sentence.lower, at) else _listed(sentence, at, heading, listed)
        roads = heading is not None and heading.kind == "road" and not heading.word
        here = [own] if own else list(_begin(sentence, at, ground, shouted=shouted, floor=floor, roads=roads))
        if here:
            found.extend(here)
            at = max(here[-1].last + 1, at + 1)
        elif spoken is not None and (here := list(towns(sentence, at, ground, spoken))):
            found.extend(here)
            at = here[-1].last + 1
        else:
            at += 1
    return found


def _listed(sentence: Sentence, at: int, heading: Heading | None, listed: Enumeration | None) -> Mention | None:
    """A route of a list, by the name that begins at token ``at``."""
    if not sentence.tokens[at].capital:
        return None
    return entry(sentence, at, heading) or (enumerated(sentence, at, listed) if listed else None)


def _begin(sentence: Sentence, at: int, ground: Ground, *, shouted: bool, floor: int, roads: bool) -> Iterator[Mention]:
    """The mentions whose deciding token (a number, a word of kind, a known name) is ``at``; ``roads``: in a list of roads."""
    if sentence.tokens[at].shape == "mark":
        return
    stop = number_end(sentence, at)
    head = sentence.mark(stop, "route.head") if stop else None
    if stop and (head is None or head.value != "bridge"):  # "the N380 bridge" is no road
        yield numbered(sentence, at, stop)
        return
    if known := _known(sentence, at, ground.table):
        yield known
        yield from _beside_known(sentence, known, ground)
    elif sentence.match(at, "route.junction"):
        yield from _joined_roads(sentence, at, ground.table, floor=floor, shouted=shouted)
    elif sentence.match(at, "route.line_of"):
        yield from line(sentence, at)
    elif flown := list(flights_to(sentence, at)):
        yield from flown
    elif unnamed := (
        way_between(sentence, at)
        or pair(sentence, at, ground.towns, listed=roads)
        or river(sentence, at)
        or navigable(sentence, at)
        or done_at(sentence, at)
        or flights_of(sentence, at, ground.town)
    ):
        yield unnamed
    elif prefixed := _prefixed(sentence, at, ground):
        yield prefixed
    else:
        yield from _headed(sentence, at, floor=floor, shouted=shouted)


def _headed(sentence: Sentence, at: int, *, floor: int, shouted: bool) -> Iterator[Mention]:
    """The routes of the word of kind at token ``at``."""
    head = sentence.mark(at, "route.head", "route.heads")
    if head is None or sentence.match(at, "route.not_head"):
        return
    if sentence.match(at, "route.capital_only") and not sentence.tokens[at].capital:
        return
    if sentence.match(at, "route.opens_name") and hyphenated(sentence, at):
        return  # "Port-au-Prince"
    port = head.value == "port" and sentence.tokens[at].capital and sentence.tokens[head.end : head.end + 1]
    if port and port[0].capital and sentence.mark(name_end(sentence, head.end), "route.head"):
        return  # "Port Sudan airport"
    if head.cls == "route.head" and sentence.match(head.end, "route.head") and not is_head_first(sentence):
        return  # "the airport road": the last word of kind is the one that counts
    kind = cast("RouteKind", head.value)
    if sentence.match(at, "route.ends_name") and sentence.tokens[at].capital and _in_town(sentence, at):
        return  # "came ashore at Black River"
    if kind == "waterway" and sentence.has("route.spans", start=max(0, at - 5), end=at):
        return  # "the bridge over the river Wele"
    if head.cls == "route.heads":
        yield from several(sentence, at, head.end, kind, floor=floor, shouted=shouted)
    elif one := _single(sentence, at, head.end, kind, floor=floor, shouted=shouted):
        yield one


def _in_town(sentence: Sentence, at: int) -> bool:
    """Whether a water's word ends the name of a town, of which "at" or "in" tells right before it."""
    begin = at
    while begin > 0 and sentence.tokens[begin - 1].capital and sentence.tokens[begin - 1].shape == "word":
        begin -= 1
    head = sentence.mark(at, "route.head", "route.heads")
    water = head is not None and head.value == "waterway"
    return begin < at and water and sentence.match(begin - 1, "route.in_town") > 0


def _known(sentence: Sentence, at: int, table: RouteTable) -> Mention | None:
    """A name of the operator's table that stands without a word of kind."""
    known = table.spot(sentence.lower, at) if sentence.tokens[at].capital else None
    opens = at == 0 or sentence.tokens[at - 1].shape == "mark" or sentence.match(at - 1, "route.and_then") > 0
    if known is None and sentence.tokens[at].capital and opens:
        known = table.spot(sentence.lower, at, towns=True)  # "Rafah reopened", and not "people fled Rafah"
        known = known if known and states_town(sentence, known[1]) else None
    if known is None:
        return None
    entry, end = known
    dashed = end < len(sentence.lower) and sentence.lower[end] == "-"
    if dashed or sentence.mark(end, "route.head", "route.heads"):
        return None
    return Mention(at, end - 1, entry.kind, sentence.words(at, end), (sentence.words(at, end),))


def _beside_known(sentence: Sentence, found: Mention, ground: Ground) -> Iterator[Mention]:
    """``Torkham and Chaman``: names listed with one that the table knows are of its kind."""
    step = found.last + 1
    while joint := sentence.match(step, "route.and"):
        if not step + joint < len(sentence.tokens) or not sentence.tokens[step + joint].capital:
            return
        end = name_end(sentence, step + joint)
        own = sentence.words(step + joint, end)
        if end <= step + joint or sentence.mark(end, "route.head", "route.heads") or ground.country(own):
            return
        if not sentence.match(end, "route.and", *_PREDICATES):
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


def _prefixed(sentence: Sentence, at: int, ground: Ground) -> Mention | None:
    """``Avenida Bolívar``, ``Calz. Zaragoza``: a foreign word of kind before the name."""
    prefix = sentence.mark(at, "route.prefix")
    fore = sentence.match(at, "route.fore") > 0
    if prefix is None or not (fore or sentence.tokens[at].capital) or (sentence.match(at, "route.head") and not fore):
        return None
    begin = prefix.end + (prefix.end < len(sentence.tokens) and sentence.tokens[prefix.end].word == ".")
    end = name_end(sentence, begin + is_particle(sentence, begin) if begin < len(sentence.tokens) else begin)
    if begin < len(sentence.tokens) and sentence.tokens[begin].shape == "number" and sentence.tokens[at].capital:
        end = begin + 1  # "Ruta 5"
    if end <= begin or sentence.mark(end, "route.head"):
        return None
    if prefix.value == "port" and ground.town(sentence.words(at, end)):
        return None  # "tourists are stranded in Puerto Maldonado"
    forms = sentence.words(at, end), sentence.words(begin, end)
    return Mention(at, end - 1, cast("RouteKind", prefix.value), forms[0], forms)


def _joined_roads(sentence: Sentence, at: int, table: RouteTable, *, floor: int, shouted: bool) -> Iterator[Mention]:
    """The roads that a known junction joins: who loses it loses them."""
    left = name_start(sentence, at, floor=floor, shouted=shouted)
    junction = table.junction(sentence.words(left, at + 1)) if left < at else None
    for road in junction.joins if junction else ():
        yield Mention(left, at, "road", road, (road,), numbered=True)


def _single(sentence: Sentence, at: int, stop: int, kind: RouteKind, *, floor: int, shouted: bool) -> Mention | None:
    left = name_start(sentence, at, floor=floor, shouted=shouted)
    right = following(sentence, stop, kind)
    if _of_another_sense(sentence, left, at, stop, right):
        return None
    if right is not None and right.first >= 0 and left == at:  # "the road Oni-Shovi", "Highway 60", "bridge number 2"
        return replace(right, first=phrase_start(sentence, at), head=at)
    if left < at and sentence.match(at, "route.ends_only") and not _linked(sentence, left, at, right):
        return None
    if left < at:
        begin = _to_before(sentence, left, floor)
        if begin < left:  # "the Minova to Sake road"
            ends = sentence.words(begin, left - 1), sentence.words(left, at)
            name = f"{ends[0]}-{ends[1]} {sentence.words(at, stop)}"
            return Mention(begin, stop - 1, kind, name, (name, sentence.words(begin, stop)), ends, head=at)
        if kind == "port" and right is not None and right.leads and sentence.lower[stop] == "of":
            return replace(right, first=left, head=at)  # "the Red Sea port of Hodeidah"
        return _named(sentence, left, at, stop, kind=kind, right=right)
    if _titled(sentence, at):
        first = at - 1
        while first > 1 and sentence.tokens[first - 1].capital and not sentence.match(first - 1, *_NO_TITLE):
            first -= 1
        return _named(sentence, first, at, stop, kind=kind, right=right)
    first = phrase_start(sentence, at)
    if right is not None:
        return replace(right, first=first, head=at)
    if first < at and not sentence.tokens[at].capital:
        after = named_after(sentence, at, stop, kind)  # "the port Tuan Chau", as machines translate
        if after is not None and sentence.match(at - 1, "route.definite") and not shouted:
            return replace(after, first=first, head=at)
    return _without_name(sentence, first, at, stop, kind)


def _of_another_sense(sentence: Sentence, left: int, at: int, stop: int, right: Mention | None) -> bool:
    """Whether a word of kind means something else here: a trade route, a line of goods, the only link to the east."""
    if at and sentence.match(at - 1, "route.other"):
        return True
    if sentence.match(at, "route.line_word") and not of_rails(sentence, left, at, stop):
        return True
    return bool(sentence.match(at, "route.link_word")) and left == at and not (right and (right.ends or right.numbered))


def _without_name(sentence: Sentence, first: int, at: int, stop: int, kind: RouteKind) -> Mention | None:
    """A word of kind alone: its ends may follow what is said of it, else it points to a route named elsewhere."""
    if ends := ends_behind(sentence, stop, kind):
        (a, b), last = ends
        name = f"{a}-{b} {sentence.words(at, stop).lower()}"
        begin = first + sentence.match(first, "route.definite")
        forms = (name, sentence.words(last[0], last[1]), *([sentence.words(begin, stop)] if begin < at else []))
        return Mention(first, stop - 1, kind, name, forms, (a, b), described=True, head=at)
    if sentence.match(at, "route.named_only") and not sentence.match(at, "route.line_word"):
        return None
    return _pointer(sentence, first, at, stop, kind)


def _linked(sentence: Sentence, left: int, at: int, right: Mention | None) -> bool:
    """Whether a "route" is told by its ends or a number: any other "X route" is a bus's, a film's or a firm's."""
    return split_ends(sentence, left, at) is not None or bool(right and (right.ends or right.numbered))


def _to_before(sentence: Sentence, left: int, floor: int) -> int:
    """Where ``A`` of ``A to B road`` begins; ``left`` itself where no such pair stands there."""
    if left - 2 < floor or sentence.lower[left - 1] != "to" or not sentence.tokens[left - 2].capital:
        return left
    begin = name_start(sentence, left - 1, floor=floor, shouted=False)
    opened = begin == 0 or sentence.match(begin - 1, "route.definite", "route.and", "grammar.preposition") > 0
    return begin if begin < left - 1 and opened else left


def _named(sentence: Sentence, left: int, at: int, stop: int, *, kind: RouteKind, right: Mention | None) -> Mention:
    """A proper name before the word of kind: ``Qara Qozak Bridge``, ``A-B road (RN1)``, ``A-B stretch of the M03``."""
    words = sentence.words(left, stop)
    ends = split_ends(sentence, left, at)
    forms = [words]
    if ends and " - " in words:
        words = f"{ends[0]}-{ends[1]} {sentence.words(at, stop)}"  # "Kaduna - Zaria road"
        forms.insert(0, words)
    last = stop - 1
    if sentence.match(at, "route.part") and sentence.match(stop, "route.of"):
        step = stop + 1 + sentence.match(stop + 1, "route.definite")
        number = number_end(sentence, step) if step < len(sentence.tokens) else 0
        if number:
            name = sentence.words(step, number).replace(" ", "")
            return Mention(
                left, number - 1, kind, name, (name, sentence.words(left, number)), None, numbered=True, head=at
            )
    if right is not None and right.first < 0 and right.ends:
        ends = ends or right.ends
        last = right.last
        forms.extend(right.forms[:1])
    if ends and sentence.match(at, "route.sailed") and sentence.has("route.vessel"):
        kind = "waterway"  # "boats on the Zamboanga-Isabela route"
    bracket = bracketed_number(sentence, last + 1)
    if bracket:
        number_text, last = bracket
        return Mention(left, last, kind, number_text, (number_text, *forms), ends, numbered=True, head=at)
    return Mention(left, last, kind, words, tuple(forms), ends, head=at)


def _titled(sentence: Sentence, at: int) -> bool:
    """A common word and the word of kind both with a capital amid small letters: "Coastal Road", "Central Bridge"."""
    if at == 0 or not sentence.tokens[at].capital or not sentence.tokens[at - 1].capital:
        return False
    if at < 2 or sentence.match(at - 1, "route.no_name_titled", *_NO_TITLE):
        return False  # but "the Army Road", though "army" alone is no name
    if sentence.tokens[at - 2].shape == "mark" and not sentence.match(
        at - 1, "route.qualifier", "route.generic", "route.ordinal"
    ):
        return False
    words = [token for token in sentence.tokens if token.shape == "word"]
    return capitalised(words) < 0.6 * len(words)


_NO_TITLE = ("grammar.determiner", "grammar.preposition", "grammar.conjunction", "grammar.pronoun")


def _pointer(sentence: Sentence, first: int, at: int, stop: int, kind: RouteKind) -> Mention | None:
    """A plain "the bridge", "its main highway", "the resort's airport", "the first bridge"."""
    definite = sentence.match(first, "route.definite") > 0 or any(
        sentence.tokens[i].shape == "possessive" for i in range(first, at)
    )
    if first == at:
        labelled = at > 1 and sentence.lower[at - 1] == ":" and sentence.tokens[at - 2].capital
        told = at > 0 and sentence.match(at - 1, "grammar.say") > 0  # "levies say road fully shut"
        definite = sentence.match(stop, "route.itself") > 0 or opens_line(sentence, at) or labelled or told
    telling = [
        i for i in range(first, at) if sentence.match(i, "route.qualifier") or sentence.match(i, "route.ordinal")
    ]
    owner = next((i for i in range(first, at) if sentence.tokens[i].shape == "possessive"), None)
    if not definite and not telling:
        return None
    # Arabic has no capitals, so "الطريق الدولي" is no title: the number behind it names the road.
    titled = (
        stop - at > 1 and all(one.word[0].isupper() for one in sentence.tokens[at:stop]) and not is_shouted(sentence)
    )
    if definite and (titled or sentence.match(at, "route.self_named") == stop - at):
        own = (sentence.words(at, stop), sentence.words(first, stop))  # "the Friendship Bridge", "the ring road"
        return Mention(first, stop - 1, kind, own[0], own, described=True, telling=True, head=at)
    if telling and sentence.match(at, "route.weak_head") and not sentence.match(at, "route.qualified_head"):
        telling = []
    name = None
    if telling:
        name = sentence.words(telling[0], stop)
    elif owner is not None and sentence.match(owner - 1, "route.settlement"):
        name = sentence.words(owner - 1, stop)
    elif owner is not None and owner == at - 1 and kind != "road" and sentence.tokens[owner - 1].capital:
        begin = name_start(sentence, owner, floor=0, shouted=False)
        name = f"{sentence.words(begin, owner)} {sentence.words(at, stop)}"  # "Aden's airport"
        return Mention(begin, stop - 1, kind, name, (name, sentence.words(begin, stop)), head=at)
    forms = (name, sentence.words(first, stop)) if name else (sentence.words(first, stop),)
    return Mention(first, stop - 1, kind, name, forms, described=True, telling=name is not None, head=at)
