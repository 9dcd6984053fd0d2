"""Areas: which place lies in which, and the lowest area common to several."""

from collections.abc import Sequence

from streams.core.facts import Level, Place

_WIDTH: dict[Level, int] = {"place": 0, "admin2": 1, "admin1": 2, "country": 3}


def contains(outer: Place, inner: Place) -> bool:
    """Whether ``inner`` lies in ``outer``, as far as their names of areas tell; a place does not contain itself."""
    if _WIDTH[outer.level] <= _WIDTH[inner.level] or outer.country is None or outer.country != inner.country:
        return False
    if outer.level == "country":
        return True
    name = outer.canonical or outer.name
    if outer.level == "admin1":
        return inner.admin1 == name
    return inner.admin2 == name


def lowest_common_area(places: Sequence[Place]) -> Place | None:
    """The smallest area that holds every place of a figure: of two towns of a province the province.

    An area named beside a place inside of it ("Ariha, in Idlib province") adds nothing. Places that no gazetteer knows are
    passed over when others are known. None when the known places share no country. An area that no place of the tuple
    names is given under its own name.
    """
    known = [place for place in places if place.id is not None] or list(places[:1])
    inner = [one for one in known if not any(contains(one, other) for other in known)]
    if len({(one.level, one.id or one.name) for one in inner}) <= 1:
        return inner[0] if inner else None
    for outer in sorted(known, key=lambda place: _WIDTH[place.level]):
        if all(contains(outer, one) for one in inner):
            return outer
    first = inner[0]
    if first.country is None or any(one.country != first.country for one in inner):
        return None
    admin1 = {one.canonical or one.name if one.level == "admin1" else one.admin1 for one in inner}
    if len(admin1) == 1 and (name := admin1.pop()):
        return Place(name=name, canonical=name, level="admin1", country=first.country, admin1=name)
    return Place(name=first.country, canonical=first.country, level="country", country=first.country)
