"""Ground: what is known of routes and places beyond the words of a sentence, for reading names."""

from collections.abc import Callable
from dataclasses import dataclass

from streams.core.extraction.places import PlaceMentions
from streams.core.extraction.places.weighing import Found
from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.mention import Mention
from streams.core.extraction.routes.naming import Named
from streams.core.extraction.routes.propernames import name_end
from streams.core.facts import RouteKind
from streams.core.places.gazetteer import Gazetteer
from streams.core.routes import RouteTable

_ENDS = (
    "grammar.preposition", "grammar.be", "grammar.have", "grammar.aux", "grammar.conjunction", "grammar.say",
    "route.is", "route.does", "route.goes", "route.noun", "route.use", "route.passing_adverb", "route.itself", "route.not",
    "route.still", "route.future", "route.which", "passage.takes", "passage.lets", "grammar.pronoun", "grammar.verb",
    "grammar.adverb", "grammar.determiner",
)  # fmt: skip
"""What may stand right behind a word of kind that is no part of another noun."""

_KINDS: dict[RouteKind, str] = {"airport": "airport", "port": "port", "crossing": "crossing"}
"""Kinds of which a town has one as a rule, so that "the airport" is its own."""
_CLAUSE = 12
"""Within how many tokens behind the town that opens a clause its airport is spoken of."""
_BACK = 3
"""How many sentences back the town may stand of which "the airport" is."""


@dataclass(frozen=True)
class Ground:
    """The operator's routes, the gazetteer, and the places that the item names (found when they are asked for)."""

    table: RouteTable
    gazetteer: Gazetteer | None
    places: Callable[[], PlaceMentions]

    def town(self, name: str) -> bool:
        """Whether a name is a place below a country."""
        return self.gazetteer is not None and any(one.level != "country" for one in self.gazetteer.named(name))

    def country(self, name: str) -> bool:
        """Whether a name is that of a country or of a first-level area."""
        return self.gazetteer is not None and any(one.level == "country" for one in self.gazetteer.named(name))

    def towns(self, ends: tuple[str, str]) -> bool:
        """Whether both names are places between which a way may lead."""
        return all(self.town(end) for end in ends)

    def anchored(self, mention: Mention, sentence: Sentence, *, here: bool = False) -> Named | None:
        """The route that "the airport", named nowhere in the item, is by the town named last before it.

        ``here``: only a town that the same clause opens with ("At Ravenna the port works").
        """
        word = _KINDS.get(mention.kind)
        if (
            word is None
            or mention.name is not None
            or mention.count != 1
            or sentence.match(mention.head, "route.no_town")
            or _runs_on(sentence, mention.last + 1)
        ):
            return None
        town = (
            self._town_opening(sentence, mention.first)
            if here
            else self._town_before(sentence, mention.first, mention.kind)
        )
        if town is None:
            return None
        own = (f"port of {town}",) if mention.kind == "port" else (f"{town} {word}",)
        return Named(mention.kind, [*own, *mention.forms], described=True)

    def _town_opening(self, sentence: Sentence, first: int) -> str | None:
        """The town with which the clause opens that token ``first`` stands in."""
        if first < 2 or not any(sentence.match(at, "place.in") for at in range(max(0, first - _CLAUSE), first)):
            return None
        for one in self.places().by_sentence.get((sentence.field, sentence.index), ()):
            at = one.mention.first - 1
            opens = at >= 0 and sentence.match(at, "place.in") and (at == 0 or sentence.tokens[at - 1].shape == "mark")
            clean = not any(sentence.lower[i] in (";", ".") for i in range(one.mention.last + 1, first))
            if opens and 0 < first - one.mention.last < _CLAUSE and clean and self._seat(one):
                return one.place.canonical or one.place.name
        return None

    def _town_before(self, sentence: Sentence, first: int, kind: RouteKind) -> str | None:
        """The town named last before token ``first``, in its sentence, in those just before it, or in the title."""
        named = self.places().by_sentence
        near = [one for one in named.get((sentence.field, sentence.index), ()) if one.mention.last < first]
        rest = [
            one
            for back in range(1, _BACK + 1)
            for one in reversed(named.get((sentence.field, sentence.index - back), ()))
        ]
        titled = [one for (where, _), ones in named.items() if where == "title" for one in ones]
        if kind == "port" and (sailed := _sailed_from(sentence, first)):
            return sailed
        for one in (*reversed(near), *rest, *titled):
            if self._seat(one) and one.mention.role not in ("speaker", "source", "from"):
                return one.place.canonical or one.place.name
        return None

    def _seat(self, one: Found) -> bool:
        """Whether a place is a town, or an area with a town of its name."""
        if one.place.level in ("place", "admin2"):
            return True
        named = self.gazetteer.named(one.place.name) if self.gazetteer is not None else ()
        return one.place.level == "admin1" and any(entry.level == "place" for entry in named)


def _sailed_from(sentence: Sentence, first: int) -> str | None:
    """The town from which ships go, named before token ``first``: "ferries from Cairnryan were cancelled, and the port"."""
    for _, vessel in sentence.find("route.vessel", end=first):
        from_town = sentence.match(vessel.end, "route.sails")
        end = name_end(sentence, vessel.end + from_town) if from_town else 0
        if from_town and vessel.end + from_town < end <= first:
            return sentence.words(vessel.end + from_town, end)
    return None


def _runs_on(sentence: Sentence, at: int) -> bool:
    """Whether a noun stands at a token, of which the word of kind before it only tells: "the harbour quarter"."""
    if sentence.lexicon.words("grammar.head_first") or at >= len(sentence.tokens):
        return False
    return sentence.tokens[at].shape == "word" and not sentence.match(at, *_ENDS)
