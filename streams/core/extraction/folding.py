"""Folding: one plain form of a text to read, with a way back to the text as received.

Read are the folded letters; quoted are always the received ones. Folding unifies what writers and machines write
differently without meaning anything by it: quotes, dashes, spaces, digits of other scripts, decomposed letters,
zero-width characters, leftovers of HTML, words broken by a hyphen at the end of a line. Time is linear.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

HARD_SPACE = "\u00a0"
"""What every no-break and thin space becomes: it may stand inside a number ("9 860"), a plain space hardly."""

_ONE_TO_ONE = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\uff07`\u00b4"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02\u300c\u300d"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f"), HARD_SPACE),
    **dict.fromkeys(map(ord, "\t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u205f\u3000"), " "),
    **dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n"),
    ord("\u066b"): ".",
    ord("\u066c"): ",",
    ord("\u060c"): ",",
    ord("\u061b"): ";",
    ord("\u061f"): "?",
}
_DIGITS = {
    zero + value: str(value)
    for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6)
    for value in range(10)
}
_ONE_TO_ONE.update(_DIGITS)

_DROPPED = "\u00ad\u0640\u061c\u180e\u20e3\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\u064b-\u0652\u0670"
_SPECIAL = re.compile(
    rf"(?P<drop>[{_DROPPED}]+)"
    r"|(?P<tag></?[a-zA-Z][a-zA-Z0-9]{0,14}(?:\s[^<>]{0,400})?/?>|<!--[^<>]{0,400}-->)"
    r"|(?P<entity>&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,6});)"
    r"|(?P<hyphen>(?<=[^\W\d_])-[ ]?\n[ ]{0,8}(?=[^\W\d_]))"
    r"|(?P<group>(?<=\d,)\n(?=\d{3}(?!\d)))"
    r"|(?P<mark>[^\W\d_][\u0300-\u036f\u0653-\u0655]{1,8})"
)
_MAY_NEED = re.compile(rf"[<&{_DROPPED}\u0300-\u036f\u0653-\u0655]|-[ ]?\n|,\n")
_BLOCK_TAG = re.compile(r"</?(?:p|div|br|li|ul|ol|tr|td|h\d|table|section|article|blockquote)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` as it is read, and the way back to the received characters.

    The runs say where pieces of the folded text came from: the piece that begins at ``begins[i]`` came from
    ``sources[i]``; a piece with ``lengths[i]`` of 0 maps character by character, else it stands as a whole for that many
    received characters.
    """

    text: str
    begins: tuple[int, ...] = (0,)
    sources: tuple[int, ...] = (0,)
    lengths: tuple[int, ...] = (0,)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the received text for a span of the folded one (end exclusive; empty spans map to empty)."""
        first = self._run(start)
        received = self.sources[first] + (0 if self.lengths[first] else start - self.begins[first])
        if end <= start:
            return received, received
        last = self._run(end - 1)
        if self.lengths[last]:
            return received, self.sources[last] + self.lengths[last]
        return received, self.sources[last] + end - self.begins[last]

    def _run(self, position: int) -> int:
        return bisect_right(self.begins, position) - 1


@lru_cache(maxsize=8)
def fold(text: str) -> Folded:
    """Fold a field. Never raises; linear in the length of the text. The gate and the reading of an item ask for the same."""
    plain = _plain(text)
    if not any(sign in plain for sign in _SIGNS) and (plain.isascii() or not _MAY_NEED.search(plain)):
        return Folded(plain)
    pieces: list[str] = []
    begins: list[int] = []
    sources: list[int] = []
    lengths: list[int] = []
    length = done = 0

    def add(piece: str, source: int, whole: int) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            begins.append(length)
            sources.append(source)
            lengths.append(whole)
            length += len(piece)

    for match in _SPECIAL.finditer(plain):
        start, end = match.span()
        piece = _folded(match.lastgroup or "", match.group(), plain, end)
        if piece is None:
            continue
        add(plain[done:start], done, 0)
        add(piece, start, end - start)
        done = end
    add(plain[done:], done, 0)
    if not pieces:
        return Folded("")
    return Folded("".join(pieces), tuple(begins), tuple(sources), tuple(lengths))


_SIGNS = ("<", "&", "-\n", "- \n", ",\n")
"""What an ASCII text must hold for anything in it to be folded; looking for these is much faster than an expression."""


def _plain(text: str) -> str:
    """The text with one character for another: only those of it that need it, for a table of all takes far longer."""
    odds = [odd for odd in _ASCII_REPLACED if odd in text]
    if not text.isascii():
        odds += _REPLACED.intersection(_FOREIGN.findall(text))
    for odd in odds:
        text = text.replace(odd, _ONE_TO_ONE[ord(odd)])
    return text


_REPLACED = frozenset(map(chr, _ONE_TO_ONE))
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_ASCII_REPLACED = tuple(filter(str.isascii, sorted(_REPLACED)))


def _folded(kind: str, found: str, text: str, end: int) -> str | None:
    """What a special piece becomes; None leaves it as it is."""
    if kind in ("drop", "group"):
        return ""
    if kind == "tag":
        return "\n\n" if _BLOCK_TAG.match(found) else " "
    if kind == "entity":
        plain = html.unescape(found)
        return None if plain == found else plain.translate(_ONE_TO_ONE)
    if kind == "hyphen":  # "house-\nholds" is one word; "Aleppo-\nDamascus" and "sixty-\nfour" keep their hyphen
        broken = text[end : end + 1].islower() and text[end - len(found) - 2 : end - len(found)].lower() != "ty"
        return "" if broken else "-"
    return unicodedata.normalize("NFC", found)
