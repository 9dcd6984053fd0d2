"""Obstacles: what lies in the way, covers it or is put there, and who is barred from it."""

from collections.abc import Iterator

from streams.core.extraction.lexicon import Mark
from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.passage import Passage, negated

_NEAR = 6
"""How many tokens may stand between a ban and whom it bars, and how many a depth may have."""
_HELPED = 4
"""How many helpers may stand between an obstacle and the verb that puts it there."""


def obstacles(sentence: Sentence) -> Iterator[Passage]:
    """What a sentence says of passage by what lies in the way, and by bans."""
    yield from _lying(sentence)
    yield from _missing(sentence)
    yield from _barred(sentence)
    yield from _laid(sentence)
    yield from _covered(sentence)
    yield from _banned(sentence)


def _lying(sentence: Sentence) -> Iterator[Passage]:
    """As in "Boulders lie across the road", "erected barriers on the highway"."""
    for at, mark in sentence.find("passage.obstacle"):
        onto = next((m for _, m in sentence.find("passage.across", start=mark.end, end=mark.end + 3)), None)
        placed = sentence.has("passage.places", start=max(0, at - 5), end=at)
        if (put := _put(sentence, mark.end)) is not None:
            onto, placed = put, True
        lying = sentence.has("passage.lies", start=mark.end, end=mark.end + 3)
        vehicle = sentence.match(at, "passage.traffic") > 0
        if vehicle and onto is not None and onto.value == "on":
            placed, lying = sentence.has("passage.parks", start=max(0, at - 4), end=at), False
        if sentence.match(at - 1, "route.not") or (onto is not None and _beside(sentence, at, mark.end, onto.end)):
            continue  # "no checkpoints are left on it"
        if sentence.match(mark.end, "passage.gone") and sentence.match(at, "passage.man_made"):
            continue  # "barricades come down on the highway"
        there = sentence.match(at, "passage.bar") > 0 and sentence.has("route.there_is", start=max(0, at - 4), end=at)
        if onto is not None and (placed or lying or there or onto.value == "across"):
            yield Passage(at, onto.end - 1, mark.value, before=False)


def _missing(sentence: Sentence) -> Iterator[Passage]:
    """As in "show a gap of eighty metres in the causeway"."""
    for at, mark in sentence.find("passage.gap"):
        onto = next(
            (m for _, m in sentence.find("passage.across", start=mark.end + 2, end=mark.end + _HELPED + 1)), None
        )
        piece = onto is not None and sentence.has("route.piece", start=mark.end, end=onto.end - 1)
        if onto is not None and piece and sentence.match(mark.end, "route.of") and not negated(sentence, at - 1):
            yield Passage(at, onto.end - 1, "severed", before=False)


def _beside(sentence: Sentence, at: int, start: int, end: int) -> bool:
    """Whether it stands beside the way: "put sandbags along the road", "planted trees on both sides of the road"."""
    if sentence.match(at, "passage.grown") and sentence.has("passage.planted", start=max(0, at - _HELPED), end=at):
        return True
    tended = sentence.match(at, "passage.grown") and sentence.has(
        "passage.tended", start=max(0, at - _HELPED), end=start + _HELPED
    )
    return (tended or sentence.match(at, "passage.roadside") > 0) and sentence.has(
        "passage.alongside", start=start, end=end
    )


def _put(sentence: Sentence, at: int) -> Mark | None:
    """As in "barricades have been erected on": where what was put there lies."""
    verb = at
    while verb < at + _HELPED and sentence.match(verb, "grammar.be", "grammar.have", "grammar.adverb"):
        verb += 1
    put = sentence.match(verb, "passage.places") if verb > at else sentence.match(verb, "passage.appears")
    return sentence.mark(verb + put, "passage.across") if put else None


def _barred(sentence: Sentence) -> Iterator[Passage]:
    """As in "the RP4 has four barricades and a trench"."""
    for at, _ in sentence.find("passage.obstacle"):
        has = next((i for i, _ in sentence.find("passage.has", start=max(0, at - 3), end=at)), None)
        if has is not None and not negated(sentence, has) and not sentence.has("passage.traffic", start=at, end=at + 1):
            yield Passage(has, at, "severed", before=True)


def _laid(sentence: Sentence) -> Iterator[Passage]:
    """As in "cut down trees and laid them across the road"."""
    for at, mark in sentence.find("passage.places"):
        across = sentence.mark(mark.end + 1, "passage.across") if sentence.match(mark.end, "route.it") else None
        if across is not None and across.value == "across" and sentence.has("passage.obstacle", end=at):
            yield Passage(at, across.end - 1, "severed", before=False)


def _covered(sentence: Sentence) -> Iterator[Passage]:
    """As in "lies under a metre of water"."""
    for at, mark in sentence.find("passage.under"):
        if measured := _measured(sentence, mark.end):
            yield Passage(at, measured - 1, "severed", before=True)  # "under nine feet of the Guadalupe"
            continue
        for cover, over in sentence.find("passage.cover", start=mark.end, end=mark.end + 6):
            if not sentence.has("passage.break", start=mark.end, end=cover):
                yield Passage(at, over.end - 1, "severed", before=True)
                break


def _measured(sentence: Sentence, at: int) -> int:
    """The end of a depth that begins at a token: "two metres of", "a metre of"; 0 where none does."""
    step = at + sentence.match(at, "route.indefinite")
    while step < at + _NEAR and (sentence.tokens[step : step + 1] and sentence.tokens[step].shape == "number"):
        step += 1
    step += sentence.match(step, "numeral.unit", "numeral.ten", "numeral.vague") if step == at else 0
    deep = sentence.match(step, "route.depth") if step > at else 0
    return step + deep if deep else 0


def _come_from(sentence: Sentence, at: int) -> bool:
    """Whether at a token the name of a country begins from which something comes, and behind it the crossing."""
    tokens = sentence.tokens
    return at + 1 < len(tokens) and tokens[at].capital and sentence.match(at + 1, "route.in_town", "route.by_way") > 0


def _banned(sentence: Sentence) -> Iterator[Passage]:
    """As in "barred civilians from the road", "banned lorries from the bridge"."""
    for at, mark in sentence.find("passage.bans"):
        for source, link in sentence.find("passage.from", start=mark.end, end=mark.end + 5):
            if sentence.match(link.end, "route.does") or sentence.has("route.no_traveller", start=mark.end, end=source):
                break  # "stopped protesters from blocking the road", "banned hawkers from the bridge"
            if _come_from(sentence, link.end):
                break  # "banned eggs from Uganda at the crossing"
            whom = max(0, at - _NEAR) if sentence.match(at - 1, "grammar.be") else mark.end
            some = sentence.has("route.subset_heavy", start=whom, end=source)  # "lorries are banned from the N3"
            if sentence.lexicon.words("grammar.vso"):
                some = some or sentence.has("route.subset_heavy", start=link.end, end=link.end + 2)
            yield Passage(at, link.end - 1, "restricted" if some else "severed", before=False)
            break
