"""Truces in other words: where no word of the tables names one, what falls silent, what is stopped, what was agreed.

A mention is built of two families of words ("a stop to" and "the bombing", "the guns" and "fell silent"), so that few words
make many; or it is a word that means a truce only in a war ("the deal", "the calm"). What became of it is asked of the learned
reader, by features that tell families of words and where they stand, hardly words: so they carry over from language to language.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from streams.core.extraction.ceasefires.ages import dated
from streams.core.extraction.ceasefires.facts import Telling, fact, scope
from streams.core.extraction.ceasefires.statements import Said, Truce
from streams.core.extraction.ceasefires.statuses import status_of
from streams.core.extraction.knowledge import Knowledge
from streams.core.extraction.learned import NONE, Guess, Model
from streams.core.extraction.lexicon import Mark
from streams.core.extraction.places import places_as_written
from streams.core.extraction.reading import LeftAside, Reading, Sentence
from streams.core.facts import Ceasefire, CeasefireState

_APART = 6
"""Within how many tokens of each other the halves of a mention stand."""
_CLOSE = 3
"""Within how many tokens a negation stands before what it negates, and what nobody does."""
_NEAR, _BESIDE = 4, 12
"""Within how many tokens of a mention a word stands near it, and beside it."""

_WHOLE = ("truce.noun", "quiet.hold")
_PARTS = (
    ("halt", "quiet.halt", "quiet.fight", _APART),
    ("none", "quiet.no", "quiet.fires", _CLOSE + 1),
    ("guns", "quiet.guns", "quiet.silent", _APART),
    ("guns", "quiet.silent", "quiet.guns", _APART),
)
_IN_WAR = ("quiet.calm", "quiet.hands", "quiet.deal", "quiet.pause")

_SAYS = ("quiet.state", "truce.subject", "truce.object", "truce.either")
_TABLED = (
    "truce.subject", "truce.object", "truce.either", "truce.not", "truce.if", "truce.denies", "truce.untrue", "truce.no_truth",
    "truce.plan", "truce.institution",
)  # fmt: skip
_CUES = (
    "truce.despite", "truce.later", "truce.resumed", "truce.governs", "truce.asks", "truce.perhaps", "truce.if", "truce.denies",
    "truce.accuse", "truce.untrue", "truce.not", "truce.will", "truce.short", "truce.lasted", "truce.but", "quiet.clock",
    "quiet.again", "quiet.pause", "quiet.hands", "stance.background", "stance.unconfirmed", "truce.superlative", "truce.often",
    "numeral.unit",
)  # fmt: skip
_WITH_FIGHTING = (
    "truce.despite", "quiet.clock", "quiet.again", "truce.but", "truce.later", "truce.superlative", "quiet.hands",
)  # fmt: skip
_FIGHTS = ("truce.fighting", "truce.strikes")
_BESIDES = (
    "quiet.clock", "quiet.again", "truce.conflict", "quiet.deal", "quiet.calm", "truce.noun", "quiet.hands", "quiet.pause",
)  # fmt: skip
_WAR, _OTHER = ("truce.conflict", "place.nationality"), ("truce.other", "quiet.other")
_MANY = 3
_SHOWN, _OPENS = 2, 2
"""How many words for a state explain shows; within how many tokens a sentence opens with a condition."""
_BROKEN = ("violated", "collapsed")
_UNNAMED = 0.8
"""How sure the learned reader must be of a breach where no word for a truce stands: "blew up the bridge to stop the advance"."""


class Mention(NamedTuple):
    """A truce at tokens ``first`` to ``last`` (inclusive), and of what kind of words it is."""

    kind: str
    first: int
    last: int


class Candidate(NamedTuple):
    """A sentence that may speak of a truce, its mentions (the plainest first) and what tells what became of it."""

    sentence: Sentence
    mentions: Sequence[Mention]
    features: frozenset[str]


def candidates(reading: Reading, knowledge: Knowledge, *, tabled: bool = False) -> list[Candidate]:
    """The sentences of an item that may speak of a truce; none where no war or place is named, or another quarrel more than it.

    With ``tabled`` also those that the tables have words for, which are for training alone: they were left aside with reason.
    """
    spoken = [(one, found) for one in reading.sentences if (found := mentions(one))]
    spoken = [
        (one, found)
        for one, found in spoken
        if tabled or not (_read(one) or _of_road(one, found) or _of_the_public(one, found))
    ]
    if not spoken:
        return []
    war, others = _different(reading, *_WAR), _different(reading, *_OTHER)
    if others > war:
        return []
    actor = any(one.has("truce.actor") for one in reading.sentences)
    if not war and not actor and not places_as_written(reading, knowledge).places:
        return []
    setting = (f"class:war{min(war, _MANY)}", f"class:others{min(others, _MANY)}", f"class:actor{actor:d}")
    return [Candidate(one, found, frozenset((*setting, *_features(reading, one, found)))) for one, found in spoken]


def learned(reading: Reading, knowledge: Knowledge) -> Iterator[Ceasefire]:
    """What the learned reader makes of the sentence of which it is surest; nothing where it is sure of none."""
    model = knowledge.learned.get("ceasefire")
    if model is None:
        return
    asked = ((_guess(model, one), one) for one in candidates(reading, knowledge))
    told = [(guess, one) for guess, one in asked if guess is not None]
    if not told:
        return
    guess, one = max(told, key=lambda each: each[0].probability)
    state = cast("CeasefireState", guess.label)
    cues = [cue for cue in one.sentence.find(*_SAYS) if cue[1].value == state]
    telling = _telling(reading, one, state, cues)
    if telling is not None:
        found = fact(reading, knowledge, telling, ())
        spans = [(one.mentions[0].first, one.mentions[0].last + 1), *((at, mark.end) for at, mark in cues[:_SHOWN])]
        words = tuple(dict.fromkeys(one.sentence.words(*span) for span in spans))
        reading.learned.append(LeftAside("ceasefire", found.evidence[0], guess._replace(words=words).told()))
        yield found


def _telling(
    reading: Reading, candidate: Candidate, state: CeasefireState, cues: Sequence[tuple[int, Mark]]
) -> Telling | None:
    """The statement that a guess makes; None of a truce of long ago that only dates what is told: "the front that 1994 froze"."""
    sentence, main = candidate.sentence, candidate.mentions[0]
    at = min((cue for cue, _ in cues), key=lambda cue: abs(cue - main.first), default=main.last)
    status = status_of(sentence, at)
    if state in _BROKEN and status == "reported" and sentence.has("truce.if", end=_OPENS):
        status = "threatened"  # "unless the siege is lifted, the deal is over"
    if state not in _BROKEN and status == "threatened":
        if state not in ("agreed", "extended") or not sentence.has("truce.will", "truce.scheduled"):
            return None  # "the guns must fall silent"
        status = "reported"  # "the weapons are to rest from midnight"
    one = Said(sentence, Truce(main.first, main.last), state, status, at, at)
    telling = Telling(one, scope(reading, sentence, one))
    return telling if cues or (telling.scope == "new" and not dated(reading, sentence, one)) else None


def _guess(model: Model, candidate: Candidate) -> Guess | None:
    """The likeliest state; a truce that is broken may be violated or over, so that both count for the likelier of them."""
    scores = model.score(candidate.features)
    broken = sum(scores[state] for state in _BROKEN)
    sums = {label: broken if label in _BROKEN else own for label, own in scores.items()}
    label = max(scores, key=lambda one: (sums[one], scores[one]))
    if label == NONE or sums[label] < model.sure[model.labels.index(label)]:
        return None
    if label in _BROKEN and candidate.mentions[0].kind != "noun" and sums[label] < _UNNAMED:
        return None
    return Guess(label, sums[label], model.strongest(candidate.features, label))


def _read(sentence: Sentence) -> bool:
    """Whether the tables have words for what is said of a truce that is named."""
    return sentence.has("truce.noun") and sentence.has(*_TABLED)


def _of_the_public(sentence: Sentence, found: Sequence[Mention]) -> bool:
    """Whether it is the public that is asked to leave something be: "asks the citizens to refrain from trips"."""
    return any(sentence.has("quiet.public", start=one.first - _CLOSE - 1, end=one.first) for one in found)


def _of_road(sentence: Sentence, found: Sequence[Mention]) -> bool:
    """Whether it is a road that is calm: "the road is quiet and buses are running"."""
    return all(one.kind == "calm" for one in found) and sentence.has("route.head", "passage.traffic")


def mentions(sentence: Sentence) -> list[Mention]:
    """What may mean a truce in a sentence, the plainest first."""
    if sentence.has("truce.idiom", "truce.mishap"):
        return []
    found = [Mention(_kind(mark.cls), at, mark.end - 1) for at, mark in sentence.find(*_WHOLE)]
    for kind, one, other, apart in _PARTS:
        for at, mark in sentence.find(one):
            behind = next(sentence.find(other, start=mark.end, end=mark.end + apart), None)
            if behind is not None and not (kind == "guns" and _of_somebody(sentence, behind[1].end)):
                found.append(Mention(kind, at, behind[1].end - 1))
    for cls in _IN_WAR:
        found.extend(Mention(_kind(cls), at, mark.end - 1) for at, mark in sentence.find(cls))
    return found


def _of_somebody(sentence: Sentence, at: int) -> bool:
    """Whether what those with guns do is done to somebody: "men with rifles stopped the doctor"."""
    whom = at + sentence.match(at, "grammar.determiner")
    return whom > at and not sentence.match(whom, "numeral.measure", "calendar.weekday", "quiet.fight", "quiet.guns")


def _kind(cls: str) -> str:
    return cls.partition(".")[2]


def _different(reading: Reading, *classes: str) -> int:
    """How many different words of the classes an item has."""
    return len({one.words(at, mark.end).lower() for one in reading.sentences for at, mark in one.find(*classes)})


def _features(reading: Reading, sentence: Sentence, found: Sequence[Mention]) -> Iterator[str]:
    main = found[0]
    yield f"mention-class:{main.kind}"
    yield from {f"mentions-class:{one.kind}" for one in found}
    for cls in _SAYS:
        for at, mark in sentence.find(cls):
            yield from _state(sentence, found, (at, mark.end), mark.value)
    for cls in _CUES:
        for at, mark in sentence.find(cls):
            yield f"class:{cls}"
            yield f"{'before' if at < main.first else 'after'}-class:{cls}{mark.value and '='}{mark.value}"
    yield from _fights(sentence, found)
    for by, where in ((-1, "previous"), (1, "next")):
        other = reading.neighbour(sentence, by)
        if other is not None:
            yield from _beside(other, where)


def _state(sentence: Sentence, found: Sequence[Mention], cue: tuple[int, int], state: str) -> Iterator[str]:
    """A word that tells a state: on which side of the mention, how near, and what rules it."""
    main, (at, end) = found[0], cue
    yield f"class:{state}"
    side, off = ("before", main.first - end) if at < main.first else ("after", at - main.last)
    if main.first <= at <= main.last:
        side, off = "in", 0
    yield f"{side}-class:{state}"
    yield f"{side}-{'near' if off <= _NEAR else 'beside' if off <= _BESIDE else 'far'}-class:{state}"
    for named, classes in (("not", ("truce.not",)), ("asked", ("truce.governs", "truce.asks")), ("if", ("truce.if",))):
        if sentence.has(*classes, start=at - _CLOSE, end=at):
            yield f"{named}-class:{state}"
    if any(0 <= one.first - end <= _NEAR for one in found):
        yield f"object-class:{state}"
    if any(0 < at - one.last <= _NEAR for one in found):
        yield f"subject-class:{state}"


def _fights(sentence: Sentence, found: Sequence[Mention]) -> Iterator[str]:
    """Fighting told beside the mention, and with what: "shells fell hours into the calm"."""
    inside = {at for one in found if one.kind != "deal" for at in range(one.first, one.last + 1)}
    fights = [at for at, _ in sentence.find(*_FIGHTS) if at not in inside]
    if not fights:
        return
    yield "class:fight"
    yield f"{'before' if fights[0] < found[0].first else 'after'}-class:fight"
    yield f"class:fight+{found[0].kind}"
    for cls in _WITH_FIGHTING:
        if sentence.has(cls):
            yield f"class:fight+{cls}"


def _beside(other: Sentence, where: str) -> Iterator[str]:
    """What the sentence before or behind tells."""
    if other.has(*_FIGHTS):
        yield f"{where}-class:fight"
    for _, mark in other.find("quiet.state"):
        yield f"{where}-class:{mark.value}"
    for cls in _BESIDES:
        if other.has(cls):
            yield f"{where}-class:{cls}"
