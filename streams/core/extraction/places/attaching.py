"""Attaching: where a fact of a sentence happened.

``places_in`` finds and resolves an item's places once; ``places_for`` answers for one fact: the nearest place of its clause that
says where, else of its sentence, else what "the town" or "the province" points back to, else the item's headline, else what
was named last before.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.places.inflection import as_written, forms_of
from streams.core.extraction.places.mention import Mention
from streams.core.extraction.places.mentions import Finder
from streams.core.extraction.places.resolving import context_of, resolve
from streams.core.extraction.places.weighing import BEFORE, SURE, WEIGHT, About, Found, best, fullness
from streams.core.extraction.reading import Reading, Sentence
from streams.core.facts import Level, Place
from streams.core.places.areas import contains, lowest_common_area
from streams.core.places.gazetteer import Gazetteer, place_key


@dataclass(frozen=True)
class PlaceMentions:
    """An item's places, in the order of the text."""

    reading: Reading
    found: tuple[Found, ...]

    @cached_property
    def by_sentence(self) -> dict[tuple[str, int], tuple[Found, ...]]:
        grouped: dict[tuple[str, int], list[Found]] = {}
        for one in self.found:
            grouped.setdefault((one.mention.field, one.mention.sentence), []).append(one)
        return {key: tuple(ones) for key, ones in grouped.items()}

    def of(self, sentence: Sentence) -> tuple[Found, ...]:
        """The places that a sentence names."""
        return self.by_sentence.get((sentence.field, sentence.index), ())

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every place named, once."""
        return tuple(dict.fromkeys(one.place for one in self.found))


NOWHERE: tuple[Place, ...] = ()

Said = tuple[Sentence, int, int]
"""Tokens first to last (inclusive) of a sentence that tell a fact."""


def places_in(
    reading: Reading, gazetteer: Gazetteer | None, forms: Callable[[str], Sequence[str]] = as_written
) -> PlaceMentions:
    """Find and resolve the places of a reading. Never raises; linear in the length of the item."""
    if gazetteer is None:
        return PlaceMentions(reading, ())
    mentions = _levelled(Finder(reading, gazetteer, forms).mentions())
    context = context_of(reading, mentions)
    resolved = ((mention, resolve(mention, context)) for mention in mentions)
    return PlaceMentions(reading, tuple(Found(mention, place) for mention, place in resolved if place is not None))


def _levelled(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, those of a name that the item calls a town, and nowhere an area, as that town's wherever they stand."""
    stated: dict[str, set[str]] = {}
    for one in mentions:
        if one.stated is not None:
            stated.setdefault(place_key(one.name), set()).add(one.stated)
    return tuple(
        replace(one, stated="place") if one.stated is None and stated.get(place_key(one.name)) == {"place"} else one
        for one in mentions
    )


def where(reading: Reading, knowledge: Knowledge, said: Sequence[Said], *, about: About = "toll") -> tuple[Place, ...]:
    """Where a fact happened that is told at these places of an item, the fullest telling first.

    The first telling whose own sentence names a place decides.
    """
    places = _places_of(reading, knowledge)
    chosen = max(
        said, key=lambda one: (fullness(places.of(one[0]), *one, about=about), one[0].field == "text"), default=None
    )
    return NOWHERE if chosen is None else places_for(places, *chosen, about=about)


def countries_of(reading: Reading, knowledge: Knowledge) -> dict[str, list[Place]]:
    """The countries (alpha-3) that an item is about, that named most first, each with its places in the order of the text.

    Where a report was written counts only where nothing else does.
    """
    found = _places_of(reading, knowledge).found
    counted = [one for one in found if one.place.country and one.mention.role != "dateline"] or list(found)
    named: dict[str, list[Place]] = {}
    for one in counted:
        if one.place.country:
            named.setdefault(one.place.country, []).append(one.place)
    return {country: named[country] for country in sorted(named, key=lambda country: -len(named[country]))}


def _places_of(reading: Reading, knowledge: Knowledge) -> PlaceMentions:
    """The item's places, found when they are first asked for."""
    return _shared(reading, knowledge, forms_of(reading.lexicon))


def places_as_written(reading: Reading, knowledge: Knowledge) -> PlaceMentions:
    """The item's places by their names as they stand, without the forms that a language's endings give them."""
    return _shared(reading, knowledge, as_written)


def _shared(reading: Reading, knowledge: Knowledge, forms: Callable[[str], Sequence[str]]) -> PlaceMentions:
    key = "places" if forms is as_written else "places by form"
    places = reading.shared.get(key)
    if not isinstance(places, PlaceMentions):
        places = reading.shared[key] = places_in(reading, knowledge.gazetteer, forms)
    return places


def places_for(
    places: PlaceMentions, sentence: Sentence, first: int, last: int, *, about: About = "toll"
) -> tuple[Place, ...]:
    """Where the fact at tokens first to last (inclusive) of a sentence happened, the place of the fact first.

    After it stand the others of its list ("Maradi and Zinder"), and the areas in which the item says that it lies. Figures over
    several places begin with the lowest area common to them if the item names it. Empty where the item names no place.
    """
    outer = _chosen(places, sentence, first, last, about)
    if not outer:
        return NOWHERE
    chosen = _inside(places, outer)
    together = [one.place for one in _list_of(places, chosen)]
    around = list(_areas_around(places, chosen))
    figure = about in ("toll", "displaced")
    common = lowest_common_area(together) if len(together) > 1 and figure else None
    head = [] if common is None else [one for one in places.places if _same(one, common)][:1]
    if figure and all(place.id is None for place in (*together, *around)):
        around.extend(_near_unlisted(places, sentence, about))
    unique: dict[tuple[str, Level], Place] = {}
    for place in (*head, *together, *around):
        unique.setdefault((place.canonical or place.name, place.level), place)
    return tuple(unique.values())


def _chosen(places: PlaceMentions, sentence: Sentence, first: int, last: int, about: About) -> Found | None:
    here = best(places.of(sentence), sentence, first, last, about=about)
    if here is not None:
        return here
    if sentence.field == "title":
        return _lead(places, about)
    return (
        _pointed_at(places, sentence, about)
        or _headline(places, about)
        or _before(places, sentence, about)
        or _lead(places, about)
    )


def _near_unlisted(places: PlaceMentions, sentence: Sentence, about: About) -> Iterator[Place]:
    """The listed place by which one that no gazetteer has can be found: the headline's, else the one told before."""
    told = (_headline(places, about), _before(places, sentence, about))
    yield from [one.place for one in told if one is not None and one.place.id is not None][:1]


def _list_of(places: PlaceMentions, chosen: Found) -> list[Found]:
    """The chosen place and the others of its list, without the areas that it lies in ("Ariha, Idlib province")."""
    listed = [
        one
        for one in places.by_sentence.get((chosen.mention.field, chosen.mention.sentence), ())
        if one.mention.group == chosen.mention.group and one.mention.role != "speaker"
    ]
    inner = [one for one in listed if not any(contains(one.place, other.place) for other in listed)]
    if chosen not in inner:
        inner.insert(0, chosen)
    return inner


def _inside(places: PlaceMentions, outer: Found) -> Found:
    """The place of which the chosen one only says where it lies: "the Mawasi area of Khan Younis", "Dingri county in Tibet"."""
    for one in places.by_sentence[outer.mention.field, outer.mention.sentence]:
        apart = one.mention.group != outer.mention.group and one.mention.role not in ("speaker", "source", "route")
        if apart and one.mention.last < outer.mention.first and _qualifies(places.reading, outer.mention, one.mention):
            return one
    return outer


def _areas_around(places: PlaceMentions, chosen: Found) -> Iterator[Place]:
    """The districts and first-level areas around a place that the item names, the smaller first."""
    around = [one.place for one in places.found if one.place.level != "country" and contains(one.place, chosen.place)]
    around += [
        one.place
        for one in places.by_sentence[chosen.mention.field, chosen.mention.sentence]
        if one.place.country == chosen.place.country
        and one.place.level != "country"
        and _qualifies(places.reading, one.mention, chosen.mention)
    ]
    yield from sorted(around, key=lambda place: place.level == "admin1")


def _qualifies(reading: Reading, area: Mention, name: Mention) -> bool:
    """Whether an area follows a name at once to say where that is: "Laiagam in Enga", "Ariha, Idlib province"."""
    sentence = next(one for one in reading.sentences if (one.field, one.index) == (name.field, name.sentence))
    between = sentence.lower[name.last + 1 : area.first]
    typed = sentence.match(name.last + 1, "place.type")
    opens = name.last + 1 + typed
    inside = 0 < len(between) - typed <= 2 and (between[typed] in (",", "(") or sentence.match(opens, "place.within"))
    return bool(inside) and not sentence.has("grammar.and", start=name.last + 1, end=area.first)


def _pointed_at(places: PlaceMentions, sentence: Sentence, about: About) -> Found | None:
    """What "the town", "the province", "the camp" or "there" of a sentence points back to."""
    mark = next((mark for _, mark in sentence.find("place.anaphor")), None)
    if mark is None:
        return None
    if mark.value == "there":
        pointing = not sentence.match(mark.end, "grammar.be", "grammar.have")  # unlike "there were"
        return (_last_named(places, sentence) if pointing else None) or _before(places, sentence, about)
    earlier = [one for one in places.found if one.mention.role != "speaker" and one.place.level == mark.value]
    before = [one for one in earlier if one.mention.field == "title" or one.mention.sentence < sentence.index]
    stated = [one for one in before if one.mention.stated == mark.value or WEIGHT[about][one.mention.role] >= BEFORE]
    return (stated or before)[-1] if before else None


def _last_named(places: PlaceMentions, sentence: Sentence) -> Found | None:
    """The place that the sentence before names last, in whatever part: what "there" means."""
    before = places.reading.neighbour(sentence, -1)
    named = [
        one
        for one in (places.of(before) if before is not None else ())
        if one.place.level != "country" and one.mention.role not in ("speaker", "source", "dateline")
    ]
    return named[-1] if named else None


def _headline(places: PlaceMentions, about: About) -> Found | None:
    """The place of the title, below the level of a country; of one inside the other, the smaller."""
    titled = [
        one
        for one in places.found
        if one.mention.field == "title" and one.place.level != "country" and WEIGHT[about][one.mention.role] >= SURE
    ]
    inner = [one for one in titled if not any(contains(one.place, other.place) for other in titled)]
    return max(inner, key=lambda one: (WEIGHT[about][one.mention.role], -one.mention.first), default=None)


def _before(places: PlaceMentions, sentence: Sentence, about: About) -> Found | None:
    """The place of the nearest earlier sentence that has one saying where."""
    other = places.reading.neighbour(sentence, -1)
    while other is not None:
        eligible = [
            one
            for one in places.of(other)
            if one.place.level != "country" and WEIGHT[about][one.mention.role] >= BEFORE
        ]
        if eligible:
            return max(eligible, key=lambda one: (WEIGHT[about][one.mention.role], -one.mention.first))
        other = places.reading.neighbour(other, -1)
    return None


def _lead(places: PlaceMentions, about: About) -> Found | None:
    """The first place of the item that is below a country, else its first country, else where it was written."""
    eligible = [one for one in places.found if WEIGHT[about][one.mention.role] > 0]
    written = next((one for one in places.found if one.mention.role == "dateline"), None)
    return min(
        eligible,
        key=lambda one: (one.place.id is None, WEIGHT[about][one.mention.role] < SURE, one.place.level == "country"),
        default=written,
    )


def _same(one: Place, other: Place) -> bool:
    if one.level == "country":
        return other.level == "country" and one.country == other.country
    return one.level == other.level and (one.canonical, one.country) == (other.canonical, other.country)
