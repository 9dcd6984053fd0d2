"""What is said of the people: civilians or not, the words for them, and what befell them by what cause."""

from typing import get_args

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import NOUNS, PLURAL, SINGULAR, noun_at
from streams.core.extraction.lexicon import Mark
from streams.core.extraction.reading import Reading, Sentence
from streams.core.facts import Cause

_CAUSES = frozenset(get_args(Cause))
_REACH = 6


def civilian(sentence: Sentence, group: Group) -> bool | None:
    """True for civilians, False for soldiers, police and fighters, None for people of whom neither is said."""
    if group.of is not None or group.head == "bare":
        told = _described(sentence, group)
        if told is not None or group.noun == (0, 0):
            return told
    told = _of_marks(_noun_marks(sentence, group.noun[0], _first_of_two(sentence, group)))
    if told is True and sentence.match(group.noun[1] - 1, "people.guards") and sentence.has("people.guarded"):
        return False  # "three guards at the checkpoint"
    if told is None:
        told = _belonging(sentence, group.noun[1])
    told = _all_of_them(sentence, group.noun[1]) if told is None else told
    return True if told is None and _by_trade(sentence, group) else told


def _by_trade(sentence: Sentence, group: Group) -> bool:
    """Whether people that no table knows are named by what they do: "three gold-seekers", "nine trawlermen"."""
    known = any(mark.cls.startswith("people.") for at in range(*group.noun) for mark in sentence.marks(at))
    return not known and group.number.min > 1 and names_a_trade(sentence, group.noun[1] - 1)


def names_a_trade(sentence: Sentence, at: int) -> bool:
    """Whether a word ends as those do that name people by what they do: "porters", "archivists"."""
    word = sentence.lower[at]
    return any(
        word.endswith(ending) and len(word) > len(ending) + 2 for ending in sentence.lexicon.words("people.trade")
    )


def _first_of_two(sentence: Sentence, group: Group) -> int:
    """Where the first of two ends who are told of together, else the noun: of "a man and his wife" neither is said."""
    start, end = group.noun
    return next((at for at in range(start, end - 2) if sentence.match(at + 1, "grammar.theirs")), end)


def _belonging(sentence: Sentence, at: int) -> bool | None:
    """What they belong to, or whose deaths they are: "two men of the security force", "49 deaths of civilians"."""
    if not sentence.match(at, "people.of"):
        return None
    if sentence.match(at - 1, *NOUNS) and (noun := noun_at(sentence, at + 1, PLURAL)) is not None:
        return _of_marks(_noun_marks(sentence, *noun))
    armed = sentence.has("people.modifier.armed", "people.armed.plural", start=at + 1, end=at + _REACH)
    return False if armed else None


def _all_of_them(sentence: Sentence, at: int) -> bool | None:
    """What an aside says that all of them are: "six people, all of them dock workers, are missing"."""
    start = at + (sentence.lower[at : at + 1] in ((",",), ("(",), ("-",)))
    length = sentence.match(start, "people.all_of_them")
    noun = noun_at(sentence, start + length, (*PLURAL, *SINGULAR)) if length else None
    return None if noun is None else _of_marks(_noun_marks(sentence, *noun))


def who(sentence: Sentence, group: Group) -> str | None:
    """The words for the people, without their number; None where only a number stands."""
    if group.noun == (0, 0):
        return None
    return sentence.words(*group.noun) or None


def cause(reading: Reading, sentence: Sentence, start: int, end: int) -> Cause | None:
    """What killed or hurt them, from the sentence, else from the title or the sentence before."""
    nearest = (
        min((abs(at - start) if at < start else max(0, at - end), mark.value) for at, mark in sentence.find("cause"))
        if sentence.has("cause")
        else None
    )
    if nearest is not None and nearest[1] in _CAUSES:
        return nearest[1]  # type: ignore[return-value]
    title = reading.sentences[0] if reading.sentences else None
    for other in (reading.neighbour(sentence, -1), title):
        if other is not None and other is not sentence:
            for _, mark in other.find("cause"):
                if mark.value in _CAUSES:
                    return mark.value  # type: ignore[return-value]
    return None


def _noun_marks(sentence: Sentence, start: int, end: int) -> list[Mark]:
    return [mark for at in range(start, end) for mark in sentence.marks(at) if mark.end <= end]


def _of_marks(marks: list[Mark]) -> bool | None:
    longest = sorted(marks, key=lambda mark: mark.end)
    classes = [mark.cls for mark in longest]
    head = next(
        (
            cls
            for cls in reversed(classes)
            if cls.startswith("people.") and cls.count(".") == 2 and "modifier" not in cls
        ),
        "",
    )
    if head.startswith("people.civilian"):
        return None if "people.modifier.armed" in classes and "people.modifier.civilian" not in classes else True
    if head.startswith("people.armed"):
        return False
    if "people.modifier.civilian" in classes or any(cls.startswith("people.civilian") for cls in classes):
        return True
    if "people.modifier.armed" in classes or any(cls.startswith("people.armed") for cls in classes):
        return False
    return None


def _described(sentence: Sentence, group: Group) -> bool | None:
    """What follows "seven of them" or "one of the dead was": "children", "a priest", "two of the security force"."""
    end = min(len(sentence.tokens), group.end + _REACH)
    at = group.end
    while at < end:
        if sentence.tokens[at].shape == "mark" or sentence.match(at, "grammar.preposition"):
            return None
        marks = [mark for mark in sentence.marks(at) if mark.cls.startswith("people.")]
        if marks:
            told = _of_marks(marks)
            if told is not None or not any(mark.cls.startswith("people.") for mark in sentence.marks(at + 1)):
                return told  # "22 were Thai civilians"
        at += 1
    return None
