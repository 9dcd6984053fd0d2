"""Ceasefires: whether one is proposed, agreed, extended, held, broken or over, as far as an item says so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from streams.core.extraction.ceasefires.binding import is_passive
from streams.core.extraction.ceasefires.facts import Telling, fact, scope
from streams.core.extraction.ceasefires.fighting import resumed, resumed_after
from streams.core.extraction.ceasefires.otherwise import learned
from streams.core.extraction.ceasefires.statements import Said, Truce, truces
from streams.core.extraction.ceasefires.states import said
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.places import places_as_written
from streams.core.extraction.reading import Reading, Sentence
from streams.core.facts import Ceasefire, CeasefireState, Status

_ORDER: tuple[CeasefireState, ...] = (
    "violated", "collapsed", "agreed", "extended", "proposed", "rejected", "holding",
)  # fmt: skip


def read(reading: Reading, knowledge: Knowledge) -> Iterable[Ceasefire]:
    """The ceasefire facts of a reading: each state that is told, once; where none is told of a truce that is named, what is learned."""
    if not _conflict(reading, knowledge):
        return ()
    return list(_told(reading, knowledge)) or learned(reading, knowledge)


def read_otherwise(reading: Reading, knowledge: Knowledge) -> Iterable[Ceasefire]:
    """The ceasefire facts of a reading in which no word names a ceasefire."""
    if any(one.has("truce.noun") for one in reading.sentences):
        return ()
    pauses = any(one.has("truce.pause") and one.has("truce.warring") for one in reading.sentences)
    told = list(_told(reading, knowledge)) if pauses else []  # "the warring parties gave the pause two more days"
    return told or learned(reading, knowledge)


def _told(reading: Reading, knowledge: Knowledge) -> Iterator[Ceasefire]:
    """What words of the tables tell of a ceasefire that is named."""
    tellings = list(_tellings(reading))
    for telling in _settled(tellings):
        yield fact(reading, knowledge, telling, tellings)


def _conflict(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a ceasefire between armed sides is spoken of: shops and teams make a truce too.

    "Ceasefire" is hardly said of anything else; "truce" needs a word of war beside it. Words of other quarrels in the title,
    the first sentence or where the truce is named must be outweighed.
    """
    spoken = [one for one in reading.sentences if one.has("truce.noun")]
    if not spoken:
        return False
    topic = [*reading.sentences[:2], *spoken]
    war = {one.words(at, mark.end).lower() for one in reading.sentences for at, mark in one.find(*_WAR)}
    others = {one.words(at, mark.end).lower() for one in topic for at, mark in one.find("truce.other")}
    places = places_as_written(reading, knowledge).places
    actors = any(one.has("truce.actor", "place.nationality") for one in reading.sentences)
    of_war = any(one.has("truce.of_war") for one in spoken)
    if all(_elsewhere(one) for one in spoken):
        return False
    if not others and any(one.has("truce.parley") for one in spoken):
        return True
    if reading.lexicon.words("truce.actor") and not (actors or places or of_war):
        return False  # "he shelled my king": words of war alone, and nobody and no place to fight it
    if others:
        return len(war) + of_war > len(others)
    if war or of_war:
        return True
    return bool(places)


def _elsewhere(sentence: Sentence) -> bool:
    """Whether each ceasefire is one of somebody else's quarrel: "the ceasefire in the trade war"."""
    named = [mark.end for _, mark in sentence.find("truce.noun")]
    inside = [(end, sentence.match(end, "truce.in")) for end in named]
    return all(width and sentence.match(end + width, "truce.other") for end, width in inside)


_UNTRUE = 8
"""Within how many tokens the next sentence says that what was told is untrue."""
_WAR = ("truce.conflict", "place.nationality")


def _tellings(reading: Reading) -> Iterator[Telling]:
    last: Truce | None = None
    agreed: Said | None = None
    since = 0
    for sentence in reading.sentences:
        found = truces(sentence, spoken=True)
        strong = [truce for truce in found if not truce.weak]
        if sentence.has("truce.other") and not sentence.has("truce.conflict", "truce.of_war"):
            continue
        if strong:
            last, since = strong[0], 0
        else:
            since += 1
        here = found if last is not None and since <= 6 else strong
        near = last is not None and (since <= 2 or any(truce.weak for truce in here))
        here = _with_pronoun(sentence, here, near=near)
        told = list(said(sentence, here))
        if last is not None and not (strong and told) and all(one.state != "violated" for one in told):
            told.extend(_alone(sentence, breaches=not strong))
        after = reading.neighbour(sentence, 1)
        if after is not None and after.has("truce.untrue", end=_UNTRUE):
            told = [replace(one, status="denied") if one.state in ("violated", "collapsed") else one for one in told]
        told = [
            replace(one, status="unconfirmed")
            if one.status == "reported"
            and (
                sentence.asks(max(one.last, one.truce.last))
                or (after is not None and after.has("truce.unsure", end=_UNTRUE))
                or sentence.has("stance.unconfirmed.after", start=max(one.last, one.truce.last))
            )
            else one
            for one in told
        ]
        for one in told:
            if one.state in ("agreed", "extended", "holding") and one.status == "reported":
                agreed = one
            yield Telling(one, scope(reading, sentence, one))
        if agreed is not None:
            at = resumed(sentence) if agreed.sentence is not sentence else resumed_after(sentence, agreed.last)
            if at is not None and not any(one.state == "violated" for one in told):
                spoken_of = Truce(at, at, weak=True)  # the ceasefire itself stands in a sentence before
                whole = Said(sentence, spoken_of, "violated", "reported", at, len(sentence.tokens) - 1, implied=True)
                yield Telling(whole, scope(reading, sentence, whole))


def _with_pronoun(sentence: Sentence, found: list[Truce], *, near: bool) -> list[Truce]:
    """The words for ceasefires, and "it" where one was spoken of just before."""
    strong = next((truce for truce in found if not truce.weak), None)
    if not near and strong is None:
        return found
    after = strong.last if strong else -1
    pronouns = [
        Truce(at, at, weak=True, bound=strong is not None and not _said_of(sentence, at))
        for at, _ in sentence.find("truce.it", start=after + 1)
    ]
    return sorted([*found, *pronouns], key=lambda truce: truce.first)


def _said_of(sentence: Sentence, at: int) -> bool:
    """Whether somebody says something of "it": "insisted that it was holding"."""
    return sentence.match(at - 1, "clause.that") > 0


def _alone(sentence: Sentence, *, breaches: bool) -> Iterator[Said]:
    """What is said of a ceasefire spoken of before: "received no reports of violations"; with ``breaches`` "counted 4,650 violations" too."""
    for at, mark in sentence.find("truce.alone"):
        if (
            sentence.match(mark.end - 1, "grammar.no")
            and mark.end < len(sentence.tokens)
            and sentence.tokens[mark.end].shape == "word"
        ):
            continue
        state = cast("CeasefireState", mark.value)
        yield Said(sentence, Truce(at, mark.end - 1, weak=True), state, "reported", at, mark.end - 1)
    for at, mark in sentence.find("truce.breach") if breaches else ():
        if sentence.match(mark.end, "grammar.of") and not sentence.has(
            "truce.noun", "truce.weak", start=mark.end, end=mark.end + 5
        ):
            continue
        if sentence.has("truce.not", "truce.if", "truce.denies", start=max(0, at - 9), end=at):
            continue
        status: Status = "unconfirmed" if sentence.has("truce.perhaps", start=max(0, at - 6), end=at) else "reported"
        yield Said(sentence, Truce(at, mark.end - 1, weak=True), "violated", status, at, mark.end - 1)


def _settled(tellings: Sequence[Telling]) -> Iterator[Telling]:
    """Each state once: as it is asserted, if anywhere it is; what is told in passing only where nothing else is."""
    live = [one for one in tellings if one.scope == "new" and one.said.status == "reported"]
    if any(one.said.state == "rejected" for one in live):  # what is not in force cannot be broken
        live = [_offered(one) for one in live if not (one.said.implied and one.said.truce.weak)]
    over = [one.said.sentence for one in live if one.said.state == "collapsed"]
    live = [one for one in live if not (one.said.implied and one.said.sentence in over)]
    main = [one for one in live if one.said.weight == "main" and not _extension(one.said, live)]
    chosen = _weighed(main or live)
    chosen.extend(_put_forward(chosen))
    if not main and any(one.scope == "new" and one.said.status == "denied" for one in tellings):
        chosen = []  # what is denied to have been broken "since the truce took effect"
    states = {one.said.state for one in chosen}
    past = [one for one in tellings if one.scope == "background" and one.said.status == "reported"]
    doubtful = [one for one in tellings if one.scope == "new" and one.said.status != "reported"]
    yield from _once([*chosen, *(one for one in doubtful if one.said.state not in states)])
    main_past = [one for one in past if one.said.weight == "main"] or ([] if chosen or doubtful else past)
    yield from _once([one for one in main_past if one.said.state not in states])


def _put_forward(chosen: Sequence[Telling]) -> Iterator[Telling]:
    """An offer that is turned down has been made: "the offer of a truce was turned down"."""
    states = {one.said.state for one in chosen}
    for one in chosen:
        said = one.said
        near = range(said.truce.first - 4, said.truce.last + 2)
        plans = [at for at in near if said.sentence.match(at, "truce.offer", "truce.plan")]
        passive = said.first > said.truce.last and is_passive(said.sentence, said.first)
        new = passive or _new(said.sentence, plans)
        told = bool(plans) and new
        if said.state == "rejected" and told and states.isdisjoint({"proposed", "agreed", "extended"}):
            yield Telling(replace(said, state="proposed"), one.scope)
            return


def _new(sentence: Sentence, plans: Sequence[int]) -> bool:
    """Whether one of the words for an offer tells that there is one: "a plan by Qatar", and not "rejects the plan"."""
    return any(sentence.has("truce.indefinite", start=max(0, at - 3), end=at) for at in plans)


def _extension(one: Said, live: Sequence[Telling]) -> bool:
    """Whether a statement is of an extension: "an extension of the truce was announced", "extension of the truce rejected"."""
    same = {other.said.state for other in live if other.said.sentence is one.sentence and other.said.truce == one.truce}
    if one.state == "agreed":
        return "extended" in same
    return one.state == "extended" and "rejected" in same


def _offered(telling: Telling) -> Telling:
    """A truce that one side accepts and the other will not have is no more than proposed."""
    one = telling.said
    if one.state == "agreed" and one.sentence.match(one.first, "truce.one_sided"):
        return Telling(replace(one, state="proposed"), telling.scope)
    return telling


def _weighed(live: Sequence[Telling]) -> list[Telling]:
    """The states that stand beside each other: a breach that is told outweighs a side's word that it holds to the truce."""
    explicit = [one for one in live if one.said.state in ("violated", "collapsed") and not one.said.implied]
    implied = [one for one in live if one.said.implied]
    if explicit:
        live = [one for one in live if one.said.state != "agreed" or not _by_pronoun(one.said)]
    holding = [one for one in live if one.said.state == "holding"]
    if holding and (explicit or implied):
        return [one for one in live if one.said.state != "holding"]
    return list(live)


def _by_pronoun(one: Said) -> bool:
    """Whether only "it" stands for the ceasefire."""
    return one.sentence.match(one.truce.first, "truce.it") > 0


def _once(tellings: Iterable[Telling]) -> Iterator[Telling]:
    seen: set[CeasefireState] = set()
    for one in tellings:
        if one.said.state not in seen:
            seen.add(one.said.state)
            yield one
