"""Modes: whether a cue is asserted, denied, guessed or planned, negated, or told in passing."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.openings import is_followed
from streams.core.extraction.routes.participles import participle_end
from streams.core.extraction.routes.plans import is_headlined, is_intended
from streams.core.extraction.routes.statements import Cue, Weight
from streams.core.extraction.wordends import ends_as
from streams.core.facts import Status


def is_hardware(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """A number alone that is destroyed or captured is a tank or a jet rather than a road."""
    bare = all(route.numbered and not any(" " in form for form in route.forms) for route in group.routes)
    if sentence.has("route.junction", start=group.first, end=group.last + 1):
        return False
    return bare and sentence.match(cue.at, "route.hardware") > 0 and not sentence.match(group.first, "route.definite")


def mode_of(sentence: Sentence, group: Group, cue: Cue) -> tuple[Status, str, Weight] | None:
    """Status, negation ("", "not", "no longer") and weight of what a cue says; None where it is only tried or asked for."""
    start = _clause_start(sentence, group, cue.at)
    if is_followed(sentence, cue):
        return "reported", "", "main"  # "reopened briefly before being sealed again"
    if sentence.has("route.weighs", start=start, end=cue.at):
        return "threatened", "", "main"  # "will decide whether to close it"
    if (
        sentence.has("route.nothing", start=start, end=cue.at)
        or _usual(sentence, cue)
        or _to_open(sentence, group, start, cue)
    ):
        return None
    never = sentence.has("route.at_no_time", start=start, end=cue.at) or neither(sentence, group, cue.at)
    never = never or _nobody(sentence, group, start, cue)
    negated = "not" if never else _negation(sentence, cue)
    if (
        group.last < cue.at
        and sentence.has("route.no_longer", start=max(0, group.first - 2), end=group.first)
        and "," not in sentence.lower[group.last + 1 : cue.at]
    ):
        negated = "no longer"  # "لم يعد جسر الموصل مغلقا": what is no more so stands before its subject
    status = _status(sentence, group, start, cue)
    return status, negated, _weight(sentence, group, start, cue)


def _status(sentence: Sentence, group: Group, start: int, cue: Cue) -> Status:
    """Whether a cue is asserted, denied, guessed or planned in its clause, which begins at token ``start``."""
    if _denied(sentence, start, cue.at) and not sentence.has("route.but", start=start, end=cue.at):
        return "denied"
    if sentence.has("route.untrue", start=cue.end) and sentence.has("stance.report_noun", end=cue.at):
        return "denied"  # "reports that the crossing has been opened are incorrect"
    if sentence.has("route.no_truth", start=cue.end) and sentence.has("stance.report_noun"):
        return "denied"  # "is closed, a post says; there is no truth in it"
    if _guessed(sentence, "route.hearsay", max(0, start - 3), cue.at):
        return "unconfirmed"
    if sentence.has("route.stay_future", "passage.may_still", "passage.may_again", start=start, end=cue.end):
        return "reported"
    if (
        sentence.has("route.have_to", start=start, end=cue.at)
        or is_intended(sentence, start, cue.at)
        or is_headlined(sentence, group, cue)
    ):
        return "threatened"
    if sentence.has("route.fears", start=start, end=cue.at):
        return "threatened" if sentence.has("route.future", start=start, end=cue.at) else "unconfirmed"
    if _guessed(sentence, "route.perhaps", start, cue.end):
        return "unconfirmed"
    if (
        sentence.has("route.future", start=start, end=cue.at)
        or sentence.match(cue.at, "route.will")  # "cerrará": the verb itself is in the future
        or sentence.has("route.ahead", start=cue.end)
        or _timetabled(sentence, group, cue)
    ):
        return "threatened"
    return "reported"


def _timetabled(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether the present tense tells what is to come, as timetables do: "the pass closes for the winter on Monday"."""
    if group.last >= cue.at or not sentence.match(cue.at, "route.timetable"):
        return False
    day = next((at for at, _ in sentence.find("route.from_day", start=cue.end, end=cue.end + _DAY)), None)
    return day is not None and not any(
        sentence.tokens[at].shape == "mark" or sentence.match(at, "route.circumstance") for at in range(cue.end, day)
    )


_DAY = 7
"""Within how many tokens behind its verb the day is told from which a timetable holds."""


def _guessed(sentence: Sentence, cls: str, start: int, end: int) -> bool:
    """Whether a word of the class tells of a guess; "движение возможно только по одной полосе" tells what can be done."""
    can = bool(sentence.lexicon.words("grammar.articleless"))
    return any(
        not (can and sentence.match(mark.end, "route.limit")) for _, mark in sentence.find(cls, start=start, end=end)
    )


def _weight(sentence: Sentence, group: Group, start: int, cue: Cue) -> Weight:
    """Whether a cue is told in passing: what was before, or is conceded."""
    if participle_end(sentence, group.last) > cue.at > group.last:
        return "side"  # "Міст у Стрілках, закритий улітку, відкрили"
    circumstance = min(cue.at, group.first if group.first > start else cue.at)
    if any(
        not sentence.match(at - 1, "grammar.have")
        for at, _ in sentence.find("route.after", start=start, end=circumstance)
    ) or sentence.has("route.had", start=max(start, cue.at - 5), end=cue.at):
        return "side"
    if _conceded(sentence, start, cue.at) or sentence.has(
        "route.at_first", start=max(start, cue.at - 5), end=cue.end + 5
    ):
        return "side"  # "was closed at first"
    return "main"


def _denied(sentence: Sentence, start: int, at: int) -> bool:
    """Whether a denial stands before a cue; what is said behind "contrary to reports," is asserted."""
    for place, _ in sentence.find("route.denies", start=max(0, start - 14), end=at):
        contrary = sentence.match(place, "route.contrary") or int(sentence.ending("route.contrary", place, 3) > 0)
        if sentence.has("route.saying", start=place, end=at):
            continue  # "denied reports of a closure, saying traffic was normal"
        if not contrary or not any(sentence.lower[step] == "," for step in range(place + contrary, at)):
            return True
    return False


def _usual(sentence: Sentence, cue: Cue) -> bool:
    """Whether the clause of a cue tells of what happens as a rule; what stands behind a comma and "but" is another."""
    if sentence.match(0, "route.whenever") and sentence.match(cue.at - 1, "route.is_now"):
        return True  # "when the pass is closed, lorries go by Gola"
    end = next((at for at in range(cue.end, len(sentence.lower)) if sentence.lower[at] == ","), len(sentence.lower))
    if end + 1 < len(sentence.lower) and not sentence.match(end + 1, "route.but"):
        end = len(sentence.lower)
    return any(not _beside(sentence, at, cue.at) for at, _ in sentence.find("route.habit", end=end))


def _beside(sentence: Sentence, habit: int, at: int) -> bool:
    """Whether what happens as a rule stands in an aside before a cue: "the M5, which floods every year, was closed"."""
    commas = [i for i in range(at) if sentence.lower[i] == ","]
    opened = [i for i in commas if i < habit and sentence.match(i + 1, "route.which")]
    return bool(opened) and any(i > habit for i in commas)


def _to_open(sentence: Sentence, group: Group, start: int, cue: Cue) -> bool:
    """Whether a way is only to be opened: "work has begun to clear the M5"; what somebody "managed to" do is done."""
    to = cue.at - 1
    while to > start and sentence.match(to, "route.passing_adverb"):
        to -= 1
    bare = cue.values.get("route.does") == "open" and to > 0 and sentence.match(to, "route.to_do") > 0
    return (
        bare
        and not is_headlined(sentence, group, cue)
        and not sentence.match(to - 1, "route.managed")
        and not sentence.has("route.intends", "route.future", "route.have_to", start=start, end=cue.at)
    )


def _conceded(sentence: Sentence, start: int, at: int) -> bool:
    """Whether a cue tells what is conceded of the past: "although it was under fire on Sunday"."""
    opened = sentence.match(start, "route.concedes") > 0 or sentence.ending("route.concedes", start, _OPENING)
    return opened and sentence.has("route.past", start=start, end=at)


def neither(sentence: Sentence, group: Group, at: int) -> bool:
    """Whether "neither" or "none of" stands before the routes that are the subject: "Neither the M4 nor the M5 is open"."""
    begin = group.first
    while begin > 0 and sentence.match(begin - 1, "route.definite", "route.adjective"):
        begin -= 1
    no = any(sentence.match(i, "route.none_at_all") for i in (group.first, group.first - 1))  # "no road in is open"
    return group.last < at and (no or sentence.ending("route.neither", begin, _OPENING))


def _nobody(sentence: Sentence, group: Group, start: int, cue: Cue) -> bool:
    """Whether nobody does it: "neither side has closed the road", "no one had ordered it shut"."""
    first = min(cue.at, group.first)
    for at, mark in sentence.find("route.nobody", start=start, end=first):
        if sentence.match(at, "route.no_longer"):
            continue  # "water no longer covers it"
        begin = mark.end + (mark.value == "of whom")
        if all(sentence.match(step, *_HELPS) for step in range(begin, first)):
            return True
    return False


_HELPS = (
    "grammar.have", "grammar.aux", "grammar.be", "route.passing_adverb", "route.had", "route.orders", "route.definite", "grammar.determiner",
)  # fmt: skip
"""What may stand between nobody and what nobody does."""
_OPENING = 3
"""Within how many tokens before the first of several routes "neither" stands."""


def _clause_start(sentence: Sentence, group: Group, at: int) -> int:
    """Where the clause of a cue begins: behind the last comma, colon or joining word before it and its subject."""
    begin = min(group.first, at)
    if group.last < at:
        for step in range(at - 1, group.last, -1):
            if step == at - 1 and sentence.match(step, "route.and_then"):
                continue  # "will be secured and reopened": one helper for both
            if sentence.lower[step] in (",", ";", ":") or sentence.match(step, "route.but", "route.and_then"):
                return step
    while begin > 0 and at - begin < 30 and sentence.lower[begin - 1] not in (",", ";", ":", "."):
        if sentence.match(begin - 1, "route.circumstance"):
            return begin - 1  # "can only be reached by air since the road was mined"
        if sentence.match(begin - 1, "route.and_then", "route.but") and not (
            sentence.match(begin - 1, "route.yet_to")
            or _adjectives(sentence, begin, at)
            or _second_verb(sentence, begin, at)
        ):
            break
        begin -= 1
    return begin


def _second_verb(sentence: Sentence, begin: int, at: int) -> bool:
    """Whether a cue right behind "and" has the helper of the verb before it: "would kill 100 and take out the dock"."""
    joined = begin == at and sentence.match(begin - 1, "grammar.and", "grammar.or") > 0
    same = sentence.match(at, "route.same_past") > 0  # "attacked the town and cut the road"
    return (
        joined
        and not same
        and not ends_as(sentence, at, "ending.past", "ending.present", "ending.doing")
        and _bare(sentence, begin)
    )


def _bare(sentence: Sentence, begin: int) -> bool:
    """Whether a helper that needs a bare verb stands before "and" in the same clause."""
    low = next((i for i in range(begin - 2, -1, -1) if sentence.lower[i] in (",", ";", ":")), 0)
    return sentence.has("route.future", "route.intends", "route.nothing", "grammar.aux", start=low, end=begin - 1)


def _adjectives(sentence: Sentence, begin: int, at: int) -> bool:
    """Whether "and" joins two adjectives before a noun: "urge the immediate and permanent opening"."""
    joined = begin == at - 1 and sentence.match(begin - 1, "grammar.and") > 0
    one = joined and sentence.match(at, "route.noun") > 0
    return one and not sentence.match(
        begin,
        "route.passing_adverb",
        "route.be",
        "route.definite",
        "grammar.have",
        "grammar.aux",
        "grammar.preposition",
    )


def _negation(sentence: Sentence, cue: Cue) -> str:
    at, step = cue.at, cue.at - 1
    if sentence.ending("route.no_longer", at, _OPENING):
        return "no longer"  # "ont cessé de circuler"
    while step >= 0 and at - step < 6:
        if sentence.match(step, "route.no_longer", "route.never"):
            if sentence.match(cue.end, "route.so_long"):
                return ""  # "has never been closed for so long"
            return "no longer"  # "was never closed": it is open
        if sentence.match(step, "route.half_not") and sentence.match(cue.end, "route.not_but"):
            return ""  # "n'est praticable que sur une voie": only there
        if sentence.match(step, "route.not") and sentence.match(step, "route.still") < _STILL:
            return (
                "no longer" if step and sentence.match(step - 1, "route.no_longer") > 1 else "not"
            )  # "уже не перекрыта"
        if not sentence.match(step, "route.be", "route.passing_adverb", "grammar.have", "route.had", "route.future"):
            return ""
        step -= 1
    return ""


_STILL = 2
"""Of how many words "still" is where its first alone is a negation: "لا يزال مفتوحا"."""
