"""What follows a word of kind: its number, its two ends, the place that it leads to or stands at."""

from streams.core.extraction.lexicon import Mark
from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.ends import bare_ends, linked_ends, spaced_ends, told_ends
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.nameparts import is_caseless, is_head_first, is_particle
from streams.core.extraction.routes.numbers import number_after, number_end
from streams.core.extraction.routes.phrases import phrase_end, place_end, qualifier_start
from streams.core.extraction.routes.propernames import MAX_NAME, caseless_end, name_end
from streams.core.facts import RouteKind


def following(sentence: Sentence, at: int, stop: int, kind: RouteKind) -> Mention | None:
    """What follows the word of kind that begins at token ``at``: its number, its ends, the place it leads to or stands at.

    ``first`` is -1 for the latter.
    """
    head = at
    while head > 0 and sentence.mark(head - 1, "route.head") and sentence.match(head - 1, "route.head") > 1:
        head -= 1
    number = number_after(sentence, stop) if sentence.match(head, "route.labelled") else None
    if number:
        return _with_number(sentence, head, kind, *number)
    return _between(sentence, head, stop, kind) or _leading(sentence, head, stop, kind)


def _with_number(sentence: Sentence, head: int, kind: RouteKind, number: str, end: int) -> Mention:
    """``Highway 60``, ``national road 4``, ``bridge number 2 of X``."""
    while head > 0 and sentence.match(head - 1, "route.series_word"):
        head -= 1
    whole = sentence.words(head, end)
    name = number if kind == "road" and not number.isdigit() else whole
    sided = (
        end + sentence.match(end, "route.side")
        if sentence.tokens[end : end + 1] and sentence.tokens[end].capital
        else end
    )
    after = place_end(sentence, end)
    forms = (name, whole, sentence.words(head, after)) if after else (name, whole)
    if sided > end:  # "Ruta 5 Sur"
        name = name if name != whole else sentence.words(head, sided)
        after, forms = max(after or 0, sided), (name, *forms, sentence.words(head, sided))
    if sentence.match(head - 1, "route.series_own") and kind == "road":
        forms = (*forms, sentence.words(head - 1, end))  # "the local road 7"
    ends = linked_ends(sentence, end) or (
        bare_ends(sentence, end) if is_head_first(sentence) and kind == "road" else None
    )
    if ends:
        forms = (*forms, sentence.words(end, ends[1]))
    last = (ends[1] if ends else after or end) - 1
    return Mention(head, last, kind, name, forms, ends[0] if ends else None, numbered=kind == "road")


def _between(sentence: Sentence, head: int, stop: int, kind: RouteKind) -> Mention | None:
    """``road between A and B``, ``road A-B``."""
    ends = linked_ends(sentence, stop)
    if ends:
        (a, b), end = ends
        name = between_name(sentence, head, stop, (a, b))
        whole = sentence.words(head, stop)
        if (
            stop - head > 1
            and sentence.tokens[head].capital
            and sentence.tokens[stop - 1].capital
            and not is_head_first(sentence)
        ):
            return Mention(-1, end - 1, kind, whole, (whole,), (a, b))  # "the Friendship Bridge linking A with B"
        forms = (name, f"{a}-{b} {whole}", sentence.words(head, end), f"{a} - {b}")
        return Mention(-1, end - 1, kind, name, tuple(dict.fromkeys(forms)), (a, b))
    joined = stop + (sentence.match(stop, "grammar.of") if kind == "road" else 0)
    dashed = kind in ("road", "railway") and not is_head_first(sentence)
    spaced = (
        (spaced_ends(sentence, joined) or told_ends(sentence, joined)) if dashed else None
    )  # "the highway Belgorod - Shebekino", as machines translate
    bare = spaced or bare_ends(sentence, joined)
    if bare and sentence.mark(bare[1], "route.head"):
        bare = None  # "the Canal Saint-Martin bridge"
    if bare and kind in ("road", "railway", "waterway"):
        (a, b), end = bare
        name = between_name(sentence, head, stop, (a, b))
        return Mention(head, end - 1, kind, name, (name, sentence.words(stop, end), sentence.words(head, end)), (a, b))
    return None


def _leading(sentence: Sentence, head: int, stop: int, kind: RouteKind) -> Mention | None:
    """``port of Mongla``, ``highway to Porgera``, ``crossing at Odzisi``, ``bridge into the village``."""
    link = _link(sentence, stop, kind)
    if link is None and sentence.tokens[head].capital and is_particle(sentence, stop):
        end = name_end(sentence, stop + 1)  # "Autopista del Sol"
        if end > stop + 1 and not sentence.mark(end, "route.head"):
            name = sentence.words(head, end)
            return Mention(head, end - 1, kind, name, (name,))
    if link is None:
        return named_after(sentence, head, stop, kind) if is_head_first(sentence) else None
    if settled := sentence.match(link.end, "route.settled"):
        link = Mark(link.cls, link.value, link.end + settled)  # "the bridge in the village of Papan"
    place = name_end(sentence, link.end)
    if kind == "bridge" and link.cls == "route.to" and (crossed := _water(sentence, link.end, place)):
        return _over_water(sentence, head, stop, *crossed)
    if place > link.end and (beyond := sentence.mark(place, "route.head", "route.heads")):
        return _to_another(sentence, head, stop, link, beyond)  # "the runway at Kadugli airport" is none
    end = phrase_end(sentence, link.end) if link.cls == "route.to" or link.value == "in" else 0
    bare = (
        link.value == "of" and qualifier_start(sentence, head) == head
    )  # "the road of Kiboga", not "the main road of Uganda"
    plain_of = kind == "road" and link.cls == "route.of" and not bare and not is_head_first(sentence)
    plain_of = plain_of and not sentence.match(head, "route.of_head")  # "the pass of Torugart"
    if place > link.end and place >= end and not plain_of:
        return _at_place(sentence, head, stop, kind=kind, link=link, place=place)
    if (
        place > link.end
        and sentence.match(head, "route.no_town")
        and sentence.match(qualifier_start(sentence, head) - 1, "route.indefinite")
    ):
        return None
    if end and (link.cls == "route.to" or link.value == "in"):
        whole = sentence.words(qualifier_start(sentence, head), end)
        return Mention(-1, end - 1, kind, whole, (whole, sentence.words(head, end)), described=True, alone=True)
    return None


def _water(sentence: Sentence, at: int, place: int) -> tuple[str, int] | None:
    """The name and the end of the water that begins at a token: "the Mecutuchi river", "the river Wele"."""
    own = at + (sentence.match(at, "route.definite") > 0)
    before, behind = sentence.mark(own, "route.head"), sentence.mark(place, "route.head")
    if behind is not None and behind.value == "waterway" and place > own:
        return sentence.words(own, place), behind.end
    if before is None or before.value != "waterway":
        return None
    end = name_end(sentence, before.end)
    return (sentence.words(before.end, end), end) if end > before.end else None


def _over_water(sentence: Sentence, head: int, stop: int, own: str, end: int) -> Mention:
    """A bridge by the water that it crosses, and the town at which it does: "the bridge over the Oskil river at Senkove"."""
    name = f"{own} {sentence.words(head, stop)}"
    forms: tuple[str, ...] = (name, sentence.words(head, end))
    beside = sentence.mark(end, "route.of")
    settled = name_end(sentence, beside.end) if beside is not None and beside.value == "at" else 0
    if beside is not None and settled > beside.end:
        forms = (*forms, f"{sentence.words(beside.end, settled)} {sentence.words(head, stop)}")
    return Mention(-1, end - 1, "bridge", name, forms, leads=own)


def _to_another(sentence: Sentence, head: int, stop: int, link: Mark, beyond: Mark) -> Mention | None:
    """``the road to Beirut airport``: named by the other route to which it leads."""
    word = sentence.words(head, stop)
    if link.cls != "route.to" or not _is_road(sentence, head) or beyond.value not in _LED_TO:
        return None
    own = sentence.words(link.end, beyond.end)
    return Mention(
        -1, beyond.end - 1, "road", f"{own} {word}", (f"{own} {word}", sentence.words(head, beyond.end)), leads=own
    )


def _is_road(sentence: Sentence, head: int) -> bool:
    word = sentence.mark(head, "route.head")
    return word is not None and word.value == "road"


_LED_TO = ("airport", "port", "crossing")
"""The kinds of routes by which a road to them is named."""


def _link(sentence: Sentence, stop: int, kind: RouteKind) -> Mark | None:
    """The preposition behind a word of kind whose place tells the route."""
    link = sentence.mark(stop, "route.of", "route.to")
    if link is None and kind == "road" and sentence.match(stop, "route.from"):
        link = sentence.mark(stop, "route.from")  # "the road from Takengon"
    if link is None and kind in ("bridge", "airport", "port"):
        link = sentence.mark(stop, "route.on")  # "the bridge on the Licuari", "the airstrip on Tanna"
    if link is None and kind == "crossing" and sentence.match(stop, "route.and_to"):
        side = name_end(sentence, stop + 1)  # "its border with Sudan at Adré"
        beside = sentence.mark(side, "route.of") if side > stop + 1 else None
        link = beside if beside is not None and beside.value == "at" else None
    if link is None and kind == "crossing" and (aside := _aside(sentence, stop)):
        link = Mark("route.of", "at", aside)  # "its last crossing with Belarus, at Terespol"
    if link is not None and sentence.lower[link.end : link.end + 1] == ("#",):
        link = Mark(link.cls, link.value, link.end + 1)  # "the road to #Tawila"
    return link


def _aside(sentence: Sentence, stop: int) -> int:
    """Where the name begins of ``, at A`` behind a word of kind, or behind it and the country on the other side; 0: none."""
    step = stop
    if sentence.match(stop, "route.and_to"):
        step = max(step, name_end(sentence, stop + 1))
    comma = step < len(sentence.lower) and sentence.lower[step] == ","
    beside = sentence.mark(step + 1, "route.of") if comma else None
    return beside.end if beside is not None and beside.value == "at" else 0


def _at_place(sentence: Sentence, head: int, stop: int, *, kind: RouteKind, link: Mark, place: int) -> Mention:
    """A route told by the place behind its preposition."""
    begin = link.end + sentence.match(link.end, "grammar.the")
    own, word = sentence.words(begin, place), sentence.words(head, stop)
    name = f"port of {own}" if kind == "port" and link.value == "of" else f"{own} {word}"
    if is_head_first(sentence):
        name = f"{_in_base(sentence, head, stop)} {sentence.words(stop, place)}"
    forms = (name, sentence.words(head, place), own) if kind == "crossing" else (name, sentence.words(head, place))
    if stop - head > 1 and sentence.tokens[head].capital:
        forms = (*forms, word)  # "the Friendship Bridge at Rasuwagadhi"
    if stop - head > 1 and not is_head_first(sentence):
        forms = (*forms, f"{own} {sentence.words(stop - 1, stop)}")  # "the iron bridge at Lokoja"
    spans = kind == "bridge" or (kind == "waterway" and sentence.match(head, "route.vessel") > 0)
    beside = sentence.mark(place, "route.of") if spans and link.cls == "route.to" else None
    settled = name_end(sentence, beside.end) if beside is not None and beside.value == "at" else 0
    if beside is not None and settled > beside.end:  # "the bridge over the Oskil at Senkove"
        forms = (*forms, sentence.words(head, settled), f"{sentence.words(beside.end, settled)} {word}")
    return Mention(-1, place - 1, kind, name, forms, passing=kind == "road", leads=own)


def between_name(sentence: Sentence, head: int, stop: int, ends: tuple[str, str]) -> str:
    """The usual name of what links two places: "Jammu-Srinagar road"; the places alone where they come last."""
    if is_head_first(sentence):
        return " - ".join(ends)
    word = sentence.words(head, stop).split()[-1]
    named = [end for end in ends if not end.startswith(_REST)] or ends
    return f"{'-'.join(named)} {word}"


_REST = "the rest"
"""What stands for an end that has no name: "from Kalehe to the rest of the territory"."""


def named_after(sentence: Sentence, head: int, stop: int, kind: RouteKind) -> Mention | None:
    """The name right after the word of kind: "معبر نصيب", "пункт пропуску «Краківець»", "puente Simón Bolívar"."""
    quoted = stop < len(sentence.tokens) and sentence.tokens[stop].word == '"'
    begin = stop + quoted
    end = (
        _quote_end(sentence, begin) if quoted else max(name_end(sentence, begin), _articled_end(sentence, head, begin))
    )
    if end <= begin or number_end(sentence, begin):
        return None
    if quoted and sentence.lower[end : end + 3] == ('"', "-", '"') and _quote_end(sentence, end + 3) > end + 3:
        ends = sentence.words(begin, end), sentence.words(end + 3, _quote_end(sentence, end + 3))
        own = " - ".join(ends)  # "«Крым» — «Кавказ»"
        last = _quote_end(sentence, end + 3)
        return Mention(head, last, kind, own, (own, f"{sentence.words(head, stop)} {own}"), ends)
    if (
        not quoted
        and kind in ("crossing", "bridge")
        and is_head_first(sentence)
        and (ends_of := bare_ends(sentence, begin))
    ):
        end = max(end, ends_of[1])  # "перехід Порубне — Сірет"
    own = sentence.words(begin, end)
    written, name = f"{sentence.words(head, stop)} {own}", f"{plain_head(sentence, head, stop)} {own}"
    forms = (name, written, own) if kind in ("crossing", "port") or quoted else (name, written)
    return Mention(head, end - 1 + quoted, kind, name, tuple(dict.fromkeys(forms)))


def _articled_end(sentence: Sentence, head: int, at: int) -> int:
    """The end of "الجمهورية" behind "جسر", where the article is cut off a word of the tables; ``at`` where none stands.

    Behind a word of kind with an article of its own it is an adjective: "الجسر الحديدي".
    """
    tokens = sentence.tokens
    if at + 1 >= len(tokens) or not is_caseless(tokens[at].word) or tokens[at].end != tokens[at + 1].start:
        return at
    defined = sentence.match(head, "route.definite") or (
        head and tokens[head - 1].end == tokens[head].start and sentence.match(head - 1, "route.definite")
    )
    common = sentence.match(at + 1, "route.generic", "route.no_name", "route.is", "route.adjective", "calendar.weekday")
    if defined or common or not sentence.match(at, "group.definite"):
        return at
    opens = sentence.match(at + 1, "route.name_opens") > 0
    return max(at + 2, caseless_end(sentence, at + 2)) if opens else at + 2  # "جسر الملك فهد"


def _quote_end(sentence: Sentence, at: int) -> int:
    """Where the quotation mark closes that stands before ``at``; ``at`` where none does within a name's length."""
    return next((end for end in range(at, min(at + MAX_NAME, len(sentence.tokens))) if sentence.lower[end] == '"'), at)


def _in_base(sentence: Sentence, head: int, stop: int) -> str:
    """The word of kind as written, or in its base form where it stands in another case: "міст" of "мостом"."""
    written, base = sentence.words(head, stop), plain_head(sentence, head, stop)
    return written if written.lower() == base else base


def plain_head(sentence: Sentence, head: int, stop: int) -> str:
    """The word of kind as a dictionary has it, where a table knows its cases and plural: "аэропорт" of "аэропорты"."""
    mark = sentence.mark(head, "route.base")
    return mark.value if mark is not None and mark.end == stop else sentence.words(head, stop)
