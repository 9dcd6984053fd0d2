"""``tocsin test``: Run the tests of rules, or write one from a past incident."""

import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console

from streams.cli.capturing import capture
from streams.cli.junit import junit_xml
from streams.cli.verdict_view import (
    FileVerdict,
    coverage_values,
    coverage_view,
    dots,
    failures_view,
    summary,
    values,
)
from streams.core.errors import BadFiles, Misuse
from streams.edges.rulefiles import rules_folder
from streams.edges.testfiles import LoadedTest, load_tests, rule_test_paths
from streams.edges.testgrounds import Grounds
from streams.replay.coverage import coverage
from streams.replay.results import Result, result


class _RunsByDefault(click.Group):
    """A group whose command is ``run`` unless another one is named first."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args if args[:1] and args[0] in self.commands else ["run", *args])


@click.group(cls=_RunsByDefault, name="test")
def command() -> None:
    """Run the tests of rules, or write one from a past incident."""


@command.command("run", epilog="Example: tocsin test rules -k threshold. Also: tocsin test capture --help")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("-k", "only", metavar="TEXT", default="", help="Only tests whose file or name holds this text.")
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), help="Write the results as JUnit XML, too.")
@click.option("--coverage", "with_coverage", is_flag=True, help="Tell which parts of each rule no test shows.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a test, problem or rule.")
def run(paths: tuple[Path, ...], *, only: str, junit: Path | None, with_coverage: bool, as_json: bool) -> int:
    """Run the tests in files named *.test.yaml, or in folders of them (default: ./rules, else the packaged rules).

    Each test's news goes through the functions that judge real news, on a clock of its own, and once more with copies,
    in other orders, with latecomers and with crashes. Nothing is sent to anybody. Ends with 0 if all hold, 1 if not, 2
    if there is no test, 3 if a file cannot be read.
    """
    files = rule_test_paths(paths or (rules_folder(),))
    console = Console(highlight=False, soft_wrap=True)
    verdicts: list[FileVerdict] = []
    for one in tried(files, only):
        verdicts.append(one)
        if as_json:
            for fields in values(one):
                click.echo(json.dumps(fields, ensure_ascii=False))
        else:
            console.print(dots(one))
    if not any(one.results or one.problems for one in verdicts):
        raise Misuse(
            f"no test holds {only!r}"
            if only and files
            else "there are no tests here: a test is a file beside the rule whose name ends in .test.yaml"
        )
    if not as_json:
        for view in failures_view(verdicts):
            console.print(view)
    if with_coverage:
        found = coverage(each for one in verdicts for each, _ in one.results)
        for covered in found:
            if as_json:
                click.echo(json.dumps(coverage_values(covered), ensure_ascii=False))
            else:
                console.print(coverage_view(covered))
    if junit is not None:
        junit.write_bytes(junit_xml(verdicts))
    click.echo(summary(verdicts), err=True)
    return 0 if all(one.passed for one in verdicts) else 1


def tried(files: Iterable[Path], only: str) -> Iterator[FileVerdict]:
    """Run the tests of files whose name, or whose file's, holds the text ``only``, file by file."""
    grounds = Grounds()
    for path in files:
        loaded = load_tests(path, grounds)
        tests = [one for one in loaded.tests if only.casefold() in f"{path} {one.name}".casefold()]
        if not tests and not (loaded.problems and only.casefold() in str(path).casefold()):
            continue
        verdict = FileVerdict(path, loaded.problems)
        try:
            verdict.results = [_timed(one) for one in tests]
        except BadFiles as error:
            verdict.problems = (*loaded.problems, *error.problems)
        yield verdict


def _timed(test: LoadedTest) -> tuple[Result, float]:
    start = time.perf_counter()
    return result(test), time.perf_counter() - start


command.add_command(capture)
