"""One closure told in several languages is one incident."""

from streams.core.facts import Route
from streams.core.items import Item
from streams.edges.rulebook import open_rulebook
from tests.cases import each
from tests.core.given import item

BOOK = open_rulebook(None)

M5 = {
    "en": "The Damascus-Aleppo highway was cut on Monday.",
    "ar": "الطريق بين دمشق وحلب مقطوع منذ الاثنين.",
}
BANGUI = {"en": "Bangui airport is closed.", "fr": "L'aéroport de Bangui est fermé."}
POKROVSK = {"en": "The Pokrovsk-Kostiantynivka road is closed.", "uk": "Дорога Покровськ — Костянтинівка перекрита."}


def keys(told: Item) -> list[dict[str, str]]:
    return [dict(BOOK.register.route_key(one)) for one in BOOK.extract(told).facts if isinstance(one, Route)]


@each("told", [M5, BANGUI, POKROVSK])
def test_a_route_told_by_its_places_has_one_key_in_each_language(told: dict[str, str]) -> None:
    found = [keys(item(text=text, language=language)) for language, text in told.items()]
    assert len(found[0]) == 1
    assert found == [found[0]] * len(told)
