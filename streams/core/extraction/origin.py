"""The origin of an item's words: whom they credit, their print, the address of their page, and what tells reports apart.

What is made of it, who is a copy of whom, stands in ``streams.core.origins``.
"""

import re
from collections.abc import Iterable, Sequence

from streams.core.credits import Credits
from streams.core.extraction.folding import fold
from streams.core.facts import Casualties, Ceasefire, Fact, Origin, Route
from streams.core.identity import digest
from streams.core.items import Item
from streams.core.prints import print_of, words_in
from streams.core.spelling import sound

MAX_CHARACTERS = 12_000
"""How much of a text is looked at: some two thousand words."""

FEW_WORDS = 8
"""A text of fewer telling words is taken together with its title."""

MAX_FIGURES = 6
MAX_PLACES = 4

_NUMBER = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+|\d+)(?![\w])")
_NOT_DIGITS = re.compile(r"\D")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURES_IN = 400
"""Characters of the beginning whose numbers tell reports apart."""

_ADDRESS = re.compile(r"https?://([^/?#\s]+)([^?#\s]*)(?:\?([^#\s]*))?", re.IGNORECASE)
_FRONT = re.compile(r"^(?:[^@]*@)?(?:www|m|amp|mobile)\.")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|ref|source|cmp|at_\w+|amp)(?:=|$)", re.IGNORECASE)

_MAY_NEED = re.compile(
    "[<&\u00ad\u02b9-\u02bc\u0300-\u036f\u0640\u064b-\u0655\u0660-\u0670\u06f0-\u06f9\u200b-\u200f\u2060\ufeff]"
)
"""What a text holds where folding it would change its words: markup, marks, digits and letters of more than one form."""
_SHORT = 3


def origin_of(item: Item, facts: Iterable[Fact], credits: Credits) -> Origin:  # noqa: A002 (the module's own word)
    """The origin of an item in which ``facts`` were read. Never raises."""
    live = [fact for fact in facts if fact.live]
    return Origin(
        named=credits.writer(item),
        print=print_of(_words(item.title, item.text)),
        page=_page(item.url or ""),
        figures=_figures(item, live),
        places=_places(live),
    )


def _words(title: str, text: str) -> list[str]:
    words = _telling(text)
    return words if len(words) >= FEW_WORDS else [*_telling(title), *words]


def _telling(text: str) -> list[str]:
    """The words to look at, in lower case, without those of up to three letters: they are what a sub-editor changes first."""
    head = text[:MAX_CHARACTERS]
    if _MAY_NEED.search(head):
        head = fold(head).text
    return [word for word in words_in(head) if len(word) > _SHORT or not word.isalpha()]


def _figures(item: Item, live: Sequence[Fact]) -> tuple[str, ...]:
    """Live tolls in digits, each with its place, states of routes and ceasefires, and the first numbers but years."""
    tolls = [
        f"{fact.outcome} {fact.count_min} {_where(fact)}".rstrip()
        for fact in live
        if isinstance(fact, Casualties) and not fact.part
    ]
    states = [f"{fact.kind} {fact.state}" for fact in live if isinstance(fact, Route | Ceasefire)]
    found = (str(int(_NOT_DIGITS.sub("", one))) for one in _NUMBER.findall((item.text or item.title)[:_FIGURES_IN]))
    numbers = [number for number in found if not _YEAR.fullmatch(number)]
    return tuple(sorted(one for some in (tolls, states, numbers) for one in tuple(dict.fromkeys(some))[:MAX_FIGURES]))


def _places(live: Sequence[Fact]) -> tuple[str, ...]:
    """Where the live facts happened, and the routes that they are about."""
    routes = [sound(fact.name) for fact in live if isinstance(fact, Route)]
    return tuple(sorted(tuple(dict.fromkeys(filter(None, (*map(_where, live), *routes))))[:MAX_PLACES]))


def _where(fact: Fact) -> str:
    """The place of a fact, folded; a country says too little."""
    place = fact.places[0] if fact.places else None
    return sound(place.canonical or place.name) if place is not None and place.level != "country" else ""


def _page(url: str) -> str:
    """A hash of an address without what leads readers to it; empty for a site's front page."""
    match = _ADDRESS.match(url)
    if match is None:
        return ""
    host, path, query = match.groups(default="")
    kept = sorted(part for part in query.split("&") if part and not _TRACKING.match(part))
    path = path.removesuffix("/amp").rstrip("/").removesuffix("/amp")
    if not path and not kept:
        return ""
    return digest(_FRONT.sub("", host.lower()), path, kept, length=12)
