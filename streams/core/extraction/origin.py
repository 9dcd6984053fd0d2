"""The origin of an item's words: whom they credit, their print, the address of their page, and what tells reports apart.

What is made of it, who is a copy of whom, stands in ``streams.core.origins``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from streams.core.credits import Credits
from streams.core.details import details_of
from streams.core.extraction.folding import fold
from streams.core.facts import Fact, Origin, Route
from streams.core.identity import digest
from streams.core.items import Item
from streams.core.prints import print_of, words_in
from streams.core.spelling import sound

MAX_CHARACTERS = 12_000
"""How much of a text is looked at: some two thousand words."""

FEW_WORDS = 8
"""A text of fewer telling words is taken together with its title."""

MAX_PLACES = 6

_ADDRESS = re.compile(r"https?://([^/?#\s]+)([^?#\s]*)(?:\?([^#\s]*))?", re.IGNORECASE)
_FRONT = re.compile(r"^(?:[^@]*@)?(?:www|m|amp|mobile)\.")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|ref|source|cmp|at_\w+|amp)(?:=|$)", re.IGNORECASE)

_MAY_NEED = re.compile(
    "[<&\u00ad\u02b9-\u02bc\u0300-\u036f\u0640\u064b-\u0655\u0660-\u0670\u06f0-\u06f9\u200b-\u200f\u2060\ufeff]"
)
"""What a text holds where folding it would change its words: markup, marks, digits and letters of more than one form."""
_SHORT = 3

NOTHING_SPELLED: Mapping[str, str] = MappingProxyType({})


def origin_of(
    item: Item,
    facts: Iterable[Fact],
    credits: Credits,  # noqa: A002 (the module's own word)
    spelled: Mapping[str, str] = NOTHING_SPELLED,
) -> Origin:
    """The origin of an item in which ``facts`` were read. Never raises. ``spelled``: as ``details_of`` has it."""
    text = _folded(item.text)
    words = _telling(text)
    if len(words) < FEW_WORDS:
        title = _folded(item.title)
        words = [*_telling(title), *words]
        text = f"{title}\n{text}"
    return Origin(
        named=credits.writer(item),
        print=print_of(words),
        page=_page(item.url or ""),
        details=details_of(text, spelled),
        places=_places([fact for fact in facts if fact.live]),
        minute=int(item.published.timestamp()) // 60,
    )


def _folded(text: str) -> str:
    """The beginning of a text, without what makes other words of the same ones."""
    head = text[:MAX_CHARACTERS]
    return fold(head).text if _MAY_NEED.search(head) else head


def _telling(text: str) -> list[str]:
    """The words to look at, in lower case, without those of up to three letters: they are what a sub-editor changes first."""
    return [word for word in words_in(text) if len(word) > _SHORT or not word.isalpha()]


def _places(live: Sequence[Fact]) -> tuple[str, ...]:
    """Where the live facts happened, as it is written and as it is known, and the routes that they are about."""
    routes = [sound(fact.name) for fact in live if isinstance(fact, Route)]
    found = dict.fromkeys(name for fact in live for name in _where(fact))
    return tuple(sorted(tuple(dict.fromkeys((*found, *routes)))[:MAX_PLACES]))


def _where(fact: Fact) -> Iterator[str]:
    """The place of a fact, folded, by its names; a country says too little."""
    place = fact.places[0] if fact.places else None
    if place is not None and place.level != "country":
        yield from filter(None, map(sound, (place.name, place.canonical or "")))


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
