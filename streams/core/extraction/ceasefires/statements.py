"""Statements: the words for a ceasefire in a sentence, and what is said of one."""

from dataclasses import dataclass
from typing import Literal

from streams.core.extraction.reading import Sentence
from streams.core.facts import CeasefireState, Status

Weight = Literal["main", "side"]

CUES = ("truce.subject", "truce.object", "truce.either")
"""The classes of words that tell the state of a ceasefire that is named."""


@dataclass(frozen=True, slots=True)
class Truce:
    """A word for a ceasefire at tokens ``first`` to ``last`` (inclusive). Weak words mean one only where one is spoken of."""

    first: int
    last: int
    weak: bool = False
    offer: bool = False
    """A word for what is put forward ("the offer"): of it one says only that it is rejected or accepted."""
    bound: bool = False
    """A pronoun that means one only as an object ("committed to it"), for it may mean anything else as a subject."""


@dataclass(frozen=True, slots=True)
class Said:
    """``state`` of a ceasefire, by the cue at tokens ``first`` to ``last`` (inclusive).

    ``side``: told in passing, as what a ceasefire is called by ("a truce brokered by ..."). ``implied``: no word says it, but
    fighting is told together with it.
    """

    sentence: Sentence
    truce: Truce
    state: CeasefireState
    status: Status
    first: int
    last: int
    weight: Weight = "main"
    implied: bool = False


def truces(sentence: Sentence, *, spoken: bool) -> list[Truce]:
    """The words for ceasefires in a sentence; with ``spoken`` (one is spoken of in the item) the weak ones too."""
    found: list[Truce] = []
    weaker = ("truce.weak", "truce.offer") if spoken else ()
    warring = sentence.has("truce.warring")
    after = 0
    for at in sorted({at for at, _ in sentence.find("truce.noun", "truce.pause", *weaker)}):
        noun = sentence.mark(at, "truce.noun") or (sentence.mark(at, "truce.pause") if warring else None)
        mark = noun or (sentence.mark(at, *weaker) if weaker else None)
        if at < after or mark is None or sentence.match(at, "truce.idiom") or sentence.match(at - 1, "truce.idiom"):
            continue
        if noun is None and any(
            cue.cls in CUES and cue.value in ("collapsed", "extended") and cue.end > mark.end
            for cue in sentence.marks(at)
        ):
            continue  # "calls off", "an extension of the truce"
        found.append(Truce(at, mark.end - 1, noun is None, mark.cls == "truce.offer"))
        after = mark.end
    return found
