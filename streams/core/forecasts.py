"""Forecasts: whom an event would be told to at a moment, by which branch, over what and when, and why nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from streams.core.alerts import OVER, STAGES, AlertEvent
from streams.core.branches import Manner, News
from streams.core.conditions.terms import Test, shown
from streams.core.durations import duration_text
from streams.core.escalation import first_told, turns
from streams.core.kinds.steps import moment_text
from streams.core.notices import group_of
from streams.core.routing import Addressee, Directory, Visit


@dataclass(frozen=True, slots=True)
class Expected:
    """A message to expect. ``step`` is when nobody has acknowledged it by then, empty for those who are told first.

    ``why`` says by which branch and duty, and what it waits for.
    """

    to: str
    over: tuple[str, ...]
    at: datetime
    why: str
    step: str = ""

    def as_values(self) -> dict[str, object]:
        """As values of JSON."""
        return {
            "to": self.to,
            "over": list(self.over),
            "at": self.at.isoformat(),
            "why": self.why,
            "step": self.step,
        }


@dataclass(frozen=True, slots=True)
class Forecast:
    """What comes of one event, first whom the branches that have it tell, then who is next in line.

    ``nobody`` is why nobody is told, empty where somebody is.
    """

    event: AlertEvent
    visits: tuple[Visit, ...]
    expected: tuple[Expected, ...]
    nobody: str

    def as_values(self) -> dict[str, object]:
        """As values of JSON."""
        return {
            "event": self.event.model_dump(mode="json"),
            "branches": [
                {"branch": one.name, "answer": one.answer, "why": "; ".join(map(test_text, failed(one)))}
                for one in self.visits
            ],
            "told": [one.as_values() for one in self.expected],
            "nobody": self.nobody,
        }


def forecast(news: News, directory: Directory, now: datetime, hidden: str | None = None) -> Forecast:
    """What an event would come to at ``now``; ``hidden`` is why it is hidden from everybody, if it is."""
    visits = directory.visits(news)
    reached = directory.addressees(news, now)
    expected = () if hidden else (*_first(news, reached, directory, now), *_next(news, reached, directory, now))
    return Forecast(news.event, visits, expected, "" if expected else hidden or _why_nobody(visits, reached, directory))


def failed(visit: Visit) -> list[Test]:
    """The questions to which a branch got no."""
    return [test for test in visit.tests if not test.holds]


def test_text(test: Test) -> str:
    """A question with its answer: ``rules route-severed, and this has casualty-threshold``."""
    return f"{test.field} {shown(test.asked)}, and this has {shown(test.got)}"


def _first(news: News, reached: tuple[Addressee, ...], directory: Directory, now: datetime) -> Iterator[Expected]:
    for one in reached:
        over = directory.subscriptions.recipients[one.name].over(news.event.severity)
        if not over:
            continue
        manner, at, reasons = one.manner, one.waits or now, [_by(one)]
        if one.waits is not None:
            reasons.append(
                f"waits for quiet hours {one.by} to end, at {moment_text(one.waits)}, if it still holds then"
            )
        if manner.debounce is not None and news.event.event in OVER:
            at += manner.debounce
            reasons.append(f"once it has been so for {duration_text(manner.debounce)}")
        if one.waits is None and manner.group_by is not None:
            at += manner.group_wait
            alike = group_of(one, news)
            reasons.append(f"with others alike in {alike or 'nothing: all of them'}, {_waits(manner)}")
        if manner.repeat_interval is not None:
            reasons.append(f"again every {duration_text(manner.repeat_interval)} while it lasts unacknowledged")
        yield Expected(one.name, over, at, "; ".join(reasons))


def _next(news: News, reached: tuple[Addressee, ...], directory: Directory, now: datetime) -> Iterator[Expected]:
    """Who is next in line, each at the turn of their step, counted from when the first is told."""
    if news.event.event not in STAGES:
        return
    told = first_told(reached, now)
    for turn in turns(news, told, directory):
        waited = "; not in quiet hours" if turn.at > told + turn.rung.after else ""
        for one in turn.to:
            over = directory.subscriptions.recipients[one.name].over(news.event.severity)
            if over:
                step = f"after {duration_text(turn.rung.after)}"
                yield Expected(one.name, over, turn.at, f"{_by(one)}{waited}", step=step)


def _waits(manner: Manner) -> str:
    wait, interval = duration_text(manner.group_wait), duration_text(manner.group_interval)
    return f"{wait} after the first of them, {interval} after their last message"


def _by(one: Addressee) -> str:
    return f"{one.branch}, on duty for {one.duty}" if one.duty else one.branch


def _why_nobody(visits: tuple[Visit, ...], reached: tuple[Addressee, ...], directory: Directory) -> str:
    if not directory.subscriptions.subscriptions:
        return "there are no subscriptions"
    having = [one for one in visits if one.answer == "has it"]
    if not having:
        return "no subscription lets it in"
    names = ", ".join(one.name for one in having)
    if not reached:
        return f"{names} has it, and tells nobody (to: [])"
    return f"{names} has it, but {', '.join(one.name for one in reached)} has no channel for this severity"
