"""Naming: the routes that an item names, told apart by what can be compared, and which of them are one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.mention import Mention
from streams.core.facts import RouteKind
from streams.core.routenames import canonical_name, core, endpoints, road_number
from streams.core.routes import RouteTable
from streams.core.spelling import plain

_OVER = " pass"
"""What ends the names of roads over a height where a border may be crossed: "Los Libertadores pass"."""


_STEM = 4
"""Of so many letters at the head of a name its case changes none, or one less of a short name: "Гнівань", "Гніванню"."""


def _stem(end: str) -> str:
    word = plain(end)
    return word[: min(_STEM, max(_STEM - 1, len(word) - 1))]


@dataclass(eq=False)
class Named:
    """One route of an item, with every form in which the item names it."""

    kind: RouteKind
    forms: list[str] = field(default_factory=list)
    numbered: bool = False
    described: bool = False
    passing: bool = False
    ends: set[str] = field(default_factory=set)
    """The places that it links, folded."""
    into: "Named | None" = None
    """The route that this one turned out to be."""

    def root(self) -> "Named":
        """The route itself, once what is one has been joined."""
        route = self
        while route.into is not None:
            route = route.into
        return route

    def add(self, mention: Mention) -> None:
        self.forms.extend(form for form in mention.forms if form not in self.forms)
        self.numbered = self.numbered or mention.numbered
        self.described = self.described and mention.described
        self.passing = self.passing and mention.passing
        self.ends.update(plain(end) for end in mention.ends or ())


class Names:
    """The routes that an item names, told apart by what can be compared: number, ends, name."""

    def __init__(self, table: RouteTable, apart: frozenset[str] = frozenset(), *, cases: bool = False) -> None:
        self.table = table
        self.apart = apart
        """Words of kind by which a route is told from those of its kind: a tunnel, a pontoon."""
        self.cases = cases
        """Whether names change their endings by case, so that one road's two ends may be written in several ways."""
        self.by_key: dict[tuple[str, str], Named] = {}
        self.of: dict[int, Named] = {}

    def see(self, mention: Mention) -> None:
        if mention.name is None or (mention.described and not mention.alone):
            return
        keys = list(dict.fromkeys(self._keys(mention)))
        known = [self.by_key[key] for key in keys if key in self.by_key]
        route = known[0] if known else Named(mention.kind, described=mention.described, passing=mention.passing)
        for other in known[1:]:
            if other is not route:
                self.merge(route, other)
        route.add(mention)
        for key in keys:
            self.by_key[key] = route
        self.of[id(mention)] = route

    def known(self, route: Named) -> Named:
        """The route that is known under the name of ``route``, else ``route`` itself, which is known from now on."""
        keys: list[tuple[str, str]] = [
            (
                "road" if route.kind in ("road", "bridge", "crossing") else route.kind,
                canonical_name(route.forms[0], route.kind),
            )
        ]
        entry = self.table.likely(route.forms[0], route.kind)
        if entry is not None:
            keys.append(("entry", entry.name + entry.countries[0]))
        known = next((self.by_key[key] for key in keys if key in self.by_key), route)
        for key in keys:
            self.by_key.setdefault(key, known)
        return known.root()

    def lead_back(self, found: Sequence[Sequence[Sequence[Mention]]], sentences: Sequence[Sentence]) -> None:
        """Join what is told only by a place to the route that has a name: "the road to Mora", "the bridge near Bria"."""
        said = [
            (sentence, one)
            for sentence, groups in zip(sentences, found, strict=True)
            for group in groups
            for one in group
        ]
        for sentence, mention in said:
            route = self.of.get(id(mention))
            if mention.leads is None or route is None or route.into is not None:
                continue
            others = [
                one
                for _, other in said
                if other.leads is None and other.kind == mention.kind and (one := self.of.get(id(other))) is not None
            ]
            place = plain(mention.leads)
            ended = [one for one in others if place in one.ends]
            unique = list(dict.fromkeys(ended or (others if sentence.field == "title" else [])))
            if len(unique) == 1 and unique[0] is not route:
                self.merge(unique[0], route)

    def shorten(self, found: Sequence[Sequence[Sequence[Mention]]], sentences: Sequence[Sentence]) -> None:
        """Join a headline's short name to the full one of the text: "Kerch bridge" to "Kerch Strait Bridge"."""
        texts: list[tuple[Mention, Named]] = []
        titles: list[tuple[Mention, Named]] = []
        for sentence, groups in zip(sentences, found, strict=True):
            named = [(one, route) for group in groups for one in group if (route := self.of.get(id(one))) is not None]
            (titles if sentence.field == "title" else texts).extend(named)
        for mention, route in titles:
            words = set(core(mention.name or "").split())
            fuller = {
                id(other): other
                for one, other in texts
                if one.kind == mention.kind and words and words < set(core(one.name or "").split())
            }
            if len(fuller) == 1 and route.into is None and not any(other is route for _, other in texts):
                self.merge(next(iter(fuller.values())), route)

    def headline(self, found: Sequence[Sequence[Sequence[Mention]]], sentences: Sequence[Sentence]) -> None:
        """Join a headline's loose name to the only route of its kind in the text: "Key Darfur bridge" to "Wadi Azum bridge"."""
        titles: dict[Named, None] = {}
        texts: dict[Named, None] = {}
        sole = False
        for sentence, groups in zip(sentences, found, strict=True):
            named = (route.root() for group in groups for one in group if (route := self.of.get(id(one))) is not None)
            (titles if sentence.field == "title" else texts).update(dict.fromkeys(named))
            sole = sole or (sentence.field == "title" and sentence.has("route.sole"))
        for route in titles:
            alike = [one for one in texts if one.kind == route.kind][: 1 if sole else None]
            alone = sum(one.kind == route.kind for one in titles) == 1 and not (
                route.numbered and alike[:1] and alike[0].numbered
            )
            if route not in texts and len(alike) == 1 and alone and not route.ends:
                self.merge(alike[0], route)

    def _keys(self, mention: Mention) -> Iterable[tuple[str, str]]:
        family = "road" if mention.kind in ("road", "bridge", "crossing") else mention.kind
        for form in mention.forms:
            if mention.kind == "road" and form.lower().endswith(_OVER):
                yield family, canonical_name(form[: -len(_OVER)], "crossing")
            entry = self.table.likely(form, mention.kind)
            if entry is not None:
                yield "entry", entry.name + entry.countries[0]
                if own := road_number(entry.name):
                    yield "number", own
            number = road_number(form) if mention.kind == "road" else None
            if number:
                yield "number", number
            ends = mention.ends or endpoints(form)
            if ends and mention.kind in ("road", "railway", "waterway"):
                yield mention.kind, "=".join(sorted(plain(end) for end in ends))
                if self.cases:
                    yield "stems", "=".join(sorted(_stem(end) for end in ends))
            yield family, canonical_name(form, mention.kind)
        if mention.kind == "crossing" and mention.name:
            yield family, canonical_name(mention.name, "crossing")

    def merge(self, route: Named, other: Named) -> None:
        route.forms.extend(form for form in other.forms if form not in route.forms)
        route.numbered = route.numbered or other.numbered
        other.into = route
        for key, value in self.by_key.items():
            if value is other:
                self.by_key[key] = route
        for mention, value in self.of.items():
            if value is other:
                self.of[mention] = route
