"""The results of tests of rules, for a terminal and as JSON values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from streams.core.alerts import event_json
from streams.core.errors import Problem
from streams.core.expectations import Notified
from streams.edges.terminal import printable
from streams.replay.coverage import Covered
from streams.replay.notified import message_words
from streams.replay.results import Result
from streams.replay.verdicts import Failure, event_words, shown


@dataclass
class FileVerdict:
    """How the tests of one file went, each with the seconds that it took, and what is wrong in the file."""

    path: Path
    problems: tuple[Problem, ...] = ()
    results: list[tuple[Result, float]] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.problems and not any(result.failures for result, _ in self.results)


def dots(verdict: FileVerdict) -> RenderableType:
    """One line a file: a dot for each test that holds, F for each that does not, E for a file that cannot be used."""
    line = Text(printable(f"{verdict.path} "))
    for result, _ in verdict.results:
        line.append("F" if result.failures else ".", "bold red" if result.failures else "green")
    if verdict.problems:
        line.append("E", "bold red")
    return line


def failures_view(verdicts: Iterable[FileVerdict]) -> Iterator[RenderableType]:
    """Each problem, and each test that does not hold with all that is wrong in it."""
    for verdict in verdicts:
        for problem in verdict.problems:
            yield Text(printable(str(problem)))
        for result, _ in verdict.results:
            if result.failures:
                yield Text(printable(f"\n── {result.test.name}"), "bold red")
                yield from (_failure(result, one) for one in result.failures)


def failure_lines(result: Result, failure: Failure) -> Iterator[tuple[str, str]]:
    """What is wrong, line by line, each with what it is: place, expected, got, item."""
    line, column = result.test.place(failure.trail)
    yield "place", f"{result.test.document.file}:{line}:{column}: {failure.message}"
    if failure.kind == "missing" and failure.event is None and failure.told is None:
        of_message = isinstance(result.test.test.expect[int(failure.trail[1])], Notified)
        yield "got", f"no {'message' if of_message else 'event'} like it"
    if failure.told is not None:
        yield "got", f"got {message_words(failure.told, result.test.clock)}"
    if failure.event is not None:
        yield "got", f"got {event_words(failure.event, result.test.clock)}"
        if failure.kind != "missing":
            yield "item", f"because {failure.event.reason}"
    for one in failure.differences:
        yield "expected", f"- {one.field}: {shown(one.expected)}"
        yield "got", f"+ {one.field}: {shown(one.got)}"
    for said in failure.items:
        yield from (("item", line) for line in said.split("\n"))


def summary(verdicts: Iterable[FileVerdict]) -> str:
    """``14 passed, 1 failed``."""
    results = [one for verdict in verdicts for one in verdict.results]
    failed = sum(bool(result.failures) for result, _ in results)
    problems = sum(len(verdict.problems) for verdict in verdicts)
    told = f"{len(results) - failed:,} passed, {failed:,} failed"
    return f"{told}, {problems:,} {'problem' if problems == 1 else 'problems'} in files" if problems else told


def values(verdict: FileVerdict) -> Iterator[dict[str, Any]]:
    """One JSON object a problem and a test."""
    for problem in verdict.problems:
        yield {"outcome": "error", "file": problem.file, "line": problem.line, "message": problem.message}
    for result, _ in verdict.results:
        line, _ = result.test.place(("name",))
        yield {
            "outcome": "failed" if result.failures else "passed",
            "file": result.test.document.file,
            "line": line,
            "test": result.test.name,
            "failures": [
                {
                    "kind": one.kind,
                    "line": result.test.place(one.trail)[0],
                    "message": one.message,
                    "differences": {
                        each.field: {"expected": each.expected, "got": each.got} for each in one.differences
                    },
                    "got": None if one.event is None else event_json(one.event),
                    "told": None if one.told is None else message_words(one.told, result.test.clock),
                    "items": list(one.items),
                }
                for one in result.failures
            ],
        }


def coverage_view(covered: Covered) -> RenderableType:
    """How many parts of a rule the tests show, and which they do not."""
    whole = len(covered.parts)
    head = Text(f"{covered.rule}: tests show {whole - len(covered.missing)} of {whole} parts", "bold")
    return Group(head, *(Text(f"  not shown: {part}", "yellow") for part in covered.missing))


def coverage_values(covered: Covered) -> dict[str, Any]:
    """The same as JSON values."""
    return {"rule": covered.rule, "parts": len(covered.parts), "missing": list(covered.missing)}


def _failure(result: Result, failure: Failure) -> RenderableType:
    styles = {"place": ("", ""), "expected": ("  ", "green"), "got": ("  ", "red"), "item": ("    ", "cyan")}
    lines = ((*styles[kind], line) for kind, line in failure_lines(result, failure))
    return Text("\n").join(Text(printable(indent + line), style) for indent, style, line in lines)
