"""Grades: what an alert is worth, on the two scales of the Admiralty system.

The **reliability** of who says it, A to F, stands in ``rules/sources.yaml``; an alert has that of the best source that says
what it says. The **credibility** of what is said, 1 to 6, is read off a table, from the independent origins that say it and
those that say otherwise. Both scales are those of NATO (STANAG 2022, now in AJP-2.1): 1 confirmed by other sources, 2 probably
true, 3 possibly true, 4 doubtful, 5 improbable, 6 truth cannot be judged. The doctrine asks an analyst to weigh; a table
can only count, and counts like this, where a *fit* origin is one graded A, B or C:

====================================  =================  ========================  ==========================
independent origins that say it       nothing against    fewer fit against than    as many fit against as for
                                                         for, or none fit          it, and at least one
====================================  =================  ========================  ==========================
two or more, of them two or more fit  1                  2; denied by a fit one 3  5; another figure 3
two or more, one fit                  2                  3                         5; another figure 4
one, fit                              3                  4                         5; another figure 4
two or more, none fit                 3                  4                         5; another figure 4
one, D or E                           4                  5; another figure 4       5; another figure 4
one, F                                6                  6                         5; another figure 6
none                                  6                  5; another figure 6       5; another figure 6
====================================  =================  ========================  ==========================

What is contested, because a party to the conflict alone says so, is 4 at best. In order of trust they stand 1, 2, 3, 4, 6, 5:
nothing is known of a 6, but much against a 5. The same table stands in docs/grades.md.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, Field

from streams.core.facts import Frozen
from streams.core.sources import GRADES, Grade

Credibility = Literal[1, 2, 3, 4, 5, 6]
Stance = Literal["so", "less", "other", "not so"]
"""What is said beside what the alert says: the same; a lower figure that a later one overtook; another figure; that it is not so."""

_STANCES: tuple[Stance, ...] = ("so", "less", "other", "not so")

TRUST: tuple[Credibility, ...] = (1, 2, 3, 4, 6, 5)
"""From what is confirmed to what is improbable; 6 has no place of its own on the scale, and is not as bad as 5."""

_WORTH = re.compile("(?=[A-E1-5])(?P<letter>[A-E]?)(?P<number>[1-5]?) or better")


def worth(written: str) -> tuple[Grade, Credibility]:
    """The least reliability and credibility that ``B2 or better`` asks for; ``B or better`` asks for no credibility.

    Raises ValueError for anything else.
    """
    found = _WORTH.fullmatch(written.strip())
    if found is None:
        raise ValueError("is no grade to ask for; write such as B or better, 2 or better, B2 or better")
    letter: Grade = next((one for one in GRADES if one == found["letter"]), "F")
    return letter, next((one for one in TRUST if str(one) == found["number"]), 5)


def _asked(written: str) -> str:
    worth(written)
    return written.strip()


Worth = Annotated[str, AfterValidator(_asked)]
"""A grade to ask for, as an operator writes it."""

FIT: tuple[Grade, ...] = ("A", "B", "C")
"""Sources that can confirm, or contradict, what another says."""

TOLERANCE = 1.25
"""Figures that differ by no more than this factor say the same: first counts by two reporters do."""


class Grading(Frozen):
    """What an alert is worth. ``origins`` is how many independent ones report it, ``against`` how many say otherwise.

    ``reason`` tells in words what was counted.
    """

    reliability: Grade = "F"
    credibility: Credibility = 6
    origins: int = Field(default=0, ge=0)
    against: int = Field(default=0, ge=0)
    reason: str = ""

    @property
    def code(self) -> str:
        """Both as people write them: ``B2``."""
        return f"{self.reliability}{self.credibility}"

    def at_least(self, reliability: Grade, credibility: Credibility = 5) -> bool:
        """Whether it is at least so reliable and so credible."""
        trusted = TRUST.index(self.credibility) <= TRUST.index(credibility)
        return trusted and GRADES.index(self.reliability) <= GRADES.index(reliability)


class Word(NamedTuple):
    """What somebody says. Words of one ``origin`` are one voice: a copy adds nothing to what it was copied from."""

    origin: int | str
    at: datetime
    item: str
    reliability: Grade
    stance: Stance = "so"


class _Tally(NamedTuple):
    """How many origins say something, and how many of them are fit."""

    all: int
    fit: int


def graded(words: Iterable[Word], *, contested: bool = False) -> Grading:
    """What it is worth by the table above, whatever the order of the words.

    An origin is as reliable as who spoke first. It counts as against what is said as soon as its last word is, and once more
    as for it when it comes round.
    """
    said: dict[int | str, list[Word]] = {}
    for word in words:
        said.setdefault(word.origin, []).append(word)
    found: dict[Stance, list[Grade]] = {}
    for own in said.values():
        if len(own) > 1:
            own.sort(key=_moment)
        found.setdefault(_stance(own), []).append(own[0].reliability)
    return _graded(tuple((one, "".join(sorted(found[one]))) for one in _STANCES if one in found), contested)


@lru_cache(maxsize=4096)
def _graded(said: tuple[tuple[Stance, str], ...], contested: bool) -> Grading:
    """What the reliabilities of those who say each thing amount to; few are ever met, so that they are remembered."""
    found = dict.fromkeys(_STANCES, "") | dict(said)
    by = {stance: _Tally(len(grades), sum(one in FIT for one in grades)) for stance, grades in found.items()}
    best: Credibility = 4 if contested else 1
    credibility = max(
        _credibility(found["so"], by["so"], by["not so"], worst=5),
        _credibility(found["so"], by["so"], by["other"], worst=4),
        best,
        key=TRUST.index,
    )
    reporting = found["so"] or found["less"] or found["other"]
    return Grading(
        reliability=next((one for one in GRADES if one in reporting), "F"),
        credibility=credibility,
        origins=sum(by[stance].all for stance in ("so", "less", "other")),
        against=by["other"].all + by["not so"].all,
        reason=_reason(by, contested=contested),
    )


def weakest(gradings: Iterable[Grading], *, origins: int = 0) -> Grading:
    """What a thing is worth that is so only if several are: no more than the least of them. At least one is given."""
    known = tuple(gradings)
    least = max(known, key=lambda one: (TRUST.index(one.credibility), GRADES.index(one.reliability)))
    reliability = max((one.reliability for one in known), key=GRADES.index)
    return least.model_copy(update={"reliability": reliability, "origins": max(origins, least.origins)})


def _moment(word: Word) -> tuple[datetime, str, Stance, Grade]:
    return (word.at, word.item, word.stance, word.reliability)


def _stance(said: list[Word]) -> Stance:
    """Where an origin stands: at its last word where that is a denial, else at whatever of it agrees best."""
    last = said[-1].stance
    if len(said) == 1 or last == "not so":
        return last
    stances = {one.stance for one in said}
    return next((one for one in ("so", "less", "other") if one in stances), "not so")


def _credibility(grades: str, said: _Tally, against: _Tally, *, worst: Credibility) -> Credibility:
    """A row and column of the table. ``worst`` is how bad what speaks against it can make it."""
    plain = _unopposed(grades, said)
    if not against.all:
        return plain
    if not said.all:
        return 5 if worst == 5 else 6
    if plain == 6:
        return 5 if worst == 5 and against.fit else 6
    if against.fit >= max(1, said.fit):
        return 5 if worst == 5 else _worse(plain, 2, worst)
    return _worse(plain, 2 if against.fit and worst == 5 else 1, worst)


def _unopposed(grades: str, said: _Tally) -> Credibility:
    if said.all > 1:
        return 1 if said.fit > 1 else 2 if said.fit else 3
    if not said.all:
        return 6
    return 3 if said.fit else 6 if grades == "F" else 4


def _worse(plain: Credibility, steps: int, worst: Credibility) -> Credibility:
    scale: tuple[Credibility, ...] = (1, 2, 3, 4, 5)
    return max(plain, scale[min(scale.index(plain) + steps, scale.index(worst))])


_SAYING: tuple[tuple[Stance, str], ...] = (
    ("so", "say so"),
    ("less", "gave a lower figure before"),
    ("other", "give another figure"),
    ("not so", "deny it"),
)


def _reason(by: Mapping[Stance, _Tally], *, contested: bool) -> str:
    parts = [
        f"{by[stance].all} ({by[stance].fit} graded A to C) {words}" for stance, words in _SAYING if by[stance].all
    ]
    told = f"of independent origins {', '.join(parts)}" if parts else "nobody says so"
    return f"{told}; a party to the conflict alone says that it is over" if contested else told


OBSERVED = Grading(reliability="A", credibility=1, reason="seen by this service itself")
"""What nobody has to tell: that a source is silent, or a message reached nobody."""

TAKEN_BACK = Grading(credibility=5, reason="whoever said it has corrected it or taken it back")
"""What is withdrawn because its own source withdrew it."""

UNGRADED = Grading()
"""Where nothing is known of who says so."""
