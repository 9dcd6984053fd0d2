"""Places in a text: finding their names (``mentions``), which place each means (``resolving``), where a fact is (``attaching``).

A reader asks ``where(reading, knowledge, [(sentence, first, last)], about="toll")`` for the places of a fact told at these tokens
(inclusive); an item's places are found once, when they are first asked for.
"""

from streams.core.extraction.places.attaching import (
    PlaceMentions,
    countries_of,
    places_as_written,
    places_for,
    places_in,
    where,
)
from streams.core.extraction.places.weighing import About

__all__ = ["About", "PlaceMentions", "countries_of", "places_as_written", "places_for", "places_in", "where"]
