"""Unlisted names: what shows a name that no gazetteer knows to be a place's, beyond a preposition before it.

"Andarlachak, in Kunar province", "Chimney Rock, North Carolina", "Nepal's Solukhumbu", "Jhyaple Khola (Dhading)", and a headline's
"Jiribam update".
"""

from collections.abc import Callable

from streams.core.extraction.reading import Sentence

_LONGEST = 4
"""How many words the name of an area may have."""


def shown(sentence: Sentence, first: int, last: int, known: Callable[[str], object]) -> bool:
    """Whether the words around an unlisted name at tokens first to last (inclusive) show it to be a place."""
    if first and sentence.lower[first - 1] == "-":
        return False
    return (
        _in_area(sentence, last, known)
        or _of_owner(sentence, first, known)
        or _bracketed(sentence, first, last)
        or _heads_title(sentence, first, last)
    )


def longer(sentence: Sentence, first: int, last: int, stop: int) -> bool:
    """Whether a known name at tokens first to last is but the beginning of an unlisted one that ends at ``stop``: "Mir Ali"."""
    if stop <= last or not sentence.match(first - 1, "place.in"):
        return False
    rest = range(last + 1, stop + 1)
    return all(sentence.tokens[at].shape == "word" for at in rest) and not any(
        sentence.match(
            at, "place.facility", "place.type", "place.route", "place.between", "calendar.month", "calendar.weekday"
        )
        or sentence.tokens[at].lower in sentence.lexicon.exact
        for at in rest
    )


def _in_area(sentence: Sentence, last: int, known: Callable[[str], object]) -> bool:
    """As in "Andarlachak, in Kunar", "Chimney Rock, North Carolina": a known area follows at once."""
    at = last + 1
    comma = sentence.lower[at : at + 1] == (",",)
    at += comma
    inside = sentence.lower[at : at + 1] == ("(",) or sentence.match(at, "place.inside") > 0
    at += inside
    if not (comma or inside):
        return False
    while sentence.match(at, "place.between") or (inside and sentence.match(at, "grammar.the")):
        at += 1
    for stop in range(min(at + _LONGEST, len(sentence.tokens)), at, -1):
        if all(sentence.tokens[step].capital for step in range(at, stop)) and known(sentence.words(at, stop)):
            return inside or (comma and sentence.lower[stop : stop + 1] in ((",",), (".",), ("-",), (":",)))
    return False


def _of_owner(sentence: Sentence, first: int, known: Callable[[str], object]) -> bool:
    """As in "in Nepal's Solukhumbu"."""
    if first < 3 or sentence.tokens[first - 1].shape != "possessive":
        return False
    owner = first - 2
    while owner > 0 and sentence.tokens[owner - 1].capital and not sentence.match(owner - 1, "place.in"):
        owner -= 1
    return sentence.match(owner - 1, "place.in") > 0 and bool(known(sentence.words(owner, first - 1)))


def _bracketed(sentence: Sentence, first: int, last: int) -> bool:
    """As in "at Jhyaple Khola (Dhading)": alone in brackets behind another name."""
    around = sentence.lower[max(0, first - 1) : first] + sentence.lower[last + 1 : last + 2]
    return (
        around == ("(", ")")
        and first > 1
        and sentence.tokens[first - 2].capital
        and not sentence.tokens[first].word.isupper()
    )


def _heads_title(sentence: Sentence, first: int, last: int) -> bool:
    """As in the headline "Jiribam update", "Rangapani accident: what we know"."""
    return (
        sentence.field == "title"
        and first == 0
        and not sentence.tokens[0].word.isupper()
        and sentence.lower[0] not in sentence.lexicon.exact
        and sentence.match(last + 1, "place.happening") > 0
        and not sentence.tokens[last + 1].capital
    )
