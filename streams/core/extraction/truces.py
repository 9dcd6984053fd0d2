"""Truces: what a sentence says of a ceasefire, cue by cue.

A cue is bound to the word for the ceasefire by its place: "rebels broke the truce", "the truce was broken", "the truce
holds". Fighting that is told together with a ceasefire in force ("despite the truce") breaks it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from streams.core.extraction.reading import Sentence
from streams.core.facts import CeasefireState, Status

Weight = Literal["main", "side"]

_BEFORE = 28
"""How many tokens may stand between a ceasefire and what is said of it behind."""
_BEHIND = 9
"""How many between a verb and the ceasefire that is its object."""


@dataclass(frozen=True, slots=True)
class Truce:
    """A word for a ceasefire at tokens ``first`` to ``last`` (inclusive). Weak words mean one only where one is spoken of."""

    first: int
    last: int
    weak: bool = False
    offer: bool = False
    """A word for what is put forward ("the offer"): of it one says only that it is rejected or accepted."""
    bound: bool = False
    """A pronoun that means one only as an object ("committed to it"), for it may mean anything else as a subject."""


@dataclass(frozen=True, slots=True)
class Said:
    """``state`` of a ceasefire, by the cue at tokens ``first`` to ``last`` (inclusive).

    ``side``: told in passing, as what a ceasefire is called by ("a truce brokered by ..."). ``implied``: no word says it, but
    fighting is told together with it.
    """

    sentence: Sentence
    truce: Truce
    state: CeasefireState
    status: Status
    first: int
    last: int
    weight: Weight = "main"
    implied: bool = False


def truces(sentence: Sentence, *, spoken: bool) -> list[Truce]:
    """The words for ceasefires in a sentence; with ``spoken`` (one is spoken of in the item) the weak ones too."""
    found: list[Truce] = []
    at = 0
    while at < len(sentence.tokens):
        mark = sentence.mark(at, "truce.noun")
        weak = mark is None
        if weak and spoken:
            mark = sentence.mark(at, "truce.weak", "truce.offer")
        if mark is None:
            at += 1
            continue
        found.append(Truce(at, mark.end - 1, weak, mark.cls == "truce.offer"))
        at = mark.end
    return found


def said(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """Everything that a sentence says of its ceasefires."""
    taken = {at for truce in found for at in range(truce.first, truce.last + 1)}
    at = 0
    while at < len(sentence.tokens):
        marks = [] if at in taken else [m for m in sentence.marks(at) if m.cls in CUES]
        if not marks:
            at += 1
            continue
        end = max(mark.end for mark in marks)
        for mark in marks:
            if mark.end < end:
                continue
            one = _bound(sentence, found, mark.cls, cast("CeasefireState", mark.value), at, end)
            if one is not None:
                yield one
                break
        at = end
    yield from _asked(sentence, found)
    yield from _planned(sentence, found)
    yield from _fighting(sentence, found)


CUES = ("truce.subject", "truce.object", "truce.either")


def _bound(sentence: Sentence, found: list[Truce], cls: str, state: CeasefireState, at: int, end: int) -> Said | None:
    behind = _object(sentence, found, end) if cls != "truce.subject" else None
    before = _before(sentence, found, at)
    if behind is not None:
        after = sentence.match(at, "truce.passing") > 0 or sentence.has("truce.after", start=max(0, at - 7), end=at)
        weight: Weight = "side" if state == "agreed" and after else "main"
        return _told(sentence, behind, state, at, end, weight)
    if before is None:
        return None
    passive = _be_before(sentence, at)
    relative = _relative(sentence, before, at)
    if cls == "truce.object" and not passive:
        if not relative and not _modifier(sentence, before, at, end) and not _headline(sentence, before, at, end):
            return None
        aside = relative or (_modifier(sentence, before, at, end) and state != "proposed")
        weight = "side" if aside else "main"
        return _told(sentence, before, state, at, end, weight)
    transitive = end - at == 1 and sentence.match(end, "truce.noun", "grammar.determiner") > 0
    if cls == "truce.subject" and transitive and state != "agreed":
        return None
    if _other_subject(sentence, before, at):
        return None
    if state == "collapsed" and _ends_fighting(sentence, end):
        return None
    weight = "side" if state == "agreed" and relative else "main"
    return _told(sentence, before, state, at, end, weight)


def _other_subject(sentence: Sentence, truce: Truce, at: int) -> bool:
    """Whether another subject has come in between: "it is day three of the truce and nobody has died"."""
    if sentence.match(truce.last + 1, "truce.which"):
        return False
    joint = next((i for i in range(at - 1, truce.last, -1) if sentence.lower[i] == "and"), None)
    if joint is None or sentence.has("truce.between", "truce.with", start=truce.last, end=joint):
        return False
    return any(
        sentence.tokens[i].shape == "word"
        and not sentence.match(i, "route.be", "route.passing_adverb", "grammar.have", "grammar.adverb", "grammar.aux")
        for i in range(joint + 1, at)
    )


def _ends_fighting(sentence: Sentence, end: int) -> bool:
    """Whether what ends is not the truce but what it ends: "a truce that ends more than a year of fighting"."""
    for at in range(end, min(end + 8, len(sentence.tokens))):
        if sentence.match(at, "truce.fighting", "truce.conflict"):
            return True
        stops = sentence.match(at, "grammar.preposition", "grammar.conjunction", "stance.new")
        if sentence.tokens[at].shape == "mark" or (stops and sentence.lower[at] not in ("of", "than")):
            return False
    return False


def _object(sentence: Sentence, found: list[Truce], end: int) -> Truce | None:
    """The ceasefire behind token ``end``, with nothing but articles, lengths and names between."""
    for truce in found:
        if truce.first < end:
            continue
        if truce.first - end > _BEHIND:
            return None
        at = end
        while at < truce.first:
            token = sentence.tokens[at]
            width = sentence.match(at, "truce.gap", "numeral.unit", "grammar.adverb", "route.generic")
            if not width and (
                token.capital or token.shape in ("number", "mixed", "possessive") or token.word in ("-", '"')
            ):
                width = 1
            if not width and at + 1 == truce.first:
                width = 1  # one adjective that no table knows: "a Qatari-mediated truce"
            if not width:
                return None
            at += width
        return truce
    return None


def _before(sentence: Sentence, found: list[Truce], at: int) -> Truce | None:
    for truce in reversed(found):
        if truce.last >= at or truce.bound:
            continue
        if at - truce.last > _BEFORE or sentence.has("truce.break", start=truce.last + 1, end=at):
            return None
        return truce
    return None


def _relative(sentence: Sentence, truce: Truce, at: int) -> bool:
    """Whether the cue stands in a relative clause: "the truce that elders swore last week was broken"."""
    step = truce.last + 1
    if not sentence.match(step, "truce.which"):
        return False
    verbs = [i for i, _ in sentence.find(*CUES, start=step, end=at)]
    return not verbs and not (
        step + 1 < len(sentence.tokens) and sentence.match(step + 1, "grammar.be", "grammar.have")
    )


def _modifier(sentence: Sentence, truce: Truce, at: int, end: int) -> bool:
    """A participle right behind the ceasefire: "a truce brokered by Qatar", "a ceasefire agreed in March"."""
    return at == truce.last + 1 and sentence.match(end, "grammar.preposition") > 0


def _headline(sentence: Sentence, truce: Truce, at: int, end: int) -> bool:
    """ "Truce extended", "Ceasefire rejected by rebels": a participle without its verb."""
    if at > truce.last + 1 and sentence.match(
        at - 1, "grammar.determiner", "grammar.preposition", "grammar.conjunction"
    ):
        return False
    return at - truce.last <= 4 and (
        end >= len(sentence.tokens) or sentence.tokens[end].shape == "mark" or sentence.match(end, "grammar.preposition") > 0
        or sentence.match(end, "grammar.conjunction") > 0
    )  # fmt: skip


def _be_before(sentence: Sentence, at: int) -> bool:
    step = at - 1
    while step >= 0 and at - step < 7:
        if sentence.match(step, "route.be"):
            return True
        if not sentence.match(step, "grammar.adverb", "route.passing_adverb", "truce.not"):
            return False
        step -= 1
    return False


def _asked(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """ "We renew our call, made with others, for a humanitarian pause"."""
    for truce in found:
        at = truce.first - 1
        while at > 0 and truce.first - at < 6 and not sentence.match(at, "truce.for"):
            at -= 1
        if truce.weak or not sentence.match(at, "truce.for"):
            continue
        for ask, mark in sentence.find("truce.asks", start=max(0, at - 14), end=at):
            if not sentence.has("truce.not", "truce.break", start=max(0, ask - 3), end=at):
                yield Said(sentence, truce, "proposed", "reported", ask, mark.end - 1)
                break


def _planned(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """ "a ceasefire proposal": one is put forward, whatever becomes of it."""
    for truce in found:
        plan = next((at for at in (truce.last, truce.last + 1) if sentence.match(at, "truce.plan")), None)
        negated = sentence.has("truce.not", start=max(0, truce.first - 3), end=truce.first)
        if plan is not None and not truce.weak and not negated:
            yield Said(sentence, truce, "proposed", "reported", truce.first, plan, "side")


def _fighting(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """Fighting told together with a ceasefire in force."""
    for truce in found:
        for at, mark in sentence.find("truce.despite", start=max(0, truce.first - 12), end=truce.first):
            after = sentence.match(at, "truce.after") > 0 and not any(
                token.shape == "mark" for token in sentence.tokens[mark.end : truce.first]
            )
            if mark.end > truce.first or not (after or _adjoins(sentence, mark.end, truce.first)):
                continue
            if _fights(sentence, 0, at) or _fights(sentence, truce.last + 1, len(sentence.tokens)):
                yield Said(sentence, truce, "violated", _status(sentence, at, at), at, truce.last, implied=True)
                break


def resumed(sentence: Sentence) -> int | None:
    """The token where a sentence says that fighting went on after what was told before it; None where it does not."""
    for at, mark in sentence.find("truce.later", end=8):
        if _fights(sentence, mark.end, len(sentence.tokens)):
            return at
    return None


def resumed_after(sentence: Sentence, start: int) -> int | None:
    """Likewise within one sentence, behind token ``start``: ", but shelling resumed an hour later"."""
    for at, mark in sentence.find("truce.but", start=start):
        fighting = sentence.has("truce.fighting", start=mark.end, end=mark.end + 8)
        if sentence.has("truce.strikes", start=mark.end, end=mark.end + 8) or (
            fighting and sentence.has("truce.resumed", start=mark.end)
        ):
            return at
    return None


def _fights(sentence: Sentence, start: int, end: int) -> bool:
    for at, _ in sentence.find("truce.fighting", start=start, end=end):
        if not sentence.has("truce.not", start=max(start, at - 4), end=at):
            return True
    return False


def _adjoins(sentence: Sentence, start: int, end: int) -> bool:
    at = start
    while at < end:
        token = sentence.tokens[at]
        width = sentence.match(at, "truce.gap") or int(token.capital or token.shape != "word")
        if not width and at + 1 == end:
            width = 1
        if not width:
            return False
        at += width
    return True


def _told(sentence: Sentence, truce: Truce, state: CeasefireState, at: int, end: int, weight: Weight) -> Said | None:
    """The statement with its status; None where the words only ask or forbid."""
    ruled = _ruled(sentence, at)
    if ruled:
        if ruled == "nothing" or state in ("violated", "holding", "proposed", "rejected"):
            return None
        state = cast("CeasefireState", ruled) if state in ("agreed", "extended") else state
        if state == "collapsed":
            return None
        return Said(sentence, truce, state, "reported", at, end - 1, weight)
    if state == "agreed" and truce.last < at:
        since = sentence.has("truce.since", start=max(0, truce.first - 5), end=truce.first)
        if sentence.match(at - 1, "grammar.preposition") or since:
            weight = "side"
    if (
        state == "collapsed"
        and truce.last < at
        and (sentence.has("truce.brief", start=end, end=end + 6) or sentence.has("truce.restored", start=end))
    ):
        state = "violated"
    if truce.offer and state != "rejected":
        return None
    status = _status(sentence, at, end)
    if state in ("violated", "collapsed") and sentence.has("truce.ahead", start=max(0, at - 3), end=at):
        status = "threatened"
    negated = sentence.has(
        "truce.not", start=max(0, min(at, truce.first) - 6) if truce.last < at else max(0, at - 6), end=at
    )
    if state == "violated" and status == "reported" and negated:
        return (
            None
            if not sentence.has("truce.recorded", start=at)
            else Said(sentence, truce, "holding", "reported", at, end - 1, weight)
        )
    if status == "threatened" and (
        state == "violated" or (state == "collapsed" and truce.last < at and sentence.match(at, "truce.ending"))
    ):
        return None
    if status == "threatened" and state in ("agreed", "holding", "extended", "proposed", "rejected"):
        scheduled = state == "agreed" and sentence.has("truce.scheduled", start=max(0, at - 3), end=end)
        promised = state == "extended" and sentence.has("truce.will", start=max(0, at - 4), end=at)
        if not (scheduled or promised):
            return None
        status = "reported"
    if negated and state in ("agreed", "holding", "extended", "collapsed", "proposed") and status == "reported":
        return None
    return Said(sentence, truce, state, status, at, end - 1, weight)


def _ruled(sentence: Sentence, at: int) -> str:
    """The verb before the cue that rules it: one who asks, refuses or fails; empty where there is none."""
    for step in range(at - 1, max(-1, at - 9), -1):
        mark = sentence.mark(step, "truce.governs")
        if mark is not None and mark.end <= at:
            return mark.value
        if sentence.tokens[step].lower in (",", ";", ":", ".") or sentence.match(step, "truce.but", "grammar.be"):
            return ""
        if sentence.match(step, *CUES):
            return ""
    return ""


def _status(sentence: Sentence, at: int, end: int) -> Status:
    start = max(0, at - 10)
    for step in range(at - 1, start - 1, -1):
        aside = sentence.lower[step] == "," and sentence.match(step + 1, "truce.which")
        if sentence.lower[step] in (";", ":") or aside or sentence.match(step, "truce.but"):
            start = step
            break
    denials = [mark.end for _, mark in sentence.find("truce.denies", start=max(0, at - 14), end=at)]
    if denials and not sentence.has("truce.said", start=denials[-1], end=at):
        return "denied"
    if sentence.has("truce.perhaps", start=start, end=at):
        return "unconfirmed"
    if sentence.has("truce.if", start=start, end=at) and not sentence.has("truce.accuse", start=start, end=at):
        return "threatened"
    return "reported"
