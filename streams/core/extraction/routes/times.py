"""Since when: whether a state of a route is news or has long been so."""

from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.times import times
from streams.core.facts import Scope

OLD = 45
"""After how many days a closure is background rather than news."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BEFORE, _AHEAD, _RECORD = 14, 14, 5
_MARKS = frozenset({",", ";", ":", "(", ")"})


def scope(reading: Reading, sentence: Sentence, subject: int, first: int, last: int, *, ahead: bool = False) -> Scope:
    """New or background: what is said at tokens first to last of the routes at token ``subject``.

    What is told in the present tense, or without a verb, is news whatever the sentences before it tell of, unless it is
    dated far back.
    """
    if ahead and not _dated_before(reading, sentence, first, last):
        return "new"  # "is expected to reopen on 1 December"
    if long_ago(reading, sentence, first, last):
        return "background"
    if _opened_by_the_past(reading, sentence, first, last):
        return "background"
    low, high = min(subject, first), max(subject, last) + 1
    if sentence.has("route.present", start=low, end=high):
        return "new"
    opened = sentence.has("route.opens", start=first, end=last + 1)
    told = [
        time
        for time in times(reading, sentence)
        if not (opened and time.at < first and _since(sentence, time.at))
        and not sentence.match(time.at, "stance.last_week")  # what was cut last week is cut, where nothing else is told
    ]
    near = min(told, key=lambda time: min(abs(time.at - first), abs(time.at - last)), default=None)
    verbless = not sentence.has("grammar.be", "grammar.have", start=low, end=high)
    if near is not None and near.past and _dates_verb(sentence, near.at, first, last):
        return "background"
    piece = _piece(sentence, first, last)
    meant = sentence.match(first - 1, "route.to_do") > 0 and near is not None and not piece[0] <= near.at < piece[1]
    if near is None or meant or (verbless and not low - _BEFORE <= near.at < low):
        return "new"
    return "background" if near.past else "new"


def _dates_verb(sentence: Sentence, at: int, first: int, last: int) -> bool:
    """Whether a time behind a finite verb that needs no helper dates it: "أغلق الطريق العام الماضي"."""
    if not (sentence.lexicon.words("grammar.vso") and sentence.match(first, "route.was", "route.does") and at > last):
        return False
    return not any(
        sentence.lower[step] in _MARKS or sentence.match(step, "route.after", "grammar.clause")
        for step in range(last + 1, at + 1)
    )


def _dated_before(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words around what was to come name a past year, or it is told of a past time."""
    low, high = _piece(sentence, first, last)
    years = (int(token.word) for token in sentence.tokens[low:high] if _is_year(token.word))
    return any(year < reading.item.published.year for year in years) or sentence.has("route.past", start=low, end=first)


def _is_year(word: str) -> bool:
    return len(word) == _YEAR and word.isascii() and word.isdigit()


_YEAR = 4
"""Digits of a year."""


def _opened_by_the_past(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Whether the piece begins with a past time that nothing present follows: "in those years rebels cut the M5"."""
    low, _ = _piece(sentence, first, first)
    found = [time for time in times(reading, sentence) if low <= time.at]
    if found and _since(sentence, found[0].at) and sentence.has("route.opens", start=first, end=last + 1):
        return False  # "закрытый с мая КПП вновь открыт"
    return (
        bool(found)
        and found[0].past
        and found[0].at - low <= 1
        and found[0].at < first
        and all(time.past for time in found)
    )


def _since(sentence: Sentence, at: int) -> bool:
    """Whether a time is since when something is so: "с мая"."""
    return sentence.has("stance.since", start=max(0, at - 2), end=at + 1)


def long_ago(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words around tokens first to last date the state further back than :data:`OLD` days."""
    low, high = _piece(sentence, first, last)
    if high + 1 < len(sentence.tokens) and sentence.match(high + 1, "route.as_before"):
        high = _piece(sentence, high + 1, high + 1)[1]  # "remains shut, as it has been since 24 June"
    opening = sentence.mark(first, "route.noun")
    opened = sentence.has("route.opens", start=first, end=last + 1)  # "reopened for three months"
    opened = opened or (opening is not None and opening.value == "open")  # "extends the opening for three months"
    if (
        not opened
        and (sentence.has("route.for_long", start=low, end=high) or _counted(sentence, low, high))
        and not sentence.has("route.stay_future", start=low, end=high)
        and not sentence.has("route.future", start=low, end=first)
    ):
        return True
    if sentence.match(first, "route.will"):
        return False  # "закроют с 1 июня"
    for at, _ in sentence.find("route.dated", start=low, end=high):
        if sentence.match(at - 1, "route.up_to"):
            continue  # "jusqu'en juin"
        if opened and at < first and sentence.match(at, "stance.since"):
            continue  # "закрыт с мая и вновь открыт": what it is since was before
        if sentence.has("stance.record", "route.first", start=at - _RECORD, end=at):
            continue  # "open for the first time since March", "the first ship since March"
        age = _age(reading, sentence, at + 1)
        if age is not None:
            return age > OLD
    return False


def _counted(sentence: Sentence, low: int, high: int) -> bool:
    """Whether a time of two months or more is told by its number: "for 20 months", "for nearly six years"."""
    for at, _ in sentence.find("route.long_time", start=low, end=high):
        number = at - 1
        told = sentence.tokens[number].shape == "number" and sentence.tokens[number].word != "1"
        if told and sentence.has("route.lasted", start=max(0, number - _QUALIFIED), end=number):
            return True
    return False


_QUALIFIED = 4
"""Within how many tokens before a number of months "for" stands: "for more than 14 months"."""


def _piece(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The tokens around first to last between commas: a date in an aside dates only the aside."""
    low, high = first, last + 1
    while low > 0 and first - low < _BEFORE and sentence.lower[low - 1] not in _MARKS:
        low -= 1
    while high < len(sentence.tokens) and high - last < _AHEAD and sentence.lower[high] not in _MARKS:
        high += 1
    return low, high


def _age(reading: Reading, sentence: Sentence, at: int) -> int | None:
    """Days between a date that begins at token ``at`` (``May 2024``, ``8 May``, ``2021``, ``mid-June``) and the item."""
    published = reading.item.published
    day = month = year = 0
    for step in range(at, min(at + 5, len(sentence.tokens))):
        token = sentence.tokens[step]
        mark = sentence.mark(step, "calendar.month")
        if token.shape == "mixed" and len(token.word) == 5 and token.word[:4].isdigit() and token.word[4] == "s":
            year = int(token.word[:4])  # "the 1970s"
            continue
        number = int(token.word) if token.word.isascii() and token.word.isdigit() and len(token.word) <= 4 else 0
        if mark is not None and (mark.value or token.capital):
            month = _MONTHS.index((mark.value or token.lower)[:3]) + 1
        elif 1900 <= number <= 2100:
            year = number
        elif 0 < number <= 31:
            day = number
        elif sentence.match(step, "route.part_of_year") or token.word in (",", "-"):
            continue
        else:
            break
    if not month and not year:
        return None
    if not year:
        year = published.year if (month, day) <= (published.month, published.day) else published.year - 1
    if not month:
        return (published.year - year) * 365 if year < published.year else 0
    return (published.year - year) * 365 + (published.month - month) * 30 + (published.day - (day or 15))
