"""Numbers of roads: M5, RN 4, T-05-04, Highway 60, bridge number 2."""

import re

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.ends import bare_ends, linked_ends, spaced_ends
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.propernames import name_end

_LETTERS = re.compile(r"[A-ZА-ЯІЇЄ]{1,3}\Z")
_LONG = re.compile(r"[A-ZА-ЯІЇЄ]{4,5}\Z")
"""Letters of a series that only behind a word of kind are one: "the route CITO-180"."""

_SPACED = re.compile(r"[A-Z]{2,4}\Z")
"""Letters of a series that no table has: "PTH 10"."""

_NUMBER = re.compile(r"(?:[A-ZА-ЯІЇЄ]{1,3}-?\d{1,4}[A-Z]?|\d{1,3}[A-Z])\Z")

_DIGITS = re.compile(r"\d{1,4}\Z")
_LETTERED = re.compile(r"\d{1,3}[A-Z]{1,2}\Z")
"""What may stand behind the hyphen of a number: "PE-3N"."""


def number_end(sentence: Sentence, at: int) -> int:
    """The end of a road number that begins at ``at`` (M5, M-5, RN 4, T-05-04); 0: none."""
    tokens = sentence.tokens
    token = tokens[at]
    if sentence.match(at, "route.not_number") and not _closed(sentence, at):
        return 0
    if sentence.match(at - 1, "route.not_road") and not sentence.match(at - 2, "route.holders"):
        return 0  # "in block A1", but "protesters block A1"
    if token.shape == "mixed":
        if not _NUMBER.match(token.word):
            return 0
        leading = at and sentence.match(at - 1, "route.number_of")
        return at + 1 if token.word[0].isalpha() or leading else 0
    series = (
        _LETTERS.match(token.word)
        or _SPACED.match(token.word)
        or (sentence.match(at - 1, "route.number_of") and _LONG.match(token.word))
    )
    if token.shape != "word" or not series or at + 1 >= len(tokens):
        return 0
    step = at + 2 if tokens[at + 1].word == "-" and tokens[at + 1].start == token.end else at + 1
    joined = step == at + 2 and step < len(tokens) and tokens[step].start == tokens[at + 1].end
    if step >= len(tokens) or not (_DIGITS.match(tokens[step].word) or (joined and _LETTERED.match(tokens[step].word))):
        return 0
    if not joined and sentence.match(step + 1, "route.unit", "numeral.measure"):
        return 0  # "A 15 km de Bara"
    if not joined and not (step == at + 1 and (sentence.match(at, "route.series") or _told_of(sentence, at, step + 1))):
        return 0
    if joined and step + 2 < len(tokens) and tokens[step + 1].word == "-" and _DIGITS.match(tokens[step + 2].word):
        return step + 3
    return step + 1


def _told_of(sentence: Sentence, at: int, end: int) -> bool:
    """Whether capitals and a number head a clause that tells of them as only of a road: "PTH 10: closed", "the AB 63 is shut"."""
    opens = at == 0 or sentence.tokens[at - 1].shape == "mark" or sentence.match(at - 1, "route.definite") > 0
    if not opens or not _SPACED.match(sentence.tokens[at].word):
        return False
    label = sentence.lower[end : end + 1] == (":",)
    step = end + label
    while sentence.match(step, "route.be", "grammar.have", "route.passing_adverb"):
        step += 1
    return step > end and sentence.match(step, "route.pair_state", *(("route.answer",) if label else ())) > 0


def _closed(sentence: Sentence, at: int) -> bool:
    """Whether what may be a machine's type is told of as only a road is: "the A10 is blocked"."""
    step = at + 1
    while sentence.match(step, "route.be", "grammar.have", "route.passing_adverb"):
        step += 1
    return sentence.match(at - 1, "route.definite") > 0 and sentence.match(step, "route.closed", "route.opens") > 0


def numbered(sentence: Sentence, at: int, stop: int) -> Mention:
    """The mention of a road by its number, with the words and ends that belong to it."""
    written = sentence.words(at, stop)
    number = written.replace(" ", "")
    first, last = at, stop - 1
    forms = [number, written] if " " in written and len(sentence.tokens[at].word) > 1 else [number]
    if at and sentence.match(at - 1, "route.number_of", "route.head"):
        first = at - 1
        forms.append(sentence.words(first, stop))
    head = sentence.mark(stop, "route.head")
    if head is not None and head.value == "road":
        last = head.end - 1
        forms.append(sentence.words(at, head.end))
    bare = bare_ends(sentence, last + 1) or spaced_ends(sentence, last + 1)
    if bare:
        forms.append(sentence.words(last + 1, bare[1]))
        last = bare[1] - 1
    named = name_end(sentence, last + 1) if not bare and head is None and last + 1 < len(sentence.tokens) else last + 1
    if named > last + 1 and (sentence.lower[named : named + 1] == (":",) or sentence.match(named, "route.be")):
        forms.extend((sentence.words(last + 1, named), sentence.words(at, named)))  # "E35 Panamericana Norte: closed"
        last = named - 1
    ends = linked_ends(sentence, last + 1) or (bare and (bare[0], last + 1)) or None
    if ends:
        last = ends[1] - 1
    return Mention(first, last, "road", number, tuple(forms), ends[0] if ends else None, numbered=True)


def number_after(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """A number after a word of kind: ``Highway 60``, ``bridge number 2``, ``road M5``, ``national road 4``."""
    stop = number_end(sentence, at) if at < len(sentence.tokens) else 0
    if stop:
        return sentence.words(at, stop).replace(" ", ""), stop
    step = at + sentence.match(at, "route.number_word")
    if step < len(sentence.tokens) and sentence.tokens[step].word == "." and step > at:
        step += 1
    spelt = sentence.mark(step, "numeral.unit", "numeral.ten")
    if spelt is not None and sentence.tokens[step].capital and sentence.match(at - 1, "route.head"):
        return sentence.words(step, spelt.end), spelt.end  # "National Road Three"
    if step < len(sentence.tokens) and _DIGITS.match(sentence.tokens[step].word):
        spaced = sentence.tokens[step].start > sentence.tokens[at - 1].end
        counted = sentence.match(step + 1, "route.unit", "numeral.measure") > 0
        return (sentence.tokens[step].word, step + 1) if spaced and not counted and (step > at or at + 1 > 0) else None
    return None


def bracketed_number(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """``(RN1)`` after a name: the number and the bracket's token."""
    if at + 2 < len(sentence.tokens) and sentence.tokens[at].word == "(":
        stop = number_end(sentence, at + 1)
        if stop and stop < len(sentence.tokens) and sentence.tokens[stop].word == ")":
            return sentence.words(at + 1, stop), stop
    return None
