"""Grouping: mentions of one sentence that are one route, or share what is said of them."""

from collections.abc import Sequence
from dataclasses import replace

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.mention import Mention


def joined(sentence: Sentence, found: Sequence[Mention]) -> list[Mention]:
    """The mentions, with appositions made one: ``the A-B highway, known as the M5``."""
    joined: list[Mention] = []
    for position, mention in enumerate(found):
        before = joined[-1] if joined else None
        following = found[position + 1] if position + 1 < len(found) else None
        if before is not None and _same(sentence, before, mention, following):
            name = mention.name if mention.numbered and not before.numbered else before.name
            joined[-1] = replace(
                before,
                last=max(before.last, mention.last),
                name=name or mention.name,
                forms=tuple(dict.fromkeys((*before.forms, *mention.forms))) if mention.name else before.forms,
                ends=before.ends or mention.ends,
                numbered=before.numbered or mention.numbered,
                described=before.described and mention.described,
                alone=before.alone or mention.alone,
                pointing=before.name is None,
            )
        else:
            joined.append(mention)
    return joined


def _aside(sentence: Sentence, other: Mention) -> bool:
    """Whether it stands between two commas with nothing told of it: ", the other main road of the north,"."""
    for at in range(other.last + 1, min(other.last + 7, len(sentence.tokens))):
        if sentence.lower[at] == ",":
            return True
        if sentence.match(at, "route.be", "grammar.have", "route.is", "route.does", "route.goes", "route.and"):
            return False
    return False


def _leading_to(sentence: Sentence, at: int, end: int) -> int:
    """How many tokens say where the road before them leads or lies: "the M5 to Damascus and the M4", "the A2 at Molen and"."""
    step = at + sentence.match(at, "route.to", "route.of")
    if step == at:
        return 0
    stop = step
    while stop < end and (sentence.tokens[stop].capital or sentence.lower[stop] == "-"):
        stop += 1
    return stop - at if stop > step else 0


def _same(sentence: Sentence, one: Mention, other: Mention, following: Mention | None) -> bool:
    if one.kind != other.kind or one.count != 1 or other.count != 1:
        return False
    gap = sentence.lower[one.last + 1 : other.first]
    at = one.last + 1
    if gap and gap[0] in (",", "(", "-"):
        at += 1
    while at < other.first and sentence.match(at, "route.passing_adverb"):
        at += 1
    known = sentence.match(at, "route.known_as") if at < other.first else 0
    if known and at + known >= other.first - 2 and (other.name is not None):
        return True
    if gap == ("(",):
        return other.last + 1 < len(sentence.tokens) and sentence.lower[other.last + 1] == ")"
    if (
        len(gap) == 1
        and gap[0] != ":"
        and sentence.match(at, "route.be")
        and sentence.match(other.first, "route.definite")
    ):
        return other.described or other.passing or other.name is None  # "the N380 remains the only road to the north"
    if gap == (",",) and other.name is None and _aside(sentence, other):
        return True
    if not (_behind_comma(sentence, one, other) or gap == ("-",)) or (other.name is None and not other.described):
        return False
    ends_here = other.last + 1 >= len(sentence.tokens) or sentence.lower[other.last + 1] in (",", ".", ":", ")", "-")
    listed = (
        following is not None
        and following.first - other.last <= 4
        and sentence.has("route.and", start=other.last + 1, end=following.first)
    )
    determined = sentence.match(other.first, "route.definite") > 0
    return (
        ends_here
        and not listed
        and (
            other.numbered != one.numbered
            or (determined and (other.described or other.ends is not None))
            or (other.ends is not None and other.head < 0 and sentence.lower[other.last + 1 : other.last + 2] == (":",))
        )  # "Halsema Highway, Baguio-Bontoc: passable"
    )


def grouped(sentence: Sentence, found: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions by lists: only joining words and articles stand between those of one list."""
    groups: list[list[Mention]] = []
    for mention in found:
        before = groups[-1][-1] if groups else None
        if before is not None and before.kind != mention.kind and sentence.lower[before.last + 1] == ",":
            before = None  # "by the flooding of the river Jacui, and the BR-116 is open"
        if (
            before is not None
            and (_list_gap(sentence, before.last + 1, mention.first) or _glued_on(before, mention))
            and not _told_apart(sentence, groups[-1][0], before, mention)
        ):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _glued_on(before: Mention, mention: Mention) -> bool:
    """Whether both stand behind one word of kind with nothing between, "and" written as one with the second name."""
    return mention.head == before.head >= 0 and mention.first == before.last + 1


def _behind_comma(sentence: Sentence, one: Mention, other: Mention) -> bool:
    """Whether only a comma stands between two mentions, or a comma and an article."""
    begin = other.first - sentence.match(other.first - 1, "grammar.the")
    return begin == one.last + 2 and sentence.lower[begin - 1] == ","


def _told_apart(sentence: Sentence, first: Mention, before: Mention, mention: Mention) -> bool:
    """Whether of the route behind a comma another thing is told than was done to the one before: "flood cuts N2, N4 open"."""
    if not _behind_comma(sentence, before, mention):
        return False
    if mention.name is None and mention.first == mention.head:
        return True  # "gunmen attack convoy on Highway 5, road closed"
    begin = first.first
    while sentence.match(begin - 1, "route.definite", "route.adjective", "route.part", "route.of"):
        begin -= 1
    done = any(mark.end == begin for _, mark in sentence.find("route.does", start=max(0, begin - _VERB), end=begin))
    at = mention.last + 1
    while sentence.match(at, "route.passing_adverb", "route.still"):
        at += 1
    return done and sentence.match(at, "route.is", "route.goes", "route.be", "grammar.have", "passage.takes") > 0


_VERB = 4
"""Tokens of the verb before a list, at most."""


def _list_gap(sentence: Sentence, start: int, end: int) -> bool:
    at = start
    joint = end < start  # the roads of one junction
    while at < end:
        step = sentence.match(at, "route.and") or sentence.match(at, "route.definite", "route.both")
        step = step or _leading_to(sentence, at, end)
        if not step:
            return False
        joint = joint or sentence.match(at, "route.and") > 0
        at += step
    return joint
