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
        or _pair_before(sentence, said.first)
        or (_pair_by(sentence, said.last + 1) if said.state not in ("violated", "collapsed") else ())
        or _with(sentence, said.truce.last)
    )


def _between(sentence: Sentence) -> tuple[str, ...]:
    for _, mark in sentence.find("truce.between"):
        first = _name(sentence, mark.end)
        if first > mark.end and sentence.match(first, "truce.and"):
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
            return _pair_before(sentence, at)
        start = _begin(sentence, at)
        end = _name(sentence, mark.end)
        if start < at and end > mark.end:
            return sentence.words(start, at), sentence.words(mark.end, end)
    return ()


def _pair_before(sentence: Sentence, at: int) -> tuple[str, ...]:
    """``The army and the RSF have agreed``, with the verb at token ``at``."""
    while at > 0 and sentence.match(at - 1, "grammar.aux", "grammar.adverb"):
        at -= 1
    second = _begin(sentence, at)
    if second == at or second < 2 or not sentence.match(second - 1, "truce.and"):
        return ()
    return _pair(sentence, (_begin(sentence, second - 1), second - 1), (second, at))


def _pair_by(sentence: Sentence, at: int) -> tuple[str, ...]:
    """``signed by the government and the JSDP``, with "by" at token ``at``."""
    begin = at + sentence.match(at, "grammar.by")
    first = _name(sentence, begin) if begin > at else begin
    if begin == at or not sentence.match(first, "truce.and"):
        return ()
    return _pair(sentence, (begin, first), (first + 1, _name(sentence, first + 1)))


def _pair(sentence: Sentence, one: tuple[int, int], other: tuple[int, int]) -> tuple[str, ...]:
    """Two sides by their tokens; none unless each is a name or of war: "elders and neighbours agreed"."""
    if sentence.match(one[0], "group.both"):
        one = one[0] + 1, one[1]
    sides = (one, other)
    if any(start >= end or not _side(sentence, start, end) for start, end in sides):
        return ()
    return tuple(sentence.words(start, end) for start, end in sides)


def _side(sentence: Sentence, start: int, end: int) -> bool:
    if sentence.has("truce.sides", start=start, end=end):
        return False
    if sentence.has("truce.actor", start=start, end=end):
        return True
    return any(
        token.capital and not sentence.match(start + i, "grammar.determiner")
        for i, token in enumerate(sentence.tokens[start:end])
    )


def _with(sentence: Sentence, last: int) -> tuple[str, ...]:
    """``a ceasefire with the EMC``."""
    at = last + 1
    if at < len(sentence.lower) and sentence.match(at, "truce.with"):
        end = _name(sentence, at + 1)
        if end > at + 1:
            return (sentence.words(at + 1, end),)
    return ()


def _begin(sentence: Sentence, end: int) -> int:
    """The first token of a party's name that ends before ``end``."""
    start = end
    while start > 0 and end - start < _LONGEST and _part(sentence, start - 1):
        start -= 1
    return start


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
        sentence.match(at, "grammar.and", "grammar.preposition", "grammar.be", "grammar.have", "grammar.say")
        or sentence.match(at, "calendar.month")
        or sentence.match(at, "truce.noun", "truce.either", "truce.subject", "truce.object", "stance.new")
    )
