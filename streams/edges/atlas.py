"""What rules and subscriptions may name of the world: countries, time zones, and areas drawn in GeoJSON files beside them."""

import difflib
import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pycountry

from streams.core.conditions.outlines import Outline, Point, Ring
from streams.core.spelling import plain

MAX_BYTES = 4 * 1024 * 1024
"""An outline file's greatest size."""

MAX_POINTS = 20_000
"""Points of an outline, at most."""

_LONGEST_CODE = 3

_ALSO: Mapping[str, str] = {
    "drc": "COD", "dr congo": "COD", "democratic republic of congo": "COD", "uk": "GBR", "uae": "ARE", "usa": "USA",
    "palestine": "PSE", "occupied palestinian territory": "PSE", "opt": "PSE", "gaza": "PSE", "west bank": "PSE",
    "ivory coast": "CIV", "cape verde": "CPV", "burma": "MMR", "swaziland": "SWZ", "kosovo": "XKX", "xkx": "XKX", "xk": "XKX",
    "turkey": "TUR", "russia": "RUS", "syria": "SYR", "iran": "IRN", "laos": "LAO", "vietnam": "VNM", "brunei": "BRN",
}  # fmt: skip
"""Names that people use for countries and ISO 3166 has not."""


class Folder:
    """The atlas of a rule file: the files that it names are looked for from its folder."""

    def __init__(self, file: str) -> None:
        self.folder = Path(file).parent

    def country(self, text: str) -> str:
        """The three letters of a country, by its code, its name in English or what people call it. Raises ValueError."""
        names = _countries()
        found = names.get(plain(text))
        if found is None:
            near = difflib.get_close_matches(plain(text), names, n=1, cutoff=0.6)
            meant = f" (did you mean {names[near[0]]}, {_name(names[near[0]])}?)" if near else ""
            raise ValueError(
                f"{text!r} is no country; write its name in English or its three letters, such as SYR{meant}"
            )
        return found

    def zone(self, text: str) -> ZoneInfo:
        """The time zone of an IANA name. Raises ValueError with the name that comes close, or that of its city."""
        if text in zones():
            return ZoneInfo(text)
        raise ValueError(f"{text!r} is no time zone; write its name (IANA), such as Europe/Kyiv{_near_zone(text)}")

    def outline(self, file: str) -> Outline:
        """The area that a GeoJSON file draws. Raises ValueError."""
        if Path(file).is_absolute():
            raise ValueError(
                f"{file} is a path of one machine; write the way from the rule's folder, such as areas/north.geojson"
            )
        try:
            with (self.folder / file).open("rb") as opened:
                raw = opened.read(MAX_BYTES + 1)
        except OSError as error:
            raise ValueError(f"{file} cannot be read: {error.strerror}; the way begins at the rule's folder") from None
        if len(raw) > MAX_BYTES:
            raise ValueError(f"{file} is over the limit of {MAX_BYTES >> 20} MiB; simplify the outline")
        try:
            return Outline(file=file, shapes=_shapes(raw))
        except ValueError as error:
            raise ValueError(f"{file} {error}") from None


def _near_zone(text: str) -> str:
    folded = {one.casefold(): one for one in zones()}
    cities = {one.rpartition("/")[2]: one for one in sorted(folded)}
    asked = text.strip().casefold().replace(" ", "_")
    city = difflib.get_close_matches(asked.rpartition("/")[2], cities, n=1, cutoff=0.8)
    near = difflib.get_close_matches(asked, folded, n=1, cutoff=0.8)
    meant = folded.get(asked) or (folded[near[0]] if near else folded[cities[city[0]]] if city else "")
    return f" (did you mean {meant}?)" if meant else ""


@cache
def zones() -> frozenset[str]:
    """The IANA names of time zones, looked for once: Python opens every file of them to tell what is one."""
    return frozenset(available_timezones())


@cache
def _countries() -> Mapping[str, str]:
    """Every name and code of a country, folded, with its three letters."""
    found: dict[str, str] = {}
    for one in pycountry.countries:
        for name in (
            one.alpha_3,
            one.alpha_2,
            one.name,
            getattr(one, "official_name", ""),
            getattr(one, "common_name", ""),
        ):
            if name:
                found.setdefault(plain(name), str(one.alpha_3))
    return {**found, **_ALSO}


@cache
def country_names() -> Mapping[str, tuple[str, ...]]:
    """The names that texts may give to each country, folded, by its three letters; codes are no names."""
    found: dict[str, list[str]] = {}
    for name, code in _countries().items():
        if len(name) > _LONGEST_CODE:
            found.setdefault(code, []).append(name)
    return {code: tuple(names) for code, names in found.items()}


def _name(alpha_3: str) -> str:
    found = pycountry.countries.get(alpha_3=alpha_3)
    return str(getattr(found, "common_name", None) or found.name) if found else alpha_3


@lru_cache(maxsize=64)
def _shapes(raw: bytes) -> tuple[tuple[Ring, ...], ...]:
    """The polygons of a GeoJSON text, each as rings. Raises ValueError."""
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ValueError("is no JSON; export the area as GeoJSON") from None
    shapes = tuple(tuple(_ring(ring) for ring in polygon) for polygon in _polygons(data, 0))
    if not shapes:
        raise ValueError("draws no polygon; export the area as a Polygon or MultiPolygon")
    if sum(len(ring) for shape in shapes for ring in shape) > MAX_POINTS:
        raise ValueError(f"has more than {MAX_POINTS:,} points; simplify the outline")
    return shapes


def _polygons(data: Any, depth: int) -> Iterator[Any]:
    if not isinstance(data, dict) or depth > 4:
        raise ValueError("is no GeoJSON; it must hold a Feature, FeatureCollection, Polygon or MultiPolygon")
    match data.get("type"):
        case "FeatureCollection":
            for one in _list(data.get("features")):
                yield from _polygons(one, depth + 1)
        case "GeometryCollection":
            for one in _list(data.get("geometries")):
                yield from _polygons(one, depth + 1)
        case "Feature":
            yield from _polygons(data.get("geometry"), depth + 1)
        case "Polygon":
            yield _list(data.get("coordinates"))
        case "MultiPolygon":
            yield from (_list(one) for one in _list(data.get("coordinates")))
        case other:
            raise ValueError(f"draws a {other}; only a Polygon or MultiPolygon has an inside")


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("is no GeoJSON: a list is missing where it should be")  # noqa: TRY004 -- it is the file that is wrong
    return value


def _ring(ring: Any) -> Ring:
    points = tuple(_point(one) for one in _list(ring))
    if len(points) < 4 or points[0] != points[-1]:
        raise ValueError("has a ring that is not closed; its first point must stand at its end once more")
    return points


def _point(value: Any) -> Point:
    """GeoJSON puts longitude first (RFC 7946, 3.1.1)."""
    match value:
        case [int() | float() as lon, int() | float() as lat, *_] if abs(lat) <= 90 and abs(lon) <= 180:
            return float(lat), float(lon)
        case _:
            raise ValueError(f"has a point {value!r} that is no longitude and latitude in degrees")
