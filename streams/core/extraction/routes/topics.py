"""Topics: the route that a sentence speaks of without naming one: "Aid trucks have been turned back".

A route stays the topic for a few sentences of its paragraph, or from the headline on. What is then said of those who pass,
of a part of the route, or without any subject is said of it, if it can be: no flight tells of a road.
"""

from collections.abc import Iterator, Mapping, Sequence

from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.lists import Heading
from streams.core.extraction.routes.naming import Named
from streams.core.extraction.routes.propernames import name_end

LASTS = 3
"""For how many sentences a route is the topic after it was last spoken of; from paragraph to paragraph for one."""
_OPENS = 3
"""Within how many tokens of its beginning a sentence without a subject says its state: "Still closed."."""
_BESIDE = 4
"""Within how many tokens of what befalls them those who pass must be spoken of."""
_WHO = 3
"""Within how many tokens before what they do those who pass are named."""
_SHORT = 12
"""How many tokens such a sentence may have."""


def topic_of(
    reading: Reading, groups: Mapping[int, Sequence[Group]], at: int, under: Sequence[Heading | None]
) -> tuple[Named, ...]:
    """The routes that sentence ``at`` of a reading may speak of without naming them; empty where there are none.

    ``under`` are the headings of lists: the entries of a list speak each of its own.
    """
    sentence = reading.sentences[at]
    for back in range(1, LASTS + 1):
        if at - back < 0:
            return ()
        before = reading.sentences[at - back]
        if before.field != sentence.field and sentence.index >= LASTS:
            return ()
        if before.field == sentence.field and before.block != sentence.block and back > 1:
            return ()
        row = before.text.endswith("|")
        if under[at] is not None and before.field == "text" and not row:
            return ()
        if at - back in groups:
            routes = [route for group in groups[at - back] for route in group.routes]
            return tuple(dict.fromkeys(routes))
    return ()


def fitting(sentence: Sentence, first: int, last: int, topic: Sequence[Named]) -> tuple[Named, ...]:
    """Those of the topic that tokens first to last (inclusive) can speak of: ships of a port, planes of an airport.

    Empty where those who pass are not spoken of, or more than one route fits, for then it is not told which.
    """
    start, end = max(0, first - _BESIDE), last + _BESIDE
    if not sentence.has("passage.nobody", "passage.none", "topic.by", "topic.traffic", start=start, end=end):
        return ()
    said = {mark.value for _, mark in sentence.find("topic.by", start=start, end=end)}
    fits = tuple(route for route in topic if not said or route.kind in said)
    return fits if len(fits) == 1 else ()


def parts(sentence: Sentence, groups: Sequence[Group], topic: Sequence[Named]) -> Iterator[Group]:
    """The words for a part of the route that is the topic, as what points to it: "the deck", "both lanes"."""
    for at, mark in sentence.find("topic.part", "topic.labelled"):
        labelled = mark.cls == "topic.part" or sentence.match(at - 1, "route.label_mark")
        if not labelled or any(group.first <= at <= group.last for group in groups):
            continue  # "Monywa road: bridge down at Chaung-U"
        whole = [route for route in topic if route.kind == mark.value]
        before = at
        while before > 0 and sentence.match(
            before - 1, "route.adjective", "route.ordinal", "route.generic", "numeral.unit"
        ):
            before -= 1
        counted = sentence.has("numeral.unit", start=before, end=at)
        determined = (
            counted
            or sentence.match(before, "route.every") > 0
            or before == 0
            or mark.cls == "topic.labelled"
            or sentence.match(before - 1, "route.definite", "route.both", "topic.one_of")
        )
        if len(whole) == 1 and determined and not sentence.match(mark.end, "route.of"):
            yield Group(sentence, at, mark.end - 1, tuple(whole), pointing=True)


def elliptic(sentence: Sentence, at: int, topic: Sequence[Named]) -> Group | None:
    """The topic as the subject of a cue at token ``at`` that opens a short sentence: "Closed until further notice."."""
    if at > _OPENS or len(sentence.tokens) > _SHORT or len(topic) != 1 or sentence.asks():
        return None
    if any(
        not sentence.match(i, "route.passing_adverb", "route.not", "route.be")
        and sentence.tokens[i].shape not in ("mark", "number")
        for i in range(at)
    ):
        return None
    return Group(sentence, at, at, tuple(topic), pointing=True)


def elsewhere(sentence: Sentence, topic: Sequence[Named]) -> bool:
    """Whether the sentence speaks of another place or way: "in Lahore police stopped lorries", "by a road that is narrow"."""
    if any(sentence.match(at - 1, "route.indefinite") and at > 1 for at, _ in sentence.find("route.head")):
        return True
    known = {word for route in topic for form in route.forms for word in form.lower().replace("-", " ").split()}
    return any(
        mark.end < len(sentence.tokens)
        and sentence.tokens[mark.end].capital
        and sentence.lower[mark.end] not in known
        and not sentence.match(mark.end, "calendar.month", "calendar.weekday", "route.no_name")
        for _, mark in sentence.find("topic.elsewhere")
    )


def of_other_kind(sentence: Sentence, group: Group, first: int, last: int) -> bool:
    """Whether those of whom tokens first to last tell cannot be on the routes of a group: trains on a road."""
    kinds = {mark.value for _, mark in sentence.find("topic.by", start=first, end=last + 1)}
    return bool(kinds) and kinds.isdisjoint(route.kind for route in group.routes)


def by_other_means(sentence: Sentence, group: Group, first: int, last: int) -> bool:
    """Whether those who pass never take what is named before them: "the A20 is closed, while trains are running normally"."""
    plain = all(route.kind in ("road", "airport") for route in group.routes)
    apart = group.last < first and sentence.has("route.break_hard", start=group.last + 1, end=first + 1)
    return plain and apart and of_other_kind(sentence, group, max(group.last + 1, first - _WHO), last)


def told_elsewhere(sentence: Sentence, group: Group, first: int, last: int) -> bool:
    """Whether tokens first to last tell, behind a route and in a clause of their own, who passes in another place.

    As in "Pekoa airport is closed, and flights go on as usual in Port Vila".
    """
    if sentence.match(first, "route.access") and sentence.match(first + 1, "route.to_do"):
        return group.last < first  # "the RN2 is free, but access to the park is forbidden"
    if group.last >= first or not sentence.has("passage.break", start=group.last + 1, end=first + 1):
        return False
    own = {word for route in group.routes for form in route.forms for word in form.lower().split()}
    return any(
        name_end(sentence, mark.end) > mark.end
        and sentence.lower[mark.end] not in own
        and not sentence.match(mark.end, "calendar.month", "calendar.weekday", "route.no_name")
        for _, mark in sentence.find("passage.elsewhere", start=first, end=last + _BESIDE)
    )


def stuck_near(sentence: Sentence, at: int) -> bool:
    """Whether a place begins at a token near which something befell those who pass, and not on a route: "cars stuck near Arshaly"."""
    near = sentence.match(at, "topic.near")
    return near > 0 and at + near < len(sentence.tokens) and sentence.tokens[at + near].capital
