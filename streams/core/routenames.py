"""Names of routes: one name for a route that no table holds, whatever words and whichever language tell of it.

The same road must come out the same whether a text says "the road from Kadugli to Dilling" or "Dilling–Kadugli road".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from streams.core.facts import Place, RouteKind
from streams.core.routewords import (
    ARTICLE,
    BESIDE,
    BETWEEN,
    FEDERAL,
    GENERIC,
    LEADING,
    LINKING,
    NATIONAL,
    NO_SERIES,
    NUMBERED,
    OVER,
    SMALL,
    TO,
    TOWARD,
)
from streams.core.spelling import latin_number, plain, sound

_KIND_WORDS: Mapping[RouteKind, str] = {
    "road": "road", "bridge": "bridge", "crossing": "crossing", "port": "port", "airport": "airport",
    "railway": "railway", "waterway": "",
}  # fmt: skip

_REMEMBERED = 4096
"""Of so many names it is remembered what they come to: a feed names the same roads again and again."""
_OF_A_NUMBER = 3
"""The most words of a name that is a number alone."""
_NATIONAL = re.compile(rf"\b{NATIONAL}\s+(?:no\s+)?(\d{{1,4}}[a-z]?)\b")
_HIGHWAY = re.compile(rf"^(?:{ARTICLE} )?{NUMBERED}\s+(\d{{1,4}}[a-z]?)\b")
_FEDERAL = re.compile(rf"\b{FEDERAL} (\d{{1,3}})\b")
_NUMBER = re.compile(rf"\b(?!{NO_SERIES})([a-z]{{1,3}})[\s-]?0*(\d{{1,4}}[a-z]?)\b")
_REGIONAL = re.compile(r"\b([a-z])-0*(\d{1,2})-(\d{2})\b")
"""A number in two parts, as Ukraine's regional roads have it: "Т-14-18" is also written "Т1418"."""
_ENDPOINTS = re.compile(rf"^(.{{2,60}}?)\s*(?:\s[-–—]+\s|[-–—]{{1,2}}|\s+{TO}\s+)\s*(.{{2,60}})$")
_BETWEEN = re.compile(rf"\b{BETWEEN}\s+(.{{2,60}}?)\s+{TOWARD}\s+(.{{2,60}})$")
_BESIDE = re.compile(rf"\b{OVER} [^,;]{{2,40}} {BESIDE} ([^,;]{{2,40}})$")
_ARTICLE_DASH = re.compile(r"\b(al|el|ar|as|ash|at|ad|an|az|er|ed|es)-", re.IGNORECASE)


def canonical_name(name: str, kind: RouteKind) -> str:
    """One name for a route that no table holds, whatever its wording.

    A number stands alone (``M5``, ``RN4``); endpoints stand in order of the alphabet (``Dilling-Kadugli road``); other
    names lose what is generic and end in the kind (``Aleppo airport``). Diacritics are folded.
    """
    number = road_number(name) if kind in ("road", "bridge") else None
    if number:
        return number
    ends = endpoints(name)
    stem = "-".join(sorted(plain(end).title() for end in ends)) if ends else _title(name)
    return f"{stem} {_KIND_WORDS[kind]}".strip()


def by_settlement(name: str) -> str | None:
    """A bridge that is told by its river and its settlement, by the settlement: a river has many bridges."""
    beside = _BESIDE.search(name)
    return f"{beside[1]} bridge" if beside else None


def by_places(name: str, places: Sequence[Place]) -> str:
    """A name told by settlements with their canonical names, so that it is the same in every language; else as it is.

    ``مطار بورتسودان`` and ``aéroport de Port-Soudan`` are both ``Port Sudan``, and a road is told by its two ends.
    """
    known = {plain(place.name): place.canonical for place in places if place.canonical}
    ends = endpoints(name)
    if ends:
        return " - ".join(known.get(plain(end)) or end for end in ends)
    words = [word for word in plain(name).split() if word not in GENERIC and word not in LINKING]
    return known.get(" ".join(words)) or name


@lru_cache(maxsize=_REMEMBERED)
def road_number(name: str) -> str | None:
    """The number in a road's name as ``M5``, ``RN4``, ``15D``; None where there is none."""
    text = latin_number(" ".join(re.split(r"[\s_]+", name.strip())))
    if match := _NATIONAL.search(text):
        return f"RN{match[1].upper()}"
    if match := _FEDERAL.search(text):
        return f"I{match[1]}"
    if match := _HIGHWAY.match(text):
        return match[1].upper()
    if match := _REGIONAL.search(text):
        return (match[1] + match[2] + match[3]).upper()
    if match := _NUMBER.search(text):
        return (match[1] + match[2]).upper()
    return None


def only_number(name: str) -> bool:
    """Whether a name is a road's number and no more, as many countries have one: "A1", "the M5 motorway"."""
    return road_number(name) is not None and len(plain(name).split()) <= _OF_A_NUMBER


@lru_cache(maxsize=_REMEMBERED)
def endpoints(name: str) -> tuple[str, str] | None:
    """The two places that a route's name links, in the order of the text."""
    whole = name.strip()
    if match := _BETWEEN.search(whole):
        return _bare(match[1]), _bare(match[2])
    masked = _ARTICLE_DASH.sub("\\1\u00a0", _bare(whole))
    match = _ENDPOINTS.match(masked)
    if not match or not match[1][0].isalpha() or not match[2][0].isalpha():
        return None
    first, second = (_ARTICLE_DASH.sub(r"\1-", part.replace("\u00a0", "-")).strip() for part in match.groups())
    return (first, second) if first and second else None


def name_forms(name: str) -> Iterable[str]:
    """By what a name is looked up: its number, its endpoints, its words by sound."""
    number = road_number(name)
    if number:
        yield f"#{number}"
        if only_number(name):
            return
    ends = endpoints(name)
    if ends:
        yield ends_form(ends)
    yield core(name)


def ends_form(ends: tuple[str, str]) -> str:
    """The index form of a route by the two places that it links, in whichever order."""
    return "=".join(sorted(core(end) for end in ends))


@lru_cache(maxsize=_REMEMBERED)
def core(name: str) -> str:
    """The words of a name that tell it from others, by sound."""
    words = plain(name).split()
    return sound(" ".join([word for word in words if word not in GENERIC] or words))


def _bare(name: str) -> str:
    """Without generic words at either end, case and diacritics kept."""
    words = name.split()
    while words and plain(words[-1]) in GENERIC:
        words.pop()
    while words and plain(words[0]) in LEADING:
        words.pop(0)
    return " ".join(words) or name


def _title(name: str) -> str:
    words = plain(name).split()
    kept = [word for word in words if word not in GENERIC] or words
    return " ".join(word if word in SMALL and i else word.capitalize() for i, word in enumerate(kept))
