"""Voices: who says what an event tells, one for each independent origin, and what that is worth."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from streams.core.alerts import Voice
from streams.core.claims import Claim
from streams.core.grades import OBSERVED, TOLERANCE, Grading, Stance, Word, graded, weakest
from streams.core.kinds.steps import Figure, Progress, Transition
from streams.core.reports import graded_as
from streams.core.rules import AbsenceRule, CompositeRule, Rule, SequenceRule, ThresholdRule

MOST = 12
"""Voices that an event names; the highest and the lowest figures are always among them."""


class Heard(NamedTuple):
    """Who says what an event tells, what it is worth, and whether its figure is one that it is at least."""

    voices: tuple[Voice, ...]
    grading: Grading
    at_least: bool = False


def heard(rule: Rule, transition: Transition, progress: Progress, sources: tuple[str, ...]) -> Heard:
    """Who says what a transition tells. ``progress`` is as for ``streams.core.events.told``; ``sources`` are the event's own.

    What ends an incident is worth what the news of its end is. What needs several things to be so is worth no more than the
    least of them. That nothing was heard is seen by the service itself.
    """
    claim = transition.claim
    if isinstance(rule, AbsenceRule):
        return Heard(_named(sources), OBSERVED)
    if claim is not None and claim.effect == "clear":
        contested = transition.event == "resolve" and bool(transition.contested)
        return Heard(_named(sources), graded([_alone(claim)], contested=contested))
    if isinstance(rule, CompositeRule | SequenceRule):
        return Heard(_named(tuple(dict.fromkeys((*sources, *_linked(progress))))), _joint(transition, progress))
    figures = _live(progress)
    value = transition.value if isinstance(rule, ThresholdRule) and rule.measure == "highest" else None
    words = list(_words(progress, figures, value))
    grading = graded(words or [_alone(one) for one in (claim,) if one is not None])
    origins = {one.source: one.origin for one in progress.reports if not one.denies}
    if figures:
        ordered = sorted(figures.values(), key=lambda one: (-one.value, one.source))
        return Heard(_leading(ordered, origins), grading, _at_least(ordered, transition.value))
    said = dict.fromkeys((*progress.sources, *origins, *sources))
    return Heard(_leading([_Saying(one) for one in said if one], origins), grading)


class _Saying(NamedTuple):
    """Who gives no figure."""

    source: str
    value: int | None = None
    at_least: bool = False


def _alone(claim: Claim) -> Word:
    return Word(claim.sources[0], claim.published, claim.item, graded_as(claim.grade))


def _named(sources: tuple[str, ...]) -> tuple[Voice, ...]:
    return tuple(Voice(source=one) for one in dict.fromkeys(sources) if one)[:MOST]


def _linked(progress: Progress) -> Iterator[str]:
    return (source for chain in progress.chains for link in chain for source in link.sources)


def _joint(transition: Transition, progress: Progress) -> Grading:
    claim = transition.claim
    links = transition.links or tuple(link for chain in progress.chains[:1] for link in chain)
    found = [link.grading for link in links]
    if claim is not None:
        found.append(claim.underlying.grading if claim.underlying else graded([_alone(claim)]))
    sources = {source for link in links for source in link.sources} | set(claim.sources if claim else ())
    return weakest(found, origins=len(sources)) if found else Grading()


def _leading(saying: Sequence[Figure | _Saying], origins: Mapping[str, int]) -> tuple[Voice, ...]:
    """The first voice of each origin, and behind them those that share one, as copies; of very many the last stays, too."""
    own: list[Voice] = []
    copies: list[Voice] = []
    known: set[int | str] = set()
    for one in saying:
        origin = origins.get(one.source, one.source)
        to = copies if origin in known else own
        known.add(origin)
        to.append(_voice(one.source, one.value, one.at_least, to is copies))
    kept = own if len(own) <= MOST else [*own[: MOST - 1], own[-1]]
    return (*kept, *copies[:MOST])


@lru_cache(maxsize=4096)
def _voice(source: str, value: int | None, at_least: bool, copied: bool) -> Voice:
    return Voice(source=source, value=value, at_least=at_least, copied=copied)


def _live(progress: Progress) -> Mapping[str, Figure]:
    """The highest live figure of each source. One below the range is of another event in the area."""
    low = progress.span[0] if progress.span else 0
    found: dict[str, Figure] = {}
    for one in progress.figures:
        if one.value >= low and (one.source not in found or one.value > found[one.source].value):
            found[one.source] = one
    return found


def _words(progress: Progress, figures: Mapping[str, Figure], value: int | None) -> Iterator[Word]:
    """What each report says of the event, given the figure that it tells, if there is one.

    A source that is remembered without its report, as by an earlier version of this service, is an origin by itself.
    """
    known: set[str] = set()
    denied = any(one.denies for one in progress.reports)
    for report in progress.reports:
        figure = figures.get(report.source)
        if not report.denies and figures and figure is None:
            continue
        known.add(report.source)
        stance = "not so" if report.denies else _stance(figure, value)
        yield Word(report.origin, report.at, report.item, report.grade, stance)
        if denied and report.last != report.at:
            yield Word(report.origin, report.last, report.item, report.grade, stance)
    last = progress.last
    for source in (*figures, *progress.sources):
        if source not in known and last is not None:
            known.add(source)
            figure = figures.get(source)
            grade, at = (graded_as(figure.grade), figure.published) if figure else (graded_as(""), last)
            yield Word(source, at, source, grade, _stance(figure, value))


def _stance(figure: Figure | None, value: int | None) -> Stance:
    """What a figure says beside the one that is told. A count that others have since raised, or "at least", is no objection."""
    if figure is None or value is None:
        return "so"
    if figure.value <= value * TOLERANCE and max(figure.upper, figure.value * TOLERANCE) >= value:
        return "so"
    return "less" if figure.value < value and not figure.disputes else "other"


def _at_least(figures: Sequence[Figure], value: int | None) -> bool:
    """Whether everybody who gives the figure says that it is at least so many."""
    giving = [one.at_least for one in figures if one.value == value]
    return bool(giving) and all(giving)
