"""Borders: the frontier of two countries, told by the one beyond it: "Niger has closed its border with Benin".

It is named by both countries where the words tell whose border it is, else by the one beyond it.
"""

from dataclasses import replace

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.ends import linked_ends
from streams.core.extraction.routes.ground import Ground
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.phrases import phrase_start
from streams.core.extraction.routes.propernames import name_end, name_start

_SUBJECT = 8
"""Within how many tokens before "its border" the country is named whose border it is."""


def border(sentence: Sentence, at: int, ground: Ground) -> Mention | None:
    """The border of the word of kind at token ``at``, where a country stands behind it and no place on it is named."""
    width = sentence.match(at, "route.frontier")
    if not width or (at and sentence.tokens[at - 1].word == "-"):
        return None
    stop = at + width
    link = sentence.match(stop, "route.with")
    begin = stop + link + (sentence.match(stop + link, "route.definite") if link else 0)
    end = name_end(sentence, begin) if link else 0
    first = phrase_start(sentence, at)
    named = name_start(sentence, at, floor=0, shouted=False)
    if named < first and not ground.country(sentence.words(named, at)):
        return None  # "the Nassib border crossing with Jordan"
    if link and end > begin and ground.country(sentence.words(begin, end)):
        if _placed(sentence, end):
            return None  # "its border with Sudan at Adré"
        return _between(
            sentence, first, at, stop, end=end, ends=(_owner(sentence, first, at, ground), sentence.words(begin, end))
        )
    if sentence.match(at, "route.own_borders") and not sentence.match(stop, "route.of", "route.between"):
        own = _owner(sentence, first, at, ground)
        told = sentence.words(at, stop)
        return (
            Mention(first, stop - 1, "crossing", f"{own} {told}", (f"{own} {told}", f"{own} border"), head=at)
            if own
            else None
        )
    pair = linked_ends(sentence, stop) if sentence.match(at, "route.heads") else None
    if pair is not None and all(ground.country(one) for one in pair[0]):
        return _between(sentence, first, at, stop, end=pair[1], ends=pair[0])
    return None


def ferried(sentence: Sentence, mention: Mention, ground: Ground) -> Mention:
    """``mention``, a border crossing where a "ferry crossing" leads to another country; else it is a water's."""
    if mention.kind != "waterway" or not sentence.has(
        "route.ferry_crossing", start=mention.first, end=mention.last + 1
    ):
        return mention
    link = sentence.match(mention.last + 1, "route.to")
    begin = mention.last + 1 + link
    end = name_end(sentence, begin) if link else 0
    abroad = end > begin and ground.country(sentence.words(begin, end))
    return replace(mention, kind="crossing") if abroad or sentence.has("route.frontier", "route.abroad") else mention


def _placed(sentence: Sentence, end: int) -> bool:
    """Whether a place on the border follows: "at Adré", ", at Terespol", ": Bobrowniki and Kuznica"."""
    step = end + (sentence.lower[end : end + 1] in ((",",), (":",), ("-",)))
    link = sentence.mark(step, "route.of")
    here = link.end if link is not None and link.value != "in" else step
    named = here < len(sentence.tokens) and sentence.tokens[here].capital and name_end(sentence, here) > here
    return here > end and named


def _owner(sentence: Sentence, first: int, at: int, ground: Ground) -> str:
    """The country whose border it is: "Niger's border with Benin", "Niger has closed its border"; empty where none is told."""
    whose = [i for i in range(first, at) if sentence.tokens[i].shape == "possessive"]
    end = whose[0] if whose else 0
    if end and sentence.match(end - 1, "route.country"):
        end = 0  # "Niger's rulers closed the country's borders"
    ends = (
        [end]
        if end
        else [at]
        if name_start(sentence, at, floor=0, shouted=False) < at
        else list(range(first, max(0, first - _SUBJECT), -1))
    )
    for stop in ends:
        begin = name_start(sentence, stop, floor=0, shouted=False)
        name = sentence.words(begin, stop)
        if begin < stop and ground.country(name):
            return name
    return ""


def _between(sentence: Sentence, first: int, at: int, stop: int, *, end: int, ends: tuple[str, str]) -> Mention:
    own, beyond = ends
    word = "frontier" if sentence.has("route.called_frontier", start=at, end=stop) else "border"
    told = (sentence.words(at, end), f"{beyond} {word}", f"{word} with {beyond}")
    names = (f"{own}-{beyond} {word}", f"{beyond}-{own} {word}", *told) if own else told
    return Mention(first, end - 1, "crossing", names[0], tuple(dict.fromkeys(names)), head=at)
