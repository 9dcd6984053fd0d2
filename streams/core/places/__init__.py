"""Places: finding the names in a text, telling which place each means, and where a fact happened."""

from streams.core.places.areas import contains, lowest_common_area
from streams.core.places.attaching import About, PlaceMentions, places_for, places_in
from streams.core.places.gazetteer import Entry, Gazetteer, Layered, Literal

__all__ = [
    "About",
    "Entry",
    "Gazetteer",
    "Layered",
    "Literal",
    "PlaceMentions",
    "contains",
    "lowest_common_area",
    "places_for",
    "places_in",
]
