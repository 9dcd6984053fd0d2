"""Passage: what happens to those who would pass. "No lorry gets through", "flights resumed", "trees lie across the road".

A route may be closed without a word for it. Here the subject is traffic, or an obstacle, and the route stands beside it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from streams.core.extraction.lexicon import Mark
from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.barred import nobody_held
from streams.core.extraction.routes.hours import is_slow

_CANNOT = 4
_NEAR = 6
"""How many tokens may stand between a verb and those who pass."""


class Passage(NamedTuple):
    """Tokens ``first`` to ``last`` (inclusive) say that passage is "severed", "restricted" or "open"."""

    first: int
    last: int
    state: str
    before: bool
    """Whether the route may stand before these words; if not, it stands behind them ("mines on the road")."""


def passages(sentence: Sentence) -> Iterator[Passage]:
    """What a sentence says of passage, by traffic and its verbs."""
    yield from _first(sentence)
    yield from _halted(sentence)
    yield from _flowing(sentence)
    yield from _lasting(sentence)


def _first(sentence: Sentence) -> Iterator[Passage]:
    """As in "the first ship in twelve days unloads at the port": somebody gets there again."""
    for at, _ in sentence.find("route.first"):
        who = next((m for _, m in sentence.find("passage.traffic", start=at + 1, end=at + 4)), None)
        since = who and next(
            (i for i, _ in sentence.find("passage.since", start=who.end, end=who.end + _NEAR + 2)), None
        )
        if who is None or since is None:
            continue
        came = sentence.has("passage.arrives", start=who.end, end=len(sentence.tokens)) or sentence.has(
            "passage.arrives", "passage.took", start=max(0, at - _NEAR), end=at
        )
        if came and not sentence.has("route.not", "passage.halts", start=who.end, end=since):
            yield Passage(at, who.end - 1, "open", before=True)


def _halted(sentence: Sentence) -> Iterator[Passage]:
    """As in "Traffic was halted", "suspended all flights"."""
    for at, mark in sentence.find("passage.halts"):
        subject = traffic_before(sentence, at)
        if subject is not None:
            lone = sentence.match(at, "passage.stuck") and _one_vehicle(sentence, subject)
            if lone or nobody_held(sentence, at) or sentence.match(mark.end, "passage.freed_from"):
                continue
            if not negated(sentence, at) and not sentence.match(mark.end, "route.times"):
                some = sentence.match(at, "route.banned") and sentence.match(subject, "route.subset_heavy")
                some = some or sentence.match(subject + 1, "route.heavier")
                some = some or (
                    sentence.match(subject - 1, "route.day_part", "route.some_flights")
                    and not sentence.match(subject - 1, "passage.traffic")
                )  # "night sailing is forbidden"
                some = some or sentence.match(subject - 1, "route.wares")  # "milk lorries were stopped"
                some = some or _freight_alone(sentence, subject) or _in_part(sentence, subject, mark.end)
                to = sentence.match(mark.end, "route.to_some")
                some = some or (to and sentence.match(mark.end + to, "route.subset"))  # "traffic forbidden to lorries"
                yield Passage(subject, mark.end - 1, "restricted" if some else "severed", before=True)
            continue
        for place, who in sentence.find("passage.traffic", start=mark.end, end=mark.end + 3):
            apart = any(
                word in (",", ";") for word in sentence.lower[mark.end : place]
            )  # "blockade ended, lorries rolling again"
            if apart or _one_vehicle(sentence, place) or is_counted(sentence, mark.end, place):
                break  # "armed men stopped a bus on the road", "called off 110 flights"
            if not negated(sentence, at):
                some = sentence.match(
                    place - 1, "route.day_part", "route.subset_heavy", "route.some_flights", "route.wares"
                ) or _in_part(sentence, place, who.end)  # "suspended night traffic", "cut sailings by half"
                some = some or (sentence.match(at, "route.banned") and sentence.match(place, "route.subset_heavy"))
                yield Passage(at, max(mark.end, who.end) - 1, "restricted" if some else "severed", before=True)
            break
        if (sentence.match(at - 1, "route.not") or sentence.match(at - 1, "route.no_longer")) and sentence.match(
            mark.end, "route.running"
        ):
            yield Passage(at - 1, mark.end, "open", before=True)  # "did not halt operations"


def _in_part(sentence: Sentence, whom: int, end: int) -> bool:
    """Whether only so many of those who pass are held: "half of flights cancelled", "cut sailings at the port by half"."""
    of = sentence.has("route.some_of", start=max(0, whom - 3), end=whom) and not sentence.has(
        "passage.break", start=max(0, whom - 3), end=whom
    )
    return of or any(
        not sentence.has("passage.break", start=end, end=at)
        for at, _ in sentence.find("route.by_part", start=end, end=end + _PART)
    )


_PART = 9
"""Within how many tokens behind those who are held it is told by how much."""


def _freight_alone(sentence: Sentence, subject: int) -> bool:
    """Whether goods alone are held where people pass: "is serving passengers, but clearance of freight is suspended"."""
    people = next((at for at, _ in sentence.find("route.people", end=subject)), None)
    apart = people is not None and sentence.has("route.but", start=people, end=subject)
    return apart and sentence.match(subject, "route.goods") > 0


def _flowing(sentence: Sentence) -> Iterator[Passage]:
    """As in "Lorries pass again", "no vehicle gets through", "nobody uses it any more"."""
    for at, mark in _moves(sentence):
        nobody = next((i for i, _ in sentence.find("passage.nobody", start=at - _NEAR, end=at)), None)
        nobody = _none_of(sentence, at) if nobody is None else nobody
        subject = traffic_before(sentence, at)
        saved = nobody is not None and sentence.match(nobody + 1, "passage.saving") > 0
        if saved:
            yield Passage(
                nobody or 0, mark.end - 1, "restricted", before=True
            )  # "nothing but the Red Cross gets through"
            continue
        if _saved_behind(sentence, at, mark.end):
            yield Passage(at, mark.end - 1, "restricted", before=False)
            continue
        if subject is not None and sentence.match(at - 1, "passage.halts"):
            yield Passage(subject, mark.end - 1, "severed", before=True)  # "buses stopped running"
        elif subject is not None and negated(sentence, at) and sentence.match(subject + 1, "route.heavier"):
            yield Passage(
                subject, mark.end - 1, "restricted", before=True
            )  # "vehicles heavier than 3.5 tonnes are not let on"
        elif nobody is not None and not sentence.has("passage.break", start=nobody, end=at):
            yield Passage(nobody, mark.end - 1, "severed", before=True)
        elif negated(sentence, at) and (
            mark.cls == "passage.passes" and not _of_it(sentence, at)
            if subject is None
            else not _one_vehicle(sentence, subject)
        ):
            yield Passage(at, mark.end - 1, "severed", before=True)
        elif subject is None and sentence.match(at, "passage.resumes") and not negated(sentence, at):
            if whom := next((m for _, m in sentence.find("passage.traffic", start=mark.end, end=mark.end + 3)), None):
                yield Passage(at, whom.end - 1, "open", before=True)  # "UNHAS resumed flights"
        elif (
            subject is not None
            and not negated(sentence, at)
            and (_hampered(sentence, mark.end) or sentence.has("route.partial", start=max(0, subject - 2), end=subject))
        ):
            yield Passage(subject, mark.end - 1, "restricted", before=True)  # "trains run at reduced speed"
        elif subject is not None and (
            mark.cls == "passage.flows"
            or sentence.has("passage.again", start=at, end=mark.end + 14)
            or (sentence.match(at - 1, "passage.again") and sentence.match(at - 2, "route.be"))
        ):
            yield Passage(subject, mark.end - 1, "open", before=True)


def _moves(sentence: Sentence) -> Iterator[tuple[int, Mark]]:
    """The verbs of those who pass, without the word of kind in a name: "turned back at the Malaba crossing"."""
    for at, mark in sentence.find("passage.flows", "passage.passes"):
        if not (at and sentence.match(at, "route.head") and sentence.tokens[at - 1].capital):
            yield at, mark


def _saved_behind(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a verb that stands first is denied for all but some: "لا تعبر الطريق سوى سيارات الإسعاف"."""
    if not sentence.lexicon.words("grammar.vso") or not negated(sentence, at):
        return False
    return any(
        not sentence.has("passage.break", start=end, end=saving)
        for saving, _ in sentence.find("passage.saving", start=end, end=end + _SAVED)
    )


_SAVED = 9
"""Within how many tokens behind such a verb those are told who may pass."""


def _hampered(sentence: Sentence, at: int) -> bool:
    """Whether it is told behind a verb that traffic keeps to a limit: "on one track", "with speed limits", "in convoys"."""
    return is_slow(sentence, at, at + 3 * _LIMITED) or any(
        not sentence.has("passage.break", start=at, end=limit) and not sentence.match(limit, "route.late")
        for limit, _ in sentence.find("route.limit", start=at, end=at + _LIMITED)
    )


_LIMITED = 5
"""Within how many tokens behind a verb of moving its limit is told."""


def _lasting(sentence: Sentence) -> Iterator[Passage]:
    """As in "River traffic goes on"."""
    for at, mark in sentence.find("passage.lasts"):
        if sentence.match(at - 1, "passage.stream"):
            yield Passage(at - 1, mark.end - 1, "open", before=True)


def _of_it(sentence: Sentence, at: int) -> bool:
    """Whether "it" does not pass: something named before, that may be anything."""
    return sentence.has("route.it", start=max(0, at - 4), end=at) and not sentence.match(at - 1, "route.be")


def _none_of(sentence: Sentence, at: int) -> int | None:
    """The token of "not a single", "hardly any" before those who would pass: "not a single aeroplane has landed"."""
    for place, mark in sentence.find("passage.none", start=max(0, at - _NEAR - 2), end=at):
        if sentence.has("passage.traffic", start=mark.end, end=mark.end + 3):
            return place
    return None


def _one_vehicle(sentence: Sentence, at: int) -> bool:
    """Whether a single vehicle stands at a token, which may stand still for reasons of its own."""
    if not sentence.match(at, "passage.one"):
        return False
    step = next((i for i in range(at - 1, max(-1, at - 4), -1) if sentence.match(i, "grammar.determiner")), None)
    return step is not None and not sentence.has("route.all", "route.each", "route.first", start=step, end=at)


def is_counted(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only so many of those who pass are told of, from token ``start`` on: "called off 110 flights"."""
    several = any(
        sentence.tokens[at].shape == "number" or sentence.match(at, "numeral.unit", "numeral.ten", "numeral.vague")
        for at in range(start, min(end, len(sentence.tokens)))
    )
    return several and not sentence.has("route.all", start=start, end=end)


def traffic_before(sentence: Sentence, at: int) -> int | None:
    """The token of the traffic that is the subject of the verb at ``at``."""
    found = None
    for place, mark in sentence.find("passage.traffic", start=max(0, at - 14), end=at):
        broken = _breaks(sentence, mark.end, at)
        served = sentence.match(place - 1, "route.office") > 0  # "visa services at the crossing"
        if not served and (not broken or _only_adverbs(sentence, broken[-1] + 1, at)):
            found = place
    return found


def _breaks(sentence: Sentence, start: int, end: int) -> list[int]:
    """The tokens that part a subject from its verb; an aside between two commas and "A and B" of names part nothing."""
    found = [i for i, _ in sentence.find("passage.break", start=start, end=end)]
    found = [
        i
        for i in found
        if not (sentence.match(i, "grammar.and") and sentence.tokens[i - 1].capital and sentence.tokens[i + 1].capital)
    ]
    commas = [i for i in found if sentence.lower[i] == ","]
    if len(commas) == 2 and commas[0] <= start + 1 + _NEAR:
        found = [i for i in found if not commas[0] <= i <= commas[1]]
    return found


def _only_adverbs(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a second verb follows for the same subject: "flights were suspended and then resumed"."""
    return sentence.match(start - 1, "grammar.and") > 0 and all(
        sentence.match(at, "route.passing_adverb", "route.be", "grammar.have", "grammar.adverb")
        for at in range(start, end)
    )


def negated(sentence: Sentence, at: int) -> bool:
    """Whether a negation stands before the verb at a token, helpers and adverbs passed over."""
    if sentence.ending("passage.cannot", at, _CANNOT) or _unable(sentence, at):
        return True  # "ne peuvent plus emprunter"
    if sentence.ending("route.no_longer", at, _CANNOT):
        return True  # "ont cessé de circuler", "dejaron de pasar"
    step = at - 1
    while step >= 0 and at - step < 6:
        if sentence.match(step, "route.not", "route.no_longer", "passage.cannot"):
            return True
        if not sentence.match(step, "route.be", "route.passing_adverb", "grammar.have", "grammar.aux"):
            return False
        step -= 1
    return False


def _unable(sentence: Sentence, at: int) -> bool:
    """Whether a verb that stands first says before its subject that these cannot: "لم تتمكن قوافل الإغاثة من استخدام"."""
    if not sentence.lexicon.words("grammar.vso"):
        return False
    return any(
        not sentence.has("passage.break", start=mark.end, end=at)
        for _, mark in sentence.find("passage.cannot", start=max(0, at - 2 * _CANNOT), end=at)
    )
