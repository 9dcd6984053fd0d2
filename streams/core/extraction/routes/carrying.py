"""Carrying: whether what stands between a route and what is said lets the one be the subject of the other."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.phrases import placed_end
from streams.core.extraction.routes.statements import Cue
from streams.core.extraction.tokens import Token
from streams.core.extraction.wordends import ends_as

_PASSED = (
    "route.be", "route.passing_adverb", "route.not", "route.had", "grammar.have", "route.no_longer", "route.future",
    "route.still", "route.fails",
)  # fmt: skip
"""What stands between a subject and its verb without being a subject itself."""


def is_whole(sentence: Sentence, group: Group) -> bool:
    """Whether a group only tells of what another is a part: "the Estreito bridge, part of the BR-226, collapsed"."""
    begin = group.first - sentence.match(group.first - 1, "route.definite")
    part = next((at for at, mark in sentence.find("route.part_of", start=begin - 4, end=begin) if mark.end == begin), 0)
    return part > 0 and (sentence.tokens[part - 1].shape == "mark" or sentence.match(part - 1, "grammar.be") > 0)


def carries(sentence: Sentence, group: Group, cue: Cue, *, passive: bool) -> bool:
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
        if _breaks(sentence, at, start):
            broken = True
        if token.word == "-" and not _dashed(sentence, at):
            at += 1  # inside of a name
            continue
        person = sentence.match(at, "route.persons") > 0
        if token.shape == "mark" or (
            sentence.match(at, "route.which", "route.and_then", "route.concedes") and not person
        ):
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
        elif width := sentence.match(at, "grammar.preposition") or _dated(sentence, at):
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
    before = opening(sentence, group.first) if at_once else -1
    if before >= 0 and sentence.match(before, "route.with", "route.leaves"):
        return True  # "with the N3 cut", "put the N3 out of reach"
    joined_on = sentence.match(before, "route.joins") > 0 and "route.is" in cue.values
    finite = told or (passive is False and ("route.goes" in cue.values or joined_on) and cue.at == start)
    if _governed(sentence, group.first, finite=finite) and not sentence.has("route.which", start=start, end=cue.at):
        return foreign == 0 and _traffic_before(sentence, group.first)
    return foreign <= (0 if bounded else 1) if told else foreign == 0 and _untold(sentence, group, cue, start)


def is_of_another(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether the verb is another's, that a route only describes: "the Goma airport manager was seized"."""
    named = sentence.match(group.last + 1, "route.compound") > 0 or _compounded(sentence, group)
    return named or _infinitive(sentence, group, cue)


def _compounded(sentence: Sentence, group: Group) -> bool:
    """Whether a noun that is no part of a route stands between its name and a helper: "the port warehouse was destroyed"."""
    at = group.last + 1
    headed = any(mark.end == at for _, mark in sentence.find("route.head", start=group.first, end=at))
    if not headed or not sentence.lexicon.words("route.compound") or at + 1 >= len(sentence.tokens):
        return False  # "the road to Marmul district is blocked"
    noun = sentence.tokens[at].shape == "word" and not sentence.tokens[at].capital
    helped = noun and sentence.match(at + 1, "grammar.be", "route.was") > 0
    return helped and not sentence.match(at, *_PASSED, *_OWN) and not ends_as(sentence, at, "ending.adverb")


_OWN = (
    "route.part", "topic.part", "topic.labelled", "route.traffic", "passage.traffic", "route.head", "route.heads", "route.junction",
    "route.which", "route.and_then", "route.itself", "route.adverb", "route.only", "route.is", "route.goes", "route.day_part",
    "route.weekday", "route.persons", "route.it", "route.wholly", "route.both", "route.compass", "stance.new", "stance.background",
    "grammar.adverb", "grammar.preposition", "grammar.conjunction", "grammar.determiner", "grammar.pronoun", "grammar.and", "grammar.aux",
)  # fmt: skip
"""What may stand between a route's name and "was" where the route is the subject: its parts, its traffic, and small words."""


def _infinitive(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether a route is what somebody is to do something with, which is told of: "the project to build the line was halted"."""
    if not sentence.match(group.first - 1, "route.definite") or not sentence.lexicon.words("route.compound"):
        return False
    verb = opening(sentence, group.first)
    plain = verb > 1 and sentence.tokens[verb].shape == "word" and sentence.match(verb + 1, "grammar.the") > 0
    plain = plain and not sentence.match(verb, "grammar.preposition", "pronoun.object", "route.whom")
    start = group.last + 1 + (sentence.lower[group.last + 1] == ",")  # "the bridge, built to replace the ferry, was"
    helped = all(sentence.match(at, *_PASSED) for at in range(start, cue.at))
    told = helped and sentence.match(start, "route.be", "grammar.have") > 0
    to = plain and told and sentence.match(verb - 1, "route.to_do") > 0
    return to and not sentence.has("passage.traffic", end=verb)


def _dated(sentence: Sentence, at: int) -> int:
    """The length of a day that begins at a token: "Порт Рені 12 березня відновив роботу"; 0 where none does."""
    return 2 if sentence.tokens[at].shape == "number" and sentence.match(at + 1, "calendar.month") else 0


def _breaks(sentence: Sentence, at: int, start: int) -> bool:
    """Whether another clause begins at a token: "the M5 reopens as schools stay shut"."""
    if _helped(sentence, at, start):
        return False
    if sentence.match(at, "route.break", "route.persons"):
        return True  # "the track to Zemio with five people, who have not been released"
    return sentence.match(at, "route.joins") > 0 and sentence.has("route.is", "route.goes", start=start, end=at)


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
    timed = sentence.match(cue.end, "route.passing_adverb", "route.span") or sentence.match(
        cue.end + 1, "calendar.weekday", "route.day_part"
    )
    placed = sentence.match(cue.end, "grammar.preposition") > 0  # "coupée au PK 12": an article within a preposition
    definite = sentence.match(cue.end, "route.definite") > 0 and not timed and not placed
    indefinite = sentence.match(cue.end, "route.indefinite") > 0 and not sentence.match(cue.end, "route.span")
    object_follows = not onto and (definite or indefinite)
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
    at = first if fused else opening(sentence, first)  # "du", "del": of a part, or of something else
    if at < 0 or not sentence.match(at, "grammar.preposition"):
        return False
    return not (finite and sentence.match(at, "route.after", "route.joins"))


def opening(sentence: Sentence, first: int) -> int:
    """The token before a group's articles and adjectives; -1 where there is none."""
    at = first - 1
    while at >= 0 and sentence.match(at, "route.definite", "route.adjective", "route.both"):
        if sentence.match(at, "route.definite") and sentence.match(at, "grammar.preposition"):
            break  # "la construction du pont": article and preposition in one
        at -= 1
    return at


def _traffic_before(sentence: Sentence, first: int) -> bool:
    return any(
        not (sentence.match(at, "route.work") and sentence.match(mark.end, "route.on"))  # "work on the port"
        and not sentence.match(at - 1, "route.office")  # "visa services at the crossing"
        for at, mark in sentence.find("route.traffic", start=max(0, first - 6), end=first)
    )
