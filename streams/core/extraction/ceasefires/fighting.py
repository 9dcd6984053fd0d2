"""Fighting told together with a ceasefire in force: no word says that it is broken, but it is."""

from collections.abc import Iterator

from streams.core.extraction.ceasefires.statements import CUES, Said, Truce
from streams.core.extraction.ceasefires.statuses import status_of
from streams.core.extraction.reading import Sentence

_TOLD = 12
"""Within how many tokens before "since" stands what has been since then."""
_AFTER, _ENDED = 5, 7
"""How near "after" stands before a ceasefire that fell apart, and within how many tokens behind it that is told."""


def fighting(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """Fighting told together with a ceasefire in force."""
    for truce in found:
        mishaps = [mark.end for _, mark in sentence.find("truce.mishap")]
        if _over(sentence, truce) or any(end != truce.first for end in mishaps):  # and not "despite the quake truce"
            continue
        since = _since(sentence, truce)
        if since is not None:
            yield Said(sentence, truce, "violated", status_of(sentence, since), since, truce.last, implied=True)
            continue
        begun = _begun(sentence, truce)
        if begun is None:
            begun = _strained(sentence, truce)
        if begun is None:
            begun = _in_force(sentence, truce)
        if begun is not None:
            yield Said(sentence, truce, "violated", status_of(sentence, begun), begun, truce.last, implied=True)
            continue
        for at, mark in sentence.find("truce.despite", start=max(0, truce.first - 12), end=truce.first):
            after = sentence.match(at, "truce.after") > 0 and not any(
                token.shape == "mark" for token in sentence.tokens[mark.end : truce.first]
            )
            to_do = sentence.match(mark.end, "grammar.to") > 0  # "threatens to end the truce"
            if to_do or mark.end > truce.first or not (after or _adjoins(sentence, mark.end, truce.first)):
                continue
            if _fights(sentence, 0, at) or _fights(sentence, truce.last + 1, len(sentence.tokens)):
                yield Said(sentence, truce, "violated", status_of(sentence, at), at, truce.last, implied=True)
                break


def _since(sentence: Sentence, truce: Truce) -> int | None:
    """As in "its heaviest raid since the ceasefire": fighting told as the first or the worst since the truce began."""
    for at, _ in sentence.find("truce.ever_since", start=max(0, truce.first - 6), end=truce.first):
        near = sentence.find(*CUES, start=truce.last + 1, end=truce.last + _AFTER)
        ended = any(cue.value in ("violated", "collapsed") for _, cue in near)  # "since the truce was broken"
        worst = sentence.has("truce.superlative", start=max(0, at - _TOLD), end=at) or (
            not ended and _counted(sentence, at)
        )
        if _adjoins(sentence, at + 1, truce.first) and worst:
            fights = _fights(sentence, 0, at) or _fights(sentence, truce.last + 1, len(sentence.tokens))
            return at if fights else None
    return None


def _counted(sentence: Sentence, at: int) -> bool:
    """Whether attacks or those whom they killed are counted near token ``at``: "300 killed since the truce took effect"."""
    if sentence.has("truce.not", end=at):
        return False
    near = range(max(0, at - _TOLD), len(sentence.tokens))
    return any(
        (sentence.tokens[i].shape == "number" or sentence.match(i, "numeral.unit", "numeral.ten", "numeral.vague"))
        and sentence.has("truce.attacks", start=i + 1, end=i + _AFTER)
        for i in near
    )


def _begun(sentence: Sentence, truce: Truce) -> int | None:
    """As in "opened fire after midnight, when the ceasefire had come into force": what is told before it came after."""
    when = truce.first - 2
    if when < 1 or not sentence.match(when, "truce.when") or not sentence.match(when + 1, "grammar.determiner"):
        return None
    near = sentence.find("truce.subject", start=truce.last + 2, end=truce.last + 4)
    begun = any(mark.value == "agreed" and sentence.match(at - 1, "route.had") for at, mark in near)
    return when if begun and _fights(sentence, 0, when) else None


def _strained(sentence: Sentence, truce: Truce) -> int | None:
    """As in "the ceasefire came under strain when drones hit a camp", "clashes put the truce at risk": fighting shakes it."""
    for at, mark in sentence.find("truce.strained", start=truce.last + 1, end=truce.last + 5):
        puts = next((put for put, _ in sentence.find("truce.puts", start=max(0, truce.first - 4), end=truce.first)), 0)
        return at if sentence.has("truce.fighting", start=mark.end) or _fights(sentence, 0, puts) else None
    return None


def _in_force(sentence: Sentence, truce: Truce) -> int | None:
    """As in "jets bombed Kutum although a truce is in place", "fighting rages as the ceasefire takes effect"."""
    for at, mark in sentence.find("truce.while", start=max(0, truce.first - 6), end=truce.first):
        near = sentence.find("truce.subject", start=truce.last + 1, end=truce.last + 6)
        stands = any(cue.value in ("holding", "agreed") for _, cue in near)
        if not stands or not _adjoins(sentence, mark.end, truce.first):
            continue
        if mark.value == "goes on" and not sentence.has("truce.resumed", end=at):
            continue
        if _fights(sentence, 0, at) or (at < 2 and _fights(sentence, truce.last + 3, len(sentence.tokens))):
            return at
    return None


def _over(sentence: Sentence, truce: Truce) -> bool:
    """Whether the ceasefire had run out, so that fighting breaks nothing: "hours after the pause had ended", "a day after it fell apart"."""
    after = sentence.has("truce.after", start=truce.first - _AFTER, end=truce.first)
    near = sentence.find("truce.subject", start=truce.last + 1, end=truce.last + (_ENDED if after else 4))
    return any(mark.value == "collapsed" and (after or sentence.match(at - 1, "route.had")) for at, mark in near)


def resumed(sentence: Sentence) -> int | None:
    """The token where a sentence says that fighting went on after what was told before it; None where it does not."""
    for at, mark in sentence.find("truce.later", end=8):
        if _fights(sentence, mark.end, len(sentence.tokens)):
            return at
    return None


def resumed_after(sentence: Sentence, start: int) -> int | None:
    """Likewise within one sentence, behind token ``start``: ", but shelling resumed an hour later"."""
    for at, mark in sentence.find("truce.but", start=start):
        if sentence.match(at, "route.concedes"):
            continue  # it is observed, though shots were heard
        fighting = sentence.has("truce.fighting", start=mark.end, end=mark.end + 8)
        if sentence.has("truce.strikes", start=mark.end, end=mark.end + 8) or (
            fighting and sentence.has("truce.resumed", start=mark.end)
        ):
            return at
    for at, mark in sentence.find("grammar.and", start=start):  # "announced a truce and shelled Taiz the same night"
        if sentence.match(mark.end, "truce.strikes") and sentence.has("truce.later", start=mark.end):
            return at
    return None


def _fights(sentence: Sentence, start: int, end: int) -> bool:
    for at, mark in sentence.find("truce.fighting", start=start, end=end):
        stopped = sentence.match(mark.end, "truce.stops") > 0 and not sentence.match(mark.end, "truce.when")
        if not stopped and not (
            sentence.has("truce.not", start=max(start, at - 4), end=at)
            or sentence.has("truce.stops", start=max(start, at - 6), end=at)
        ):  # "a deal that ended a week of fighting", "shelling stopped at midnight"
            return True
    return False


def _adjoins(sentence: Sentence, start: int, end: int) -> bool:
    at = start
    while at < end:
        token = sentence.tokens[at]
        width = sentence.match(at, "truce.gap") or int(token.capital or token.shape != "word")
        if not width and at + 1 == end:
            width = 1
        if not width:
            return False
        at += width
    return True
