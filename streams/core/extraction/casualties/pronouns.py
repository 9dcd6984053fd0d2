"""Those spoken of before: "He died the next day", "They were shot and wounded", after a sentence that says how many they were."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.core.extraction.casualties.echoes import object_pronoun
from streams.core.extraction.casualties.gathering import groups
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import SINGULAR, noun_at
from streams.core.extraction.casualties.predicates import Predicate, ends_clause
from streams.core.extraction.casualties.telling import predicates
from streams.core.extraction.numerals import Number
from streams.core.extraction.reading import Reading, Sentence

_OPENING = 5
_HARMED_REACH, _KILLED_REACH = 8, 14
"""How far behind the pronoun its harm may stand: "He was rushed to hospital at once, but died on arrival"."""
_BACK = 2
_FOUND_REACH = 6


@dataclass(frozen=True, slots=True)
class Harm:
    """``link`` tells what befell them in its own sentence; ``before`` is what was said of the same people earlier, if anything."""

    link: Link
    before: tuple[Link, ...] = ()


def harm_of_those_before(reading: Reading, sentence: Sentence, told: Sequence[tuple[Sentence, Link]]) -> Harm | None:
    """What befell people counted in the sentences just before, told with a pronoun or, of a death, without any word for them."""
    found = [one for one in predicates(sentence) if _befalls(sentence, one) or _taken(sentence, one)]
    said = next((one for one in found if one.outcome == "killed"), found[0] if found else None)
    body = _body(sentence)
    if body is not None:
        said = body
    elif said is None or not _points_back(sentence, said):
        return None
    if _taken(sentence, said) and object_pronoun(sentence, said) is False and (owner := _owner(sentence)) is not None:
        return Harm(Link(owner, said.outcome, said.start, said.end, said))
    for back in range(1, _BACK + 1):
        earlier = reading.neighbour(sentence, -back)
        if earlier is None:
            return None
        linked = [link for there, link in told if there is earlier and not link.part]
        people = [link.group for link in linked] or [
            one
            for one in groups(earlier)
            if one.head == "people"
            and not earlier.match(one.start - 2, "casualty.not_yet")  # "pretending to be a friend"
        ]
        if (two := _two(sentence, said, people)) is not None:
            if any(link.outcome in ("killed", said.outcome) for link in linked):
                return None
            hurt = tuple(link for link in linked if link.outcome == "injured" and link.group in people[-2:])
            return Harm(Link(two, said.outcome, said.start, said.end, said), hurt)
        fitting = [one for one in people if _means(sentence, said, one, body)]
        if not fitting or (body is None and len(fitting) == 1 and not linked and _he_took_him(sentence, said)):
            continue
        group = fitting[-1]
        theirs = [link for link in linked if link.group is group]
        if any(link.outcome in ("killed", said.outcome) for link in theirs):
            return None
        before = tuple(link for link in theirs if link.outcome in ("injured", "missing"))
        return Harm(Link(group, said.outcome, said.start, said.end, said, counted=earlier), before)
    return None


def _body(sentence: Sentence) -> Predicate | None:
    """Their bodies, found, or their execution, told of: "his body was later found in a canal", "a video of their beheading"."""
    for at, mark in sentence.find("pronoun.execution"):
        if not sentence.has("casualty.planned", "casualty.could", "stance.threatened", end=at):
            return Predicate("killed", "intransitive", at, mark.end, passive=True)
    for at, mark in sentence.find("pronoun.body"):
        for near in range(mark.end, mark.end + _FOUND_REACH):
            if length := sentence.match(near, "killed.found"):
                negated = sentence.has("grammar.negation", "casualty.could", start=mark.end, end=near)
                return None if negated else Predicate("killed", "intransitive", at, near + length, passive=True)
    return None


def _single(sentence: Sentence, body: Predicate) -> bool:
    """Whether the body found is one person's."""
    mark = sentence.mark(body.start, "pronoun.body", "pronoun.execution")
    return mark is not None and mark.value == "one"


def _owner(sentence: Sentence) -> Group | None:
    """One person of whom only a thing is told first: "a doctor's car was stopped by two men, who killed him"."""
    for at, mark in sentence.find("group.article", end=_OPENING):
        noun = noun_at(sentence, mark.end, SINGULAR)
        if noun is not None and noun[1] < len(sentence.tokens) and sentence.tokens[noun[1]].shape == "possessive":
            one = Number(1, 1, "exact", at, mark.end, at)
            return Group(one, at, noun[1], "people", noun=noun, determiner="article")
    return None


def _two(sentence: Sentence, said: Predicate, people: Sequence[Group]) -> Group | None:
    """Both of two people of whom the sentence before told one by one: "a clerk and her driver were stopped. Both were shot"."""
    mark = sentence.mark(0, "group.both")
    if mark is None or mark.end > said.start or len(people) < 2 or not all(one.one for one in people[-2:]):
        return None
    return Group(Number(2, 2, "exact", 0, mark.end, 0), 0, mark.end, "bare")


def _means(sentence: Sentence, said: Predicate, group: Group, body: Predicate | None) -> bool:
    """Whether a pronoun, or the body found, is of as many as a group."""
    if body is not None:
        return group.one == _single(sentence, body)
    many = object_pronoun(sentence, said)
    if many is not None:
        return group.number.min > 1 if many else group.one
    return _fits(sentence, group)


def _taken(sentence: Sentence, said: Predicate) -> bool:
    """Whether a verb took those told of before: "the gunmen shot him in the leg"."""
    return said.outcome in ("killed", "injured") and object_pronoun(sentence, said) is not None


def _he_took_him(sentence: Sentence, said: Predicate) -> bool:
    """Whether who did it is a pronoun of the same number, so that the only people before may be either."""
    many = object_pronoun(sentence, said)
    if many is None:
        return False
    return any((mark.value == "many") == many for _, mark in sentence.find("pronoun.subject", end=said.start))


def _befalls(sentence: Sentence, one: Predicate) -> bool:
    """Whether a predicate tells what befell its subject."""
    if one.outcome == "displaced":
        return False
    if sentence.match(one.start, "killed.died"):
        return True  # "они утонули": an active verb that takes nobody
    return one.form == "intransitive" or (one.form in ("verb", "state") and (one.passive or one.start == 0))


def _points_back(sentence: Sentence, said: Predicate) -> bool:
    """Whether the sentence begins with a pronoun that what befell belongs to, or with a death itself."""
    alone = ends_clause(sentence, said.end) or not sentence.lexicon.words("grammar.inverts")  # and not "погибла собака"
    if (said.start <= 1 and said.outcome == "killed" and alone) or _taken(sentence, said):
        return True
    reach = _KILLED_REACH if said.outcome == "killed" else _HARMED_REACH
    return any(
        at < said.start <= at + reach
        and not sentence.has("grammar.say", start=at, end=said.start)
        and all(
            _still_they(sentence, clause, said)
            for clause, _ in sentence.find("grammar.clause", start=at, end=said.start)
        )
        for at, _ in sentence.find("pronoun.people", end=min(_OPENING, said.start))
    )


def _still_they(sentence: Sentence, clause: int, said: Predicate) -> bool:
    """Whether a death behind a word that opens a clause is theirs all the same: "but later died", "where he died"."""
    return said.outcome == "killed" and all(
        sentence.match(at, "grammar.adverb", "pronoun.people", "grammar.have") for at in range(clause + 1, said.start)
    )


def _fits(sentence: Sentence, group: Group) -> bool:
    one = sentence.has("pronoun.one", end=_OPENING)
    many = sentence.has("pronoun.many", end=_OPENING)
    return (group.one and not many) or (not group.one and group.number.min > 0 and not one)
