"""Extraction: from an item to its facts. Pure: the tables and gazetteers come in as a Knowledge value.

The way of an item, and the module of each step:

- ``gate``       one cheap look at the words: which kinds of facts may be here at all (``needs``)
- ``folding``    one plain form of the text, with a way back to the characters received
- ``sentences``  where sentences begin and end, in prose, telegrams and lists
- ``lexicon``    a language's words by class; ``wordtables`` makes it from ``streams/tables/<language>/*.yaml``
  (``streams.edges.lexicons`` opens them)
- ``tokens``     the words, numbers and marks of a sentence
- ``reading``    sentences of tokens with their lexical marks; evidence spans; reasons for what was left aside
- ``frames``     films, matches, markets and drills, where violent words mean something else
- ``numerals``   numbers as people write them
- ``stance``     new or background; reported, denied, unconfirmed, threatened; ``memories``: what was dated before that it still belongs to
- ``casualties``, ``routes``, ``ceasefires``  one reader a kind, each ``read(reading, knowledge)`` (``readers.READERS``)
- ``learned``    a model asked for candidates of which the tables say nothing
- ``origin``     who wrote the words, and a print to know copies by
- ``knowledge``  what is passed in: lexicons, gazetteer, route and ceasefire tables

Patterns work on tokens: ``sentence.tokens[i]`` (word, lower, offsets, shape), ``sentence.match(i, "some.class")`` (how many
tokens a form of that class covers from i), ``sentence.find(cls)``, ``numbers(sentence)``, ``stance(reading, sentence, a, b)``,
``reading.evidence(sentence, a, b)`` and ``reading.leave(kind, sentence, a, b, why)`` for explain.
"""

from typing import NamedTuple

from streams.core.extraction.extending import added
from streams.core.extraction.frames import frame_of, real_in, rootless
from streams.core.extraction.gate import plain_of
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.origin import origin_of
from streams.core.extraction.readers import READERS
from streams.core.extraction.reading import LeftAside, open_item
from streams.core.extraction.worlds import other_world
from streams.core.facts import Fact, Facts
from streams.core.items import Item

__all__ = ["Knowledge", "Trace", "extract", "extract_with_reasons", "facts_of"]


class Trace(NamedTuple):
    """Facts, and why other candidates gave none. ``language`` is None where no covered language was found.

    ``learned`` tells of each fact that the learned reader found by which words.
    """

    facts: Facts
    language: str | None
    left_aside: tuple[LeftAside, ...]
    note: str = ""
    learned: tuple[LeftAside, ...] = ()


def extract(item: Item, knowledge: Knowledge) -> Facts:
    """The facts that an item states, and its origin. Never raises for any text."""
    trace = extract_with_reasons(item, knowledge)
    spelled = knowledge.spelled(trace.language or "")
    origin = origin_of(item, trace.facts.facts, knowledge.credits, spelled)
    return trace.facts.model_copy(update={"language": trace.language, "origin": origin})


def facts_of(item: Item, knowledge: Knowledge) -> Facts:
    """The facts alone. The origin, which takes as long as the gate or longer, is for those who join items into alerts."""
    return extract_with_reasons(item, knowledge).facts


def extract_with_reasons(item: Item, knowledge: Knowledge) -> Trace:
    """The facts, and the candidates that were left aside with the reason for each."""
    trace = _read(item, knowledge)
    if not knowledge.extractors:
        return trace
    more = added(item, knowledge.extractors)
    facts = Facts(item=item.id, facts=tuple(sorted((*trace.facts.facts, *more.facts), key=_place)))
    return trace._replace(facts=facts, note="; ".join(filter(None, (trace.note, *more.refused))))


def _read(item: Item, knowledge: Knowledge) -> Trace:
    """What tocsin's own readers find."""
    language, kinds, note = _gated(item, knowledge)
    if language is None or not kinds:
        return Trace(Facts(item=item.id, facts=()), language, (), note)
    reading = open_item(item, language, knowledge.lexicons[language])
    facts: list[Fact] = []
    for kind in kinds:
        reader = READERS.get(kind)
        if reader is not None:
            facts.extend(reader(reading, knowledge))
    if facts and rootless(reading, facts):
        note = "names no place, no cause and nobody who would tell of harm"
        return Trace(Facts(item=item.id, facts=()), language, (), note)
    frame = frame_of(reading) if facts else None
    if frame is not None:
        facts = [fact for fact in facts if real_in(frame, reading, fact)]
    if frame is not None and not facts:
        note = f"read as {frame.name}, not as news of real events: {', '.join(frame.words)}"
        return Trace(Facts(item=item.id, facts=()), language, (), note)
    if facts and frame is None and (guess := other_world(reading, knowledge)) is not None:
        words = ", ".join(guess.words)
        note = f"not read as news of real events, by the learned reader ({guess.probability:.2f}): {words}"
        return Trace(Facts(item=item.id, facts=()), language, (), note)
    facts.sort(key=_place)
    learned = tuple(one for one in reading.learned if any(one.evidence in fact.evidence for fact in facts))
    return Trace(Facts(item=item.id, facts=tuple(facts)), language, tuple(reading.reasons), note, learned)


def _gated(item: Item, knowledge: Knowledge) -> tuple[str | None, tuple[str, ...], str]:
    """The language to read in and the kinds of facts that its gate lets through, else why nothing is read."""
    declared = (item.language or "").lower().split("-")[0].split("_")[0]
    language = declared
    if declared not in knowledge.gates:
        if declared and declared not in ("und", "mul", "zxx"):
            return None, (), f"language {declared} is not covered"
        detected = knowledge.detect(f"{item.title}\n{item.text}"[:2000]) if knowledge.detect is not None else None
        if detected is None:
            return None, (), "the language could not be told"
        if detected not in knowledge.gates:
            return None, (), f"language {detected} is not covered"
        language = detected
    return language, knowledge.gates[language].open_for(plain_of((item.title, item.text))), ""


def _place(fact: Fact) -> tuple[int, int, int]:
    """Facts stand in the order of the text: title first, then where their first words are."""
    if not fact.evidence:
        return (2, 0, 0)
    first = fact.evidence[0]
    return (0 if first.field == "title" else 1, first.start, first.end)
