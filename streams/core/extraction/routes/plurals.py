"""Several routes in one phrase: "the Jarinje and Brnjak crossings", "the bridges at A and B", "both roads"."""

from collections.abc import Iterator

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.ends import glued_end, split_ends
from streams.core.extraction.routes.following import plain_head
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.nameparts import is_head_first
from streams.core.extraction.routes.phrases import phrase_start
from streams.core.extraction.routes.propernames import name_end, name_start, names_from
from streams.core.extraction.wordends import singular
from streams.core.facts import RouteKind


def several(sentence: Sentence, at: int, stop: int, kind: RouteKind, *, floor: int, shouted: bool) -> Iterator[Mention]:
    """The routes of a plural word of kind at tokens ``at`` to ``stop`` (exclusive)."""
    found = list(_several(sentence, at, stop, kind, floor=floor, shouted=shouted))
    if not sentence.match(at, "route.bare_heads") or (
        len(found) > 1 and sentence.has("route.town_state") and all(one.name is not None for one in found)
    ):
        yield from found


def _several(
    sentence: Sentence, at: int, stop: int, kind: RouteKind, *, floor: int, shouted: bool
) -> Iterator[Mention]:
    if is_head_first(sentence):
        yield from _several_after(sentence, at, stop, kind)
        return
    if at and sentence.match(at - 1, "route.other"):
        return  # "trade routes"
    names = _names_before(sentence, at, floor=floor, shouted=shouted)
    if len(names) == 1 and sentence.tokens[at].capital and names[0][1] == at:
        return  # "Ukrainian Railways", "Kenya Ports": those who run them
    names = [(start, end) for start, end in names if not _no_name(sentence, start, end)]
    if len(names) == 1 and kind in _OF_AREA and names[0][1] == at:
        names = []  # "the Danube ports of Izmail and Reni", "Bicol ports reopen"
    if names:
        yield from _before_head(sentence, names, at, stop, kind)
    elif found := list(_behind_head(sentence, at, stop, kind)):
        yield from found
    else:
        first = phrase_start(sentence, at)
        if first < at and sentence.has("route.both", start=first, end=at):
            yield Mention(first, stop - 1, kind, None, (sentence.words(first, stop),), described=True, count=2, head=at)


def _names_before(sentence: Sentence, at: int, *, floor: int, shouted: bool) -> list[tuple[int, int]]:
    """Where the names begin and end that are listed before a plural, the last first."""
    names: list[tuple[int, int]] = []
    end = at
    while end > floor and len(names) < 6:
        start = name_start(sentence, end, floor=floor, shouted=shouted)
        if start == end:
            break
        names.append((start, end))
        joint = start - 1
        while joint >= floor and sentence.match(joint, "route.definite"):
            joint -= 1
        if joint < floor or not sentence.match(joint, "route.and"):
            break
        end = joint
    return names


def _behind_head(sentence: Sentence, at: int, stop: int, kind: RouteKind) -> Iterator[Mention]:
    """The routes whose names or places stand behind their plural: "roads to Tigray", "crossings at A and B"."""
    if apposed := _apposed(sentence, at, stop):
        alone = singular(sentence.lexicon, sentence.words(at, stop))
        for start, end in apposed:
            own = sentence.words(start, end)
            first = at if start == apposed[0][0] else start
            yield Mention(first, end - 1, kind, f"{own} {alone}", (f"{own} {alone}", own), head=at)
        return
    if kind == "road":
        first = phrase_start(sentence, at)
        counted = first < at and sentence.has("numeral.unit", start=first, end=at)  # "all three roads out of A"
        led = 0 if counted or sentence.field == "title" else _leading(sentence, stop)
        if led:
            name = sentence.words(at, led)
            yield Mention(first, led - 1, kind, name, (name, sentence.words(first, led)), passing=True, head=at)
        return
    placed = list(_placed(sentence, stop)) or list(_picked(sentence, stop))
    if len(placed) == 1 and sentence.match(placed[0][1], "route.head"):
        return  # "the runways at Goma airport" are told of by what they belong to
    alone = _alone(sentence, at, stop)
    for start, end in placed:
        own = sentence.words(start + sentence.match(start, "grammar.the"), end)
        first, last = at if start == placed[0][0] else start, end - 1
        if placed[0][0] - stop > _AT_ONCE:
            first, last = at, stop - 1  # what stands between may say their state
        yield Mention(first, last, kind, f"{own} {alone}", (f"{own} {alone}", own), head=at)


def _apposed(sentence: Sentence, at: int, stop: int) -> list[tuple[int, int]]:
    """The names set between commas behind a number of them: "two crossings, Kaiyrma and Kyzyl-Bel, were opened"."""
    counted = sentence.has("numeral.unit", "route.both", start=phrase_start(sentence, at), end=at)
    digits = at > 0 and sentence.tokens[at - 1].shape == "number"
    if not (counted or digits) or sentence.lower[stop : stop + 1] not in ((",",), (":",), ("-",), ("(",)):
        return []
    names = list(names_from(sentence, stop + 1))
    closed = bool(names) and sentence.lower[names[-1][1] : names[-1][1] + 1] in (
        (",",),
        (")",),
        ("-",),
        (".",),
        (";",),
        (),
    )
    return names if len(names) > 1 and closed else []


_OF_AREA: tuple[RouteKind, ...] = ("port", "airport")
"""Kinds of which several are told of by the area or the sea that they lie at."""
_AT_ONCE = 3
"""Within how many tokens behind "crossings" their names follow at once."""


def _before_head(
    sentence: Sentence, names: list[tuple[int, int]], at: int, stop: int, kind: RouteKind
) -> Iterator[Mention]:
    """``the Jarinje and Brnjak crossings``: the names stand before their word of kind."""
    alone = _alone(sentence, at, stop)
    for start, end in reversed(names):
        own = sentence.words(start, end)
        ends = split_ends(sentence, start, end)
        name = f"{own} {alone}"
        yield Mention(start, stop - 1 if end == at else end - 1, kind, name, (name, own), ends, head=at)


def _alone(sentence: Sentence, at: int, stop: int) -> str:
    """The word of kind at tokens at to stop (exclusive) for one alone."""
    base = sentence.mark(at, "route.base")
    return base.value if base is not None and base.end == stop else singular(sentence.lexicon, sentence.words(at, stop))


def _leading(sentence: Sentence, stop: int) -> int:
    """The end of "roads to Tigray", "routes into Kathmandu"; 0 where no place follows."""
    link = sentence.mark(stop, "route.to")
    end = name_end(sentence, link.end) if link is not None else 0
    return end if link is not None and end > link.end and not sentence.mark(end, "route.head", "route.heads") else 0


def _no_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what stands before "airports" only counts or describes them: "32 Indian airports", "Twelve ports"."""
    return all(
        sentence.match(i, "place.nationality", "numeral.unit", "numeral.ten", "numeral.scale")
        or (not sentence.tokens[i].capital and sentence.match(i, "route.generic"))  # "Five border crossings"
        for i in range(start, end)
    )


def _picked(sentence: Sentence, stop: int) -> Iterator[tuple[int, int]]:
    """The names of "32 airports in the north, among them A, B and C", "airports, A's among them"."""
    for at, mark in sentence.find("route.including", start=stop + 1, end=stop + _PICKED):
        if sentence.match(at - 1, "route.heads"):
            return  # "all crossings, among them Poipet": said at once
        if sentence.tokens[at - 1].shape == "possessive":
            begin = at - 1
            while begin > stop and sentence.tokens[begin - 1].capital:
                begin -= 1
            if begin < at - 1:
                yield begin, at - 1
            return
        yield from names_from(sentence, mark.end)
        return


_PICKED = 18
"""Within how many tokens those are named that stand for several."""


def _several_after(sentence: Sentence, at: int, stop: int, kind: RouteKind) -> Iterator[Mention]:
    """``аэропорты Грозного и Махачкалы``, ``les ponts de Kaya et de Dori``: a route for each name."""
    word = plain_head(sentence, at, stop)
    step, begin = _included(sentence, stop), at
    while step < len(sentence.tokens):
        link = sentence.mark(step, "route.of")
        start = link.end if link is not None else step
        end = name_end(sentence, start)
        if end <= start:
            break
        joined = sentence.words(step, end) if link is not None else sentence.words(start, end)
        name = f"{word} {joined}"
        yield Mention(begin, end - 1, kind, name, (name, sentence.words(start, end)), head=at)
        while glued := glued_end(sentence, end):  # "معبري رأس اجدير وذهيبة"
            yield Mention(end, end, kind, f"{word} {glued}", (f"{word} {glued}", glued), head=at)
            end += 1
        if not (joint := sentence.match(end, "route.and")):
            break
        step = begin = end + joint


def _included(sentence: Sentence, stop: int) -> int:
    """Where the names begin of "المعابر البرية، ومنها طورخم"; ``stop`` where none of several are picked out."""
    step = stop
    while sentence.match(step, "route.generic", "route.definite"):
        step += 1
    comma = step < len(sentence.lower) and sentence.lower[step] == ","
    step += comma
    step += sentence.match(step, "grammar.and")
    including = sentence.match(step, "route.including")
    return step + including if including and sentence.lexicon.words("grammar.vso") else stop


def _placed(sentence: Sentence, at: int) -> Iterator[tuple[int, int]]:
    """``at A, B and C`` behind several: where each place's name begins and ends."""
    link = sentence.mark(at, "route.of", "route.to")
    abroad = link is not None and link.cls == "route.to" and sentence.match(at - 1, "route.crossings") > 0
    step = link.end if link is not None and not abroad else 0  # not "two crossings to Belarus"
    if not step and sentence.match(at, "route.with"):  # "two crossings with Belarus, Bobrowniki and Kuznica"
        beyond = name_end(sentence, at + 1)
        step = beyond + 1 if beyond > at + 1 and sentence.lower[beyond : beyond + 1] in ((",",), (":",)) else 0
    if not step:  # "all crossings, among them Poipet"
        comma = at + (at < len(sentence.lower) and sentence.lower[at] == ",")
        included = sentence.match(comma, "route.including")
        step = comma + included if included else 0
    if step:
        yield from names_from(sentence, step)
