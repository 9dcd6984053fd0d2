"""Objects: how likely a group after a predicate is what that took, as a number to compare with those of ``subjects``."""

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.lives import buried_with_things, lives
from streams.core.extraction.casualties.nouns import ARMED, never_people, thing_before
from streams.core.extraction.casualties.others import with_others
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.releases import undone
from streams.core.extraction.casualties.scene import Scene, empty, labelled, only_adverbs
from streams.core.extraction.casualties.tallies import first_place
from streams.core.extraction.casualties.totals import may_reach
from streams.core.extraction.casualties.untaken import (
    _OFFICE,
    aboard,
    carried_off,
    hunted,
    is_given,
    never_taken,
    of_the_bereaved,
    souls,
)
from streams.core.extraction.reading import Sentence

_OBJECT_REACH = 5
_FAR_OBJECT = 8
"""How many tokens who did it and how may take between a verb that stands first and its people."""
_TOLL_REACH = 26
_RESULTS = 3
_LABEL = 4
_NUMBER_IS = 4
_LISTED_REACH = 14
_PHRASE = 8


def as_object(scene: Scene, group: Group, predicate: Predicate) -> int:
    """How strongly a group after a predicate is what it took: "killed 12", "bodies of 12", "toll rose to 12"; 0: not at all."""
    sentence, gap = scene.sentence, _between(scene, group, predicate)
    the = group.determiner == "definite" and predicate.form not in ("toll", "lives")
    unlike = _over(scene, group, predicate) or any(
        not_so(sentence, group, predicate) for not_so in (never_taken, hunted, carried_off, is_given, of_the_bereaved)
    )
    if unlike or (the and not aboard(sentence, group, predicate) and not _takes_the(sentence, predicate, group.end)):
        return 0
    if sentence.ending("group.number_is", group.start, _NUMBER_IS):
        return 80 if _only_words(sentence, gap) and predicate.form in ("of", "verb", "intransitive") else 0
    if predicate.form in ("toll", "lives"):
        return (_toll if predicate.form == "toll" else lives)(scene, group, predicate)
    if aboard(sentence, group, predicate) or with_others(scene, group, predicate):
        return 85
    if predicate.start == 0 and len(gap) == 1 and sentence.match(gap.start, "grammar.be") and predicate.form == "verb":
        return 84  # "Killed were two nurses"
    if (labelled(sentence, gap) or _by_place(sentence, group, gap)) and predicate.form in (
        "noun",
        "verb",
        "state",
        "intransitive",
    ):
        of = sentence.match(gap.start, "grammar.of")  # "Deaths of livestock: 340"
        things = (of > 0 and never_people(sentence, gap.start + of)) or thing_before(
            sentence, predicate.start
        )  # "Houses burnt: 312"
        people = group.head != "bare" or not things
        return 85 if people and (group.determiner == "number" or group.head == "bare") else 0
    if predicate.form in ("noun", "state"):
        return _as_label(sentence, group, predicate, gap)
    if predicate.form in ("intransitive", "weak"):
        return _after_intransitive(scene, group, predicate)
    if len(gap) > (_FAR_OBJECT if _far(sentence, group, predicate) else _OBJECT_REACH) or not empty(sentence, gap):
        if _behind_a_phrase(scene, group, predicate, gap) or buried_with_things(scene, group, predicate, gap):
            return 72 - len(gap)
        return 80 if _listed_behind(scene, group, predicate) else _trailing(scene, group, predicate)
    if predicate.form in ("of", "ing"):
        return 93 - len(gap)
    return _after_verb(scene, group, predicate, gap)


def _between(scene: Scene, group: Group, predicate: Predicate) -> range:
    """What stands between a verb and people behind it, without "and" where that only adds them: "Погибли и трое жителей"."""
    sentence, gap = scene.sentence, range(predicate.end, group.start)
    alone = len(gap) == 1 and sentence.match(gap.start, "group.and") > 0 and group.determiner == "number"
    if not alone or not sentence.lexicon.words("grammar.inverts"):
        return gap
    opens = predicate.start == 0 or sentence.tokens[predicate.start - 1].shape == "mark"
    also = opens and not any(one.start == group.end for one in scene.predicates)
    return range(group.start, group.start) if also else gap


def _far(sentence: Sentence, group: Group, predicate: Predicate) -> bool:
    """Whether a verb stands first and counted people are what it may take: "أعدمت قوات الدعم السريع ميدانيا 22 شابا"."""
    plain = group.head == "people" and group.determiner == "number" and predicate.form == "verb"
    return plain and bool(sentence.lexicon.words("grammar.vso"))


def _over(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether what a verb in front of its people tells of them is over, where verbs stand first or may do so."""
    sentence = scene.sentence
    freed = predicate.outcome == "detained" and sentence.ending("detained.released", group.start, 2)
    if freed and sentence.lexicon.words("grammar.inverts"):
        return True  # "из 120 задержанных отпустили 40"
    if not sentence.lexicon.words("grammar.vso"):
        return False
    return undone(scene, group, predicate) or _of_others(scene, group, predicate)


def _of_others(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether a verb that stands first took others: "قتل مسلحان ثلاثة جنود", or left them otherwise: "خلف 12 جريحا"."""
    otherwise = group.outcome not in (None, predicate.outcome)
    if otherwise and scene.sentence.match(predicate.start, "casualty.leaves"):
        return True
    offices = scene.sentence.find("frame.office", "frame.real", start=max(0, group.start - _OFFICE), end=group.start)
    if any(mark.end == group.end for _, mark in offices):
        return True  # "انتشلت فرق الدفاع المدني خمس جثث"
    armed = group.one and scene.sentence.match(group.start, *ARMED)
    if armed and scene.sentence.match(group.start - 1, "cause"):
        return True  # "أصيب برصاص قناص"
    takes = predicate.form in ("verb", "of") and predicate.outcome in ("killed", "injured", "detained")
    return takes and any(
        other.start == group.end
        and other.head == "people"
        and not (other.more or scene.sentence.has("part.of.them", start=other.start, end=other.end))
        for other in scene.groups
    )


def _only_words(sentence: Sentence, gap: range) -> bool:
    """Whether words alone stand there: "مقتل جميع ركاب الطائرة وعددهم 62"."""
    return len(gap) <= _LISTED_REACH and all(sentence.tokens[at].shape == "word" for at in gap)


def _after_verb(scene: Scene, group: Group, predicate: Predicate, gap: range) -> int:
    """What stands behind a verb that has, or may have, taken it: "killed 12"."""
    sentence = scene.sentence
    if predicate.passive and not sentence.lexicon.words("grammar.inverts"):
        return 70 if not gap and _verb_first(scene, predicate) else 0
    return _plain_object(scene, group, predicate, gap)


def _plain_object(scene: Scene, group: Group, predicate: Predicate, gap: range) -> int:
    """How strongly a group right behind an active verb is its object; less where others stand right before the verb."""
    stands = any(other.end == predicate.start for other in scene.groups)
    if stands and gap and group.head == "bare" and scene.sentence.ending("part.opens", group.start, len(gap)):
        return 0  # "douze blessés dont deux grièvement": some of those before
    return (75 if stands else 90) - len(gap)


def _as_label(sentence: Sentence, group: Group, predicate: Predicate, gap: range) -> int:
    """A noun and the number that it is: "the dead are 12", "KIA 3"."""
    if group.determiner != "number" or not (group.head == "bare" or souls(sentence, group, predicate)):
        return 0
    if len(gap) == 1 and sentence.match(gap.start, "grammar.be"):
        return 80
    label = not sentence.match(predicate.start, "killed.loss") and only_adverbs(sentence, gap) and len(gap) < 2
    return 55 if label else 0


def _by_place(sentence: Sentence, group: Group, gap: range) -> bool:
    """A label and the first of its places: "Deaths by province: Sofala 12"."""
    colon = next((at for at in gap if sentence.lower[at] == ":"), None)
    return colon is not None and colon - gap.start <= _LABEL and first_place(sentence, group, colon)


def _after_intransitive(scene: Scene, group: Group, predicate: Predicate) -> int:
    """Those behind a verb that takes nobody, as in English put together from another language: "has perished 4 person"."""
    behind = predicate.end + scene.sentence.match(predicate.end, "part.only")  # "выжили лишь трое из 30"
    after = behind == group.start and predicate.form == "intransitive"
    if predicate.form == "intransitive" and scene.sentence.lexicon.words("grammar.inverts"):
        gap = range(predicate.end, group.start)
        there = scene.sentence.match(predicate.start, "grammar.preposition") > 0  # "у лікарні працюють 120 лікарів"
        plain = only_adverbs(scene.sentence, gap) if there else empty(scene.sentence, gap)
        if len(gap) <= _OBJECT_REACH and plain:
            return _plain_object(scene, group, predicate, gap)  # "murieron sus cuatro ocupantes"
        if _behind_a_phrase(scene, group, predicate, gap):
            return 72 - len(gap)
    if after and (group.determiner == "number" or _verb_first(scene, predicate)):
        return 58
    return _trailing(scene, group, predicate)


def _behind_a_phrase(scene: Scene, group: Group, predicate: Predicate, gap: range) -> bool:
    """Whether where or how it was stands between a verb and its people: "погибли в результате удара 12 человек"."""
    sentence = scene.sentence
    if predicate.form not in ("verb", "intransitive") or not sentence.lexicon.words("grammar.inverts"):
        return False
    opens = len(gap) <= _PHRASE and group.head == "people" and sentence.match(gap.start, "grammar.preposition")
    last = gap.stop - 1  # "mató en 2007 a 102 personas": the object's own small word
    if (
        not opens
        or sentence.match(last, "group.join")
        or (sentence.match(last, "grammar.preposition") and not sentence.match(last, "grammar.object"))
    ):
        return False
    starts = {other.start for other in scene.groups}
    starts.update(one.start for one in scene.predicates if one.form not in ("of", "noun"))
    return starts.isdisjoint(gap) and not any(
        sentence.tokens[at].shape == "mark" or sentence.match(at, "grammar.clause", "grammar.say") for at in gap
    )


def _listed_behind(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """A figure behind the colon of its label: "bodies of the attackers in front of the trench: 86 counted"."""
    sentence, gap = scene.sentence, range(predicate.end, group.start)
    return (
        predicate.form == "of"
        and 1 < len(gap) <= _LISTED_REACH
        and sentence.lower[gap.stop - 1] == ":"
        and group.head == "bare"
        and not any(other.start in gap for other in scene.groups)
        and not any(sentence.tokens[at].shape in ("mark", "number") for at in gap[:-1])
        and not never_people(sentence, gap.start)
    )


def _takes_the(sentence: Sentence, predicate: Predicate, end: int) -> bool:
    """Whether what is told of "the driver" is news: "killing the driver", "resulting in the death of the driver"."""
    first = sentence.lexicon.words("grammar.vso")
    if first and (predicate.outcome == "displaced" or _of_age(sentence, predicate)):
        return False  # "رحل الشاعر", "توفي الفنان"
    if predicate.form == "of":
        news = sentence.ending("casualty.results", predicate.start, _RESULTS) or _headlined(sentence, predicate)
        return news or (_opens_as_verb(sentence, predicate) and _takes_no_more(sentence, end))
    inverts = predicate.form == "intransitive" and bool(sentence.lexicon.words("grammar.inverts"))
    return (inverts or predicate.form in ("ing", "verb")) and not predicate.passive  # "muere el alcalde de Cali"


def _of_age(sentence: Sentence, predicate: Predicate) -> bool:
    """Whether a death is told that may be one of age or illness, and nothing of what did harm."""
    harm = ("cause", "injured.verb", "injured.noun", "missing.noun", "killed.noun", "injured.around", "killed.around")
    return sentence.match(predicate.start, "killed.natural") > 0 and not sentence.has(*harm)


def _opens_as_verb(sentence: Sentence, predicate: Predicate) -> bool:
    """Whether a word that is a noun or a verb opens its clause, as a verb does that stands first: "وقتل السائق"."""
    if not sentence.lexicon.words("grammar.vso") or not sentence.match(predicate.start, f"{predicate.outcome}.verb"):
        return False
    at = predicate.start - (sentence.match(predicate.start - 1, "group.and") > 0)
    return at <= 0 or sentence.tokens[at - 1].shape == "mark" or sentence.match(predicate.start - 1, "group.and") > 0


def _takes_no_more(sentence: Sentence, end: int) -> bool:
    """Whether a clause ends, or goes on with another phrase, where an object might stand: "قتل المهاجم المباراة" kills the match."""
    if end >= len(sentence.tokens) or sentence.tokens[end].shape == "mark":
        return True
    return sentence.match(end, "group.and", "grammar.preposition", "grammar.clause", "people.modifier") > 0


def _headlined(sentence: Sentence, predicate: Predicate) -> bool:
    """Whether a violent death or a capture opens a sentence, so that it is the news: "مقتل الصحفي أحمد حسن في غزة"."""
    opens = predicate.start == 0 or sentence.lower[predicate.start - 1] in (":", "|")
    return opens and sentence.match(predicate.start, "casualty.violent") > 0


def _verb_first(scene: Scene, predicate: Predicate) -> bool:
    """Whether nobody stands before the verb, as in English put together from another language: "were wounded six people"."""
    return not any(other.end <= predicate.start for other in scene.groups) and not any(
        scene.sentence.match(at, "grammar.pronoun") for at in range(predicate.start)
    )


def _trailing(scene: Scene, group: Group, predicate: Predicate) -> int:
    """A number that comes after its own sentence: "people are fleeing toward the river, 400 families at least"."""
    before = group.start - 1
    last = group.end >= len(scene.sentence.tokens) - 1 or scene.sentence.match(group.end, "toll.in_all") > 0
    free = not any(other.end <= predicate.start for other in scene.groups)
    comma = scene.sentence.lower[before : group.start] == (",",)
    return 30 if last and free and comma and predicate.outcome == "displaced" and group.head == "people" else 0


def _toll(scene: Scene, group: Group, predicate: Predicate) -> int:
    sentence, gap = scene.sentence, range(predicate.end, group.start)
    if len(gap) > _TOLL_REACH or (group.determiner != "number" and group.head != "bare"):
        return 0
    if any(sentence.lower[at] == ";" for at in gap):
        return 0
    if any(other.end == group.start - 1 and other is not predicate for other in scene.predicates) and (
        sentence.lower[group.start - 1] in (":", "=")
    ):
        return 0  # "KIA: 6 (body count), captured: 2"
    if _by_place(sentence, group, gap):
        return 85
    others = any(predicate.end <= other.start and other.end <= group.start for other in scene.groups)
    verbs = any(predicate.end <= other.start < group.start and other.form != "noun" for other in scene.predicates)
    if others and verbs:
        return 0
    quoted = group.start - (sentence.lower[group.start - 1 : group.start] == ('"',))  # "runs to \"several\""
    joined = any(sentence.ending("toll.join", at, 4) for at in {group.start, quoted, group.number.figure})
    joined = joined or may_reach(sentence, predicate.end, group)
    if sentence.lexicon.words("grammar.vso"):  # "بلغ عدد النازحين 100": the verb stands first
        joined = joined or sentence.has("toll.join", start=predicate.start - 3, end=predicate.start)
    if group.of == "part.of.them" and [sentence.lower[at] for at in gap] == [","]:
        return 90  # "the wounded, 44 of them, were"
    if sentence.lower[group.end : group.end + 1] == (",",) and [sentence.lower[at] for at in gap] == [","]:
        return 90  # "the highest number of deaths, 12, was"
    if sentence.match(group.end, "toll.in_all") and [sentence.lower[at] for at in gap] == [","]:
        return 90  # "the injured, ten in all, were"
    in_quotes = all(sentence.tokens[at].shape == "mark" and sentence.lower[at] in "'\"" for at in gap)
    return 96 - min(len(gap), 20) if joined or in_quotes else 0
