"""Breakdowns: figures that together make up one told before them, "61 were killed, 58 suspects and three officers".

They may say where, when or of what, with no word for the people: "six are dead, five there and one in Guarapuava".

That the numbers add up is the sign: whatever else is said of these people, what befell the whole befell them.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import STATES, VERBS
from streams.core.extraction.casualties.predicates import ends_clause
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as
from streams.core.facts import Outcome

_MOST = 7
_STEP = 6
_LONG_STEP = 16
"""Tokens between two of a list, and between two of whom more is told: "a couple crushed by a tree in Libmanan, a farmer"."""
_HEAD = 5
_NO_MORE = ("detained.released", "displaced.back", "killed.alive", "group.recovers", "group.safe", "people.alive")


def adds_up(sentence: Sentence, before: Link) -> bool:
    """Whether a sentence opens with a number, and its numbers make up the figure told before it."""
    counted = [one for one in numbers(sentence) if one.kind == "count"]
    if (
        len(counted) < 2
        or before.group.number.min != before.group.number.max
        or not _begins(sentence, counted[0].start)
    ):
        return False
    return sum(one.min for one in counted) == before.group.number.min


def _begins(sentence: Sentence, at: int) -> bool:
    """Whether nothing stands before a number but where it was, or of whom they are some: "in Odesa nine", "of these, 27"."""
    first = sentence.match(0, "part.of.them", "place.in")
    named = all(token.shape == "mark" or token.capital for token in sentence.tokens[first:at])
    return at == 0 or (0 < first <= at < _HEAD and named)


def broken_down(
    sentence: Sentence, groups: Sequence[Group], links: Sequence[Link], before: Link | None
) -> Mapping[Group, Outcome]:
    """What befell the groups that make up a figure of their sentence, or ``before``, the one told last."""
    linked = {link.group: link for link in links}
    for at, whole in enumerate(groups):
        link = linked.get(whole)
        if link is None or link.part or link.joined:
            continue
        these = _adding_up(sentence, groups[at + 1 :], whole)
        if these and (
            _announced(sentence, whole, these, [linked.get(one) for one in these])
            or _named(sentence, link, these, [linked.get(one) for one in these])
            or _spread(sentence, these)
        ):
            return dict.fromkeys(these, link.outcome)
    if before is None or not groups or groups[0].start >= _HEAD or groups[0].head != "bare":
        return {}
    if links and any(one.head != "bare" for one in groups):
        return {}
    if any(link.outcome != before.outcome for link in links) or sentence.has(*_NO_MORE) or _act(sentence, groups):
        return {}  # "of the nine arrested, five were released and four are held"
    these = _adding_up(sentence, groups, before.group)
    return dict.fromkeys(these, before.outcome) if len(these) == len(groups) else {}


def _act(sentence: Sentence, groups: Sequence[Group]) -> bool:
    """Whether those counted do something that is no harm to them: "seven in Sumy voted for it and two against"."""
    return any(
        ends_as(sentence, at, "ending.past")
        and not sentence.match(at, *VERBS, *STATES, "grammar.adverb", "part.belongs")
        and not any(sentence.match(near, "grammar.be", "grammar.have") for near in range(at - 2, at))
        for at in range(groups[0].end, len(sentence.tokens))
    )


def _adding_up(sentence: Sentence, groups: Sequence[Group], whole: Group) -> Sequence[Group]:
    """The first of some groups whose numbers add up to that of another."""
    if whole.number.max != whole.number.min or whole.number.min < 2:
        return ()
    total = 0
    for last, group in enumerate(groups[:_MOST]):
        before = groups[last - 1].end if last else group.start
        if group.number.max != group.number.min or group.more or ";" in sentence.lower[before : group.start]:
            return ()
        total += group.number.min
        if total >= whole.number.min:
            return groups[: last + 1] if total == whole.number.min and last else ()
    return ()


def _announced(sentence: Sentence, whole: Group, these: Sequence[Group], own: Sequence[Link | None]) -> bool:
    """Whether a colon, a bracket or "of whom" opens the list."""
    begin = these[0].start
    opened = sentence.lower[begin - 1 : begin] in ((":",), ("(",)) or any(
        begin - mark.end <= 1 for _, mark in sentence.find("part.opens", start=whole.end, end=begin)
    )
    dug = sentence.match(begin - 2, "killed.body") > 0  # "59 bodies: 51 recovered from under the rubble, 8 brought in"
    if not dug and len({one.outcome for one in own if one is not None and one.predicate is not None}) > 1:
        return False  # "of whom 19 were dug out dead and eight have not been found"
    near = all(then.start - one.end <= _LONG_STEP for one, then in pairwise(these))
    hurt = any(one.outcome not in (None, "killed") for one in these) or any(
        one is not None and one.predicate is not None and sentence.match(one.predicate.start, "injured.state")
        for one in own
    )  # "eight deaths, of which three girls, and five wounded"
    return opened and near and not hurt


def _spread(sentence: Sentence, these: Sequence[Group]) -> bool:
    """Whether it is told of each behind a comma where, when or of what it was: "five there and one in Guarapuava"."""
    if sentence.lower[these[0].start - 1] not in (",", "-", ":", "("):
        return False
    return all(
        one.head == "bare"
        and one.of in (None, "part.of.them")
        and (
            sentence.match(one.end, "grammar.preposition", "place.in") > 0
            or ends_clause(sentence, one.end + sentence.match(one.end, "grammar.adverb"))
        )
        for one in these
    ) and any(sentence.match(one.end, "grammar.preposition", "place.in") > 0 for one in these)


def _named(sentence: Sentence, link: Link, these: Sequence[Group], own: Sequence[Link | None]) -> bool:
    """Whether a list behind a comma only names those counted: nothing else befell them."""
    if all(one.one for one in these):
        return False  # "two sons of the soil, a corporal and a private"
    if sentence.lower[these[0].start - 1] != "," or these[0].start - 1 > link.end + _STEP:
        return False
    if any(one is not None and (one.outcome != link.outcome or not one.joined) for one in own):
        return False
    ends = these[-1].end
    closed = ends >= len(sentence.tokens) or sentence.tokens[ends].shape == "mark"
    return closed and not any(
        then.start - one.end > _STEP
        or sentence.has(*VERBS, *STATES, "grammar.be", "grammar.have", start=one.end, end=then.start)
        for one, then in pairwise(these)
    )
