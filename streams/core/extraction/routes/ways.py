"""Ways without a word of kind beside their name: between two places, on a river, or by the rails around them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.ends import bare_ends, linked_ends, split_ends, told_ends
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.nameparts import is_caseless, is_head_first
from streams.core.extraction.routes.propernames import name_end, name_start, names_from
from streams.core.extraction.routes.waters import sailed_to
from streams.core.facts import RouteKind

_RUNNING = (
    "route.not",
    "route.no_longer",
    "route.passing_adverb",
    "route.be",
    "grammar.have",
    "grammar.aux",
    "passage.passes",
    "passage.halts",
    "passage.flows",
    "route.is",
)
"""What stands between those who go and "between"."""
_SAID_OF = (
    "route.passing_adverb", "route.still", "route.be", "route.they", "route.not", "route.no_longer", "grammar.have",
    "route.can", "passage.cannot",
)  # fmt: skip
"""What may stand between two towns and what is said of the way between them."""
_FLOWN = ("passage.halts", "passage.flows", "route.is", "route.goes")
_BETWEEN = 5
"""How many such tokens at most."""
_SHORTEST_PAIR = 2
"""The token from which on two names may stand before "trains"."""
_FOLLOWS = 5
"""Within how many tokens behind "trains" the places stand between which they run."""
_BEHIND = 9
"""Within how many tokens behind a word of kind its two ends may stand."""


def _linking(sentence: Sentence, ends: tuple[str, str], word: str) -> str:
    """The usual name of the way between two places: the places alone where a word of kind would come first."""
    return " - ".join(ends) if is_head_first(sentence) else f"{ends[0]}-{ends[1]} {word}"


def way_between(sentence: Sentence, at: int) -> Mention | None:
    """As in "traffic between A and B", "ferries between A and B": the way between those places."""
    way = sentence.mark(at, "route.way_of")
    if way is None:
        return None
    link = way.end
    while link - way.end < _BETWEEN and sentence.match(link, *_RUNNING):
        link += 1  # "buses have not run between A and B"
    ridden = sentence.match(link, "route.from") and (
        way.value in ("waterway", "railway") or sentence.match(at, "route.way_noun") > 0
    )
    ends = linked_ends(sentence, link) if ridden or sentence.match(link, "route.among") else None
    if ends is None:
        return sailed_to(sentence, at, way.end) if way.value == "waterway" else None
    (a, b), end = ends
    railed = way.value == "road" and is_head_first(sentence) and sentence.has("route.rails")
    kind = "railway" if railed else way.value  # "Adif ha suspendido la circulación entre A y B"
    own = _linking(sentence, (a, b), "ferry" if kind == "waterway" else "road")
    forms = (own, sentence.words(at, end), sentence.words(link, end))
    return Mention(link, end - 1, cast("RouteKind", kind), forms[0], forms, (a, b))


def line(sentence: Sentence, at: int) -> Iterator[Mention]:
    """As in "all trains between A and B", "trains are running again from A to B": the railway of those places."""
    line = sentence.mark(at, "route.line_of")
    if line is None:
        return
    if at > _SHORTEST_PAIR:
        begin = name_start(sentence, at, floor=0, shouted=False)
        bound = split_ends(sentence, begin, at)
        if bound is not None and begin < at:  # "Konotop-Vorozhba trains"
            name = f"{bound[0]}-{bound[1]} {line.value}"
            told = (name, sentence.words(begin, line.end), sentence.words(begin, at))
            yield Mention(begin, at - 1, cast("RouteKind", line.value), name, told, bound)
            return
    linking = [i for i, _ in sentence.find("route.between", start=line.end, end=line.end + _FOLLOWS)]
    ends = linked_ends(sentence, linking[0]) if linking else None
    if ends:
        (a, b), end = ends
        forms = (_linking(sentence, (a, b), line.value), sentence.words(linking[0], end))
        first = at if linking[0] == line.end else linking[0]
        yield Mention(first, end - 1, cast("RouteKind", line.value), forms[0], forms, (a, b))
        return
    through = sentence.match(line.end, "route.by_way")
    end = name_end(sentence, line.end + through) if through else 0
    if end > line.end + through and not sentence.mark(end, "route.head", "route.heads"):
        own = sentence.words(line.end + through, end)  # "rail traffic through Synelnykove", "train service to Chaman"
        yield Mention(at, end - 1, "railway", f"{own} railway", (f"{own} railway", own, sentence.words(at, end)))
        return
    for start in range(line.end, min(line.end + _FOLLOWS, len(sentence.tokens))):
        bare = bare_ends(sentence, start) if sentence.tokens[start].capital else None
        if bare:  # "train traffic on the line Kharkiv-Izium"
            (a, b), end = bare
            head = sentence.mark(end, "route.head")
            last = head.end if head is not None and head.value == line.value else end
            names = (_linking(sentence, (a, b), line.value), sentence.words(start, end), sentence.words(start, last))
            yield Mention(start, last - 1, cast("RouteKind", line.value), names[0], names, (a, b))
            return


def flights_to(sentence: Sentence, at: int) -> Iterator[Mention]:
    """As in "cancelled its flights to Mekelle, Shire and Axum": the airports of those towns, where none is named before."""
    flights = sentence.mark(at, "route.flights")
    if (
        flights is None
        or sentence.has("route.ours", end=at)
        or sentence.has("route.flown", end=at)
        or not sentence.has(*_FLOWN, start=at - _BETWEEN, end=at + 30)
    ):
        return
    for start, end in names_from(sentence, flights.end):
        own = sentence.words(start, end)
        first = at if start == flights.end else start
        yield Mention(first, end - 1, "airport", f"{own} airport", (f"{own} airport", f"flights to {own}"))


def flights_of(sentence: Sentence, at: int, town: Callable[[str], bool]) -> Mention | None:
    """As in "Keflavik flights on time", "Tontouta: flights are back": the airport of a town that opens the line."""
    if at == 0 or not sentence.tokens[0].capital or not sentence.match(at, "route.flying"):
        return None
    end = name_end(sentence, 0)
    label = end < at and sentence.lower[end] == ":" and at - end <= _LABELLED
    own = sentence.words(0, end)
    if not end or not (label or end == at) or not town(own):
        return None
    return Mention(0, end - 1, "airport", f"{own} airport", (f"{own} airport", own))


_LABELLED = 3
"""Within how many tokens behind the label of a line flights are spoken of."""


def pair(
    sentence: Sentence, at: int, towns: Callable[[tuple[str, str]], bool], *, listed: bool = False
) -> Mention | None:
    """As in "Kisangani-Buta closed to all traffic": two towns at the head of a clause, with what is said of the way.

    ``listed``: under a heading of roads any two names may be the ends of one.
    """
    if not sentence.tokens[at].capital or (at and sentence.tokens[at - 1].shape != "mark"):
        return None
    told = told_ends(sentence, at) if listed else None
    labelled = told is not None and sentence.lower[told[1] : told[1] + 1] == (":",)  # "Torodi to Makalondi: open"
    bare = told if labelled else bare_ends(sentence, at)
    if bare is None or sentence.mark(bare[1], "route.head", "route.heads"):
        return None
    step = bare[1]
    labelled = step < len(sentence.lower) and sentence.lower[step] in (":", "=", ",")
    step += labelled
    while sentence.match(step, *_SAID_OF):
        step += 1
    said = sentence.match(step, "route.pair_state") or (
        (step > bare[1] or listed)
        and sentence.match(
            step, "route.is", "route.use", "route.goes", "passage.under", "route.colour", "passage.passes"
        )
    )
    if not said or not (listed or towns(bare[0])):
        return None
    (a, b), end = bare
    name = _linking(sentence, (a, b), "road")
    return Mention(at, end - 1, "road", name, (name, sentence.words(at, end)), (a, b))


def two_towns(sentence: Sentence, one: Mention, town: Callable[[str], bool]) -> Mention:
    """``one``, with the second town that Arabic sets right behind the first: "طريق بعقوبة كركوك"."""
    head = sentence.mark(one.head if one.head >= 0 else one.first, "route.head")
    first = one.last + 1
    if one.kind not in ("road", "railway") or one.ends is not None or one.name is None or head is None or one.numbered:
        return one
    if not is_caseless(sentence.tokens[one.first].word) or head.end >= first:
        return one
    end = name_end(sentence, first)
    a, b = sentence.words(head.end, first), sentence.words(first, end)
    if end <= first or not town(a) or not town(b):
        return one
    forms = (f"{one.forms[0]} {b}", sentence.words(one.first, end), f"{a} {b}", f"{a} - {b}")
    return replace(one, last=end - 1, name=forms[0], forms=tuple(dict.fromkeys(forms)), ends=(a, b))


def the_one(sentence: Sentence, at: int, before: Mention) -> Mention | None:
    """As in "the highway to Oruro is cut, the one from Cochabamba to Santa Cruz is clear": another of the kind named before."""
    one = sentence.mark(at, "route.the_one")
    ends = (
        linked_ends(sentence, one.end) if one is not None and before.kind in ("road", "railway", "waterway") else None
    )
    if one is not None and ends is None and before.kind == "road" and is_head_first(sentence):
        ends = bare_ends(sentence, one.end)  # "la carretera 105 fue reabierta; la Bara-Kosti permanece cortada"
    if one is None or ends is None:
        return None
    (a, b), end = ends
    forms = (_linking(sentence, (a, b), before.kind), sentence.words(at, end))
    return Mention(at, end - 1, before.kind, forms[0], forms, (a, b))


def done_at(sentence: Sentence, at: int) -> Mention | None:
    """As in "no plane has landed at Jumla", "no lorry has crossed at Busia": what the town has, by what is done there."""
    done = sentence.mark(at, "route.done_at")
    end = name_end(sentence, done.end) if done is not None else 0
    if done is not None and done.value == "port" and sentence.has("route.rails", end=at):
        return None  # "trains are not calling at Kupiansk"
    if done is None or end <= done.end or sentence.mark(end, "route.head", "route.heads"):
        return None
    own = sentence.words(done.end, end)
    return Mention(
        done.end, end - 1, cast("RouteKind", done.value), f"{own} {done.value}", (f"{own} {done.value}", own)
    )


def of_rails(sentence: Sentence, left: int, at: int, stop: int) -> bool:
    """Whether a "line" is one of rails: by the words around it, its two ends, or what is said of it at once."""
    if (
        sentence.has("route.rails")
        or split_ends(sentence, left, at) is not None
        or linked_ends(sentence, stop) is not None
        or (is_head_first(sentence) and bare_ends(sentence, stop) is not None)
    ):
        return True
    if left == at and (at == 0 or sentence.tokens[at - 1].shape == "mark") and sentence.match(stop, "route.is"):
        return True
    return _line_to(sentence, stop)


def _line_to(sentence: Sentence, stop: int) -> bool:
    """As in "the line to Chicualacuala is suspended": a place behind it, and what befalls trains; wires are cut or down."""
    led = sentence.match(stop, "route.to")
    end = name_end(sentence, stop + led) if led else 0
    return (
        end > stop + led > stop
        and sentence.match(end, "route.be", "grammar.have") > 0
        and sentence.has("passage.halts", "passage.flows", start=end, end=end + _FOLLOWS)
        and not sentence.has("route.wires")
    )


def ends_behind(sentence: Sentence, stop: int, kind: RouteKind) -> tuple[tuple[str, str], tuple[int, int]] | None:
    """The ends that stand behind what is said: "line blocked by a landslide between A and B", and their tokens."""
    if kind not in ("road", "railway") or not sentence.has("route.is", "route.goes", start=stop, end=stop + 4):
        return None
    for at, _ in sentence.find("route.from", start=stop + 1, end=stop + _BEHIND):
        ends = linked_ends(sentence, at)
        if ends and all(sentence.tokens[step].shape != "mark" for step in range(stop, at)):
            return ends[0], (at, ends[1])
    return None
