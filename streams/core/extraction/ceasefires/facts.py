"""Facts of ceasefires: a statement with its scope, its sides, its places and its evidence."""

from collections.abc import Sequence

from streams.core.ceasefires import CeasefireTable
from streams.core.extraction.attribution import attribution
from streams.core.extraction.ceasefires.ages import begins, bygone, dated, habitual
from streams.core.extraction.ceasefires.parties import parties_of
from streams.core.extraction.ceasefires.statements import Said
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.places import where
from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.stance import scope_of
from streams.core.facts import Ceasefire, Scope


class Telling:
    """A statement with its scope."""

    __slots__ = ("said", "scope")

    def __init__(self, said: Said, scope: Scope) -> None:
        self.said = said
        self.scope = scope


def scope(reading: Reading, sentence: Sentence, one: Said) -> Scope:
    """Whether a statement is of now or of before; what dates the truce itself does not date what became of it."""
    first, last = min(one.first, one.truce.first), max(one.last, one.truce.last)
    own = dated(reading, sentence, one) | begins(reading, sentence, one)
    told, _ = scope_of(reading, sentence, first, last, own)
    since = one.state in ("violated", "collapsed") or (one.state == "agreed" and one.truce.last < one.first)
    if since and not one.implied and sentence.has("truce.ever_since", start=first - 3, end=first):
        return "background"  # "the fourth killed since the ceasefire was broken"
    if one.state == "violated" and habitual(reading, sentence, one, own):
        return "background"
    if one.status == "reported" and bygone(reading, sentence, one, own):
        return "background"
    if (
        told == "new"
        and sentence.has("truce.season")
        and sentence.has("route.had", start=max(0, first - 3), end=last + 1)
    ):
        return "background"
    return told


def fact(reading: Reading, knowledge: Knowledge, telling: Telling, tellings: Sequence[Telling]) -> Ceasefire:
    """The fact that a statement makes; what others of the item say of the same state may name its sides."""
    table = knowledge.ceasefires or CeasefireTable()
    one = telling.said
    sentence = one.sentence
    same = [other.said for other in tellings if other.said.state == one.state]
    parties = next((found for other in [one, *same] if (found := parties_of(other))), ())
    places = where(reading, knowledge, [(sentence, one.first, one.last)], about="ceasefire")
    countries = {place.country for place in places if place.country}
    names = [name for place in places for name in (place.name, place.admin1) if name]
    told = " ".join(dict.fromkeys(other.said.sentence.text for other in tellings))
    named = table.named_in(told, countries)
    entry = table.identify(None, parties or named, countries, names) or table.identify(None, named, countries, names)
    return Ceasefire(
        item=reading.item.id,
        evidence=(reading.evidence(sentence, min(one.first, one.truce.first), max(one.last, one.truce.last)),),
        status=one.status,
        scope=telling.scope,
        places=places,
        attribution=attribution(sentence, one.first),
        state=one.state,
        parties=parties or (table.parties_of(entry) if entry else ()),
        name=entry.name if entry else None,
    )
