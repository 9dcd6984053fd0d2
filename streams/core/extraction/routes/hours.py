"""Hours and loads: whether the words leave passage at some hours, slowly, or to light loads only."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.statements import Said

_LIGHT = 20
"""Tonnes up to which a load is no lorry's full one."""


def after_hours(sentence: Sentence, one: Said) -> bool:
    """Whether a closure in the present holds from an hour on: "is banned after 6 p.m.", "is closed overnight"."""
    if sentence.match(one.last + 1, "route.overnight"):
        return sentence.match(one.first - 1, "route.now") > 0
    if _forbidden_after(sentence, one):
        return True
    hour = one.last + 1 + sentence.match(one.last + 1, "route.after")
    if (
        hour == one.last + 1
        or sentence.match(one.last + 1, "route.until")
        or not is_number(sentence, hour)
        or not sentence.match(hour + 1, "route.clock")
    ):
        return False
    return sentence.has("route.present", start=max(0, one.first - 3), end=one.first)


def _forbidden_after(sentence: Sentence, one: Said) -> bool:
    """Whether none may pass from an hour on that stands behind the route: "nobody may travel on the road after 5 p.m."."""
    step = one.group.last + 1
    after = sentence.match(step, "route.after")
    may = sentence.has("route.can", "route.must", start=one.first, end=one.last + 1)
    clock = sentence.match(step + after + 1, "route.clock") or sentence.match(step + after, "route.day_time")
    return after > 0 and may and clock > 0 and one.last < one.group.first


def lighter(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only light loads may pass: "for vehicles under 10 tonnes"."""
    for at, mark in sentence.find("route.lighter", start=start, end=end):
        load = sentence.lower[mark.end] if is_number(sentence, mark.end) else ""
        light = len(load) == 1 or not load.isdecimal() or int(load[:3]) <= _LIGHT
        if load and light and sentence.match(mark.end + 1, "route.tonnes"):
            return not sentence.match(at - 1, "route.not")
    return False


def is_number(sentence: Sentence, at: int) -> bool:
    """Whether a number stands at a token."""
    return 0 <= at < len(sentence.tokens) and (
        sentence.tokens[at].shape == "number" or sentence.match(at, "numeral.unit", "numeral.ten") > 0
    )


def _dashed(sentence: Sentence, at: int) -> bool:
    """Whether two hours with a dash between them begin at a token, which do not make a whole day."""
    first, dash, last = sentence.tokens[at : at + 3] if at + 3 <= len(sentence.tokens) else (None, None, None)
    if first is None or dash is None or last is None or dash.word != "-":
        return False
    hours = all(
        (one.shape == "number" and ":" in one.word) or (one.shape == "mixed" and _spelt_hour(one.lower))
        for one in (first, last)
    )
    return hours and (first.word, last.word) not in (("00:00", "24:00"), ("0:00", "24:00"), ("00:00", "00:00"))


def windowed(sentence: Sentence, start: int, end: int) -> bool:
    """Whether hours are told: "from 5 p.m. to 8 a.m.", "between 9 and 11 in the morning", "06:00-18:00"."""
    if any(_dashed(sentence, at) for at in range(start, end - 2)):
        return True
    for at, mark in sentence.find("route.from", start=start, end=end):
        dark = sentence.mark(mark.end, "route.day_time")
        if (
            dark is not None
            and sentence.match(dark.end, "route.and_to")
            and sentence.match(dark.end + 1, "route.day_time")
        ):
            return True  # "between sunset and sunrise"
        clock, joint = False, 0
        for step in range(at + 1, min(at + 12, end)):
            token = sentence.tokens[step]
            if token.shape == "number" or sentence.match(step, "numeral.unit"):
                clock = clock or ":" in token.word
                continue
            if sentence.match(step, "route.clock", "route.day_part") or _spelt_hour(token.lower):
                clock = True
            elif sentence.match(step, "route.and_to", "route.until"):
                joint += _hour(sentence, step + 1)
            elif token.shape != "mark" and not sentence.match(step, "grammar.preposition", "grammar.determiner"):
                break
        if clock and joint == 1 and sentence.tokens[min(at + 1, len(sentence.tokens) - 1)].shape in ("number", "mixed"):
            return True
    return False


def _hour(sentence: Sentence, at: int) -> bool:
    """Whether an hour, or what dates one, begins at a token: "с 04:50, в очереди" tells of no end."""
    token = next(iter(sentence.tokens[at : at + 1]), None)
    told = token is not None and (token.shape in ("number", "mixed") or _spelt_hour(token.lower))
    return (
        told
        or sentence.match(at, "numeral.unit", "route.day_time", "route.clock", "route.day_part", "grammar.determiner")
        > 0
    )


def _spelt_hour(word: str) -> bool:
    """Whether a word is an hour as one writes it: "6pm", "18h", "18h30"."""
    return len(word) > 1 and word[0].isdecimal() and word.rstrip("hpam").replace("h", "", 1).isdecimal()


def limited(sentence: Sentence, start: int, end: int, *, delays: bool) -> bool:
    """Whether the words leave passage to some, at times, or slowly; late flights (not ``delays``) are no closed sky."""
    if sentence.has("route.freely", start=start, end=end):
        return False
    for at, _ in sentence.find("route.some_hours", start=start + 1, end=end):
        if sentence.has("route.not", start=start - 3, end=start):
            continue  # "has not stopped work for one hour"
        if sentence.match(at - 1, "route.lasted") or sentence.match(at - 2, "route.lasted"):
            return True  # "opened for four hours"
    for _, mark in sentence.find("route.until_limit", start=start, end=end):
        step = min(mark.end, len(sentence.tokens) - 1)
        dated = sentence.match(step + 1, "calendar.month") > 0  # "open until 31 March"
        if not dated and (sentence.match(step, "route.day_time") or sentence.tokens[step].shape in ("number", "mixed")):
            return True  # "open until 18:00", and not "until mid-August"
    for at in range(start, min(end, len(sentence.tokens) - 2)):
        first, dash, last = sentence.tokens[at : at + 3]
        hours = first.shape == last.shape == "number" and dash.word == "-"
        if hours and len(first.word) == len(last.word) == 2 and first.word < last.word <= "24":
            return True  # "open 08-17"
    for at in range(start, min(end, len(sentence.tokens) - 3)):
        first, dash, last = sentence.tokens[at : at + 3]
        spelt = (
            sentence.match(at, "numeral.unit")
            and sentence.match(at + 1, "grammar.to")
            and sentence.match(at + 2, "numeral.unit")
        )
        if spelt and sentence.match(at - 1, "route.from"):
            return True  # "open from six to six"
        till = first.shape == last.shape == "number" and (dash.word == "-" or sentence.match(at + 1, "grammar.to"))
        if till and sentence.match(at + 3, "route.clock"):
            return True  # "open 06-15 h"
    free = {
        inner for at, mark in sentence.find("route.unlimited", start=start, end=end) for inner in range(at, mark.end)
    }
    return any(
        at not in free
        and not _sole(sentence, at)
        and (delays or not sentence.match(at, "route.late"))
        and not (sentence.match(at, "route.late") and sentence.match(at - 1, "route.not"))
        for at, _ in sentence.find("route.limit", start=start, end=end)
    )


def _sole(sentence: Sentence, at: int) -> bool:
    """Whether "only" tells of a thing of which there is one: "by the county's only grader"."""
    owned = at > 0 and (sentence.tokens[at - 1].shape == "possessive" or sentence.match(at - 1, "route.definite") > 0)
    return owned and sentence.match(at, "route.only") == 1 and sentence.tokens[at].shape == "word"


def is_slow(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a speed is told that is far below the usual one: "under watch at 20 kilometres an hour"."""
    return any(
        sentence.lower[at - 1].isdecimal()
        and int(sentence.lower[at - 1]) <= _SLOW
        and not sentence.has("passage.break", start=start, end=at)
        for at, _ in sentence.find("route.speed", start=start + 1, end=end)
    )


_SLOW = 50
"""Kilometres an hour up to which a speed tells that a way is not as it should be."""


def spanned(sentence: Sentence, cls: str, *, start: int, end: int) -> bool:
    """Whether it is told how long a state lasted without a word for "for": "أغلق المطار ساعتين"; not since or after when."""
    return any(
        not sentence.match(at - 1, "stance.ago", "route.after", "route.dated", "route.followed")
        for at, _ in sentence.find(cls, start=start, end=end)
    )
