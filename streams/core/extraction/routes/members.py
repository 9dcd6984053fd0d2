"""Members: routes named as some of those of which a plural tells: "32 airports are closed; Srinagar airport is one of them"."""

from collections.abc import Iterator, Mapping, Sequence

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.phrases import phrase_start

_OPENS = 2
"""Within how many tokens "they include" opens its sentence."""


def with_members(sentences: Sequence[Sentence], groups: Mapping[int, Sequence[Group]]) -> dict[int, list[Group]]:
    """The groups of each sentence, with the plurals whose members stand apart from them."""
    found = {at: list(own) for at, own in groups.items()}
    for at, group in _members(sentences, groups):
        others = [one for one in found.get(at, ()) if one.first != group.first]
        found[at] = sorted([*others, group], key=lambda one: one.first)
    return found


def _members(sentences: Sequence[Sentence], groups: Mapping[int, Sequence[Group]]) -> Iterator[tuple[int, Group]]:
    """Each plural without names whose members a sentence names, as a group of these, with its sentence's position."""
    for at, named in groups.items():
        sentence = sentences[at]
        for _, mark in sentence.find("route.members", end=_OPENS):
            told = [group for group in named if group.first >= mark.end]
            before = sentences[at - 1] if at and sentences[at - 1].block == sentence.block else None
            if before is not None and before.field == sentence.field:
                yield from _of(before, at - 1, len(before.tokens), told, groups.get(at - 1, ()))
            break
        for place, _ in sentence.find("route.member"):
            begin = max((step for step in range(place) if sentence.lower[step] == ";"), default=-1)
            told = [group for group in named if begin < group.first < place]
            if begin > 0:
                yield from _of(sentence, at, begin, told, [group for group in named if group.first < begin])
            elif at and sentences[at - 1].field == sentence.field and sentences[at - 1].block == sentence.block:
                yield from _of(sentences[at - 1], at - 1, len(sentences[at - 1].tokens), told, groups.get(at - 1, ()))
            break


def _of(
    sentence: Sentence, at: int, end: int, told: Sequence[Group], named: Sequence[Group]
) -> Iterator[tuple[int, Group]]:
    """The plural of a sentence that is of the kind of those ``told``, unless other names stand with it already."""
    for head, mark in sentence.find("route.heads", end=end):
        routes = [route for group in told for route in group.routes if route.kind == mark.value]
        first = phrase_start(sentence, head)
        if sentence.match(first, "route.not"):
            return  # "No roads are closed"
        own = next((group for group in named if group.first <= head <= group.last), None)
        if routes and (own is None or sentence.match(mark.end, "route.and_to")):  # "the border posts with Chad"
            last = mark.end - 1 if own is None else own.last
            more = () if own is None else own.routes
            yield at, Group(sentence, first, last, tuple(dict.fromkeys((*more, *routes))), pointing=True)
            return
