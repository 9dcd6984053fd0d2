"""Particulars: exact coordinates, ways to reach a person, and links that let somebody in, found in a text by their form."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from streams.core.sensitivity.marks import Kind
from streams.core.sensitivity.words import ARABIC_DEGREES, COMPASS, DEGREES, DIRECTION, JOIN, PHONE, SPOT

_DEGREES = r"[+-]?\d{1,3}(?:[.,]\d{1,12})?"
_AXIS = f"[{COMPASS}]"
_BETWEEN = rf"\s{{0,3}}[,;/|&\s]\s{{0,3}}(?:{JOIN} )?"
_FORMS: tuple[tuple[Kind, str], ...] = (
    # A link that is a place on a map, and one that lets in whoever has it.
    ("coordinates", r"\bgeo:[^\s<>\"]{3,200}"),
    (
        "coordinates",
        (r"(?:https?://|www\.)?[^\s<>\"/@]{0,100}\b(?:google\.[a-z.]{2,6}/maps|maps?\.[a-z0-9-]{2,20}\.[a-z.]{2,8}|goo\.gl/maps|maps\.app\.goo\.gl|"
        r"openstreetmap\.org|osm\.org|osmand\.net|waze\.com|what3words\.com|w3w\.co|wikimapia\.org|bing\.com/maps|yandex\.[a-z.]{2,6}/maps|2gis\.[a-z]{2,4}|plus\.codes)"
        r"[^\s<>\"]{0,500}"),
    ),
    ("coordinates", r"///[^\W\d_]{2,30}\.[^\W\d_]{2,30}\.[^\W\d_]{2,30}"),
    ("links", r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/?#<>\"@]{1,200}@[^\s<>\"]{1,500}"),
    (
        "links",
        (r"\bhttps?://[^\s<>\"?#]{1,500}[?#][^\s<>\"]{0,500}?\b(?:[a-z_-]{0,20}(?:token|secret|passw(?:or)?d|pwd|signature|credential|session|apikey|api_key|auth)"
        r"|key|sig|sid|jwt|code|pass|hash)=[^\s<>\"]{1,500}"),
    ),
    ("links", r"\bhttps?://[^\s<>\"?#]{1,500}[?#][^\s<>\"]{0,200}?[=/][a-z0-9_%+.-]{24,500}[^\s<>\"]{0,300}"),
    # Coordinates as people and devices write them.
    ("coordinates", rf"\b{DEGREES}\b\W{{0,4}}{_DEGREES}"),
    ("coordinates", rf"{ARABIC_DEGREES}\W{{0,4}}\d{{1,3}}"),
    (
        "coordinates",
        rf"{_DEGREES}\s{{0,2}}[°º˚]\s{{0,2}}(?:\d{{1,2}}[\d\s.,'′’\"″”]{{0,16}}(?:{_AXIS}\b)?|{_AXIS}\b|{DIRECTION})",
    ),
    ("coordinates", rf"\b[NS]\s?\d{{1,2}}\s\d{{1,2}}(?:[.,]\d{{1,9}})?{_BETWEEN}[EWO]\s?\d{{1,3}}\s\d{{1,2}}(?:[.,]\d{{1,9}})?"),
    ("coordinates", rf"(?<![\w.]){_DEGREES}\s{{0,2}}[NS]\b{_BETWEEN}{_DEGREES}\s{{0,2}}[EWO]\b"),
    ("coordinates", rf"\b[NS]\s{{0,2}}{_DEGREES}{_BETWEEN}[EWO]\s{{0,2}}{_DEGREES}"),
    ("coordinates", rf"(?<![\w.])\d{{1,3}}[.,]\d{{2,12}}\s{{0,2}}{_AXIS}\b"),
    ("coordinates", r"\b[NSEW]\s{0,2}\d{1,3}[.,]\d{2,12}"),
    ("coordinates", r"(?<![\w.,])[+-]?\d{1,3}\.\d{2,12}" + _BETWEEN + r"[+-]?\d{1,3}\.\d{2,12}(?![\w%])"),
    ("coordinates", r"(?<![\w.,])[+-]?\d{1,3},\d{4,12}\s{0,3}[,;/\s]\s{0,3}[+-]?\d{1,3},\d{4,12}(?!\w)"),
    ("coordinates", r"(?<!\w)\d{4,6}(?:\.\d{1,4})?[NS]\s{0,2}[,/]?\s{0,2}\d{5,7}(?:\.\d{1,4})?[EW]\b"),
    ("coordinates", r"(?<!\w)\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}(?!\w)"),
    ("coordinates", r"(?<!\w)\d{1,2}[C-HJ-NP-X]\s{1,3}\d{6}(?:\.\d{1,3})?\s?m?[EО]?\s{0,2}[,;\s]\s{0,2}\d{6,7}(?:\.\d{1,3})?\s?m?N?(?!\w)"),
    ("coordinates", r"(?<!\w)(?=[A-Z0-9]{0,8}\d)[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?!\w)"),
    ("coordinates", rf"\b(?:mgrs|utm|geohash|plus code|{SPOT})\W{{0,4}}(?=\S{{0,12}}\d)[\w.+-]{{4,20}}"),
    # Ways to reach somebody.
    ("contacts", r"(?<![\w.])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
    ("contacts", r"(?<![\w@./])@\w[\w.]{2,40}"),
    ("contacts", r"\b(?:t\.me|wa\.me|signal\.me|telegram\.me)/[^\s<>\"]{2,100}"),
    ("contacts", r"(?<![\w+])(?:\+|00)\d(?:[ ().\u00a0/-]{0,2}\d){6,15}(?!\d)"),
    ("contacts", r"(?<![\w.,])0\d{1,4}[ ()\u00a0/-]{1,2}\d{2,4}[ \u00a0/-]?\d{2,4}(?:[ \u00a0/-]?\d{2,4}){0,2}(?![\d.,]\d)"),
    ("contacts", rf"\b{PHONE}\b\W{{0,4}}\d(?:[ ().\u00a0/-]{{0,2}}\d){{5,15}}"),
)  # fmt: skip
_PATTERN = re.compile("|".join(f"(?P<k{at}>{form})" for at, (_, form) in enumerate(_FORMS)), re.IGNORECASE)
_DIGITS = str.maketrans({char: str(unicodedata.digit(char)) for at in range(10) for char in (chr(0x660 + at), chr(0x6F0 + at))} | {"٫": ".", "،": ","})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Particular:
    """What was found in a text, from ``start`` to ``end``."""

    kind: Kind
    start: int
    end: int


def level(text: str) -> str:
    """The text with digits and letters in their plain forms, of the same length, so that forms are met in every script."""
    folded = "".join(one if len(one := unicodedata.normalize("NFKC", char)) == 1 else char for char in text)
    return folded.translate(_DIGITS)


def particulars(text: str) -> Iterator[Particular]:
    """The exact coordinates, ways to reach somebody, and secret links of a text."""
    for match in _PATTERN.finditer(level(text)):
        kind = _FORMS[int((match.lastgroup or "k0")[1:])][0]
        yield Particular(kind, match.start(), match.end())
