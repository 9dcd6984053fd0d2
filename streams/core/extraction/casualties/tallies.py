"""Tallies: figures that a list gives place by place, the word for what befell them told once.

"Sofala recorded 12 deaths, followed by Zambezia with six and Tete with two", "Deaths by province: Sofala 12, Zambezia 6".
"""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import NOUNS, STATES, VERBS, ends_at
from streams.core.extraction.casualties.predicates import ends_clause
from streams.core.extraction.reading import Sentence

_REACH = 10
_LABEL = 6
"""Within how many tokens of a sentence the colon of its label stands."""
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
    listed = by_place(sentence, group.start, group.end)
    while at <= gap[-1] and (
        length := sentence.match(at, "group.join", "toll.next") or (listed and sentence.lower[at] == ";")
    ):
        at += length
    if at == gap[0] + (sentence.lower[gap[0]] == ")"):
        return False
    if (where := sentence.match(at, "place.in")) and at + where <= gap[-1]:
        alone = ends_clause(sentence, group.end) or sentence.match(group.end, "group.and") > 0
        return alone and _named(sentence, at + where, gap[-1] + 1)  # ", in Tawila nine"
    return _named(sentence, at, gap[-1] + 1)


def next_behind(sentence: Sentence, group: Group, gap: Sequence[int]) -> bool:
    """Whether a bare figure is the next of a list in which each place stands behind its own: "killed: 14 Jenin, 7 Tubas"."""
    if group.head != "bare" or len(gap) < 2 or sentence.lower[gap[-1]] not in (",", ";"):
        return False
    return by_place(sentence, group.start, group.end) and _named(sentence, gap[0], gap[-1])


def by_place(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the number at these tokens is one of a list behind the colon of a label of harm: "Killed: Lutsk 1", "14 Jenin"."""
    colon = next((at for at, word in enumerate(sentence.lower[: _LABEL + 1]) if word == ":"), 0)
    if not 0 < colon < start or not sentence.has(*STATES, *NOUNS, *VERBS, "killed.toll", end=colon):
        return False
    behind = range(end, min(end + _NAME + 1, len(sentence.tokens)))
    last = next(
        (at for at in behind if sentence.tokens[at].shape != "word" or not sentence.tokens[at].capital), behind.stop
    )
    ends = last >= len(sentence.tokens) or sentence.tokens[last].word in ",;=/."
    opens = sentence.lower[start - 1] in (":", ",", ";", "/")
    if last > end:
        return ends and opens and last - end <= _NAME
    begin = next(
        (
            at
            for at in range(start - 1, max(colon, start - _NAME - 2) - 1, -1)
            if sentence.lower[at] in (":", ",", ";", "/")
        ),
        colon,
    )
    return ends and _named(sentence, begin + 1, start)


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
        and all(
            token.shape == "word" or (token.word == "-" and 0 < at < len(name) - 1) for at, token in enumerate(name)
        )
        and all(
            token.capital or token.word == "-" or sentence.match(at, "toll.area")
            for at, token in enumerate(name, start)
        )
        and any(token.capital for token in name)
    )
