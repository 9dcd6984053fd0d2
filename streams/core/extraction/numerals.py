"""Numbers as people write them: digits in any grouping, words, dozens, ranges and vague ones, with their qualifier.

What is no count of anything (a year, a date, a price, a distance, an age, a share) is recognised and marked by ``kind``,
so that readers can pass over it; forms that nobody could mean ("1,2,3,4", "10^9", "-5") give no number at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from streams.core.extraction.numeralkinds import Kind, kind_of
from streams.core.extraction.numeralvalues import Value, value_at
from streams.core.extraction.rates import Figure, half_of_rate
from streams.core.extraction.reading import Sentence
from streams.core.facts import Qualifier

_BEGINS = (
    "numeral.unit", "numeral.ten", "numeral.hundred_word", "numeral.scale", "numeral.one_of", "numeral.fixed",
    "numeral.vague", "numeral.between",
)  # fmt: skip


_TOLD_BEFORE = 7
"""Within how many tokens before "from" the toll stands that has risen."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number over tokens start to end (exclusive). ``figure`` is the first token of the digits or number words.

    ``max`` is None for an open range. ``kind`` says whether it may count people at all.
    """

    min: int
    max: int | None
    qualifier: Qualifier
    start: int
    end: int
    figure: int
    kind: Kind = "count"
    vague: bool = False


@lru_cache(maxsize=256)
def numbers(sentence: Sentence) -> tuple[Number, ...]:
    """The numbers of a sentence in order; they never overlap. Several readers ask for those of one sentence."""
    found: list[Number] = []
    at, floor = 0, 0
    digits = (at for at, token in enumerate(sentence.tokens) if token.shape in ("number", "mixed"))
    words = (at for at, _ in sentence.find(*_BEGINS))
    for place in sorted({*digits, *words}):
        if place < at:
            continue
        number = _number(sentence, place, floor)
        if number is None:
            at = place + _skip(sentence, place)
            continue
        found.append(number)
        at = floor = number.end + sentence.match(number.end, "numeral.share")
    return tuple(_without_rates(sentence, found))


def _without_rates(sentence: Sentence, found: Sequence[Number]) -> Sequence[Number]:
    """The numbers; those that only tell how many of how many are shares: "nine in ten"."""
    if len(found) < 2 or not sentence.has("numeral.out_of"):
        return found
    out = list(found)
    for at, (some, whole) in enumerate(pairwise(found)):
        if not some.kind == whole.kind == "count" or whole.vague:
            continue
        half = half_of_rate(sentence, Figure(some.start, some.end, some.min), Figure(whole.start, whole.end, whole.min))
        out[at] = replace(out[at], kind="share") if half == "both" else out[at]
        out[at + 1] = replace(out[at + 1], kind="share") if half is not None else out[at + 1]
    return out


def _number(sentence: Sentence, at: int, floor: int) -> Number | None:
    between = sentence.match(at, "numeral.between")
    if sentence.match(at, "numeral.from") and sentence.match(at - 1, "toll.rise"):
        between = 0  # "passe de 33 à 52": two tolls, and no range
    if between and (span := _range(sentence, at + between, _joins(sentence, "numeral.between_and"))):
        low, high = span
        return _qualified(sentence, at, at, Value(low.min, high.max, high.end), floor=floor, default="about")
    value = value_at(sentence, at)
    if value is None:
        return None
    rises = sentence.match(at - 1, "grammar.by") or (
        sentence.match(at - 1, "numeral.from") and (sentence.match(at - 2, "toll.rise") or _risen(sentence, at - 1))
    )  # "up from 13 to 19", "rose by 6 to 19": two tolls
    if not rises and (span := _range(sentence, at, ("-", *_joins(sentence, "numeral.to")))):
        low, high = span
        return _qualified(sentence, at, at, Value(low.min, high.max, high.end), floor=floor, default="about")
    if value.decimal:
        return None
    return _qualified(sentence, at, at, value, floor=floor, default="at_least" if value.max is None else "exact")


def _risen(sentence: Sentence, at: int) -> bool:
    """Whether a toll that is told before "from" has risen, the verb in front of it: "ارتفعت الحصيلة من 12 إلى 19"."""
    if not sentence.lexicon.words("grammar.vso"):
        return False
    return any(
        sentence.has("toll.rise", start=head - 2, end=head)
        and not any(sentence.tokens[near].shape != "word" for near in range(head, at))
        for head, _ in sentence.find("toll.head", start=max(0, at - _TOLD_BEFORE), end=at)
    )


def _joins(sentence: Sentence, cls: str) -> tuple[str, ...]:
    return tuple(sentence.lexicon.words(cls))


def _range(sentence: Sentence, at: int, joins: tuple[str, ...]) -> tuple[Value, Value] | None:
    """Two numbers joined by one of the words, the first the lower: "20-30", "between twenty and thirty"."""
    low = value_at(sentence, at)
    if low is None or low.end >= len(sentence.tokens) or sentence.lower[low.end] not in joins:
        return None
    if 1900 <= low.min <= 2100 and sentence.match(at - 1, "calendar.month", "stance.since"):
        return None  # "the number since April 2023 to 794,000"
    join = sentence.tokens[low.end]
    high = value_at(sentence, low.end + 1)
    if high is None or low.max is None or high.max is None or high.decimal:
        return None
    if join.lower == "-" and (join.start - sentence.tokens[low.end - 1].end) > 1:
        return None
    if low.min < high.min and high.min >= 1000 and low.min < 100 and high.min % 1000 == 0 and not low.decimal:
        scaled = low.min * (1_000_000 if high.min % 1_000_000 == 0 else 1_000)  # "20 to 30 thousand"
        if low.min < high.min // (scaled // low.min if low.min else 1):
            low = low._replace(min=scaled, max=scaled)
    if low.decimal or not low.min < high.min:
        return None
    return low, high


def _qualified(sentence: Sentence, start: int, figure: int, value: Value, *, floor: int, default: Qualifier) -> Number:
    """The number with the qualifier that stands before or after it."""
    qualifier: Qualifier = default
    end = value.end
    for at in range(max(floor, figure - 5), figure):
        mark = sentence.mark(at, "qualifier.before")
        other = at + 1 == figure and sentence.match(
            at - 1, "qualifier.not_after"
        )  # "handed over 20", not "took more than 20"
        if mark is not None and mark.end == figure and not other:
            qualifier, start = as_qualifier(mark.value), at
            if qualifier == "up_to" and sentence.match(end, "numeral.from"):
                qualifier = "exact"  # "up to 14 from 9" is a rise
            break
    if start == figure:
        after = sentence.mark(end, "qualifier.after")
        if after is not None:
            qualifier, end = as_qualifier(after.value), after.end
        elif sentence.lower[end : end + 1] == ("-",) and (odd := sentence.mark(end + 1, "qualifier.after")):
            qualifier, end = as_qualifier(odd.value), odd.end  # "sixty-odd"
        elif end < len(sentence.tokens) and sentence.tokens[end].word == "+":
            qualifier, end = "at_least", end + 1
    if value.vague and value.max is None:
        qualifier = "at_least"
    elif value.vague and qualifier == "exact":
        qualifier = "about"
    return Number(
        value.min,
        value.max,
        qualifier,
        start,
        end,
        figure,
        kind_of(sentence, start, figure, value.end, value.min),
        value.vague,
    )


def as_qualifier(value: str) -> Qualifier:
    """The qualifier that a table's value names; exact for any other."""
    for known in ("exact", "at_least", "about", "up_to"):
        if value == known:
            return known
    return "exact"


def _skip(sentence: Sentence, at: int) -> int:
    """How many tokens to go on past what is no number: the whole of "1,2,3" or of "10^9"."""
    end = at + 1
    if sentence.tokens[at].shape in ("number", "mixed"):
        while end < len(sentence.tokens) and sentence.tokens[end].start == sentence.tokens[end - 1].end:
            if sentence.tokens[end].shape not in ("number", "mixed") and sentence.tokens[end].word not in "^/_=,.:":
                break
            end += 1
    return end - at
