"""The index of a rule set: which rules an item could concern, without asking all of them.

Each condition gives keys of which an item must have at least one to meet it: a name of a place, a word of a phrase, a
country. An item is looked up by the keys that it has. A rule whose condition gives no key, such as one on a language
alone, is asked about every item. The index never decides: the rules that it finds are judged as ever.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from streams.core.conditions import Node, Reading, kinds, leaves
from streams.core.conditions.facts import (
    AnyFactCondition,
    CasualtiesCondition,
    CeasefireCondition,
    OtherCondition,
    RouteCondition,
)
from streams.core.conditions.items import SourceCondition, TextCondition
from streams.core.conditions.outlines import cell, cells, circle_box
from streams.core.conditions.patterns import GRAM, pattern_of
from streams.core.conditions.places import POINTS, PlaceCondition, names_of, province_of
from streams.core.conditions.tree import AllOf, AlsoLeaf, AnyOf, PlaceLeaf, SourceLeaf, TextLeaf
from streams.core.conditions.words import phrase_of
from streams.core.facts import Casualties, Ceasefire, Fact, Place, Route
from streams.core.spelling import plain

Key = tuple[str, str | tuple[int, int]]
"""What kind of thing, and which: ``("country", "SYR")``."""

SHARE: Mapping[str, float] = {
    "route": 0.005, "place": 0.01, "cell": 0.01, "word": 0.01, "stem": 0.02, "admin1": 0.03, "gram": 0.05, "source": 0.05,
    "country": 0.1, "fact": 0.3,
}  # fmt: skip
"""About how large a share of items has a given key of each kind; it decides only which of a rule's keys are looked up."""

Usage = Mapping[str, int]
"""How many rules have a word in their phrases."""

_NEVER: Usage = {}

PLACE_KINDS = frozenset({"place", "country", "admin1", "cell"})
"""Keys that a place gives."""

_FEW = 64
"""Up to so many letter groups it is quicker to look for each in a text than to cut the text up."""


class Indexed(Protocol):
    """A rule, as far as its index goes."""

    @property
    def conditions(self) -> Mapping[str, Node]:
        """What the rule asks for; an item that meets none of it does not concern the rule."""

    @property
    def any_item(self) -> bool:
        """Whether any item at all concerns the rule."""


R = TypeVar("R", bound=Indexed)


class RuleIndex(Generic[R]):
    """Rules by the keys of their conditions."""

    def __init__(self, rules: Sequence[R]) -> None:
        self._rules = rules
        self._by_key: dict[Key, list[int]] = {}
        self._always: list[int] = []
        usage = Counter(word for rule in rules for word in _phrase_words(rule.conditions.values()))
        for at, rule in enumerate(rules):
            keys = None if rule.any_item else keys_of(rule.conditions.values(), usage)
            if keys is None:
                self._always.append(at)
            else:
                for key in keys:
                    self._by_key.setdefault(key, []).append(at)
        self._kinds = frozenset(kind for kind, _ in self._by_key)
        self._words = frozenset(self._named("word"))
        self._stems: dict[int, frozenset[str]] = {
            length: frozenset(stem for stem in self._named("stem") if len(stem) == length)
            for length in {len(stem) for stem in self._named("stem")}
        }
        self._grams = frozenset(self._named("gram"))

    def candidates(self, reading: Reading) -> list[R]:
        """The rules that the item could concern, in their order."""
        found = set(self._always)
        for key in self._keys(reading):
            found.update(self._by_key.get(key, ()))
        return [self._rules[at] for at in sorted(found)]

    @property
    def facts_asked(self) -> frozenset[str] | None:
        """Words of facts of which an item has one if any rule could concern it; None where rules ask for other things."""
        return None if self._always or self._kinds - {"fact"} else frozenset(self._named("fact"))

    def _named(self, kind: str) -> Iterator[str]:
        return (name for what, name in self._by_key if what == kind and isinstance(name, str))

    def _keys(self, reading: Reading) -> Iterator[Key]:
        """Every key that the item has, as far as rules ask for such keys."""
        sheet = reading.sheet
        if "source" in self._kinds:
            yield from (("source", name) for name in _source_names(reading))
        for fact in sheet.facts:
            yield "fact", fact_word(fact)
            if "route" in self._kinds:
                yield from (("route", name) for name in reading.route_names(fact))
        if self._kinds & PLACE_KINDS:
            for place in reading.places:
                yield from _place_keys(place)
        if self._words or self._stems:
            for words in reading.words.values():
                yield from (("word", word) for word in words.known if word in self._words)
                for length, stems in self._stems.items():
                    yield from (("stem", stem) for stem in {word[:length] for word in words.known} if stem in stems)
        if self._grams:
            for text in (sheet.title.casefold(), sheet.text.casefold()):
                yield from (("gram", gram) for gram in _grams_in(text, self._grams))


def keys_of(conditions: Iterable[Node], usage: Usage = _NEVER) -> frozenset[Key] | None:
    """Keys of which an item has one if it meets any of the conditions; None where there is no such choice.

    ``usage`` is how often the phrases of the set have each word: of "Kalma camp" the word that few other rules have.
    """
    found: frozenset[Key] = frozenset()
    for condition in conditions:
        best = _best(_choices(condition, usage, whole=not kinds(condition)))
        if best is None:
            return None
        found |= best
    return found


def _best(choices: Iterable[frozenset[Key]]) -> frozenset[Key] | None:
    """The choice that the fewest items are likely to meet."""
    return min(choices, key=lambda keys: (sum(SHARE[kind] for kind, _ in keys), sorted(map(str, keys))), default=None)


def _choices(node: Node, usage: Usage, *, whole: bool) -> list[frozenset[Key]]:
    """Sets of keys; whoever meets the node has a key of each of these sets. ``whole``: it is judged on whole items."""
    match node:
        case AllOf():
            return [choice for one in node.all for choice in _choices(one, usage, whole=whole)]
        case AnyOf():
            each = [_best(_choices(one, usage, whole=whole)) for one in node.any]
            known = [one for one in each if one is not None]
            return [frozenset().union(*known)] if len(known) == len(each) else []
        case AnyFactCondition():
            return list(_of_fact(node))
        case AlsoLeaf():
            return list(_of_fact(node.also))
        case PlaceLeaf():
            return list(_of_named(node.place, usage) if whole and node.place.by_name else _of_place(node.place))
        case SourceLeaf():
            return list(_of_source(node.source))
        case TextLeaf():
            return list(_of_text(node.text, usage))
        case _:
            return []


def _of_fact(asked: AnyFactCondition) -> Iterator[frozenset[Key]]:
    match asked:
        case CasualtiesCondition():
            words = [f"casualties {word}" for word in asked.outcome]
        case RouteCondition():
            words = [f"route {word}" for word in asked.state]
            if asked.route is not None:
                yield frozenset(("route", plain(name)) for name in asked.route)
        case CeasefireCondition():
            words = [f"ceasefire {word}" for word in asked.state]
        case OtherCondition():
            words = [f"other {word}" for word in asked.kind]
        case _:
            return
    yield frozenset(("fact", word) for word in words)


def fact_word(fact: Fact) -> str:
    """The word of a fact that rules are looked up by: its kind and what it says, such as ``route severed``."""
    match fact:
        case Casualties():
            return f"casualties {fact.outcome}"
        case Route():
            return f"route {fact.state}"
        case Ceasefire():
            return f"ceasefire {fact.state}"
        case _:
            return f"other {fact.kind}"


def _of_place(asked: PlaceCondition) -> Iterator[frozenset[Key]]:
    if asked.name is not None:
        yield frozenset(("place", plain(name)) for name in asked.name)
    if asked.country is not None:
        yield frozenset(("country", country) for country in asked.country)
    if asked.admin1 is not None:
        yield frozenset(("admin1", plain(name)) for name in asked.admin1)
    boxes = [asked.polygon.box] if asked.polygon is not None else []
    if asked.of is not None and asked.within is not None and (around := circle_box(asked.of, asked.within)) is not None:
        boxes.append(around)
    for box in boxes:
        if (within := cells(box)) is not None:
            yield frozenset(("cell", one) for one in within)


def _of_named(asked: PlaceCondition, usage: Usage) -> Iterator[frozenset[Key]]:
    """Of an item as a whole, whose words may name the place where no fact does. Names of countries are not known here."""
    for kind, names in (("place", asked.name), ("admin1", asked.admin1)):
        if names is not None:
            yield frozenset(key for name in names for key in ((kind, plain(name)), _of_phrase(name, usage)))


def _place_keys(place: Place) -> Iterator[Key]:
    for name in names_of(place):
        yield "place", name
    if place.country is not None:
        yield "country", place.country
    if province := province_of(place):
        yield "admin1", plain(province)
    if place.lat is not None and place.lon is not None and place.level in POINTS:
        yield "cell", cell((place.lat, place.lon))


def _of_source(asked: SourceCondition) -> Iterator[frozenset[Key]]:
    if asked.name is not None:
        yield frozenset(("source", plain(name)) for name in asked.name)


def _source_names(reading: Reading) -> set[str]:
    """Every name, folded, by which a condition may call the item's source."""
    written = reading.sheet.source
    return {plain(written), plain(reading.register.source_name(written)), *map(plain, reading.source.aliases)}


def _of_text(asked: TextCondition, usage: Usage) -> Iterator[frozenset[Key]]:
    """One set for all phrases and patterns together, as each of them is enough; none where a pattern has no anchor."""
    anchors = [pattern_of(pattern).anchor for pattern in asked.pattern or ()]
    known = [anchor for anchor in anchors if anchor is not None]
    if len(known) == len(anchors):
        yield frozenset(
            (*(_of_phrase(phrase, usage) for phrase in asked.phrase or ()), *(("gram", one) for one in known))
        )


def _of_phrase(phrase: str, usage: Usage) -> Key:
    """The word of a phrase that is likely to be the rarest: written whole, in few other rules, long."""
    term = min(phrase_of(phrase), key=lambda one: (one.open, usage.get(one.word, 0), -len(one.word)))
    return ("stem" if term.open else "word"), term.word


def _phrase_words(conditions: Iterable[Node]) -> Iterator[str]:
    for condition in conditions:
        for _, one in leaves(condition):
            if isinstance(one, TextLeaf):
                yield from {term.word for phrase in one.text.phrase or () for term in phrase_of(phrase)}


def _grams_in(text: str, grams: frozenset[str]) -> Iterable[str]:
    if len(grams) <= _FEW:
        return [gram for gram in grams if gram in text]
    return {text[at : at + GRAM] for at in range(len(text) - GRAM + 1)} & grams
