"""Limits: what leaves passage to some only, at times or in part."""

from collections.abc import Iterator, Sequence

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.barred import (
    is_ban_of_some,
    is_barred_to_some,
    is_for_few,
    is_for_nobody,
    is_sized,
    is_still_used,
)
from streams.core.extraction.routes.hours import after_hours, is_number, lighter, limited, spanned, windowed
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.statements import Said
from streams.core.extraction.wordends import ends_as

_TOO = 3
"""Within how many tokens behind a state it is said that it holds for others as well."""


def limit(sentence: Sentence, groups: Sequence[Group], one: Said, said: Sequence[Said]) -> Said | None:
    """``one``, made restricted where the words behind it leave passage to some only."""
    if one.state == "restricted":
        late = sentence.match(one.first, "route.late") > 0 and all(
            route.kind == "airport" for route in one.group.routes
        )
        return None if late else one  # late flights are no closed sky
    if one.state == "severed" and one.status == "reported" and _ended(sentence, one):
        return Said(one.group, "open", one.status, one.first, one.last, one.weight)
    if one.state == "severed" and (_part_alone(sentence, one) or _relieved(sentence, one)):
        return Said(one.group, "restricted", one.status, one.first, one.last, one.weight)
    end = _own_end(sentence, groups, one)
    later = next((other.first for other in said if other.first > one.last and other.group is one.group), end)
    behind = max(one.last, one.group.last if one.group.first - one.last <= _OWNS else one.last) + 1
    places = (one.last, one.last + 1, behind, _behind_day(sentence, one.last + 1))
    some = any(sentence.match(at, "route.to_some") for at in places)
    if one.state == "open":
        return _opened(sentence, one, said, end=end, behind=behind, some=some)
    if is_for_nobody(sentence, one, behind) and not is_sized(sentence, one.last + 1, one.last + 7):
        return one
    if windowed(sentence, one.last + 1, min(later, end)) or after_hours(sentence, one):
        return Said(one.group, "restricted", one.status, one.first, one.last, one.weight)
    if one.group.last < one.first and sentence.match(one.group.last + 1, "route.partly"):
        return Said(
            one.group, "restricted", one.status, one.first, one.last, one.weight
        )  # "the A1 northbound was shut"
    if sentence.has("route.partly", start=one.last + 1, end=min(later, one.last + 7)):
        return Said(one.group, "restricted", one.status, one.first, one.last, one.weight)
    closed = sentence.match(one.first, "route.closed", "route.so_does") or sentence.match(one.last, "route.closed")
    sized = is_sized(sentence, one.last + 1, min(later, max(one.last + 7, behind + _OWNS)))
    if closed and (
        sentence.match(one.last + 1, "route.whose")  # "запрещено движение фур"
        or (some and sized)  # "to vessels of less than 200 tonnes"
        or (
            some
            and not sentence.has("route.alike", start=one.last + 1, end=one.last + 9)
            and sentence.has(
                "route.subset", "place.nationality", start=one.last + 1, end=max(min(later, one.last + 5), behind + 4)
            )
        )
    ):
        return Said(one.group, "restricted", one.status, one.first, one.last, one.weight)
    opening = (
        sentence.match(0, "route.save") and "," in sentence.lower[: one.group.first] and one.group.last < one.first
    )
    saved = sentence.has("route.save", start=one.last + 1, end=min(end, one.last + 6))
    saved = saved or (
        behind < end and sentence.match(behind, "route.save") > 0
    )  # "n'emprunte plus la RN2 que sous escorte"
    if opening or saved or is_ban_of_some(sentence, one) or is_still_used(sentence, one):
        return Said(one.group, "restricted", one.status, one.first, one.last, one.weight)
    return one


def _opened(sentence: Sentence, one: Said, said: Sequence[Said], *, end: int, behind: int, some: bool) -> Said:
    """``one``, which tells of an opening, made restricted where it is for some alone, for a time, or of a part.

    The words that may limit it end at token ``end``; those for whom it is begin at ``behind``, where ``some`` says that there are any.
    """
    if sentence.has("route.too", start=one.last + 1, end=one.last + _TOO):
        return one  # "is open, also for aid convoys"
    end = min(end, _clause_end(sentence, one.last))
    start = min(one.first, one.group.first) if one.group.first > one.last else one.last + 1
    opened_for_some = (
        some
        and not sentence.has("route.all", start=one.last + 1, end=one.last + 5)
        and any(
            other.state == "severed"
            and other.group is one.group
            and other.first < one.first
            and sentence.has("route.but", start=other.last, end=one.first)
            for other in said
        )
    )
    late = all(route.kind == "airport" for route in one.group.routes)
    for_few = (
        one.status == "reported"
        and some
        and sentence.has("route.few", "place.nationality", start=one.last + 1, end=max(one.last, behind) + 5)
        and not sentence.has("route.all", start=one.last + 1, end=max(one.last, behind) + 5)
    )
    if (
        opened_for_some
        or (one.group.last < one.first and _part_alone(sentence, one))
        or (sentence.match(one.last + 1, "route.in_part") and one.status != "threatened")  # "is to reopen in stages"
        or sentence.match(one.first - 1, "route.in_part")
        or (sentence.match(one.first - 1, "route.only") and not sentence.match(one.first - 2, "route.not"))
        or for_few
        or (sentence.match(one.first, "route.there_is") and sentence.match(one.last + 1, "route.partly"))
        or is_for_few(sentence, one)
        or is_barred_to_some(sentence, one.last + 1)
        or _only_part(sentence, one)
        or (sentence.match(one.last + 1, "route.not_but") and sentence.has("route.half_not", end=one.first))
        or _at_part(sentence, one)
        or any(
            lighter(sentence, a, b)
            or spanned(sentence, "route.open_span", start=max(a, one.last + 1), end=b)
            or (windowed(sentence, a, b) and not sentence.has("route.freely", start=a, end=b))
            or limited(sentence, a, b, delays=not late or sentence.match(one.last + 1, "route.late") > 0)
            for a, b in _of_now(sentence, start, end)
        )
    ):
        return Said(one.group, "restricted", one.status, one.first, one.last, one.weight)
    return one


def _behind_day(sentence: Sentence, at: int) -> int:
    """The token behind the words that tell when, from a token on: "a rouvert ce matin aux vols humanitaires"."""
    while length := sentence.match(at, "stance.new", "calendar.weekday"):
        at += length
    return at


def _own_end(sentence: Sentence, groups: Sequence[Group], one: Said) -> int:
    """Where the words behind a statement end that may limit it: at the next route, or where the clause of that begins."""
    end = next((group.first for group in groups if group.first > one.last and group is not one.group), None)
    if end is None:
        return len(sentence.tokens)
    return next((at for at in range(one.last + 1, end) if sentence.match(at, "route.break_hard")), end)


def _only_part(sentence: Sentence, one: Said) -> bool:
    """Whether only a part is open: "only the first ten kilometres of the M5 are open"."""
    return any(
        sentence.has("route.part", start=at, end=one.group.last + 1 if one.group.pointing else one.group.first)
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


def _relieved(sentence: Sentence, one: Said) -> bool:
    """Whether an airport that is closed takes relief flights: "closed to airliners; relief flights have landed"."""
    for at, mark in sentence.find("route.relief_flights", start=one.last + 1):
        apart = any(sentence.lower[i] in (",", ";") or sentence.match(i, "route.but") for i in range(one.last + 1, at))
        if apart and sentence.has(
            "passage.arrives", "passage.flows", "passage.lets", start=mark.end, end=mark.end + _OWNS
        ):
            return not sentence.has("route.not", "passage.halts", start=mark.end, end=mark.end + _OWNS)
    return False


_SAME = ("route.it", "route.only", "route.limit", "passage.traffic", "topic.part", "route.definite", "route.subset")
"""What begins a clause that still tells who may pass."""


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


def _part_alone(sentence: Sentence, one: Said) -> bool:
    """Whether only a lane, a runway or a berth is closed: "one lane of the bridge is blocked", "berth 4 out of service"."""
    for _, mark in sentence.find("topic.part", start=max(0, one.first - _OWNS), end=one.first):
        if one.state == "severed" and mark.end < one.first and sentence.tokens[mark.end].shape == "number":
            return True  # "berths 3-4 out of use"
    for at, mark in sentence.find("topic.part", start=max(0, one.group.first - _OWNS - 1), end=one.group.first):
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
    of = one.group.first - 1
    if sentence.match(of, "route.of") and sentence.match(of - 1, "route.rest"):
        return True  # "the rest of the port stayed shut"
    low = max(0, min(one.group.first - _OWNS, one.first))
    for at, mark in sentence.find("route.some_part", start=low, end=one.first):
        whole = mark.end in (one.group.first, one.group.last + 1)
        if any(sentence.lower[step] == ";" for step in range(mark.end, one.first)):
            continue
        if at > one.group.last or sentence.match(mark.end, "route.of") or whole:
            return True
    return False


_BERTHED = ("port", "airport", "crossing")
"""The kinds that work on with a part of their berths, runways or gates."""
_OWNS = 5
"""Within how many tokens before a route its part is named."""


def _ended(sentence: Sentence, one: Said) -> bool:
    """Whether a closure is told with its end: "was closed for two hours", "was blocked until noon"."""
    if any(
        token.shape == "number" and _YEAR[0] <= token.word <= _YEAR[1] and len(token.word) == len(_YEAR[0])
        for token in sentence.tokens
    ):
        return False  # "in the 1988 flood it was under water for 22 days": long ago, and so told
    active = one.last < one.group.first <= one.last + _OWNS and ends_as(sentence, one.first, "ending.past")
    past = sentence.has("route.was", start=max(0, min(one.first, one.group.first) - 3), end=one.first + 1)
    if past and spanned(sentence, "route.for_span", start=one.last + 1, end=max(one.last, one.group.last) + _ENDED):
        return True
    if past and any(
        sentence.has("route.short_time", start=mark.end, end=mark.end + _OWNS)
        and not sentence.has("route.ordinal", "route.still", start=mark.end, end=mark.end + _OWNS)
        and not sentence.match(mark.end, "route.definite")  # "fue bloqueada durante la noche": that is when
        for _, mark in sentence.find("route.lasted", start=one.last + 1, end=one.last + _ENDED)
    ):
        return True  # "a été fermée pendant deux heures"
    if not (active or sentence.has("route.past", start=max(0, one.first - 3), end=one.first)) or sentence.has(
        "grammar.have", start=max(0, one.first - 3), end=one.first
    ):
        return False
    if sentence.match(one.first - 1, "route.briefly"):
        return True
    behind = one.group.last if active else one.last
    for at in range(behind + 1, min(behind + _ENDED, len(sentence.tokens))):
        word = sentence.lower[at]
        if word in (",", ";", "."):
            return False
        if (
            sentence.match(at, "route.lasted")
            and sentence.has("route.short_time", start=at + 1, end=at + 5)
            and not sentence.match(at + 1, "route.definite")  # "were cancelled for the day": it is not over
        ):
            nth = any(
                ends_as(sentence, i, "ending.ordinal") for i in range(at + 1, min(at + 4, len(sentence.tokens)))
            )  # "for a sixteenth day"
            return not nth and not sentence.has("route.subset", "route.ordinal", start=at + 1, end=at + 4)
        until = sentence.match(at, "route.until_limit")
        if until and sentence.has("route.weekday", start=at + 2, end=at + _OWNS):
            return False  # "was closed until noon on Monday": told before it is over
        if until and (
            sentence.match(at + 1, "route.day_time")
            or ":" in sentence.tokens[min(at + 1, len(sentence.tokens) - 1)].word
        ):
            return True
        if sentence.match(at, "route.briefly"):
            return True
    return False


_YEAR = ("1900", "2099")
_ENDED = 12
"""Within how many tokens behind a closure its end is told."""
