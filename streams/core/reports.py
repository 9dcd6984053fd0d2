"""Reports: who says what an incident stands on, as a key remembers them, each with the number of its origin there.

The number is found when the report comes, by comparing it with those that are remembered; nobody compares them again. What
is once known for one origin stays so: also where the copy by which two were known for one is forgotten since.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from streams.core.claims import Claim
from streams.core.facts import Origin
from streams.core.origins import same_origin
from streams.core.sources import GRADES, Grade

MAX_REPORTS = 40
"""Reports that a key remembers; the one that was last heard of longest ago is forgotten first."""


class Report(NamedTuple):
    """What one source passes on of one writer, by whose name the words go.

    ``words`` are those of the latest item. ``at`` is when it was first reported and ``item`` where, ``last`` when again.
    ``denies``: by the last word it is not so.
    """

    source: str
    named: str
    origin: int
    grade: Grade
    item: str
    at: datetime
    last: datetime
    denies: bool = False
    words: Origin = Origin()


def reported(known: Iterable[Report], claim: Claim, since: datetime | None) -> tuple[Report, ...]:
    """The reports with a claim's among them, and who denies it; without those that were last heard of before ``since``."""
    live = [one for one in known if since is None or one.last > since]
    source, at = claim.sources[0], claim.published
    if claim.effect == "raise":
        words = claim.origin
        grade = graded_as(claim.grade)
        live = _with(live, Report(source, words.named or source, 0, grade, claim.items[0], at, at, words=words))
    for denial in claim.denials:
        live = _with(live, Report(denial.by, denial.by, 0, denial.grade, claim.items[0], at, at, denies=True))
    if len(live) > MAX_REPORTS:
        live.remove(min(live, key=lambda one: (one.last, one.source)))
    return tuple(live)


def graded_as(written: str) -> Grade:
    """A claim's grade; of one whose source nobody graded, that it cannot be judged."""
    return next((grade for grade in GRADES if grade == written), "F")


def _with(live: list[Report], new: Report) -> list[Report]:
    """The reports with a new one. Who has spoken already keeps the origin that they had: a later copy undoes no earlier word."""
    source, named, words = new.source, new.named, new.words
    for at, one in enumerate(live):
        if one.source == source and one.named == named:
            live[at] = Report(source, named, one.origin, one.grade, one.item, one.at, new.last, new.denies, words)
            return live
    alike = {one.origin for one in live if one.named == named or (words.print and same_origin(one.words, words))}
    number = min(alike) if alike else 1 + max((one.origin for one in live), default=0)
    if len(alike) > 1:
        live = [one._replace(origin=number) if one.origin in alike else one for one in live]
    live.append(new._replace(origin=number))
    return live
