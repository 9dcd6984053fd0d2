"""The value of digits and number words at a token, without what qualifies it: "9 860", "1.2 million", "a hundred and four"."""

import re
from typing import NamedTuple

from streams.core.extraction.folding import HARD_SPACE
from streams.core.extraction.lexicon import Mark
from streams.core.extraction.reading import Sentence

MAX_COUNT = 20_000_000_000
"""More than all people who live: such a figure counts something else."""
_THOUSAND = 1_000
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,2}(?:,\d{2})*,\d{3}")
_PLAIN = re.compile(r"\d{1,12}")
_DECIMAL = re.compile(r"\d{1,6}[.,]\d{1,3}")
_SCALES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
_SUFFIXED = re.compile(r"(\d{1,6})(k|m|mn|bn)")


class Value(NamedTuple):
    """From ``min`` to ``max`` (None: open), up to the token ``end``; ``decimal``: a fraction, which counts nobody."""

    min: int
    max: int | None
    end: int
    vague: bool = False
    decimal: bool = False


def value_at(sentence: Sentence, at: int) -> Value | None:
    """The value that begins at a token, without qualifier."""
    value = _value(sentence, at)
    if value is None or value.vague or value.decimal or value.min < _THOUSAND:
        return value
    return _and_more(sentence, value) if sentence.lexicon.words("numeral.unit_first") else value


def _and_more(sentence: Sentence, value: Value) -> Value:
    """The value with what "and" adds below its last scale: "ألفين وثلاثمئة", "ثلاثة آلاف و450"."""
    length = sentence.match(value.end, "grammar.and")
    more = _value(sentence, value.end + length) if length else None
    if more is None or more.vague or more.decimal:
        return value
    scale = next(scale for scale in (10**9, 10**6, _THOUSAND, 1) if value.min % scale == 0)
    total = value.min + more.min
    return Value(total, total, more.end) if 0 < more.min < scale else value


def _value(sentence: Sentence, at: int) -> Value | None:
    """The value at a token without what "and" adds to it."""
    if at >= len(sentence.tokens):
        return None
    vague = sentence.mark(at, "numeral.vague")
    token = sentence.tokens[at]
    if vague is not None:
        low, _, _ = vague.value.partition("+")
        return Value(int(low), None if "+" in vague.value else int(low), vague.end, vague=True)
    if token.shape in ("number", "mixed"):
        return _digits(sentence, at)
    fixed = sentence.mark(at, "numeral.fixed")
    if fixed is not None:
        return _scaled(sentence, int(fixed.value), fixed.end)
    return _worded(sentence, at)


def _digits(sentence: Sentence, at: int) -> Value | None:
    token = sentence.tokens[at]
    if _glued(sentence, at):
        return None
    if token.shape == "mixed":
        match = _SUFFIXED.fullmatch(token.lower)
        if not match:
            return None
        value = int(match[1]) * _SCALES[match[2]]
        return Value(value, value, at + 1) if value <= MAX_COUNT else None
    plain = token.word.replace(HARD_SPACE, "")
    if _PLAIN.fullmatch(plain):
        end, digits = at + 1, plain
        while (more := _next_group(sentence, end)) is not None and len(digits) < 10:
            digits, end = digits + more, end + 1
        return _scaled(sentence, int(digits), end)
    if _GROUPED.fullmatch(plain):
        return _scaled(sentence, int(re.sub(r"[.,]", "", plain)), at + 1)
    if _DECIMAL.fullmatch(plain):
        scale = _scale(sentence, at + 1)
        if scale is not None and scale[0] > 1:
            value = round(float(plain.replace(",", ".")) * scale[0])
            return Value(value, value, scale[1]) if value <= MAX_COUNT else None
        return Value(0, 0, at + 1, decimal=True)
    return None


def _next_group(sentence: Sentence, at: int) -> str | None:
    """Three digits after a single space and one to three digits: "9 860"."""
    if at >= len(sentence.tokens):
        return None
    token, before = sentence.tokens[at], sentence.tokens[at - 1]
    if token.shape != "number" or len(token.word) != 3 or token.start - before.end != 1 or len(before.word) > 3:
        return None
    if at >= 2 and (sentence.match(at - 2, "calendar.month") or sentence.tokens[at - 2].word == "#"):
        return None
    return token.word if before.shape == "number" else None


def _glued(sentence: Sentence, at: int) -> bool:
    """A digit that hangs on other marks is no count: "-5", "#7", "M-5", "10^9", "v2.1", "7/10"."""
    token = sentence.tokens[at]
    before = sentence.tokens[at - 1] if at else None
    after = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    if before is not None and before.end == token.start:
        if before.word in "#^/_@=":
            return True
        if before.word == "-":
            further = sentence.tokens[at - 2] if at >= 2 else None
            if further is None or further.end != before.start or further.shape == "word":
                return further is None or further.end != before.start or further.capital
    return after is not None and after.start == token.end and after.word in ("^", "/", "_", "=")


def _worded(sentence: Sentence, at: int) -> Value | None:
    """Number words: "twenty-three", "a hundred and four", "three dozen", "two million"."""
    total = current = 0
    seen = False
    end = at
    last = 10**12
    one = sentence.match(at, "numeral.one_of") > 0 and sentence.match(at + 1, "numeral.scale") > 0
    if one or sentence.match(at, "numeral.scale_alone"):  # "a hundred and four", "mille personnes"
        current, seen, end, last = 1, True, at + one, 10 if one else last
    while end < len(sentence.tokens):
        here = end + 1 if seen and sentence.lower[end] == "-" else end
        joined = seen and here == end and sentence.match(end, "grammar.and")
        if (
            joined
            and current % 10 == 0
            and sentence.match(end, "numeral.ten_and")
            and sentence.match(end + 1, "numeral.unit")
        ):
            here = end + 1  # "setenta y cuatro"
        elif joined and 0 < current % 100 < 10 and (ten := _ten_after(sentence, end + 1)) is not None:
            current, last, end = current + int(ten.value), 1, ten.end
            continue
        elif joined:
            here = end + 1
            if not (current % 100 == 0 or total) or not sentence.match(here, "numeral.unit", "numeral.ten"):
                break
        unit = sentence.mark(here, "numeral.unit", "numeral.ten", "numeral.hundred_word")
        scale = sentence.mark(here, "numeral.scale")
        if unit is not None and int(unit.value) < last and (not current or current % 10 == 0):
            value = int(unit.value)
            if current and value >= 10 and current % 100:
                break
            current, last, end, seen = current + value, value or 1, unit.end, True
        elif scale is not None and seen:
            factor = int(scale.value)
            if factor < 1000:
                current = max(current, 1) * factor
                last = factor
            else:
                total += max(current, 1) * factor
                current, last = 0, factor
            end, seen = scale.end, True
        else:
            break
    value = total + current
    return Value(value, value, end) if seen and value <= MAX_COUNT else None


def _ten_after(sentence: Sentence, at: int) -> Mark | None:
    """The ten of a language that says its unit first: "seven and fifty"."""
    return sentence.mark(at, "numeral.ten") if sentence.lexicon.words("numeral.unit_first") else None


def _scale(sentence: Sentence, at: int) -> tuple[int, int] | None:
    """A scale after a figure and the token after it: "million", "dozen", "m" without a space."""
    if at >= len(sentence.tokens):
        return None
    mark = sentence.mark(at, "numeral.scale")
    if mark is not None:
        dotted = sentence.match(at, "numeral.abbreviated") and sentence.lower[mark.end : mark.end + 1] == (".",)
        return int(mark.value), mark.end + bool(dotted)
    token = sentence.tokens[at]
    if token.start == sentence.tokens[at - 1].end and token.lower in _SCALES:
        return _SCALES[token.lower], at + 1
    return None


def _scaled(sentence: Sentence, value: int, end: int) -> Value | None:
    scale = _scale(sentence, end)
    if scale is not None:
        value, end = value * scale[0], scale[1]
        rest = sentence.tokens[end] if end < len(sentence.tokens) else None
        if (
            scale[0] >= 1000
            and rest is not None
            and rest.shape == "number"
            and _PLAIN.fullmatch(rest.word)
            and len(rest.word) < 4
        ):
            value, end = value + int(rest.word), end + 1  # "17 thousand 674"
    return Value(value, value, end) if value <= MAX_COUNT else None
