"""Area names: what countries and first-level areas are called in the languages that tocsin reads.

GeoNames' countries and areas come with English names. pycountry carries the translations of ISO 3166 (iso-codes): of countries
for five languages, of areas whole for Ukrainian alone; ``russian.yaml`` names those of countries where Russian is written.
"""

import gettext
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

import pycountry
from ruamel.yaml import YAML

_COUNTRIES_IN = ("ar", "es", "fr", "ru", "uk")
_AREAS_IN = "uk"
_LIST = re.compile("[,\u060c]")
_KIND = re.compile(
    r"(?i)\b(?:автономн\w+|область|край|округ|провінція|префектура|регіон|губернаторство|мухафаза|вілаят|департамент|штат|"
    r"район|республіка|місто|міська рада|федеральн\w+)\b"
)
"""Words for kinds of areas, in Ukrainian: a text writes them in small letters beside the name."""


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


def area_names(russian: bytes) -> Iterator[tuple[str, str, str]]:
    """Names of first-level areas in other scripts: the country, the English name or GeoNames' code of the area, and its name.

    ``russian`` is the table of that name.
    """
    told = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=[_AREAS_IN]).gettext
    alpha3 = {one.alpha_2: one.alpha_3 for one in cast("Any", pycountry.countries)}
    for area in cast("Any", pycountry.subdivisions):
        own = told(area.name)
        if own != area.name and not _LIST.search(own) and not area.parent_code:
            bare = " ".join(_KIND.sub(" ", own).split())
            yield from ((alpha3[area.country_code], area.name, name) for name in {own, bare} if name)
    table = cast("Mapping[str, Mapping[str, list[str]]]", YAML(typ="safe", pure=True).load(russian))
    for country, areas in table.items():
        yield from ((country, code, name) for code, names in areas.items() for name in names)
