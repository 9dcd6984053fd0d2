"""What the learned reader of worlds is taught: which items tell of real events, and which borrow the words of war.

An item of which its author labels nothing at all is of another world; beside the labelled items stand those of the files of
traps, of which it is only known whether they are real.
"""

from collections.abc import Iterator

from bench.training import Labelled, Lesson, Row
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.learned import NONE
from streams.core.extraction.reading import open_item
from streams.core.extraction.worlds import KIND, OTHER, features

_KINDS = ("casualties", "routes", "ceasefires")


def rows(labelled: Labelled, knowledge: Knowledge) -> Iterator[Row]:
    """One row an item; there are several real items for each of another world, so these count more."""
    language = (labelled.item.language or "en").partition("-")[0]
    if language in knowledge.lexicons:
        real = labelled.gold.get("real", any(labelled.gold.get(kind) for kind in _KINDS))
        reading = open_item(labelled.item, language, knowledge.lexicons[language])
        yield Row(labelled.author, features(reading), NONE if real else OTHER, 0.7 if real else 1.5)


LESSON = Lesson(kind=KIND, rows=rows, labels=(NONE, OTHER), sure={OTHER: 0.85}, strength=0.3, least=3, traps=True)
