"""Parties: between whom a ceasefire is, in the words of the sentence that tells of it."""

from streams.core.extraction.ceasefires.statements import Said
from streams.core.extraction.reading import Sentence

_LONGEST = 8


def parties_of(said: Said) -> tuple[str, ...]:
    """The sides of a ceasefire: "between A and B", "A-B truce", "A accused B", "A and B agreed"; empty where none is named."""
    sentence = said.sentence
    return (
        _between(sentence)
        or _joined(sentence, said.truce.first)
        or _accused(sentence)
        or _with(sentence, said.truce.last)
    )


def _between(sentence: Sentence) -> tuple[str, ...]:
    for _, mark in sentence.find("truce.between"):
        first = _name(sentence, mark.end)
        if first > mark.end and first < len(sentence.lower) and sentence.lower[first] == "and":
            second = _name(sentence, first + 1)
            if second > first + 1:
                return sentence.words(mark.end, first), sentence.words(first + 1, second)
    return ()


def _joined(sentence: Sentence, at: int) -> tuple[str, ...]:
    """``Israel-Hezbollah truce``."""
    if at >= 3 and sentence.tokens[at - 2].word == "-":
        one, other = sentence.tokens[at - 3], sentence.tokens[at - 1]
        if one.capital and other.capital and one.shape in ("word", "mixed") and other.shape in ("word", "mixed"):
            return one.word, other.word
    return ()


def _accused(sentence: Sentence) -> tuple[str, ...]:
    """``A accused B of breaking the truce``."""
    for at, mark in sentence.find("truce.accuse"):
        if sentence.match(mark.end, "truce.each_other"):
            return ()
        start = at
        while start > 0 and at - start < _LONGEST and _part(sentence, start - 1):
            start -= 1
        end = _name(sentence, mark.end)
        if start < at and end > mark.end:
            return sentence.words(start, at), sentence.words(mark.end, end)
    return ()


def _with(sentence: Sentence, last: int) -> tuple[str, ...]:
    """``a ceasefire with the EMC``."""
    at = last + 1
    if at < len(sentence.lower) and sentence.match(at, "truce.with"):
        end = _name(sentence, at + 1)
        if end > at + 1:
            return (sentence.words(at + 1, end),)
    return ()


def _name(sentence: Sentence, at: int) -> int:
    """The end of a party's name that begins at ``at``: up to a preposition, a verb's helper or a mark."""
    end = at
    while end < len(sentence.tokens) and end - at < _LONGEST and _part(sentence, end):
        end += 1
    return end


def _part(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    if token.shape == "mark" and token.word != "-":
        return False
    return not (
        token.lower == "and"
        or sentence.match(at, "grammar.preposition", "grammar.be", "grammar.have", "grammar.say", "calendar.month")
        or sentence.match(at, "truce.noun", "truce.either", "truce.subject", "truce.object", "stance.new")
    )
