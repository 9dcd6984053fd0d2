"""Things: words of harm and of leaving home that are said of things: crushed limbs, burnt lanes, out of a taxi, off a roof."""

from streams.core.extraction.casualties.nouns import NOUNS, PLURAL, SINGULAR
from streams.core.extraction.casualties.predicates import auxiliary, ends_clause
from streams.core.extraction.lexicon import Mark
from streams.core.extraction.reading import Sentence

_PEOPLE = 3
"""Within how many tokens behind a participle people stand whom it tells of: "the burned elderly residents"."""
_PLACE = 5
"""Within how many tokens behind "out of" it stands where people live."""


def of_things(sentence: Sentence, at: int, mark: Mark) -> bool:
    """Whether a word of what befell people only says here what a thing is like, or from which thing they were taken."""
    return _described(sentence, at, mark) or _out_of_no_home(sentence, mark) or _of_a_thing(sentence, at, mark)


def _of_a_thing(sentence: Sentence, at: int, mark: Mark) -> bool:
    """Whether it is a thing that people moved: "forty members moved an amendment"."""
    if mark.cls != "displaced.verb" or sentence.match(at, "displaced.carries") != mark.end - at:
        return False
    if not sentence.match(mark.end, "group.article", "group.the", "grammar.theirs") or auxiliary(sentence, at)[0]:
        return False
    if sentence.match(mark.end + 1, "grammar.moment"):
        return False  # "300 families moved the day before"
    behind = range(mark.end, min(mark.end + _PLACE, len(sentence.tokens)))
    counted = any(sentence.tokens[near].shape == "number" for near in behind)
    whom = (*PLURAL, *SINGULAR, *NOUNS, "displaced.place", "numeral.unit", "numeral.vague", "people.together")
    return not counted and not sentence.has(*whom, start=behind.start, end=behind.stop)


def _described(sentence: Sentence, at: int, mark: Mark) -> bool:
    """Whether a participle stands before the thing that it describes: "burns and crushed limbs", "from the burnt lanes"."""
    if mark.end - at > 1 or not sentence.match(at, "casualty.of_things") or mark.end >= len(sentence.tokens):
        return False
    if sentence.match(mark.end, "injured.limb", "injured.part") and not auxiliary(sentence, at)[0]:
        return True
    led = sentence.match(at - 1, "grammar.determiner", "grammar.preposition", "grammar.of") > 0
    token = sentence.tokens[mark.end]
    thing = token.shape == "word" and not token.capital and not ends_clause(sentence, mark.end)
    if not led or not thing or sentence.match(mark.end, "group.join", "grammar.adverb", "grammar.verb"):
        return False
    return not sentence.has(*PLURAL, *SINGULAR, *NOUNS, start=mark.end, end=mark.end + _PEOPLE)


def _out_of_no_home(sentence: Sentence, mark: Mark) -> bool:
    """Whether people were taken out of a thing, and not of a place where people live: "carried out of the culvert"."""
    if mark.cls != "displaced.verb" or not sentence.ending("displaced.out_of", mark.end, 2):
        return False
    named = any(token.capital for token in sentence.tokens[mark.end : mark.end + 1])
    return not named and not sentence.has("displaced.place", "displaced.roof", start=mark.end, end=mark.end + _PLACE)
