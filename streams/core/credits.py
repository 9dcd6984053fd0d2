"""Credits: whom a text names as its writer. "GAZA, March 3 (XY) -", "(AFP)", "By Jane Doe, AFP", "AFP reports", a page's host.

The words around a name and the agencies that others copy come from ``streams/tables/credits.yaml``, the operator's own
sources from ``sources.yaml``. Only names that are known count, but for a dateline's: its form says enough. Time is linear:
a few hundred characters of the beginning and the end are looked at.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from pydantic import Field

from streams.core.facts import Frozen
from streams.core.items import Item
from streams.core.prints import words_in
from streams.core.sources import NO_SOURCES, Sources
from streams.core.spelling import plain

HEAD = 800
"""Characters of the beginning in which a text may say whom it quotes."""

TAIL = 160
"""Characters of the end in which a credit may stand."""

UNNAMED = "agencies in "
"""What stands before an outlet's name where it credits agencies and names none of them."""

_DATELINE = re.compile(r"\W{0,5}(?P<where>[^\W\d_][^\n()]{1,70}?) ?\((?P<name>[^()\n]{2,40})\) {0,3}(?:--|[-–—―])")
_DATE = re.compile(r"[,.]\s*[^\W\d_]{3,12}\.? \d{1,2}\b|[,.]\s*\d{1,2}\.? [^\W\d_]{3,12}")
_LAST = re.compile(r"[(\[]\s*(?P<names>[^()\[\]\n]{2,60})\s*[)\]]\W{0,10}\Z")
_HOST = re.compile(r"https?://(?:[^/?#@\s]*@)?(?P<host>[^/?#:\s]+)", re.IGNORECASE)
_ACRONYM = 5
_MEDIA = ("wire",)
"""Kinds of sources whose reports others carry as their own; what other sources say is told of by reporters."""


class CreditTable(Frozen):
    """The words of ``credits.yaml``."""

    agencies: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    unnamed: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()


class Credits(Frozen):
    """Whom texts credit, as far as a table and the operator's sources know the names."""

    table: CreditTable = CreditTable()
    sources: Sources = NO_SOURCES

    def writer(self, item: Item) -> str:
        """The name of who wrote an item's words: whom they credit, else whose page it is, else the item's source."""
        own = self.sources.canonical(item.source)
        text = item.text or item.title
        head, tail = text[:HEAD], text[-TAIL:].rstrip()
        found = self._dateline(head) or self._last(tail, own)
        if not found and not self._telling.isdisjoint(words_in(f"{head} {tail}")):
            found = self._named(head, tail)
        if not found and item.url and (host := _HOST.match(item.url)):
            found = self.sources.of_host(host["host"]) or ""
        return own if not found or (not found.startswith(UNNAMED) and _names_itself(found, own)) else found

    def _dateline(self, head: str) -> str:
        """As in "GAZA, March 3 (XY) - …": of a known name, or of any after a town in capitals or a date."""
        match = _DATELINE.match(head)
        if match is None:
            return ""
        known = self._known(match["name"])
        where = match["where"].split(",")[0]
        capitals = where.isupper() and where[-1].isalpha() and len(where) > 2
        return known or (plain(match["name"]) if capitals or _DATE.search(match["where"]) else "")

    def _last(self, tail: str, own: str) -> str:
        """As in "… (AFP/Reuters)" or "… (Agencies)"."""
        match = _LAST.search(tail)
        if match is None:
            return ""
        whole = match["names"].strip()
        parts = (whole, *self._apart.split(whole))
        known = next((name for part in parts if (name := self._known(part))), "")
        return known or (UNNAMED + own if any(plain(part) in self._unnamed for part in parts) else "")

    def _named(self, head: str, tail: str) -> str:
        """As in "Reuters - …", "Source: AFP", "By Jane Doe, AFP" and "AFP reports"."""
        places = ((self._beginning, head[:90]), (self._ending, tail), (self._byline, head[:120].partition("\n")[0]))
        for pattern, text in (*places, (self._citing, head)):
            found = None if pattern is None else pattern.search(text)
            if found is not None:
                return self._known(next(name for name in found.groups() if name))
        return ""

    def _known(self, name: str) -> str:
        return self._names.get(plain(name), "")

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The names of agencies and of the operator's wires, folded; an agency has the operator's name for it if it has one."""
        names: dict[str, str] = {}
        for agency, spellings in self.table.agencies.items():
            owned = next((one for one in (agency, *spellings) if self.sources.knows(one)), None)
            name = agency if owned is None else self.sources.canonical(owned)
            names |= {plain(spelling): name for spelling in (agency, *spellings)}
        for name, source in self.sources.sources.items():
            if source.kind in _MEDIA:
                names |= {plain(spelling): name for spelling in (name, *source.aliases)}
        return names

    @cached_property
    def _spellings(self) -> frozenset[str]:
        """Every known name as texts write it."""
        spelled = {spelling for spellings in self.table.agencies.values() for spelling in spellings}
        for source in self.sources.sources.values():
            spelled.update(source.aliases if source.kind in _MEDIA else ())
        return frozenset(spelled)

    @cached_property
    def _spelled(self) -> str:
        """An expression for every known name; those of few letters keep their case."""
        short = [one for one in self._spellings if len(one) <= _ACRONYM]
        long = [one for one in self._spellings if len(one) > _ACRONYM]
        return "|".join(filter(None, (_either(short), f"(?i:{_either(long)})" if long else "")))

    @cached_property
    def _telling(self) -> frozenset[str]:
        """A word of each known name, in lower case: a text without any needs no closer look."""
        return frozenset(max(words, key=len) for one in self._spellings if (words := words_in(one)))

    @cached_property
    def _unnamed(self) -> frozenset[str]:
        return frozenset(map(plain, self.table.unnamed))

    @cached_property
    def _apart(self) -> re.Pattern[str]:
        """What stands between two names."""
        joins = _either(self.table.joins)
        return re.compile(r"\s*[/,;&+|]\s*" + (rf"|\s+(?:{joins})\s+" if joins else ""))

    @cached_property
    def _beginning(self) -> re.Pattern[str] | None:
        return self._pattern(r"\A[^\n]{0,60}?\b(%s)[)\]/.]{0,2} {0,2}(?:--|[-–—―:])", ())

    @cached_property
    def _ending(self) -> re.Pattern[str] | None:
        return self._pattern(
            r"(?:[\n/|–—-]|[(\[]|(?i:\b%s)\s?:?) {0,2}(%s)(?:/[^\W_]{1,12})?\W{0,10}\Z", self.table.closing
        )

    @cached_property
    def _byline(self) -> re.Pattern[str] | None:
        return self._pattern(r"\A\W{0,3}(?i:%s) [^\n]{0,60}?\b(%s)\b", self.table.opening)

    @cached_property
    def _citing(self) -> re.Pattern[str] | None:
        if not self._spelled or not self.table.before:
            return None
        names = self._spelled
        called = _either(one if one.endswith("'") else f"{one} " for one in self.table.called)
        agency = _either(f"{one} " for one in self.table.agency)
        return re.compile(
            rf"(?<!\w)(?i:{_either(self.table.before)}) ?(?:{called})?({names})\b"
            rf"|(?<!\w)({names}) (?:{agency})?(?i:{_either(self.table.after)})\b"
        )

    def _pattern(self, form: str, words: Iterable[str]) -> re.Pattern[str] | None:
        if not self._spelled:
            return None
        listed = tuple(words)
        return re.compile(form % ((_either(listed), self._spelled) if listed else (self._spelled,)))


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _names_itself(credited: str, own: str) -> bool:
    """Whether a credit names the item's own source: "Dnipro Agency" in the items of ``agency-dnipro``."""
    one, other = set(plain(credited).split()), set(plain(own).split())
    return bool(one and other) and (one <= other or other <= one)
