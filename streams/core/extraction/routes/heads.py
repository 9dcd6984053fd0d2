"""Heads: the routes that a word of kind (road, bridge, crossing, port) names with what stands before and behind it.

The proper name, the two ends or the number may stand on either side; a word of kind with none of them points (``pointers``).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.cases import in_nominative
from streams.core.extraction.routes.ends import split_ends
from streams.core.extraction.routes.following import following, named_after
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.nameparts import capitalised, hyphenated, is_generic, is_head_first, is_shouted
from streams.core.extraction.routes.numbers import bracketed_number, number_end
from streams.core.extraction.routes.phrases import phrase_start
from streams.core.extraction.routes.plurals import several
from streams.core.extraction.routes.pointers import without_name
from streams.core.extraction.routes.propernames import name_end, name_start
from streams.core.extraction.routes.ways import of_rails
from streams.core.facts import RouteKind


def headed(sentence: Sentence, at: int, *, floor: int, shouted: bool) -> Iterator[Mention]:
    """The routes of the word of kind at token ``at``."""
    head = sentence.mark(at, "route.head", "route.heads")
    other = sentence.match(at, "route.not_head")
    if head is None or (other and not _is_pass(sentence, at) and not sentence.match(at + other, "passage.again")):
        return  # "bridge works", and not "the bridge works as usual"
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
    if sentence.match(at, "route.river_word") and not sentence.has("route.vessel"):
        return  # where nobody sails, a river is no route
    if sentence.match(at, "route.stretch"):
        yield from _stretch(sentence, at, head.end, floor=floor)
        return
    if head.cls == "route.heads":
        yield from several(sentence, at, head.end, kind, floor=floor, shouted=shouted)
    elif one := _single(sentence, at, head.end, kind, floor=floor, shouted=shouted):
        yield one


def _is_pass(sentence: Sentence, at: int) -> bool:
    """Whether a capital tells a pass from what people do: "snow closes Salang Pass to all traffic"."""
    named = at > 0 and sentence.tokens[at - 1].capital and sentence.tokens[at].capital
    return named and sentence.match(at, "route.way_pass") > 0 and not is_shouted(sentence)


def _stretch(sentence: Sentence, at: int, stop: int, *, floor: int) -> Iterator[Mention]:
    """``участок A — B``: a railway where rails are spoken of, else a road; no route of its own where it is part of one named before."""
    part = floor > 0 and not any(sentence.lower[step] in (",", ";", ".") for step in range(floor, at))
    head = sentence.mark(at, "route.head")
    rails = sentence.has("route.rails") or (head is not None and head.value == "railway")
    kind: RouteKind = "railway" if rails else "road"
    right = following(sentence, at, stop, kind)
    if part or right is None or right.ends is None:
        return
    yield replace(right, first=phrase_start(sentence, at), head=at)


def _in_town(sentence: Sentence, at: int) -> bool:
    """Whether a water's word ends the name of a town, of which "at" or "in" tells right before it."""
    begin = at
    while begin > 0 and sentence.tokens[begin - 1].capital and sentence.tokens[begin - 1].shape == "word":
        begin -= 1
    head = sentence.mark(at, "route.head", "route.heads")
    water = head is not None and head.value == "waterway"
    return begin < at and water and sentence.match(begin - 1, "route.in_town") > 0


def _single(sentence: Sentence, at: int, stop: int, kind: RouteKind, *, floor: int, shouted: bool) -> Mention | None:
    left = name_start(sentence, at, floor=floor, shouted=shouted)
    right, stop = _followed(sentence, at, stop, kind)
    if _of_another_sense(sentence, left, at, stop, right):
        return None
    if (behind := _told_behind(sentence, left, at, right)) is not None:
        return behind
    if left < at and sentence.match(at, "route.ends_only") and not _linked(sentence, left, at, right):
        return None
    if left < at:
        return _behind_name(sentence, left, at, stop, kind=kind, right=right, floor=floor)
    if _titled(sentence, at):
        first = at - 1
        while first > 1 and sentence.tokens[first - 1].capital and not sentence.match(first - 1, *_NO_TITLE):
            first -= 1
        return _named(sentence, first, at, stop, kind=kind, right=right)
    first = phrase_start(sentence, at)
    if kind in _APPOSED and (apposition := _in_apposition(sentence, first, at, stop, kind=kind)):
        return apposition
    if right is not None:
        return replace(right, first=first, head=at)
    if not shouted and (after := _named_behind(sentence, first, at, stop, kind)):
        return replace(after, first=first, head=at)
    return without_name(sentence, first, at, stop, kind)


def _behind_name(
    sentence: Sentence, left: int, at: int, stop: int, *, kind: RouteKind, right: Mention | None, floor: int
) -> Mention:
    """A route whose proper name, from token ``left`` on, stands before its word of kind."""
    begin = _to_before(sentence, left, floor)
    if begin < left:  # "the Minova to Sake road"
        ends = sentence.words(begin, left - 1), sentence.words(left, at)
        name = f"{ends[0]}-{ends[1]} {sentence.words(at, stop)}"
        return Mention(begin, stop - 1, kind, name, (name, sentence.words(begin, stop)), ends, head=at)
    if kind == "port" and right is not None and right.leads and sentence.match(stop, "grammar.of"):
        return replace(right, first=left, head=at)  # "the Red Sea port of Hodeidah"
    return _named(sentence, left, at, stop, kind=kind, right=right)


def _named_behind(sentence: Sentence, first: int, at: int, stop: int, kind: RouteKind) -> Mention | None:
    """``the port Tuan Chau``, ``Airport Kenyam is closed``, as machines translate."""
    if first < at and kind in _APPOSED and (apposed := _apposed(sentence, first, at, stop, kind)):
        return apposed
    after = named_after(sentence, at, stop, kind)
    if after is None:
        return None
    if first < at and not sentence.tokens[at].capital:
        return after if sentence.match(at - 1, "route.definite") else None
    ahead = kind in _BEFORE_NAME and first == at and _opens_or_placed(sentence, at)
    follows = sentence.tokens[after.last + 1] if after.last + 1 < len(sentence.tokens) else None
    plain = sentence.tokens[stop].lower in sentence.lexicon.exact  # "the cottages at Bridge End"
    named = sentence.tokens[stop].capital and not (plain or sentence.match(after.last + 1, "route.head", "route.heads"))
    return after if ahead and named and follows is not None and not follows.capital else None


def _opens_or_placed(sentence: Sentence, at: int) -> bool:
    """Whether a word of kind without an article opens a sentence of the text or stands behind a preposition."""
    placed = at > 0 and sentence.match(at - 1, "grammar.preposition") > 0
    told = sentence.has("grammar.be", "grammar.have", start=at + 1, end=at + _TOLD)
    return sentence.field == "text" and (placed or (at == 0 and told))


_BEFORE_NAME = ("airport", "bridge")
"""The kinds whose word machines put before the name."""
_TOLD = 6
"""Within how many tokens behind such a word something is told of it."""


_APPOSED: tuple[RouteKind, ...] = ("airport", "port", "bridge", "crossing")
"""Kinds of which a town has one, whose name may stand behind them between commas."""


def _apposed(sentence: Sentence, first: int, at: int, stop: int, kind: RouteKind) -> Mention | None:
    """As in "the airport, Comandante Espora, will be closed": the name between two commas, or in brackets."""
    if stop >= len(sentence.tokens) or sentence.lower[stop] not in (",", "("):
        return None
    end = name_end(sentence, stop + 1)
    closes = end < len(sentence.tokens) and sentence.lower[end] == {",": ",", "(": ")"}[sentence.lower[stop]]
    if end <= stop + 1 or not closes or sentence.match(stop + 1, "place.nationality"):
        return None
    own, word = sentence.words(stop + 1, end), sentence.words(at, stop)
    return Mention(first, end, kind, f"{own} {word}", (f"{own} {word}", own, sentence.words(first, stop)), head=at)


def _followed(sentence: Sentence, at: int, stop: int, kind: RouteKind) -> tuple[Mention | None, int]:
    """What follows a word of kind, and where that ends with adjectives behind it: "la route cantonale entre A et B"."""
    right, described = following(sentence, at, stop, kind), stop
    while is_head_first(sentence) and is_generic(sentence, described) and not sentence.mark(described, "route.head"):
        described += 1
    if right is None and described > stop and (right := following(sentence, at, described, kind)) is not None:
        return right, described
    return right, stop


def _told_behind(sentence: Sentence, left: int, at: int, right: Mention | None) -> Mention | None:
    """What stands behind a word of kind, and tells all: "the road Oni-Shovi", "Highway 60", "Asian Highway 1"."""
    if right is None or right.first < 0:
        return None
    if left == at:
        return replace(right, first=phrase_start(sentence, at), head=at)
    series = right.numbered and all(sentence.match(i, "route.series_word") for i in range(left, at))
    return replace(right, first=left, head=at) if series else None


def _of_another_sense(sentence: Sentence, left: int, at: int, stop: int, right: Mention | None) -> bool:
    """Whether a word of kind means something else here: a trade route, a line of goods, the only link to the east."""
    if at and sentence.match(at - 1, "route.other"):
        return True
    if sentence.match(at, "route.line_word") and not of_rails(sentence, left, at, stop):
        return True
    return bool(sentence.match(at, "route.link_word")) and left == at and not (right and (right.ends or right.numbered))


def _linked(sentence: Sentence, left: int, at: int, right: Mention | None) -> bool:
    """Whether a "route" is told by its ends or a number: any other "X route" is a bus's, a film's or a firm's."""
    return split_ends(sentence, left, at) is not None or bool(right and (right.ends or right.numbered))


def _to_before(sentence: Sentence, left: int, floor: int) -> int:
    """Where ``A`` of ``A to B road`` begins; ``left`` itself where no such pair stands there."""
    if left - 2 < floor or not sentence.match(left - 1, "grammar.to") or not sentence.tokens[left - 2].capital:
        return left
    begin = name_start(sentence, left - 1, floor=floor, shouted=False)
    opened = begin == 0 or sentence.match(begin - 1, "route.definite", "route.and", "grammar.preposition") > 0
    return begin if begin < left - 1 and opened else left


def _named(sentence: Sentence, left: int, at: int, stop: int, *, kind: RouteKind, right: Mention | None) -> Mention:
    """A proper name before the word of kind: ``Qara Qozak Bridge``, ``A-B road (RN1)``, ``A-B stretch of the M03``."""
    first = is_head_first(sentence)
    words = in_nominative(sentence, left, at, stop) if first else sentence.words(left, stop)
    ends = None if first else split_ends(sentence, left, at)  # "Военно-Грузинская дорога" has one name
    forms = list(dict.fromkeys((words, sentence.words(left, stop))))
    if left and sentence.tokens[left - 1].capital and sentence.match(left - 1, "route.ordinal"):
        forms.append(sentence.words(left - 1, stop))  # "Old Fangak airstrip"
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
    near = max(0, left - _BESIDE) if kind == "crossing" else 0
    if ends and sentence.match(at, "route.sailed") and sentence.has("route.vessel", start=near):
        kind = "waterway"  # "boats on the Zamboanga-Isabela route"
    if ends and sentence.match(at, "route.sectioned") and sentence.has("route.rails"):
        kind = "railway"  # "train services over the A-B section"
    if absorbed := _section_of(sentence, at, stop):
        return Mention(left, absorbed - 1, kind, words, (*forms, sentence.words(left, absorbed)), ends, head=at)
    bracket = bracketed_number(sentence, last + 1)
    if bracket:
        number_text, last = bracket
        return Mention(left, last, kind, number_text, (number_text, *forms), ends, numbered=True, head=at)
    return Mention(left, last, kind, words, tuple(forms), ends, head=at)


def _in_apposition(sentence: Sentence, first: int, at: int, stop: int, *, kind: RouteKind) -> Mention | None:
    """As in "Gorom, the crossing to Mali, is closed": the name that opens the clause, and what it is between commas."""
    if first < 2 or sentence.lower[first - 1] != "," or not sentence.match(first, "route.definite"):
        return None
    begin = name_start(sentence, first - 1, floor=0, shouted=False)
    end = next((i for i in range(stop, min(stop + _ASIDE, len(sentence.tokens))) if sentence.lower[i] == ","), 0)
    opens = begin < first - 1 and (begin == 0 or sentence.tokens[begin - 1].shape == "mark")
    if not opens or not end or sentence.has("grammar.be", "grammar.have", "route.is", start=stop, end=end):
        return None
    if not sentence.match(end + 1, "grammar.be", "grammar.have", "route.still", "route.goes"):
        return None
    own, word = sentence.words(begin, first - 1), sentence.words(at, stop)
    return Mention(begin, end, kind, f"{own} {word}", (f"{own} {word}", own), head=at)


_ASIDE = 8
"""Within how many tokens behind its word of kind an apposition ends."""


def _section_of(sentence: Sentence, at: int, stop: int) -> int:
    """The end of a longer road of which a named section is told: "the A-B section of the C-D road"; 0 where none is."""
    if not sentence.match(at, "route.sectioned") or not sentence.match(stop, "route.of"):
        return 0
    step = stop + 1 + sentence.match(stop + 1, "route.definite")
    end = name_end(sentence, step) if step < len(sentence.tokens) else step
    head = sentence.mark(end, "route.head")
    return head.end if head is not None and end > step and head.value == "road" else 0


def _titled(sentence: Sentence, at: int) -> bool:
    """A common word and the word of kind both with a capital amid small letters: "Coastal Road", "Central Bridge"."""
    if at == 0 or not sentence.tokens[at].capital or not sentence.tokens[at - 1].capital:
        return False
    if at == 1 and sentence.lower[at + 1 : at + 2] == (":",) and sentence.match(0, "route.qualifier"):
        return not is_shouted(sentence)  # "Coastal Line: normal timetable"
    if at < 2 or sentence.match(at - 1, "route.no_name_titled", *_NO_TITLE):
        return False  # but "the Army Road", though "army" alone is no name
    if sentence.tokens[at - 2].shape == "mark" and not sentence.match(
        at - 1, "route.qualifier", "route.generic", "route.ordinal"
    ):
        return False
    words = [token for token in sentence.tokens if token.shape == "word"]
    return capitalised(words) < 0.6 * len(words)


_BESIDE = 4
"""Within how many tokens before a border crossing a boat makes it one over water."""
_NO_TITLE = ("grammar.determiner", "grammar.preposition", "grammar.conjunction", "grammar.pronoun")
