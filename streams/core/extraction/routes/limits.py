"""Limits: what leaves passage to some only, at times or in part."""

from collections.abc import Sequence

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.barred import is_ban_of_some, is_for_nobody, is_sized, is_still_used
from streams.core.extraction.routes.hours import after_hours, spanned, windowed
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.reservations import is_for_some, is_of_a_part, is_one_way, is_reserved, next_behind
from streams.core.extraction.routes.statements import Said
from streams.core.extraction.wordends import ends_as
from streams.core.facts import RouteState

_OWNS = 5
"""Within how many tokens of a state its part, its end, or who still passes is named."""
_YEAR = ("1900", "2099")
_ENDED = 12
"""Within how many tokens behind a closure its end is told."""


def limit(sentence: Sentence, groups: Sequence[Group], one: Said, said: Sequence[Said]) -> Said | None:
    """``one``, made restricted where the words behind it leave passage to some only; None where it is no limit at all."""
    if one.state == "restricted":
        late = sentence.match(one.first, "route.late") > 0 and all(
            route.kind == "airport" for route in one.group.routes
        )
        return None if late else one  # late flights are no closed sky
    if one.state == "severed" and one.status == "reported" and _ended(sentence, one):
        return _instead(one, "open")
    end = _own_end(sentence, groups, one)
    if one.state == "open":
        limited = is_reserved(sentence, one, said, end)
    else:
        later = next((other.first for other in said if other.first > one.last and other.group is one.group), end)
        limited = (
            is_of_a_part(sentence, one)
            or is_one_way(sentence, one)
            or _relieved(sentence, one)
            or _leaves_some(sentence, one, end, later)
        )
    return _instead(one, "restricted") if limited else one


def _instead(one: Said, state: RouteState) -> Said:
    return Said(one.group, state, one.status, one.first, one.last, one.weight)


def _leaves_some(sentence: Sentence, one: Said, end: int, later: int) -> bool:
    """Whether a closure leaves passage to some. ``later`` is where the same route's next state is told, at most ``end``."""
    behind = next_behind(one)
    if is_for_nobody(sentence, one, behind) and not is_sized(sentence, one.last + 1, one.last + 7):
        return False
    if windowed(sentence, one.last + 1, min(later, end)) or after_hours(sentence, one):
        return True
    if one.group.last < one.first and sentence.match(one.group.last + 1, "route.partly"):
        return True  # "the A1 northbound was shut"
    if sentence.has("route.partly", start=one.last + 1, end=min(later, one.last + 7)):
        return True
    return (
        _closed_to_some(sentence, one, later)
        or _saves_some(sentence, one, end)
        or is_ban_of_some(sentence, one)
        or is_still_used(sentence, one)
    )


def _closed_to_some(sentence: Sentence, one: Said, later: int) -> bool:
    """Whether only some are named to whom it is closed: "closed to lorries", "to vessels of less than 200 tonnes"."""
    if not (sentence.match(one.first, "route.closed", "route.so_does") or sentence.match(one.last, "route.closed")):
        return False
    if sentence.match(one.last + 1, "route.whose"):
        return True  # "запрещено движение фур"
    if not is_for_some(sentence, one):
        return False
    behind = next_behind(one)
    if is_sized(sentence, one.last + 1, min(later, max(one.last + 7, behind + _OWNS))):
        return True
    whom = max(min(later, one.last + 5), behind + 4)
    named = sentence.has("route.subset", "place.nationality", start=one.last + 1, end=whom)
    return named and not sentence.has("route.alike", start=one.last + 1, end=one.last + 9)


def _saves_some(sentence: Sentence, one: Said, end: int) -> bool:
    """Whether some are left out of a closure: "except for ambulances", "n'emprunte plus la RN2 que sous escorte"."""
    behind = next_behind(one)
    opens = sentence.match(0, "route.save") and "," in sentence.lower[: one.group.first] and one.group.last < one.first
    return (
        bool(opens)
        or sentence.has("route.save", start=one.last + 1, end=min(end, one.last + 6))
        or (behind < end and sentence.match(behind, "route.save") > 0)
    )


def _own_end(sentence: Sentence, groups: Sequence[Group], one: Said) -> int:
    """Where the words behind a statement end that may limit it: at the next route, or where the clause of that begins."""
    end = next((group.first for group in groups if group.first > one.last and group is not one.group), None)
    if end is None:
        return len(sentence.tokens)
    return next((at for at in range(one.last + 1, end) if sentence.match(at, "route.break_hard")), end)


def _relieved(sentence: Sentence, one: Said) -> bool:
    """Whether an airport that is closed takes relief flights: "closed to airliners; relief flights have landed"."""
    for at, mark in sentence.find("route.relief_flights", start=one.last + 1):
        apart = any(sentence.lower[i] in (",", ";") or sentence.match(i, "route.but") for i in range(one.last + 1, at))
        if apart and sentence.has(
            "passage.arrives", "passage.flows", "passage.lets", start=mark.end, end=mark.end + _OWNS
        ):
            return not sentence.has("route.not", "passage.halts", start=mark.end, end=mark.end + _OWNS)
    return False


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
