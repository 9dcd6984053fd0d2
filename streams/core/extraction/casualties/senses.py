"""Senses: whether a word of an outcome tells here what befell people, or is used in another sense.

"20 people held a vigil", "to die for", "lost our hats": the words around it decide, and the value that a table gives it.
"""

from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import NOUNS, PLURAL, SINGULAR, ends_at
from streams.core.extraction.casualties.predicates import Form, auxiliary, ends_clause
from streams.core.extraction.casualties.things import of_things
from streams.core.extraction.lexicon import Mark
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as
from streams.core.facts import Cause

_QUOTES = ("'", '"')
ILLNESS: tuple[Cause, ...] = ("disease", "famine")
_CARRIED = 8
_SICK = 3
_TENDS = 4
"""How many words say at least that wounds were tended: "dressed the wounds of"."""
_SUSTAINED = 3
_SITE = 5
_TAKEN, _LOST = 4, 10
_LEFT = 4
_OTHER = 8
"""Within how many tokens behind a word of an outcome stands what shows another sense."""


def otherwise_meant(sentence: Sentence, at: int, mark: Mark, form: Form) -> bool:
    """Whether the word tells of something else here than what befell people."""
    if (
        _only_where(sentence, at, mark.value)
        or _counts_cases(sentence, at, mark, form)
        or _their_own(sentence, at, mark)
        or (mark.cls.startswith("missing.") and sentence.match(at - 1, "missing.got_out") > 0)
    ):
        return True
    if form == "intransitive" and _of_no_death(sentence, mark.end):
        return True
    joined = sentence.match(mark.end, "grammar.conjunction") > 0  # "five critical and two stable"
    if mark.value == "final" and not joined and not ends_clause(sentence, mark.end):
        return True  # "20 held", and not "20 people held a vigil"
    if form == "verb" and sentence.match(at, "casualty.present") and sentence.match(at - 1, "casualty.as_noun"):
        return True  # "shot after capture"
    if form == "verb" and (sentence.match(at - 1, "casualty.not_yet") or _not_that(sentence, at)):
        return True
    if mark.cls == "displaced.intransitive" and sentence.match(at, "displaced.noun_too"):
        return at > 0 and not sentence.match(at - 1, *PLURAL, "grammar.aux", "grammar.adverb", "group.join")
    elsewhere = _brought_somewhere(sentence, at, mark) or of_things(sentence, at, mark)
    if elsewhere or _of_something_else(sentence, mark) or _helped(sentence, at, mark):
        return True
    if form == "weak" and _left_otherwise(sentence, at, mark):
        return True  # "two teachers have left us"
    if mark.cls.startswith("detained.") and (
        sentence.match(at - 1, "detained.term") or _held_before(sentence, at, mark.end)
    ):
        return True  # "to life in prison", "three men in custody were killed"
    put_off = mark.cls == "displaced.of" and sentence.has("casualty.put_off", start=mark.end)
    if form == "of" and (put_off or sentence.match(at - 1, "casualty.planned")):
        return True  # "a planned evacuation of 900"
    if form == "state" and (only_played(sentence, at, mark.end) or _lacks(sentence, at, mark)):
        return True
    ends = bool(
        sentence.lexicon.words("grammar.inverts")
    )  # an idiom may end with the verb: "зал покинули 40 депутатов"
    idiom = any(  # "to die for"
        sentence.match(first, "casualty.idiom") > mark.end - first - (ends and first < at)
        for first in range(at - 1 - ends, at + 1)
    )
    return _of_none(sentence, at, mark.end) or (idiom and not _shot_there(sentence, at, mark.end))


def _held_before(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a participle behind people only says that they were held when they came to harm: "three men in custody were killed"."""
    if not sentence.match(at - 1, *PLURAL, *SINGULAR) or auxiliary(sentence, at)[0]:
        return False
    for near in range(end, min(end + _OTHER, len(sentence.tokens))):
        if sentence.tokens[near].shape == "mark" or sentence.match(near, "group.and"):
            return False
        if sentence.match(near, "killed.intransitive"):
            return True
        if sentence.match(near, "killed.verb", "injured.verb"):
            return auxiliary(sentence, near)[0]
    return False


def _counts_cases(sentence: Sentence, at: int, mark: Mark, form: Form) -> bool:
    """Whether cases of an illness are counted and no wounds, or deaths themselves and not whose they are."""
    if form == "of" and _counted(sentence, at, mark.end):
        return True
    return mark.cls.startswith("injured.") and of_a_case(sentence, at)


def _counted(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a word for what befell some is counted itself, and no people: "12 وفاة جديدة"."""
    if not sentence.lexicon.words("grammar.vso") or not sentence.match(at, *NOUNS) or at == 0:
        return False
    counted = sentence.tokens[at - 1].shape == "number" or sentence.match(at - 1, "numeral.unit", "numeral.ten")
    return bool(counted) and not sentence.match(end, *PLURAL, *SINGULAR, "numeral.unit", "numeral.vague")


def _lacks(sentence: Sentence, at: int, mark: Mark) -> bool:
    """Whether a thing is lost or missing, nobody is: "two of us lost our hats", "one bridge is missing its deck"."""
    lacks = mark.cls == "missing.state" and (
        sentence.match(mark.end, "missing.its") > 0 or _parts(sentence, at, mark.end)
    )
    return lacks or (sentence.match(at, "missing.thing") > 0 and _of_a_thing(sentence, at, mark.end))


def _parts(sentence: Sentence, at: int, end: int) -> bool:
    """Whether what is said to be missing are parts of a thing: "twelve are missing railings"."""
    if (
        not sentence.match(at - 1, "grammar.be")
        or end >= len(sentence.tokens)
        or not sentence.lexicon.words("ending.many")
    ):
        return False
    known = sentence.match(
        end,
        *PLURAL,
        "numeral.measure",
        "grammar.preposition",
        "grammar.adverb",
        "grammar.clause",
        "cause",
        "stance.new",
    )
    return ends_as(sentence, end, "ending.many") and not known and ends_clause(sentence, end + 1)


def only_played(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a word of harm stands in quotation marks in what tells of a drill: "the drill, in which 40 'dead' lay down"."""
    quoted = (
        at > 0 and sentence.lower[at - 1] in _QUOTES and sentence.lower[end : end + 1] in {(one,) for one in _QUOTES}
    )
    return quoted and any(mark.value == "drill" for _, mark in sentence.find("frame.strong", "frame.weak"))


def _not_that(sentence: Sentence, at: int) -> bool:
    """Whether it is said that they met with something else: "were wounded, not killed"."""
    other = at > 1 and (sentence.lower[at - 2] == "," or sentence.match(at - 2, "group.and", "clause.but") > 0)
    return bool(other) and sentence.match(at - 1, "group.not") > 0


def _of_something_else(sentence: Sentence, mark: Mark) -> bool:
    """Whether a word behind, in the same clause, shows another sense: "فقد 200 عامل وظائفهم", "حصد ثلاثة طلاب جوائز"."""
    for other, thing in sentence.find("casualty.another_sense", start=mark.end, end=mark.end + _OTHER):
        if mark.cls.startswith(thing.value) and not any(
            sentence.tokens[at].shape == "mark" or sentence.match(at, "group.and") for at in range(mark.end, other)
        ):
            return True
    return False


def _left_otherwise(sentence: Sentence, at: int, mark: Mark) -> bool:
    """Whether those who left went from no place of theirs: "left us", "left the meeting", "were left without power"."""
    if sentence.match(mark.end, "grammar.pronoun"):
        return True
    if mark.cls != "displaced.weak":
        return False
    if sentence.match(at - 1, "clause.who") and sentence.match(mark.end, "displaced.left_how"):
        return True  # "three hunters who left by snowmobile"
    the = sentence.match(mark.end, "grammar.determiner")
    named = mark.end < len(sentence.tokens) and sentence.tokens[mark.end].capital
    if not named and sentence.match(mark.end - 1, "grammar.preposition"):  # "han salido de Argelia", not "de excursión"
        return not sentence.has("displaced.place", start=mark.end, end=mark.end + the + _LEFT)
    return auxiliary(sentence, at)[0] or (
        the > 0 and not sentence.has("displaced.place", start=mark.end + the, end=mark.end + the + _LEFT)
    )


def _of_a_thing(sentence: Sentence, at: int, end: int) -> bool:
    """Whether what follows is what people lost: "lost our hats", "lost power", and not "lost at sea", "lost since Friday"."""
    if sentence.match(end, "grammar.determiner", "grammar.pronoun"):
        return True
    if end >= len(sentence.tokens) or sentence.tokens[end].shape != "word" or sentence.match(at - 1, "grammar.be"):
        return False
    return not ends_at(sentence, end) and not sentence.match(end, *PLURAL, "stance.new", "stance.background")


def _only_where(sentence: Sentence, at: int, where: str) -> bool:
    """Whether the word tells of people only beside another one that the sentence has not, by the value of its table."""
    if where == "wounds":
        return not sentence.has("injured.wound")  # a clinic treats the sick as well
    if where == "hospital":
        there = sentence.has("injured.hospital", "injured.medics", end=at) and not of_the_sick(sentence)
        return not (there or sentence.has("injured.wound"))
    if where == "deed":
        return sentence.match(at - 1, "grammar.preposition") > 0  # "in a prison" jails nobody
    if where == "passive":
        return not auxiliary(sentence, at)[0]  # "three men were secured"; one secures a road
    if where == "unknown":
        return not sentence.has("missing.unknown")  # the fate of hostages is bargained for
    if where == "lives":
        return not sentence.has(
            "killed.lives", start=at - _TAKEN, end=at + _LOST
        )  # a vaccine saves the lives of thousands
    if where == "morgue":
        return not sentence.has("killed.morgue", end=at)
    if where == "collapse":
        return not sentence.has("missing.collapse")  # the dead are buried as well
    if where == "wreck":  # "two sought after yacht overturns"; police seek witnesses
        return not sentence.has("cause", "missing.vessel", "missing.collapse", "killed.verb", "killed.intransitive")
    if where == "place":  # "village of 640 emptied"; and bins are emptied
        return not sentence.has("displaced.place", end=at)
    outlived = where == "funeral" and sentence.match(at - 1, "pronoun.one")  # "he buried four editors"
    return bool(outlived) or (where == "funeral" and sentence.has("missing.collapse"))


def _their_own(sentence: Sentence, at: int, mark: Mark) -> bool:
    """Whether the dead are those whom others bury or show: "hundreds with pictures of their dead"."""
    dead = mark.cls in ("killed.noun", "killed.state") and sentence.match(at - 1, "grammar.theirs") > 0
    return dead and sentence.match(at - 2, "grammar.of", "killed.mourns") > 0


def _helped(sentence: Sentence, at: int, mark: Mark) -> bool:
    """Whether help came to so many: "partners have reached 9,300 people with food"."""
    counted = any(token.shape == "number" for token in sentence.tokens[mark.end : mark.end + 2])
    return sentence.match(at, "displaced.reached") > 0 and counted


def _brought_somewhere(sentence: Sentence, at: int, mark: Mark) -> bool:
    """Whether those brought away are sick and not hurt ("a pregnant woman to hospital"), or hurt and not homeless."""
    if mark.cls.endswith((".verb", ".state")) and _attribute(sentence, at, mark.end):
        return True
    if mark.cls.startswith("injured.") and sentence.match(at, "injured.cared") and of_the_sick(sentence):
        return True  # "300 personnes hospitalisées pour choléra"
    if mark.cls == "injured.intransitive" and sentence.match(at, "grammar.preposition"):
        return sentence.has("people.sick", start=at - _SICK, end=at) or sentence.match(at - 1, "people.goes") > 0
    if (
        mark.cls == "injured.of"
        and mark.end - at < _TENDS
        and sentence.has("injured.with", start=at - _SUSTAINED, end=at)
    ):
        return True  # "sustained injuries to the leg"
    if mark.cls == "displaced.intransitive":
        return sentence.match(mark.end, "injured.state", "people.alive") > 0  # "walked out unhurt"
    return mark.cls == "displaced.verb" and carried(sentence, mark.end)  # "were evacuated with wounds"


def _attribute(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a participle only says what people were whom others carried: "transporting injured people to the clinic"."""
    return sentence.match(at - 1, "people.doing") > 0 and sentence.match(end, *PLURAL) > 0


def carried(sentence: Sentence, at: int) -> bool:
    """Whether those taken out or moved are told, in the same clause, to be wounded or dead."""
    end = next(
        (near for near in range(at, at + _CARRIED) if sentence.lower[near : near + 1] in ((",",), (";",), ())),
        at + _CARRIED,
    )
    if sentence.has("killed.lifeless", start=at, end=end) or sentence.match(at, "injured.state", "people.alive"):
        return True  # "were brought out injured"
    return any(
        sentence.has("injured.harm", "injured.broken", start=mark.end, end=mark.end + 3)
        for _, mark in sentence.find("injured.with", start=at, end=end)
    )


def of_a_case(sentence: Sentence, at: int) -> bool:
    """Whether a word that may tell of a wound tells of a case of an illness: "420 إصابة بالكوليرا"."""
    return sentence.match(at, "injured.case") > 0 and of_the_sick(sentence)


def of_the_sick(sentence: Sentence) -> bool:
    """Whether a sentence tells of an illness."""
    return any(mark.value in ILLNESS for _, mark in sentence.find("cause")) or sentence.has("people.sick")


def only_ill(sentence: Sentence, link: Link, cause: Cause | None) -> bool:
    """Whether those in care are ill and not hurt: "dengue killed eight; a further 778 were admitted", "and 27 for cholera"."""
    said, behind = link.predicate, link.group.end
    if link.outcome != "injured" or said is None:
        return False
    for at, mark in sentence.find("cause", "people.illness", start=behind, end=behind + _SICK):
        of_ill = any(sentence.match(near, "injured.of_ill") for near in range(max(behind, at - 2), at))
        if of_ill and (mark.cls != "cause" or mark.value in ILLNESS):
            return True  # "70 with ordinary malaria"
    if cause not in ILLNESS or not sentence.has("injured.in_care", "injured.cared", start=said.start, end=said.end):
        return False
    others = any(mark.value not in ILLNESS for _, mark in sentence.find("cause"))
    return not others and not sentence.has("injured.wound")


def _of_no_death(sentence: Sentence, end: int) -> bool:
    """What shows that nobody died once and by himself: "drowned all of them in plum brandy", "died eleven times"."""
    return sentence.match(end, "casualty.object") > 0 or sentence.match(end + 1, "killed.times") > 0


def _of_none(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what befell people befell nobody: "ni un solo fallecido", "погибших нет"."""
    before = any(mark.end == start for _, mark in sentence.find("casualty.none", start=start - 3, end=start))
    return before or sentence.match(end, "casualty.none.after") > 0


def _shot_there(sentence: Sentence, at: int, end: int) -> bool:
    """Whether "at" says where people were shot, and not what was shot at: "was shot at the school gate"."""
    there = sentence.has("casualty.site", start=end + 1, end=end + _SITE)
    return sentence.match(at, "killed.many") > 0 and there and auxiliary(sentence, at)[0]
