r"""Patterns: regular expressions of operators, run by RE2 in linear time, with words of every script.

RE2's ``\b``, ``\w`` and ``\d`` know ASCII only, and would miss what is written with diacritics or in another script. Here
``\w``, ``\W`` and ``\d`` mean the letters and digits of Unicode, and ``\b`` may stand at the beginning and the end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

LONGEST = 1000
"""Characters of a pattern, at most."""

_WORD = r"\pL\pM\pN_"
_FLAGS = re.compile(r"\(\?([a-zA-Z]+)\)")
_PIECE = re.compile(
    r"\\[pP](?:\{\^?\w*\}|\w)|\\x(?:\{[0-9a-fA-F]*\}|[0-9a-fA-F]{1,2})|\\."
    r"|\[:\^?\w+:\]|\[\^?\]?|\(\?P?<\w+>|\(\?[a-zA-Z-]*[:)]|\{\d+(?:,\d*)?\}|.",
    re.DOTALL,
)
"""What a pattern is made of: escapes, classes, brackets, repetitions, and single signs."""

_PLAIN = frozenset("^$.|?*+()[]{}\\")
_QUIET = re2.Options()
_QUIET.log_errors = False

GRAM = 4
"""Letters of a pattern's anchor."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that is ready to be searched for.

    ``anchor``, if there is one, are letters that every text that the pattern meets has, with both case-folded.
    """

    compiled: Any
    anchor: str | None

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the pattern stands, as offsets into ``text``, in order."""
        for found in self.compiled.finditer(text):
            yield found.span(1)


@lru_cache(maxsize=1 << 15)
def pattern_of(text: str) -> Pattern:
    """Compile a pattern. Raises ValueError with what is wrong and what would be right."""
    if len(text) > LONGEST:
        raise ValueError(f"a pattern of {len(text)} characters; {LONGEST} are the most")
    flags = _FLAGS.match(text)
    body = text[flags.end() :] if flags else text
    opened, body = body.startswith(r"\b"), body.removeprefix(r"\b")
    closed = body.endswith(r"\b") and not body.endswith(r"\\b")
    body = body.removesuffix(r"\b") if closed else body
    pieces = _pieces(body)
    if (opened or closed) and "|" in _outermost(pieces):
        raise ValueError(r"\b beside | is not clear; put brackets around the alternatives, as in \b(?:road|bridge)\b")
    before = f"(?:^|[^{_WORD}])" if opened else ""
    after = f"(?:$|[^{_WORD}])" if closed else ""
    written = f"{flags[0] if flags else ''}{before}({''.join(_in_unicode(pieces))}){after}"
    _compiled(body)  # for its own words of what is wrong, without ours around
    compiled = _compiled(written)
    if compiled.search("") is not None:
        raise ValueError("meets every text, even an empty one; take away what may be left out at its ends")
    return Pattern(compiled, _anchor(pieces))


def _compiled(pattern: str) -> Any:
    try:
        return re2.compile(pattern, _QUIET)
    except re2.error as error:
        said = error.args[0] if error.args else ""
        told = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise ValueError(f"is no pattern of RE2: {told}{_meant(told)}") from None


def _meant(told: str) -> str:
    if "perl operator" in told:
        return "; RE2 cannot look ahead or behind; use none: with a second text: instead"
    if "escape" in told:
        return r"; to mean the sign itself write it without the backslash, and a backslash as \\"
    return ""


def _pieces(body: str) -> list[str]:
    return _PIECE.findall(body)


def _outermost(pieces: list[str]) -> Iterator[str]:
    """The pieces outside of all brackets; a bracketed part is one empty piece."""
    depth, inside = 0, False
    for piece in pieces:
        if inside:
            inside = piece != "]"
        elif piece.startswith("["):
            inside = True
            if not depth:
                yield ""
        elif piece.startswith("(") and not (piece.startswith("(?") and piece.endswith(")")):
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
            if not depth:
                yield ""
        elif not depth:
            yield piece


def _in_unicode(pieces: list[str]) -> Iterator[str]:
    """The pieces with the classes of ASCII made those of Unicode."""
    inside = False
    for piece in pieces:
        if piece in (r"\b", r"\B", r"\Q", r"\C"):
            ends = r"; \b may stand only at the beginning and the end of a pattern" if piece == r"\b" else ""
            raise ValueError(f"{piece} is not read here{ends}")
        if piece == r"\W" and inside:
            raise ValueError(r"\W is not read in square brackets; write \PL or the signs themselves")
        if piece in (r"\w", r"\d"):
            words = _WORD if piece == r"\w" else r"\p{Nd}"
            yield words if inside else f"[{words}]"
        elif piece == r"\W":
            yield f"[^{_WORD}]"
        else:
            yield piece
        inside = piece.startswith("[") or (inside and piece != "]")


def _anchor(pieces: list[str]) -> str | None:
    """Letters that stand in every text that the pattern meets: the middle of its longest plain run outside of brackets."""
    outer = list(_outermost(pieces))
    if "|" in outer:
        return None
    runs = [""]
    for piece, behind in zip(outer, [*outer[1:], ""], strict=True):
        if behind in ("?", "*") or behind.startswith("{") or not _is_letter(piece):
            runs.append("")
        else:
            runs[-1] += piece
    longest = max(runs, key=len).casefold()
    return longest[(len(longest) - GRAM) // 2 :][:GRAM] if len(longest) >= GRAM else None


def _is_letter(piece: str) -> bool:
    return len(piece) == 1 and piece not in _PLAIN
