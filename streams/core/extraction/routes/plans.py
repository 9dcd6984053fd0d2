"""Plans: whether a state is only meant, announced or threatened: "Kenya to close the border", "threaten a blockade of the port"."""

from collections.abc import Iterator, Sequence

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.naming import Named
from streams.core.extraction.routes.statements import Cue, Said
from streams.core.extraction.wordends import ends_as

_SUBJECT = 6
"""Tokens of the subject of a headline's infinitive, at most."""
_NOUN = 6
"""Within how many tokens before a noun the word begins that plans it."""
_WHEN = 8
"""Within how many tokens behind a noun it is told from when it holds."""


def is_intended(sentence: Sentence, start: int, at: int) -> bool:
    """Whether an infinitive stands behind what somebody means to do, at any distance: "voted on Sunday to close"."""
    step = _to_before(sentence, start, at)
    return step > start and sentence.has("route.intends", start=start, end=step)


def is_headlined(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether a headline tells what is to come: "Kenya-Somalia border to reopen in phases", "Strike to shut Mombasa port"."""
    after = group.last == cue.at - 2 and sentence.match(cue.at - 1, "route.to_do") > 0
    if after and sentence.field == "title":
        return True
    to = _to_before(sentence, 0, cue.at)
    if to > 0 and "route.does" in cue.values:
        return _is_subject(sentence, to)
    comma = cue.at - 1
    participle = comma > 0 and sentence.lower[comma] == "," and ends_as(sentence, cue.at, "ending.doing")
    return participle and _will(sentence, comma)  # "Pilots to strike, shutting Lagos airport"


_BEFORE_CLOSURE = ("route.indefinite", "route.and_then", "route.but", "route.announced", "route.another")
"""What may stand before a closure that nobody names: "school closures" are others."""


def looming(
    sentence: Sentence, groups: Sequence[Group], topic: Sequence[Named], said: Sequence[Said]
) -> Iterator[Said]:
    """As in "is open, but a closure cannot be ruled out", or "Closures are possible tonight." of the topic."""
    taken = {at for one in said for at in range(one.first, one.last + 1)}
    for at, mark in sentence.find("route.closure"):
        may = next((i for i, _ in sentence.find("route.may_come", start=mark.end, end=mark.end + _NOUN)), None)
        alone = at == 0 or sentence.tokens[at - 1].shape == "mark" or sentence.match(at - 1, *_BEFORE_CLOSURE) > 0
        further = not alone or sentence.match(mark.end, "route.of") > 0
        if may is None or at in taken or further or any(sentence.tokens[i].word in ".;" for i in range(mark.end, may)):
            continue
        before = [group for group in groups if group.last < at]
        own = before[-1] if before else None
        if own is None and not groups and len(topic) == 1:
            own = Group(sentence, at, at, tuple(topic), pointing=True)
        if own is not None:
            yield Said(own, "severed", "threatened", at, mark.end - 1)


def _to_before(sentence: Sentence, start: int, at: int) -> int:
    """The token of the "to" of an infinitive at a token, adverbs passed over; 0 where none stands behind token ``start``."""
    step = at - 1
    while step > start and sentence.match(step, "route.passing_adverb"):
        step -= 1
    return step if step > start and sentence.match(step, "route.to_do") else 0


def _is_subject(sentence: Sentence, to: int) -> bool:
    """Whether a clause has nothing but its subject before a "to": "Polish hauliers to block"; who "gather to block" do so."""
    if not sentence.lexicon.words("route.headlines"):
        return False
    begin = to
    while begin > 0 and sentence.tokens[begin - 1].shape not in ("mark", "possessive"):
        if sentence.match(begin - 1, "route.and_then"):
            break
        begin -= 1
    if not 0 < to - begin <= _SUBJECT:
        return False
    if to - begin == 1:
        return not sentence.match(begin, "grammar.preposition", "grammar.conjunction", "route.passing_adverb")
    verb = (
        "grammar.be", "grammar.have", "grammar.aux", "grammar.verb", "grammar.say", "route.forces", "route.moved",
        "grammar.conjunction",
    )  # fmt: skip
    last = sentence.match(to - 1, *_ACTORS) > 0 or (
        sentence.tokens[to - 1].capital and not all(sentence.tokens[at].capital for at in range(begin, to))
    )
    told = any(sentence.match(at, *verb) for at in range(begin, to - 1))
    return last and not told and (not sentence.match(to - 1, *verb) or sentence.match(to - 1, *_ACTORS) > 0)


_ACTORS = (
    "route.actor", "route.holders", "people.civilian.plural", "people.armed.plural", "people.plain.plural",
)  # fmt: skip
"""Who closes a road, as the last word of a headline's subject."""


def _will(sentence: Sentence, comma: int) -> bool:
    """Whether the clause before a comma tells what is to come."""
    begin = next((at + 1 for at in range(comma - 1, -1, -1) if sentence.lower[at] in (",", ";", ":")), 0)
    if sentence.has("route.plans", "route.stay_future", start=begin, end=comma):
        return True
    return any(_is_subject(sentence, at) for at, _ in sentence.find("route.to_do", start=begin + 1, end=comma))


def is_planned(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether a noun tells of what is only planned: "threaten a blockade of the port", "announce a closure from Monday"."""
    end = max(cue.end, group.last + 1)
    dated = sentence.has("route.from_when", start=end, end=end + _WHEN)
    for at in (end, cue.end):
        if sentence.match(at, "route.is_planned"):
            return True
    return _before_noun(sentence, cue.at, "route.plans_noun") or (
        dated and _before_noun(sentence, cue.at, "route.announces")
    )


def is_asked_for(sentence: Sentence, cue: Cue) -> bool:
    """Whether a noun tells of what somebody only wants: "demand the reopening of the M4"."""
    return _before_noun(sentence, cue.at, "route.seeks") or is_asked_first(sentence, cue.at)


def is_asked_first(sentence: Sentence, at: int) -> bool:
    """Whether a verb of asking stands before its subject and takes what is done by its own word: "طالب السائقون بفتح الطريق"."""
    begin = at
    while begin > 0 and sentence.match(begin - 1, "route.definite", "route.announced"):
        begin -= 1
    for place, mark in sentence.find("route.asks", start=max(0, begin - _ASKED), end=begin):
        between = range(mark.end, begin - bool(mark.value))
        taken = sentence.lower[begin - 1] == mark.value if mark.value else True
        if taken and not any(
            sentence.tokens[step].shape == "mark" or sentence.match(step, *_OTHER_CLAUSE) for step in between
        ):
            return place < begin
    return False


_OTHER_CLAUSE = ("group.and", "grammar.clause", "route.after")
"""What stands between a verb and what it takes only where that is of another clause."""
_ASKED = 9
"""Within how many tokens before a noun the verb stands that asks for it, its subject between."""


def is_ordered(sentence: Sentence, cue: Cue) -> bool:
    """Whether a noun tells of what is only ordered: "court orders the reopening of the M4"."""
    return _before_noun(sentence, cue.at, "route.orders")


def _before_noun(sentence: Sentence, at: int, cls: str) -> bool:
    """Whether a form of the class stands before a noun and its articles and adjectives."""
    begin = at
    while begin > at - _NOUN and sentence.match(
        begin - 1, "route.definite", "route.adjective", "route.indefinite", "route.announced", "route.day_part"
    ):
        begin -= 1
    return any(mark.end == begin for _, mark in sentence.find(cls, start=max(0, begin - _NOUN), end=begin))
