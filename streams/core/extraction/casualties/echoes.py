"""Echoes: people of a sentence whom a later clause of it takes up again, with a pronoun or without any word for them.

"A farmer was ploughing when he was shot", "hit the passenger, killing him", "was stopped near Goma, and was badly beaten".
"""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import NEVER_BOTH, Link, killed_many
from streams.core.extraction.casualties.nouns import PLURAL, ends_at
from streams.core.extraction.casualties.predicates import Predicate, ends_clause
from streams.core.extraction.casualties.scene import Scene
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as
from streams.core.facts import Outcome

_REACH = 45
_AUXILIARIES = 5
_HEAD = 3
_OF_WOUNDS = 5


def with_echoes(scene: Scene, found: Sequence[Link]) -> list[Link]:
    """The links of a sentence, and those of its people who are taken up again; who was hurt and then died counts once."""
    out = list(found)
    for predicate in scene.predicates:
        if predicate.outcome == "displaced" or any(_tells(link, predicate) for link in out):
            continue
        group = _taken_up(scene, predicate, out)
        if group is None:
            continue
        died = _outright(scene.sentence, predicate) or killed_many(scene, group, predicate)
        outcome: Outcome = "killed" if died else predicate.outcome
        told = [link for link in out if link.group is group]
        if any(link.outcome == outcome or (link.outcome, outcome) in NEVER_BOTH for link in told):
            continue
        if outcome == "killed":
            out = [link for link in out if link.group is not group or link.outcome != "injured"]
        besides = outcome == "killed" and scene.sentence.has("group.besides", end=predicate.start)
        out.append(Link(group, outcome, predicate.start, predicate.end, predicate, besides=besides))
    out = [link for link in out if not _told_apart(scene, link, out) and not _each_told(link, out)]
    return sorted(out, key=lambda link: (link.group.start, link.end))


def _outright(sentence: Sentence, predicate: Predicate) -> bool:
    """As in "shot them dead", "beat him to death": what would hurt them killed them."""
    mark = sentence.mark(predicate.end, "pronoun.object")
    return mark is not None and sentence.match(mark.end, "killed.outright") > 0


def _told_apart(scene: Scene, shot: Link, found: Sequence[Link]) -> bool:
    """Whether of those shot it is told what came of each: "two clerks were shot by men, killing one and wounding the other"."""
    said = shot.predicate
    if shot.outcome != "injured" or said is None or not scene.sentence.match(said.start, "killed.many"):
        return False
    each = [
        link
        for link in found
        if link.group.head == "bare"
        and link.start >= shot.end
        and link.predicate is not None
        and link.predicate.form == "ing"
    ]
    return len(each) > 1 and sum(link.group.number.min for link in each) == shot.group.number.min


def _each_told(whole: Link, found: Sequence[Link]) -> bool:
    """Whether of those buried or lost it is told what came of each: "buried 27, of whom 19 were dug out dead and eight are missing"."""
    buried = whole.outcome == "missing" or (whole.predicate is not None and whole.predicate.form == "ing")
    if not buried or whole.outcome not in ("killed", "missing") or whole.group.number.min != whole.group.number.max:
        return False
    each = [link for link in found if link.start >= whole.end and link.group.start >= whole.group.end]
    told = {link.outcome for link in each}
    return "killed" in told and len(told) > 1 and sum(one.group.number.min for one in each) == whole.group.number.min


def _tells(link: Link, predicate: Predicate) -> bool:
    return link.predicate is not None and link.predicate.start == predicate.start


def _taken_up(scene: Scene, predicate: Predicate, found: Sequence[Link]) -> Group | None:
    """Whom a predicate without people of its own befalls, among those before it in the sentence."""
    sentence = scene.sentence
    if (many := object_pronoun(sentence, predicate)) is not None:
        return _taken(scene, predicate, many=many)
    if (these := _all_of_them(scene, predicate)) is not None:
        return these
    if _shortened(scene, predicate):
        return next(iter(_meant(scene, predicate, many=None)), None)
    if not (predicate.passive or (predicate.form == "intransitive" and _of_harm(scene, predicate, found))):
        return None
    at = _before_auxiliaries(sentence, predicate.start)
    if at is None:
        return _before_being(scene, predicate)
    pronoun = sentence.mark(at, "pronoun.subject")
    if pronoun is not None:
        if sentence.match(at - 1, "clause.if") or (
            predicate.outcome == "detained" and sentence.match(at - 1, "clause.while")
        ):
            return None  # "was beaten while he was held"
        return _first(scene, predicate, many=pronoun.value == "many", end=at)
    if not sentence.match(at, "group.and", "clause.but"):
        return None
    return _subject_left_out(scene, predicate, at)


def object_pronoun(sentence: Sentence, predicate: Predicate) -> bool | None:
    """Whether many ("killing them"), one ("shot him") or nobody (None) told of before is whom an active verb took."""
    if predicate.passive or predicate.form not in ("verb", "ing"):
        return None
    mark = sentence.mark(predicate.end, "pronoun.object")
    if mark is None and sentence.lexicon.words("grammar.inverts"):
        before = sentence.mark(predicate.start - 1, "pronoun.object")  # "их расстреляли"
        return None if before is None else before.value == "many"
    if mark is None or (sentence.match(predicate.end, "grammar.determiner") and not ends_at(sentence, mark.end)):
        return None  # "killed her husband"
    return mark.value == "many"


def _before_auxiliaries(sentence: Sentence, at: int) -> int | None:
    """The token before a verb and its auxiliaries and adverbs; None where there is none, or where it is not so."""
    for before in range(at - 1, max(-1, at - 1 - _AUXILIARIES), -1):
        if sentence.match(before, "grammar.negation"):
            return None
        if sentence.match(before, "pronoun.subject", "group.and", "clause.but"):
            return before
        small = sentence.match(before, "grammar.be", "grammar.have", "grammar.adverb", "verb.when")
        if not small and not ends_as(sentence, before, "ending.adverb"):
            return None
    return None


def _of_harm(scene: Scene, predicate: Predicate, found: Sequence[Link]) -> bool:
    """Whether a sentence tells of harm besides: "was hit by a shell and died", and not "was 82 when he died"."""
    harm = any(link.outcome in ("injured", "detained") for link in found)
    wounds = scene.sentence.has("injured.harm", start=predicate.end, end=predicate.end + _OF_WOUNDS)
    return harm or wounds or scene.sentence.has("cause", "injured.hospital", end=predicate.start)


def _all_of_them(scene: Scene, predicate: Predicate) -> Group | None:
    """Those counted last, where it is told that all of them met with it: "with 17 crew aboard, all held hostage"."""
    sentence = scene.sentence
    if predicate.form not in ("verb", "state", "intransitive") or not ends_clause(sentence, predicate.end):
        return None
    at = predicate.start - 1
    small = ("grammar.be", "grammar.have", "grammar.adverb")
    while at > 0 and sentence.match(at, *small) and not sentence.match(at, "group.all"):
        at -= 1
    opens = at > 0 and (sentence.tokens[at - 1].shape == "mark" or sentence.match(at - 1, "group.and") > 0)
    if not opens or not sentence.match(at, "group.all"):
        return None
    return next((one for one in reversed(scene.groups) if one.end < at and one.number.min > 1), None)


def _first(scene: Scene, predicate: Predicate, *, many: bool, end: int) -> Group | None:
    """The first people of the sentence whom a pronoun at ``end`` can mean."""
    return next((group for group in _meant(scene, predicate, many=many) if group.end <= end), None)


def _shortened(scene: Scene, predicate: Predicate) -> bool:
    """Whether a clause leaves out subject and auxiliary: "was on his way home when shot by gunmen"."""
    sentence = scene.sentence
    if predicate.form != "verb" or predicate.passive or not ends_clause(sentence, predicate.end):
        return False
    return sentence.match(predicate.start - 1, "clause.when") > 0 and not sentence.match(
        predicate.start, "casualty.present"
    )


def _taken(scene: Scene, predicate: Predicate, *, many: bool) -> Group | None:
    """The nearest people whom an active verb can have taken: not those who open its clause, who did it."""
    sentence = scene.sentence
    clause = (
        next(
            (
                at
                for at in range(predicate.start - 1, -1, -1)
                if sentence.match(at, "grammar.clause", "clause.relative")
            ),
            -1,
        )
        + 1
    )
    found = [
        group
        for group in _meant(scene, predicate, many=many)
        if group.start < clause or not _opens(sentence, clause, group.start)
    ]
    return found[-1] if found else None


def _opens(sentence: Sentence, clause: int, at: int) -> bool:
    """Whether a token stands at the head of its clause, behind a few words of when and where, and behind nobody else."""
    first = at - clause <= _HEAD and not sentence.has(*PLURAL, start=clause, end=at)
    return first or sentence.lower[at - 1] == ","


def _meant(scene: Scene, predicate: Predicate, *, many: bool | None) -> list[Group]:
    """The people before a predicate who are as many as a pronoun says; ``many`` None: none does."""
    return [
        group
        for group in scene.groups
        if group.end < predicate.start
        and predicate.start - group.end <= _REACH
        and group.head == "people"
        and group not in scene.subsets
        and (many is None or (group.number.min > 1 if many else group.one))
    ]


def _before_being(scene: Scene, predicate: Predicate) -> Group | None:
    """Who opens a sentence and is told at its end to have met with it: "a gunman shot two guards before being killed"."""
    first = scene.groups[0] if scene.groups else None
    sentence = scene.sentence
    if first is None or not first.one or first.head != "people" or first.end > predicate.start:
        return None
    ends = any(
        mark.end == predicate.start or ends_as(sentence, predicate.start - 1, "ending.adverb")
        for _, mark in sentence.find("clause.before_being", start=predicate.start - 3, end=predicate.start)
    )
    verb = any(other.start >= first.end and not other.passive for other in scene.predicates if other is not predicate)
    return first if ends and verb and predicate.start - first.end <= _REACH else None


def _subject_left_out(scene: Scene, predicate: Predicate, join: int) -> Group | None:
    """The subject of a sentence whose second verb stands without it; None where others between could be meant."""
    before = [group for group in scene.groups if group.end <= predicate.start]
    subject = before[0] if before else None
    if subject is None or subject.head != "people" or predicate.start - subject.end > _REACH:
        return None
    sentence = scene.sentence
    for at in range(subject.end, join):
        if sentence.lower[at] in (";", ":", ".") or sentence.match(at, "grammar.say", "pronoun.subject"):
            return None
    others = [group for group in before[1:] if not sentence.match(group.start - 1, "grammar.be")]
    told = sentence.has("grammar.be", "grammar.have", start=subject.end, end=join)
    return subject if told and not others else None
