"""Casualties: people killed, injured, missing, detained or displaced."""

from collections.abc import Iterable

from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.reading import Reading
from streams.core.facts import Casualties


def read(reading: Reading, knowledge: Knowledge) -> Iterable[Casualties]:
    """The casualty facts of a reading, in the order of the text."""
    return ()
