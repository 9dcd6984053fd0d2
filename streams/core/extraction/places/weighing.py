"""Weighing: which of a sentence's places says where the fact told at some of its tokens happened."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from streams.core.extraction.places.mention import Mention
from streams.core.extraction.places.surroundings import Role
from streams.core.extraction.reading import Sentence
from streams.core.facts import Place

About = Literal["toll", "displaced", "route", "ceasefire"]
"""What kind of fact asks: the displaced left the place that they come *from*; a route's own ends are where it is."""

WEIGHT: dict[About, dict[Role, float]] = {
    "toll": {"at": 3, "between": 1.5, "named": 1.2, "from": 0.8, "toward": -1, "route": 0.6, "source": 0.9, "speaker": -9, "dateline": -9},
    "displaced": {"at": 2.6, "between": 1.2, "named": 1.2, "from": 3.2, "toward": -2, "route": 0.5, "source": 0.7, "speaker": -9, "dateline": -9},
    "route": {"at": 3, "between": 1.8, "named": 1.2, "from": 0.8, "toward": 0.4, "route": 2.2, "source": 0.3, "speaker": -9, "dateline": -9},
    "ceasefire": {"at": 3, "between": 1.5, "named": 1.5, "from": 0.8, "toward": 0.4, "route": 0.5, "source": 0.3, "speaker": -9, "dateline": -9},
}  # fmt: skip
SURE = 1.2
"""What a mention must weigh to stand for a fact of another sentence from the title, and BEFORE from an earlier one."""
BEFORE = 2.0
_NEAR = 4
"""Tokens before a name in which "of them" makes it the place of that part alone: "11 of them in the Koshin quarter"."""
_BREAKS = frozenset((";", ".", "?", "!"))


class Found(NamedTuple):
    """A mention and the place that it means."""

    mention: Mention
    place: Place


def fullness(found: Sequence[Found], sentence: Sentence, first: int, last: int, *, about: About) -> int:
    """How well the sentence of a telling says where: by a place below the level of a country, by a country, or not."""
    own = best(found, sentence, first, last, about=about)
    return 0 if own is None else 1 if own.place.level == "country" else 2


def best(found: Sequence[Found], sentence: Sentence, first: int, last: int, *, about: About) -> Found | None:
    """The place of a sentence that says best where the tokens' fact is; None if none does."""
    scored = [(_score(one, sentence, first, last, about), -at, one) for at, one in enumerate(found)]
    best = max(scored, key=lambda row: row[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _score(one: Found, sentence: Sentence, first: int, last: int, about: About) -> float:
    mention = one.mention
    before = mention.last < first
    start, end = (mention.last + 1, first) if before else (last + 1, mention.first)
    between = sentence.lower[start:end]
    gap = first - mention.last if before else max(0, mention.first - last)
    score = WEIGHT[about][mention.role] - 0.06 * min(gap, 40) - 0.25 * min(between.count(","), 3)
    if not _BREAKS.isdisjoint(between):
        score -= 1.0
    if mention.first > last and any(sentence.find("place.part", start=start, end=end)):
        score -= 3.0
    if before and any(sentence.find("place.turn", start=start, end=end)):
        score -= 0.8
    if before and any(sentence.find("place.part", start=mention.first - _NEAR, end=mention.first)):
        score -= 3.0
    subject = before and mention.role == "named" and gap == 2 and between[0].isalpha()  # "Honduras counted 112 dead"
    if one.place.level == "country" and not subject:
        score -= 1.5
    if one.place.id is None:
        score -= 0.4
    return score
