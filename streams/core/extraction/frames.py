"""Frames: whether an item is about a film, a match, a market or a drill, where people "die" and bridges "fall" unharmed."""

from collections.abc import Iterable
from typing import NamedTuple

from streams.core.extraction.reading import Reading, Sentence

_STRONG, _WEAK = 2, 1
_SURE = 3
"""A topic of this weight is a frame whatever else the item says; a lighter one only if nothing in it kills."""
_LIKELY = 2
_SPREAD = 0.45
_TOPIC = 3
"""The sentences that set the topic: the title's and the first of the text."""

_LONG = 16
"""In a text of more sentences the title must set the frame: a long read may open with an oven or a match."""


class Frame(NamedTuple):
    """The frame's name and the words that show it."""

    name: str
    words: tuple[str, ...]
    strong: bool = True


def frame_of(reading: Reading) -> Frame | None:
    """The frame that the title and the first sentences set for the whole item, or None for news of real events."""
    titles = [one for one in reading.sentences if one.field == "title"]
    long = len(reading.sentences) > _LONG
    topic = [*titles, *[one for one in reading.sentences if one.field == "text"][: _TOPIC - 1]]
    best = _heaviest(topic)
    if not long and (best is None or best[0] < _SURE):
        whole = _heaviest(reading.sentences)
        best = whole if whole is not None and whole[0] > _SURE and _spread(reading, whole[1].name) else best
    if best is None:
        return None
    weight, frame = best
    kills = any(one.has("cause") for one in reading.sentences)
    if not frame.strong or weight < _SURE:  # weak words alone frame nothing that something has killed
        return frame if weight >= _LIKELY and not kills else None
    titled = _heaviest(titles)
    named = titled is not None and titled[0] >= _STRONG and titled[1].name == frame.name
    return frame if named or not long else None


def _spread(reading: Reading, name: str) -> bool:
    """Whether the frame's words run through the item, and are not one paragraph of a bulletin."""
    held = sum(
        1 for one in reading.sentences if any(mark.value == name for _, mark in one.find("frame.strong", "frame.weak"))
    )
    return held >= _SPREAD * len(reading.sentences)


def framed(sentence: Sentence) -> Frame | None:
    """The frame of one sentence alone, in an item that speaks of other things too."""
    best = _heaviest([sentence])
    return best[1] if best is not None and best[0] >= _SURE and best[1].strong else None


def _heaviest(sentences: Iterable[Sentence]) -> tuple[int, Frame] | None:
    found: dict[str, dict[str, int]] = {}
    for sentence in sentences:
        for cls, weight in (("frame.strong", _STRONG), ("frame.weak", _WEAK)):
            for at, mark in sentence.find(cls):
                words = found.setdefault(mark.value, {})
                word = sentence.words(at, mark.end).lower()
                words[word] = max(weight, words.get(word, 0))
    if not found:
        return None
    name, words = max(found.items(), key=lambda one: (sum(one[1].values()), one[0]))
    return sum(words.values()), Frame(name, tuple(words), max(words.values()) >= _STRONG)
