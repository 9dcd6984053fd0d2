"""Determiners: people whom no number counts but a small word, "a child", "another", "both pilots", "nobody".

A headline leaves even that word out: "Soldier killed in ...".
"""

from dataclasses import replace

from streams.core.extraction.casualties.groups import Group, with_noun
from streams.core.extraction.casualties.nouns import (
    DONE,
    HARMING,
    OF,
    PLURAL,
    SINGULAR,
    STATES,
    VERBS,
    aged,
    ends_at,
    noun_at,
    noun_ends,
)
from streams.core.extraction.casualties.unknowns import perhaps_person
from streams.core.extraction.numerals import Number
from streams.core.extraction.reading import Sentence

_NEGATED = 5
"""Within how many tokens before a word that means nobody only behind a negated verb that negation stands."""

_NAME = 5
"""The longest name that is passed over, in tokens."""
_NO_NAME = frozenset((
    *VERBS, *STATES, *OF, *SINGULAR, *PLURAL, "grammar.preposition", "grammar.conjunction", "grammar.aux", "grammar.say",
    "grammar.verb", "grammar.be", "grammar.clause", "grammar.negation", "grammar.determiner", "group.join", "part.opens",
    "stance.new", "numeral.unit", "numeral.ten",
))  # fmt: skip


def nobody(sentence: Sentence, at: int) -> Group | None:
    """No people at all: "no one", "nobody", "zero deaths", "not a single soldier"."""
    mark = sentence.mark(at, "group.no")
    if mark is None:
        return None
    if sentence.match(mark.end, "group.else"):
        return None
    if mark.value == "object" and not sentence.has("grammar.negation", start=max(0, at - _NEGATED), end=at):
        return None  # "n'a tué personne", and not "la personne"
    none = Number(0, 0, "exact", at, mark.end, at)
    if mark.value == "noun":
        noun = noun_at(sentence, mark.end, (*PLURAL, *SINGULAR))
        return None if noun is None else with_noun(sentence, none, at, noun, "number", more=False, of=None)
    return Group(none, at, mark.end, "bare", more=bool(sentence.match(mark.end, "group.more")))


def single(sentence: Sentence, at: int, after: int) -> Group | None:
    """One person after an article: "a child", "another woman", "the driver", "a third"."""
    number = Number(1, 1, "exact", at, after, at)
    definite = bool(sentence.match(at, "group.definite"))
    another = bool(sentence.match(at, "group.another"))
    limb = sentence.match(at, "group.limb")
    own = sentence.match(at, "grammar.theirs") and not sentence.match(at + limb, "people.of")
    if limb and (own or sentence.match(at - 1, "grammar.preposition")):
        return None  # "shot in the head", "shrapnel hit his head"
    bound = definite and bool(
        sentence.lexicon.words("grammar.vso")
    )  # "بين القتلى سيدة": nothing stands before the noun
    noun = noun_at(sentence, after, SINGULAR) if not bound or sentence.match(after, *SINGULAR) else None
    if noun is None and (old := aged(sentence, after)) > after:
        noun = (after, old)  # "a 14-year-old"
    if noun is not None and noun_ends(sentence, noun[1]):
        named = _name_behind(sentence, noun[1]) if definite else noun[1]
        group = with_noun(sentence, number, at, noun, "definite" if definite else "article", more=another, of=None)
        return replace(group, end=named)
    if not definite and not another and (person := perhaps_person(sentence, number, after)) is not None:
        return person
    if sentence.match(after, "part.of.count") and not sentence.match(after, "part.of.them", *VERBS):
        return None  # "a third of Europe"
    told = after
    while length := sentence.match(told, "verb.when"):  # "the other later died"
        told += length
    harmed = ends_at(sentence, after) and (
        sentence.match(at - 1, *HARMING)
        or _done_to(sentence, at)
        or any(mark.end == at for _, mark in sentence.find(*OF, start=at - 3, end=at))
    )  # "wounding one and killing another", "the capture of another"
    if another and (harmed or sentence.match(told, "grammar.be", "grammar.have", *VERBS, *STATES)):
        return Group(number, at, after, "bare", determiner="article", more=True)
    return None


def _name_behind(sentence: Sentence, at: int) -> int:
    """Where the name of somebody ends whose noun stands before it, where verbs stand first: "الصحفي أحمد حسن"."""
    end = at
    if sentence.lexicon.words("grammar.vso"):
        while end < len(sentence.tokens) and end - at < _NAME and _of_a_name(sentence, end):
            end += 1
    return end


def _of_a_name(sentence: Sentence, at: int) -> bool:
    return sentence.tokens[at].shape == "word" and not sentence.begins(at, _NO_NAME)


def _done_to(sentence: Sentence, at: int) -> bool:
    """Whether a verb in the active takes what stands at a token: "killed one soldier and wounded another in Mir Ali"."""
    return any(
        verb.end == at and not sentence.match(near - 1, "grammar.be", "grammar.preposition", "grammar.determiner")
        for near, verb in sentence.find(*DONE, start=at - 3, end=at)
    )


def both(sentence: Sentence, at: int, after: int) -> Group | None:
    """Two people told of before: "both pilots were killed"."""
    noun = noun_at(sentence, after, PLURAL)
    if noun is None:
        return None
    two = Number(2, 2, "exact", at, after, at)
    return with_noun(sentence, two, at, noun, "number", more=False, of=None)


def headline(sentence: Sentence) -> Group | None:
    """Somebody without an article at the head of a sentence: "Soldier killed in ...", "Police officer and four ...", "Trio held"."""
    at = 1 if sentence.lower[:1] == ("-",) else 0
    if at >= len(sentence.tokens) or sentence.match(at, "group.article", "group.definite", "group.no"):
        return None
    if sentence.match(at, *OF, *DONE) and sentence.lexicon.words("grammar.articleless"):
        return None  # "مقتل رجل وزوجته", "ранен водитель": what befell them stands first
    noun = noun_at(sentence, at, (*SINGULAR, "people.together"))
    if noun is None and (old := aged(sentence, at)) > at:
        noun = (at, old)  # "14-year-old shot dead in Jenin"
    if noun is None or noun[1] - noun[0] > 6:
        return None
    end, count = noun[1], together(sentence, noun[1] - 1)
    number = Number(count, count, "exact", at, at, at)
    if sentence.match(end, "part.among") and not sentence.match(end - 1, *PLURAL):  # "Journalist among 12 killed"
        return with_noun(sentence, number, at, noun, "none", more=False, of=None)
    told = sentence.match(end, *VERBS, *STATES)
    if not told and not sentence.match(end, "group.join", "grammar.be"):
        return None
    label = told and sentence.lower[end + told : end + told + 1] in ((":",), ("=",))
    if label and any(token.shape == "number" for token in sentence.tokens[end + told + 1 : end + told + 2]):
        return None  # "Staff killed: 3"
    return with_noun(sentence, number, at, noun, "none", more=False, of=None)


def together(sentence: Sentence, at: int) -> int:
    """How many a word for people stands for: two of "couple", one of "soldier"."""
    mark = sentence.mark(at, "people.together")
    return 1 if mark is None else int(mark.value)
