"""Binding: of which route a cue speaks, by its place: the subject before it, the object behind it, or the nearest."""

from collections.abc import Sequence

from streams.core.extraction.passives import has_be_before
from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.carrying import carries, is_of_another, is_whole, opening
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.participles import participle_end
from streams.core.extraction.routes.statements import Cue

_REACH = 32
"""How many tokens may stand between a subject and what is said of it."""


_SUBJECT_BEHIND = 3
_MANNER = 9
_CUES = ("route.is", "route.does", "route.goes", "route.use", "route.head")
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
        step = _behind_means(sentence, at, group.first)
        while step < group.first:
            width = _before_object(sentence, step, at, group, onto=onto)
            if not width:
                return None
            step += width
        return group
    return None


def _behind_means(sentence: Sentence, at: int, end: int) -> int:
    """Where the object begins behind who did it and with what, where verbs stand first: "أغلق محتجون بالإطارات المشتعلة الطريق"."""
    if not sentence.lexicon.words("grammar.vso"):
        return at
    means = next(
        (step for step in range(at, min(at + _SUBJECT_BEHIND + 1, end)) if sentence.match(step, "route.by_means")), end
    )
    words = range(at, end)
    plain = means < end and all(
        sentence.tokens[step].shape == "word"
        and not (step != means and sentence.match(step, "grammar.preposition", "grammar.clause", "group.and"))
        for step in words
    )
    return end if plain and sentence.has("passage.obstacle", start=means, end=end) else at


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
    if sentence.lexicon.words("grammar.head_first") and (
        dated := sentence.match(step, "route.passing_adverb", "calendar.weekday", "route.day_part", "stance.new")
    ):
        return dated  # "a coupé dimanche matin la route de Bara"
    if step == at and (how := _manner(sentence, step, group)):
        return how
    if step - at < _SUBJECT_BEHIND and token.shape == "word" and sentence.lexicon.words("grammar.vso"):
        return 1  # the subject of a language that says its verb first: "قطع محتجون طريق"
    near = onto and group.first - step <= _NEAR_OBJECT and not token.capital and token.word not in ",;:"
    return int(near and sentence.match(step + 1, "route.onto") > 0)  # "a checkpoint on the road"


def _manner(sentence: Sentence, at: int, group: Group) -> int:
    """How many tokens tell with what, since when or for how long, before an object: "bloquearon con piedras la carretera"."""
    told = sentence.match(at, "route.with", "route.dated", "route.lasted") and sentence.lexicon.words(
        "grammar.head_first"
    )
    words = range(at, group.first)
    if not told or len(words) > _MANNER:
        return 0
    other = ("grammar.be", "grammar.have", "grammar.clause", "route.and_then", *_CUES)
    plain = not any(sentence.tokens[one].shape == "mark" or sentence.match(one, *other) for one in words)
    return len(words) if plain and sentence.match(group.first, "route.definite") else 0


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
    labelled = at > 1 and sentence.lower[at - 1] == ":" and sentence.lexicon.words("grammar.head_first")
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
        if is_whole(sentence, group) or is_of_another(sentence, group, cue):
            continue
        if carries(sentence, group, cue, passive=passive):
            return group
        if sentence.has("route.break_hard", start=group.last + 1, end=cue.at):
            return None
    return None


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
    before = [group for group in groups if group.last < cue.at][-1:]
    last = max(before[0].last, participle_end(sentence, before[0].last)) if before else 0
    if not before or not -1 < cue.at - last <= _FRONTED or not _opens_clause(sentence, groups, before[0]):
        return None
    clear = not any(sentence.tokens[at].shape == "mark" for at in range(last + 1, cue.at))
    own = range(
        before[0].first, before[0].last + 1
    )  # "Південний міст закрили": the name may stand before the word of kind
    return before[0] if clear and any(sentence.match(at, "route.fronted") for at in own) else None


def _opens_clause(sentence: Sentence, groups: Sequence[Group], group: Group) -> bool:
    """Whether no other route stands before a group, or nothing between it and the comma behind that."""
    others = any(other.last < group.first for other in groups)
    return (
        not others
        or sentence.lower[group.first - 1] in (",", ";", "-")
        or sentence.match(group.first - 1, "grammar.and") > 0
    )


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
    if len(before) > 1 and is_placing(sentence, before[-1]):
        before = before[:-1]  # "is submerged at Tana bridge; buses were told to turn back"
    if before and not sentence.has("route.break", start=before[-1].last + 1, end=at):
        apart = len(before) > 1 and sentence.has("passage.break", start=before[0].last + 1, end=before[-1].first)
        if len(before) > 1 and not apart and all(route.passing for route in before[-1].routes):
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
        sentence.match(at, "grammar.by") and sentence.has("route.is", start=max(0, at - 2), end=at)
        for at in range(max(0, group.first - _AGENT), group.first)
    )


_AGENT = 4
"""Within how many tokens before a checkpoint "closed by" stands."""


def is_placing(sentence: Sentence, group: Group) -> bool:
    """Whether a group only says where: "at Tana bridge"."""
    link = sentence.mark(opening(sentence, group.first), "route.of")
    return link is not None and link.value == "at"


def is_passive(sentence: Sentence, at: int) -> bool:
    """Whether the cue at a token is told of the route before it by a form of "be", adverbs and negations apart."""
    return has_be_before(sentence, at, "route.passing_adverb", "route.not")
