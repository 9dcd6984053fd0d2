"""Binding: which ceasefire a cue speaks of, by where it stands: "rebels broke the truce", "the truce was broken"."""

from streams.core.extraction.ceasefires.rulings import told
from streams.core.extraction.ceasefires.statements import CUES, Said, Truce, Weight
from streams.core.extraction.lexicon import Mark
from streams.core.extraction.passives import has_be_before
from streams.core.extraction.reading import Sentence
from streams.core.facts import CeasefireState

_BEFORE = 28
"""How many tokens may stand between a ceasefire and what is said of it behind."""

_NEAR = 4
"""Within how many tokens before "announced" stands what breaks what was announced."""

_BEHIND = 9
"""How many between a verb and the ceasefire that is its object."""


def bound(sentence: Sentence, found: list[Truce], cls: str, state: CeasefireState, cue: tuple[int, int]) -> Said | None:
    """The statement of a cue of class ``cls`` at tokens ``cue`` (end exclusive), if a ceasefire stands where it must."""
    at, end = cue
    behind = object_behind(sentence, found, end) if cls != "truce.subject" else _subject_behind(sentence, found, end)
    before = subject_before(sentence, found, at)
    if behind is not None and sentence.lexicon.words("grammar.vso"):
        behind = _offered(sentence, found, behind)
        if _nearer_cue(sentence, end, behind) or (state == "agreed" and _breaks(sentence, at)):
            return None
        if state == "collapsed" and _ends_war(sentence, end, behind):
            return told(sentence, behind, "agreed", (at, end), "side")
    if behind is not None:
        after = sentence.match(at, "truce.passing") > 0 or sentence.has("truce.after", start=max(0, at - 7), end=at)
        named = (
            end - at == 1 and sentence.match(at - 1, "grammar.determiner") and not sentence.match(at - 1, "clause.that")
        )
        aside = after or sentence.match(at - 1, "route.which") > 0 or named
        # "Washington, which brokered the deal", "contrary to the agreed truce"
        called = state == "proposed" and (named or _of_cue(sentence, at))  # "turned down a proposed truce"
        weight: Weight = "side" if called or (state == "agreed" and aside) else "main"
        return told(sentence, behind, state, (at, end), weight)
    if before is None:
        return None
    passive = is_passive(sentence, at)
    relative = _relative(sentence, before, at)
    if cls == "truce.object" and not passive:
        if not relative and not _modifier(sentence, before, at, end) and not _headline(sentence, before, at, end):
            return None
        if state == "collapsed" and _ends_fighting(sentence, end):
            return None
        aside = relative or (_modifier(sentence, before, at, end) and state != "proposed")
        weight = "side" if aside else "main"
        return told(sentence, before, state, (at, end), weight)
    transitive = (
        end - at == 1
        and sentence.match(end, "truce.noun", "grammar.determiner")
        and not sentence.match(end, "stance.new") > 0
    )
    if cls == "truce.subject" and transitive and state != "agreed":
        return None
    if _other_subject(sentence, before, at):
        return None
    ends = state == "collapsed" and (_ends_fighting(sentence, end) or _ended_before(sentence, before))
    if ends or (state == "collapsed" and _somebody_dies(sentence, at)):
        return None
    aside = relative or (not passive and _dated(sentence, before, at, end))
    weight = "side" if state == "agreed" and aside else "main"
    return told(sentence, before, state, (at, end), weight)


def _deadline(sentence: Sentence, at: int) -> bool:
    """Whether an end is only how long something lasts: "продлить перемирие до окончания переговоров"."""
    return sentence.match(at - 1, "grammar.to") > 0 and sentence.match(at, "truce.end_of") > 0


def _subject_behind(sentence: Sentence, found: list[Truce], end: int) -> Truce | None:
    """The ceasefire right behind its verb, where verbs stand first: "لم تصمد الهدنة سوى ساعات"."""
    if not sentence.lexicon.words("grammar.vso"):
        return None
    return next((one for one in found if end <= one.first <= end + sentence.match(end, "grammar.determiner")), None)


def _nearer_cue(sentence: Sentence, end: int, truce: Truce) -> bool:
    """Whether another cue stands between a verb and the ceasefire, and so is what tells of it: "أعلن الحوثيون انتهاء الهدنة"."""
    return any(
        mark.end <= truce.first and mark.value != "agreed"
        for _, mark in sentence.find("truce.object", "truce.either", start=end, end=truce.first)
    )


def _breaks(sentence: Sentence, at: int) -> bool:
    """Whether what was agreed is only what is broken: "خرق فاضح لإعلان وقف الأعمال العدائية"."""
    return any(
        mark.value in ("violated", "holding", "rejected")
        and not any(sentence.tokens[near].shape == "mark" for near in range(mark.end, at))
        for _, mark in sentence.find("truce.object", "truce.either", start=max(0, at - _NEAR), end=at)
    )


def _offered(sentence: Sentence, found: list[Truce], truce: Truce) -> Truce:
    """The ceasefire that an offer right before its word offers: "وافقت على مقترح وقف إطلاق النار"."""
    behind = truce.last + 1 + sentence.match(truce.last + 1, "grammar.determiner")
    return next((one for one in found if truce.offer and one.first in (truce.last + 1, behind)), truce)


def _ends_war(sentence: Sentence, end: int, truce: Truce) -> bool:
    """Whether it is the fighting that ended, with a ceasefire: "انتهت الحرب عام 1953 باتفاق هدنة"."""
    war = end + sentence.match(end, "grammar.determiner")
    return war < truce.first and sentence.match(war, "truce.fighting", "truce.conflict") > 0


def _of_cue(sentence: Sentence, at: int) -> bool:
    """Whether a word stands right behind what is said of the ceasefire: "rebuffs proposed truce"."""
    return any(mark.end == at for _, mark in sentence.find(*CUES, start=at - 3, end=at))


def misplaced(sentence: Sentence, found: list[Truce], at: int, mark: Mark) -> bool:
    """Whether a form that wants its ceasefire behind it has none there: "the truce is under strain"."""
    if mark.value == "collapsed" and _deadline(sentence, at):
        return True
    active = mark.cls == "truce.object" and sentence.match(at, "truce.active") == mark.end - at
    return active and object_behind(sentence, found, mark.end) is None


def _other_subject(sentence: Sentence, truce: Truce, at: int) -> bool:
    """Whether another subject has come in between: "it is day three of the truce and nobody has died"."""
    if sentence.match(truce.last + 1, "truce.which"):
        return False
    joint = max((i for i, _ in sentence.find("truce.joint", start=truce.last + 1, end=at)), default=None)
    if joint is None or sentence.has("truce.between", "truce.with", start=truce.last, end=joint):
        return False
    return any(
        sentence.tokens[i].shape == "word"
        and not sentence.match(i, "route.be", "route.passing_adverb", "grammar.have", "grammar.adverb", "grammar.aux")
        for i in range(joint + 1, at)
    )


def _somebody_dies(sentence: Sentence, at: int) -> bool:
    """Whether it is not the truce that died: "an attack in which two soldiers died", "left 40 dead"."""
    return sentence.match(at, "truce.dies") > 0 and (
        sentence.match(at - 1, "grammar.determiner") > 0  # "a truce to bury the dead"
        or sentence.has("truce.people", "truce.fighting", start=max(0, at - 3), end=at)
        or sentence.match(at - 1, "numeral.unit", "numeral.ten", "numeral.vague") > 0
        or any(
            sentence.tokens[i].shape == "number" and not sentence.match(i - 1, "stance.year_of")
            for i in range(max(1, at - 3), at)
        )
    )


def _ended_before(sentence: Sentence, truce: Truce) -> bool:
    """Whether what a truce ended stands before it: "la guerra que ese acuerdo debía terminar ha costado 300.000 vidas"."""
    the = sentence.match(truce.first - 1, "grammar.determiner") > 0
    that = truce.first - 1 - the
    return (
        that > 0
        and sentence.match(that, "clause.that") > 0
        and sentence.match(that - 1, "truce.fighting", "truce.conflict") > 0
    )


def _ends_fighting(sentence: Sentence, end: int) -> bool:
    """Whether what ends is not the truce but what it ends: "a truce that ends more than a year of fighting"."""
    end += sentence.match(end, "truce.ends_with")  # "terminó con cinco días de combates"
    for at in range(end, min(end + 8, len(sentence.tokens))):
        if sentence.match(at, "truce.fighting", "truce.conflict"):
            return True
        stops = sentence.match(at, "grammar.preposition", "grammar.conjunction", "stance.new")
        if sentence.tokens[at].shape == "mark" or (stops and not sentence.match(at, "grammar.of", "group.than")):
            return False
    return False


def object_behind(sentence: Sentence, found: list[Truce], end: int) -> Truce | None:
    """The ceasefire behind token ``end``, with nothing but articles, lengths and names between."""
    for truce in found:
        if truce.first < end:
            continue
        if truce.first - end > _BEHIND:
            return None
        at = end
        while at < truce.first:
            token = sentence.tokens[at]
            width = sentence.match(at, "truce.gap", "numeral.unit", "numeral.ten", "grammar.adverb", "route.generic")
            if not width and (
                token.capital or token.shape in ("number", "mixed", "possessive") or token.word in ("-", '"', "'")
            ):
                width = 1
            known = token.shape == "mark" or (sentence.match(at, *CUES) and sentence.lower[at - 1] != "-")
            if not width and at + 1 == truce.first and not known:
                width = (
                    1  # one adjective that no table knows: "a Qatari-mediated truce", and not "agreed to break truce"
                )
            if not width:
                return None
            at += width
        return truce
    return None


def subject_before(sentence: Sentence, found: list[Truce], at: int) -> Truce | None:
    """The ceasefire before a cue that may be its subject."""
    for truce in reversed(found):
        if truce.last >= at or truce.bound:
            continue
        if at - truce.last > _BEFORE or _broken_off(sentence, truce.last + 1, at):
            return None
        return truce
    return None


def _broken_off(sentence: Sentence, start: int, at: int) -> bool:
    """Whether a clause of another subject opens in between; "but was broken in Taiz", ", he said," go on with the same."""
    for step, mark in sentence.find("truce.break", start=start, end=at):
        verb = mark.end + sentence.match(mark.end, "truce.it")  # "but it is holding"
        goes_on = sentence.match(step, "truce.but") and sentence.match(verb, "route.be", "grammar.have", "grammar.aux")
        aside = sentence.match(step, "grammar.say") and "," in sentence.lower[mark.end : mark.end + 4]
        aside = aside and "," in sentence.lower[start:step] and not sentence.has("grammar.and", start=mark.end, end=at)
        if not goes_on and not aside:
            return True
    return False


def _relative(sentence: Sentence, truce: Truce, at: int) -> bool:
    """Whether the cue stands in a relative clause: "the truce that elders swore last week was broken"."""
    step = truce.last + 1
    if step < at and sentence.match(step, "grammar.of"):  # "a truce of sixty days that mediators have put forward"
        step += 1
        while (
            step < at
            and sentence.match(step, "truce.gap", "numeral.unit", "numeral.ten")
            and not sentence.match(step, "truce.which")
        ):
            step += 1
    if not sentence.match(step, "truce.which"):
        return False
    verbs = [i for i, _ in sentence.find(*CUES, start=step, end=at)]
    return not verbs and not (
        step + 1 < len(sentence.tokens) and sentence.match(step + 1, "grammar.be", "grammar.have")
    )


def _modifier(sentence: Sentence, truce: Truce, at: int, end: int) -> bool:
    """A participle right behind the ceasefire: "a truce brokered by Qatar", "a ceasefire agreed in March"."""
    aside = at - 1 if sentence.lower[at - 1] == "," else at  # "the moratorium, agreed for the days of the exchange,"
    return aside == truce.last + 1 and sentence.match(end, "grammar.preposition") > 0


def _dated(sentence: Sentence, truce: Truce, at: int, end: int) -> bool:
    """A participle that only dates the ceasefire of which more is told: "La trêve conclue en mars a été violée"."""
    if at != truce.last + 1 or not sentence.match(end, "grammar.preposition", "calendar.weekday", "stance.new"):
        return False
    return sentence.match(truce.first - 1, "grammar.determiner") > 0 and sentence.has(*CUES, start=end)


def _headline(sentence: Sentence, truce: Truce, at: int, end: int) -> bool:
    """As in "Truce extended", "Ceasefire rejected by rebels": a participle without its verb."""
    if at > truce.last + 1 and sentence.match(
        at - 1, "grammar.determiner", "grammar.preposition", "grammar.conjunction", "grammar.pronoun"
    ):
        return False
    return at - truce.last <= 4 and (
        end >= len(sentence.tokens) or sentence.tokens[end].shape == "mark" or sentence.match(end, "grammar.preposition") > 0
        or sentence.match(end, "grammar.conjunction", "numeral.unit", "numeral.ten", "truce.lengthy") > 0
        or sentence.tokens[end].shape == "number"
    )  # fmt: skip


def is_passive(sentence: Sentence, at: int) -> bool:
    """Whether the cue at a token is told of the ceasefire before it by a form of "be", adverbs and negations apart."""
    return has_be_before(sentence, at, "grammar.adverb", "route.passing_adverb", "truce.not")
