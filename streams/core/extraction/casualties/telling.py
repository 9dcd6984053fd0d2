"""Telling: the predicates of a sentence, found by single words (``senses``), by phrases (``phrases``) and as tolls.

Of two that overlap the longer stays, for it says more.
"""

from collections.abc import Iterable, Iterator
from typing import get_args

from streams.core.extraction.casualties.nouns import PLURAL
from streams.core.extraction.casualties.phrases import phrases
from streams.core.extraction.casualties.predicates import OUTCOMES, Form, Predicate, auxiliary
from streams.core.extraction.casualties.senses import otherwise_meant
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as
from streams.core.facts import Outcome

_CLASSES: dict[str, tuple[Outcome, Form]] = {
    f"{outcome}.{form}": (outcome, form) for outcome in OUTCOMES for form in get_args(Form)
} | {
    "injured.treat": ("injured", "verb"),
    "injured.treating": ("injured", "ing"),
    "detained.held": ("detained", "state"),
}
_TOLL_REACH = 7
_PUT_REACH = 7
"""Within how many tokens behind those dead stands the figure at which they are put."""
_FIGURES = ("numeral.unit", "numeral.ten", "numeral.vague", "qualifier.before")
_ORDER = {"toll": 0, "of": 1, "verb": 2, "intransitive": 2, "ing": 2, "lives": 3, "weak": 3, "state": 4, "noun": 5}


def predicates(sentence: Sentence, more: Iterable[Predicate] = ()) -> list[Predicate]:
    """The predicates of a sentence in order, with those found beside its words.

    Of overlapping ones the longest stays, noun forms give way to others.
    """
    found: list[Predicate] = list(more)
    for at, mark in sentence.find(*_CLASSES):
        outcome, form = _CLASSES[mark.cls]
        if otherwise_meant(sentence, at, mark, form):
            continue
        doing = ends_as(sentence, at, "ending.doing") and not sentence.match(
            at, "grammar.be"
        )  # "are still holding 43 residents"
        passive, perfect = auxiliary(sentence, at) if form in ("verb", "state") and not doing else (False, False)
        perfect = perfect or (form == "lives" and sentence.match(at - 1, "grammar.have") > 0)
        found.append(Predicate(outcome, form, at, mark.end, passive, perfect))
    found.extend(phrases(sentence))
    for at, mark in sentence.find("killed.ending", start=1):
        if not sentence.match(at - 1, "killed.ending.not"):
            found.append(Predicate("killed", "verb", at - 1, mark.end, *auxiliary(sentence, at - 1)))
    found = [one for one in found if not _joined_to_death(sentence, one, found)]
    tolls = [*_tolls(sentence, found), *_counted_states(sentence, found)]
    kept: list[Predicate] = []
    for one in sorted([*tolls, *found], key=_rank):
        if all(one.end <= other.start or one.start >= other.end or _twofold(one, other) for other in kept):
            kept.append(one)
    return sorted([one for one in kept if not _only_names(sentence, one, kept)], key=lambda one: one.start)


def _only_names(sentence: Sentence, one: Predicate, found: list[Predicate]) -> bool:
    """Whether a form of a verb is the noun for those who have died since: "двоє постраждалих померли"."""
    if one.outcome == "killed" or one.form != "verb" or not sentence.lexicon.words("grammar.inverts"):
        return False
    if sentence.match(one.start, f"{one.outcome}.noun") != one.end - one.start:
        return False
    return any(
        other.outcome == "killed"
        and other.form in ("verb", "intransitive")
        and other.start >= one.end
        and all(sentence.match(at, "grammar.adverb") for at in range(one.end, other.start))
        for other in found
    )


def _joined_to_death(sentence: Sentence, one: Predicate, found: list[Predicate]) -> bool:
    """Whether a verb shares "to death" with the next: "were stabbed or burnt to death"."""
    if one.outcome != "injured" or not sentence.match(one.end, "group.join"):
        return False
    return any(
        then.start == one.end + 1 and then.outcome == "killed" and sentence.match(then.end - 2, "killed.ending") == 2
        for then in found
    )


def _tolls(sentence: Sentence, found: list[Predicate]) -> list[Predicate]:
    """Tolls said in more words: "the number of people who have been killed", "count of the dead"."""
    tolls: list[Predicate] = []
    for at, mark in sentence.find("toll.head"):
        if sentence.match(at - 1, "toll.unknown"):
            continue  # "an unknown number of attackers were killed"
        for one in found:
            if mark.end <= one.start <= mark.end + _TOLL_REACH and one.form not in ("toll", "ing"):
                if one.form == "lives" and not sentence.has("people.lives", start=mark.end, end=one.start):
                    continue  # "the number of those taken"
                between = sentence.lower[mark.end : one.start]
                if any(token.shape == "number" for token in sentence.tokens[mark.end : one.start]):
                    break
                if sentence.match(at, "toll.counted") and not any(w in (",", ";", ":") for w in between):
                    tolls.append(Predicate(one.outcome, "toll", at, one.end))
                break
    return tolls


def _counted_states(sentence: Sentence, found: list[Predicate]) -> Iterator[Predicate]:
    """Those named by what befell them and then counted: "the injured number 203", "displaced families total 1,400"."""
    for one in found:
        if one.form not in ("state", "verb", "noun") or one.passive or one.perfect:
            continue
        if _put_at(sentence, one):
            yield Predicate(one.outcome, "toll", one.start, one.end)
            continue
        end = one.end + sentence.match(one.end, *PLURAL)
        if end > one.start + (one.form != "noun" and not _of_all(sentence, one)) and sentence.match(end, "toll.counts"):
            yield Predicate(one.outcome, "toll", one.start, end)


def _put_at(sentence: Sentence, one: Predicate) -> bool:
    """Whether a source puts those named by what befell them at a figure: "officials put dead at 56"."""
    if not sentence.has("toll.put", end=one.start):
        return False
    to = next((at for at, _ in sentence.find("toll.at", start=one.end, end=one.end + _PUT_REACH)), len(sentence.tokens))
    at = to + 1  # "puts its dead in twelve days at 610"
    if at >= len(sentence.tokens) or any(sentence.tokens[near].shape == "mark" for near in range(one.end, to)):
        return False
    return sentence.tokens[at].shape == "number" or sentence.match(at, *_FIGURES) > 0


def _of_all(sentence: Sentence, one: Predicate) -> bool:
    """Whether "the" makes people of a word of what befell them: "the injured"."""
    return sentence.match(one.start - 1, "group.definite") > 0


def _twofold(one: Predicate, other: Predicate) -> bool:
    """One word of two outcomes: "12 lost" are missing, "lost 12 men" tells deaths."""
    return (one.start, one.end) == (other.start, other.end) and one.outcome != other.outcome


def _rank(one: Predicate) -> tuple[int, int, int]:
    return one.start - one.end, _ORDER[one.form], one.start
