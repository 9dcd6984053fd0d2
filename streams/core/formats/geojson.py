"""GeoJSON (RFC 7946) for maps: an incident a feature, at the first place of which the coordinates are known."""

from collections.abc import Iterable
from typing import Any

from streams.core.facts import Place
from streams.core.histories import History


def geojson(histories: Iterable[History]) -> dict[str, Any]:
    """The incidents as one collection. One whose place is not known has no geometry, and is told all the same."""
    return {"type": "FeatureCollection", "features": [_feature(one) for one in histories]}


def _feature(one: History) -> dict[str, Any]:
    latest = one.latest
    spots = [place for place in latest.places if place.lat is not None and place.lon is not None]
    told = {
        "place": spots[0].canonical or spots[0].name if spots else None,
        "level": spots[0].level if spots else None,
        "reason": latest.reason,
        "sources": list(latest.sources),
        "quote": latest.evidence[0].quote if latest.evidence else None,
    }
    return {
        "type": "Feature",
        "id": one.incident,
        "geometry": _point(spots[0]) if spots else None,
        "properties": one.summary() | told,
    }


def _point(place: Place) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [place.lon, place.lat]}
