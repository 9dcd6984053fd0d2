"""What the tests of places share: a small gazetteer, and an item opened for reading."""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from streams.core.extraction.places import PlaceMentions, places_in
from streams.core.extraction.places.inflection import forms_of
from streams.core.extraction.reading import Reading, open_item
from streams.core.facts import Place
from streams.core.items import item_of
from streams.core.places import Entry, Literal
from streams.edges.lexicons import lexicons

HERE = Path(__file__).parent


@cache
def gazetteer() -> Literal:
    rows = YAML(typ="safe").load((HERE / "gazetteer.yaml").read_text(encoding="utf-8"))
    return Literal(
        (Entry(one, name, level, 1.0, 2.0, country, admin1, None, population), also)
        for one, name, level, country, admin1, population, also in rows
    )


def opened(text: str, *, title: str = "", language: str = "en") -> Reading:
    item = item_of(
        {"id": "a", "source": "test", "title": title, "text": text, "published": "2025-06-12T08:00:00+00:00"}
    )
    return open_item(item, language, lexicons()[language])


def found(text: str, *, title: str = "", language: str = "en") -> PlaceMentions:
    reading = opened(text, title=title, language=language)
    return places_in(reading, gazetteer(), forms_of(reading.lexicon))


def line(place: Place) -> str:
    """``NAME = CANONICAL level COUNTRY``, or ``NAME ?`` for a name that no gazetteer knows."""
    if place.id is None:
        return f"{place.name} ?"
    return f"{place.name} = {place.canonical} {place.level} {place.country}"
