"""Area names: what countries and first-level areas are called in the languages that tocsin reads.

GeoNames' countries and areas come with English names. pycountry carries the translations of ISO 3166 (iso-codes): of countries
for five languages, of areas whole for Ukrainian alone; ``russian.yaml`` names those of countries where Russian is written.
"""

import gettext
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

import pycountry
from ruamel.yaml import YAML

_COUNTRIES_IN = ("ar", "es", "fr", "ru", "uk")
_AREAS_IN = "uk"
_LIST = re.compile("[,\u060c]")


class Translated(NamedTuple):
    """What a first-level area is called, told by its English name. ``country`` is ISO 3166-1 alpha-3."""

    country: str
    english: str
    name: str


class Coded(NamedTuple):
    """What a first-level area is called, told by its code in GeoNames. ``country`` is ISO 3166-1 alpha-3."""

    country: str
    code: str
    name: str


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, whole and whatever their case; "*" stands for any ending."""
    forms = "|".join(re.escape(word).replace(r"\*", r"\w+") for word in words)
    return re.compile(rf"(?i)\b(?:{forms})\b")


def country_names() -> dict[str, list[str]]:
    """By ISO 3166-1 alpha-3 code the names of a country, the usual and the official ones, where they are no list ("Congo, the")."""
    found: dict[str, list[str]] = {}
    for language in _COUNTRIES_IN:
        told = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language]).gettext
        for one in cast("Any", pycountry.countries):
            english = (getattr(one, field, "") for field in ("name", "common_name", "official_name"))
            names = [(name, told(name)) for name in english if name]
            found.setdefault(one.alpha_3, []).extend(
                own for name, own in names if own != name and not _LIST.search(own)
            )
    return found


def translated_areas(kinds: Iterable[str]) -> Iterator[Translated]:
    """The names of first-level areas in Ukrainian, whole and without the words for kinds of areas."""
    told = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=[_AREAS_IN]).gettext
    alpha3 = {one.alpha_2: one.alpha_3 for one in cast("Any", pycountry.countries)}
    kind = pattern_of(kinds)
    for area in cast("Any", pycountry.subdivisions):
        own = told(area.name)
        if own != area.name and not _LIST.search(own) and not area.parent_code:
            bare = " ".join(kind.sub(" ", own).split())
            yield from (Translated(alpha3[area.country_code], area.name, name) for name in {own, bare} if name)


def coded_areas(table: bytes) -> Iterator[Coded]:
    """The names of first-level areas that a table gives by country and code."""
    known = cast("Mapping[str, Mapping[str, list[str]]]", YAML(typ="safe", pure=True).load(table))
    for country, areas in known.items():
        yield from (Coded(country, code, name) for code, names in areas.items() for name in names)
