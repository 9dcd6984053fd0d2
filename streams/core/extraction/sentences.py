"""Sentences: where one ends and the next begins, in prose, telegrams, lists and headings alike.

A line break inside of prose means nothing (so rewrapping a text changes no fact); in a block whose lines carry no full
stops, as telegrams and lists are written, each line is a sentence of its own.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLOCKS = re.compile(r"\n[ \u00a0]*\n\s*")
_MARK = r".!?\u2026\u06d4|\u2022\u25cf\u25aa\u2023"
_BEHIND_MARK = (
    r"(?<=[.!?\u2026\u06d4])[.!?\u2026\u06d4]*[\"')\]]*(?=\s)|(?<=[|\u2022\u25cf\u25aa\u2023])|(?<=[!?\u2026])(?=[A-Z])"
)
_END_AT_MARK = re.compile(
    rf"[{_MARK}](?:{_BEHIND_MARK})"
)  # one class at the front lets the search skip all other characters
_END = re.compile(rf"[{_MARK}\s](?:{_BEHIND_MARK}|(?<=\s)-{{1,2}}\s(?=-))")
"""This one looks behind each blank, which takes far longer; it is for where there are two dashes in a row."""
_DASHES = re.compile(r"-\s-")
_LINE = re.compile(r"[^\n]+")
_STOP_INSIDE = re.compile(r"[.!?\u2026\u06d4](?<!\..)(?!\.)[\"')\]]*(?:\s|$)")
_BULLET = re.compile(
    r"\s*(?:[-*\u2022\u25cf\u25aa\u2023>+\u2013]\s|\(?(?:\d{1,2}[.)]|[a-z]\))\s|\d{1,2}/\d{1,2}\s|[\u2600-\u27bf\U0001f000-\U0001faff#])"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:[A-Za-z]|[A-Za-z](?:\.[A-Za-z])+|Mr|Mrs|Ms|Dr|St|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Brig|Gov|Sen|Rep|Hon|Rev"
    r"|Jr|Sr|No|no|Nos|nos|Nr|vs|etc|approx|ca|cf|al|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mt|Ft|km|pop|est|incl|inkl"
    r"|M|Mme|env|Sr|Sra|aprox|\u0433|\u0443\u043b|\u0442\u044b\u0441|\u0442\u0438\u0441|\u043c\u043b\u043d|\u043e\u0431\u043b|\u0440\u0430\u0439\u043e\u043d\u0430)$"
)
_HOUR = re.compile(r"\d ?[ap]\.m$")
_OF_HOUR = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|[A-Z]{2,4}\b|[^\W\d_]+ time"
)
"""What goes on behind an hour, though it has a capital: a day, a month, a time zone."""
LONGEST = 900
"""Characters of a sentence. A longer one is read in pieces, so that time stays linear in the length of a text."""
_LIST_SHARE = 0.3
"""A block is prose when at least this share of its lines holds a full stop inside or at the end; all of them if they end early."""

_EARLY_SHARE = 0.75
_RAGGED = 6
"""So many characters a wrapped line may fall short, where spaces were lost or gained on the way."""


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence's place in the folded field; ``block`` counts paragraphs."""

    start: int
    end: int
    block: int


def spans(text: str) -> list[Span]:
    """The sentences of a folded text, in order, without the white space around them."""
    found: list[Span] = []
    begin = 0
    for block, gap in enumerate([*_BLOCKS.finditer(text), None]):
        end = gap.start() if gap else len(text)
        found.extend(Span(a, b, block) for a, b in _block(text, begin, end))
        begin = gap.end() if gap else end
    return found


def _block(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    for start, stop in _chunks(text, begin, end):
        yield from _sentences(text, start, stop)


def _chunks(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A block's pieces at line breaks that mean something."""
    lines = [match.span() for match in _LINE.finditer(text, begin, end)]
    if len(lines) < 2:
        yield from lines
        return
    listed = _is_list(text, lines)
    bullets = sum(1 for a, b in lines if _BULLET.match(text, a, b))
    start = lines[0][0]
    for (_, previous), (a, b) in itertools.pairwise(lines):
        ended = text[start:previous].rstrip()[-1:] in ".!?:;|"
        bullet = (bullets > 1 or ended) and _BULLET.match(text, a, b)
        if listed or bullet or _is_heading(text[start:previous]):
            yield start, previous
            start = a
    yield start, lines[-1][1]


def _is_list(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether each line stands for itself: few full stops, or lines broken early; and not a sentence that was wrapped."""
    stops = sum(1 for a, b in lines for _ in _STOP_INSIDE.finditer(text, a, b))
    ended = text[slice(*lines[-1])].rstrip().endswith((".", '."'))
    early = len(lines) > 2 and not ended and _early_breaks(text, lines) >= _EARLY_SHARE * (len(lines) - 1)
    if stops >= (1 if early else _LIST_SHARE) * len(lines):
        return False
    runs_on = sum(1 for a, b in lines[1:] if text[a:b].lstrip()[:1].islower())
    return not (ended and runs_on >= (len(lines) - 1) / 2)


def _early_breaks(text: str, lines: list[tuple[int, int]]) -> int:
    """How many lines end although the next word had room on them, as no wrapping to a width leaves them."""
    width = max(b - a for a, b in lines)
    return sum(
        1
        for (a, b), (c, d) in itertools.pairwise(lines)
        if b - a + 1 + len(text[c:d].split(" ", 1)[0]) + _RAGGED < width
    )


def _is_heading(line: str) -> bool:
    """A short line in capitals without a full stop: "CASUALTIES", "KEY FIGURES"."""
    line = line.strip()
    return 2 < len(line) < 60 and line.isupper() and line[-1] not in ".,;" and not any(c.isdigit() for c in line)


def _sentences(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    start = begin
    ends = _END if _DASHES.search(text, begin, end) else _END_AT_MARK
    for match in ends.finditer(text, begin, end):
        cut = match.end()
        if not _is_end(text, match, start, end):
            continue
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _is_end(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a full stop, or another mark, ends the sentence that began at ``start``."""
    at, mark, cut = match.start(), match.group(), match.end()
    rest = text[cut : min(end, cut + 12)].lstrip()
    if mark[0] != "." or len(mark.rstrip("\"')]")) > 1:
        return mark[0] in "|\u2022\u25cf\u25aa\u2023" or not rest[:1].islower()
    if not rest or rest[0].islower():
        return False
    before = text[max(start, at - 12) : at]
    if _HOUR.search(before) and not _OF_HOUR.match(rest):
        return True  # "until 6 p.m. Boats ...", but "at 6 p.m. Monday"
    return not _ABBREVIATION.search(before) or (before[-1:].isdigit())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without white space around it, in pieces if it is longer than any sentence that people write."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = max(text.rfind(" ", start, start + LONGEST), text.rfind("\n", start, start + LONGEST))
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
