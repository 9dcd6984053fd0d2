"""Ways without a word of kind beside their name: between two places, on a river, or by the rails around them."""

from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.phrases import linked_ends, name_end, split_ends
from streams.core.facts import RouteKind

_RUNNING = (
    "route.not",
    "route.no_longer",
    "route.passing_adverb",
    "route.be",
    "grammar.have",
    "grammar.aux",
    "passage.passes",
)
"""What stands between those who go and "between"."""
_BETWEEN = 5
"""How many such tokens at most."""
_BEHIND = 9
"""Within how many tokens behind a word of kind its two ends may stand."""


def way_between(sentence: Sentence, at: int) -> Mention | None:
    """As in "traffic between A and B", "ferries between A and B": the way between those places."""
    way = sentence.mark(at, "route.way_of")
    if way is None:
        return None
    link = way.end
    while link - way.end < _BETWEEN and sentence.match(link, *_RUNNING):
        link += 1  # "buses have not run between A and B"
    ends = linked_ends(sentence, link) if sentence.match(link, "route.among") else None
    if ends is None:
        return None
    (a, b), end = ends
    word = "ferry" if way.value == "waterway" else "road"
    forms = (f"{a}-{b} {word}", sentence.words(at, end))
    return Mention(link, end - 1, cast("RouteKind", way.value), forms[0], forms, (a, b))


def river(sentence: Sentence, at: int) -> Mention | None:
    """As in "barges on the Sobat": a river by its name alone, in the company of those who keep to it."""
    if not sentence.tokens[at].capital or at < 3 or sentence.lower[at - 1] != "the":
        return None
    if not sentence.match(at - 2, "route.on_water") or not sentence.has("route.vessel", start=max(0, at - 6), end=at):
        return None
    end = name_end(sentence, at)
    if end <= at or sentence.mark(end, "route.head", "route.heads"):
        return None
    name = sentence.words(at, end)
    return Mention(at, end - 1, "waterway", name, (name,))


def of_rails(sentence: Sentence, left: int, at: int, stop: int) -> bool:
    """Whether a "line" is one of rails: by the words around it, its two ends, or what is said of it at once."""
    if sentence.has("route.rails") or split_ends(sentence, left, at) is not None:
        return True
    return left == at and (at == 0 or sentence.tokens[at - 1].shape == "mark") and sentence.match(stop, "route.is") > 0


def ends_behind(sentence: Sentence, stop: int, kind: RouteKind) -> tuple[tuple[str, str], tuple[int, int]] | None:
    """The ends that stand behind what is said: "line blocked by a landslide between A and B", and their tokens."""
    if kind not in ("road", "railway") or not sentence.has("route.is", "route.goes", start=stop, end=stop + 4):
        return None
    for at, _ in sentence.find("route.from", start=stop + 1, end=stop + _BEHIND):
        ends = linked_ends(sentence, at)
        if ends and all(sentence.tokens[step].shape != "mark" for step in range(stop, at)):
            return ends[0], (at, ends[1])
    return None
