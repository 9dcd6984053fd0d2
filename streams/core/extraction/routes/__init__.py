"""Routes: which can be passed, in part, or not at all, as far as an item says so."""

import re
from collections.abc import Iterable, Iterator, Sequence

from streams.core.extraction.attribution import attribution
from streams.core.extraction.frames import scripted
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.places import places_as_written, where
from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.routes import times
from streams.core.extraction.routes.ground import Ground
from streams.core.extraction.routes.hours import windowed
from streams.core.extraction.routes.links import Look, linked
from streams.core.extraction.routes.lists import headings
from streams.core.extraction.routes.members import with_members
from streams.core.extraction.routes.naming import Named
from streams.core.extraction.routes.settlements import WAYS, in_usual_form, of_name, told_at
from streams.core.extraction.routes.statements import Said
from streams.core.extraction.routes.states import states
from streams.core.extraction.routes.stretches import closed_elsewhere
from streams.core.extraction.routes.topics import LASTS, topic_of
from streams.core.extraction.routes.towns import says_state, spoken_of
from streams.core.extraction.routes.whose import Whose
from streams.core.facts import Evidence, Route, RouteState, Scope, Status
from streams.core.routenames import endpoints, only_number, road_number
from streams.core.routes import RouteTable

_LETTERED = re.compile(r"\b[A-Z]{1,3}-?\d{1,3}[A-Z]\b|(?:^|[.;!|] |[Tt]he )[A-Z]{2,4} \d{1,4}(?:: | is | remains )")
"""A number of a road that the gate does not know for one: "DN17B", "PTH 10: closed"."""
_LISTED = re.compile(r"(?:^|[:;|])\W{0,6}\w[^:\n]{2,40}[-\u2194][^:\n]{2,40}[:|]")
"""An entry of a list that names a road by its ends alone: "Jowhar - Balcad: open"."""


_PAIRED = re.compile(r"(?:^|[.:;!] ?)[A-Z]\w+(?:[ '][A-Z]\w+)? ?[-\u2194] ?[A-Z]\w+(?:[ '][A-Z]\w+)?[:,]? \w")
"""Two names at the head of a clause, which may stand for the road between them: "Chaghcharan-Kabul is open"."""

_ENTRY = 200
"""Characters of an entry of a list, at most."""


class _Telling:
    """One statement about one route, with its stance."""

    __slots__ = ("evidence", "said", "scope", "source", "status", "still")

    def __init__(self, said: Said, scope: Scope, status: Status, evidence: Evidence, source: str | None) -> None:
        self.said = said
        self.scope = scope
        self.status = status
        self.evidence = evidence
        self.source = source
        sentence, first = said.group.sentence, max(0, min(said.group.last, said.first) - 3)
        self.still = sentence.has("route.still", "route.stay_future", start=first, end=said.last + 1)


def read(reading: Reading, knowledge: Knowledge) -> Iterable[Route]:
    """The route facts of a reading, in the order of the text: of each route the latest state that is told."""
    table = knowledge.routes or RouteTable()
    gate = knowledge.gates[reading.language]
    ground = Ground(table, knowledge.gazetteer, lambda: places_as_written(reading, knowledge))
    under = headings(reading.sentences)
    named = [gate.reads("route", one.text) or bool(_LETTERED.search(one.text)) for one in reading.sentences]
    spoken = spoken_of(reading.sentences, named)
    looks = [
        Look(
            named=named[at]
            or (heading is not None and len(one.text) < _ENTRY)
            or (kind is not None and says_state(one))
            or _names_ends(one.text),
            stated=named[at]
            and any(gate.states("route", near.text) for near in reading.sentences[at : at + LASTS + 1]),
            heading=heading,
            spoken=kind,
        )
        for at, (one, heading, kind) in enumerate(zip(reading.sentences, under, spoken, strict=True))
    ]
    groups = with_members(reading.sentences, linked(reading, looks, ground))
    told: dict[Named, list[_Telling]] = {}
    carried: Said | None = None
    for at, sentence in enumerate(reading.sentences):
        before = tuple(route for group in groups.get(at - 1, ()) for route in group.routes)
        topic = topic_of(reading, groups, at, under)
        if at not in groups and not before and not topic:
            continue
        if (drill := scripted(sentence)) is not None:
            reading.leave("route", sentence, 0, len(sentence.tokens) - 1, f"read as {drill.name}: {drill.words[0]}")
            continue
        stated = states(sentence, groups.get(at, []), before, topic, carried)
        carried = stated[-1] if stated else None
        for said in stated:
            telling = _telling(reading, said)
            for route in said.group.routes:
                told.setdefault(route.root(), []).append(telling)
    whose = Whose(reading, knowledge, told)
    for route, tellings in told.items():
        for telling in _settled(tellings):
            yield _fact(reading, knowledge, route, telling, _shown(route, telling, tellings), whose=whose)


def _names_ends(text: str) -> bool:
    """Whether a sentence may name a road by its ends alone."""
    dashed = "-" in text or "\u2194" in text
    return dashed and bool(_LISTED.search(text) or _PAIRED.search(text))


def _telling(reading: Reading, said: Said) -> _Telling:
    sentence = said.group.sentence
    ahead = said.status == "threatened"
    scope = times.scope(reading, sentence, said.group.first, said.first, said.last, ahead=ahead)
    status: Status = said.status
    if status == "reported" and _doubted(reading, sentence, said.last):
        status = "unconfirmed"
    first, last = min(said.first, said.group.first), max(said.last, said.group.last)
    return _Telling(said, scope, status, reading.evidence(sentence, first, last), attribution(sentence, said.first))


def _doubted(reading: Reading, sentence: Sentence, last: int) -> bool:
    """Whether what is said up to token ``last`` is asked, or this sentence or the opening of the next says that the report is not verified."""
    if sentence.asks(last) or sentence.has("stance.unconfirmed.after"):
        return True
    after = reading.neighbour(sentence, 1)
    return after is not None and after.block == sentence.block and after.has("route.doubt", end=8)


def _settled(tellings: Sequence[_Telling]) -> Iterator[_Telling]:
    """What stands of all that is told of one route: one asserted state, and what is denied, threatened or past beside it."""
    live = [one for one in tellings if one.scope == "new" and one.status == "reported"]
    main = [one for one in live if one.said.weight == "main"] or live
    asserted = _latest(main) if main else None
    past = [one for one in tellings if one.scope == "background" and one.status == "reported"]
    if asserted is not None and past and all(one.still for one in live) and past[-1].said.state == asserted.said.state:
        asserted = None  # "it will stay closed; it has been so since 2023"
    if asserted is not None:
        yield asserted
    for status in ("denied", "unconfirmed", "threatened"):
        seen: set[RouteState] = set()
        for one in tellings:
            state = one.said.state
            if one.scope != "new" or one.status != status or state in seen:
                continue
            reopening = (
                status == "threatened"
                and asserted is not None
                and (asserted.said.state, state) == ("severed", "open")
                and not _to_be_opened(one.said)
            )
            if asserted is not None and not reopening and (asserted.said.state == state or state != "severed"):
                continue
            if state == "restricted" and (
                status == "denied"
                or seen
                or any(other.status == status and other.said.state != state for other in tellings)
            ):
                continue
            seen.add(state)
            yield one
    if past and (asserted is None or (asserted.said.state, past[-1].said.state) == ("open", "severed")):
        yield past[-1]


def _shown(route: Named, telling: _Telling, tellings: Sequence[_Telling]) -> _Telling:
    """Of the statements that say the same, the one to quote: the last that names the route, because a quote stands alone."""
    what = (telling.said.state, telling.scope, telling.status)
    same = [one for one in tellings if (one.said.state, one.scope, one.status) == what]
    named = [one for one in same if any(form and form in one.evidence.quote for form in route.forms)]
    return telling if telling in named else (named or [telling])[-1]


def _latest(tellings: Sequence[_Telling]) -> _Telling:
    """The last state; within its sentence a limit outweighs what it limits."""
    last = tellings[-1]
    if (closure := closed_elsewhere(last.said, [one.said for one in tellings[:-1]])) is not None:
        return next(one for one in tellings if one.said is closure)
    same = [one for one in tellings if one.said.group.sentence is last.said.group.sentence]
    if any(one.said.state == "severed" for one in same):
        same = [one for one in same if one.said.state != "restricted" or not _others_late(one.said)]
        last = same[-1]
    if last.said.state == "open" and (closed := [one for one in same if _stands(one.said, last.said)]):
        return closed[-1]
    limits = [one for one in same if one.said.state == "restricted" and not _overtaken(one.said, last.said)]
    if limits and any(_but(one.said, limits[-1].said) for one in same if one.said.state == "severed"):
        return limits[-1]
    if limits and last.said.state != "restricted":
        severed = [one for one in same if one.said.state == "severed"]
        return limits[-1] if not severed or any(not one.said.limiting for one in limits) else last
    if limits and all(one.said.limiting for one in limits):
        freed = max((one.said.first for one in same if one.said.state == "open"), default=-1)
        severed = [one for one in same if one.said.state == "severed" and one.said.first > freed]
        if severed:
            return severed[-1]
    return last


def _stands(one: Said, last: Said) -> bool:
    """Whether it is said to be closed now, and no later clause says more: "is closed for the third day running"."""
    sentence = one.group.sentence
    gap = range(one.last + 1, last.first)
    now = one.state == "severed" and one.status == "reported" and sentence.match(one.first - 1, "route.now") > 0
    return now and not any(
        sentence.match(at, "route.overtakes") and not sentence.match(at, "route.with_no") for at in gap
    )


def _others_late(one: Said) -> bool:
    """Whether a limit tells only that others run late: "the line is suspended, and long-distance trains have delays"."""
    return one.group.sentence.has("route.late", start=one.first, end=one.last + 4)


def _to_be_opened(one: Said) -> bool:
    """Whether somebody means to open what is closed, which is no news of it: "is expected to be cleared within a week"."""
    return one.group.sentence.match(one.first, "route.opens", "route.cleared") > 0


def _but(one: Said, limit: Said) -> bool:
    """Whether a limit is told as an exception: "closed to airliners, but relief flights may land"."""
    sentence = one.group.sentence
    return one.last < limit.first and any(
        sentence.match(at, "clause.but")
        or (sentence.match(at, "route.and_then") and sentence.match(at + 1, "route.only"))
        for at in range(one.last + 1, limit.first + 1)
    )


def _overtaken(one: Said, last: Said) -> bool:
    """Whether a later clause tells that a limit is gone: "one long queue until midnight, and it has been moving since"."""
    sentence = one.group.sentence
    if last.state == "severed":
        again = sentence.has("passage.again", start=last.first, end=last.last + 2)
        joined = sentence.has("route.then_before", start=one.last + 1, end=last.first)
        opened = sentence.match(one.first, "route.opens") > 0 and one.last < last.first
        return opened and (again or joined)  # "opened for an hour before closing again"
    return (
        last.state == "open"
        and one.last < last.first
        and (
            sentence.has("route.until", start=one.first, end=last.first + 1)
            or windowed(sentence, one.last + 1, last.first)  # "shut from 7 to 11, traffic restored"
            or (sentence.match(last.first, "route.opens") > 0 and one.group is last.group)
            or sentence.has("passage.again", start=last.first, end=last.last + 1)
        )
    )


def _fact(
    reading: Reading, knowledge: Knowledge, route: Named, telling: _Telling, shown: _Telling, *, whose: Whose
) -> Route:
    said = telling.said
    forms = list(dict.fromkeys(form for form in route.forms if form))
    places = where(reading, knowledge, [(said.group.sentence, said.group.first, said.group.last)], about="route")
    own = [place.country for place in places if place.country]
    entry = whose.entry(route, places)
    fits = entry.countries if entry else tuple(whose.about)
    if set(own).isdisjoint(fits):
        places = (*places, *[of_it[0] for country, of_it in whose.about.items() if country in fits][:1])
        if entry and entry.endpoints and only_number(entry.name) and not any(one.country in fits for one in places):
            forms.append("-".join(entry.endpoints))  # a number alone does not say whose it is
    places = (*places, *of_name(reading, knowledge, route, places), *told_at(reading, knowledge, said, places))
    name = entry.name if entry else _name(route, forms)
    if route.kind in WAYS:
        name = name if entry else in_usual_form(reading, knowledge, name)
        pairs = [ends for form in list(forms) if (ends := endpoints(form)) is not None]
        forms = list(
            dict.fromkeys((*forms, *("-".join(ends) for ends in pairs), *_as_told(said.group.sentence, pairs)))
        )
    return Route(
        item=reading.item.id,
        evidence=(shown.evidence,),
        status=telling.status,
        scope=telling.scope,
        places=places,
        attribution=telling.source or shown.source,
        name=name,
        aliases=tuple(form for form in forms if form != name),
        route_kind=entry.kind if entry and entry.kind != "road" else route.kind,
        state=telling.said.state,
    )


def _as_told(sentence: Sentence, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """How the sentence itself joins the two ends: "Torit to Ikotos"."""
    for a, b in pairs:
        yield from (told for joint in (" to ", " and ") if (told := f"{a}{joint}{b}") in sentence.text)


def _name(route: Named, forms: Sequence[str]) -> str:
    """The shortest usual name: a road's number, else its canonical name; a described route as it is written."""
    if route.kind == "road":
        for form in forms:
            number = road_number(form)
            if number and (number[0].isalpha() or " " in form):
                return number if number[0].isalpha() else form  # "M5", but "Highway 64"
    shouted = forms[0].isupper() and " " in forms[0]
    return f"{forms[0].rsplit(' ', 1)[0].title()} {forms[0].rsplit(' ', 1)[1].lower()}" if shouted else forms[0]
