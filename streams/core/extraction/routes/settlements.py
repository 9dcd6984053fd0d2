"""Settlements that a route's own name or state tells: its two ends, its town, the towns between which it is cut."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.places import places_as_written
from streams.core.extraction.places.inflection import dictionary_form, forms_of
from streams.core.extraction.reading import Reading
from streams.core.extraction.routes.ends import linked_ends
from streams.core.extraction.routes.naming import Named
from streams.core.extraction.routes.statements import Said
from streams.core.facts import Place
from streams.core.places.gazetteer import Entry
from streams.core.routenames import core, endpoints
from streams.core.routewords import GENERIC
from streams.core.spelling import plain

WAYS = ("road", "railway", "waterway")
"""Kinds that two places may name."""
_SHORTEST = 3
"""Letters of a town's name, at least."""
_NAME = 2
"""Words of the name of a crossing that is a place's, at most."""
_TOLD = 8
"""Within how many tokens behind a state its place is told."""


def of_name(reading: Reading, knowledge: Knowledge, route: Named, places: Sequence[Place]) -> tuple[Place, ...]:
    """The places that a route's own name tells, which are not yet among ``places``: its two ends, its town."""
    told = {plain(place.name) for place in places}
    named = {plain(place.name): place for place in places_as_written(reading, knowledge).places}
    found: dict[str, Place] = {}
    countries = [place.country for place in places if place.country]
    forms_in = forms_of(reading.lexicon)
    for form in route.forms:
        ends = endpoints(form) if route.kind in WAYS else None
        if ends is not None:
            own = _usual(knowledge, ends[0], forms_in), _usual(knowledge, ends[1], forms_in)
            for place in _ends(knowledge, own, named, countries):
                found.setdefault(plain(place.name), place)
        town = named.get(core(form)) or named.get(plain(form)) or _town(knowledge, route, form, places)
        if town is not None and town.level != "country":
            found.setdefault(plain(town.name), town)
    if route.kind == "crossing" and not found:
        found.update((plain(own), Place(name=own)) for own in map(_own_name, route.forms[:1]) if own)
    return tuple(place for key, place in found.items() if key not in told and len(key) > 1)


def in_usual_form(reading: Reading, knowledge: Knowledge, name: str) -> str:
    """The name of a way with its two ends in their dictionary forms: "Костянтинівка - Покровськ"."""
    forms = forms_of(reading.lexicon)
    for end in endpoints(name) or ():
        name = name.replace(end, _usual(knowledge, end, forms))
    return name


def _usual(knowledge: Knowledge, name: str, forms: Callable[[str], Sequence[str]]) -> str:
    """A name in its dictionary form, where the gazetteer knows one: "Київ" of "Києвом"."""
    gazetteer = knowledge.gazetteer
    return name if gazetteer is None else dictionary_form(name, forms, gazetteer) or name


def _own_name(form: str) -> str:
    """The name alone of a crossing that no gazetteer knows, as people call the place: "Bashmaq" of "Bashmaq crossing"."""
    words = form.split()
    while words and words[-1].islower():
        words.pop()
    named = 0 < len(words) <= _NAME and all(word[0].isupper() and word.lower() not in GENERIC for word in words)
    return " ".join(words) if named else ""


def _ends(
    knowledge: Knowledge, ends: tuple[str, str], named: Mapping[str, Place], countries: Sequence[str]
) -> Iterator[Place]:
    """The two ends, as the item's places, else as the gazetteer has them in one country; else by name alone.

    That country is the item's, else the only one in which there are places of both names: "дорога Покровськ — Костянтинівка".
    """
    known = [named.get(plain(end)) for end in ends]
    gazetteer = knowledge.gazetteer
    entries = [
        [] if gazetteer is None else [one for one in gazetteer.named(end) if one.level != "country"] for end in ends
    ]
    there = [{one.country for one in several} for several in entries]
    sure = [place.country for place in known if place is not None and place.country]
    shared = there[0] & there[1]
    wanted = next((one for one in (*sure, *countries) if one in there[0] | there[1]), None)
    country = wanted or (shared.pop() if len(shared) == 1 else None)
    for end, place, several in zip(ends, known, entries, strict=True):
        if place is not None and place.canonical:
            yield place
            continue
        fitting = [one for one in several if country is not None and one.country == country]
        if not fitting and len({one.country for one in several}) == 1:
            fitting = list(several)  # over a border: "Дербент — Хачмас"
        largest = max(fitting, key=lambda one: (one.level == "place", one.population, one.id), default=None)
        yield _place(end, largest) if largest is not None else place or Place(name=end)


def _place(name: str, entry: Entry) -> Place:
    return Place(
        name=name, canonical=entry.name, id=entry.id, level=entry.level, lat=entry.lat, lon=entry.lon,
        country=entry.country, admin1=entry.admin1, admin2=entry.admin2,
    )  # fmt: skip


def _town(knowledge: Knowledge, route: Named, form: str, places: Sequence[Place]) -> Place | None:
    """The town of a route's own name, where the gazetteer has one in the country of its other places: "Poipet crossing"."""
    own = form.rsplit(" ", 1)[0] if route.kind in ("crossing", "airport", "port", "bridge") else ""
    if knowledge.gazetteer is None or not own or len(own) < _SHORTEST:
        return None
    countries = {place.country for place in places if place.country}
    entry = next(
        (
            one
            for one in knowledge.gazetteer.named(own)
            if one.country in countries and one.level in ("place", "admin2")
        ),
        None,
    )
    if entry is None:
        return None
    return _place(own, entry)


def told_at(reading: Reading, knowledge: Knowledge, said: Said, places: Sequence[Place]) -> tuple[Place, ...]:
    """The places at which, or between which, a state is told, not yet among ``places``: "cut between Namialo and Nacala, at Namapa"."""
    told = {plain(place.name) for place in places}
    sentence = said.group.sentence
    mentioned = places_as_written(reading, knowledge)
    found = {plain(one.place.name): one.place for one in mentioned.of(sentence) if one.mention.role == "between"}
    for one in mentioned.of(sentence):
        if one.mention.role == "at" and 0 < one.mention.first - said.last <= _TOLD and one.place.level != "country":
            found.setdefault(plain(one.place.name), one.place)
    named = {plain(place.name): place for place in mentioned.places}
    for at, _ in sentence.find("route.between", start=said.last + 1, end=said.last + _TOLD):
        linked = linked_ends(sentence, at)
        if linked is not None and all(end[:1].isupper() for end in linked[0]):
            countries = [place.country for place in places if place.country]
            for place in _ends(knowledge, linked[0], named, countries):
                found.setdefault(plain(place.name), place)
    return tuple(place for key, place in found.items() if key not in told)
