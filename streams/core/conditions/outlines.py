"""Areas of the earth's surface: circles around a point, and outlines. Coordinates are degrees, WGS 84; distances km."""

from functools import cached_property
from itertools import pairwise
from math import asin, ceil, cos, floor, radians, sin, sqrt
from typing import Annotated

from pydantic import Field

from streams.core.facts import Frozen

EARTH = 6371.0088
"""The earth's mean radius in km (IUGG)."""

KM_PER_DEGREE = 111.2
"""Length of a degree of latitude in km."""

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Point = tuple[Latitude, Longitude]
"""Latitude and longitude."""

Ring = tuple[Point, ...]
"""A closed line: its last point is its first."""

Box = tuple[float, float, float, float]
"""Lowest latitude and longitude, highest latitude and longitude."""

Cell = tuple[int, int]
"""A square of one degree, by the whole degrees of its lower corner."""

MAX_CELLS = 400
"""Past so many cells an area is everywhere, as far as finding its rules goes."""


def distance(one: Point, other: Point) -> float:
    """The great-circle distance in km (haversine formula)."""
    (south, west), (north, east) = (tuple(map(radians, point)) for point in (one, other))
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(chord)))


class Outline(Frozen):
    """An area as a file draws it: shapes of rings, of which an odd number go around each point that lies inside.

    So the rings that are holes need no mark. ``file`` is as the operator wrote it.
    """

    file: str
    shapes: tuple[tuple[Ring, ...], ...]

    def __contains__(self, point: Point) -> bool:
        """Whether a point lies inside, by the number of edges that a ray to the east crosses."""
        if not _in_box(self.box, point):
            return False
        return any(sum(_crossed(ring, point) for ring in rings) % 2 == 1 for rings in self.shapes)

    @cached_property
    def box(self) -> Box:
        points = [point for rings in self.shapes for ring in rings for point in ring]
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
        return min(lats), min(lons), max(lats), max(lons)

    def __str__(self) -> str:
        return self.file


def circle_box(centre: Point, km: float) -> Box | None:
    """A box that holds every point within ``km`` of the centre; None where it would go around the earth."""
    lat, lon = centre
    high = km / KM_PER_DEGREE * 1.01
    if abs(lat) + high >= 89:
        return None
    wide = high / cos(radians(abs(lat) + high))
    if lon - wide < -180 or lon + wide > 180:
        return None
    return lat - high, lon - wide, lat + high, lon + wide


def cells(box: Box) -> frozenset[Cell] | None:
    """The cells that a box touches; None where they are too many to be of use."""
    south, west, north, east = (floor(box[0]), floor(box[1]), ceil(box[2] + 1e-9), ceil(box[3] + 1e-9))
    if (north - south) * (east - west) > MAX_CELLS:
        return None
    return frozenset((lat, lon) for lat in range(south, north) for lon in range(west, east))


def cell(point: Point) -> Cell:
    """The cell that a point lies in."""
    return floor(point[0]), floor(point[1])


def _in_box(box: Box, point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _crossed(ring: Ring, point: Point) -> int:
    """How many edges of the ring a ray from the point to the east crosses."""
    lat, lon = point
    return sum(
        (one_lat > lat) != (other_lat > lat)
        and lon < (other_lon - one_lon) * (lat - one_lat) / (other_lat - one_lat) + one_lon
        for (one_lat, one_lon), (other_lat, other_lon) in pairwise(ring)
    )
