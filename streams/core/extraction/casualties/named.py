"""People told of by name: "Mayor Petro Halych was shot dead", "Ahmed Saleh, 34, a driver, was killed", "killed reporter Lina Daher".

A name counts only right beside what befell its bearer: in all other places the one named is rather somebody who tells of it.
Whoever dies without violence is not told of here: that is what obituaries do.
"""

from collections.abc import Sequence
from dataclasses import replace

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import PLURAL, SINGULAR, STATES, VERBS, tight
from streams.core.extraction.numerals import Number
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as

_LONGEST = 7
"""Tokens of a name, with initials, hyphens and particles."""
_ASIDE = 14
_AUXILIARIES = 4
_SMALL = (
    "grammar.preposition",
    "grammar.clause",
    "grammar.determiner",
    "grammar.pronoun",
    "grammar.be",
    "grammar.adverb",
)


def with_named(sentence: Sentence, found: Sequence[Group]) -> list[Group]:
    """The groups of a sentence, and those that a name tells of, in order."""
    if not sentence.has("person.befalls", "person.dies"):
        return list(found)
    groups = list(found)
    for at, mark in sentence.find("person.befalls", "person.dies"):
        if (person := _before(sentence, at, mark.cls, groups)) is not None:
            groups = _put(groups, person)
    for at, mark in sentence.find("person.befalls"):
        if (
            not sentence.match(_auxiliary(sentence, at), "grammar.be")
            and (one := _behind(sentence, mark.end)) is not None
        ):
            groups = _put(groups, one)
    return groups


def _put(groups: Sequence[Group], person: Group) -> list[Group]:
    """The groups with a person who takes the place of all that lies within what is said of who they are."""
    if any(one.start < person.start < one.end or one.start < person.end < one.end for one in groups):
        return list(groups)
    kept = [one for one in groups if one.end <= person.start or person.end <= one.start]
    return sorted([*kept, person], key=lambda one: one.start)


def _before(sentence: Sentence, at: int, cls: str, groups: Sequence[Group]) -> Group | None:
    """Those named before what befell them: "was killed", "died" in an attack or a disaster."""
    first = _auxiliary(sentence, at)
    passive = sentence.match(first, "grammar.be") or sentence.match(first + 1, "grammar.be")
    if cls == "person.befalls" and not (first < at and passive):
        return None
    if cls == "person.dies" and not sentence.has("cause", "frame.real"):
        return None
    end = first
    theirs = next((one for one in groups if one.end == end and one.determiner == "definite"), None)
    if theirs is not None and sentence.match(theirs.start - 1, "group.and"):
        end = theirs.start - 1  # "Anas Karimi and his driver were killed"
    name_end, aside = _without_aside(sentence, end)
    start = _name_before(sentence, name_end)
    if start is None:
        return None
    number, whole = 1, start
    if theirs is None and sentence.match(start - 1, "group.and"):
        other = _name_before(sentence, start - 1)
        if other is not None:
            number, whole = 2, other
    noun = _what_they_were(sentence, whole, aside)
    one = Number(number, number, "exact", whole, whole, whole)
    group = Group(
        one, whole, end, "people", noun=noun or (start, name_end), determiner="number" if number > 1 else "definite"
    )
    return replace(group, noun=noun) if noun is not None else group


def _behind(sentence: Sentence, at: int) -> Group | None:
    """One named behind what somebody did to them, by what they were: "killed photographer Omar Haddad"."""
    title = _title(sentence, at)
    if not title:
        return None
    end = _name_end(sentence, at + title)
    if end == at + title or (sentence.tokens[end : end + 1] and sentence.tokens[end].shape == "possessive"):
        return None
    return Group(Number(1, 1, "exact", at, at, at), at, end, "people", noun=(at, at + title), determiner="definite")


def _auxiliary(sentence: Sentence, at: int) -> int:
    """The first token of the auxiliaries and adverbs right before a token."""
    first = at
    while (
        first > 0
        and at - first < _AUXILIARIES
        and (
            sentence.match(first - 1, "grammar.be", "grammar.have", "verb.when")
            or ends_as(sentence, first - 1, "ending.adverb")
        )
    ):
        first -= 1
    return first


def _without_aside(sentence: Sentence, end: int) -> tuple[int, range]:
    """Where a name ends before an aside that ends at a token, and the aside: "Oleh Kravets, 41, a driver, was"."""
    opening = {",": ",", ")": "("}.get(sentence.lower[end - 1]) if end > 0 else None
    if opening is None:
        return end, range(0)
    begin = next((at for at in range(end - 2, max(0, end - _ASIDE), -1) if sentence.lower[at] == opening), None)
    if begin is None:
        return end, range(0)
    if opening == "," and _is_age(sentence, begin + 1) is False:
        earlier = next((at for at in range(begin - 1, max(0, begin - 3), -1) if sentence.lower[at] == ","), None)
        if earlier is not None and _is_age(sentence, earlier + 1):
            begin = earlier  # "Maria Lopez, 41, a nurse, died"
    return begin, range(begin + 1, end - 1)


def _is_age(sentence: Sentence, at: int) -> bool:
    return sentence.tokens[at].shape == "number" and sentence.lower[at].isdigit() and len(sentence.lower[at]) < 3


def _name_before(sentence: Sentence, end: int) -> int | None:
    """Where a name that ends before a token begins, with the word for what they were before it; None: no name stands there."""
    at, words = end, 0
    while at > 0 and end - at < _LONGEST and _of_name(sentence, at - 1):
        at -= 1
        words += sentence.tokens[at].capital and sentence.tokens[at].shape == "word"
    while at < end and not sentence.tokens[at].capital:
        at += 1
    while at < end and at == 0 and sentence.match(at, *_SMALL):
        at, words = at + 1, words - 1
    if at >= end or not words or sentence.match(end - 1, "person.not", "calendar.month", *PLURAL):
        return None
    inner = next((near + length for near in range(at, end) if (length := _title(sentence, near))), at)
    if inner >= end:
        return None
    title = next(
        (at - length for length in (1, 2, 3) if at >= length and _title(sentence, at - length) == length), None
    )
    if title is not None:
        return None if _counted(sentence, title) else title
    if inner > at:
        return at
    return at if words > 1 and not _counted(sentence, at) else None


def _counted(sentence: Sentence, at: int) -> bool:
    """Whether an article before a token counts those it names, or a preposition makes them somebody else: "staff of Acted"."""
    return sentence.match(at - 1, "group.article", "group.definite", "grammar.preposition") > 0


def _title(sentence: Sentence, at: int) -> int:
    """How many tokens a word for what somebody is covers, with the stop of its short form: "Brig. Gen.", "journalist"."""
    length = 0
    while one := sentence.match(at + length, "person.title") or (0 if length else sentence.match(at, *SINGULAR)):
        length += one
        if sentence.lower[at + length : at + length + 1] == (".",):
            length += 1
    return length


def _name_end(sentence: Sentence, at: int) -> int:
    end = at
    while end < len(sentence.tokens) and end - at < _LONGEST and _of_name(sentence, end):
        end += 1
    while end > at and not sentence.tokens[end - 1].capital:
        end -= 1
    return end


def _of_name(sentence: Sentence, at: int) -> bool:
    """Whether a token may be part of a name."""
    token = sentence.tokens[at]
    if token.shape == "initials" or (token.word == "." and len(sentence.tokens[at - 1].word) == 1):
        return True
    if token.word == "-":
        return tight(sentence, at)
    if token.shape != "word":
        return False
    particle = sentence.match(at, "person.particle") > 0
    return particle or (
        token.capital and not token.word[1:].isupper() and not sentence.match(at, *VERBS, *STATES, "grammar.say")
    )


def _what_they_were(sentence: Sentence, start: int, aside: range) -> tuple[int, int] | None:
    """The noun that says what somebody was: before the name ("Colonel"), else in the aside behind it (", a driver,")."""
    if length := _title(sentence, start):
        return start, start + length
    for at in aside:
        if sentence.match(at, "group.article") and (length := _longest_noun(sentence, at + 1, aside.stop)):
            return at + 1, at + 1 + length
    return None


def _longest_noun(sentence: Sentence, at: int, stop: int) -> int:
    return next((near + n - at for near in range(at, min(at + 3, stop)) if (n := sentence.match(near, *SINGULAR))), 0)
