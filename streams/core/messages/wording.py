"""Wording: tables of messages by language (Fluent), with plural forms, dates and spans of time by CLDR.

A message that a language lacks, or that cannot be filled in, is taken from English, which has every one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_datetime
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast

FALLBACK = "en"

_IN_DAYS = timedelta(days=3)
_UNITS = (("day", 86_400), ("hour", 3600), ("minute", 60))


_TWICE = re.compile("\u2068(\u2068[^\u2066-\u2069]*\u2069)\u2069")
"""What was isolated when it was made, and again when it was filled in."""


@dataclass(frozen=True, eq=False)
class Tongue:
    """One language. ``isolating`` puts marks around what is filled in, so that its direction disturbs no other's."""

    code: str
    table: FluentBundle
    english: FluentBundle
    isolating: bool

    @cached_property
    def locale(self) -> Locale:
        """What CLDR says of the language."""
        return Locale(self.code)

    @property
    def turned(self) -> bool:
        """Whether it is written from right to left."""
        return bool(self.locale.text_direction == "rtl")

    @property
    def comma(self) -> str:
        """What stands between the members of a list."""
        return "، " if self.turned else ", "

    @property
    def stop(self) -> str:
        """What stands between parts of a line."""
        return "؛ " if self.turned else "; "

    def say(self, name: str, /, **values: str | int) -> str:
        """The message ``name`` with its values filled in. Raises KeyError where not even English has it."""
        for bundle in (self.table, self.english):
            if not bundle.has_message(name):
                continue
            message = bundle.get_message(name)
            if message.value is None:
                continue
            text, errors = bundle.format_pattern(message.value, values)
            if not errors:
                return _TWICE.sub(r"\1", str(text))
        raise KeyError(name)

    def alone(self, text: str) -> str:
        """Words of another's, such as a quotation, kept from turning the direction of what stands around them."""
        return f"\u2068{text}\u2069" if self.isolating and text else text

    def moment(self, moment: datetime, *, year: bool = False) -> str:
        """A day and minute, such as ``28 Nov 10:58``."""
        return str(format_datetime(moment, "d MMM y HH:mm" if year else "d MMM HH:mm", locale=self.locale))

    def clock(self, moment: datetime) -> str:
        """Hours and minutes."""
        return str(format_datetime(moment, "HH:mm", locale=self.locale))

    def span(self, span: timedelta) -> str:
        """A span of time in its two greatest units, rounded down: ``1d 2h``; from three days on in days alone."""
        left = int(span.total_seconds())
        if span >= _IN_DAYS:
            return self.say("span-day", count=span.days)
        parts: list[str] = []
        for unit, seconds in _UNITS:
            count, left = divmod(left, seconds)
            if count and len(parts) < 2:
                parts.append(self.say(f"span-{unit}", count=count))
            elif parts:
                break
        if len(parts) == 2:
            return self.say("span-two", first=parts[0], second=parts[1])
        return parts[0] if parts else self.say("span-minute", count=0)

    def language(self, code: str) -> str:
        """The name of a language; its code where CLDR has no name for it here."""
        base = code.replace("_", "-").partition("-")[0].lower()
        return str(self.locale.languages.get(base, base))


class Wording:
    """The tables of every language, each as the text of a Fluent resource. ``en`` must be among them."""

    def __init__(self, tables: Mapping[str, str]) -> None:
        self._tables = dict(tables)
        self._tongues: dict[tuple[str, bool], Tongue] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, in order of their codes."""
        return tuple(sorted(self._tables))

    def tongue(self, language: str, *, isolating: bool = False) -> Tongue:
        """A language by its code (``fr``, ``fr-CD``); English where there is no table for it."""
        base = language.replace("_", "-").partition("-")[0].lower()
        code = base if base in self._tables else FALLBACK
        known = self._tongues.get((code, isolating))
        if known is None:
            table, english = (self._bundle(one, isolating=isolating) for one in (code, FALLBACK))
            known = self._tongues[code, isolating] = Tongue(code, table, english, isolating)
        return known

    def _bundle(self, code: str, *, isolating: bool) -> FluentBundle:
        bundle = FluentBundle([code], use_isolating=isolating)
        bundle.add_resource(FluentResource(self._tables[code]))
        return bundle


def message_names(table: str) -> frozenset[str]:
    """The names of the messages of a table."""
    return frozenset(name for name, _ in _entries(table) if name)


def faults(tables: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with tables, each with its language: what cannot be read, is in two places, or that English lacks."""
    known = message_names(tables.get(FALLBACK, ""))
    if not known:
        yield FALLBACK, "there is no English table, from which other languages take what they lack"
    for code, text in tables.items():
        seen: set[str] = set()
        for name, junk in _entries(text):
            if junk:
                yield code, f"cannot be read: {junk}"
            elif name in seen:
                yield code, f"{name} stands there twice"
            elif name not in known:
                yield code, f"{name} is no message of the English table"
            seen.add(name)


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """The name of every message; of what is none, its beginning."""
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Message):
            yield entry.id.name, ""
        elif isinstance(entry, ast.Junk):
            yield "", " ".join((entry.content or "").split())[:80]


@cache
def zone_named(name: str) -> tzinfo:
    """A time zone by its IANA name; UTC where nobody knows it any more."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
