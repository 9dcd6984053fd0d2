"""The result of one test: its news is rehearsed as it is given, then once more under each fault."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from streams.core.alerts import AlertEvent, event_line
from streams.core.messages.accounts import Medium
from streams.core.moments import moment
from streams.core.pipeline import Pipeline
from streams.core.ruletests import Fault, until
from streams.edges.clocks import FixedClock
from streams.edges.composer import Composer
from streams.edges.rulebook import Rulebook
from streams.edges.testfiles import LoadedTest
from streams.replay.faults import runs
from streams.replay.notified import Compose, judge_messages
from streams.replay.people import Case, Told, told
from streams.replay.phones import Arrived
from streams.replay.rehearsal import Rehearsal, rehearse
from streams.replay.verdicts import Failure, event_words, judge

_UNHEARD: tuple[Fault, ...] = ("duplicate", "crash_after")
"""Faults of which nobody may hear. What comes in another order is told in another order."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a test went. It passed where there are no failures."""

    test: LoadedTest
    rehearsal: Rehearsal
    failures: tuple[Failure, ...]


def result(one: LoadedTest) -> Result:
    """Run a test: the news, the clock up to the last moment that the test names, the verdict, and the faults."""
    end, ticks = _moments(one)
    rehearsal = rehearse(one.arrivals, _pipeline(one), ticks, prompt=one.test.of_people)
    people = told(_case(one, end), rehearsal.emitted) if one.test.of_people else Told()
    heard = people.by(end)
    said = [each.emission.event for each in heard.said]
    failures = judge(one.test, one.clock, rehearsal, one.ground.library.left_aside, said)
    return Result(
        one,
        rehearsal,
        (*failures, *judge_messages(one.test, one.clock, heard, _composed(one)), *_shaken(one, rehearsal, people)),
    )


def _moments(one: LoadedTest) -> tuple[datetime, list[datetime]]:
    """The end of a test, and the moments at which its clock ticks."""
    end = until(one.test, one.clock, one.arrivals)
    return end, [*(moment(tick, one.clock) for tick in one.test.ticks), end]


def _case(one: LoadedTest, end: datetime) -> Case:
    sources = one.ground.library.register.sources
    labels = {rule.id: rule.labels for rule in one.ground.rules.rules}
    return Case(one.people, sources, labels, one.circumstances, one.clock, end, one.test.per_hour)


def _composed(one: LoadedTest) -> Compose:
    """Composes what reached people as the workers do, at its own moment."""
    library, people = one.ground.library, one.people
    book = Rulebook(library.home, one.ground.rules, people.subscriptions, library.register, (), people.inhibitions)

    def compose(arrived: Arrived, medium: Medium) -> str:
        composer = Composer(lambda: book, FixedClock(arrived.at))
        return composer(arrived.delivery, medium, repeated=arrived.repeated).whole

    return compose


def _pipeline(one: LoadedTest) -> Pipeline:
    library = one.ground.library
    return Pipeline(extract=library.extract, rules=one.ground.rules, register=library.register)


def _shaken(one: LoadedTest, plain: Rehearsal, people: Told) -> list[Failure]:
    """A failure for each fault under which other events come, or other people hear; of each fault the first way that does it."""
    end, ticks = _moments(one)
    lateness = min(rule.allowed_lateness for rule in one.ground.rules.active)
    log = {event_line(event): event for event in plain.log}
    found: dict[str, Failure] = {}
    for run in runs(one.test.run_under, one.arrivals, end, lateness):
        if run.fault in found:
            continue
        shaken = rehearse(run.arrivals, _pipeline(one), ticks, run.take, prompt=one.test.of_people)
        other = {event_line(event): event for event in shaken.log}
        if list(other) == list(log):
            if one.test.of_people and run.fault in _UNHEARD:
                again = told(_case(one, end), shaken.emitted, crashing=run.fault == "crash_after")
                if again.heard != people.heard:
                    message = f"under the fault {run.fault} people hear something else: {run.what}"
                    found[run.fault] = Failure("fault", ("faults",), message, items=tuple(_otherwise(people, again)))
            continue
        lines = [f"only {how}: {event_words(event, one.clock)}" for how, event in _unlike(log, other)]
        message = f"under the fault {run.fault} the events are others: {run.what}"
        found[run.fault] = Failure("fault", ("faults",), message, items=tuple(lines))
    return list(found.values())


def _otherwise(people: Told, again: Told) -> Iterator[str]:
    for how, ones, others in (("without the fault", people, again), ("with it", again, people)):
        for message in ones.messages:
            if message.fate == "delivered" and any((message.to, *what) not in others.heard for what in message.told):
                yield f"only {how}: {message.title} to {message.to}"


def _unlike(log: dict[str, AlertEvent], other: dict[str, AlertEvent]) -> list[tuple[str, AlertEvent]]:
    without = [("without the fault", event) for line, event in log.items() if line not in other]
    return [*without, *(("with it", event) for line, event in other.items() if line not in log)]
