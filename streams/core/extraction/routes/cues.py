"""Cues: the forms of the tables that tell a state (cut, reopened, no way through, one lane), and the routes each is said of.

A cue is bound to a group of routes by where it stands beside it (``binding``): what it then says of the group is its verdict
(``verdicts``). Without a group in its sentence it may be said of the topic.
"""

from collections.abc import Iterator, Sequence
from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.binding import (
    compounded,
    fronted,
    is_passive,
    is_placing,
    nearest,
    object_behind,
    object_of,
    owned,
    relative_object,
    subject_before,
)
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.naming import Named
from streams.core.extraction.routes.nouns import noun_verdict
from streams.core.extraction.routes.openings import is_followed
from streams.core.extraction.routes.passage import negated
from streams.core.extraction.routes.statements import Cue, Said
from streams.core.extraction.routes.topics import (
    by_other_means,
    elliptic,
    fitting,
    of_other_kind,
    stuck_near,
    told_elsewhere,
)
from streams.core.extraction.routes.verdicts import use_verdict, verdict
from streams.core.facts import RouteState

_CLASSES = ("route.is", "route.does", "route.goes", "route.noun", "route.use", "route.planned")


def cues(sentence: Sentence, taken: set[int]) -> Iterator[Cue]:
    """The longest cue at each token that is not ``taken`` by a name."""
    other: dict[int, int] = {}
    """The tokens of other senses, and where these end: a longer cue ("works in the usual mode") outweighs them."""
    for at, mark in sentence.find("route.no_cue"):
        other.update((inner, max(mark.end, other.get(inner, 0))) for inner in range(at, mark.end))
    held = {at for at, _ in sentence.find(*_CLASSES)} - taken
    at = 0
    while at < len(sentence.tokens):
        marks = [] if at not in held else [mark for mark in sentence.marks(at) if mark.cls in _CLASSES]
        end = max((mark.end for mark in marks), default=0)
        if sentence.match(end - 1, "route.on") and sentence.match(end, "route.weekday", "calendar.weekday"):
            end = max((mark.end for mark in marks if mark.end < end), default=end)  # "came down on Monday"
        if not marks or end <= other.get(at, 0):
            at += 1
            continue
        longest = [mark for mark in marks if mark.end == end]
        yield Cue(at, end, {mark.cls: mark.value for mark in longest})
        at = end


def bound(sentence: Sentence, groups: Sequence[Group], cue: Cue) -> Iterator[Said]:
    """The statements of one cue: none, when no route stands where its subject or object would."""
    classes = cue.values
    helped = "route.is" in classes and is_passive(sentence, cue.at)
    passive = helped and not sentence.lexicon.words("grammar.inverts")  # "был закрыт мост": the subject stands behind
    if "route.use" in classes:
        ahead = [one for one in groups if one.first < cue.at] if _returned(sentence, cue) else groups
        found = (
            _told_of_subject(sentence, groups, cue) or _along(sentence, ahead, cue) or nearest(sentence, ahead, cue.at)
        )
        elsewhere = (
            found is not None
            and classes["route.use"] == "open"
            and (
                told_elsewhere(sentence, found, cue.at, cue.end - 1)
                or by_other_means(sentence, found, cue.at, cue.end - 1)
            )
        )
        if found and not elsewhere:
            yield from use_verdict(sentence, found, cue, classes["route.use"])
    elif "route.planned" in classes:
        found = subject_before(sentence, groups, cue, passive=True)
        if found and negated(sentence, cue.at) and classes["route.planned"] == "open":
            yield Said(found, "severed", "reported", cue.at, cue.end - 1)  # "ne rouvrira pas avant lundi"
        elif found:
            yield Said(found, cast("RouteState", classes["route.planned"]), "threatened", cue.at, cue.end - 1)
    elif right := object_behind(sentence, groups, cue.end) if "route.does" in classes and not passive else None:
        yield from verdict(sentence, right, cue, classes["route.does"])
    elif noun := _of_noun(sentence, groups, cue) if "route.noun" in classes and not passive else None:
        yield from noun_verdict(sentence, noun, cue, classes["route.noun"])
    elif relative := relative_object(sentence, groups, cue) if "route.does" in classes and not passive else None:
        yield from verdict(sentence, relative, cue, classes["route.does"])
    elif first := fronted(sentence, groups, cue) if "route.does" in classes and not passive else None:
        yield from verdict(sentence, first, cue, classes["route.does"])
    elif (same := _followed(sentence, groups, cue)) is not None:
        yield from verdict(sentence, same, cue, next(iter(classes.values())))
    elif behind := _verb_first(sentence, groups, cue, passive=helped):
        yield from verdict(sentence, behind, cue, classes.get("route.is") or classes["route.goes"])
    else:
        yield from _of_subject(sentence, groups, cue, passive=helped)


def _along(sentence: Sentence, groups: Sequence[Group], cue: Cue) -> Group | None:
    """The route behind a cue on which those are who would pass; trains are on no road: "no trains on that stretch"."""
    found = object_behind(sentence, groups, cue.end, onto=True)
    other = found is not None and found.pointing and of_other_kind(sentence, found, cue.at, cue.end - 1)
    if found is not None and is_placing(sentence, found) and _labelled(sentence, groups, cue):
        return None  # "طريق مناخة - الحديدة: السير متوقف عند نقيل مناخة"
    return None if other else found


def _labelled(sentence: Sentence, groups: Sequence[Group], cue: Cue) -> bool:
    """Whether a route stands as a label before the clause of a cue."""
    return any(
        group.last < cue.at and sentence.lower[group.last + 1 : group.last + 2] == (":",)
        for group in groups
        if not any(sentence.lower[at] in (".", ";") for at in range(group.last + 1, cue.at))
    )


def _told_of_subject(sentence: Sentence, groups: Sequence[Group], cue: Cue) -> Group | None:
    """The subject of which a cue is told by "be": "la N102 est en circulation alternée à la hauteur du pont de Bara"."""
    be = cue.at - (sentence.match(cue.at - 1, "grammar.preposition") > 0)
    return subject_before(sentence, groups, cue, passive=True) if sentence.match(be - 1, "route.be") else None


def _followed(sentence: Sentence, groups: Sequence[Group], cue: Cue) -> Group | None:
    """The route of an earlier state, of which a cue tells what followed: "reopened before being sealed again"."""
    if not is_followed(sentence, cue):
        return None
    return next((group for group in reversed(groups) if group.last < cue.at), None)


def _verb_first(sentence: Sentence, groups: Sequence[Group], cue: Cue, *, passive: bool) -> Group | None:
    """The group behind a cue that opens its clause: "Cerrada la vía a Bara", "Colapsó el puente Bara", "fue abierta la A-6"."""
    told = "route.is" in cue.values or ("route.goes" in cue.values and not passive)
    if not sentence.lexicon.words("grammar.head_first") or not told:
        return None
    step = cue.at - 1
    while step >= 0 and sentence.match(step, "route.passing_adverb", "route.still", "grammar.have", "route.be"):
        step -= 1
    opens = step < 0 or sentence.tokens[step].shape == "mark" or sentence.match(step, "route.and_then") > 0
    ahead = all(group.first > cue.at for group in groups)
    if not opens and not (ahead and (passive or _place_first(sentence, cue.at, step))):
        return None
    aside = (
        "route.is" in cue.values and sentence.match(cue.end, "grammar.preposition") > 0
    )  # "Reabierta al tráfico la A-6"
    return object_behind(sentence, groups, cue.end, onto=aside)


def _place_first(sentence: Sentence, at: int, last: int) -> bool:
    """Whether only where it is stands before a verb and its subject: "На кордоні з Угорщиною не працює пункт «Чоп»".

    What is only damaged there may be passed.
    """
    placed = sentence.lexicon.words("grammar.articleless") and sentence.match(0, "place.in") > 0
    told = placed and not sentence.match(at, "route.damaged")
    return bool(told) and all(token.shape == "word" for token in sentence.tokens[: last + 1])


def _returned(sentence: Sentence, cue: Cue) -> bool:
    """Whether those who would pass were sent back to somewhere, which is not closed: "sent back to the Reni crossing"."""
    return cue.values["route.use"] == "turned" and sentence.match(cue.end, "route.to_do") > 0


def _of_noun(sentence: Sentence, groups: Sequence[Group], cue: Cue) -> Group | None:
    """The group of which a noun tells: "the closure of the M5", "the M5 closure", "its closure"."""
    noun = (
        object_of(sentence, groups, cue.end) or compounded(sentence, groups, cue.at) or owned(sentence, groups, cue.at)
    )
    if noun is None and sentence.lexicon.words("grammar.head_first"):
        return object_behind(sentence, groups, cue.end)  # Arabic and Slavic put no "of" between them
    return noun


def _of_subject(sentence: Sentence, groups: Sequence[Group], cue: Cue, *, passive: bool) -> Iterator[Said]:
    """What a cue says of the group before it: "the M5 is cut", "the border post closed"."""
    if _attributed(sentence, cue):
        return
    for cls in ("route.is", "route.goes"):
        if cls in cue.values and (cls == "route.is" or not passive):
            subject = subject_before(sentence, groups, cue, passive=passive)
            if subject:
                yield from verdict(sentence, subject, cue, cue.values[cls])
                return


def _attributed(sentence: Sentence, cue: Cue) -> bool:
    """Whether a single word describes the noun behind it: "runs services on the open sections", "and normal traffic"."""
    behind = sentence.tokens[cue.end] if cue.end < len(sentence.tokens) else None
    noun = sentence.match(cue.end, "route.traffic", "passage.traffic", "route.heads", "route.part") > 0
    plain = behind is not None and behind.shape == "word" and not behind.capital
    return cue.end - cue.at == 1 and plain and noun and "route.is" in cue.values and not is_passive(sentence, cue.at)


def of_topic(sentence: Sentence, topic: Sequence[Named], cue: Cue) -> Iterator[Said]:
    """What a cue says of the topic: what befalls those who would pass, or a state without a subject."""
    if "route.use" in cue.values and not sentence.match(cue.at, "topic.never") and not stuck_near(sentence, cue.end):
        routes = fitting(sentence, cue.at, cue.end - 1, topic)
        if routes:
            group = Group(sentence, cue.at, cue.at, routes, pointing=True)
            yield from use_verdict(sentence, group, cue, cue.values["route.use"])
    elif "route.is" in cue.values and (whole := elliptic(sentence, cue.at, topic)):
        yield from verdict(sentence, whole, cue, cue.values["route.is"])


def included(sentence: Sentence, groups: Sequence[Group], said: Sequence[Said]) -> Iterator[Said]:
    """What is said of several, for one of them that is named: "six roads were closed, including the N3"."""
    found = [at for at, _ in sentence.find("route.including")]
    comprised = [at for at, _ in sentence.find("route.comprises") if not found and groups and at < groups[0].first]
    found = found or comprised[-1:]
    several = [at for at, _ in sentence.find("route.heads", end=found[0] if found else 0)]
    if not several:
        return
    low = several[-1] - bool(comprised)  # "closed roads include"
    told = [
        cue
        for cue in cues(sentence, set())
        if low <= cue.at < found[0] and not cue.values.keys().isdisjoint(_OF_SEVERAL)
    ]
    for group in groups:
        if told and group.first > found[0] and all(one.group is not group for one in said):
            cls = next(name for name in _OF_SEVERAL if name in told[0].values)
            yield from verdict(sentence, group, told[0], told[0].values[cls])


_OF_SEVERAL = ("route.is", "route.goes")
