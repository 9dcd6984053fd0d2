"""Phrases: where a phrase around a word of kind or a place begins and ends: its determiner, adjectives and owner."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.nameparts import is_generic
from streams.core.extraction.routes.propernames import name_end


def phrase_start(sentence: Sentence, at: int) -> int:
    """Where the phrase before a word of kind begins: its determiner, adjectives and owner."""
    i = at
    while i > 0 and at - i < 6:
        if sentence.match(i - 1, "route.definite", "route.both", "route.indefinite"):
            return i - 1 if not (i > 1 and sentence.match(i - 2, "route.both")) else i - 2
        token = sentence.tokens[i - 1]
        if token.shape == "possessive" and i > 1:
            i -= 2
            continue
        if not (
            is_generic(sentence, i - 1) or sentence.match(i - 1, "route.qualifier", "route.ordinal", "route.adjective")
        ):
            break
        i -= 1
    return i


def qualifier_start(sentence: Sentence, head: int) -> int:
    """Where the adjectives before a word of kind begin."""
    i = head
    while i > 0 and (is_generic(sentence, i - 1) or sentence.match(i - 1, "route.qualifier", "route.adjective")):
        i -= 1
    return i


def phrase_end(sentence: Sentence, at: int) -> int:
    """The end of ``the village``, ``the Machail Mata shrine``; 0 where no definite phrase begins."""
    if not sentence.match(at, "route.definite"):
        return 0
    end = max(at + 1, name_end(sentence, at + 1))
    while (
        end < at + _TOLD
        and not sentence.match(end, "route.settlement")
        and sentence.match(end, "route.adjective", "route.generic")
    ):
        end += 1  # "the international wharf"
    return end + 1 if sentence.match(end, "route.settlement") else 0


_TOLD = 4
"""Within how many tokens behind its article the word of a settlement stands."""


def place_end(sentence: Sentence, at: int) -> int:
    """The end of ``of X`` that begins at ``at``; 0 where none does."""
    link = sentence.mark(at, "route.of")
    end = name_end(sentence, link.end) if link else 0
    return end if link and end > link.end else 0


def placed_end(sentence: Sentence, at: int) -> int:
    """The end of ``south of the city``, ``north of Beni`` behind a route; ``at`` where no such place stands there."""
    beside = sentence.match(at, "route.beside")
    step = at + beside
    end = max(name_end(sentence, step), phrase_end(sentence, step)) if beside and step < len(sentence.tokens) else at
    return end if end > step else at


def opens_line(sentence: Sentence, at: int) -> bool:
    """A word of kind that opens a telegram's line, without an article: "Road closed at Harsha"."""
    return at == 0 or all(token.shape == "mark" for token in sentence.tokens[:at])
