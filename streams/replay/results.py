"""The result of one test: its news is rehearsed as it is given, then once more under each fault."""

from dataclasses import dataclass

from streams.core.alerts import AlertEvent, event_line
from streams.core.moments import moment
from streams.core.pipeline import Pipeline
from streams.core.ruletests import until
from streams.edges.testfiles import LoadedTest
from streams.replay.faults import runs
from streams.replay.rehearsal import Rehearsal, rehearse
from streams.replay.verdicts import Failure, event_words, judge


@dataclass(frozen=True, slots=True)
class Result:
    """How a test went. It passed where there are no failures."""

    test: LoadedTest
    rehearsal: Rehearsal
    failures: tuple[Failure, ...]


def result(one: LoadedTest) -> Result:
    """Run a test: the news, the clock up to the last moment that the test names, the verdict, and the faults."""
    end = until(one.test, one.clock, one.arrivals)
    ticks = [*(moment(tick, one.clock) for tick in one.test.ticks), end]
    told = rehearse(one.arrivals, _pipeline(one), ticks)
    failures = judge(one.test, one.clock, told, one.ground.library.left_aside)
    return Result(one, told, (*failures, *_shaken(one, told)))


def _pipeline(one: LoadedTest) -> Pipeline:
    library = one.ground.library
    return Pipeline(extract=library.extract, rules=one.ground.rules, register=library.register)


def _shaken(one: LoadedTest, told: Rehearsal) -> list[Failure]:
    """A failure for each fault under which other events come; the first way of each fault that does it is told."""
    end = until(one.test, one.clock, one.arrivals)
    ticks = [*(moment(tick, one.clock) for tick in one.test.ticks), end]
    lateness = min(rule.allowed_lateness for rule in one.ground.rules.active)
    log = {event_line(event): event for event in told.log}
    found: dict[str, Failure] = {}
    for run in runs(one.test.run_under, one.arrivals, end, lateness):
        if run.fault in found:
            continue
        other = {event_line(event): event for event in rehearse(run.arrivals, _pipeline(one), ticks, run.take).log}
        if list(other) == list(log):
            continue
        lines = [f"only {how}: {event_words(event, one.clock)}" for how, event in _unlike(log, other)]
        message = f"under the fault {run.fault} the events are others: {run.what}"
        found[run.fault] = Failure("fault", ("faults",), message, items=tuple(lines))
    return list(found.values())


def _unlike(log: dict[str, AlertEvent], other: dict[str, AlertEvent]) -> list[tuple[str, AlertEvent]]:
    without = [("without the fault", event) for line, event in log.items() if line not in other]
    return [*without, *(("with it", event) for line, event in other.items() if line not in log)]
