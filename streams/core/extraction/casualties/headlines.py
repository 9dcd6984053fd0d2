"""Headlines: one person whom no article counts: "mine kills shepherd", "killed senior health official", "driver beaten".

A singular noun counts one only where a verb takes it right before it, or its own verb stands right behind it.
"""

from collections.abc import Iterator

from streams.core.extraction.casualties.determiners import together
from streams.core.extraction.casualties.groups import Group, uncounted
from streams.core.extraction.casualties.nouns import DONE, PLURAL, SINGULAR, STATES, VERBS, inside, noun_ends
from streams.core.extraction.reading import Sentence

SMALL = (
    "grammar.preposition", "grammar.conjunction", "grammar.say", "grammar.verb", "grammar.pronoun", "grammar.clause",
    "grammar.negation", "group.join",
)  # fmt: skip
"""What stands between words of people and is none of them."""
_FOUND = 3
_KINDS = 5
"""So many tokens before somebody without an article may say of what kind he is."""
_LISTS = (",", ";", "-", ":")


def in_a_headline(sentence: Sentence) -> Iterator[Group]:
    """One person without an article: "mine kills shepherd, hurts boy", "bus torched, driver beaten", "was injured woman"."""
    for at, mark in sentence.find(*SINGULAR, "people.together", start=1):
        done = any(
            verb.end == at
            and (sentence.match(near, "casualty.present") or sentence.match(near - 1, "grammar.be"))
            and not (at - near > 1 and sentence.match(at, "people.modifier.armed"))  # "trasladados al hospital militar"
            for near, verb in sentence.find(*DONE, start=at - 3, end=at)
        )
        found = sentence.ending("killed.around", at, _FOUND) and sentence.match(mark.end, "killed.behind")
        if found:
            yield uncounted(1, at, mark.end, None)  # "hallan a mujer sin vida"
            continue
        kind = _kind_of(sentence, at)
        if kind is not None and _taken(sentence, kind) and noun_ends(sentence, mark.end):
            yield uncounted(1, kind, mark.end, None)  # "shells killed female volunteer"
            continue
        maimed = sentence.match(at - 1, "injured.limb_of") and sentence.has("injured.severs", start=at - 6, end=at - 1)
        if maimed and noun_ends(sentence, mark.end):
            yield uncounted(1, at, mark.end, None)  # "mine tears off foot of shepherd"
            continue
        begin = at - (sentence.match(at - 1, "group.nth") > 0)  # "two missing, third swimmer drowned"
        listed = begin > 0 and (
            (sentence.lower[begin - 1] in _LISTS and not inside(sentence, begin - 1))
            or sentence.match(begin - 1, "grammar.and") > 0
        )
        listed = listed and sentence.match(mark.end, *VERBS, *STATES) > 0
        if (done and noun_ends(sentence, mark.end)) or listed:
            yield uncounted(together(sentence, at), at, mark.end, None)


def _kind_of(sentence: Sentence, at: int) -> int | None:
    """Where the words begin that say of what kind somebody is: "female", "senior health", "local Red Crescent branch"."""
    for begin in range(at - 1, max(-1, at - 1 - _KINDS), -1):
        if sentence.match(begin, "people.modifier"):
            return begin
        plain = sentence.tokens[begin].shape == "word" or sentence.lower[begin] == "-"
        if not plain or sentence.match(begin, *SMALL, *SINGULAR, *PLURAL, *DONE):
            return None
    return None


def _taken(sentence: Sentence, at: int) -> bool:
    """Whether an active verb, or a participle, ends just before a token."""
    return any(
        verb.end == at and not sentence.match(near - 1, "grammar.be", "grammar.have", "grammar.determiner")
        for near, verb in sentence.find(*DONE, "killed.ing", "injured.ing", start=at - 3, end=at)
    )
