"""Tallies: figures that a list gives place by place, the word for what befell them told once.

"Sofala recorded 12 deaths, followed by Zambezia with six and Tete with two", "Deaths by province: Sofala 12, Zambezia 6".
"""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import ends_at
from streams.core.extraction.casualties.predicates import ends_clause
from streams.core.extraction.reading import Sentence

_REACH = 10
_NAME = 4
"""How many words name a place: "the Far North region"."""


def next_place(sentence: Sentence, group: Group, gap: Sequence[int]) -> bool:
    """Whether a bare figure is the next place's of a list: between it and the figure before stands a joining word and a name."""
    if not sentence.lexicon.words("toll.with"):
        return False  # a language without capitals shows no names
    if group.head != "bare" or group.determiner != "number" or group.more or group.of or not 1 < len(gap) <= _REACH:
        return False
    if not ends_at(sentence, group.end) or sentence.match(group.end, "place.in", "part.of.the", "injured.degree"):
        return False
    at = gap[0] + (sentence.lower[gap[0]] == ")")
    while at <= gap[-1] and (length := sentence.match(at, "group.join", "toll.next")):
        at += length
    if at == gap[0] + (sentence.lower[gap[0]] == ")"):
        return False
    if (where := sentence.match(at, "place.in")) and at + where <= gap[-1]:
        alone = ends_clause(sentence, group.end) or sentence.match(group.end, "group.and") > 0
        return alone and _named(sentence, at + where, gap[-1] + 1)  # ", in Tawila nine"
    return _named(sentence, at, gap[-1] + 1)


def past_dash(sentence: Sentence, at: int) -> int:
    """The token at ``at``, or the one behind a dash there that stands for a verb: "двоє — в Одесі"."""
    return at + (sentence.lower[at : at + 1] == ("-",))


def first_place(sentence: Sentence, group: Group, colon: int) -> bool:
    """Whether a place alone stands between the colon of a label and its first figure: "Deaths: Sofala 12"."""
    bare = group.head == "bare" and group.determiner == "number"
    return bare and sentence.lower[colon] == ":" and _named(sentence, colon + 1, group.start)


def next_line(sentence: Sentence, before: Sentence) -> bool:
    """Whether a line gives the next place's figure alone, as the one before it did: "Dak Lak: 63 dead. Khanh Hoa: 14."."""
    colon = place_label(sentence)
    if not colon or not place_label(before) or any(sentence.marks(at) for at in range(colon)):
        return False
    rest = [token.shape for token in sentence.tokens[colon + 1 :]]
    return rest[:1] == ["number"] and all(shape == "mark" for shape in rest[1:])


def place_label(sentence: Sentence) -> int:
    """Where the colon stands behind a place's name that opens a sentence; 0 for none."""
    colon = next((at for at, word in enumerate(sentence.lower[: _NAME + 1]) if word == ":"), 0)
    return colon if colon and _named(sentence, 0, colon) else 0


def _named(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a place's name, and at most "with" or an opening bracket behind it, fills these tokens."""
    last = end - 1
    if last > start and (sentence.lower[last] in ("(", ":", "-") or sentence.match(last, "toll.with")):
        last -= 1
    name = [sentence.tokens[at] for at in range(start, last + 1)]
    return (
        0 < len(name) <= _NAME
        and all(token.shape == "word" for token in name)
        and all(token.capital or sentence.match(at, "toll.area") for at, token in enumerate(name, start))
        and any(token.capital for token in name)
    )
