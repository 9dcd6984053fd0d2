"""SMS: one line with what, what changed, when, how sure and where; the rule and how to acknowledge come last.

A message goes in one part of 160 characters (GSM-7), or in two of 67 where its letters need UCS-2; what matters stands in the
first. What does not fit is left out in a fixed order, and what must stay is cut.
"""

import re
from collections.abc import Iterator

from streams.core.messages.characters import cut, folded, shown, size
from streams.core.messages.phrases import Phrases

SEGMENTS = {"GSM-7": 1, "UCS-2": 2}
"""Parts that an alert takes; one more where the marks before it leave no room for what it says."""

_LEAST = 14
"""Characters that are kept at least of a place and of a rule's name."""

_LONGEST_PLACE = 40
_LONGEST_REASON = 90
_WHOLE_REASON = 500
_FOLDERS = re.compile(r"(?<!\S)/\S*/")

_Parts = dict[str, str]


def sms(phrases: Phrases) -> str:
    """The message."""
    shorter = [_joined(one, phrases) for one in _shorter(phrases)]
    return next(text for beyond in (0, 1, 2) for text in shorter if fits(text, beyond))


def fits(text: str, beyond: int = 0) -> bool:
    """Whether a text is within what an alert's SMS takes, or so many parts beyond that."""
    taken = size(text)
    return taken.segments <= SEGMENTS[taken.alphabet] + beyond


def _shorter(phrases: Phrases) -> Iterator[_Parts]:
    """The parts, each time with less in them: how to acknowledge goes first, what must stay is cut."""
    parts = _whole(phrases)
    yield parts
    for name in ("left out", "confirm"):
        parts = parts | {name: ""}
        yield parts
    parts = parts | {"sure": _sure(phrases, phrases.sources_graded)}
    yield parts
    for most in (90, 70, 50):
        parts = parts | _headline(phrases, most, _LONGEST_PLACE)
        yield parts
    if phrases.of_the_service:
        for most in (60, 40):
            parts = parts | {"sure": _reason(phrases, most)}
            yield parts
    parts = parts | _headline(phrases, 50, _LEAST) | {"rule": cut(parts["rule"], _LEAST)}
    yield parts
    for name in ("sure", "changed"):
        parts = parts | {name: ""}
        yield parts
    for most in (40, 30, 20):
        parts = parts | _headline(phrases, most, _LEAST)
        yield parts


def _whole(phrases: Phrases) -> _Parts:
    when, utc = phrases.when_short
    apart = phrases.tongue.turned  # the first part of an Arabic message has no room for it
    waits = bool(phrases.confirming)
    return {
        "what": "",
        "changed": "".join(phrases.changed[:1]),
        "when": when if apart else f"{when} {utc}".strip(),
        "sure": _sure(phrases, phrases.sure_short),
        "utc": utc if apart else "",
        "where": "",
        "rule": phrases.rule,
        "left out": phrases.left_out,
        "confirm": phrases.tongue.say("confirm-short", id=phrases.account.event.incident[:12]) if waits else "",
    } | _headline(phrases, len(phrases.headline), _LONGEST_PLACE)


def _sure(phrases: Phrases, sources: str) -> str:
    """Who says so; of what is wrong with the service itself the reason, which tells what is to be mended."""
    return _reason(phrases, _LONGEST_REASON) if phrases.of_the_service else sources


def _reason(phrases: Phrases, most: int) -> str:
    """The reason in so many characters, files by their own names."""
    return cut(_FOLDERS.sub("", phrases.reason(_WHOLE_REASON)), most)


def _headline(phrases: Phrases, most: int, place: int) -> _Parts:
    """What it is in so many characters, and the places that are not in that; in Arabic the country is one of them."""
    country = shown(phrases.account.event.key.get("country", ""))
    if not phrases.tongue.turned or not country:
        what = cut(phrases.headline, most)
        return {"what": what, "where": phrases.further_places(what, place)}
    what = cut(phrases.headline.replace(f" ({country})", ""), most)
    return {
        "what": what,
        "where": " ".join(part for part in (phrases.further_places(what, place), cut(country, place)) if part),
    }


def _joined(parts: _Parts, phrases: Phrases) -> str:
    """One line, in the cheaper alphabet where folding brings that about."""
    text = f"{phrases.lead}: {phrases.tongue.stop.join(part for part in parts.values() if part)}"
    plain = folded(text)
    return plain if size(plain).alphabet == "GSM-7" else text
