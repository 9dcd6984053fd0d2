"""Conditions on places. A place that lies in a named area meets a condition on that area: a town its province and country."""

import re
from collections.abc import Iterable
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from streams.core.conditions.lookups import Country, atlas
from streams.core.conditions.outlines import Outline, Point, distance
from streams.core.conditions.subjects import Reading, Subject
from streams.core.conditions.terms import Listed, Name, Part, Test, shown
from streams.core.conditions.words import phrase_of
from streams.core.errors import Misfit
from streams.core.facts import Level, Place
from streams.core.shapes import shape
from streams.core.spelling import plain

FARTHEST = 2000.0
"""The greatest distance of a condition, in km."""

_KM = {"m": 0.001, "km": 1.0, "mi": 1.609344}
_DISTANCE = re.compile(r"(\d{1,7}(?:\.\d{1,3})?) ?(m|km|mi)\Z")
POINTS = ("place", "admin2")
"""Levels of places whose coordinates are where they are; the middle of a province or country is nowhere."""


def _read_distance(value: Any) -> Any:
    if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
        raise ValueError(f"{value} has no unit; write a number and km, m or mi, such as {value}km")  # noqa: TRY004
    found = _DISTANCE.match(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{value!r} is not a distance; write a number and km, m or mi, such as 30km")
    km = round(float(found[1]) * _KM[found[2]], 3)
    if not 0 < km <= FARTHEST:
        raise ValueError(f"{value!r} is outside of 1m to {FARTHEST:.0f}km")
    return km


Distance = Annotated[
    float,
    BeforeValidator(_read_distance),
    PlainSerializer(lambda km: f"{round(km * 1000)}m", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,7}(\.\d{1,3})? ?(m|km|mi)$", "examples": ["30km", "500m"]}),
]


def _read_name(value: str) -> str:
    if "*" in value:
        raise ValueError(f"{value!r}: a place's name has no star; write each name out")
    phrase_of(value)
    return value


PlaceName = Annotated[Name, AfterValidator(_read_name)]


def _outline(value: Any, info: ValidationInfo) -> Any:
    known = atlas(info)
    if not isinstance(value, str) or known is None:
        return value
    return known.outline(value)


def _ordered(value: Any) -> Any:
    if isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(one, int | float) for one in value):
        lat, lon = value
        if abs(lat) > 90 >= abs(lon):
            raise ValueError(f"{lat} is no latitude; latitude comes first: [{lon}, {lat}]")
    elif shape(value) != "mapping":
        raise ValueError("is not a point; write its latitude and longitude in degrees, such as [35.93, 36.63]")
    return value


class PlaceCondition(Part):
    """One place of the fact meets all of this."""

    name: Listed[PlaceName] | None = Field(
        default=None,
        description="the place, or an area that it lies in, by name, such as Idlib or [Goma, Bukavu]; case and accents do not matter",
    )
    country: Listed[Country] | None = Field(
        default=None, description="its country, such as SYR or [Sudan, South Sudan]"
    )
    admin1: Listed[PlaceName] | None = Field(
        default=None, description="its province, governorate or state, such as North Kivu"
    )
    level: Listed[Level] | None = Field(
        default=None,
        description="how exactly the news places it: place (a town or smaller), admin2 (a district), admin1 (a province), country",
    )
    within: Distance | None = Field(
        default=None,
        description="at most so far from the point under of, such as 30km; towns and districts only, as the middle of a "
        "province says nothing",
    )
    of: Annotated[Point, BeforeValidator(_ordered)] | None = Field(
        default=None,
        description="the point that within is measured from: latitude and longitude, such as [35.93, 36.63]",
    )
    polygon: Annotated[Outline, BeforeValidator(_outline, json_schema_input_type=str)] | None = Field(
        default=None,
        description="a GeoJSON file beside the rule, such as areas/corridor.geojson, inside of which it lies; towns and "
        "districts only",
    )

    @model_validator(mode="after")
    def _circle_has_a_middle(self) -> Self:
        if (self.within is None) != (self.of is None):
            here, other = ("within", "of: [35.93, 36.63]") if self.of is None else ("of", "within: 30km")
            raise Misfit(((here,), f"a circle needs both; add {other}"))
        return self

    def test(self, subject: Subject) -> Test:
        """Whether one of the subject's places will do; of an item as a whole also whether its words name the place."""
        found = any(map(self.meets, subject.places)) or (subject.fact is None and self.named_in(subject.reading))
        return Test("place", self, subject.places, found)

    def meets(self, place: Place) -> bool:
        """Whether this place meets all that is asked for."""
        return (
            (self.country is None or place.country in self.country)
            and (self.level is None or place.level in self.level)
            and (self.name is None or not names_of(place).isdisjoint(map(plain, self.name)))
            and (self.admin1 is None or plain(province_of(place)) in map(plain, self.admin1))
            and self._at(place)
        )

    @property
    def by_name(self) -> bool:
        """Whether names are all that is asked for, so that words may answer."""
        return self.level is None and self.of is None and self.polygon is None

    def named_in(self, reading: Reading) -> bool:
        """Whether the words of the item name what is asked for. No place is read where no fact is: words must do."""
        if not self.by_name:
            return False
        countries = [name for code in self.country or () for name in reading.register.country_names(code)]
        asked = [(self.name, self.name), (self.admin1, self.admin1), (self.country, tuple(countries))]
        return all(_stands(names, reading) for wanted, names in asked if wanted is not None and names is not None)

    def _at(self, place: Place) -> bool:
        if self.of is None and self.polygon is None:
            return True
        if place.lat is None or place.lon is None or place.level not in POINTS:
            return False
        point = (place.lat, place.lon)
        near = self.of is None or self.within is None or distance(self.of, point) <= self.within
        return near and (self.polygon is None or point in self.polygon)

    def __str__(self) -> str:
        asked = [
            shown(self.name) if self.name else "",
            f"in {shown(self.country)}" if self.country else "",
            f"in {shown(self.admin1)}" if self.admin1 else "",
            f"a {shown(self.level)}" if self.level else "",
            f"within {self.within:g} km of {self.of[0]:g}, {self.of[1]:g}" if self.within and self.of else "",
            f"inside {self.polygon}" if self.polygon else "",
        ]
        return ", ".join(filter(None, asked))


def names_of(place: Place) -> frozenset[str]:
    """Every name, folded, by which a condition may call a place: its own, and those of the areas that it lies in."""
    return frozenset(plain(name) for name in (place.name, place.canonical, place.admin2, place.admin1) if name)


def province_of(place: Place) -> str:
    """The name of the province that a place lies in, or is; empty where it is not known."""
    return place.admin1 or (place.canonical or place.name if place.level == "admin1" else "")


def _stands(names: Iterable[str], reading: Reading) -> bool:
    return any(any(words.find(phrase_of(name))) for name in names for words in reading.words.values())
