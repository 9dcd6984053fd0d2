"""Rulings: what a cue comes to once what rules, negates or puts off what it says has been heard."""

from dataclasses import replace
from typing import cast

from streams.core.extraction.ceasefires.asking import talks_ended
from streams.core.extraction.ceasefires.idle import says_nothing
from streams.core.extraction.ceasefires.statements import CUES, Said, Truce, Weight
from streams.core.extraction.ceasefires.statuses import status_of
from streams.core.extraction.reading import Sentence
from streams.core.facts import CeasefireState, Status

_SINCE = 3
"""Within how many tokens before the word for its beginning stands that something came after it."""
_MANAGED = 4
"""Within how many tokens before an infinitive stands that people managed or agreed to do it."""
_ROLLED = 4
"""Within how many tokens before a ceasefire stands the verb of "roll the humanitarian truce over"."""
_WHETHER = 12
"""Within how many tokens behind "it is not clear whether" what is not known is told."""


def told(sentence: Sentence, truce: Truce, state: CeasefireState, cue: tuple[int, int], weight: Weight) -> Said | None:
    """The statement of a cue with its status; None where the words only ask, forbid or look ahead."""
    at, end = cue
    if end <= truce.first and sentence.has("grammar.no", start=max(end, truce.first - _SINCE), end=truce.first):
        broken = state in ("violated", "collapsed")  # "broke no truce"; "reached no ceasefire" tells of none
        return Said(sentence, truce, state, "denied", at, end - 1) if broken else None
    ruled = _ruled(sentence, truce, state, at)
    if ruled:
        return _by_others(sentence, truce, state, cue, ruled)
    turned = _turned(sentence, truce, state, cue)
    if turned is None or says_nothing(sentence, truce, turned, cue):
        return None
    if _only_wished(sentence, at):
        return _wished(sentence, truce, state, cue)
    if state in ("agreed", "holding") and _would(sentence, truce, state, at):
        return Said(sentence, truce, "proposed", "reported", at, end - 1)
    if state == "holding" and _vouched(sentence, at):
        return Said(sentence, truce, "violated", "denied", at, end - 1)
    state = turned
    if _in_passing(sentence, truce, state, at):
        weight = "side"
    if sentence.has("truce.whether", start=max(0, at - _WHETHER), end=at):
        known = state in ("violated", "collapsed")  # "it is not clear whether the truce has collapsed"
        return Said(sentence, truce, state, "unconfirmed", at, end - 1, weight) if known else None
    status = _ahead(sentence, truce, state, cue)
    if status is None:
        return None
    return _negated(sentence, Said(sentence, truce, state, status, at, end - 1, weight))


def _only_wished(sentence: Sentence, at: int) -> bool:
    """Whether a verb is no more than an infinitive that nobody is told to have managed: "продлевать перемирие не планируется"."""
    endings = tuple(sentence.lexicon.words("grammar.infinitive"))
    if not endings or not sentence.lower[at].endswith(endings):
        return False
    return not sentence.has("casualty.managed", "truce.scheduled", start=max(0, at - _MANAGED), end=at)


def _wished(sentence: Sentence, truce: Truce, state: CeasefireState, cue: tuple[int, int]) -> Said | None:
    """What an infinitive comes to: a beginning or more of a truce is put forward, unless the words say that it is not."""
    at, end = cue
    denied = sentence.has("truce.not", start=max(0, at - _MANAGED), end=max(end, truce.last + 1) + _MANAGED)
    if denied or state not in ("agreed", "extended", "proposed"):
        return None
    return Said(sentence, truce, "proposed", "reported", at, end - 1)


def _turned(sentence: Sentence, truce: Truce, state: CeasefireState, cue: tuple[int, int]) -> CeasefireState | None:
    """The state that a cue tells once what stands behind it has been heard; None where a clause behind tells it."""
    at, end = cue
    if state == "collapsed" and truce.last < at and _mended(sentence, end):
        return "violated"
    if truce.last < at:
        return state
    if state == "collapsed" and sentence.has("truce.draft", start=end, end=truce.last + 2):
        return "rejected"  # "walked away from the draft truce"
    if state == "agreed" and is_rolled(sentence, truce):
        return "extended"  # "agreed to roll the truce over"
    if state == "agreed" and (is_over(sentence, truce) or sentence.ending("truce.end_of", truce.first, 2)):
        return "collapsed"  # "declared the truce over"
    if state == "agreed" and sentence.match(end, "clause.that") and truce.first > end + 1:
        return None  # "announced that the truce had collapsed": the clause says what became of it
    return state


def _in_passing(sentence: Sentence, truce: Truce, state: CeasefireState, at: int) -> bool:
    """Whether a cue only says which ceasefire is meant, by how it came about or since when it stands."""
    if state == "holding":
        aside = truce.last < at and sentence.lower[at - 1] == ","  # "the truce, in force since April, was broken"
        return aside and not sentence.match(at, "grammar.be", "grammar.have")
    if state != "agreed":
        return False
    if sentence.has("route.had", start=max(0, at - 2), end=at):
        return True  # "the truce that Moscow had declared"
    begun = at < truce.first and sentence.match(at, "truce.either") > 0  # "hours after the signing of the truce"
    if begun and sentence.has("truce.since", start=max(0, at - _SINCE), end=at):
        return True
    since = sentence.has("truce.since", start=max(0, truce.first - 5), end=truce.first)
    return truce.last < at and (since or sentence.match(at - 1, "grammar.preposition") > 0)


def is_over(sentence: Sentence, truce: Truce) -> bool:
    """Whether a ceasefire is told to be over right behind it, and not what it is about: "a ceasefire over the pipeline"."""
    start = truce.last + 1
    if sentence.match(start, "grammar.of"):  # "bringing a truce of five months to an end"
        start = next((at + 1 for at, _ in sentence.find("truce.time", start=start, end=start + _MANAGED)), start)
    end = start + sentence.match(start, "truce.over")
    if end == start:
        return False
    rest = end == len(sentence.tokens) or sentence.tokens[end].shape == "mark"
    return rest or sentence.match(end, "grammar.conjunction", "stance.new", "truce.since") > 0


def is_rolled(sentence: Sentence, truce: Truce) -> bool:
    """As in "roll the truce over"."""
    return sentence.match(truce.last + 1, "truce.rolled") > 0 and sentence.has(
        "truce.rolls", start=max(0, truce.first - _ROLLED), end=truce.first
    )


def _vouched(sentence: Sentence, at: int) -> bool:
    """Whether a side says that it was not broken, and nobody who watches it: "has not been violated, says Delhi"."""
    said = sentence.match(at, "truce.unbroken") and sentence.has("grammar.say", "truce.insists")
    return bool(said) and not sentence.has("truce.watcher")


def _would(sentence: Sentence, truce: Truce, state: CeasefireState, at: int) -> bool:
    """As in "he would respect a pause", "would agree to one if sanctions were lifted": one that is not there yet is put forward."""
    if state == "agreed":
        ahead = at < truce.first and sentence.ending("truce.would", at, 2)
        return ahead and sentence.has("truce.condition", start=truce.last + 1)
    ahead = truce.first > at and _indefinite(sentence, truce) and sentence.ending("truce.would", at, 3)
    return ahead and not sentence.has("truce.not", start=at - 4, end=at)


def _indefinite(sentence: Sentence, truce: Truce) -> bool:
    """Whether a ceasefire is spoken of that is not there yet: "a pause of 72 hours"."""
    return sentence.has("truce.indefinite", start=max(0, truce.first - 3), end=truce.first)


def _clause(sentence: Sentence, at: int, reach: int) -> int:
    """Where, within so many tokens before a token, its part of the sentence begins: behind a comma."""
    first = max(0, at - reach)
    return next((i + 1 for i in range(at - 1, first - 1, -1) if sentence.lower[i] == ","), first)


def _negated(sentence: Sentence, one: Said) -> Said | None:
    """What a statement comes to once a negation before it has been heard."""
    truce, state, at = one.truce, one.state, one.first
    low = max(0, (min(at, truce.first) if truce.last < at else at) - 6)
    if truce.last < at:
        low = next((i for i in range(truce.first, low, -1) if sentence.tokens[i - 1].shape == "mark"), low)
    if state == "violated" and sentence.match(max(truce.last, one.last) + 1, "truce.none.after"):
        return replace(one, state="holding")  # "нарушений перемирия не зафиксировано"
    negations = [
        mark.end
        for step, mark in sentence.find("truce.not", start=low, end=at)
        if not sentence.match(step, "route.still")
    ]  # "لا يزال ساريا" negates nothing
    negated = any(not _of_another(sentence, end, at) for end in negations)
    negated = negated and not sentence.has("truce.daily", end=at)
    if state == "holding" and sentence.ending("truce.partly", at, 3):
        return replace(one, state="violated")  # "is only partly respected"
    if sentence.ending("truce.nearly", at, 2):
        return None
    if one.status == "threatened" and sentence.has("truce.not", start=max(0, at - 4), end=at):
        return None  # "promised not to end the truce"
    if negated and one.status == "reported":
        end, weight = one.last + 1, one.weight
        if state == "violated" and truce.first >= end and sentence.match(at, "truce.broke"):
            return Said(sentence, truce, "violated", "denied", at, end - 1, weight)  # "we have not broken the truce"
        if state == "violated" and sentence.has("truce.recorded", start=low):
            return Said(sentence, truce, "holding", "reported", at, end - 1, weight)
        if state == "holding" and sentence.has("truce.unkept", start=_clause(sentence, at, 6), end=at):
            over = sentence.has("route.no_longer", start=max(0, at - 6), end=at)
            if not over and sentence.has("truce.stands", start=at, end=one.last + 1):
                return None  # "is not in force yet"
            return replace(one, state="collapsed" if over else "violated")  # "has not been honoured for an hour"
        if state != "rejected" or sentence.has("truce.not", start=max(0, at - 3), end=at):
            return None
    return one


def _of_another(sentence: Sentence, start: int, at: int) -> bool:
    """Whether what was negated before token ``start`` is another word than that at ``at``: "was not extended and expired"."""
    cue = next((mark.end for _, mark in sentence.find(*CUES, start=start, end=at)), at)
    return sentence.has("grammar.and", "truce.but", "clause.that", start=cue, end=at)


def _by_others(
    sentence: Sentence, truce: Truce, state: CeasefireState, cue: tuple[int, int], ruled: str
) -> Said | None:
    """What remains of a cue that somebody's asking or refusing rules: "offered to prolong the truce"."""
    if ruled == "rejected" and truce.last < cue[0] and sentence.match(cue[0], "truce.subject"):
        return None  # "the truce will not begin on Sunday"
    kept = state == "holding" and ruled == "rejected"  # "refuse to observe the ceasefire"
    if ruled == "proposed" and sentence.has("truce.talks", end=cue[0]) and talks_ended(sentence, truce):
        return None  # "talks on extending the truce ended without a deal"
    if ruled == "nothing" or not (kept or state in ("agreed", "extended")):
        return None
    return Said(sentence, truce, cast("CeasefireState", ruled), "reported", cue[0], cue[1] - 1)


def _mended(sentence: Sentence, end: int) -> bool:
    """Whether a breakdown was brief, or the ceasefire has been restored since."""
    return sentence.has("truce.brief", start=end, end=end + 6) or sentence.has("truce.restored", start=end)


def _ahead(sentence: Sentence, truce: Truce, state: CeasefireState, cue: tuple[int, int]) -> Status | None:
    """The status; a beginning or an extension that is announced counts as told, an end on its date as nothing."""
    at, end = cue
    if state in ("agreed", "extended") and sentence.has("truce.unmet", start=max(0, at - _MANAGED - 1), end=at):
        return None  # "was to have been signed on Monday"
    status = status_of(sentence, at)
    if state in ("violated", "collapsed") and (
        sentence.has("truce.ahead", start=max(0, at - 3), end=at) or _feared(sentence, truce, end)
    ):
        status = "threatened"
    if status != "threatened":
        return status
    if state in ("violated", "collapsed") and sentence.has(
        "casualty.if", start=max(0, truce.first - 4), end=truce.first
    ):
        return None  # "if the Gaza truce failed": what others make depend on it
    if state == "collapsed":
        return None if truce.last < at and sentence.match(at, "truce.ending") else status
    if sentence.has("truce.was_to", start=max(0, at - 3), end=at):
        return None  # "the truce that was to begin on Thursday"
    begins = state == "agreed" and sentence.has("truce.scheduled", start=max(0, at - 3), end=end)
    promised = state == "extended" and sentence.has("truce.will", start=max(0, at - 4), end=at)
    return "reported" if begins or promised else None


def _feared(sentence: Sentence, truce: Truce, end: int) -> bool:
    """As in "breakdown of truce feared", for a noun that ends before token ``end``."""
    near = sentence.has("truce.feared", start=truce.last + 1, end=truce.last + _SINCE)
    return near and end <= truce.first and sentence.match(end - 1, "grammar.of") > 0


def _ruled(sentence: Sentence, truce: Truce, state: CeasefireState, at: int) -> str:
    """The verb before the cue of ``state`` that rules it: one who asks, refuses or fails; empty where there is none."""
    if sentence.has("truce.daily", end=at):
        return ""
    for step in range(at - 1, max(-1, at - 9), -1):
        if sentence.match(step, "truce.denies"):
            return ""
        if truce.first <= step <= truce.last:
            continue  # "the truce offer falls on deaf ears"
        mark = sentence.mark(step, "truce.governs")
        if mark is not None and sentence.match(step, "clause.who") and sentence.lower[step - 1] == ",":
            return ""  # "dissidents, who broke off their truce", and not who did
        if mark is not None and mark.end <= at:
            negated = sentence.has("truce.not", start=max(0, step - 3), end=at)
            return "nothing" if negated and mark.value == "proposed" else mark.value
        finite = sentence.match(step, "grammar.be") and not sentence.match(
            step, "truce.be"
        )  # "asked for it to be extended"
        if sentence.tokens[step].lower in (",", ";", ":", ".") or finite or sentence.match(step, "truce.but"):
            return ""
        cue = sentence.mark(step, *CUES)
        if cue is not None and not (state == "extended" and cue.value == "agreed"):
            return ""  # "failed to agree an extension of the truce"
    return ""
