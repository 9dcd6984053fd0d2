"""Wholes: figures that are told with some of them in one breath, "twelve of the 20 dead were women": 20 died, 12 of them women.

Of "twelve of the 20 passengers were killed" it is the twelve who died: there nothing befell the 20. Of those aboard, "all but
four drowned" and "only three survived" tell how many died.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import VERBS
from streams.core.extraction.casualties.subsets import accounted
from streams.core.extraction.numerals import Number, numbers
from streams.core.extraction.reading import Sentence

_LIVED = 4
"""Within how many tokens behind those who lived it is said that they did."""
_CLAUSE = 14
"""Within how many tokens behind what befell the whole the verb stands that says who some of them were."""
_NAMED = 5
"""Within how many tokens before some of the dead the verb ends that names or buries them."""
_TELLS = ("grammar.be", "grammar.have", "grammar.verb", "injured.lies")


def with_wholes(sentence: Sentence, groups: Sequence[Group], links: Sequence[Link]) -> list[Link]:
    """The links, before those of some of a harmed figure that figure; and of those aboard as many as died."""
    found = [one for link in links for one in _whole_and_part(sentence, link)]
    found = [one for link in found if (one := _all_but(sentence, groups, link)) is not None]
    dead = _only_survivors(sentence, groups)
    return found if dead is None else [*(one for one in found if one.group.start != dead.group.start), dead]


def _all_but(sentence: Sentence, groups: Sequence[Group], link: Link) -> Link | None:
    """The link, of the rest where it is told of all but so many: "capsized with 60 aboard, and all but four drowned"."""
    group = link.group
    alone = group.head == "bare" and group.of is None and group.whole is None
    if not alone or not any(
        mark.end == group.start for _, mark in sentence.find("part.all_but", start=group.start - 2)
    ):
        return link
    crowd = next((one for one in reversed(groups) if one.end < group.start and one.number.min > group.number.min), None)
    if crowd is None:
        return None
    return replace(link, group=replace(group, number=_less(crowd.number, group.number), noun=(0, 0)))


def _less(whole: Number, some: Number) -> Number:
    most = None if whole.max is None else whole.max - some.min
    return replace(some, min=whole.min - some.min, max=most, qualifier=whole.qualifier)


def _only_survivors(sentence: Sentence, groups: Sequence[Group]) -> Link | None:
    """Those who died of a crew or of passengers of whom only some lived: "went down with 14 aboard; only three survived"."""
    counted = {number.start: number for number in numbers(sentence) if number.kind == "count"}
    before = _LIVED if sentence.lexicon.words("grammar.inverts") else 0  # "из 30 человек выжили лишь трое"
    for _, mark in sentence.find("part.only"):
        some = counted.get(mark.end)
        lived = -1 if some is None else _survival(sentence, some.end, before)
        if some is None or lived < 0:
            continue
        for group in groups:
            aboard = (
                sentence.match(group.end, "missing.aboard")
                or sentence.ending("missing.carrying", group.start, 3)
                or (before and sentence.match(group.start - 1, "part.of.count"))
            )
            if group.end < some.start and aboard and group.number.min > some.min:
                number = _less(group.number, some)
                return Link(replace(group, number=number), "killed", group.start, max(lived + 1, some.end))
    return None


def _survival(sentence: Sentence, end: int, before: int) -> int:
    """The token within reach of a number's end where it is told that so many lived; -1 where none is."""
    found = (at for at, _ in sentence.find("killed.survives", start=max(0, end - before), end=end + _LIVED))
    return next(found, -1)


def _whole_and_part(sentence: Sentence, link: Link) -> Iterator[Link]:
    group = link.group
    if group.whole is None or not _harmed(sentence, link):
        yield link
        return
    start = group.whole.start
    noun = (max(start, group.noun[0]), group.noun[1]) if group.noun[1] else (0, 0)
    all_of_them = replace(group, number=group.whole, start=start, noun=noun, of=None, whole=None)
    end = link.end if link.predicate is not None and not link.predicate.passive else group.end
    yield replace(link, group=all_of_them, start=start, end=max(group.end, end), part=False)
    yield replace(link, part=True)


def _harmed(sentence: Sentence, link: Link) -> bool:
    """Whether what befell some of them is only what befell all: "of the 20 dead were", "of the five men killed there were"."""
    group, said = link.group, link.predicate
    if group.outcome is not None:
        return link.outcome == group.outcome
    if said is None or said.passive or said.perfect or said.form not in ("verb", "state", "intransitive"):
        return False
    behind = said.start - sentence.match(group.end, "clause.who", "clause.that")
    if behind != group.end or said.start > group.end + 1:
        return False
    if sentence.ending("part.identifies", group.start, _NAMED) or accounted(sentence, group):
        return True  # "police have identified nine of the 14 dead"
    end = next(
        (at for at in range(said.end, len(sentence.tokens)) if sentence.tokens[at].shape == "mark"),
        len(sentence.tokens),
    )
    be = next((at for at, _ in sentence.find(*_TELLS, start=said.end, end=end)), None)
    return (
        be is not None
        and be - said.end <= _CLAUSE
        and not sentence.has(*VERBS, "grammar.clause", start=said.end, end=be)
    )
