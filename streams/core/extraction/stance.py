"""Stance: whether a clause tells news or history, and whether it asserts, denies, guesses or threatens.

One judgement for all kinds of facts, with its reason in words. Cues come from the tables; how far each reaches is here.
"""

from collections.abc import Collection
from typing import NamedTuple

from streams.core.extraction.memories import of_named_event, remembered, told_before
from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.times import Time, is_month, times
from streams.core.extraction.wordends import ends_as
from streams.core.facts import Scope, Status

_OPENING = 6
"""Within how many tokens before a word of doubt its own clause opens."""
_OPENS = 14
"""Within how many tokens the next sentence says that what was told is doubted or denied."""
_BOTH = 4
_ASIDE = 6
_OTHER_CLAUSE = 60
"""A time behind the semicolon that follows is that many tokens farther: it dates something else."""


class Stance(NamedTuple):
    """``scope`` and ``status`` of a clause; ``reason`` says which words decided (empty: nothing but plain telling)."""

    scope: Scope = "new"
    status: Status = "reported"
    reason: str = ""


def stance(reading: Reading, sentence: Sentence, first: int, last: int, but: Collection[int] = ()) -> Stance:
    """The stance of what tokens first to last (inclusive) of a sentence say. Words of time at the tokens ``but`` date something else."""
    scope, why = scope_of(reading, sentence, first, last, but)
    if scope == "new" and not any(not time.past for time in times(reading, sentence)):
        named = of_named_event(reading, sentence) or remembered(reading, sentence)
        scope, why = ("background", named) if named else (scope, why)
    status, how = status_of(reading, sentence, first, last)
    return Stance(scope, status, "; ".join(part for part in (why, how) if part))


def scope_of(
    reading: Reading, sentence: Sentence, first: int, last: int, but: Collection[int] = ()
) -> tuple[Scope, str]:
    """New or background, and the words that decided. Words of time at the tokens ``but`` date something else."""
    found = tuple(time for time in times(reading, sentence) if time.at not in but)
    for at, mark in sentence.find("stance.court.of", end=last + 1):
        if mark.end <= last + 1:  # "found guilty on Thursday of killing 47": the verdict is new, the deaths are not
            return "background", sentence.words(at, mark.end)
    aftermath = next(((at, mark) for at, mark in sentence.find("stance.aftermath", start=last + 1)), None)
    if aftermath is not None:
        found = tuple(time for time in found if time.past or time.at < aftermath[0])
    near = _nearest(sentence, found, first, last)
    if near is None and aftermath is not None:  # "the bomb that killed 270 went on trial on Monday"
        return "background", sentence.words(aftermath[0], aftermath[1].end)
    if near is not None:
        return ("background", near.words) if near.past else ("new", "")
    court = _court(reading)
    if court:
        return "background", court
    before = told_before(reading, sentence, first, last)
    return ("background", before) if before else ("new", "")


def status_of(reading: Reading, sentence: Sentence, first: int, last: int) -> tuple[Status, str]:
    """Reported, denied, unconfirmed or threatened, and the words that decided."""
    start, _ = clause(sentence, first, last)
    denial = _denial(sentence, start, first, last)
    if denial:
        return "denied", denial
    if start > 1 and sentence.match(0, "stance.plan_label") == start - 1:
        return "threatened", sentence.words(0, start - 1)  # "Planned: 4,000 evacuees by Friday"
    doubt = _doubt(sentence, start, first, last)
    if doubt:
        return "unconfirmed", doubt
    after = reading.neighbour(sentence, 1)
    if after is not None and after.block == sentence.block and not after.has("stance.motive", end=6):
        opening = min(_OPENS, len(after.tokens))
        for at, mark in after.find("stance.unconfirmed.after", end=opening):
            if (
                _counts_on(after, mark.end)
                or after.match(mark.end, "stance.unconfirmed.not")
                or _of_another(sentence, after, at)
            ):
                continue  # "reports, which we could not verify, that twenty were shot": those twenty
            return "unconfirmed", after.words(at, mark.end)
        both = reading.neighbour(sentence, 2)
        if both is not None and (words := _doubts_both(sentence, both)):
            return "unconfirmed", words
        reported = sentence.has("stance.report_noun", end=first)
        for at, mark in after.find("stance.denied.after", end=opening):
            if reported:
                return "denied", after.words(at, mark.end)
    return "reported", ""


def _doubts_both(sentence: Sentence, last: Sentence) -> str:
    """The words by which the last of three sentences doubts what both before it claim: "neither account could be checked"."""
    if last.block != sentence.block or not last.has("stance.both_claims", end=_BOTH):
        return ""
    return next((last.words(at, mark.end) for at, mark in last.find("stance.unconfirmed.after", end=_OPENS)), "")


def _doubt(sentence: Sentence, start: int, first: int, last: int) -> str:
    """The words of the sentence, its clause beginning at token ``start``, that leave open what tokens first to last say; or empty."""
    if start > 1 and sentence.match(0, "stance.doubt_label") == start - 1:
        return sentence.words(0, start - 1)  # "Unconfirmed: 20 soldiers dead"
    for at, mark in sentence.find("stance.unconfirmed", start=start, end=last + 1):
        if not (
            is_month(sentence, at) or sentence.match(mark.end, "stance.unconfirmed.not") or _aside(sentence, at, first)
        ):
            return sentence.words(at, mark.end)  # and not "fired at an unconfirmed target"
    for at, mark in sentence.find("stance.unconfirmed.after", start=last, end=len(sentence.tokens)):
        if not sentence.match(mark.end, "stance.unconfirmed.not"):
            return sentence.words(at, mark.end)
    return ""


def _denial(sentence: Sentence, start: int, first: int, last: int) -> str:
    """The words, from token ``start`` on, that deny what tokens first to last say; empty where none do."""
    for at, mark in sentence.find("stance.denied", start=start, end=first):
        undone = sentence.has("stance.undenied", start=max(0, at - 3), end=at) and sentence.match(at, "stance.deny")
        if not undone and not sentence.match(mark.end, "stance.denied.not"):
            return sentence.words(at, mark.end)  # and not "denied involvement", "did not deny"
    for at, mark in sentence.find("stance.denied.after", start=last):
        return sentence.words(at, mark.end)
    if sentence.has("stance.of_reports", start=start, end=first + 1):
        for at, mark in sentence.find("stance.not_so", start=last):
            others = sentence.has("stance.of_reports", start=last + 1, end=at) or ";" in sentence.lower[last:at]
            if not others and _ends(sentence, mark.end) and not sentence.match(at - 1, "grammar.negation"):
                return sentence.words(at, mark.end)  # "reports of ten deaths turned out to be false"
    return ""


def _ends(sentence: Sentence, at: int) -> bool:
    """Whether nothing of its own stands at a token: a mark, a preposition, the end."""
    if at >= len(sentence.tokens) or sentence.tokens[at].shape == "mark":
        return True
    return sentence.match(at, "grammar.preposition", "grammar.clause", "group.and") > 0


def _aside(sentence: Sentence, at: int, first: int) -> bool:
    """Whether a word of doubt stands in a clause between commas: "the bomb, which could have been defused, killed twelve"."""
    begin = next((i for i in range(at, max(0, at - _OPENING), -1) if sentence.lower[i - 1] == ","), None)
    closed = "," in sentence.lower[at:first]
    opens = begin is not None and sentence.match(begin, "clause.that") > 0
    could = sentence.match(at, "stance.could") > 0 and not sentence.match(at + 1, "grammar.negation")
    return closed and opens and could  # and not "reports, which we could not verify,"


def _of_another(sentence: Sentence, after: Sentence, end: int) -> bool:
    """Whether what comes before a token of the next sentence counts something else: "a claim of 15 dead could not be checked"."""
    begin = next((at for at in range(end - 1, -1, -1) if after.lower[at] in (".", ";")), -1) + 1
    figures = {token.lower for token in after.tokens[begin:end] if token.shape == "number"}
    figures.update(after.lower[at] for at, _ in after.find("numeral.unit", "numeral.ten", start=begin, end=end))
    return bool(figures) and figures.isdisjoint(sentence.lower)


def _counts_on(sentence: Sentence, at: int) -> bool:
    """Whether a sentence has figures of its own from a token on."""
    if any(token.shape == "number" for token in sentence.tokens[at:]):
        return True
    return sentence.has("numeral.unit", "numeral.ten", "numeral.scale", "numeral.vague", start=at)


def clause(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The tokens of the clause around first to last: up to a semicolon, or a comma with a new subject behind it."""
    start, end = first, last + 1
    while start > 0 and sentence.lower[start - 1] not in (";", ":"):
        if (
            sentence.lower[start - 1] == ","
            and sentence.match(start, "clause.opens")
            and not _denied_aside(sentence, start)
        ):
            break
        start -= 1
    while end < len(sentence.tokens) and sentence.lower[end] != ";":
        if sentence.lower[end] == "," and sentence.match(end + 1, "clause.opens"):
            break
        end += 1
    return start, end


def _denied_aside(sentence: Sentence, at: int) -> bool:
    """Whether a clause only goes on behind an aside with what is denied: "it is false, therefore, that 17 were shot"."""
    if not sentence.match(at, "clause.that"):
        return False
    opened = next((i for i in range(at - 2, max(-1, at - _ASIDE), -1) if sentence.lower[i] == ","), 0)
    return any(
        mark.end == opened for _, mark in sentence.find("stance.denied", start=max(0, opened - _ASIDE), end=opened)
    )


def _nearest(sentence: Sentence, found: tuple[Time, ...], first: int, last: int) -> Time | None:
    """The time nearest to the tokens; one behind a subordinating word counts as farther."""
    best: tuple[int, Time] | None = None
    for time in found:
        if time.behind and (time.at > last or _clause_over(sentence, time.at, first)):
            continue
        if first <= time.at <= last:
            distance = 0
        else:
            low, high = (time.at, first) if time.at < first else (last + 1, time.at)
            between = range(low, high)
            subordinate = sum(12 for at in between if sentence.match(at, "clause.relative") and time.at > last)
            beyond = _OTHER_CLAUSE * (time.at > last and any(sentence.lower[at] == ";" for at in between))
            distance = len(between) + subordinate + beyond
        limit = (
            12
            if time.past
            and time.at > last
            and distance >= 12
            and sentence.has("clause.relative", start=last, end=time.at)
            else 60
        )
        if distance <= limit and (best is None or distance < best[0]):
            best = distance, time
    return best[1] if best else None


def _clause_over(sentence: Sentence, at: int, first: int) -> bool:
    """Whether the clause of a time is over: "the worst since 2014, when 140 died, killed 12"."""
    ends = first - 1 > at + 1 and sentence.lower[first - 1 : first] == (",",)
    return ends and not ends_as(sentence, first, "ending.doing")


def _court(reading: Reading) -> str:
    """A report from a court tells of old crimes: the title or the first sentence says so."""
    found = [
        (mark.cls, other.words(at, mark.end).lower())
        for other in reading.sentences[:2]
        for at, mark in other.find("stance.court", "stance.court.weak")
    ]
    sure = next((words for cls, words in found if cls == "stance.court"), "")
    places = {words for cls, words in found if cls != "stance.court"}
    return sure or (" ".join(sorted(places)) if len(places) > 1 else "")
