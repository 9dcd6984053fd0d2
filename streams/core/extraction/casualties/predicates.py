"""Predicates: the words in a sentence that say what befell people, and the form in which they take their people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from streams.core.extraction.casualties.nouns import ARMED, PLURAL, SINGULAR
from streams.core.extraction.lexicon import Mark
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence
from streams.core.facts import Outcome

Form = Literal["verb", "ing", "intransitive", "state", "of", "noun", "toll", "lives", "weak"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_CLASSES: dict[str, tuple[Outcome, Form]] = {
    f"{outcome}.{form}": (outcome, form) for outcome in OUTCOMES for form in get_args(Form)
} | {
    "injured.treat": ("injured", "verb"),
    "injured.treating": ("injured", "ing"),
    "detained.held": ("detained", "state"),
}
_COUNTED = {"number of", "list of", "count of", "total of", "tally of", "toll of"}
_TOLL_REACH = 7
_SENT = 9
_SHELTER_REACH = 6
_HOUSES = 3
_NONE_REACH = 10
_PARTICIPLE_REACH = 8
_CAPTORS = 4
_BROUGHT = 5
_CARRIED = 8
_SICK = 3
_SUSTAINED = 3
_SITE = 5


@dataclass(frozen=True, slots=True)
class Predicate:
    """Tokens start to end (exclusive). ``passive``: an auxiliary of being stands before; ``perfect``: one of having."""

    outcome: Outcome
    form: Form
    start: int
    end: int
    passive: bool = False
    perfect: bool = False


def predicates(sentence: Sentence) -> list[Predicate]:
    """The predicates of a sentence in order; of overlapping ones the longest stays, noun forms give way to others."""
    found: list[Predicate] = []
    for at, mark in sentence.find(*_CLASSES):
        outcome, form = _CLASSES[mark.cls]
        if _otherwise_meant(sentence, at, mark, form):
            continue
        doing = sentence.lower[at].endswith("ing") and not sentence.match(
            at, "grammar.be"
        )  # "are still holding 43 residents"
        passive, perfect = _auxiliary(sentence, at) if form in ("verb", "state") and not doing else (False, False)
        perfect = perfect or (form == "lives" and sentence.match(at - 1, "grammar.have") > 0)
        found.append(Predicate(outcome, form, at, mark.end, passive, perfect))
    for at, mark in sentence.find("injured.hospital", start=1):
        if any(sentence.match(near, "injured.lies") for near in range(max(0, at - 5), at)):
            found.append(Predicate("injured", "intransitive", at - 1, mark.end))
    found.extend(_hurt(sentence))
    found.extend(_sheltered(sentence))
    found.extend(_taken(sentence))
    found.extend(_brought_out(sentence))
    found.extend(_around(sentence))
    for at, mark in sentence.find("killed.all_of"):
        found.append(Predicate("killed", "intransitive", at, mark.end))
    for at, mark in sentence.find("killed.survives"):
        if any(group.end > at - _NONE_REACH for _, group in sentence.find("group.none_of", end=at)):
            found.append(Predicate("killed", "intransitive", at, mark.end))  # "none of the 62 on board survived"
    for at, mark in sentence.find("killed.ending", start=1):
        if not sentence.match(at - 1, "killed.ending.not"):
            found.append(Predicate("killed", "verb", at - 1, mark.end, *_auxiliary(sentence, at - 1)))
    tolls = list(_tolls(sentence, found))
    kept: list[Predicate] = []
    for one in sorted([*tolls, *found], key=_rank):
        if all(one.end <= other.start or one.start >= other.end or _twofold(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _hurt(sentence: Sentence) -> Iterator[Predicate]:
    """Hurts said in several words: "left dozens with severe burns", "sent 38 to hospital"."""
    for at, mark in sentence.find("injured.with"):
        end = mark.end
        while length := sentence.match(end, "injured.how"):
            end += length
        broken = sentence.match(end - 1, "injured.broken") > 0  # "with a broken hip"
        if harm := sentence.match(end, "injured.harm") or (
            broken and sentence.match(end, "injured.limb", "injured.part")
        ):
            of = int(sentence.lower[end + harm : end + harm + 1] == ("of",))  # "sustained injuries of varying degrees"
            yield Predicate("injured", "intransitive", at, end + harm + of)
    for at, mark in sentence.find("injured.needs"):
        if (care := sentence.match(mark.end, "injured.care")) and not _of_the_sick(sentence):
            yield Predicate("injured", "intransitive", at, mark.end + care)  # "needed medical treatment"
    for at, mark in sentence.find("injured.loses"):
        whose = mark.end + (sentence.match(mark.end, "grammar.determiner", "numeral.unit") > 0)
        if limb := sentence.match(whose, "injured.limb"):  # "lost a foot to a mine"
            yield Predicate("injured", "intransitive", at, whose + limb)
    for at, mark in sentence.find("injured.sends"):
        there = next((near for near, _ in sentence.find("injured.hospital", start=mark.end, end=at + _SENT)), None)
        if (
            there is not None
            and not sentence.has("people.sick", start=mark.end, end=there)
            and sentence.match(there - 1, "grammar.preposition")
        ):
            yield Predicate("injured", "verb", at, mark.end, *_auxiliary(sentence, at))


def _around(sentence: Sentence) -> Iterator[Predicate]:
    """Verbs that go on behind their people: "shot three men dead", "taken 112 people into custody"."""
    for outcome in OUTCOMES:
        for at, mark in sentence.find(f"{outcome}.around"):
            for tail, _ in sentence.find(f"{outcome}.behind", start=mark.end + 1, end=at + _SENT):
                between = range(mark.end, tail)
                if any(sentence.match(near, "grammar.clause", "grammar.be", "grammar.say") for near in between):
                    break
                if not _people_in(sentence, between):
                    continue
                if sentence.match(tail, "group.to_safety") and sentence.has("people.aboard", start=mark.end, end=tail):
                    break  # "brought 69 passengers to safety": they have homes to go to
                yield Predicate(outcome, "ing", at, mark.end)
                break


def _sheltered(sentence: Sentence) -> Iterator[Predicate]:
    """People who live where nobody lives at home: "are in 24 shelters", "sleep at the mission"."""
    for at, mark in sentence.find("displaced.shelter", "displaced.roof", "displaced.refuge"):
        classes = ("displaced.stays",) if mark.cls == "displaced.roof" else ("displaced.stays", "displaced.is")
        for start, stays in sentence.find(*classes, start=at - _SHELTER_REACH, end=at):
            if sentence.match(stays.end, "place.in") and stays.end < at:
                yield Predicate("displaced", "intransitive", start, mark.end)
                break
        else:
            yield from _moved_there(sentence, at, mark)
    for at, mark in sentence.find("displaced.crosses"):
        for into, _ in sentence.find("displaced.over", start=mark.end, end=mark.end + _SHELTER_REACH):
            if not any(sentence.tokens[near].shape == "mark" for near in range(mark.end, into)):
                yield Predicate("displaced", "intransitive", at, into + 1)  # "crossed the Mbomou river into the DRC"
                break
    if sentence.has("displaced.whole"):
        for at, mark in sentence.find("displaced.to_where"):
            yield Predicate("displaced", "intransitive", at, mark.end)
    for _, mark in sentence.find("displaced.shelter"):  # "86,400 in 63 accommodation centres"
        for within in range(mark.end - _SHELTER_REACH, mark.end):
            if sentence.match(within, "place.in") and _only_counted(sentence, within):
                yield Predicate("displaced", "intransitive", within, mark.end)
                break


def _moved_there(sentence: Sentence, at: int, there: Mark) -> Iterator[Predicate]:
    """Those brought or gone to where nobody lives at home, and those whom it houses: "were taken to a relief camp"."""
    if there.cls == "displaced.roof":
        return
    for start, moves in sentence.find("displaced.moves", start=at - _SHELTER_REACH, end=at):
        if sentence.match(moves.end, "displaced.into") and not _carried(sentence, there.end):
            yield Predicate("displaced", "intransitive", start, there.end)
            return
    for start, houses in sentence.find("displaced.houses", start=there.end, end=there.end + _HOUSES):
        yield Predicate("displaced", "ing", start, houses.end)


def _only_counted(sentence: Sentence, at: int) -> bool:
    """Whether nothing but a number, with or without people, stands before a token in its clause."""
    begin = next((before for before in range(at - 1, -1, -1) if sentence.lower[before] in (",", ";", ":")), -1) + 1
    counted = [one for one in numbers(sentence) if begin <= one.start and one.end <= at]
    if len(counted) != 1 or counted[0].start - begin > 1 or counted[0].kind != "count":
        return False
    return counted[0].end == at or (at - counted[0].end <= 2 and bool(sentence.match(at - 1, *PLURAL)))


def _taken(sentence: Sentence) -> Iterator[Predicate]:
    """Those whom somebody took, told by who did or from what: "were taken by the raiders", "taken off a bus"."""
    for at, mark in sentence.find("detained.take"):
        by = mark.end + sentence.match(mark.end, "group.agent")
        if by > mark.end and sentence.has("detained.captors", start=by, end=by + _CAPTORS):
            yield Predicate("detained", "verb", at, mark.end, *_auxiliary(sentence, at))
    for at, mark in sentence.find("detained.takes"):
        theirs = sentence.ending("detained.captors", at, _CAPTORS)
        if (
            theirs
            and not sentence.match(mark.end, "grammar.preposition", "grammar.adverb")
            and not sentence.has("injured.hospital", "group.to_safety", "casualty.idiom", start=at)
        ):
            yield Predicate("detained", "verb", at, mark.end)  # "the pirates took ten crew members"
    for at, mark in sentence.find("detained.off"):
        if sentence.has("detained.vehicle", start=mark.end, end=mark.end + _CAPTORS):
            yield Predicate("detained", "verb", at, mark.end, *_auxiliary(sentence, at))


def _brought_out(sentence: Sentence) -> Iterator[Predicate]:
    """People taken out of danger, unlike fighters who are taken out: "yesterday we took out 37 persons"."""
    for at, mark in sentence.find("displaced.out"):
        behind = range(mark.end, mark.end + _BROUGHT)
        if sentence.has(*PLURAL, start=behind.start, end=behind.stop) and not sentence.has(
            *ARMED, "killed.state", "killed.noun", "injured.state", start=behind.start, end=behind.stop
        ):
            yield Predicate("displaced", "verb", at, mark.end, *_auxiliary(sentence, at))


def _people_in(sentence: Sentence, span: range) -> bool:
    """Whether people, or a number, stand between the two parts of a verb."""
    if sentence.has(
        *PLURAL,
        *SINGULAR,
        "pronoun.object",
        "numeral.unit",
        "numeral.ten",
        "numeral.vague",
        start=span.start,
        end=span.stop,
    ):
        return True
    return any(sentence.tokens[at].shape == "number" for at in span)


def _of_none(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what befell people befell nobody: "ni un solo fallecido", "погибших нет"."""
    before = any(mark.end == start for _, mark in sentence.find("casualty.none", start=start - 3, end=start))
    return before or sentence.match(end, "casualty.none.after") > 0


def _carried(sentence: Sentence, at: int) -> bool:
    """Whether those taken out or moved are told, in the same clause, to be wounded or dead."""
    end = next(
        (near for near in range(at, at + _CARRIED) if sentence.lower[near : near + 1] in ((",",), (";",), ())),
        at + _CARRIED,
    )
    if sentence.has("killed.lifeless", start=at, end=end):
        return True
    return any(
        sentence.has("injured.harm", start=mark.end, end=mark.end + 3)
        for _, mark in sentence.find("injured.with", start=at, end=end)
    )


def _only_where(sentence: Sentence, at: int, where: str) -> bool:
    """Whether the word tells of people only beside another one that the sentence has not, by the value of its table."""
    if where == "wounds":
        return not sentence.has("injured.wound")  # a clinic treats the sick as well
    if where == "hospital":
        there = sentence.has("injured.hospital", end=at) and not _of_the_sick(sentence)
        return not (there or sentence.has("injured.wound"))
    if where == "passive":
        return not _auxiliary(sentence, at)[0]  # "three men were secured"; one secures a road
    if where == "unknown":
        return not sentence.has("missing.unknown")  # the fate of hostages is bargained for
    if where == "morgue":
        return not sentence.has("killed.morgue", end=at)
    if where == "collapse":
        return not sentence.has("missing.collapse")  # the dead are buried as well
    outlived = where == "funeral" and sentence.match(at - 1, "pronoun.one")  # "he buried four editors"
    return bool(outlived) or (where == "funeral" and sentence.has("missing.collapse"))


def _of_the_sick(sentence: Sentence) -> bool:
    """Whether a sentence tells of an illness."""
    return any(mark.value in ("disease", "famine") for _, mark in sentence.find("cause")) or sentence.has("people.sick")


def _attribute(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a participle only says what people were whom others carried: "transporting injured people to the clinic"."""
    return sentence.match(at - 1, "people.doing") > 0 and sentence.match(end, *PLURAL) > 0


def _brought_somewhere(sentence: Sentence, at: int, mark: Mark) -> bool:
    """Whether those brought away are sick and not hurt ("a pregnant woman to hospital"), or hurt and not homeless."""
    if mark.cls.endswith((".verb", ".state")) and _attribute(sentence, at, mark.end):
        return True
    if mark.cls == "injured.intransitive" and sentence.match(at, "grammar.preposition"):
        return sentence.has("people.sick", start=at - _SICK, end=at) or sentence.match(at - 1, "people.goes") > 0
    if mark.cls == "injured.of" and sentence.has("injured.with", start=at - _SUSTAINED, end=at):
        return True  # "sustained injuries to the leg"
    return mark.cls == "displaced.verb" and _carried(sentence, mark.end)  # "were evacuated with wounds"


def _of_no_death(sentence: Sentence, end: int) -> bool:
    """What shows that nobody died once and by himself: "drowned all of them in plum brandy", "died eleven times"."""
    return sentence.match(end, "casualty.object") > 0 or sentence.match(end + 1, "killed.times") > 0


def _otherwise_meant(sentence: Sentence, at: int, mark: Mark, form: Form) -> bool:
    """Whether the word tells of something else here than what befell people."""
    if _only_where(sentence, at, mark.value):
        return True
    if form == "intransitive" and _of_no_death(sentence, mark.end):
        return True
    if mark.value == "final" and not ends_clause(sentence, mark.end):
        return True  # "20 held", and not "20 people held a vigil"
    if form == "verb" and sentence.match(at, "casualty.present") and sentence.match(at - 1, "casualty.as_noun"):
        return True  # "shot after capture"
    if form == "verb" and sentence.match(at - 1, "casualty.not_yet"):
        return True
    if mark.cls == "displaced.intransitive" and sentence.match(at, "displaced.noun_too"):
        return at > 0 and not sentence.match(at - 1, *PLURAL, "grammar.aux", "grammar.adverb", "group.join")
    if _brought_somewhere(sentence, at, mark):
        return True
    if form == "weak" and sentence.match(mark.end, "grammar.pronoun"):
        return True  # "two teachers have left us"
    if mark.cls.startswith("detained.") and sentence.match(at - 1, "detained.term"):
        return True  # "to life in prison"
    if form == "of" and sentence.match(at - 1, "casualty.planned"):
        return True  # "a planned evacuation of 900"
    if form == "state" and sentence.match(at, "missing.thing") and sentence.match(mark.end, "grammar.determiner"):
        return True  # "two of us lost our hats": a thing is lost, nobody is
    idiom = any(sentence.match(first, "casualty.idiom") > mark.end - first for first in (at - 1, at))  # "to die for"
    return _of_none(sentence, at, mark.end) or (idiom and not _shot_there(sentence, at, mark.end))


def _shot_there(sentence: Sentence, at: int, end: int) -> bool:
    """Whether "at" says where people were shot, and not what was shot at: "was shot at the school gate"."""
    there = sentence.has("casualty.site", start=end + 1, end=end + _SITE)
    return sentence.match(at, "killed.many") > 0 and there and _auxiliary(sentence, at)[0]


def _twofold(one: Predicate, other: Predicate) -> bool:
    """One word of two outcomes: "12 lost" are missing, "lost 12 men" tells deaths."""
    return (one.start, one.end) == (other.start, other.end) and one.outcome != other.outcome


_ORDER = {"toll": 0, "of": 1, "verb": 2, "intransitive": 2, "ing": 2, "lives": 3, "weak": 3, "state": 4, "noun": 5}


def ends_clause(sentence: Sentence, at: int) -> bool:
    """Whether a clause ends at a token, or goes on with a preposition only."""
    return (
        at >= len(sentence.tokens)
        or sentence.tokens[at].shape == "mark"
        or bool(sentence.match(at, "grammar.preposition"))
    )


def _rank(one: Predicate) -> tuple[int, int, int]:
    return one.start - one.end, _ORDER[one.form], one.start


def _tolls(sentence: Sentence, found: list[Predicate]) -> list[Predicate]:
    """Tolls said in more words: "the number of people who have been killed", "count of the dead"."""
    tolls: list[Predicate] = []
    for at, mark in sentence.find("toll.head"):
        if sentence.match(at - 1, "toll.unknown"):
            continue  # "an unknown number of attackers were killed"
        for one in found:
            if mark.end <= one.start <= mark.end + _TOLL_REACH and one.form not in ("toll", "ing"):
                between = sentence.lower[mark.end : one.start]
                if any(token.shape == "number" for token in sentence.tokens[mark.end : one.start]):
                    break
                if sentence.words(at, mark.end).lower() in _COUNTED and not any(w in (",", ";", ":") for w in between):
                    tolls.append(Predicate(one.outcome, "toll", at, one.end))
                break
    return tolls


def _auxiliary(sentence: Sentence, at: int) -> tuple[bool, bool]:
    """Whether a form of being, or of having, stands before the verb, adverbs apart."""
    passive = perfect = False
    if (joined := _joined_participle(sentence, at)) is not None:
        return _auxiliary(sentence, joined)
    for before in range(at - 1, max(-1, at - 6), -1):
        if sentence.match(before, "grammar.be"):
            passive = True
        elif sentence.match(before, "grammar.have"):
            perfect = True
            break
        elif not (
            sentence.match(before, "grammar.adverb", "grammar.negation") or sentence.lower[before].endswith("ly")
        ):
            break
    return passive, perfect and not passive


def _joined_participle(sentence: Sentence, at: int) -> int | None:
    """The participle whose auxiliary a verb shares: of "was singled out and shot" the first; None where there is none."""
    join = at - 1
    while join > 0 and (sentence.match(join, "grammar.adverb") or sentence.lower[join].endswith("ly")):
        join -= 1
    if join < 1 or not sentence.match(join, "group.and", "verb.then"):
        return None
    for first in range(join - 1, max(0, join - _PARTICIPLE_REACH), -1):
        between = sentence.tokens[first].shape in ("word", "number") or sentence.lower[first] == ","
        if not between or sentence.match(first, "grammar.clause", "grammar.say"):
            return None
        be = first - 1 - sentence.lower[first - 1].endswith("ly")  # "was brutally beaten and killed"
        if sentence.match(be, "grammar.be") and sentence.lower[first].endswith(("ed", "en", "ken", "t", "ut", "un")):
            return first
    return None
