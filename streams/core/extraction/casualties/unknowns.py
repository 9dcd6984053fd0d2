"""Unknowns: people whose noun no table knows, told from things by how the noun is formed or by what befalls it.

"Three gold-seekers" are formed like people; "six loaders" may be machines, but machines are not hurt.
"""

from streams.core.extraction.casualties.groups import Group, Head
from streams.core.extraction.casualties.nouns import ARMED, PARTICIPLES, VERBS, ends_at, like_people, tight
from streams.core.extraction.numerals import Number
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import endings, ends_as

_UNKNOWN_WORDS = 3
_AUXILIARIES = 3
_NOT_PEOPLE = (
    *PARTICIPLES,
    *VERBS,
    "grammar.preposition",
    "grammar.verb",
    "grammar.adverb",
    "route.head",
    "route.heads",
    "cause",
)
_DIES = ("people.dies",)
_NO_NOUNS = ("ending.adverb", "ending.doing", "ending.past")


def unknown_noun(sentence: Sentence, number: Number, at: int, *, more: bool) -> Group | None:
    """A noun that no table knows: people if it is formed like one ("highlanders"), else perhaps ("khwarij", "houses")."""
    here = at
    while here < len(sentence.tokens) and here - at < _UNKNOWN_WORDS:
        token = sentence.tokens[here]
        if token.word == "-" and tight(sentence, here) and here > at:
            here += 1  # "three gold-seekers"
            continue
        if token.shape != "word":
            return None
        if ends_at(sentence, here + 1):
            known = like_people(sentence, token.lower)
            if number.max == 1 and like_people(sentence, f"{token.lower}s"):  # "killed one drinker"
                return Group(number, number.start, here + 1, "unknown", noun=(at, here + 1), determiner="article")
            if not known and not _perhaps_people(sentence, number, here):
                return None
            head: Head = "people" if known else "unknown"
            return Group(number, number.start, here + 1, head, noun=(at, here + 1), more=more)
        here += 1
    return None


def _perhaps_people(sentence: Sentence, number: Number, at: int) -> bool:
    """Whether a word may be a plural of people: more than one, no known thing or beast, and it dies or is hurt in real harm."""
    word = sentence.tokens[at].lower
    if number.min < 2 or len(word) < 4 or ends_as(sentence, at, *_NO_NOUNS):
        return False
    if sentence.match(at, "people.never", "numeral.measure", "numeral.money", *_NOT_PEOPLE):
        return False
    behind = at + 1
    while sentence.match(behind, "grammar.be", "grammar.have") and behind - at <= _AUXILIARIES:
        behind += 1
    thing = sentence.match(at, "people.ending.not") > 0
    befalls = "people.hurts" if thing else "people.befalls"  # folders are executed, but "six loaders" are injured
    told = behind if sentence.match(behind, befalls) else _told_just_before(sentence, number.start, befalls)
    if told is None:
        return False
    harm = (near for near, _ in sentence.find("cause") if near != told)
    return any(not sentence.match(near, "frame.borrowed") for near in harm) or sentence.has(
        "frame.real", *ARMED, "people.modifier.armed"
    )


def perhaps_person(sentence: Sentence, number: Number, at: int) -> Group | None:
    """One whose noun no table knows, where only a person is meant: "shot a turnboy dead", "a turnboy was killed"."""
    if at + 1 >= len(sentence.tokens) or sentence.tokens[at].shape != "word" or sentence.tokens[at].capital:
        return None
    word = sentence.lower[at]
    if len(word) < 4 or word in sentence.lexicon.words("people.never") or ends_as(sentence, at, *_NO_NOUNS):
        return None
    plurals = (word + ending for ending in endings(sentence.lexicon, "ending.many"))
    if {word, *plurals} & (sentence.lexicon.words("people.never") | sentence.lexicon.words("people.ending.not")):
        return None
    if sentence.match(at, "numeral.measure", "numeral.money", *_NOT_PEOPLE) or not sentence.match(at + 1, *_DIES):
        return None
    return Group(number, number.start, at + 1, "unknown", noun=(at, at + 1), determiner="article")


def _told_just_before(sentence: Sentence, at: int, cls: str) -> int | None:
    """The token of a word of dying or being hurt that ends just before a token."""
    return next((near for near, mark in sentence.find(cls, start=at - 3, end=at) if mark.end == at), None)
