"""Untaken: people behind a predicate whom it did not take: the bereaved, the hunted, those carried off, aboard, or given something."""

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.lives import counts_lives
from streams.core.extraction.casualties.nouns import ARMED, given
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.reading import Sentence

_OFFICE = 3
_BEREAVED = 3
"""Within how many tokens before the dead those stand who are left behind."""


def of_the_bereaved(sentence: Sentence, group: Group, predicate: Predicate) -> bool:
    """Whether a number tells what those get who are left behind: "the families of the dead 40 each"."""
    behind = predicate.form in ("noun", "toll", "state") and group.head == "bare"
    return behind and sentence.has("people.bereaved", start=predicate.start - _BEREAVED, end=predicate.start)


def never_taken(sentence: Sentence, group: Group, predicate: Predicate) -> bool:
    """What takes only those known to be people, and those looked for since they did it: "are searching for three gunmen"."""
    if group.head == "unknown":
        return not sentence.match(predicate.start, "people.befalls")
    sought = predicate.outcome == "missing" and group.noun[1] > 0
    return sought and sentence.has("people.sought", start=group.noun[1] - 1, end=group.noun[1])


def is_given(sentence: Sentence, group: Group, predicate: Predicate) -> bool:
    """Whether the case of a noun shows that it is not whom a verb takes: "зарплату задержали 300 рабочим"."""
    alone = predicate.form in ("verb", "noun", "state") and predicate.end - predicate.start == 1
    return alone and given(sentence, group.noun[1], group.number.end)


def carried_off(sentence: Sentence, group: Group, predicate: Predicate) -> bool:
    """Whether those moved are hurt, and not driven from home: "evacuated 30 wounded fighters"."""
    return predicate.outcome == "displaced" and sentence.has(
        "injured.state", "people.patients", start=group.noun[0], end=group.noun[1]
    )


def hunted(sentence: Sentence, group: Group, predicate: Predicate) -> bool:
    """Whether those looked for are not lost but wanted: "police are looking for two men"."""
    who = predicate.end if sentence.lexicon.words("grammar.vso") else predicate.start  # "تبحث الشرطة عن"
    if predicate.outcome != "missing" or not sentence.has("people.hunters", end=who):
        return False
    wanted = sentence.has("people.hunted", *ARMED, start=group.noun[0], end=group.noun[1])
    return wanted and not sentence.has("missing.state", "missing.intransitive", "killed.body", "missing.collapse")


def aboard(sentence: Sentence, group: Group, predicate: Predicate) -> bool:
    """Those aboard of what is missing: "the vessel is missing since noon, nine persons on board"."""
    if predicate.outcome != "missing":
        return False
    there = sentence.match(group.end, "missing.aboard") or sentence.ending("missing.carrying", group.start, 3)
    return bool(there) and sentence.has("missing.vessel", end=group.start)


def souls(sentence: Sentence, group: Group, predicate: Predicate) -> bool:
    """A label whose figure names its people once more: "Refugees 3,396 souls"."""
    opens = predicate.start == 0 or sentence.tokens[predicate.start - 1].shape == "mark"
    return opens and predicate.form == "noun" and group.noun[1] - group.noun[0] == 1 and counts_lives(sentence, group)
