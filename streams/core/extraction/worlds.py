"""Worlds: whether an item tells of real events, or of a match, a market, a film or a drill, by the learned reader.

The tables know many words of such worlds (``frames``), never all. Where they say nothing and a reader has found facts, a model
is asked, once for the whole item and by all its words: other worlds borrow the words of war, but hardly their whole company.
"""

from collections.abc import Iterator

from streams.core.extraction.frames import harmed
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.learned import Guess
from streams.core.extraction.reading import Reading, Sentence

KIND = "world"
OTHER = "other"
"""The model's kind, and its label of an item that tells of no real events."""
_SIGNS = frozenset((
    "cause", "frame.real", "frame.literal", "frame.figure", "truce.actor", "truce.conflict", "truce.other",
    "place.nationality", "people.armed.plural", "people.modifier.armed",
))  # fmt: skip
"""Classes of words that tell of news, or against it, whichever of them stands there."""
_CERTAIN = 0.95
"""From which probability on it is believed of an item with a sign of real harm."""
_FEW = 35
"""An item of fewer tokens is not judged by its company of words: it has none."""
_LENGTHS = (12, 40, 80, 160, 320)
_PARTS = 10
"""The share of names among the words is told in tenths."""


def other_world(reading: Reading, knowledge: Knowledge) -> Guess | None:
    """What the model says of an item where it is sure that it tells of no real events; else None.

    A missed closure is worse than a false one, so it must be surer where there is a sign of real harm.
    """
    model = knowledge.learned.get(KIND)
    if model is None or sum(len(sentence.tokens) for sentence in reading.sentences) < _FEW:
        return None
    guess = model.guess(features(reading))
    return None if guess is None or (guess.probability < _CERTAIN and harmed(reading)) else guess


def features(reading: Reading) -> frozenset[str]:
    """The stems of an item's words, those of its title apart, the classes that tell of news, its length and its share of names."""
    return frozenset(_features(reading))


def _features(reading: Reading) -> Iterator[str]:
    words, names, tongue = 0, 0, reading.language
    for sentence in reading.sentences:
        stems = [*_stems(sentence)]
        words += len(stems)
        names += sum(1 for at, token in enumerate(sentence.tokens) if at and token.capital and not token.word.isupper())
        yield from (f"word:{stem}" for stem in stems)
        if sentence.field == "title":
            yield from (f"title:{stem}" for stem in stems)
        yield from (f"sign-class:{tongue} {cls}" for cls in sentence.held(_SIGNS))
        yield from (f"frame-class:{mark.value}" for _, mark in sentence.find("frame.strong", "frame.weak"))
    yield f"language-class:{tongue}"
    yield f"length-class:{tongue} {sum(words >= least for least in _LENGTHS)}"
    yield f"names-class:{tongue} {min(_PARTS * names // max(1, words), _PARTS // 2)}"


def _stems(sentence: Sentence) -> Iterator[str]:
    for token in sentence.tokens:
        if token.shape == "number":
            yield "#"
        elif token.shape == "word":
            yield stem(token.lower)


def stem(word: str) -> str:
    """A word without its ending: at most five letters of a short one, six of a long one."""
    return word if len(word) <= 5 else word[:5] if len(word) <= 7 else word[:6]
