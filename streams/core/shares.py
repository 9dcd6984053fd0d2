"""Shares: the several things that one fact adds to what a rule counts: an area and its toll, a route, a cause."""

from collections.abc import Iterable, Iterator, Sequence

from streams.core.claims import Share
from streams.core.conditions import Subject
from streams.core.facts import Casualties, Place, Route
from streams.core.grouping import label
from streams.core.places import lowest_common_area
from streams.core.rules import FirstSeenRule, ThresholdRule
from streams.core.rules.fields import OverItems
from streams.core.spelling import plain


def shares(rule: OverItems, subject: Subject) -> tuple[Share, ...]:
    """What a subject adds; nothing for rules that count items, sources, or one toll."""
    if isinstance(rule, FirstSeenRule):
        return tuple(Share(name=name) for name in _named(rule.field, subject))
    if not isinstance(rule, ThresholdRule) or rule.measure == "highest":
        return ()
    if rule.measure == "distinct":
        return tuple(Share(name=name) for name in _named(_ONE_OF.get(rule.count or "", ""), subject))
    fact, path = subject.fact, area_path(subject.places)
    if not isinstance(fact, Casualties) or not path:
        return ()
    return (Share(name=path, value=fact.count_min, value_max=fact.count_max),)


_ONE_OF = {"areas": "area", "countries": "country", "routes": "route"}


def _named(field: str, subject: Subject) -> Iterator[str]:
    """The values of a field; none where the subject does not say."""
    fact, places = subject.fact, subject.places
    if field == "area" and (path := area_path(places)):
        yield path
    elif field == "country":
        yield from dict.fromkeys(place.country for place in places if place.country)
    elif field == "admin1":
        yield from dict.fromkeys("/".join(_around(place)[:2]) for place in places if len(_around(place)) > 1)
    elif field == "route" and isinstance(fact, Route):
        yield label(subject.reading.register.route_key(fact))
    elif field == "cause" and isinstance(fact, Casualties) and fact.cause:
        yield fact.cause
    elif field == "outcome" and isinstance(fact, Casualties):
        yield fact.outcome


def joined(one: Iterable[Share], other: Iterable[Share]) -> tuple[Share, ...]:
    """The shares of two facts of one item: of one thing the higher figure."""
    found = {share.name: share for share in one}
    for share in other:
        known = found.get(share.name)
        if known is None or (share.value or 0) > (known.value or 0):
            found[share.name] = share
    return tuple(found.values())


def area_path(places: Sequence[Place]) -> str:
    """The area that a figure is stated for, after those that it lies in: ``SYR/Idlib/Ariha``. Empty for none or several."""
    place = lowest_common_area(places) if places else None
    return "" if place is None else "/".join(_around(place))


def _around(place: Place) -> tuple[str, ...]:
    """A place after the areas that it lies in, as far as a gazetteer knows them."""
    if place.country is None:
        return (plain(place.name).title() or place.name,)
    name = place.canonical or place.name
    above = {
        "country": (),
        "admin1": (place.country,),
        "admin2": (place.country, place.admin1),
        "place": (place.country, place.admin1, place.admin2),
    }[place.level]
    own = place.country if place.level == "country" else name
    return (*(one for one in above if one), own)
