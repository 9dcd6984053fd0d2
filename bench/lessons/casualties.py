"""What befell people of whom the tables say nothing: candidates and labels for the casualties' model.

Every group of people that a sentence counts is a candidate. What an item's author counts is met with groups by its number: a
figure that the readers miss makes the groups of that number ones of its outcome, and all others are of none. People whom the
readers understand teach, too, though less: of those the model is never asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.training import Labelled, Lesson, Row
from streams.core.extraction import extract
from streams.core.extraction.casualties import figures
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.untold import OUTCOMES, counted, features
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.learned import NONE
from streams.core.extraction.reading import open_item

_UNDERSTOOD, _DOUBTFUL = 0.3, 0.4
"""What a group counts that the readers understand, and one of several that may be meant."""
Figure = tuple[int, int | None]


def rows(labelled: Labelled, knowledge: Knowledge) -> Iterator[Row]:
    """The candidates of an item, with what its author says of them."""
    item = labelled.item
    language = (item.language or "en").split("-")[0]
    reading = open_item(item, language, knowledge.lexicons[language])
    told, people = figures(reading, knowledge)
    gold = labelled.gold["casualties"]
    missed = _missed(gold, [fact.model_dump() for fact in extract(item, knowledge).facts])
    links = {(id(link.counted or sentence), link.group.start): link for sentence, link in told}
    there = [
        (sentence, group, links.get((id(sentence), group.start)))
        for sentence in reading.sentences
        for group in counted(sentence, people, knowledge.gates[language])
    ]
    for sentence, group, link in there:
        figure = (group.number.min, group.number.max)
        rivals = sum(1 for _, other, its in there if its is None and (other.number.min, other.number.max) == figure)
        label, weight = _label(figure, link, gold, missed, rivals)
        if label is not None:
            yield Row(labelled.author, features(reading, sentence, group, told), label, weight)


def _missed(gold: Sequence[Mapping[str, Any]], facts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What the author counts and the readers do not."""
    left = [(fact["outcome"], fact["count_min"], fact["count_max"]) for fact in facts if fact["kind"] == "casualties"]
    missed: list[Mapping[str, Any]] = []
    for one in gold:
        figure = (one["outcome"], one["count_min"], one["count_max"])
        if figure in left:
            left.remove(figure)
        else:
            missed.append(one)
    return missed


def _label(
    figure: Figure,
    link: Link | None,
    gold: Sequence[Mapping[str, Any]],
    missed: Sequence[Mapping[str, Any]],
    rivals: int,
) -> tuple[str | None, float]:
    """What befell people by the author, and how sure that is; None where the figure is told by other words."""
    lacking = [one["outcome"] for one in missed if (one["count_min"], one["count_max"]) == figure]
    true = [one["outcome"] for one in gold if (one["count_min"], one["count_max"]) == figure]
    if link is not None:
        right = link.outcome in true
        return (link.outcome if right else lacking[0] if lacking else NONE), _UNDERSTOOD
    if lacking:
        return lacking[0], _DOUBTFUL if rivals > 1 or len(set(lacking)) > 1 else 1.0
    return (None if true else NONE), 1.0


LESSON = Lesson(
    kind="casualties",
    rows=rows,
    labels=(NONE, *OUTCOMES),
    sure=dict.fromkeys(OUTCOMES, 0.7),
    strength=0.2,
    least=3,
)
