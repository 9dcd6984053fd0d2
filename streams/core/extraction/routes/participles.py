"""Participles: what a route was before, told between commas behind its name: "Міст у Стрілках, закритий улітку, відкрили".

A relative clause stands there in the same way: "Трасу Суми — Ромни, яку перекривали вранці, відкрили".
"""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as

_BEFORE = 3
"""How many adverbs may stand between the comma and the participle: ", тимчасово закритий, ..."."""
_WITHIN = 12
"""Within how many tokens the comma closes."""


def participle_end(sentence: Sentence, last: int) -> int:
    """The comma that closes a participle's or a relative part behind a name that ends at token ``last``; 0 where there is none.

    Only languages that tell a route's own case (``route.fronted``) are asked: there what stands behind that comma is the news.
    """
    lower = sentence.lower
    if last + 2 >= len(lower) or lower[last + 1] != "," or not sentence.lexicon.words("route.fronted"):
        return 0
    at = last + 2
    while at < last + 2 + _BEFORE and sentence.match(at, "route.passing_adverb", "route.still"):
        at += 1
    told = sentence.match(at, "route.is", "passage.halts", "passage.flows") and ends_as(
        sentence, at, "ending.attributive"
    )
    if not told and not sentence.match(last + 2, "route.which"):
        return 0
    close = next((step for step in range(at + 1, min(at + _WITHIN, len(lower))) if lower[step] in (",", ";")), 0)
    return close if close and lower[close] == "," and close + 1 < len(lower) else 0
