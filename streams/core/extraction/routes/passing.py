"""Passing: which route it is that traffic passes, or does not, where a sentence tells of the traffic and not of the route.

A passage (``passage``, ``passers``, ``events``) is said of the route behind it, or before it in its own clause, or of the topic.
"""

from collections.abc import Iterator, Sequence
from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.binding import nearest, object_behind
from streams.core.extraction.routes.ends import bare_ends, linked_ends
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.modes import mode_of
from streams.core.extraction.routes.naming import Named
from streams.core.extraction.routes.participles import participle_end
from streams.core.extraction.routes.passage import Passage
from streams.core.extraction.routes.statements import Cue, Said
from streams.core.extraction.routes.topics import by_other_means, fitting, of_other_kind, stuck_near, told_elsewhere
from streams.core.facts import RouteState


def passing(sentence: Sentence, groups: Sequence[Group], passage: Passage) -> Iterator[Said]:
    """The statement of a passage for the route beside it: behind it by a preposition or as its object, else before it."""
    cue = Cue(passage.first, passage.last + 1, {})
    if passage.state == "severed" and sentence.has("passage.returned", start=cue.end - 2, end=cue.end + 1):
        groups = [one for one in groups if one.first < cue.end]  # "lorries were sent back to the Reni crossing"
    group = object_behind(sentence, groups, cue.end, onto=True) or next(
        (
            one
            for one in groups
            if passage.first <= one.first <= passage.last + 1
            or (one.first <= passage.last and passage.first <= one.last)
        ),
        None,
    )
    if group is not None and group.pointing and of_other_kind(sentence, group, passage.first, passage.last):
        group = None  # "the A-B railway has no trains on that stretch", where a road was named before
    if group is None and passage.before:
        group = nearest(sentence, groups, cue.at, pronouns=True)
        if group is not None and (
            _of_other_places(sentence, group, passage) or by_other_means(sentence, group, passage.first, passage.last)
        ):
            return
        if group is not None and _other_clause(sentence, group.last, passage.first):
            fits = len(groups) == 1 and fitting(sentence, passage.first, passage.last, group.routes)
            if not fits:
                return
    if group is not None and not _away(sentence, passage):
        yield from _passed(sentence, group, passage)


def _away(sentence: Sentence, passage: Passage) -> bool:
    """Whether those who pass do so on other ways: "the coast line is cut, and trains elsewhere run normally"."""
    return sentence.has("topic.away", start=passage.first, end=passage.last + 3)


def _passed(sentence: Sentence, group: Group, passage: Passage) -> Iterator[Said]:
    cue = Cue(passage.first, passage.last + 1, {})
    if passage.state == "open" and sentence.has("route.detour", start=cue.at, end=cue.end + _AROUND):
        return  # "buses are running by another road"
    if passage.state == "open" and _sent_by(sentence, group, passage):
        return  # "the A1 is closed; motorists may use the Kasindi road"
    mode = mode_of(sentence, group, cue)
    if mode is None and passage.state == "severed" and sentence.has("passage.cannot", start=cue.at - 3, end=cue.end):
        mode = ("reported", "", "main")  # "drivers refuse to take it"
    if mode is not None:
        status, _, weight = mode
        if sentence.has("passage.cannot", start=max(0, cue.at - 2), end=cue.end):
            status = "reported"
        elif (
            status == "reported"
            and passage.state == "open"
            and sentence.has("passage.will", start=cue.at, end=cue.end)
            and not sentence.has("passage.may_again", start=cue.at, end=cue.end)
        ):
            status = "threatened"  # "flights will be resumed"
        if participle_end(sentence, group.last) > passage.last > group.last:
            weight = "side"  # "Рух трасою Суми — Ромни, зупинений уночі, поновлено"
        if sentence.has("route.had", start=cue.at, end=cue.end):
            weight = "side"  # "forty flights had been cancelled"
        yield Said(group, cast("RouteState", passage.state), status, cue.at, cue.end - 1, weight)


_AROUND = 9
"""Within how many tokens behind those who pass it is told that they take another way."""


def _sent_by(sentence: Sentence, group: Group, passage: Passage) -> bool:
    """Whether those who would pass are only told by which way to go: they must, or they may since another is closed."""
    told = sentence.has("route.must", start=passage.first, end=passage.last + 1)
    may = sentence.has("route.can", start=passage.first, end=passage.last + 1)
    behind = group.first > passage.last
    return behind and (told or (may and sentence.has("route.is", end=passage.first)))


def passing_topic(sentence: Sentence, topic: Sequence[Named], passage: Passage) -> Iterator[Said]:
    """As in "Traffic has resumed.", behind a sentence that names the route."""
    routes = fitting(sentence, passage.first, passage.last, topic)
    if (
        _away(sentence, passage)
        or sentence.match(passage.last + 1, "topic.town")
        or stuck_near(sentence, passage.last + 1)
    ):
        return  # "nobody was allowed in or out of the city"
    if any(bare_ends(sentence, at) for at in range(passage.first, passage.last + 1) if sentence.tokens[at].capital):
        return  # "Автобуси Хуст — Ужгород знову ходять": another way
    if routes and passage.before:
        yield from _passed(sentence, Group(sentence, passage.first, passage.first, routes, pointing=True), passage)


def _of_other_places(sentence: Sentence, group: Group, passage: Passage) -> bool:
    """Whether behind a route a clause of its own tells who passes elsewhere: "..., while buses from A to B ran on time"."""
    last = group.last
    apart = sentence.has("route.break_hard", start=last + 1, end=passage.first + 1)
    if apart and any(
        linked_ends(sentence, at) for at, _ in sentence.find("route.between", start=passage.first, end=passage.last + 2)
    ):
        return True
    return told_elsewhere(sentence, group, passage.first, passage.last)


def _other_clause(sentence: Sentence, last: int, first: int) -> bool:
    """Whether a comma with words of its own behind it parts a route from the passage that is told."""
    comma = next((at for at in range(first - 1, last, -1) if sentence.lower[at] == ","), None)
    return comma is not None and any(
        sentence.tokens[at].shape == "word"
        and not sentence.match(
            at,
            "route.and_then",
            "route.passing_adverb",
            "route.which",
            "grammar.determiner",
            "grammar.conjunction",
            "passage.cannot",
            "route.not",
            "route.be",
        )
        for at in range(comma + 1, first)
    )
