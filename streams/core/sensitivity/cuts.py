"""Cuts: what an alert shows to whom. Inside it is whole; outside it goes without names, exact spots, staff and protected sources.

The account is cut before a word of it is composed, so that no channel, template or format can show what is not there. A
quotation that holds any of it goes as a whole; lines that must stay have it masked. What was cut is told by its kinds alone.
Staff stand whole in incidents of the service itself: they go to the fallback alone, who can mend nothing without knowing whose
channel is broken and who heard nothing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from streams.core.alerts import AlertEvent, Cited, ItemEvidence, Voice
from streams.core.facts import Place
from streams.core.grades import Grading
from streams.core.grouping import label
from streams.core.identity import digest
from streams.core.messages.accounts import Account
from streams.core.messages.characters import shown
from streams.core.ownrules import OF_THE_SERVICE
from streams.core.sensitivity.marks import MASK, PROTECTED, Kind, ordered
from streams.core.sensitivity.particulars import particulars
from streams.core.sensitivity.people import Known, Named, nothing_known, people
from streams.core.sensitivity.words import GIVEN
from streams.core.sources import NO_SOURCES, Sources
from streams.core.spelling import plain

_BY = re.compile(r"\b(acknowledged|withdrawn) by ([^:]{1,200}?)(?=:)", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)
_PLAIN_KEYS = frozenset({"route", "ceasefire", "area", "place", "admin1", "country"})
_LONG = 4
"""Letters of the shortest part of a name that is looked for in links."""


@dataclass(frozen=True)
class Guard:
    """What is needed to cut: the operator's ``sources``, and what is ``known`` to be no person's name."""

    sources: Sources = NO_SOURCES
    known: Known = nothing_known

    def hides(self, source: str) -> bool:
        """Whether a source is protected, whichever of its names is given."""
        return self.sources.get(source).protected

    @cached_property
    def protected(self) -> re.Pattern[str] | None:
        """The names and hosts of protected sources, however their words are joined."""
        hidden = [(name, one) for name, one in self.sources.sources.items() if one.protected]
        return _either(written for name, one in hidden for written in (name, *one.aliases, *one.domains))


def cut(account: Account, guard: Guard) -> Account:
    """The account as somebody outside may see it, with the kinds of what was cut."""
    scissors = _Scissors(guard, _own_names(account.event), of_service=account.event.rule in OF_THE_SERVICE)
    event = scissors.event(account.event)
    background = account.background.model_copy(
        update={
            "voices": tuple(map(scissors.voice, account.voices)),
            "cited": tuple(map(scissors.cited, account.background.cited)),
            "grading": scissors.grading(account.background.grading),
        }
    )
    runbook = scissors.lines(account.runbook)
    return replace(account, event=event, background=background, runbook=runbook, cuts=ordered(scissors.kinds))


def least(event: AlertEvent, *, repeated: bool = False) -> tuple[str, str]:
    """Title and text of an alert that could not be composed: nothing in it is of a text, but for the incident's own name."""
    marks = ("EXERCISE " if event.exercise else "") + ("(possibly repeated) " if repeated else "")
    where = label({name: value for name, value in event.key.items() if name in _PLAIN_KEYS}) or event.rule
    title = f"{marks}{event.event.upper()} {event.severity.upper()}: {where}"
    figure = "" if event.value is None else f" Figure: {event.value:,}."
    at = event.at.isoformat(timespec="minutes")
    return (
        title,
        f"Rule: {event.rule}.{figure} Time of the news: {at}. See: tocsin incidents show {event.incident[:12]}",
    )


def least_event(event: AlertEvent) -> AlertEvent:
    """The same for programs: the event without anything that came of a text, in its own shape."""
    title, _ = least(event)
    key = {name: value for name, value in event.key.items() if name in _PLAIN_KEYS}
    bare: dict[str, object] = {
        "key": key,
        "items": (),
        "sources": (),
        "summary": title,
        "reason": "",
        "evidence": (),
        "places": (),
    }
    return event.model_copy(update=bare | {"contested": ""})


def _own_names(event: AlertEvent) -> frozenset[str]:
    """The alert's own places, routes and sources: names that are no people's. A place that no gazetteer knows may be one."""
    names = {name for one in event.places if one.country for name in (one.name, one.canonical, one.admin1) if name}
    names |= {
        value
        for name, value in event.key.items()
        if name != "source" and (event.key.get("country") or name == "ceasefire")
    }
    return frozenset(name.casefold() for name in (*names, *event.sources))


@dataclass(slots=True)
class _Scissors:
    """Cuts one account, and keeps what it found: a name of one sentence is masked wherever else it stands."""

    guard: Guard
    own: Collection[str] = frozenset()
    of_service: bool = False
    kinds: set[Kind] = field(default_factory=set)
    named: list[str] = field(default_factory=list)
    staff: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)

    def event(self, event: AlertEvent) -> AlertEvent:
        """The event with what must not be seen taken out of it."""
        self.sources = dict(zip(event.items, event.sources, strict=False))
        if len(event.items) != len(event.sources) and (hidden := next(filter(self.guard.hides, event.sources), "")):
            self.sources = dict.fromkeys(event.items, hidden)  # which of them are its own is not known
        kept = tuple(one for one in event.evidence if not self._sensitive(one))
        if not self.of_service:
            self.staff += [match.group(2).strip() for match in _BY.finditer(event.reason)]
        return event.model_copy(
            update={
                "items": tuple(map(self.item, event.items)),
                "sources": tuple(map(self.source, event.sources)),
                "evidence": tuple(one.model_copy(update={"item": self.item(one.item)}) for one in kept),
                "places": tuple(map(self._place, event.places)),
                "key": {name: self.source(value) for name, value in event.key.items()},
                "summary": self.line(event.summary),
                "reason": self.line(event.reason),
                "contested": self.source(event.contested),
            }
        )

    def voice(self, one: Voice) -> Voice:
        """Who says so."""
        return one.model_copy(update={"source": self.source(one.source)})

    def grading(self, one: Grading | None) -> Grading | None:
        """What it is worth, of which the reason can name who says so."""
        return one.model_copy(update={"reason": self.line(one.reason)}) if one else None

    def cited(self, one: Cited) -> Cited:
        """Where an item's words stand, without the link where that tells too much."""
        bad = self._of_link(one.url)
        if one.url and self._item_hidden(one.item):
            bad.add("sources")
        self.kinds |= bad
        return one.model_copy(update={"item": self.item(one.item), "url": "" if bad else one.url})

    def source(self, name: str) -> str:
        """The name of a source, or of what an incident is grouped by."""
        if name and self.guard.hides(name):
            self.kinds.add("sources")
            return PROTECTED
        return self.line(name)

    def item(self, identity: str) -> str:
        """An item's id; a hash of it where it tells who wrote it or whom it is about."""
        if self._item_hidden(identity) or self._of_link(identity) or any(True for _ in particulars(identity)):
            return f"item-{digest('item', identity, length=12)}"
        return identity

    def lines(self, text: str) -> str:
        """``line`` for each line of a text."""
        return "\n".join(map(self.line, text.split("\n")))

    def line(self, text: str) -> str:
        """One line that must stay, with what must not be seen masked."""
        plainly = shown(text)
        spans = sorted(self._spans(plainly), key=lambda span: (span[0], -span[1]))
        if not spans:
            return text
        parts, at = list[str](), 0
        for start, end, kind, instead in spans:
            self.kinds.add(kind)
            if start >= at:
                parts += [plainly[at:start], instead]
            at = max(at, end)
        return "".join((*parts, plainly[at:]))

    def _spans(self, text: str) -> Iterator[tuple[int, int, Kind, str]]:
        yield from ((one.start, one.end, one.kind, MASK) for one in particulars(text))
        yield from ((one.start, one.end, "names", MASK) for one in self._people(text) if one.sure)
        masked: tuple[tuple[re.Pattern[str] | None, Kind, str], ...] = (
            (_either(self.named), "names", MASK),
            (self.guard.protected, "sources", PROTECTED),
            (_either(self.staff), "staff", MASK),
        )
        for pattern, kind, instead in masked:
            if pattern is not None:
                yield from ((*one.span(), kind, instead) for one in pattern.finditer(_bare(text)))
        if not self.of_service:
            yield from ((*one.span(2), "staff", MASK) for one in _BY.finditer(text))

    def _people(self, text: str) -> list[Named]:
        return [one for one in people(text, self._known) if one.text.casefold() not in self.own]

    def _known(self, name: str) -> bool:
        return name.casefold() in self.own or self.guard.known(name)

    def _sensitive(self, span: ItemEvidence) -> bool:
        """Whether a quotation must go."""
        quote = shown(span.quote)
        names = self._people(quote)
        self.named += [one.text for one in names if one.sure or " " in one.text.strip()]
        found: set[Kind] = {one.kind for one in particulars(quote)} | {one.kind for one in particulars(span.quote)}
        if names:
            found.add("names")
        if self._item_hidden(span.item) or self._says_protected(quote):
            found.add("sources")
        self.kinds |= found
        return bool(found)

    def _item_hidden(self, item: str) -> bool:
        return self.guard.hides(self.sources.get(item, "")) or self._says_protected(item)

    def _says_protected(self, text: str) -> bool:
        return self.guard.protected is not None and bool(self.guard.protected.search(_bare(text)))

    def _of_link(self, link: str) -> set[Kind]:
        """What is wrong with a link."""
        readable = _ESCAPED.sub(_unescaped, link)
        found: set[Kind] = {one.kind for one in particulars(readable) if one.kind in ("links", "coordinates")}
        words = set(plain(re.sub(r"[\W_\d]+", " ", readable)).split())
        forbidden = {part for name in self.named for part in plain(name).split()} | (words & GIVEN)
        if any(len(part) >= _LONG and part in words and part not in self.own for part in forbidden):
            found.add("names")
        if self._says_protected(readable):
            found.add("sources")
        return found

    def _place(self, place: Place) -> Place:
        told = {
            name: self.line(value)
            for name in ("name", "canonical", "admin1", "admin2")
            if (value := getattr(place, name))
        }
        return place.model_copy(update=told)


def blurred(account: Account) -> Account:
    """The account with its places no more exact than a tenth of a degree, some 11 km, for programs outside."""
    event = account.event.model_copy(update={"places": tuple(map(_coarse, account.event.places))})
    if event.places == account.event.places:
        return account
    return replace(account, event=event, blurred=True, cuts=ordered({*account.cuts, "coordinates"}))


def _coarse(place: Place) -> Place:
    spot = {name: None if (at := getattr(place, name)) is None else round(at, 1) for name in ("lat", "lon")}
    return place.model_copy(update=spot)


def _either(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of names, the longest first, whatever joins their words."""
    words = sorted(
        {tuple(re.findall(r"[^\W_]+", _bare(name))) for name in names} - {()}, key=lambda one: (-len("".join(one)), one)
    )
    forms = (r"[\W_]{0,3}".join(map(re.escape, one)) for one in words)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(forms)})(?![^\W_])", re.IGNORECASE) if words else None


def _bare(text: str) -> str:
    """The text without diacritics, character by character, so that its length is the same."""
    return "".join(unicodedata.normalize("NFKD", char)[0] for char in text)


def _unescaped(match: re.Match[str]) -> str:
    return bytes.fromhex(match.group().replace("%", "")).decode("utf-8", "replace")
