"""Reservations: what leaves a route that is open to some only, at times or in part."""

from collections.abc import Iterator, Sequence

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.barred import is_barred_to_some, is_for_few
from streams.core.extraction.routes.hours import is_number, is_slow, lighter, limited, spanned, windowed
from streams.core.extraction.routes.statements import Said

_OWNS = 5
"""Within how many tokens before a route its part is named."""
_TOO = 3
"""Within how many tokens behind a state it is said that it holds for others as well."""
_BERTHED = ("port", "airport", "crossing")
"""The kinds that work on with a part of their berths, runways or gates."""
_SAME = ("route.it", "route.only", "route.limit", "passage.traffic", "topic.part", "route.definite", "route.subset")
"""What begins a clause that still tells who may pass."""


def next_behind(one: Said) -> int:
    """The token behind a state, and behind its route where that stands close behind it."""
    return max(one.last, one.group.last if one.group.first - one.last <= _OWNS else one.last) + 1


def is_for_some(sentence: Sentence, one: Said) -> bool:
    """Whether it is about to be told to whom a state applies: "open to", "closed for"."""
    places = (one.last, one.last + 1, next_behind(one), _behind_day(sentence, one.last + 1))
    return any(sentence.match(at, "route.to_some") for at in places)


def _behind_day(sentence: Sentence, at: int) -> int:
    """The token behind the words that tell when, from a token on: "a rouvert ce matin aux vols humanitaires"."""
    while length := sentence.match(at, "stance.new", "calendar.weekday"):
        at += length
    return at


def is_reserved(sentence: Sentence, one: Said, said: Sequence[Said], end: int) -> bool:
    """Whether the words around an opening, up to ``end``, leave it to some only."""
    if sentence.has("route.too", start=one.last + 1, end=one.last + _TOO):
        return False  # "is open, also for aid convoys"
    return (
        _opened_for_some(sentence, one, said)
        or _for_few(sentence, one)
        or _in_part(sentence, one)
        or is_one_way(sentence, one)
        or is_for_few(sentence, one)
        or is_barred_to_some(sentence, one.last + 1)
        or _only_part(sentence, one)
        or (sentence.match(one.last + 1, "route.not_but") > 0 and sentence.has("route.half_not", end=one.first))
        or _at_part(sentence, one)
        or _at_times(sentence, one, min(end, _clause_end(sentence, one.last)))
    )


def _opened_for_some(sentence: Sentence, one: Said, said: Sequence[Said]) -> bool:
    """Whether a route that is closed is open to some all the same: "is closed but open to ambulances"."""
    if not is_for_some(sentence, one) or sentence.has("route.all", start=one.last + 1, end=one.last + 5):
        return False
    return any(
        other.state == "severed"
        and other.group is one.group
        and other.first < one.first
        and sentence.has("route.but", start=other.last, end=one.first)
        for other in said
    )


def is_one_way(sentence: Sentence, one: Said) -> bool:
    """Whether a state is told of one direction alone: "southbound held", "is open northbound"."""
    before = one.first - 1
    while sentence.match(before, "route.be", "grammar.have", "route.passing_adverb") and not sentence.match(
        before, "route.direction"
    ):
        before -= 1
    for at in (before, one.last + 1) if one.state == "severed" else (one.last + 1,):  # "southbound convoy under way"
        far = sentence.match(at, "route.direction")
        other = sentence.match(at - 1, "grammar.and") or sentence.match(at + far, "grammar.and")
        if far and not other:
            return True
    return False


def _for_few(sentence: Sentence, one: Said) -> bool:
    """Whether those to whom it is open are a few, or of one country: "open to aid lorries", "to Turkish drivers"."""
    start, end = one.last + 1, max(one.last, next_behind(one)) + 5
    if sentence.match(one.first, "route.handed_back"):
        return False  # "was handed back to citizens": to everybody
    few = one.status == "reported" and sentence.has("route.few", "place.nationality", start=start, end=end)
    return few and is_for_some(sentence, one) and not sentence.has("route.all", start=start, end=end)


def _in_part(sentence: Sentence, one: Said) -> bool:
    """Whether a word beside the state says that it is so of a part: "is to reopen in stages", "only one lane is open"."""
    before, behind = one.first - 1, one.last + 1
    return (
        (one.group.last < one.first and is_of_a_part(sentence, one))
        or (sentence.match(behind, "route.in_part") > 0 and one.status != "threatened")
        or sentence.match(before, "route.in_part") > 0
        or (sentence.match(before, "route.only") > 0 and not sentence.match(before - 1, "route.not"))
        or (sentence.match(one.first, "route.there_is") > 0 and sentence.match(behind, "route.partly") > 0)
    )


def _at_times(sentence: Sentence, one: Said, end: int) -> bool:
    """Whether it is open at hours, to light vehicles, or with a limit: "is open from 6 a.m. to noon"."""
    start = min(one.first, one.group.first) if one.group.first > one.last else one.last + 1
    flights = all(route.kind == "airport" for route in one.group.routes)
    delays = not flights or sentence.match(one.last + 1, "route.late") > 0
    return any(
        lighter(sentence, a, b)
        or spanned(sentence, "route.open_span", start=max(a, one.last + 1), end=b)
        or (windowed(sentence, a, b) and not sentence.has("route.freely", start=a, end=b))
        or limited(sentence, a, b, delays=delays)
        or is_slow(sentence, a, b)
        for a, b in _of_now(sentence, start, end)
    )


def is_of_a_part(sentence: Sentence, one: Said) -> bool:
    """Whether only a lane, a runway or a berth is closed: "one lane of the bridge is blocked", "berth 4 out of service"."""
    for _, mark in sentence.find("topic.part", start=max(0, one.first - _OWNS), end=one.first):
        if one.state == "severed" and mark.end < one.first and sentence.tokens[mark.end].shape == "number":
            return True  # "berths 3-4 out of use"
    low = max(0, one.group.first - _OWNS - 1)
    for at, mark in sentence.find("topic.part", "route.runways", start=low, end=one.group.first):
        ranged = sentence.tokens[mark.end].shape == "number"  # "berths 5 to 8 at the port"
        counted = is_number(sentence, at - 1) and not sentence.has("route.all", start=max(0, at - 3), end=at)
        placed = sentence.has("route.of", start=mark.end, end=one.group.first)
        placed = placed and all(route.kind in _BERTHED for route in one.group.routes)
        if one.group.last < one.first and placed and (ranged or counted):
            return True  # "three cranes at the port are out of action"
    for at, mark in sentence.find(
        "route.out_of", start=max(0, min(one.group.first, one.first) - _OWNS - 2), end=one.first
    ):
        of_all = is_number(sentence, at - 1) and is_number(sentence, mark.end)
        if of_all and sentence.has("topic.part", start=mark.end, end=one.first):
            return True  # "two of four lanes gone"
    of = one.group.first - 1 - (sentence.match(one.group.first - 1, "route.definite") > 0)
    berthed = all(route.kind in _BERTHED for route in one.group.routes)  # of a bridge that is half gone nothing is left
    rest = ("route.rest", "route.fraction") if berthed else ("route.rest",)
    if sentence.match(of, "route.of") and sentence.has(*rest, start=of - 2, end=of):
        return True  # "the rest of the port stayed shut"
    low = max(0, min(one.group.first - _OWNS, one.first))
    for at, mark in sentence.find("route.some_part", start=low, end=one.first):
        whole = mark.end in (one.group.first, one.group.last + 1)
        if any(sentence.lower[step] == ";" for step in range(mark.end, one.first)):
            continue
        if at > one.group.last or sentence.match(mark.end, "route.of", "route.on") or whole:
            return True
    return False


def _only_part(sentence: Sentence, one: Said) -> bool:
    """Whether only a part is open: "only the first ten kilometres of the M5 are open"."""
    return any(
        sentence.has(
            "route.part", "route.runways", start=at, end=one.group.last + 1 if one.group.pointing else one.group.first
        )
        and not sentence.match(at - 1, "route.not")
        for at, _ in sentence.find("route.only", start=max(0, one.group.first - 2 * _OWNS), end=one.group.first)
    )


def _at_part(sentence: Sentence, one: Said) -> bool:
    """Whether work goes on at a part alone: "resumed unloading at its western berths", "at two of its quays"."""
    at = one.last + 1 - (sentence.match(one.last, "route.at_part") > 0)
    if not sentence.match(at, "route.at_part"):
        return False
    some = sentence.match(at + 1, "route.its") > 0 or is_number(sentence, at + 1)
    part = sentence.has("topic.part", start=at + 2, end=at + _OWNS)
    return some and part and not sentence.has("route.all", start=at, end=at + _OWNS)


def _clause_end(sentence: Sentence, last: int) -> int:
    """Where the clause ends behind a cue: a comma, and another subject: "is open, the tape is only down at the water"."""
    for at in range(last + 1, len(sentence.tokens) - 1):
        other = sentence.lower[at] == ";" and not sentence.match(at + 1, *_SAME)
        if other and sentence.has("grammar.be", "grammar.have", start=at + 2, end=at + 2 + _OWNS):
            return at  # "is open; fuel at Ponton is limited to emergency vehicles"
        if sentence.match(at, "route.and_then") and sentence.match(at + 1, "route.plans"):
            return at  # "is open and will accept diverted flights until 22:00"
        which = sentence.lower[at] == "," and sentence.match(at + 1, "route.which")
        if which and sentence.has("route.had", start=at + 2, end=at + _OWNS):
            return at  # "is back to normal, where the computers had failed for nine hours"
        if sentence.lower[at] == "," and sentence.match(at + 1, "route.definite"):
            told = sentence.has("grammar.say", start=at + 1, end=at + _OWNS)
            if not told and sentence.has("grammar.be", "grammar.have", start=at + 1, end=at + _OWNS):
                return at
    return len(sentence.tokens)


def _of_now(sentence: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches that tell how a way is open now, without what came before: "resumed after a halt of nine hours"."""
    for at, mark in sentence.find("route.followed", start=start, end=end):
        if at >= start and not is_number(sentence, mark.end):
            yield start, at
            start = next((step + 1 for step in range(at, end) if sentence.lower[step] in (",", ";")), end)
    yield start, end
