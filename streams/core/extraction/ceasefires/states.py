"""Ceasefire states: what a sentence says of a ceasefire, cue by cue.

A cue is bound to the word for the ceasefire by its place: "rebels broke the truce", "the truce was broken", "the truce
holds". Fighting that is told together with a ceasefire in force ("despite the truce") breaks it (``fighting``).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from streams.core.extraction.ceasefires.asking import asked, planned, refused
from streams.core.extraction.ceasefires.fighting import fighting
from streams.core.extraction.ceasefires.lasting import lasting
from streams.core.extraction.ceasefires.statements import Said, Truce, Weight
from streams.core.extraction.ceasefires.statuses import status_of
from streams.core.extraction.reading import Sentence
from streams.core.facts import CeasefireState, Status

_BEFORE = 28
"""How many tokens may stand between a ceasefire and what is said of it behind."""

_BEHIND = 9
"""How many between a verb and the ceasefire that is its object."""

CUES = ("truce.subject", "truce.object", "truce.either")


def said(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """Everything that a sentence says of its ceasefires."""
    taken = {at for truce in found for at in range(truce.first, truce.last + 1)}
    at = 0
    while at < len(sentence.tokens):
        if at in taken or not sentence.match(at, *CUES):
            at += 1
            continue
        marks = [mark for mark in sentence.marks(at) if mark.cls in CUES]
        end = max(mark.end for mark in marks)
        for mark in marks:
            if mark.end < end:
                continue
            one = _bound(sentence, found, mark.cls, cast("CeasefireState", mark.value), (at, end))
            if one is not None:
                yield one
                break
        at = end
    yield from asked(sentence, found)
    yield from planned(sentence, found)
    yield from refused(sentence, found)
    yield from fighting(sentence, found)
    yield from lasting(sentence, found)


def _bound(
    sentence: Sentence, found: list[Truce], cls: str, state: CeasefireState, cue: tuple[int, int]
) -> Said | None:
    """The statement of a cue of class ``cls`` at tokens ``cue`` (end exclusive), if a ceasefire stands where it must."""
    at, end = cue
    behind = object_behind(sentence, found, end) if cls != "truce.subject" else None
    before = subject_before(sentence, found, at)
    if behind is not None:
        after = sentence.match(at, "truce.passing") > 0 or sentence.has("truce.after", start=max(0, at - 7), end=at)
        aside = after or sentence.match(at - 1, "route.which") > 0  # "Washington, which brokered the deal"
        weight: Weight = "side" if state == "agreed" and aside else "main"
        return _told(sentence, behind, state, (at, end), weight)
    if before is None:
        return None
    passive = has_be_before(sentence, at)
    relative = _relative(sentence, before, at)
    if cls == "truce.object" and not passive:
        if not relative and not _modifier(sentence, before, at, end) and not _headline(sentence, before, at, end):
            return None
        aside = relative or (_modifier(sentence, before, at, end) and state != "proposed")
        weight = "side" if aside else "main"
        return _told(sentence, before, state, (at, end), weight)
    transitive = (
        end - at == 1
        and sentence.match(end, "truce.noun", "grammar.determiner")
        and not sentence.match(end, "stance.new") > 0
    )
    if cls == "truce.subject" and transitive and state != "agreed":
        return None
    if _other_subject(sentence, before, at):
        return None
    if state == "collapsed" and (_ends_fighting(sentence, end) or _somebody_dies(sentence, at)):
        return None
    weight = "side" if state == "agreed" and relative else "main"
    return _told(sentence, before, state, (at, end), weight)


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


def _somebody_dies(sentence: Sentence, at: int) -> bool:
    """Whether it is not the truce that died: "an attack in which two soldiers died"."""
    return sentence.match(at, "truce.dies") > 0 and sentence.ending("truce.people", at, 3)


def _ends_fighting(sentence: Sentence, end: int) -> bool:
    """Whether what ends is not the truce but what it ends: "a truce that ends more than a year of fighting"."""
    for at in range(end, min(end + 8, len(sentence.tokens))):
        if sentence.match(at, "truce.fighting", "truce.conflict"):
            return True
        stops = sentence.match(at, "grammar.preposition", "grammar.conjunction", "stance.new")
        if sentence.tokens[at].shape == "mark" or (stops and sentence.lower[at] not in ("of", "than")):
            return False
    return False


def object_behind(sentence: Sentence, found: list[Truce], end: int) -> Truce | None:
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


def subject_before(sentence: Sentence, found: list[Truce], at: int) -> Truce | None:
    """The ceasefire before a cue that may be its subject."""
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
    if step < at and sentence.lower[step] == "of":  # "a truce of sixty days that mediators have put forward"
        step += 1
        while (
            step < at
            and sentence.match(step, "truce.gap", "numeral.unit", "numeral.ten")
            and sentence.lower[step] != "that"
        ):
            step += 1
    if not sentence.match(step, "truce.which"):
        return False
    verbs = [i for i, _ in sentence.find(*CUES, start=step, end=at)]
    return not verbs and not (
        step + 1 < len(sentence.tokens) and sentence.match(step + 1, "grammar.be", "grammar.have")
    )


def _modifier(sentence: Sentence, truce: Truce, at: int, end: int) -> bool:
    """A participle right behind the ceasefire: "a truce brokered by Qatar", "a ceasefire agreed in March"."""
    aside = at - 1 if sentence.lower[at - 1] == "," else at  # "the moratorium, agreed for the days of the exchange,"
    return aside == truce.last + 1 and sentence.match(end, "grammar.preposition") > 0


def _headline(sentence: Sentence, truce: Truce, at: int, end: int) -> bool:
    """As in "Truce extended", "Ceasefire rejected by rebels": a participle without its verb."""
    if at > truce.last + 1 and sentence.match(
        at - 1, "grammar.determiner", "grammar.preposition", "grammar.conjunction"
    ):
        return False
    return at - truce.last <= 4 and (
        end >= len(sentence.tokens) or sentence.tokens[end].shape == "mark" or sentence.match(end, "grammar.preposition") > 0
        or sentence.match(end, "grammar.conjunction") > 0
    )  # fmt: skip


def has_be_before(sentence: Sentence, at: int) -> bool:
    """A form of "be" right before the cue, adverbs and negations passed over."""
    step = at - 1
    while step >= 0 and at - step < 7:
        if sentence.match(step, "route.be"):
            return True
        if not sentence.match(step, "grammar.adverb", "route.passing_adverb", "truce.not"):
            return False
        step -= 1
    return False


def _told(sentence: Sentence, truce: Truce, state: CeasefireState, cue: tuple[int, int], weight: Weight) -> Said | None:
    """The statement of a cue with its status; None where the words only ask, forbid or look ahead."""
    at, end = cue
    ruled = _ruled(sentence, at)
    if ruled:
        return _by_others(sentence, truce, state, cue, ruled)
    if _says_nothing(sentence, truce, state, at):
        return None
    if state == "agreed" and at < truce.first and sentence.match(truce.last + 1, "truce.over"):
        state = "collapsed"  # "declared the truce over"
    if state == "agreed" and truce.last < at:
        since = sentence.has("truce.since", start=max(0, truce.first - 5), end=truce.first)
        weight = "side" if since or sentence.match(at - 1, "grammar.preposition") else weight
    if state == "holding" and _would_keep(sentence, truce, at):
        return Said(sentence, truce, "proposed", "reported", at, end - 1)
    if state == "collapsed" and truce.last < at and _mended(sentence, end):
        state = "violated"
    if state == "agreed" and sentence.has("route.had", start=max(0, at - 2), end=at):
        weight = "side"  # "the truce that Moscow had declared"
    status = _ahead(sentence, truce, state, cue)
    if status is None:
        return None
    return _negated(sentence, Said(sentence, truce, state, status, at, end - 1, weight))


def _says_nothing(sentence: Sentence, truce: Truce, state: CeasefireState, at: int) -> bool:
    """Whether a cue at token ``at`` says nothing of the ceasefire itself."""
    if truce.offer and state != "rejected":
        return True
    if state == "collapsed" and sentence.has("truce.talks", start=max(0, truce.first - 7), end=truce.first):
        return True
    if state == "collapsed" and truce.last < at and sentence.ending("truce.otherwise", at, 4):
        return True  # "the truce that would have lapsed at midnight"
    return _of_institution(sentence, truce, at) or (state == "agreed" and at < truce.first and _holds(sentence, truce))


def _holds(sentence: Sentence, truce: Truce) -> bool:
    """Whether a ceasefire is said to hold right behind it: "agree that the ceasefire holds" agrees on none."""
    near = sentence.find("truce.subject", start=truce.last + 1, end=truce.last + 3)
    return any(mark.value == "holding" for _, mark in near)


def _would_keep(sentence: Sentence, truce: Truce, at: int) -> bool:
    """As in "he would respect a pause": one that is not there yet is put forward."""
    ahead = truce.first > at and _indefinite(sentence, truce) and sentence.ending("truce.would", at, 3)
    return ahead and not sentence.has("truce.not", start=at - 4, end=at)


def _indefinite(sentence: Sentence, truce: Truce) -> bool:
    """Whether a ceasefire is spoken of that is not there yet: "a pause of 72 hours"."""
    return any(sentence.lower[at] in ("a", "any") for at in range(max(0, truce.first - 3), truce.first))


def _of_institution(sentence: Sentence, truce: Truce, at: int) -> bool:
    """Whether what is left or refused is not the ceasefire but a body for it: "withdrew from the ceasefire commission"."""
    return at < truce.first and sentence.match(truce.last + 1, "truce.institution") > 0


def _negated(sentence: Sentence, told: Said) -> Said | None:
    """What a statement comes to once a negation before it has been heard."""
    truce, state, at = told.truce, told.state, told.first
    negated = sentence.has("truce.not", start=max(0, (min(at, truce.first) if truce.last < at else at) - 6), end=at)
    if negated and told.status == "reported":
        end, weight = told.last + 1, told.weight
        if state == "violated" and truce.first >= end and sentence.match(at, "truce.broke"):
            return Said(sentence, truce, "violated", "denied", at, end - 1, weight)  # "we have not broken the truce"
        if state == "violated" and sentence.has("truce.recorded", start=at):
            return Said(sentence, truce, "holding", "reported", at, end - 1, weight)
        if state == "holding" and sentence.has("truce.unkept", start=max(0, at - 6), end=at):
            over = sentence.has("route.no_longer", start=max(0, at - 6), end=at)
            return replace(told, state="collapsed" if over else "violated")  # "has not been honoured for an hour"
        if state != "rejected":
            return None
    return told


def _by_others(
    sentence: Sentence, truce: Truce, state: CeasefireState, cue: tuple[int, int], ruled: str
) -> Said | None:
    """What remains of a cue that somebody's asking or refusing rules: "offered to prolong the truce"."""
    if ruled == "nothing" or state not in ("agreed", "extended"):
        return None
    return Said(sentence, truce, cast("CeasefireState", ruled), "reported", cue[0], cue[1] - 1)


def _mended(sentence: Sentence, end: int) -> bool:
    """Whether a breakdown was brief, or the ceasefire has been restored since."""
    return sentence.has("truce.brief", start=end, end=end + 6) or sentence.has("truce.restored", start=end)


def _ahead(sentence: Sentence, truce: Truce, state: CeasefireState, cue: tuple[int, int]) -> Status | None:
    """The status; a beginning or an extension that is announced counts as told, an end on its date as nothing."""
    at, end = cue
    status = status_of(sentence, at)
    if state in ("violated", "collapsed") and sentence.has("truce.ahead", start=max(0, at - 3), end=at):
        status = "threatened"
    if status != "threatened":
        return status
    if state in ("violated", "collapsed") and "if" in sentence.lower[max(0, truce.first - 4) : truce.first]:
        return None  # "if the Gaza truce failed": what others make depend on it
    if state == "collapsed":
        return None if truce.last < at and sentence.match(at, "truce.ending") else status
    if sentence.has("truce.was_to", start=max(0, at - 3), end=at):
        return None  # "the truce that was to begin on Thursday"
    begins = state == "agreed" and sentence.has("truce.scheduled", start=max(0, at - 3), end=end)
    promised = state == "extended" and sentence.has("truce.will", start=max(0, at - 4), end=at)
    return "reported" if begins or promised else None


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
