"""Stance: whether a clause tells news or history, and whether it asserts, denies, guesses or threatens.

One judgement for all kinds of facts, with its reason in words. Cues come from the tables; how far each reaches is here.
"""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from streams.core.extraction.reading import Reading, Sentence
from streams.core.facts import Scope, Status

_CARRY = 4
"""How many sentences without a time of their own may follow one that tells history and still belong to it."""
_TOPIC = 12
"""A time within the first tokens of a sentence is its topic, and reaches into the sentences after it."""
_SUMMED = 40
"""What is counted since more days ago is a sum over many events."""
_LONGEST_MONTH = 31
_OTHER_CLAUSE = 60
"""A time behind the semicolon that follows is that many tokens farther: it dates something else."""
_TIMED = ("stance.background", "stance.ago", "stance.new", "calendar.month")
_DECADE = re.compile(r"(?:1[89]|20)\d0s")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Stance(NamedTuple):
    """``scope`` and ``status`` of a clause; ``reason`` says which words decided (empty: nothing but plain telling)."""

    scope: Scope = "new"
    status: Status = "reported"
    reason: str = ""


class Time(NamedTuple):
    """A word of time at a token: ``past`` when it puts the telling into history."""

    at: int
    past: bool
    words: str


def stance(reading: Reading, sentence: Sentence, first: int, last: int) -> Stance:
    """The stance of what tokens first to last (inclusive) of a sentence say."""
    scope, why = scope_of(reading, sentence, first, last)
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
    near = _nearest(sentence, found, first, last)
    if near is not None:
        return ("background", near.words) if near.past else ("new", "")
    court = _court(reading)
    if court:
        return "background", court
    for back in range(1, _CARRY + 1):
        before = reading.neighbour(sentence, -back)
        if before is None or before.block != sentence.block:
            break
        told = times(reading, before)
        if told and told[0].past and told[0].at < _TOPIC and not _own_time(sentence, before, told[0]):
            return "background", f"after {told[0].words!r}"
        if told:
            break
    return "new", ""


def _own_time(sentence: Sentence, before: Sentence, told: Time) -> bool:
    """Whether a sentence is not of the time that the one before tells: a stamp opens it, or that time dates something else.

    "07/06 Kaya: 14 killed" after a line that says "closed since February 2022".
    """
    if before.has("clause.which", end=told.at) or before.has("stance.since", start=told.at - 2, end=told.at):
        return True
    return bool(sentence.tokens) and sentence.tokens[0].shape == "number" and "/" in sentence.lower[0]


def times(reading: Reading, sentence: Sentence) -> tuple[Time, ...]:
    """The words of time in a sentence, each as past or present, seen from the item's own moment."""
    key = f"times {sentence.field} {sentence.index}"
    known = reading.shared.get(key)
    if not isinstance(known, tuple):
        known = reading.shared[key] = tuple(_times(reading, sentence))
    return known


def _times(reading: Reading, sentence: Sentence) -> Iterator[Time]:
    moment = reading.item.published
    past = -1
    worded = (at for at, _ in sentence.find(*_TIMED))
    dated = (at for at, token in enumerate(sentence.tokens) if token.shape in ("number", "mixed"))
    for at in sorted({*worded, *dated}):
        token = sentence.tokens[at]
        if (mark := sentence.mark(at, "stance.background")) and mark.end - at > sentence.match(at, "stance.new"):
            past = mark.end
            yield Time(at, True, sentence.words(at, mark.end))
        elif (ago := sentence.match(at, "stance.ago")) and sentence.has("stance.years", start=at + ago, end=at + 4):
            yield Time(at, True, sentence.words(at, at + 4))  # "hace cien años"
        elif length := sentence.match(at, "stance.new"):
            if at != past and not (length == 1 and sentence.match(at + 1, "stance.ago")):
                yield Time(at, False, token.word)  # "eighty years ago this week" is long ago
        elif _DECADE.fullmatch(token.lower) and int_of(token.lower[:4]) + 9 < moment.year:
            yield Time(at, True, token.word)
        elif token.shape == "number" and len(token.word) == 4 and 1800 <= int_of(token.word) <= 2100:
            if _year_past(sentence, at, moment.year):
                yield Time(at, True, f"in {token.word}")
        elif (mark := sentence.mark(at, "calendar.month")) and _month_past(sentence, at, mark.value, moment):
            yield Time(at, True, f"in {token.word}")


def _year_past(sentence: Sentence, at: int, now: int) -> bool:
    """Whether a year dates something to before this one."""
    if sentence.has("stance.compare", start=at - 12, end=at) and sentence.match(at - 1, "stance.since"):
        return False  # "the deadliest since 2015" tells of today
    if sentence.lower[max(0, at - 2) : at] == ("as", "of"):
        return False  # "as of 1800" is an hour
    named = at - 2 if at > 2 and sentence.lower[at - 2 : at] == ("the", "year") else at
    listed = sentence.match(named - 1, "group.join") and len(sentence.lower[named - 2 : named - 1] or ("",)) == 1
    dates = sentence.match(named - 1, "stance.year_of", "calendar.month", "stance.year_as") or (
        listed and _is_year(sentence, named - 2)
    )  # "in 2014 and 2015", and not "trains 164 and 2006"
    return int_of(sentence.tokens[at].word) < now and dates > 0


def _is_year(sentence: Sentence, at: int) -> bool:
    """Whether a token before a joining word may be a year too, or a month: "April, 2015"."""
    if at < 0:
        return False
    word = sentence.lower[at]
    return (len(word) == 4 and word.isdigit()) or sentence.match(at, "calendar.month") > 0 or not word.isdigit()


def _month_past(sentence: Sentence, at: int, value: str, moment: datetime) -> bool:
    """Whether a month's name without a year dates something to before the last weeks."""
    token = sentence.tokens[at]
    months = _months_ago(value or token.lower, moment.month)
    year_follows = at + 1 < len(sentence.tokens) and len(sentence.tokens[at + 1].word) == 4
    day = any(
        0 <= near < len(sentence.tokens)
        and sentence.tokens[near].word.isdigit()
        and len(sentence.tokens[near].word) <= 2
        for near in (at - 1, at + 1)
    )
    if months is None or year_follows or not (sentence.match(at - 1, "stance.month_of") or day):
        return False
    if not token.capital and not token.word.isupper():
        return False
    if any(sentence.match(before, "stance.since") for before in (at - 1, at - 2)):
        return _days_since(sentence, at, months, moment) > _SUMMED  # "since 7 October", told in late November: a sum
    return months >= 2 or (months == 1 and moment.day > 7 and not day)


def _days_since(sentence: Sentence, at: int, months: int, moment: datetime) -> int:
    """About how many days ago a month's name, with its day beside it, lies."""
    beside = [sentence.tokens[near].word for near in (at - 1, at + 1) if 0 <= near < len(sentence.tokens)]
    day = next((int_of(word) for word in beside if 0 < int_of(word) <= _LONGEST_MONTH), 1)
    return months * _LONGEST_MONTH + moment.day - day


def int_of(word: str) -> int:
    """The value of ASCII digits; 0 for anything else."""
    return int(word) if word.isascii() and word.isdigit() else 0


def status_of(reading: Reading, sentence: Sentence, first: int, last: int) -> tuple[Status, str]:
    """Reported, denied, unconfirmed or threatened, and the words that decided."""
    start, _ = clause(sentence, first, last)
    for at, mark in sentence.find("stance.denied", start=start, end=first):
        return "denied", sentence.words(at, mark.end)
    for at, mark in sentence.find("stance.denied.after", start=last):
        return "denied", sentence.words(at, mark.end)
    for at, mark in sentence.find("stance.unconfirmed", start=start, end=last + 1):
        if _is_month(sentence, at):
            continue
        return "unconfirmed", sentence.words(at, mark.end)
    for at, mark in sentence.find("stance.unconfirmed.after", start=last, end=len(sentence.tokens)):
        return "unconfirmed", sentence.words(at, mark.end)
    after = reading.neighbour(sentence, 1)
    if after is not None and after.block == sentence.block and not after.has("stance.motive", end=6):
        opening = min(14, len(after.tokens))
        for at, mark in after.find("stance.unconfirmed.after", end=opening):
            if _counts_on(after, mark.end) or _of_another(sentence, after, at):
                continue  # "reports, which we could not verify, that twenty were shot": those twenty
            return "unconfirmed", after.words(at, mark.end)
        reported = sentence.has("stance.report_noun", end=first)
        for at, mark in after.find("stance.denied.after", end=opening):
            if reported:
                return "denied", after.words(at, mark.end)
    return "reported", ""


def _is_month(sentence: Sentence, at: int) -> bool:
    """Whether a word is a month: "on 9 May have not been heard of"."""
    return sentence.tokens[at].capital and at > 0 and sentence.match(at, "calendar.month") > 0


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
        if sentence.lower[start - 1] == "," and sentence.match(start, "clause.opens"):
            break
        start -= 1
    while end < len(sentence.tokens) and sentence.lower[end] != ";":
        if sentence.lower[end] == "," and sentence.match(end + 1, "clause.opens"):
            break
        end += 1
    return start, end


def _nearest(sentence: Sentence, found: tuple[Time, ...], first: int, last: int) -> Time | None:
    """The time nearest to the tokens; one behind a subordinating word counts as farther."""
    best: tuple[int, Time] | None = None
    for time in found:
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


def _months_ago(name: str, month: int) -> int | None:
    """How many months before the item's month a month's name lies (0 to 11)."""
    return (month - _MONTHS.index(name[:3]) - 1) % 12 if name[:3] in _MONTHS else None
