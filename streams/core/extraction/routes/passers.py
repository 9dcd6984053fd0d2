"""Passers: who is let through and who is not, which tells whether a route is open to all. "Only patients are allowed across"."""

from collections.abc import Iterator

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.passage import Passage, negated, traffic_before

_VIA = 8
"""Within how many tokens behind their verb it is told which way those who pass came."""
_ALLOWED = 9
"""Within how many tokens those who may or may not pass stand before the word that lets them."""


def passers(sentence: Sentence) -> Iterator[Passage]:
    """What a sentence says of passage by those whom it lets through or keeps out."""
    yield from _taken_in(sentence)
    yield from through(sentence)
    yield from _some_only(sentence)
    yield from _kept_out(sentence)
    yield from _let(sentence)
    yield from _crossing(sentence)
    yield from _parked(sentence)
    yield from _limited(sentence)
    yield from _used_by(sentence)
    yield from _still(sentence)


def _taken_in(sentence: Sentence) -> Iterator[Passage]:
    """As in "is not accepting vessels", "does not receive aircraft"."""
    for at, mark in sentence.find("passage.takes"):
        whom = next((m for _, m in sentence.find("passage.taken", start=mark.end, end=mark.end + 5)), None)
        if (
            whom is not None
            and sentence.match(mark.end, "grammar.no")
            and not sentence.has("route.heavier", start=mark.end)
        ):
            yield Passage(at, whom.end - 1, "severed", before=True)  # "has received no ships since Friday"
        elif whom is not None and negated(sentence, at) and sentence.match(whom.end, "route.heavier"):
            yield Passage(at, whom.end, "restricted", before=True)  # "cannot take vehicles over five tonnes"
        elif whom is not None and negated(sentence, at) and sentence.has("passage.but", start=mark.end, end=whom.end):
            yield Passage(at, whom.end - 1, "restricted", before=True)  # "n'accueille plus que les vols militaires"
        elif whom is not None and negated(sentence, at) and sentence.has("route.subset", start=mark.end, end=whom.end):
            yield Passage(at, whom.end - 1, "restricted", before=True)  # "can no longer receive container ships"
        elif (
            whom is not None
            and negated(sentence, at)
            and not sentence.has("passage.break", "route.definite", start=mark.end, end=whom.end)
        ):
            yield Passage(at, whom.end - 1, "severed", before=True)
        elif (
            whom is not None
            and sentence.match(whom.end, "route.only", "passage.but_no")
            and not sentence.match(at - 1, "route.to")
        ):
            yield Passage(at, whom.end, "restricted", before=True)  # "takes helicopters only"
        elif whom is not None and sentence.match(mark.end, "route.only"):
            yield Passage(at, whom.end - 1, "restricted", before=True)  # "accepts only trucks of sugar"
        elif (
            whom is not None
            and sentence.match(whom.end, "route.per")
            and not sentence.match(mark.end, "grammar.by")  # "is taken by 3,000 lorries a day"
            and not sentence.has("passage.again")
        ):
            yield Passage(at, whom.end - 1, "restricted", before=True)  # "lets in 40 trucks a day"
        elif whom is not None and _counted(sentence, at, mark.end, whom.end):
            yield Passage(at, whom.end - 1, "open", before=True)  # "received two flights on Sunday"
        elif whom is not None and sentence.has("passage.again", start=at, end=whom.end + 2):
            yield Passage(at, whom.end - 1, "open", before=True)


def _counted(sentence: Sentence, verb: int, start: int, end: int) -> bool:
    """Whether those who were taken in are counted, as arrivals are reported."""
    return sentence.match(verb, "passage.took") > 0 and sentence.has(
        "numeral.unit", "numeral.ten", "route.first", start=start, end=end
    )


def through(sentence: Sentence) -> Iterator[Passage]:
    """As in "Sixty lorries drove in through the crossing": it lets them pass."""
    for at, mark in sentence.find("passage.passes", "passage.comes"):
        start = mark.end - (sentence.match(mark.end - 1, "passage.via") > 0)  # "went through"
        via = next((m for _, m in sentence.find("passage.via", start=start, end=mark.end + _VIA)), None)
        subject = traffic_before(sentence, at) if via is not None else None
        if via is None or subject is None or sentence.match(subject, "passage.one") or negated(sentence, at):
            continue
        kept = sentence.has("passage.cannot", start=subject, end=at)  # "cannot at present enter by the pass"
        if not kept and not sentence.has("passage.nobody", "passage.none", start=max(0, subject - 3), end=at):
            escorted = sentence.has("route.limit", start=mark.end, end=via.end)
            last = via.end - 1 - (sentence.match(via.end - 1, "grammar.the") > 0)  # "reached the town by the old road"
            yield Passage(subject, last, "restricted" if escorted else "open", before=False)


def _some_only(sentence: Sentence) -> Iterator[Passage]:
    """As in "only stranded nationals have been allowed across"."""
    for at, _ in sentence.find("route.only"):
        lets = next((m for _, m in sentence.find("passage.lets", start=at + 1, end=at + _ALLOWED)), None)
        if lets is not None and not sentence.has("passage.break", start=at + 1, end=lets.end):
            yield Passage(at, lets.end - 1, "restricted", before=True)


def _kept_out(sentence: Sentence) -> Iterator[Passage]:
    """As in "lorries are still not admitted": some kinds alone are kept out."""
    for at, mark in sentence.find("passage.lets", "passage.goes_out"):
        kept = next((i for i, _ in sentence.find("route.subset", start=max(0, at - _ALLOWED), end=at)), None)
        if kept is None or not negated(sentence, at) or sentence.has("passage.break", start=kept, end=at):
            continue
        if not sentence.has("route.all", "route.people", start=max(0, kept - 2), end=kept + 1):
            yield Passage(kept, mark.end - 1, "restricted", before=True)


def _let(sentence: Sentence) -> Iterator[Passage]:
    """As in "let pedestrians across the gate", "allowed lorries through the crossing"."""
    for at, mark in sentence.find("passage.lets"):
        whom = next(
            (m for _, m in sentence.find("passage.traffic", "route.subset", start=mark.end, end=mark.end + 4)), None
        )
        via = sentence.mark(whom.end, "passage.via", "passage.over") if whom is not None else None
        if via is not None and not negated(sentence, at):
            some = sentence.has("route.subset", "route.only", start=max(0, at - 2), end=via.end)
            some = some or sentence.has("route.only", start=via.end, end=via.end + _ALLOWED)
            by_turns = sentence.match(via.end, "route.limit", "route.by_turns") > 0  # "let cars across one at a time"
            yield Passage(at, via.end - 1, "restricted" if some or by_turns else "open", before=by_turns)


def _crossing(sentence: Sentence) -> Iterator[Passage]:
    """As in "thirty lorries crossed the border post": what they cross, they can pass."""
    for at, mark in sentence.find("passage.crosses"):
        if sentence.match(at, "route.head") and sentence.tokens[at - 1].capital:
            continue  # "were sent back to the Malaba crossing"
        subject = traffic_before(sentence, at)
        kept = sentence.match(at - 1, "route.from") > 0  # "prevented vehicles from crossing"
        kept = kept or (
            sentence.tokens[at - 1].capital and sentence.match(at, "route.head") > 0
        )  # "the Malaba crossing"
        if subject is None or kept or sentence.match(subject, "passage.one") or negated(sentence, at):
            continue
        if not sentence.has("passage.nobody", "passage.none", start=max(0, subject - 3), end=at):
            yield Passage(subject, mark.end - 1, "open", before=False)


def _parked(sentence: Sentence) -> Iterator[Passage]:
    """As in "drivers have parked across the crossing"."""
    for at, mark in sentence.find("passage.parks"):
        across = next(
            (m for _, m in sentence.find("passage.across", start=mark.end, end=mark.end + 3)), None
        )  # "parked tractors across"
        if across is not None and across.value == "across" and not negated(sentence, at):
            yield Passage(at, across.end - 1, "severed", before=False)


def _still(sentence: Sentence) -> Iterator[Passage]:
    """As in "diplomats may still pass at Medininkai": so others may not."""
    for at, mark in sentence.find("passage.may_again"):
        if traffic_before(sentence, at) is not None or sentence.has("route.people", start=max(0, at - 3), end=at):
            yield Passage(at, mark.end - 1, "open", before=True)  # "cars may once again use the bridge"
    for at, mark in sentence.find("passage.may_still"):
        few = sentence.has("route.few", "route.people", start=max(0, at - _ALLOWED), end=at)
        if not few and traffic_before(sentence, at) is not None:
            yield Passage(at, mark.end - 1, "open", before=True)  # "lorries can still use the bridge"
        elif few:
            yield Passage(at, mark.end - 1, "restricted", before=True)


def _used_by(sentence: Sentence) -> Iterator[Passage]:
    """As in "is used by aid convoys and medical evacuations only"."""
    for at, mark in sentence.find("passage.used_by"):
        only = next((i for i, _ in sentence.find("route.only", start=mark.end, end=mark.end + _ALLOWED)), None)
        if only is None or negated(sentence, at) or any(sentence.lower[i] in (",", ";") for i in range(mark.end, only)):
            continue
        yield Passage(at, only, "restricted", before=True)


def _limited(sentence: Sentence) -> Iterator[Passage]:
    """As in "the movement of vehicles is temporarily limited"."""
    for at, mark in sentence.find("passage.limits"):
        step = at
        while sentence.match(step - 1, "route.passing_adverb"):
            step -= 1
        told = sentence.match(step - 1, "grammar.be", "grammar.have") > 0
        subject = traffic_before(sentence, step - 1) if told else None
        if subject is not None and not negated(sentence, at):
            yield Passage(subject, mark.end - 1, "restricted", before=True)
