"""Predicates: words that say what befell people, the form in which they take their people, and their auxiliary.

``telling`` finds those of a sentence.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as
from streams.core.facts import Outcome

Form = Literal["verb", "ing", "intransitive", "state", "of", "noun", "toll", "lives", "weak"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_PARTICIPLE_REACH = 8


@dataclass(frozen=True, slots=True)
class Predicate:
    """Tokens start to end (exclusive). ``passive``: an auxiliary of being stands before; ``perfect``: one of having."""

    outcome: Outcome
    form: Form
    start: int
    end: int
    passive: bool = False
    perfect: bool = False


def ends_clause(sentence: Sentence, at: int) -> bool:
    """Whether a clause ends at a token, or goes on with a preposition only."""
    return (
        at >= len(sentence.tokens)
        or sentence.tokens[at].shape == "mark"
        or bool(sentence.match(at, "grammar.preposition"))
    )


def auxiliary(sentence: Sentence, at: int) -> tuple[bool, bool]:
    """Whether a form of being, or of having, stands before the verb, adverbs apart."""
    passive = perfect = False
    if (joined := _joined_participle(sentence, at)) is not None:
        return auxiliary(sentence, joined)
    for before in range(at - 1, max(-1, at - 6), -1):
        if sentence.match(before, "grammar.be"):
            passive = True
        elif sentence.match(before, "grammar.have"):
            perfect = True
            break
        elif not (
            sentence.match(before, "grammar.adverb", "grammar.negation") or ends_as(sentence, before, "ending.adverb")
        ):
            break
    return passive, perfect and not passive


def _joined_participle(sentence: Sentence, at: int) -> int | None:
    """The participle whose auxiliary a verb shares: of "was singled out and shot" the first; None where there is none."""
    join = at - 1
    while join > 0 and (sentence.match(join, "grammar.adverb") or ends_as(sentence, join, "ending.adverb")):
        join -= 1
    if join < 1 or not sentence.match(join, "group.and", "verb.then"):
        return None
    for first in range(join - 1, max(0, join - _PARTICIPLE_REACH), -1):
        between = sentence.tokens[first].shape in ("word", "number") or sentence.lower[first] == ","
        if not between or sentence.match(first, "grammar.clause", "grammar.say"):
            return None
        be = first - 1 - ends_as(sentence, first - 1, "ending.adverb")  # "was brutally beaten and killed"
        if sentence.match(be, "grammar.be") and ends_as(sentence, first, "ending.participle"):
            return first
    return None
