"""People of whom the tables say nothing: what befell them is asked of the learned reader, by the words round them.

Where a sentence counts people and no predicate of the tables is theirs ("seven we could not bring back"), a model
(``extraction.learned``) weighs the words on both sides of them, the classes of those words, what lies in the sentences beside
theirs, and what the item tells already. The ``hint`` classes are made for it: words that go with harm without saying it.
"""

from collections.abc import Iterator, Mapping, Sequence

from streams.core.extraction.casualties.appositions import appositions
from streams.core.extraction.casualties.gathering import excluded, groups
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.parts import subsets
from streams.core.extraction.casualties.people import civilian
from streams.core.extraction.casualties.tolls import superseded
from streams.core.extraction.casualties.uncounted import with_uncounted
from streams.core.extraction.frames import framed
from streams.core.extraction.gate import UNTOLD, Gate
from streams.core.extraction.learned import Guess, Model
from streams.core.extraction.reading import Field, Reading, Sentence
from streams.core.facts import Outcome

Told = Sequence[tuple[Sentence, Link]]
Place = tuple[Field, int]
"""A sentence, by its field and its number there."""

OUTCOMES: Mapping[str, Outcome] = {
    "killed": "killed", "injured": "injured", "missing": "missing", "detained": "detained", "displaced": "displaced",
}  # fmt: skip
_HARM = ("hint", "killed", "injured", "missing", "detained", "displaced", "casualty", "cause", "frame", "stance")
_TELLING = (
    *_HARM, "group", "part", "people", "place", "calendar", "verb", "toll", "numeral", "pronoun", "clause", "grammar",
)  # fmt: skip
"""What the classes begin with that a feature may name: those about people and harm for the whole sentence, more for what stands near."""
_ENDS = frozenset(".;!?")
_FAR = 14
"""So many tokens on either side of people may say what befell them."""
_SIZES = ((1, "one"), (9, "few"), (99, "tens"), (999, "hundreds"), (19_999, "thousands"))


def with_untold(
    reading: Reading, told: Told, people: Mapping[Place, Sequence[Group]], model: Model, gate: Gate
) -> Told:
    """What was told, and behind it in the order of the text what the model says of other people of the item."""
    found = list(told)
    for sentence in reading.sentences:
        for group, there in _untold(sentence, told, people, gate):
            guess = model.guess(features(reading, sentence, group, told))
            if guess is not None:
                found.append((sentence, _link(sentence, group, there, guess)))
    return sorted(found, key=lambda one: (one[0].field == "text", one[0].index)) if len(found) > len(told) else told


def counted(sentence: Sentence, people: Mapping[Place, Sequence[Group]], gate: Gate) -> Sequence[Group]:
    """The people that a sentence counts: those that the reader kept, or where it read nothing, those that it would keep."""
    known = people.get((sentence.field, sentence.index))
    if known is not None:
        return known
    if not gate.reads(UNTOLD, sentence.text) or framed(sentence) is not None:
        return ()
    everybody = with_uncounted(sentence, groups(sentence))
    there = [group for group in everybody if not excluded(sentence, group, everybody)]
    named = appositions(sentence, there)
    return [group for group in there if group not in named and not superseded(sentence, group)]


def features(reading: Reading, sentence: Sentence, group: Group, told: Told) -> frozenset[str]:
    """What the model knows of a group: itself, the words on both sides, its sentence, those beside it, and what is told elsewhere."""
    others = [(where, link) for where, link in told if not (where is sentence and link.group == group)]
    used = {at for where, link in others if where is sentence for at in _said_by(link)}
    return frozenset(
        (
            *_itself(sentence, group),
            *_side(sentence, range(group.end, len(sentence.tokens)), "after", used),
            *_side(sentence, range(group.start - 1, -1, -1), "before", used),
            *(
                f"{'used' if at in used else 'sentence'}-class:{mark.cls}"
                for at in range(len(sentence.tokens))
                if not group.start <= at < group.end
                for mark in sentence.marks(at)
                if mark.cls.startswith(_HARM)
            ),
            *_beside(reading, sentence),
            *(f"told-class:{link.outcome}" for _, link in others),
            *(f"told-here-class:{link.outcome}" for where, link in others if where is sentence),
        )
    )


def _untold(
    sentence: Sentence, told: Told, people: Mapping[Place, Sequence[Group]], gate: Gate
) -> Iterator[tuple[Group, Sequence[Group]]]:
    """The groups of a sentence that may be asked of: more than one person, in a sentence of which nothing is told yet.

    Beside those of whom something is told stand those who did it, or were there ("when five armed men stopped his car").
    Armed people are not asked of: they did it, or they are an enemy whose losses one side claims.
    """
    if any((link.counted or where) is sentence for where, link in told):
        return
    there = counted(sentence, people, gate)
    for group in there:
        armed = civilian(sentence, group) is False
        if group.number.min > 1 and group.head != "outcome" and group.determiner != "definite" and not armed:
            yield group, there


def _link(sentence: Sentence, group: Group, there: Sequence[Group], guess: Guess) -> Link:
    part = group in subsets(sentence, tuple(there))
    return Link(group, OUTCOMES[guess.label], group.start, group.end, part=part, learned=guess)


def _said_by(link: Link) -> range:
    """The tokens that say what befell others: they say nothing of these people."""
    if link.predicate is not None:
        return range(link.predicate.start, link.predicate.end)
    return range(link.group.start, link.group.end) if link.group.head == "outcome" else range(0)


def _itself(sentence: Sentence, group: Group) -> Iterator[str]:
    size = next((name for most, name in _SIZES if group.number.min <= most), "very many")
    size = "none" if group.number.max == 0 else size
    yield f"head-class:{group.head}"
    yield f"determiner-class:{group.determiner}"
    yield f"size-class:{size}"
    yield f"head-class:{group.head} {size}"
    yield f"qualifier-class:{group.number.qualifier}"
    yield f"field-class:{sentence.field}"
    yield f"length-class:{min(len(sentence.tokens) // 8, 3)}"
    if group.more:
        yield "more-class:more"
    if group.of is not None:
        yield f"of-class:{group.of}"
    if sentence.asks():
        yield "asks-class:asks"
    for at in range(group.start, group.end):
        if sentence.tokens[at].shape != "number":
            yield f"noun:{_stem(sentence.lower[at])}"
        for mark in sentence.marks(at):
            if mark.end <= group.end and mark.cls.startswith(_TELLING):
                yield f"noun-class:{mark.cls}"


def _side(sentence: Sentence, places: range, name: str, used: set[int]) -> Iterator[str]:
    """The words on one side of a group as far as its clause reaches, by how far away they stand."""
    for far, at in enumerate(places):
        if far > _FAR:
            return
        word = sentence.lower[at]
        if word in _ENDS or (far and word in ":-"):
            yield f"{name}-ends-class:{word} {min(far, 3)}"
            return
        shown = _shown(sentence, at)
        if far < 2:
            yield f"{name}-{far}:{shown}"
        yield f"{name}-{'next' if far == 0 else 'near' if far <= 2 else 'mid' if far <= 6 else 'far'}:{shown}"
        yield f"{name}:{shown}"
        where = f"{name}-{'near' if far <= 3 else 'far'}{'-used' if at in used else ''}-class"
        for mark in sentence.marks(at):
            if mark.cls.startswith(_TELLING):
                yield f"{where}:{mark.cls}"
    yield f"{name}-ends-class:all {min(len(places), 3)}"


def _beside(reading: Reading, sentence: Sentence) -> Iterator[str]:
    """What kinds of words of harm stand in the sentences before and behind."""
    for by, name in ((-1, "previous"), (1, "following")):
        other = reading.neighbour(sentence, by)
        if other is not None:
            for at in range(len(other.tokens)):
                for mark in other.marks(at):
                    if mark.cls.startswith(_HARM) and not mark.cls.startswith(("frame", "stance")):
                        yield f"{name}-class:{mark.cls}"


def _shown(sentence: Sentence, at: int) -> str:
    """A word as features name it: its stem; "#" for a number, "^" for a name."""
    token = sentence.tokens[at]
    if token.shape == "number":
        return "#"
    if token.capital and token.lower != token.word and at > 0 and not token.word.isupper():
        return "^"
    return _stem(token.lower)


def _stem(word: str) -> str:
    return word if len(word) <= 5 else word[:5] if len(word) <= 7 else word[:6]
