"""A group of people: a number with its noun ("two soldiers", "nine of the dead"), or one person ("a child").

``gathering`` finds those of a sentence: by their number (``counting``) or by their determiner (``determiners``).
"""

from dataclasses import dataclass
from typing import Literal, get_args

from streams.core.extraction.casualties.nouns import NOUNS, STATES
from streams.core.extraction.numerals import Number
from streams.core.extraction.reading import Sentence
from streams.core.facts import Outcome

Head = Literal["people", "bare", "outcome", "unknown"]
Determiner = Literal["number", "article", "definite", "none"]
_OUTCOMES: dict[str, Outcome] = {one: one for one in get_args(Outcome)}


@dataclass(frozen=True, slots=True)
class Group:
    """People counted over tokens start to end (exclusive).

    ``head``: people (a noun for people stands there), bare (no noun), outcome (the noun itself says what befell them, or a
    modifier does: "12 injured passengers"), unknown (a plural that no table knows: people only where they die or are hurt).
    ``determiner``: counted by a number, by "a", by "the" or by nothing, in a headline; only a near verb makes one of the
    last three a figure. ``of`` is the class of "of the dead", "of them"; ``whole`` the figure that they are told to be some
    of in one breath: the 20 of "twelve of the 20 dead".
    """

    number: Number
    start: int
    end: int
    head: Head
    outcome: Outcome | None = None
    noun: tuple[int, int] = (0, 0)
    determiner: Determiner = "number"
    more: bool = False
    of: str | None = None
    whole: Number | None = None

    @property
    def one(self) -> bool:
        return self.number.min == 1 and self.number.max == 1


def with_noun(
    sentence: Sentence,
    number: Number,
    start: int,
    noun: tuple[int, int],
    determiner: Determiner,
    *,
    more: bool,
    of: str | None,
) -> Group:
    """The group of a noun at these tokens; the noun itself, or a modifier in it, may tell what befell them."""
    outcome = None
    for at in range(*noun):
        for mark in sentence.marks(at):
            if (mark.cls in NOUNS and mark.end == noun[1]) or (mark.cls in STATES and mark.end < noun[1]):
                outcome = _OUTCOMES[mark.cls.split(".")[0]]
    return Group(number, start, noun[1], "outcome" if outcome else "people", outcome, noun, determiner, more, of)


def uncounted(count: int, start: int, end: int, outcome: Outcome | None) -> Group:
    """The group of people at tokens start to end (exclusive) whom the word alone counts, or nothing does."""
    number = Number(count, count, "exact", start, end, start)
    head: Head = "outcome" if outcome else "people"
    return Group(number, start, end, head, outcome, (start, end), "number" if count > 1 else "article")
