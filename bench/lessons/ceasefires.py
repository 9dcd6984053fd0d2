"""What the learned reader of ceasefires is taught: what became of a truce that is told in other words.

Each sentence that may speak of a truce is a candidate; in a short item all of them get the state that the item's author gives
first. A long item with a truce is left out, for it does not say which of its sentences tells of it.
"""

from collections.abc import Iterator

from bench.training import Labelled, Lesson, Row
from streams.core.extraction.ceasefires.otherwise import candidates
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.reading import open_item

_SHORT = 600
"""Characters of a text of which nearly every candidate tells the same."""


def rows(labelled: Labelled, knowledge: Knowledge) -> Iterator[Row]:
    """The candidates of an item; those of an item with a truce count as one together."""
    language = (labelled.item.language or "en").partition("-")[0]
    truces = labelled.gold["ceasefires"]
    if language not in knowledge.lexicons or (truces and len(labelled.item.text) > _SHORT):
        return
    found = candidates(open_item(labelled.item, language, knowledge.lexicons[language]), knowledge, tabled=True)
    label, weight = (truces[0]["status"], 1 / max(1, len(found))) if truces else ("none", 1.0)
    for one in found:
        yield Row(labelled.author, one.features, label, weight)


_STATES = ("violated", "collapsed", "agreed", "extended", "holding", "rejected", "proposed")
_SURE = {**dict.fromkeys(_STATES, 0.6), "violated": 0.65, "collapsed": 0.65, "holding": 0.7}
"""What may wake somebody must be surer; and that it is quiet is easily said of roads."""
LESSON = Lesson(
    kind="ceasefire", rows=rows, labels=("none", *_STATES), sure=_SURE, strength=1.0, least=2
)  # fmt: skip
