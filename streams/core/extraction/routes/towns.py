"""Towns that stand for their crossing, port or airport, where such are spoken of: "Kharlachi has been shut, Torkham is open"."""

from collections.abc import Iterator, Sequence
from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.ends import bare_ends
from streams.core.extraction.routes.ground import Ground
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.nameparts import is_head_first
from streams.core.extraction.routes.propernames import names_from
from streams.core.facts import RouteKind
from streams.core.routenames import road_number

_OPENERS = ("route.and", "route.and_then", "grammar.conjunction")
_HELPERS = (
    "route.be", "grammar.have", "route.passing_adverb", "route.both", "route.still", "route.not", "route.no_longer", "route.had",
    "route.future",
)  # fmt: skip


def spoken_of(sentences: Sequence[Sentence], named: Sequence[bool]) -> list[RouteKind | None]:
    """For each sentence the kind of routes that it, the one before or the one behind speaks of by a word for several or any.

    ``named``: whether a sentence has any word for a route; only these are looked at.
    """
    own = [_kind(sentence) if looked else None for sentence, looked in zip(sentences, named, strict=True)]
    return [
        kind
        or (own[at - 1] if at else None)
        or (own[at + 1] if at + 1 < len(own) else None)
        or (own[at - 2] if at > 1 and sentences[at - 2].block == sentences[at].block else None)
        for at, kind in enumerate(own)
    ]


def _kind(sentence: Sentence) -> RouteKind | None:
    for at, mark in sentence.find("route.town_kind"):
        named = mark.end < len(sentence.tokens) and sentence.tokens[at].capital and sentence.tokens[mark.end].capital
        if not named or is_head_first(sentence):  # "Port Sudan"
            return cast("RouteKind", mark.value)
    return None


def says_state(sentence: Sentence) -> bool:
    """Whether a sentence has a word for the state in which a town may be."""
    return sentence.has("route.town_is")


def states_town(sentence: Sentence, at: int) -> bool:
    """Whether the state of a crossing follows at a token behind the name of its town: "has been shut", "remains closed"."""
    step = at
    while sentence.match(step, *_HELPERS):
        step += 1
    return sentence.match(at, "route.town_state") > 0 or (
        step > at and sentence.match(step, "route.town_state", "route.town_is") > 0
    )


def towns(sentence: Sentence, at: int, ground: Ground, kind: RouteKind) -> Iterator[Mention]:
    """The towns of a clause that begins at token ``at``, if it says their state: "A, B and C were closed"."""
    if not sentence.tokens[at].capital or not _opens(sentence, at):
        return
    names, quoted = _names(sentence, at)
    if not names:
        return
    step = names[-1][1] + quoted
    while sentence.match(step, *_HELPERS):
        step += 1
    helped = step > names[-1][1] + quoted
    label = sentence.mark(names[-1][1], "route.town_is")
    mark = label if label is not None and label.value == "label" else sentence.mark(step, "route.town_is")
    if mark is None or (mark.value == "with be" and not helped):
        return
    for start, end in names:
        own = sentence.words(start, end)
        if (
            (mark.value == "label" and not ground.town(own))  # "Калуга: ограничения сняты"
            or road_number(own)
            or ground.country(own)
            or sentence.mark(end, "route.head", "route.heads")
            or sentence.has("route.head", start=start, end=end)
        ):
            return
        if sentence.match(start, "place.nationality", "place.person", "truce.actor"):
            return
        if end == start + 1 and sentence.lower[start] in sentence.lexicon.exact and not ground.town(own):
            return  # "Flights were suspended"
    for start, end in names:
        own = sentence.words(start, end)
        name = own if is_head_first(sentence) else f"{own} {kind}"
        yield Mention(start, end - 1 + quoted, kind, name, tuple(dict.fromkeys((name, own))))


def _names(sentence: Sentence, at: int) -> tuple[list[tuple[int, int]], bool]:
    """The names in a row from token ``at`` on, and whether they stand in quotation marks ("«Порубне — Сірет»")."""
    dashed = bare_ends(sentence, at) if is_head_first(sentence) else None
    names = [(at, dashed[1])] if dashed else list(names_from(sentence, at))
    quoted = (
        bool(names)
        and at > 0
        and sentence.lower[at - 1] == '"' == "".join(sentence.lower[names[-1][1] : names[-1][1] + 1])
    )
    return names, quoted


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether a clause may begin at a token."""
    return at == 0 or sentence.tokens[at - 1].shape == "mark" or sentence.match(at - 1, *_OPENERS) > 0
