"""Figures: one figure of people as one sentence states it, before those of an item are compared (``claims``)."""

from dataclasses import dataclass

from streams.core.extraction.casualties.links import Link
from streams.core.extraction.reading import Sentence
from streams.core.extraction.stance import Stance
from streams.core.facts import Cause


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure as one sentence states it. ``again`` are the same figure's other places in the item."""

    sentence: Sentence
    link: Link
    stance: Stance
    civilian: bool | None
    who: str | None
    cause: Cause | None
    again: tuple[tuple[Sentence, Link], ...] = ()

    @property
    def count(self) -> tuple[str, int, int | None]:
        number = self.link.group.number
        return self.link.outcome, number.min, number.max
