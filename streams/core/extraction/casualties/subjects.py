"""Subjects: how likely a group of people before a predicate is whom it befell, as a number to compare; 0 for not at all.

A group right beside its predicate scores in the nineties; each token between them costs a point; what could be read
another way ("two gunmen killed 12") scores below what could not.
"""

from collections.abc import Sequence

from streams.core.extraction.casualties.alone import is_body
from streams.core.extraction.casualties.clauses import end_of_joined, passable
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.lives import counts_lives
from streams.core.extraction.casualties.nouns import ARMED, PLURAL, SINGULAR
from streams.core.extraction.casualties.objects import as_object
from streams.core.extraction.casualties.others import of_others_before, told_in_brackets, within_brackets
from streams.core.extraction.casualties.people import civilian
from streams.core.extraction.casualties.predicates import Predicate, ends_clause
from streams.core.extraction.casualties.releases import over_before, undone
from streams.core.extraction.casualties.scene import Scene, object_follows, only_adverbs, takes_them
from streams.core.extraction.wordends import ends_as

_SUBJECT_REACH = 20
_ONE_REACH = 14
_FIRST_REACH = 34
_NONE_OF, _SOME_OF = 3, 5
_NONE_GAP = 9
_MONEY = 1_000_000
"""So many of whom no word says that they are people go missing only as money."""
_WHOSE = 5
"""How many tokens name what people own and its auxiliary: "whose two small houses were"."""
_LABELS, _MOST_LABELS = 2, 12
_QUOTES = ("'", '"')


def as_subject(scene: Scene, group: Group, predicate: Predicate) -> int:
    """How strongly a group before a predicate is what befell: "12 people were killed", "12 dead"."""
    if told_in_brackets(scene, group, predicate) or within_brackets(scene, group, predicate):
        return 0
    gap = _without_quote(scene, scene.gap(group.end, predicate.start))
    if (lost := _all_lost(scene, group, predicate, gap)) is not None:
        return lost
    if _never_theirs(scene, group, predicate):
        return 0
    if predicate.form in ("of", "toll", "ing", "lives", "noun"):
        return _before_a_noun(scene, group, predicate, gap)
    if not _may_be_subject(scene, group, predicate, gap):
        return 0
    if predicate.form == "weak":
        return 50 - len(gap) if _fits_weak(scene, group, predicate) else 0
    if (
        predicate.form == "verb"
        and not predicate.passive
        and (predicate.perfect or gap or object_follows(scene, predicate) or takes_them(scene.sentence, predicate))
    ):
        return _active(scene, group, predicate, gap)
    if predicate.form == "intransitive" and gap and object_follows(scene, predicate):
        return 40 - len(gap)  # "has perished 4 person and suffered 64"
    aside = group.determiner == "article" and scene.sentence.match(group.start - 1, "grammar.preposition") > 0
    if not gap and aside and scene.sentence.match(predicate.start, "killed.many"):
        return 0  # "died from a sniper shot"
    if not gap:
        return _right_behind(scene, group, predicate)
    if (weaker := of_others_before(scene, group, gap)) is not None:
        return weaker
    far = len(gap) + (8 if aside else 0)
    return max(40, 92 - far) if group.head != "bare" or len(gap) < 6 else max(30, 70 - far)


def _all_lost(scene: Scene, group: Group, predicate: Predicate, gap: Sequence[int]) -> int | None:
    """The strength of people of whom it is told that none lived; None where no such words stand there."""
    last = not any(other.start in gap for other in scene.groups)
    if scene.sentence.match(predicate.start, "killed.all_of"):  # "with 9 on board; there were no survivors"
        return 85 if last and group.determiner == "number" and len(gap) <= _SUBJECT_REACH else 0
    none = scene.sentence.ending("group.none_of", group.start, _NONE_OF)
    if none and scene.sentence.match(predicate.start, "killed.survives"):
        return 85 if last and len(gap) < _NONE_GAP else 0  # "aucun des 26 mineurs ensevelis n'a survécu"
    return None


def _right_behind(scene: Scene, group: Group, predicate: Predicate) -> int:
    """The strength of people with their verb right behind them: "12 dead"; less where it only says who they are."""
    if _only_who(scene, group, predicate):
        return 60
    return 0 if scene.sentence.match(predicate.start, "casualty.present") or _label_first(scene) else 95


def _only_who(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether a word only says who they are whom a verb of harm takes: "une frappe tue 12 déplacés"."""
    if predicate.outcome != "displaced" or not scene.sentence.match(predicate.start, "group.held"):
        return False
    return any(
        one.outcome in ("killed", "injured") and not one.passive and as_object(scene, group, one) > 80
        for one in scene.predicates
        if one.end <= group.start and one.form in ("verb", "ing", "of")
    )


def _without_quote(scene: Scene, gap: list[int]) -> list[int]:
    """What stands between; nothing where that is a mark of quotation alone: "ten 'killed' in air strike"."""
    return [] if len(gap) == 1 and scene.sentence.lower[gap[0]] in _QUOTES else gap


def _never_theirs(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """What befalls only those known to be people, never a body ("the body of a man was found with gunshot wounds"), or lives ("five lives were lost")."""
    if group.head == "unknown" and not scene.sentence.match(predicate.start, "people.befalls"):
        return True
    if scene.sentence.match(group.start - 1, "group.not") and scene.sentence.lower[group.start - 2] == ",":
        return True  # "two soldiers, not three as first reported, were killed"
    the = scene.sentence.match(group.start - 1, "group.definite") > 0
    named = group.head == "outcome" or (
        group.head == "bare" and predicate.start == group.end
    )  # "most of the 12 killed"
    if not named and scene.sentence.ending("group.some_of", group.start - the, _SOME_OF):
        return True  # "some of the 900 residents were killed"
    if scene.sentence.ending("group.none_of", group.start - the, _NONE_OF):  # "none of the 14 passengers was hurt"
        return not scene.sentence.match(predicate.start, "killed.survives", "killed.all_of")
    if predicate.outcome != "displaced" and _whose_things(scene, group, predicate):
        return True
    if predicate.outcome == "injured" and _of_the_hurt(scene, group, predicate):
        return True
    home = scene.sentence.match(group.end - 1, "people.household") and scene.sentence.match(
        predicate.start, "injured.burnt"
    )
    if home and group.number.min > 1:
        return True  # "200 hh burnt": their homes
    if predicate.outcome == "injured":
        if group.outcome == "killed" and group.determiner != "number":
            return True  # "the death of a colleague who was shot"
        return is_body(scene, group) or scene.sentence.ending("killed.of", group.start, 3)
    dead = is_body(scene, group) or scene.sentence.ending("killed.of", group.start, 3)
    if predicate.outcome in ("missing", "detained") and dead:
        return True  # "the body of a girl swept away by the river", "the corpse of a child was lifted from under"
    return predicate.outcome == "missing" and scene.sentence.match(group.end - 1, "people.lives.only") > 0


def _whose_things(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether it befell what people own, and not them: "62 families whose houses were burnt"."""
    sentence, at = scene.sentence, group.end + (scene.sentence.lower[group.end : group.end + 1] == (",",))
    if not sentence.match(at, "clause.whose"):
        return False
    thing = range(at + 1, predicate.start)
    return 0 < len(thing) <= _WHOSE and not sentence.has(
        *PLURAL, *SINGULAR, "people.together", start=thing.start, end=thing.stop
    )


def _of_the_hurt(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether some of the hurt have died: "скончался ещё один раненый", where the same word might tell of a wound."""
    sentence = scene.sentence
    if group.end != predicate.start or not sentence.match(predicate.start, "injured.noun"):
        return False
    begin = group.start - (sentence.match(group.start - 1, "group.more") > 0)
    return bool(sentence.lexicon.words("grammar.inverts")) and any(
        one.outcome == "killed" and one.form == "verb" and one.end == begin for one in scene.predicates
    )


def _before_a_noun(scene: Scene, group: Group, predicate: Predicate, gap: Sequence[int]) -> int:
    """The same for what is no verb of theirs: "rose to 18 the number of martyrs", "61 lives were lost", "58 deaths"."""
    if predicate.form == "toll" and predicate.start - group.end <= 1:
        return 80 if group.head == "bare" and scene.sentence.ending("toll.join", group.start, 4) else 0
    if predicate.form == "lives":
        return _of_lives(scene, group, predicate, gap)
    return _counted_by_noun(scene, group, predicate, gap) if predicate.form == "noun" else 0


def _of_lives(scene: Scene, group: Group, predicate: Predicate, gap: Sequence[int]) -> int:
    """Lives that were lost, and those whom a speaker lost: "61 lives were lost", "five kids we lost"."""
    if any(scene.sentence.match(at, "pronoun.speaker") for at in gap):
        lost = scene.sentence.match(predicate.start, "killed.loss") > 0 and group.head == "people"
        return 96 if lost and len(gap) == 1 else 0
    victims = scene.sentence.match(predicate.start, "killed.loss") and scene.sentence.match(
        group.end - 1, "people.robbed"
    )
    return 90 if counts_lives(scene.sentence, group) and len(gap) <= 3 and not victims else 0


def _counted_by_noun(scene: Scene, group: Group, predicate: Predicate, gap: Sequence[int]) -> int:
    """A bare number right before the noun ("58 deaths"), or those whose bodies they are: "eight guards' bodies were found"."""
    if not gap and over_before(scene, group, predicate.outcome):
        return 0
    if len(gap) == 1 and scene.sentence.match(predicate.start, "killed.body"):
        token = scene.sentence.tokens[gap[0]]
        return 90 if token.lower == "'" or token.shape == "possessive" else 0
    return 94 if not gap and group.head == "bare" else 0


def _label_first(scene: Scene) -> bool:
    """Whether labels stand before their figures all along: "KIA 3 WIA 11", and nothing else is said."""
    said = scene.predicates
    if len(said) != len(scene.groups) or not _LABELS <= len(said) <= _MOST_LABELS:
        return False
    return all(
        one.end == group.start and group.head == "bare" and one.form in ("state", "noun", "verb")
        for one, group in zip(said, scene.groups, strict=True)
    )


def _may_be_subject(scene: Scene, group: Group, predicate: Predicate, gap: Sequence[int]) -> bool:
    """Whether a group is near enough, nothing between claims the predicate, and its kind of people fits."""
    told_of = predicate.passive or predicate.form == "intransitive"
    reach = _ONE_REACH if group.determiner != "number" or group in scene.subsets else _SUBJECT_REACH
    if group is scene.groups[0] and told_of:
        reach = _FIRST_REACH
    if len(gap) > reach or not passable(
        scene, group, scene.gap(end_of_joined(scene, group, predicate), predicate.start)
    ):
        return False
    commas = [at for at in gap if scene.sentence.lower[at] == ","] if group in scene.subsets else []
    aside = group.start <= 1 and group.of == "part.of.them" and len(commas) == 2 and commas[0] == gap[0]
    if commas and not aside:
        return False  # and not "one of them, a man, died"
    if predicate.outcome == "missing" and group.head == "bare" and group.number.min >= _MONEY:
        return False  # "400 millions ont disparu"
    one = group.head == "bare" and group.determiner != "number"
    if one and (predicate.outcome == "displaced" or (len(gap) > 3 and not group.of)):
        return False
    if undone(scene, group, predicate):
        return False
    hurt = group.outcome in ("injured", "killed") or scene.sentence.match(group.end - 1, "injured.casualty")
    if predicate.outcome == "displaced" and hurt:
        return False  # "ten casualties were evacuated", "thirty critically injured persons were airlifted"
    if predicate.outcome == "displaced" and scene.sentence.match(
        group.end - 1, "detained.captors", "people.hunted.only"
    ):
        return False  # "four gunmen fled on motorbikes"
    if scene.sentence.match(predicate.start, "displaced.arrives") and civilian(scene.sentence, group) is False:
        return False  # "300 soldiers have arrived in Burundi"
    if predicate.outcome == "displaced" and (group.of == "part.of.killed" or group.determiner == "definite"):
        return False  # "fourteen of the bodies were brought out", "the secretary turned up in the buffet"
    if group.number.max == 0 and predicate.outcome not in ("killed", "injured"):
        return False
    return (
        group.determiner != "definite"
        or told_of
        or (not gap and (_gapped(scene, group, predicate) or _left_so(scene, group, predicate)))
        or (not gap and _somebody_of_theirs(scene, group))
    )


def _somebody_of_theirs(scene: Scene, group: Group) -> bool:
    """Whether somebody is told by whose he is, where no helper tells the passive: "Загинув чоловік, його дружина поранена"."""
    theirs = scene.sentence.match(group.start, "grammar.theirs") > 0
    return theirs and bool(scene.sentence.lexicon.words("grammar.articleless"))


def _left_so(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether a verb before it left them so: "the blast left a child dead and her mother wounded"."""
    sentence = scene.sentence
    return sentence.match(predicate.start, f"{predicate.outcome}.behind") > 0 and any(
        one.form == "ing" and one.end <= group.start and sentence.match(one.start, f"{predicate.outcome}.around")
        for one in scene.predicates
    )


def _gapped(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether a verb shares the auxiliary of the one before: "a lorry was attacked and its driver killed"."""
    sentence = scene.sentence
    joined = sentence.match(group.start - 1, "group.and") and ends_clause(sentence, predicate.end)
    return bool(joined) and any(
        ends_as(sentence, mark.end, "ending.past")
        for at, mark in sentence.find("grammar.be", end=group.start - 1)
        if mark.end < group.start - 1
    )


def _fits_weak(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Words that tell something of people alone: "4,000 people left Sarmin", and of soldiers "ten soldiers fell"."""
    if any(one.outcome == "missing" and one.form == "ing" and one.end == group.start for one in scene.predicates):
        return False  # "police are looking for four men who left in a van"
    armed = scene.sentence.has(*ARMED, "people.modifier.armed", start=group.start, end=group.noun[1])
    return (predicate.outcome != "killed" or armed) and group.head == "people" and not object_follows(scene, predicate)


def _have_moved(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether people went by themselves: "more than 400,000 people have moved to shelters"."""
    if predicate.outcome != "displaced" or object_follows(scene, predicate) or group.head == "outcome":
        return False
    itself = scene.sentence.match(predicate.start, "displaced.itself") > 0
    return itself and not scene.sentence.has(*ARMED, start=group.noun[0], end=group.noun[1])


def _active(scene: Scene, group: Group, predicate: Predicate, gap: Sequence[int]) -> int:
    """An active verb may still be a headline's passive: "12 people in Idlib killed"; hardly with an object behind it."""
    if predicate.perfect and _have_moved(scene, group, predicate):
        return 90 - len(gap)
    if predicate.perfect or scene.sentence.match(predicate.start, "casualty.present"):
        return 0
    if takes_them(scene.sentence, predicate) or scene.sentence.match(predicate.end, "grammar.theirs"):
        return 0  # "two attackers broke in and killed its founder"
    if object_follows(scene, predicate):
        return 45 - len(gap)
    if not only_adverbs(scene.sentence, gap):
        aside = scene.sentence.lower[gap[0]] == "," == scene.sentence.lower[gap[-1]] and scene.sentence.match(
            gap[0] + 1, "part.opens"
        )  # "12, including five children, killed"
        return 60 - len(gap) if group.head != "bare" or aside else 0
    return 92 - len(gap)
