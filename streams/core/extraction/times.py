"""Times: the words of time in a sentence, each as past or present, seen from the item's own moment."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from streams.core.extraction.reading import Reading, Sentence

_SUMMED = 40
"""What is counted since more days ago is a sum over many events."""
_LONGEST_MONTH = 31
_RECENT = 21
"""What an event of more days ago did is no news."""
_LAST_MONTHS = 9
"""A month that lies farther back is rather one to come."""
_LAST_HOUR = 999
"""A greater number behind a month is a year."""
_TIMED = ("stance.background", "stance.later", "stance.ago", "stance.new", "stance.adds", "calendar.month")
_DECADE = re.compile(r"(?:1[89]|20)\d0s")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Time(NamedTuple):
    """A word of time at a token: ``past`` when it puts the telling into history.

    ``behind``: it dates only what stands behind it ("the worst since 1973, when 150 died").
    """

    at: int
    past: bool
    words: str
    behind: bool = False


_BEGAN = 8
_BESIDE = 5
_OLD = 3
_MADE = 5
"""How far before a year it is said what was made then."""
_TOLD = 9
"""How far behind "a year after" the clause opens that tells what happened then."""
_AGO = 3
"""Within how many tokens behind "ago", in languages that put it first, the years stand."""
_RECORD = 6
"""How far before "since" that stands of which it is the worst."""


def times(reading: Reading, sentence: Sentence) -> tuple[Time, ...]:
    """The words of time in a sentence, each as past or present, seen from the item's own moment."""
    key = f"times {sentence.field} {sentence.index}"
    known = reading.shared.get(key)
    if not isinstance(known, tuple):
        found = _times(reading, sentence)
        known = reading.shared[key] = tuple(one for one in found if not (one.past and _compared(sentence, one)))
    return known


def _compared(sentence: Sentence, time: Time) -> bool:
    """Whether what is told is measured by a time, "the deadliest attack since March", or began then: "since floods hit last week"."""
    if time.behind:
        return False
    if sentence.match(time.at, "stance.span") and sentence.has("stance.record", start=time.at - _RECORD, end=time.at):
        return True  # "the deadliest attack in recent years"
    if sentence.match(time.at, "stance.last_week"):
        return sentence.has("stance.since", start=time.at - _BEGAN, end=time.at)
    year = time.at - (sentence.match(time.at - 1, "stance.year_as") > 0)  # "منذ عام 2019"
    since = next((at for at in (time.at, year - 1) if sentence.match(at, "stance.since")), None)
    return since is not None and sentence.has("stance.record", start=since - _RECORD, end=since)


def _times(reading: Reading, sentence: Sentence) -> Iterator[Time]:
    moment = reading.item.published
    past = -1
    worded = (at for at, _ in sentence.find(*_TIMED))
    dated = (at for at, token in enumerate(sentence.tokens) if token.shape in ("number", "mixed"))
    for at in (one for one in sorted({*worded, *dated}) if not _dates_nothing(sentence, one)):
        token = sentence.tokens[at]
        if _told_of(sentence, at) or _adds(sentence, at):
            yield Time(at, True, sentence.words(at, at + 3), behind=True)
        elif (mark := sentence.mark(at, "stance.background")) and mark.end - at > sentence.match(at, "stance.new"):
            past = mark.end
            yield Time(at, True, sentence.words(at, mark.end))
        elif (ago := sentence.match(at, "stance.ago")) and sentence.has(
            "stance.years", start=at + ago, end=at + ago + _AGO
        ):
            end = min(at + ago + _AGO, len(sentence.tokens))
            yield Time(at, True, sentence.words(at, end))  # "hace cien años", "il y a trente ans"
        elif length := sentence.match(at, "stance.new"):
            if at != past and not (length == 1 and sentence.match(at + 1, "stance.ago")):
                yield Time(at, False, token.word)  # "eighty years ago this week" is long ago
        elif _DECADE.fullmatch(token.lower) and int_of(token.lower[:4]) + 9 < moment.year:
            yield Time(at, True, token.word)
        elif token.shape == "number" and len(token.word) == 4 and 1800 <= int_of(token.word) <= 2100:
            if _year_past(sentence, at, moment.year):
                yield Time(at, True, f"in {token.word}")
            elif int_of(token.word) < moment.year and _tells_on(sentence, at):
                yield Time(at, True, f"in {token.word}", behind=True)
        elif (mark := sentence.mark(at, "calendar.month")) and _month_past(sentence, at, mark.value, moment):
            yield Time(at, True, f"in {token.word}", behind=_tells_on(sentence, at))


def _of_a_place(sentence: Sentence, at: int) -> bool:
    """Whether a word of time only names where something is, or how old: "near the war memorial", "a shell left from 1994"."""
    named = sentence.match(at, "stance.landmark") and sentence.has("stance.beside", start=at - _BESIDE, end=at)
    return bool(named) or any(
        at - mark.end <= _OLD and not any(word in ",;:" for word in sentence.lower[mark.end : at])
        for _, mark in sentence.find("stance.relic", start=at - _BESIDE - _OLD, end=at)
    )


def _dates_nothing(sentence: Sentence, at: int) -> bool:
    """Whether a word of time says nothing of when it was: it names a place, or a rite of memory that was struck."""
    later = any(  # "un an après" holds "an après"
        sentence.match(one, "stance.later") > at - one and _told_of(sentence, one)
        for one in range(max(0, at - _OLD), at)
    )
    return later or _of_a_place(sentence, at) or _struck(sentence, at) or _made_then(sentence, at)


def _made_then(sentence: Sentence, at: int) -> bool:
    """Whether a year or month only says when somebody was born or a thing was made: "a boy born in 2013", "put up in May 2019"."""
    if sentence.tokens[at].shape != "number" and not sentence.match(at, "calendar.month"):
        return False
    return any(
        mark.end <= at
        and not any(
            sentence.tokens[near].shape == "mark" and sentence.lower[near] != "." for near in range(mark.end, at)
        )
        for _, mark in sentence.find("stance.made_in", start=at - _MADE, end=at)
    )


def _struck(sentence: Sentence, at: int) -> bool:
    """Whether a rite of memory was struck, so that it dates nothing: "attacked a march marking the anniversary, killing 12"."""
    if not sentence.match(at, "stance.rite"):
        return False
    inverts = bool(sentence.lexicon.words("grammar.inverts"))  # "на шествии в годовщину прогремел взрыв, погибли 12"
    forms = ("killed.ing", "injured.ing", *(("killed.verb", "injured.verb") if inverts else ()))
    harm = next((i for i, _ in sentence.find(*forms, start=at)), None)
    if harm is not None and sentence.has("stance.strikes", end=harm if inverts else at):
        return not sentence.has("stance.then", "clause.that", start=at, end=harm)
    during = sentence.has("stance.during", start=at - _BESIDE, end=at)
    did = [i for i, _ in sentence.find("killed.verb", "injured.verb", end=at)]
    return during and bool(did) and not sentence.has("stance.then", "clause.relative", start=did[-1], end=at)


def _told_of(sentence: Sentence, at: int) -> bool:
    """Whether a clause behind "a year after" tells what happened then: "a year after a raid that killed thirty"."""
    if not sentence.match(at, "stance.later"):
        return False
    for behind in range(at + 1, min(at + _TOLD, len(sentence.tokens))):
        if sentence.tokens[behind].shape == "mark":
            return False
        if sentence.match(behind, "clause.that", "stance.then"):
            return True
    return False


def _adds(sentence: Sentence, at: int) -> bool:
    """Whether figures of long ago follow to which new ones are added: "يضافون إلى 140 ألفا كانوا قد نزحوا"."""
    adds = sentence.match(at, "stance.adds")
    return adds > 0 and sentence.has("stance.before_now", start=at + adds, end=at + adds + _TOLD)


def named_events(reading: Reading, sentence: Sentence) -> tuple[Time, ...]:
    """What a sentence names by a date of more than three weeks ago: "the August earthquake", "the air raids of 5 May".

    What a toll of it counts is history. A road closed in it may be closed still, and a truce of it may hold: for those it
    says nothing.
    """
    moment = reading.item.published
    found: list[Time] = []
    for at, mark in sentence.find("calendar.month"):
        token = sentence.tokens[at]
        months = _months_ago(mark.value or token.lower, moment.month)
        if months is None or months > _LAST_MONTHS or not _written_as_month(sentence, at):
            continue
        day = next((near for near in (at - 1, at + 1) if _is_day(sentence, near)), None)
        first = at if day is None else min(at, day)
        behind = at + 1 if day is None else max(at, day) + 1
        of = sentence.match(first - 1, "stance.event_of") and _names_event(sentence, first - 2)
        if not of and not (sentence.match(first - 1, "stance.year_as") and _names_event(sentence, behind)):
            continue
        ended = (months - 1) * _LONGEST_MONTH + moment.day
        if (ended if day is None else _days_since(sentence, at, months, moment)) > _RECENT:
            found.append(Time(at, True, f"named by {sentence.words(first, behind)}"))
    return tuple(found)


def _names_event(sentence: Sentence, at: int) -> bool:
    """Whether a token is what happens at a time: "earthquake", "raids"."""
    return sentence.match(at, "stance.event", "cause") > 0


def _is_day(sentence: Sentence, at: int) -> bool:
    """Whether a token is the day of a month."""
    return 0 <= at < len(sentence.tokens) and 0 < int_of(sentence.tokens[at].word) <= _LONGEST_MONTH


def _tells_on(sentence: Sentence, at: int) -> bool:
    """Whether a clause behind a year tells what happened then: "since 1973, when at least 150 died"."""
    return (
        sentence.match(at - 1, "stance.since") > 0
        and sentence.lower[at + 1 : at + 2] == (",",)
        and sentence.match(at + 2, "stance.then") > 0
    )


def _year_past(sentence: Sentence, at: int, now: int) -> bool:
    """Whether a year dates something to before this one."""
    if sentence.has("stance.compare", start=at - 12, end=at) and sentence.match(at - 1, "stance.since"):
        return False  # "the deadliest since 2015" tells of today
    if sentence.match(at - 2, "stance.as_of") == 2:
        return False  # "as of 1800" is an hour
    named = at - 2 if at > 2 and sentence.match(at - 2, "stance.the_year") == 2 else at
    listed = sentence.match(named - 1, "group.join") and len(sentence.lower[named - 2 : named - 1] or ("",)) == 1
    if sentence.match(at + 1, "calendar.year.not"):
        return False  # "1978 года рождения"
    dates = sentence.match(named - 1, "stance.year_of", "calendar.month", "stance.year_as") or (
        listed and _is_year(sentence, named - 2)
    )  # "in 2014 and 2015", and not "trains 164 and 2006"
    dates = dates or sentence.match(at + 1, "calendar.year")  # "теракт 2004 года"
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
    year_follows = at + 1 < len(sentence.tokens) and int_of(sentence.tokens[at + 1].word) > _LAST_HOUR
    day = any(
        0 <= near < len(sentence.tokens)
        and sentence.tokens[near].word.isdigit()
        and len(sentence.tokens[near].word) <= 2
        for near in (at - 1, at + 1)
    )
    if months is None or year_follows or not (sentence.match(at - 1, "stance.month_of") or day):
        return False
    if not _written_as_month(sentence, at):
        return False
    if any(sentence.match(before, "stance.since") for before in (at - 1, at - 2)):
        return _days_since(sentence, at, months, moment) > _SUMMED  # "since 7 October", told in late November: a sum
    return months >= 2 or (months == 1 and moment.day > 7 and not day)


def _written_as_month(sentence: Sentence, at: int) -> bool:
    """Whether a month's name is written as one: English has "march" and "may" as well, other languages write months small."""
    token = sentence.tokens[at]
    return token.capital or token.word.isupper() or not sentence.match(at, "calendar.capital")


def _days_since(sentence: Sentence, at: int, months: int, moment: datetime) -> int:
    """About how many days ago a month's name, with its day beside it, lies."""
    beside = [sentence.tokens[near].word for near in (at - 1, at + 1) if 0 <= near < len(sentence.tokens)]
    day = next((int_of(word) for word in beside if 0 < int_of(word) <= _LONGEST_MONTH), 1)
    return months * _LONGEST_MONTH + moment.day - day


def is_month(sentence: Sentence, at: int) -> bool:
    """Whether a word that may be a verb is a month: "on 9 May have not been heard of", "the truce of May 2023"."""
    return sentence.tokens[at].capital and at > 0 and sentence.match(at, "calendar.month") > 0


def int_of(word: str) -> int:
    """The value of ASCII digits; 0 for anything else."""
    return int(word) if word.isascii() and word.isdigit() else 0


def _months_ago(name: str, month: int) -> int | None:
    """How many months before the item's month a month's name lies (0 to 11)."""
    return (month - _MONTHS.index(name[:3]) - 1) % 12 if name[:3] in _MONTHS else None
