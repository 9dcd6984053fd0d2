"""Conditions: what a rule asks of the news. A tree of leaves, each on a fact, a place, a source, a language or words.

``words`` and ``patterns`` find what is written; ``facts``, ``places`` and ``items`` are the leaves, ``tree`` joins them;
``judging`` answers whether a subject meets a condition, and ``tracing`` tells why.
"""

from streams.core.conditions.facts import CasualtiesCondition, CeasefireCondition, OtherCondition, RouteCondition
from streams.core.conditions.judging import evidence, holds, subjects
from streams.core.conditions.subjects import Reading, Subject
from streams.core.conditions.tree import Condition, Node, fact_trail, kinds, leaves

__all__ = [
    "CasualtiesCondition",
    "CeasefireCondition",
    "Condition",
    "Node",
    "OtherCondition",
    "Reading",
    "RouteCondition",
    "Subject",
    "evidence",
    "fact_trail",
    "holds",
    "kinds",
    "leaves",
    "subjects",
]
