"""Openings: whether one that is told of has come. Where a way was to be opened and was not, it is closed; so it is where that did not last."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.statements import Cue
from streams.core.extraction.wordends import ends_as
from streams.core.facts import Status

_NOUN = 5
"""Within how many tokens before the noun of an opening the word begins that puts it off."""
_CLAUSE = 9
"""Within how many tokens behind "before" it is told what followed."""


def is_put_off(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether the opening that a noun tells of was put off or did not come: "delays the reopening of the M5"."""
    if _is_object(sentence, cue):
        return True
    behind = max(cue.end, group.last + 1) if group.first >= cue.end else cue.end
    return any(sentence.match(_past_helpers(sentence, at), "route.was_put_off") for at in (cue.end, behind))


def is_deferred(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether a closure that a noun tells of was put off: "postpones the closure of the M5"; and not one that "delayed traffic"."""
    if _is_object(sentence, cue):
        return True
    behind = max(cue.end, group.last + 1)
    verb = _past_helpers(sentence, behind)
    passive = any(sentence.match(at, "grammar.be") for at in range(behind, verb))
    return passive and sentence.match(verb, "route.was_put_off") > 0


def _is_object(sentence: Sentence, cue: Cue) -> bool:
    """Whether a verb that puts something off takes the noun at a cue."""
    before = _plain_before(sentence, cue.at)
    for at, mark in sentence.find("route.puts_off", start=max(0, before - _NOUN), end=before):
        near = mark.end == before or _subject_between(sentence, mark.end, before)
        if near and (at == 0 or not _describes(sentence, at, cue.at)):
            return True
    return False


def _subject_between(sentence: Sentence, start: int, end: int) -> bool:
    """Whether nothing but who does it stands behind a verb, where that comes first: "أرجأت الجزائر إعادة فتح المعبر"."""
    return bool(sentence.lexicon.words("grammar.vso")) and not any(
        sentence.tokens[at].shape == "mark"
        or sentence.match(at, "group.and", "grammar.clause", "route.after")
        or (sentence.match(at, "grammar.preposition") and not sentence.match(at, "grammar.object"))  # "رغم فتح المعبر"
        for at in range(start, end)
    )


def _past_helpers(sentence: Sentence, at: int) -> int:
    """Where the verb stands whose helpers and adverbs begin at a token."""
    while sentence.match(at, "grammar.be", "grammar.have", "route.passing_adverb"):
        at += 1
    return at


def _plain_before(sentence: Sentence, at: int) -> int:
    """Where the articles and adjectives before a noun begin."""
    while at > 0 and sentence.match(at - 1, "route.definite", "route.adjective", "route.indefinite", "route.announced"):
        at -= 1
    return at


def _describes(sentence: Sentence, at: int, noun: int) -> bool:
    """Whether a participle describes an opening that may have come: "the delayed reopening of the M5"."""
    opens = sentence.match(at - 1, "grammar.determiner", "route.passing_adverb", "grammar.preposition") > 0
    return opens and at == noun - 1 and ends_as(sentence, at, "ending.past")


def has_failed(sentence: Sentence, cue: Cue) -> bool:
    """Whether somebody did not get a way open: "failed to reopen the M5", "was unable to clear it"."""
    at = cue.at
    while at > 0 and sentence.match(at - 1, "route.passing_adverb"):
        at -= 1
    if not sentence.match(cue.at, "route.gets_open"):
        return False
    first = bool(sentence.lexicon.words("grammar.vso"))
    return any(
        mark.end == at or _subject_between(sentence, mark.end, at)
        for cls in (("route.fails", "route.puts_off") if first else ("route.fails",))
        for _, mark in sentence.find(cls, start=max(0, at - _NOUN), end=at)
    )


def is_revoked(sentence: Sentence, group: Group, cue: Cue, status: Status) -> bool:
    """Whether what was to open did not: "was to reopen on Sunday but Israel called it off"."""
    if sentence.has("route.reopening", start=cue.at, end=cue.end) and cue.end <= group.first:
        return sentence.match(_past_helpers(sentence, group.last + 1), "route.was_put_off") > 0
    if sentence.has("route.was_to_have", start=max(0, cue.at - _NOUN), end=cue.at) and _opens(sentence, cue):
        return True  # "was to have reopened on Sunday"
    due = status == "threatened" and sentence.has("route.was_due", start=max(0, cue.at - _NOUN), end=cue.at)
    if not due or not _opens(sentence, cue):
        return False
    return any(sentence.has("route.revoked", start=mark.end) for _, mark in sentence.find("route.but", start=cue.end))


def _opens(sentence: Sentence, cue: Cue) -> bool:
    """Whether a cue tells of an opening."""
    return sentence.match(cue.at, "route.gets_open") > 0 or sentence.has("route.opens", start=cue.at, end=cue.end)


def is_followed(sentence: Sentence, cue: Cue) -> bool:
    """Whether a cue tells what came of an earlier state: "reopened briefly before being sealed again", "only to be cut again"."""
    for place, mark in sentence.find("route.then_before", start=max(0, cue.at - _CLAUSE), end=cue.at):
        if any(sentence.lower[at] in (",", ";") for at in range(mark.end, cue.at)):
            continue
        told = sentence.match(cue.at - 1, "route.be") or ends_as(sentence, cue.at, "ending.doing")
        present = sentence.has("route.present", "route.future", start=mark.end, end=cue.at + 1)
        past = ends_as(sentence, cue.at, "ending.past") or sentence.match(cue.at, "route.same_past")
        done = not present and (told or (past and sentence.match(cue.end, "route.it") > 0))
        if done and _other_before(sentence, cue, place):
            return True
    return False


def _other_before(sentence: Sentence, cue: Cue, end: int) -> bool:
    """Whether the other state is told as past before a token."""
    start = next((at + 1 for at in range(end - 1, -1, -1) if sentence.lower[at] == ";"), 0)
    severed = "severed" in cue.values.values() or "captured" in cue.values.values()
    told_apart = sentence.lexicon.words("ending.past")  # none where each form is in one tense only
    opened = any(
        not told_apart or ends_as(sentence, mark.end - 1, "ending.past") or ends_as(sentence, at, "ending.past")
        for at, mark in sentence.find("route.opens", "passage.resumes", start=start, end=end)
    )
    closed = any(
        mark.value == "severed" or mark.cls == "passage.halts"
        for at, mark in sentence.find("route.is", "passage.halts", start=start, end=end)
        if not ends_as(sentence, at, "ending.present")
    )
    planned = sentence.has("route.future", "route.intends", start=start, end=end)
    return not planned and (opened if severed else closed)
