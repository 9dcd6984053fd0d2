"""Pointers: a word of kind without a name of its own: "the bridge", "its main highway", "the resort's airport".

It means a route that is named elsewhere, unless what stands with it tells enough: its ends behind it, an owner, or words by
which alone such a route is known ("the ring road").
"""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.nameparts import is_head_first, is_shouted
from streams.core.extraction.routes.phrases import opens_line
from streams.core.extraction.routes.propernames import name_end, name_start
from streams.core.extraction.routes.ways import ends_behind
from streams.core.facts import RouteKind


def without_name(sentence: Sentence, first: int, at: int, stop: int, kind: RouteKind) -> Mention | None:
    """A word of kind alone: its ends may follow what is said of it, else it points to a route named elsewhere."""
    if ends := ends_behind(sentence, stop, kind):
        (a, b), last = ends
        name = f"{a}-{b} {sentence.words(at, stop).lower()}"
        begin = first + sentence.match(first, "route.definite")
        forms = (name, sentence.words(last[0], last[1]), *([sentence.words(begin, stop)] if begin < at else []))
        return Mention(first, stop - 1, kind, name, forms, (a, b), described=True, head=at)
    if kind == "bridge" and (near := _near(sentence, first, at, stop)) is not None:
        return near
    if sentence.match(at, "route.named_only") and not sentence.match(at, "route.line_word"):
        return None
    return _pointer(sentence, first, at, stop, kind)


def _near(sentence: Sentence, first: int, at: int, stop: int) -> Mention | None:
    """As in "a road bridge came down late on Saturday near Bara": one that nobody named, by the town at which it stands."""
    indefinite = sentence.match(first, "route.indefinite") > 0 or (first == at and opens_line(sentence, at))
    indefinite = indefinite and not sentence.has("route.new", start=first, end=at + 1)
    if not indefinite or not sentence.has("route.is", "route.goes", start=stop, end=stop + _TOLD):
        return None
    for place, mark in sentence.find("route.of", start=stop + 1, end=stop + _NEAR):
        end = name_end(sentence, mark.end) if mark.value == "at" else 0
        if end > mark.end and not sentence.mark(end, "route.head", "route.heads"):
            between = range(stop, place)
            if any(sentence.tokens[step].word in ",;:." or sentence.tokens[step].shape == "mixed" for step in between):
                return None
            if sentence.has("route.head", start=stop, end=place):
                return None  # "a bridge has collapsed on the N3 near Bara", "on the Bara road near Gola"
            own = f"{sentence.words(mark.end, end)} {sentence.words(at, stop).lower()}"
            forms = (own, f"{sentence.words(mark.end, end)} {sentence.words(stop - 1, stop).lower()}")
            return Mention(
                first, stop - 1, "bridge", own, tuple(dict.fromkeys(forms)), described=True, alone=True, head=at
            )
    return None


_TOLD = 5
"""Within how many tokens behind a bridge it is told what became of it."""
_NEAR = 14
"""Within how many tokens behind a bridge the town stands at which it was."""


def _pointer(sentence: Sentence, first: int, at: int, stop: int, kind: RouteKind) -> Mention | None:
    """A plain "the bridge", "its main highway", "the resort's airport", "the first bridge"."""
    definite = sentence.match(first, "route.definite") > 0 or any(
        sentence.tokens[i].shape == "possessive" for i in range(first, at)
    )
    if first == at and sentence.match(at, "route.no_pointer"):
        return None  # "Pontoon works only for ambulances"
    if first == at and not definite:  # Arabic writes the article with the word of kind
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
    last = sentence.tokens[stop - 1].word[0].isupper() and is_head_first(sentence)  # "la carretera Central"
    capitals = last or all(one.word[0].isupper() for one in sentence.tokens[at:stop])
    titled = stop - at > 1 and capitals and not is_shouted(sentence)
    itself = sentence.match(at, "route.self_named") == stop - at  # no other road is meant: "the ring road"
    if definite and (titled or itself):
        own = (sentence.words(at, stop), sentence.words(first, stop))  # "the Friendship Bridge", "the ring road"
        label = titled and sentence.lower[stop : stop + 1] == (":",) and opens_line(sentence, first)  # "Main Line: ..."
        return Mention(first, stop - 1, kind, own[0], own, described=True, alone=label or itself, telling=True, head=at)
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
    elif owner is not None and kind != "road" and sentence.tokens[owner - 1].capital and sentence.field == "text":
        begin = name_start(sentence, owner, floor=0, shouted=False)
        if begin < owner:  # "Israel's main airport"
            own = (f"{sentence.words(begin, owner)} {sentence.words(owner + 1, stop)}", sentence.words(begin, stop))
            return Mention(begin, stop - 1, kind, own[0], own, described=True, telling=True, head=at)
    forms = (name, sentence.words(first, stop)) if name else (sentence.words(first, stop),)
    return Mention(first, stop - 1, kind, name, forms, described=True, telling=name is not None, head=at)
