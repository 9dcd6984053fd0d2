"""Characters: what a screen shows of a text, and what an SMS costs, by the alphabet that it needs.

GSM 7-bit: 3GPP TS 23.038, sections 6.2.1 (default alphabet) and 6.2.1.1 (extension table). Lengths of messages in parts:
3GPP TS 23.040, section 9.2.3.24.1, a header of six octets in each part.
"""

import re
import unicodedata
from typing import Literal, NamedTuple

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""One septet each."""

EXTENSION = "\f^{}\\[~]|€"
"""Two septets each: an escape and the character."""

_SEPTETS = dict.fromkeys(BASIC, 1) | dict.fromkeys(EXTENSION, 2)

_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"', "‹": "'", "›": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...", "•": "-", "·": "-", "×": "x", "÷": "/", "°": "o",
        "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
        "№": "No", "™": "TM", "©": "(c)", "®": "(R)",
    }
)  # fmt: skip

_UNSHOWN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e0fff]+"
)
"""What no screen shows, or what turns the direction of writing. The joiners of Persian and of Indic scripts are kept."""

Alphabet = Literal["GSM-7", "UCS-2"]


class Size(NamedTuple):
    """What an SMS takes: the alphabet that it needs, its length in that alphabet's units, and in how many parts it goes."""

    alphabet: Alphabet
    units: int
    segments: int


def shown(text: str) -> str:
    """The text in one line, without characters that no screen shows and marks that turn the direction of writing."""
    return " ".join(_UNSHOWN.sub(" ", text).split())


def turned(text: str) -> bool:
    """Whether a text has letters that are written from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def folded(text: str) -> str:
    """The text with what is outside of GSM 7-bit put as near as it can be: quotes, dashes, letters with other accents.

    Signs that have nothing near them are left out; letters stay: an Arabic name makes its message UCS-2.
    """
    return "".join(_near(char) for char in unicodedata.normalize("NFC", text).translate(_PLAIN))


def _near(char: str) -> str:
    if char in _SEPTETS:
        return char
    if char.isspace():
        return " "
    base = "".join(one for one in unicodedata.normalize("NFKD", char) if not unicodedata.combining(one))
    if base and all(one in _SEPTETS for one in base):
        return base
    return "" if unicodedata.category(char)[0] in "MS" else char


def size(text: str) -> Size:
    """What a text takes as an SMS. An empty one is one part.

    A message of one part holds 160 septets or 70 UTF-16 units; in several each holds 153 or 67, and neither an
    extension's two septets nor the two halves of one character are parted.
    """
    if all(char in _SEPTETS for char in text):
        widths = [_SEPTETS[char] for char in text]
        return Size("GSM-7", sum(widths), _parts(widths, 160, 153))
    widths = [2 if ord(char) > 0xFFFF else 1 for char in text]
    return Size("UCS-2", sum(widths), _parts(widths, 70, 67))


def _parts(widths: list[int], alone: int, each: int) -> int:
    if sum(widths) <= alone:
        return 1
    parts, room = 1, each
    for width in widths:
        if width > room:
            parts, room = parts + 1, each
        room -= width
    return parts


def first_segment(text: str) -> str:
    """What of a text stands in its first part."""
    if size(text).segments == 1:
        return text
    gsm = size(text).alphabet == "GSM-7"
    room = 153 if gsm else 67
    for at, char in enumerate(text):
        room -= _SEPTETS[char] if gsm else 2 if ord(char) > 0xFFFF else 1
        if room < 0:
            return text[:at]
    return text


def cut(text: str, most: int, mark: str = "...") -> str:
    """``text`` in at most ``most`` characters, ended by ``mark`` where it was cut, between two words where one ends nearby.

    ``most`` below the mark's length gives the beginning of the text.
    """
    if len(text) <= most:
        return text
    if most <= len(mark):
        return text[: max(0, most)]
    kept = text[: most - len(mark)]
    space = kept.rfind(" ", max(0, len(kept) - min(20, most // 4)))
    return (kept[:space].rstrip(" ,;:-(") if space > 0 else kept.rstrip()) + mark


def cut_closed(text: str, most: int) -> str:
    """As ``cut``, with every isolate that the cut left open closed behind it."""
    kept = cut(text, most)
    return kept + "\u2069" * (kept.count("\u2068") - kept.count("\u2069"))
