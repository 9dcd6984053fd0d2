"""Freeing: what barred a way and is taken away: "lifted their roadblock on the highway", "restrictions were eased"."""

from collections.abc import Iterator

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.passage import Passage, negated
from streams.core.extraction.wordends import ends_as

_UNFINISHED = 5
"""Within how many tokens before it is told that a barrier is only being taken away, or is to be."""


def freed(sentence: Sentence) -> Iterator[Passage]:
    """As in "lifted their roadblock on the highway", "restrictions at the airport were eased"."""
    for at, mark in sentence.find("passage.barrier"):
        if sentence.match(at, "passage.ban_on") and sentence.match(at + 2, "route.wares"):
            continue  # "the ban on onions at the crossing was lifted"
        removing = [i for i, _ in sentence.find("passage.removes", start=max(0, at - 4), end=at)]
        if removing and sentence.has("passage.unfinished", start=max(0, removing[-1] - _UNFINISHED), end=removing[-1]):
            continue
        if removing and not sentence.has("passage.break", start=removing[-1], end=at):
            yield from _if_told(sentence, removing[-1], mark.end, placed=True)
            continue
        for verb, told in sentence.find("passage.removes", start=mark.end, end=mark.end + 14):
            be = any(sentence.match(i, "grammar.be") for i in range(max(mark.end, verb - 2), verb))
            gone = sentence.match(verb, "passage.gone") > 0 and sentence.match(at, "passage.man_made") > 0
            if (be or gone or _headlined(sentence, mark.end, verb, told.end)) and not sentence.has(
                "passage.break", start=mark.end, end=verb
            ):
                placed = sentence.match(mark.end, "passage.off") or (not be and sentence.match(told.end, "passage.off"))
                yield from _if_told(sentence, at, told.end, placed=bool(placed))
            break


def _headlined(sentence: Sentence, start: int, verb: int, end: int) -> bool:
    """Whether a participle without its helper ends what a headline tells: "ban on lorries on the A2 scrapped"."""
    ends = (
        end >= len(sentence.tokens)
        or sentence.tokens[end].shape == "mark"
        or sentence.match(end, "grammar.preposition")
    )
    done = ends_as(sentence, verb, "ending.past") or sentence.match(verb, "passage.taken_back") > 0
    return bool(ends) and done and not sentence.has("grammar.be", "grammar.have", "grammar.verb", start=start, end=verb)


def _if_told(sentence: Sentence, first: int, end: int, *, placed: bool) -> Iterator[Passage]:
    """That the way is free, where a place for it is told and nothing takes it back."""
    if (
        placed
        and not negated(sentence, first)
        and not sentence.has("route.nothing", start=max(0, first - 5), end=first)
    ):
        yield Passage(first, end - 1, "open", before=False)
