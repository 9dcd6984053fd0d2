"""Route names: where a sentence names a road, bridge, crossing, port, airport, railway or waterway, and how.

A name is a number (M5, RN 4, Highway 60), a proper name beside a word of kind (Qara Qozak Bridge, port of Mongla), two
ends (the road from A to B, A–B highway), a name from the operator's table (Bab al-Hawa), or, failing these, a plain
"the bridge", which means one named elsewhere. Time is linear in the sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from streams.core.extraction.reading import Sentence, Token
from streams.core.facts import RouteKind
from streams.core.routes import RouteTable

MAX_NAME = 8
"""How many tokens a proper name may have on either side of its word of kind."""

_FOLLOWS = 5
"""Within how many tokens behind "trains" the places stand between which they run."""
_LETTERS = re.compile(r"[A-ZА-ЯІЇЄ]{1,3}\Z")
_NUMBER = re.compile(r"(?:[A-ZА-ЯІЇЄ]{1,3}-?\d{1,4}[A-Z]?|\d{1,3}[A-Z])\Z")
_DIGITS = re.compile(r"\d{1,4}\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``first`` to ``last`` (inclusive) name a route or point to one.

    ``name`` is None for what only points ("the highway", "both roads"); ``forms`` are the ways in which the words name it.
    ``ends`` are the two places it links. ``count`` is how many routes it points to (1, 2; 0: not told).
    """

    first: int
    last: int
    kind: RouteKind
    name: str | None
    forms: tuple[str, ...] = ()
    ends: tuple[str, str] | None = None
    numbered: bool = False
    described: bool = False
    alone: bool = False
    """Whether a described route is told apart by the place it leads to ("the bridge into the village")."""
    telling: bool = False
    """Whether a qualifier keeps it from being one named elsewhere ("the coastal road")."""
    passing: bool = False
    """Whether it is told only by where it leads ("the road to Uvira"), as ways that people take are."""
    leads: str | None = None
    """The place where it leads or stands, if that is all that tells it."""
    pointing: bool = False
    """Whether it begins by pointing back ("the road, also known as the A-B road")."""
    count: int = 1
    head: int = -1
    """The token of the word of kind, -1 where there is none."""


def mentions(sentence: Sentence, table: RouteTable) -> list[Mention]:
    """Every route that the sentence names or points to, in order, without overlaps."""
    found: list[Mention] = []
    shouted = _shouted(sentence)
    at = 0
    while at < len(sentence.tokens):
        here = list(_begin(sentence, at, table, shouted=shouted, floor=found[-1].last + 1 if found else 0))
        if here:
            found.extend(here)
            at = max(here[-1].last + 1, at + 1)
        else:
            at += 1
    return found


def _begin(sentence: Sentence, at: int, table: RouteTable, *, shouted: bool, floor: int) -> Iterator[Mention]:
    """The mentions whose deciding token (a number, a word of kind, a known name) is ``at``."""
    stop = _number_end(sentence, at)
    if stop:
        yield _numbered(sentence, at, stop)
        return
    known = table.spot(sentence.lower, at) if sentence.tokens[at].capital else None
    if known is not None:
        entry, end = known
        following = sentence.lower[end] if end < len(sentence.lower) else ""
        if not sentence.mark(end, "route.head", "route.heads") and following != "-":
            yield Mention(at, end - 1, entry.kind, sentence.words(at, end), (sentence.words(at, end),))
            return
    if sentence.match(at, "route.junction"):
        yield from _joined_roads(sentence, at, table, floor=floor, shouted=shouted)
        return
    line = sentence.mark(at, "route.line_of")
    if line is not None:
        linking = [at for at, _ in sentence.find("route.between", start=line.end, end=line.end + _FOLLOWS)]
        ends = _ends_after(sentence, linking[0]) if linking else None
        if ends:
            (a, b), end = ends
            kind = cast("RouteKind", line.value)
            forms = (f"{a}-{b} {line.value}", sentence.words(linking[0], end))
            yield Mention(at if linking[0] == line.end else linking[0], end - 1, kind, forms[0], forms, (a, b))
        return
    labelled = _labelled_ends(sentence, at)
    if labelled is not None:
        yield labelled
        return
    prefix = sentence.mark(at, "route.prefix")
    if prefix is not None and sentence.tokens[at].capital and not sentence.has("route.head", start=at, end=at + 1):
        dot = prefix.end < len(sentence.tokens) and sentence.tokens[prefix.end].word == "."
        end = _proper_run(sentence, prefix.end + dot)
        if end > prefix.end + dot and not sentence.mark(end, "route.head"):
            name = sentence.words(at, end)
            yield Mention(
                at, end - 1, cast("RouteKind", prefix.value), name, (name, sentence.words(prefix.end + dot, end))
            )
            return
    head = sentence.mark(at, "route.head", "route.heads")
    if head is None or sentence.match(at, "route.not_head"):
        return
    if head.cls == "route.head" and sentence.match(head.end, "route.head") and not _head_first(sentence):
        return  # "the airport road": the last word of kind is the one that counts
    kind = cast("RouteKind", head.value)
    if head.cls == "route.heads":
        yield from _several(sentence, at, head.end, kind, floor=floor, shouted=shouted)
    else:
        one = _single(sentence, at, head.end, kind, floor=floor, shouted=shouted)
        if one is not None:
            yield one


def _joined_roads(sentence: Sentence, at: int, table: RouteTable, *, floor: int, shouted: bool) -> Iterator[Mention]:
    """The roads that a known junction joins: who loses it loses them."""
    left = _left(sentence, at, floor=floor, shouted=shouted)
    junction = table.junction(sentence.words(left, at + 1)) if left < at else None
    for road in junction.joins if junction else ():
        yield Mention(left, at, "road", road, (road,), numbered=True)


def _labelled_ends(sentence: Sentence, at: int) -> Mention | None:
    """``Shwenyaung-Taunggyi: open``: two places that begin a list's entry, with a label's mark behind them."""
    if any(token.shape != "mark" for token in sentence.tokens[:at]):
        return None
    first = at
    while first < len(sentence.tokens) and sentence.tokens[first].capital and first - at < 4:
        first += 1
    if first == at or first >= len(sentence.tokens) or sentence.tokens[first].word not in ("-", "\u2194"):
        return None
    end = _proper_run(sentence, first + 1)
    if end <= first + 1 or not sentence.match(end, "route.label_mark"):
        return None
    if not sentence.has("route.is", "route.use", start=end, end=end + 12):
        return None
    ends = sentence.words(at, first), sentence.words(first + 1, end)
    name = f"{ends[0]}-{ends[1]} road"
    return Mention(at, end - 1, "road", name, (name, sentence.words(at, end)), ends)


# Numbers


def _number_end(sentence: Sentence, at: int) -> int:
    """The end of a road number that begins at ``at`` (M5, M-5, RN 4, T-05-04); 0: none."""
    tokens = sentence.tokens
    token = tokens[at]
    if sentence.match(at, "route.not_number"):
        return 0
    if token.shape == "mixed":
        if not _NUMBER.match(token.word):
            return 0
        leading = at and sentence.match(at - 1, "route.number_of")
        return at + 1 if token.word[0].isalpha() or leading else 0
    if token.shape != "word" or not _LETTERS.match(token.word) or at + 1 >= len(tokens):
        return 0
    step = at + 2 if tokens[at + 1].word == "-" and tokens[at + 1].start == token.end else at + 1
    if step >= len(tokens) or not _DIGITS.match(tokens[step].word):
        return 0
    joined = step == at + 2 and tokens[step].start == tokens[at + 1].end
    if not joined and not (step == at + 1 and sentence.match(at, "route.series")):
        return 0
    if joined and step + 2 < len(tokens) and tokens[step + 1].word == "-" and _DIGITS.match(tokens[step + 2].word):
        return step + 3
    return step + 1


def _numbered(sentence: Sentence, at: int, stop: int) -> Mention:
    number = sentence.words(at, stop).replace(" ", "")
    first, last = at, stop - 1
    forms = [number]
    if at and sentence.match(at - 1, "route.number_of", "route.head"):
        first = at - 1
        forms.append(sentence.words(first, stop))
    head = sentence.mark(stop, "route.head")
    if head is not None and head.value == "road":
        last = head.end - 1
        forms.append(sentence.words(at, head.end))
    bare = _bare_ends(sentence, last + 1)
    if bare:
        forms.append(sentence.words(last + 1, bare[1]))
        last = bare[1] - 1
    ends = _ends_after(sentence, last + 1) or (bare and (bare[0], last + 1)) or None
    if ends:
        last = ends[1] - 1
    return Mention(first, last, "road", number, tuple(forms), ends[0] if ends else None, numbered=True)


# One word of kind


def _single(sentence: Sentence, at: int, stop: int, kind: RouteKind, *, floor: int, shouted: bool) -> Mention | None:
    left = _left(sentence, at, floor=floor, shouted=shouted)
    right = _right(sentence, stop, kind)
    if at and sentence.match(at - 1, "route.other"):
        return None
    if right is not None and right.first >= 0 and left == at:  # "the road Oni-Shovi", "Highway 60", "bridge number 2"
        return replace(right, first=_determined(sentence, at), head=at)
    if left < at:
        begin = _to_before(sentence, left, floor)
        if begin < left:  # "the Minova to Sake road"
            ends = sentence.words(begin, left - 1), sentence.words(left, at)
            name = f"{ends[0]}-{ends[1]} {sentence.words(at, stop)}"
            return Mention(begin, stop - 1, kind, name, (name, sentence.words(begin, stop)), ends, head=at)
        return _named(sentence, left, at, stop, kind, right)
    if _titled(sentence, at):
        first = _determined(sentence, at)
        while not sentence.tokens[first].capital or sentence.match(first, "route.definite"):
            first += 1
        return _named(sentence, first, at, stop, kind, right)
    first = _determined(sentence, at)
    if right is not None:
        return replace(right, first=first, head=at)
    if first < at and not sentence.tokens[at].capital:
        after = _named_after(sentence, at, stop, kind)  # "the port Tuan Chau", as machines translate
        if after is not None and sentence.match(at - 1, "route.definite") and not shouted:
            return replace(after, first=first, head=at)
    if sentence.match(at, "route.named_only"):
        return None
    return _pointer(sentence, first, at, stop, kind)


def _to_before(sentence: Sentence, left: int, floor: int) -> int:
    """Where ``A`` of ``A to B road`` begins; ``left`` itself where no such pair stands there."""
    if left - 2 < floor or sentence.lower[left - 1] != "to" or not sentence.tokens[left - 2].capital:
        return left
    begin = _left(sentence, left - 1, floor=floor, shouted=False)
    opened = begin == 0 or sentence.match(begin - 1, "route.definite", "route.and", "grammar.preposition") > 0
    return begin if begin < left - 1 and opened else left


def _named(sentence: Sentence, left: int, at: int, stop: int, kind: RouteKind, right: Mention | None) -> Mention:
    """A proper name before the word of kind: ``Qara Qozak Bridge``, ``A-B road (RN1)``, ``A-B stretch of the M03``."""
    words = sentence.words(left, stop)
    ends = _split_ends(sentence, left, at)
    forms = [words]
    last = stop - 1
    if sentence.match(at, "route.part") and sentence.match(stop, "route.of"):
        step = stop + 1 + sentence.match(stop + 1, "route.definite")
        number = _number_end(sentence, step) if step < len(sentence.tokens) else 0
        if number:
            name = sentence.words(step, number).replace(" ", "")
            return Mention(
                left, number - 1, kind, name, (name, sentence.words(left, number)), None, numbered=True, head=at
            )
    if right is not None and right.first < 0 and right.ends:
        ends = ends or right.ends
        last = right.last
        forms.extend(right.forms[:1])
    bracket = _bracketed(sentence, last + 1)
    if bracket:
        number_text, last = bracket
        return Mention(left, last, kind, number_text, (number_text, *forms), ends, numbered=True, head=at)
    return Mention(left, last, kind, words, tuple(forms), ends, head=at)


def _titled(sentence: Sentence, at: int) -> bool:
    """A common word and the word of kind both with a capital amid small letters: "Coastal Road", "Central Bridge"."""
    if at == 0 or not sentence.tokens[at].capital or not sentence.tokens[at - 1].capital:
        return False
    if not sentence.match(at - 1, "route.qualifier", "route.generic", "route.ordinal") or sentence.match(
        at - 1, "route.no_name_titled"
    ):
        return False
    words = [token for token in sentence.tokens if token.shape == "word"]
    return capitalised(words) < 0.6 * len(words)


def _pointer(sentence: Sentence, first: int, at: int, stop: int, kind: RouteKind) -> Mention | None:
    """A plain "the bridge", "its main highway", "the resort's airport", "the first bridge"."""
    definite = sentence.match(first, "route.definite") > 0 or any(
        sentence.tokens[i].shape == "possessive" for i in range(first, at)
    )
    if first == at:
        definite = sentence.match(stop, "route.itself") > 0 or _heads_line(sentence, at)
    telling = [
        i for i in range(first, at) if sentence.match(i, "route.qualifier") or sentence.match(i, "route.ordinal")
    ]
    owner = next((i for i in range(first, at) if sentence.tokens[i].shape == "possessive"), None)
    if not definite and not telling:
        return None
    if telling and sentence.match(at, "route.weak_head") and not sentence.match(at, "route.qualified_head"):
        telling = []
    name = None
    if telling:
        name = sentence.words(telling[0], stop)
    elif owner is not None and sentence.match(owner - 1, "route.settlement"):
        name = sentence.words(owner - 1, stop)
    elif owner is not None and owner == at - 1 and kind != "road" and sentence.tokens[owner - 1].capital:
        begin = _left(sentence, owner, floor=0, shouted=False)
        name = f"{sentence.words(begin, owner)} {sentence.words(at, stop)}"  # "Aden's airport"
        return Mention(begin, stop - 1, kind, name, (name, sentence.words(begin, stop)), head=at)
    forms = (name, sentence.words(first, stop)) if name else (sentence.words(first, stop),)
    return Mention(first, stop - 1, kind, name, forms, described=True, telling=name is not None, head=at)


def _right(sentence: Sentence, stop: int, kind: RouteKind) -> Mention | None:
    """What follows a word of kind: its number, its ends, the place it leads to or stands at. ``first`` is -1 for the latter."""
    head = stop - 1
    while head > 0 and sentence.mark(head - 1, "route.head") and sentence.match(head - 1, "route.head") > 1:
        head -= 1
    numbered = _label(sentence, stop) if sentence.match(head, "route.labelled") else None
    if numbered:
        number, end = numbered
        while head > 0 and sentence.match(head - 1, "route.series_word"):
            head -= 1
        whole = sentence.words(head, end)
        name = number if kind == "road" and not number.isdigit() else whole
        after = _of_place(sentence, end)
        forms = (name, whole, sentence.words(head, after)) if after else (name, whole)
        ends = _ends_after(sentence, end)
        last = (ends[1] if ends else after or end) - 1
        return Mention(head, last, kind, name, forms, ends[0] if ends else None, numbered=kind == "road")
    ends = _ends_after(sentence, stop)
    if ends:
        (a, b), end = ends
        name = _between_ends(sentence, head, stop, (a, b))
        return Mention(-1, end - 1, kind, name, (name, sentence.words(head, end), f"{a} - {b}"), (a, b))
    joined = stop + (kind == "road" and stop < len(sentence.tokens) and sentence.lower[stop] == "of")
    bare = _bare_ends(sentence, joined)
    if bare and sentence.mark(bare[1], "route.head"):
        bare = None  # "the Canal Saint-Martin bridge"
    if bare and kind in ("road", "railway", "waterway"):
        (a, b), end = bare
        name = _between_ends(sentence, head, stop, (a, b))
        return Mention(head, end - 1, kind, name, (name, sentence.words(stop, end), sentence.words(head, end)), (a, b))
    link = sentence.mark(stop, "route.of", "route.to")
    if link is None and sentence.tokens[head].capital and _particle(sentence, stop):
        end = _proper_run(sentence, stop)  # "Autopista del Sol"
        if end > stop + 1 and not sentence.mark(end, "route.head"):
            name = sentence.words(head, end)
            return Mention(head, end - 1, kind, name, (name,))
    if link is None:
        return _named_after(sentence, head, stop, kind) if _head_first(sentence) else None
    place = _proper_run(sentence, link.end)
    if place > link.end and sentence.mark(place, "route.head", "route.heads"):
        return None  # "the runway at Kadugli airport"
    end = _plain_phrase(sentence, link.end) if link.cls == "route.to" or link.value == "in" else 0
    plain_of = kind == "road" and link.cls == "route.of" and not _head_first(sentence)
    if place > link.end and place >= end and not plain_of:
        begin = link.end + (sentence.lower[link.end] == "the")
        own, word = sentence.words(begin, place), sentence.words(head, stop)
        name = f"port of {own}" if kind == "port" and link.value == "of" else f"{own} {word}"
        if _head_first(sentence):
            name = sentence.words(head, place)
        forms = (name, sentence.words(head, place), own) if kind == "crossing" else (name, sentence.words(head, place))
        if stop - head > 1 and sentence.tokens[head].capital:
            forms = (*forms, word)  # "the Friendship Bridge at Rasuwagadhi"
        return Mention(-1, place - 1, kind, name, forms, passing=kind == "road", leads=own)
    if link.cls == "route.to" or link.value == "in":
        if end:
            whole = sentence.words(_qualified(sentence, head), end)
            return Mention(-1, end - 1, kind, whole, (whole, sentence.words(head, end)), described=True, alone=True)
    return None


def _between_ends(sentence: Sentence, head: int, stop: int, ends: tuple[str, str]) -> str:
    """The usual name of what links two places: "Jammu-Srinagar road"; the places alone where they come last."""
    if _head_first(sentence):
        return " - ".join(ends)
    return f"{ends[0]}-{ends[1]} {sentence.words(head, stop).split()[-1]}"


def _named_after(sentence: Sentence, head: int, stop: int, kind: RouteKind) -> Mention | None:
    """The name right after the word of kind: "معبر نصيب", "пункт пропуску «Краківець»", "puente Simón Bolívar"."""
    quoted = stop < len(sentence.tokens) and sentence.tokens[stop].word == '"'
    begin = stop + quoted
    end = _proper_run(sentence, begin)
    if end <= begin:
        return None
    own = sentence.words(begin, end)
    written, name = f"{sentence.words(head, stop)} {own}", f"{_plain_head(sentence, head, stop)} {own}"
    forms = (name, written, own) if kind in ("crossing", "port") or quoted else (name, written)
    return Mention(head, end - 1 + quoted, kind, name, tuple(dict.fromkeys(forms)))


def _plain_head(sentence: Sentence, head: int, stop: int) -> str:
    """The word of kind as a dictionary has it, where a table knows its cases and plural: "аэропорт" of "аэропорты"."""
    mark = sentence.mark(head, "route.base")
    return mark.value if mark is not None and mark.end == stop else sentence.words(head, stop)


def _label(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """A number after a word of kind: ``Highway 60``, ``bridge number 2``, ``road M5``, ``national road 4``."""
    stop = _number_end(sentence, at) if at < len(sentence.tokens) else 0
    if stop:
        return sentence.words(at, stop).replace(" ", ""), stop
    step = at + sentence.match(at, "route.number_word")
    if step < len(sentence.tokens) and sentence.tokens[step].word == "." and step > at:
        step += 1
    if step < len(sentence.tokens) and _DIGITS.match(sentence.tokens[step].word):
        spaced = sentence.tokens[step].start > sentence.tokens[at - 1].end
        counted = sentence.match(step + 1, "route.unit", "numeral.measure") > 0
        return (sentence.tokens[step].word, step + 1) if spaced and not counted and (step > at or at + 1 > 0) else None
    return None


# Several: "the Jarinje and Brnjak crossings", "both roads"


def _several(
    sentence: Sentence, at: int, stop: int, kind: RouteKind, *, floor: int, shouted: bool
) -> Iterator[Mention]:
    if _head_first(sentence):
        yield from _several_after(sentence, at, stop, kind)
        return
    names: list[tuple[int, int]] = []
    end = at
    while end > floor and len(names) < 6:
        start = _left(sentence, end, floor=floor, shouted=shouted)
        if start == end:
            break
        names.append((start, end))
        joint = start - 1
        while joint >= floor and sentence.match(joint, "route.definite"):
            joint -= 1
        if joint < floor or not sentence.match(joint, "route.and"):
            break
        end = joint
    if len(names) == 1 and sentence.tokens[at].capital and names[0][1] == at:
        return  # "Ukrainian Railways", "Kenya Ports": those who run them
    if names:
        word = sentence.words(at, stop)
        for start, end in reversed(names):
            own = sentence.words(start, end)
            ends = _split_ends(sentence, start, end)
            singular = word[:-1] if word.endswith("s") else word
            name = f"{own} {singular}"
            yield Mention(start, stop - 1 if end == at else end - 1, kind, name, (name, own), ends, head=at)
        return
    placed = list(_at_places(sentence, stop)) if kind != "road" else []
    if placed:
        word = sentence.words(at, stop)
        singular = word[:-1] if word.endswith("s") else word
        for start, end in placed:
            own = sentence.words(start, end)
            yield Mention(
                at if start == placed[0][0] else start,
                end - 1,
                kind,
                f"{own} {singular}",
                (f"{own} {singular}",),
                head=at,
            )
        return
    first = _determined(sentence, at)
    if first < at and sentence.has("route.both", start=first, end=at):
        yield Mention(first, stop - 1, kind, None, (sentence.words(first, stop),), described=True, count=2, head=at)


def _several_after(sentence: Sentence, at: int, stop: int, kind: RouteKind) -> Iterator[Mention]:
    """``аэропорты Грозного и Махачкалы``, ``les ponts de Kaya et de Dori``: a route for each name."""
    word = _plain_head(sentence, at, stop)
    step, begin = stop, at
    while step < len(sentence.tokens):
        link = sentence.mark(step, "route.of")
        start = link.end if link is not None else step
        end = _proper_run(sentence, start)
        if end <= start:
            break
        joined = sentence.words(step, end) if link is not None else sentence.words(start, end)
        name = f"{word} {joined}"
        yield Mention(begin, end - 1, kind, name, (name, sentence.words(start, end)), head=at)
        if not (joint := sentence.match(end, "route.and")):
            break
        step = begin = end + joint


# Pieces


def _at_places(sentence: Sentence, at: int) -> Iterator[tuple[int, int]]:
    """``at A, B and C`` behind several: where each place's name begins and ends."""
    link = sentence.mark(at, "route.of", "route.to")
    step = link.end if link else 0
    while step:
        end = _proper_run(sentence, step)
        if end <= step:
            return
        yield step, end
        joint = sentence.match(end, "route.and")
        joint += sentence.match(end + joint, "route.and") if joint else 0
        step = end + joint if joint else 0


def _left(sentence: Sentence, at: int, *, floor: int, shouted: bool) -> int:
    """Where the proper name before token ``at`` begins; ``at`` itself where there is none."""
    tokens = sentence.tokens
    if _head_first(sentence):
        return at - _adjective_before(sentence, at)
    start = at
    i = at - 1
    while i >= floor and at - i <= MAX_NAME:
        token = tokens[i]
        if (
            token.word in ("-", "\u2194")
            and i > floor
            and (_namelike(sentence, i - 1, shouted) or _particle(sentence, i - 1))
        ):
            i -= 1
            continue
        if _generic(sentence, i) and i - 1 >= floor and start == at and not token.capital:
            i -= 1  # "Damascus-Aleppo international highway"
            continue
        if _namelike(sentence, i, shouted):
            start = i
            i -= 1
            continue
        if _particle(sentence, i) and start == i + 1 + (tokens[i + 1].word == "-" if i + 1 < len(tokens) else 0):
            if token.capital or (i - 1 >= floor and _namelike(sentence, i - 1, shouted)) or tokens[i + 1].word == "-":
                start = i
                i -= 1
                continue
        if token.word == "#":
            break
        break
    while start < at and (_generic(sentence, start) or tokens[start].word == "-"):
        start += 1
    return start


def _adjective_before(sentence: Sentence, at: int) -> int:
    """1 if a name stands as an adjective before the word of kind, as Slavic has it: "Крымский мост"; else 0."""
    endings = sentence.lexicon.words("route.name_ending")
    token = sentence.tokens[at - 1] if at else None
    if token is None or not endings or not token.capital or sentence.match(at - 1, "route.generic", "route.no_name"):
        return 0
    return int(any(token.lower.endswith(ending) for ending in endings))


def _head_first(sentence: Sentence) -> bool:
    """Whether the language puts the word of kind before the name: "pont de Natougou", "معبر نصيب"."""
    return bool(sentence.lexicon.words("route.head_first"))


def _namelike(sentence: Sentence, i: int, shouted: bool) -> bool:
    token = sentence.tokens[i]
    if token.shape not in ("word", "mixed", "initials") or not token.capital:
        return token.shape == "number" and i > 0 and sentence.match(i - 1, "route.number_word") > 0
    if sentence.match(i, "route.roman") and i > 0 and sentence.tokens[i - 1].capital:
        return True  # "Ruzizi I border post"
    if sentence.match(i, "route.no_name") or sentence.match(i, "calendar.month", "calendar.weekday"):
        return False
    return not (shouted and sentence.match(i, "route.no_name_shouted", "route.is", "route.does"))


def _generic(sentence: Sentence, i: int) -> bool:
    return sentence.match(i, "route.generic") == 1 or (
        sentence.match(i, "route.head") == 1 and not sentence.tokens[i].capital
    )


def _particle(sentence: Sentence, i: int) -> bool:
    """A small word inside a name; an assimilated article ("ad-Din") only with its hyphen."""
    if sentence.match(i, "route.article"):
        following = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
        return following is not None and following.word == "-" and following.start == sentence.tokens[i].end
    return sentence.match(i, "route.particle") == 1


def _proper_run(sentence: Sentence, at: int) -> int:
    """The end of the proper name that begins at ``at``; ``at`` where none does."""
    tokens = sentence.tokens
    if at < len(tokens) and _caseless(tokens[at].word):
        return _caseless_run(sentence, at)
    i = at + (at < len(tokens) and sentence.lower[at] == "the")
    end = at
    while i < len(tokens) and i - at < MAX_NAME:
        token = tokens[i]
        if _namelike(sentence, i, shouted=False) and not sentence.match(i, "route.head", "route.heads"):
            i += 1
            end = i
        elif (
            end > at
            and token.word == "-"
            and i + 1 < len(tokens)
            and tokens[i + 1].start == token.end
            and tokens[i + 1].capital
        ):
            i += 1
        elif (
            _particle(sentence, i) and i + 1 < len(tokens) and (end > at or token.capital or tokens[i + 1].word == "-")
        ):
            following = i + 1 + (tokens[i + 1].word == "-")
            if following >= len(tokens) or not tokens[following].capital:
                break
            i = following
        else:
            break
    return end


def _glued_end(sentence: Sentence, at: int) -> str:
    """The second end where "and" is written as one with it: "بين حمص وحماة"; empty where it is not."""
    word = sentence.tokens[at].word if at < len(sentence.tokens) else ""
    return word[1:] if len(word) > 3 and word[0] == "و" else ""


def _caseless(word: str) -> bool:
    """Whether a word is of a script without capitals, where any word might be a name."""
    return word.lower() == word.upper() and word[:1].isalpha()


def _caseless_run(sentence: Sentence, at: int) -> int:
    """The end of a name without capitals: one word, and what its first word or an article binds to it ("باب الهوى")."""
    end = at
    while end < len(sentence.tokens) and end - at < 4 and _namelike(sentence, end, shouted=False):
        opens = sentence.match(end, "route.name_opens") > 0
        end += 1
        bound = end < len(sentence.tokens) and sentence.lower[end].startswith("ال") and len(sentence.lower[end]) > 3
        if not opens and not (bound and end == at + 1):
            break
    return end


def _ends_after(sentence: Sentence, at: int) -> tuple[tuple[str, str], int] | None:
    """``between A and B``, ``from A to B``, ``linking A with B``: the two places and the end."""
    link = sentence.mark(at, "route.between")
    if link is None:
        return None
    first = _proper_run(sentence, link.end)
    if first == link.end:
        return None
    if glued := _glued_end(sentence, first):
        return (sentence.words(link.end, first), glued), first + 1
    joint = first
    while joint < len(sentence.tokens) and joint - first < 3 and not sentence.match(joint, "route.and_to"):
        if sentence.match(joint, "route.adverb") == 0:
            return None
        joint += 1
    joint += max(1, sentence.match(joint, "route.and_to"))
    second = _proper_run(sentence, joint)
    if second <= joint:
        return None
    return (sentence.words(link.end, first), sentence.words(joint, second)), second


def _bare_ends(sentence: Sentence, at: int) -> tuple[tuple[str, str], int] | None:
    """``Jammu-Srinagar`` standing alone; where the word of kind comes first also ``Орск — Гай``, spaced."""
    end = _proper_run(sentence, at)
    if end <= at:
        return None
    ends = _split_ends(sentence, at, end)
    if ends:
        return ends, end
    if _head_first(sentence) and end < len(sentence.tokens) and sentence.tokens[end].word == "-":
        second = _proper_run(sentence, end + 1)
        if second > end + 1:
            return (sentence.words(at, end), sentence.words(end + 1, second)), second
    return None


def _split_ends(sentence: Sentence, start: int, end: int) -> tuple[str, str] | None:
    """The two places of ``A-B`` in tokens [start, end): one dash that is no article's ("al-")."""
    while end > start and _generic(sentence, end - 1):
        end -= 1
    dashes = [
        i for i in range(start + 1, end - 1)
        if sentence.tokens[i].word in ("-", "\u2194") and not (_particle(sentence, i - 1) and sentence.tokens[i].start == sentence.tokens[i - 1].end)
    ]  # fmt: skip
    if not dashes:
        return None
    return sentence.words(start, dashes[0]), sentence.words(dashes[-1] + 1, end)


def _bracketed(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """``(RN1)`` after a name: the number and the bracket's token."""
    if at + 2 < len(sentence.tokens) and sentence.tokens[at].word == "(":
        stop = _number_end(sentence, at + 1)
        if stop and stop < len(sentence.tokens) and sentence.tokens[stop].word == ")":
            return sentence.words(at + 1, stop), stop
    return None


def _of_place(sentence: Sentence, at: int) -> int:
    link = sentence.mark(at, "route.of")
    end = _proper_run(sentence, link.end) if link else 0
    return end if link and end > link.end else 0


def _plain_phrase(sentence: Sentence, at: int) -> int:
    """The end of ``the village``, ``the Machail Mata shrine``; 0 where no definite phrase begins."""
    if not sentence.match(at, "route.definite"):
        return 0
    end = max(at + 1, _proper_run(sentence, at + 1))
    return end + 1 if sentence.match(end, "route.settlement") else 0


def _determined(sentence: Sentence, at: int) -> int:
    """Where the phrase before a word of kind begins: its determiner, adjectives and owner."""
    i = at
    while i > 0 and at - i < 6:
        if sentence.match(i - 1, "route.definite", "route.both", "route.indefinite"):
            return i - 1 if not (i > 1 and sentence.match(i - 2, "route.both")) else i - 2
        token = sentence.tokens[i - 1]
        if token.shape == "possessive" and i > 1:
            i -= 2
            continue
        if not (
            _generic(sentence, i - 1) or sentence.match(i - 1, "route.qualifier", "route.ordinal", "route.adjective")
        ):
            break
        i -= 1
    return i


def _qualified(sentence: Sentence, head: int) -> int:
    i = head
    while i > 0 and (_generic(sentence, i - 1) or sentence.match(i - 1, "route.qualifier", "route.adjective")):
        i -= 1
    return i


def _heads_line(sentence: Sentence, at: int) -> bool:
    """A word of kind that opens a telegram's line, without an article: "Road closed at Harsha"."""
    return at == 0 or all(token.shape == "mark" for token in sentence.tokens[:at])


def _shouted(sentence: Sentence) -> bool:
    """Whether the sentence is written in capitals, so that capitals mark no names."""
    letters = [token for token in sentence.tokens if token.shape == "word" and len(token.word) > 1]
    return len(letters) > 2 and sum(token.word.isupper() for token in letters) > 0.7 * len(letters)


def capitalised(tokens: Sequence[Token]) -> int:
    """How many of the tokens begin with a capital."""
    return sum(token.capital for token in tokens)
