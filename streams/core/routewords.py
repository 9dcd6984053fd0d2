"""Route words: what the names of routes are made of beside what tells them apart, one table a language, read together.

Together, since the language of a name is not that of its text. They stand in code, beside what uses them, as the core opens no
files, and the key of an incident must not hang on one.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language, with blanks between them, and patterns of several."""

    generic: str = ""
    """Words that stand in names of many routes, which none is told by."""
    leading: str = ""
    """Those of them that may begin a settlement's own name: "Port Sudan"."""
    linking: str = ""
    """Words beside a settlement in names of routes that are told by it, beside the generic ones."""
    small: str = ""
    """Words that names have without a capital."""
    national: tuple[str, ...] = ()
    """Patterns of what stands before the number of a national road: "National Road 2" is the RN2."""
    federal: tuple[str, ...] = ()
    """The same of one that is written with an I: "Interstate 10" is the I10."""
    articles: str = ""
    """What may stand before these."""
    numbered: str = ""
    """Words before a road's bare number: "Highway 60"."""
    no_series: str = ""
    """Small words and units, whose letters are no series of road numbers: "km 12"."""
    between: tuple[str, ...] = ()
    """What stands before the first of two places that are linked."""
    to: str = ""
    """What alone links two places: "Torit to Ikotos"."""
    toward: tuple[str, ...] = ()
    """What stands between them: "the road between A and B", "linking A with B"."""
    over: tuple[str, ...] = ()
    """What stands before the river of a bridge: "the bridge over the Oskil at Senkove"."""
    beside: tuple[str, ...] = ()
    """What stands between the river and its settlement."""


ENGLISH = Words(
    generic="""
        the of main highway road roads track trail motorway expressway freeway route way street bridge border crossing
        post gate point airport airfield airstrip aerodrome international port harbour seaport railway railroad rail line
        train corridor river national junction interchange crossroads stretch section ferry axis
    """,
    leading="port river border gate",
    small="al el of",
    national=("national (?:road|highway|route)",),
    federal=("interstate(?: highway)?",),
    articles="the",
    numbered="highway hwy route road motorway expressway freeway",
    no_series="no nr km of at in on mi ft",
    to="to",
    between=("between", "from", "linking", "connecting"),
    toward=("and", "to", "with"),
    over=("over", "across"),
    beside=("at", "near"),
)
FRENCH = Words(
    generic="autoroute axe pont nationale ligne cantonale departementale tronçon troncon",
    leading="pont",
    linking="""
        de du des les d l aeroport aerodrome poste frontiere frontalier passage ville la le
    """,
    small="de",
    national=("route nationale",),
)
SPANISH = Words(
    generic="carretera puente vía via autopista troncal ruta línea tramo",
    leading="puente",
    linking="del aeropuerto aerodromo puerto paso cruce fronterizo frontera pasaje ciudad",
    small="del",
    national=("ruta nacional",),
    numbered="carretera",
)
ARABIC = Words(
    generic="""
        شارع طريق الطريق معبر جسر مطار ميناء الدولي أوتوستراد اوتوستراد خط الخط السريع الساحلي
    """,
    linking="الى بين قرب مدينة",
)
RUSSIAN = Words(
    generic="""
        дорога трасса мост аэропорт дорогу дороге дорогой трассу трассе трассой шоссе автодорога автодорогу автодороге
        автотрасса перегон перегоне участок участке участка на
    """,
    linking="аэропорта моста порта порту порт",
)
UKRAINIAN = Words(
    generic="міст аеропорт траса трасу трасі трасою шосе автодороги автошлях дільниця дільниці дільницю ділянка ділянці ділянку перегоні",
    linking="аеропорту мосту",
)
ELSEWHERE = Words(generic="autostrada trassa linea")
"""Of languages that are not read, in texts of those that are."""

_ALL = (ENGLISH, FRENCH, SPANISH, ARABIC, RUSSIAN, UKRAINIAN, ELSEWHERE)


def _words(tables: Iterable[str]) -> frozenset[str]:
    return frozenset(word for words in tables for word in words.split())


def any_of(patterns: Iterable[str]) -> str:
    """A pattern of any of some patterns, the longest first."""
    return f"(?:{'|'.join(sorted(patterns, key=lambda one: (-len(one), one)))})"


GENERIC = _words(one.generic for one in _ALL)
LEADING = GENERIC - _words(one.leading for one in _ALL)
"""Generic words that never begin a settlement's own name."""
LINKING = _words(one.linking for one in _ALL)
SMALL = _words(one.small for one in _ALL)
NATIONAL = any_of(pattern for one in _ALL for pattern in one.national)
FEDERAL = any_of(pattern for one in _ALL for pattern in one.federal)
ARTICLE = any_of(_words(one.articles for one in _ALL))
NUMBERED = any_of(_words(one.numbered for one in _ALL))
NO_SERIES = any_of(_words(one.no_series for one in _ALL))
BETWEEN = any_of(word for one in _ALL for word in one.between)
TO = any_of(_words(one.to for one in _ALL))
TOWARD = any_of(word for one in _ALL for word in one.toward)
OVER = any_of(word for one in _ALL for word in one.over)
BESIDE = any_of(word for one in _ALL for word in one.beside)
