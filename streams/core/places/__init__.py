"""Places: what is known of the world's places, and which lies in which.

Where a text names them is read in :mod:`streams.core.extraction.places`.
"""

from streams.core.places.areas import contains, lowest_common_area
from streams.core.places.gazetteer import Entry, Gazetteer, Layered, Literal

__all__ = ["Entry", "Gazetteer", "Layered", "Literal", "contains", "lowest_common_area"]
