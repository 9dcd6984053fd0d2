"""Binding: of which route a cue speaks, by its place: the subject before it, the object behind it, or the nearest."""

from collections.abc import Sequence

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.phrases import placed_end
from streams.core.extraction.routes.statements import Cue
from streams.core.extraction.tokens import Token

_REACH = 32
"""How many tokens may stand between a subject and what is said of it."""

_PASSED = (
    "route.be", "route.passing_adverb", "route.not", "route.had", "grammar.have", "route.no_longer", "route.future",
    "route.still",
)  # fmt: skip
"""What stands between a subject and its verb without being a subject itself."""


_SUBJECT_BEHIND = 3
_NEAR_OBJECT = 5


def object_behind(sentence: Sentence, groups: Sequence[Group], at: int, *, onto: bool = False) -> Group | None:
    """The group that begins behind token ``at`` with nothing but articles, adjectives and owners between.

    With ``onto`` prepositions may stand there too ("traffic on the M5").
    """
    for group in groups:
        if group.first < at:
            continue
        if group.first - at > 12:
            return None
        step = at
        while step < group.first:
            width = _before_object(sentence, step, at, group, onto=onto)
            if not width:
                return None
            step += width
        return group
    return None


def _before_object(sentence: Sentence, step: int, at: int, group: Group, *, onto: bool) -> int:
    """How many tokens from ``step`` on may stand between a verb's end at ``at`` and its object; 0: none."""
    token = sentence.tokens[step]
    width = sentence.match(
        step, "route.definite", "route.adjective", "route.both", "route.generic", "route.part", "route.qualifier",
        "route.ordinal", "route.owner",
    ) or (onto and sentence.match(step, "route.onto"))  # fmt: skip
    if width or token.shape in ("possessive", "number") or token.word in ("-", "#", '"'):
        return width or 1
    if step > at and sentence.match(step, "route.of_part") and sentence.match(step - 1, "route.part"):
        return 1  # "part of the road", "200 metres of the highway", "the approach to the bridge"
    if sentence.match(step, "route.indefinite", "numeral.unit") and sentence.has(
        "route.part", start=step + 1, end=step + 3
    ):
        return 1  # "a stretch of the road"
    if token.capital and step + 1 < group.first:
        return 1
    if several := _several_named(sentence, step):
        return several
    if sentence.lexicon.words("route.head_first") and (
        dated := sentence.match(step, "route.passing_adverb", "calendar.weekday", "route.day_part", "stance.new")
    ):
        return dated  # "a coupé dimanche matin la route de Bara"
    if step - at < _SUBJECT_BEHIND and token.shape == "word" and sentence.lexicon.words("grammar.vso"):
        return 1  # the subject of a language that says its verb first: "قطع محتجون طريق"
    near = onto and group.first - step <= _NEAR_OBJECT and not token.capital and token.word not in ",;:"
    return int(near and sentence.match(step + 1, "route.onto") > 0)  # "a checkpoint on the road"


def _several_named(sentence: Sentence, at: int) -> int:
    """How many tokens tell that one of several is named: "crossings, among them" before "Poipet"."""
    end = at + sentence.match(at, "route.heads")
    named = end + (end < len(sentence.lower) and sentence.lower[end] == ",") if end > at else at
    including = sentence.match(named, "route.including") if end > at else 0
    return named + including - at if including else 0


def object_of(sentence: Sentence, groups: Sequence[Group], at: int) -> Group | None:
    """The group behind a noun and its preposition: "the closure of the M5"."""
    if not sentence.match(at, "route.of", "route.to", "route.onto"):
        return None
    return object_behind(sentence, groups, at, onto=True)


def compounded(sentence: Sentence, groups: Sequence[Group], at: int) -> Group | None:
    """The group right before a noun: "the M5 closure"."""
    labelled = at > 1 and sentence.lower[at - 1] == ":" and sentence.lexicon.words("route.head_first")
    last = at - 2 if labelled else at - 1  # "RN 12 : réouverture ce soir"
    return next((group for group in groups if group.last == last), None)


def owned(sentence: Sentence, groups: Sequence[Group], at: int) -> Group | None:
    """As in "its closure": of the route named before."""
    if not sentence.match(at - 1, "route.its"):
        return None
    return next((group for group in reversed(groups) if group.last < at), None)


def subject_before(sentence: Sentence, groups: Sequence[Group], cue: Cue, *, passive: bool) -> Group | None:
    """The nearest group before the cue that can be its subject."""
    for group in reversed(groups):
        if group.last >= cue.at:
            continue
        if cue.at - group.last > _REACH:
            return None
        if _whole(sentence, group):
            continue
        if _carries(sentence, group, cue, passive=passive):
            return group
        if sentence.has("route.break_hard", start=group.last + 1, end=cue.at):
            return None
    return None


def _whole(sentence: Sentence, group: Group) -> bool:
    """Whether a group only tells of what another is a part: "the Estreito bridge, part of the BR-226, collapsed"."""
    begin = group.first - sentence.match(group.first - 1, "route.definite")
    return sentence.lower[max(0, begin - 2) : begin] == ("part", "of") and sentence.lower[max(0, begin - 3)] in (
        ",",
        "is",
        "was",
        "forms",
        "(",
    )


def _carries(sentence: Sentence, group: Group, cue: Cue, *, passive: bool) -> bool:
    """Whether what stands between subject and cue lets the subject through to it.

    The words are taken by pieces between commas and joining words; only the last piece, where the verb stands, must be
    free of another subject.
    """
    start = placed_end(sentence, group.last + 1)
    foreign, inside, told, bounded, broken = 0, False, passive, False, False
    joined = False
    at = start
    while at < cue.at:
        token = sentence.tokens[at]
        whose = sentence.match(at, "route.which") > 0 and (broken or (joined and foreign > 0))
        if whose or sentence.match(at, "route.break_hard"):
            return False  # "and the power lines that were cut"
        if sentence.match(at, "route.break") and not _helped(sentence, at, start):
            broken = True
        if token.word == "-" and not _dashed(sentence, at):
            at += 1  # inside of a name
            continue
        if token.shape == "mark" or sentence.match(at, "route.which", "route.and_then", "route.concedes"):
            joined = sentence.match(at, "route.and_then", "route.concedes") > 0
            label = sentence.match(at, "route.label_mark") > 0 or (at == start and _dashed(sentence, at))
            told = told or label
            bounded = bounded or not label
            foreign, inside, broken = 0, False, False
            at += 1
            continue
        width = sentence.match(at, *_PASSED)
        if width:
            told = told or sentence.match(at, "route.be", "grammar.have") > 0
            inside = False
        elif width := sentence.match(at, "grammar.preposition"):
            inside = True
        elif not inside:
            other = sentence.match(
                at, "grammar.say", "grammar.verb", "passage.barrier"
            )  # "the barricade was carried off"
            foreign += 2 if other else _may_be_subject(token)
        at += width or 1
    if broken:
        return False
    at_once = all(sentence.match(at, "route.is", "route.damaged", "route.and_then") for at in range(start, cue.at))
    opening = _opening(sentence, group.first) if at_once else -1
    if opening >= 0 and sentence.match(opening, "route.with", "route.leaves"):
        return True  # "with the N3 cut", "put the N3 out of reach"
    finite = told or (passive is False and "route.goes" in cue.values and cue.at == start)
    if _governed(sentence, group.first, finite=finite) and not sentence.has("route.which", start=start, end=cue.at):
        return foreign == 0 and _traffic_before(sentence, group.first)
    return foreign <= (0 if bounded else 1) if told else foreign == 0 and _untold(sentence, group, cue, start)


def _helped(sentence: Sentence, at: int, start: int) -> bool:
    """Whether a word that may open a clause stands behind a helper: "has since been cut", "was reported cut"."""
    helped = sentence.match(at - 1, "route.label_mark") or (
        at > start and sentence.match(at - 1, "grammar.have", "grammar.be")
    )
    return helped > 0 and sentence.match(at, "route.helped") > 0


def _untold(sentence: Sentence, group: Group, cue: Cue, start: int) -> bool:
    """Whether a cue without a helper may be said of the group before it: "the border post closed", "M5 cut"."""
    end = cue.end + sentence.match(cue.end, "passage.again")  # "road mined again, last convoy came on Monday"
    alone = (
        (not group.pointing or sentence.match(group.first - 1, "route.label_mark"))
        and (cue.at == start or _passed_over(sentence, start, cue.at))
        and (
            end >= len(sentence.tokens)
            or sentence.tokens[end].shape == "mark"
            or not sentence.has("grammar.be", "grammar.have", "grammar.aux", "grammar.say", "grammar.verb")
        )
    )
    onto = sentence.match(cue.end - 1, "grammar.preposition") > 0  # "collapsed into the river"
    timed = sentence.match(cue.end, "route.passing_adverb") or sentence.match(
        cue.end + 1, "calendar.weekday", "route.day_part"
    )
    placed = sentence.match(cue.end, "grammar.preposition") > 0  # "coupée au PK 12": an article within a preposition
    definite = sentence.match(cue.end, "route.definite") > 0 and not timed and not placed
    object_follows = not onto and (definite or sentence.match(cue.end, "route.indefinite") > 0)
    return not object_follows and (alone or sentence.match(cue.at, "route.be_only") != cue.end - cue.at)


def _passed_over(sentence: Sentence, start: int, end: int) -> bool:
    """Whether nothing but adverbs and negations stands between: "Chiure-Mecufi track NOT ok"."""
    return all(sentence.match(at, "route.passing_adverb", "route.not", "route.still") for at in range(start, end))


def _dashed(sentence: Sentence, at: int) -> bool:
    """Whether a dash between spaces, as lists have it, stands at a token: "Kassala - closed"."""
    tokens = sentence.tokens
    return tokens[at].word == "|" or (tokens[at].word == "-" and at > 0 and tokens[at].start > tokens[at - 1].end)


def _may_be_subject(token: Token) -> bool:
    return token.shape == "word" and not token.capital


def _governed(sentence: Sentence, first: int, *, finite: bool) -> bool:
    """Whether a preposition stands before the group, so that something else is the subject ("traffic on the M5").

    Before a ``finite`` verb "after", "since" and their like join clauses: "after the bridge was washed out".
    """
    fused = sentence.match(first, "route.definite") and sentence.match(first, "grammar.preposition")
    at = first if fused else _opening(sentence, first)  # "du", "del": of a part, or of something else
    if at < 0 or not sentence.match(at, "grammar.preposition"):
        return False
    return not (finite and sentence.match(at, "route.after", "route.joins"))


def _opening(sentence: Sentence, first: int) -> int:
    """The token before a group's articles and adjectives; -1 where there is none."""
    at = first - 1
    while at >= 0 and sentence.match(at, "route.definite", "route.adjective", "route.both"):
        if sentence.match(at, "route.definite") and sentence.match(at, "grammar.preposition"):
            break  # "la construction du pont": article and preposition in one
        at -= 1
    return at


def _traffic_before(sentence: Sentence, first: int) -> bool:
    return any(
        not (sentence.match(at, "route.work") and sentence.lower[mark.end] == "on")  # "work on the port"
        for at, mark in sentence.find("route.traffic", start=max(0, first - 6), end=first)
    )


def relative_object(sentence: Sentence, groups: Sequence[Group], cue: Cue) -> Group | None:
    """As in "... the road, which the militants have blocked since": an active form whose object stands before it."""
    before = [group for group in groups if group.last < cue.at]
    if not before or cue.at - before[-1].last > 14:
        return None
    at = before[-1].last + 1
    at += at < len(sentence.lower) and sentence.lower[at] == ","
    if not sentence.match(at, "route.which") or at >= cue.at - 1 or sentence.match(at + 1, "route.be", "grammar.have"):
        return None
    if sentence.match(cue.end, "route.definite", "route.indefinite") or any(
        sentence.lower[step] in (",", ";") for step in range(at, cue.at)
    ):
        return None
    return before[-1]


def fronted(sentence: Sentence, groups: Sequence[Group], cue: Cue) -> Group | None:
    """As in "Трасу на Оріхів військові перекрили": an object that stands first, where the language's cases allow it."""
    if not sentence.lexicon.words("route.name_ending"):
        return None
    before = [group for group in groups if group.last < cue.at]
    if len(before) != 1 or cue.at - before[0].last > _FRONTED:
        return None
    clear = not any(sentence.tokens[at].shape == "mark" for at in range(before[0].last + 1, cue.at))
    own = range(
        before[0].first, before[0].last + 1
    )  # "Південний міст закрили": the name may stand before the word of kind
    return before[0] if clear and any(sentence.match(at, "route.fronted") for at in own) else None


_FRONTED = 5
"""Within how many tokens behind a fronted object its subject and verb stand."""


def nearest(sentence: Sentence, groups: Sequence[Group], at: int, *, pronouns: bool = False) -> Group | None:
    """The group nearest before token ``at``, else the one near behind it."""
    if not pronouns:
        groups = [group for group in groups if not sentence.match(group.first, "route.it")]
    before = [group for group in groups if group.last < at and not _closes(sentence, group)]
    parted = bool(before) and any(sentence.lower[step] == ";" for step in range(before[-1].last + 1, at))
    if parted and any(group.first >= at for group in groups):
        before = []
    if len(before) > 1 and _placing(sentence, before[-1]):
        before = before[:-1]  # "is submerged at Tana bridge; buses were told to turn back"
    if before and not sentence.has("route.break", start=before[-1].last + 1, end=at):
        if len(before) > 1 and all(route.passing for route in before[-1].routes):
            return before[0]  # "the bridge carries the road to Bria, and nobody gets across"
        return before[-1]
    after = [group for group in groups if group.first >= at]
    if before:
        return before[-1]
    near = (
        after
        and after[0].first - at <= 14
        and not any(sentence.lower[step] in (";", ".", ":") for step in range(at, after[0].first))
    )
    return after[0] if near else None


def _closes(sentence: Sentence, group: Group) -> bool:
    """Whether a checkpoint is told of as what closes a road: "was cut by army checkpoints at Mubambiro"."""
    if not sentence.has("route.no_town", start=group.first, end=group.first + 1):
        return False
    return any(
        sentence.match(at, "route.agent") and sentence.has("route.is", start=max(0, at - 2), end=at)
        for at in range(max(0, group.first - _AGENT), group.first)
    )


_AGENT = 4
"""Within how many tokens before a checkpoint "closed by" stands."""


def _placing(sentence: Sentence, group: Group) -> bool:
    """Whether a group only says where: "at Tana bridge"."""
    link = sentence.mark(_opening(sentence, group.first), "route.of")
    return link is not None and link.value == "at"


def has_be_before(sentence: Sentence, at: int) -> bool:
    """A form of "be" right before the cue, adverbs and negations passed over."""
    step = at - 1
    while step >= 0 and at - step < 7:
        if sentence.match(step, "route.be"):
            return True
        if not sentence.match(step, "route.passing_adverb", "route.not"):
            return False
        step -= 1
    return False
