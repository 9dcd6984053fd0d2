"""Judging: whether a subject meets a condition, and the words of the item that show it."""

from collections.abc import Iterable, Iterator

from streams.core.conditions.facts import AnyFactCondition
from streams.core.conditions.items import language_test
from streams.core.conditions.subjects import Reading, Subject
from streams.core.conditions.terms import Test
from streams.core.conditions.tree import (
    AllOf,
    AlsoLeaf,
    AnyOf,
    LanguageLeaf,
    Node,
    NoneOf,
    PlaceLeaf,
    SourceLeaf,
    TextLeaf,
    entries,
    kinds,
)
from streams.core.facts import Evidence


def subjects(condition: Node, reading: Reading) -> Iterable[Subject]:
    """What the condition is judged on: each fact of a kind that it asks for, or the item as a whole where it asks for none."""
    wanted = kinds(condition)
    if not wanted:
        return reading.whole
    return [one for one in reading.subjects if one.kind in wanted]


def holds(node: Node, subject: Subject) -> bool:
    """Whether the subject meets the condition."""
    match node:
        case AllOf():
            return all(holds(one, subject) for one in node.all)
        case AnyOf():
            return any(holds(one, subject) for one in node.any)
        case NoneOf():
            return not any(holds(one, subject) for one in node.none)
        case AlsoLeaf():
            return any(holds(node.also, other) for other in subject.others)
        case _:
            return all(test.holds for test in questions(node, subject))


def questions(leaf: Node, subject: Subject) -> Iterator[Test]:
    """What a leaf asks of the subject, with the answers; nothing for a node, which asks through its entries."""
    match leaf:
        case AnyFactCondition():
            yield from leaf.tests(subject)
        case PlaceLeaf():
            yield leaf.place.test(subject)
        case SourceLeaf():
            yield from leaf.source.tests(subject.reading)
        case LanguageLeaf():
            yield language_test(leaf.language, subject.reading)
        case TextLeaf():
            yield leaf.text.test(subject.reading)
        case _:
            return


def evidence(condition: Node, subject: Subject) -> tuple[Evidence, ...]:
    """The words that show that the subject meets the condition: the fact's own, then those that were asked for.

    An item as a whole of which no words were asked for is shown by its title, or by how its text begins.
    """
    own = () if subject.fact is None else subject.fact.evidence
    found = tuple(dict.fromkeys((*own, *_hits(condition, subject))))
    return found or (() if subject.fact is not None else (subject.reading.lead,))


def _hits(node: Node, subject: Subject) -> Iterator[Evidence]:
    """Words that were asked for and found; those that must not be there are not."""
    match node:
        case TextLeaf():
            yield from node.text.evidence(subject.reading)
        case NoneOf():
            return
        case _:
            for one in entries(node):
                if holds(one, subject):
                    yield from _hits(one, subject)
