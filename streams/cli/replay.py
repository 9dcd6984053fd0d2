"""``tocsin replay``: Print what the rules would have raised over an archive."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, time
from pathlib import Path

import click
from rich.console import Console

from streams.cli.event_table import event_table
from streams.cli.replay_progress import ReplayProgress
from streams.cli.replay_view import comparison_table, sweep_table
from streams.core.alerts import event_line
from streams.core.errors import Outside
from streams.core.identity import canonical
from streams.core.items import Item
from streams.edges.archives import BadLine, read_archive
from streams.edges.clocks import SystemClock
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.edges.terminal import printable
from streams.replay.backtest import Backtest, Findings
from streams.replay.comparison import CHANGES, difference_json
from streams.replay.factcache import FactCache, cache_path
from streams.replay.report import report_page
from streams.replay.sweep import point_json, read_sweep
from streams.replay.window import Window

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class _Moment(click.ParamType):
    """A day, in UTC, or a moment with its offset. ``end`` takes a day's end rather than its beginning."""

    name = "when"

    def __init__(self, *, end: bool) -> None:
        self._end = end

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        text = str(value)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is no day or moment; write 2024-11-28 or 2024-11-28T09:00:00+02:00", param, ctx)
        if _DAY.fullmatch(text):
            return datetime.combine(moment, time.max if self._end else time.min, UTC)
        if moment.tzinfo is None:
            self.fail(f"{text!r} has no offset; write it as {text}+00:00, or name a day alone", param, ctx)
        return moment


class _Changes(click.ParamType):
    """Kinds of change, with commas between."""

    name = "changes"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        named = frozenset(one.strip() for one in str(value).split(",") if one.strip())
        if strange := named.difference(CHANGES):
            self.fail(f"{', '.join(sorted(strange))}: the changes are {', '.join(CHANGES)}", param, ctx)
        return named


@click.command(
    epilog="Examples: tocsin replay seeds/m5-offensive.jsonl --json; tocsin replay november.jsonl.gz --report november.html; "
    "tocsin replay november.jsonl.gz --rules new --against rules --fail-on lost,later"
)
@click.argument("archives", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--rules", type=click.Path(path_type=Path), help="The folder of rules (default: ./rules, else the packaged ones)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the settled log, one event a line.")
@click.option("--strict", is_flag=True, help="End with 1 if any line was refused.")
@click.option("--from", "since", type=_Moment(end=False), help="Show what happens from this day (UTC) or moment on.")
@click.option(
    "--to", "until", type=_Moment(end=True), help="Judge no news after this day or moment: as if it were now."
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="A second folder of rules, those in force: show what --rules would gain, lose or change.",
)
@click.option("--fail-on", type=_Changes(), help=f"With --against, end with 1 on any of these: {', '.join(CHANGES)}.")
@click.option(
    "--sweep", help="Show incidents a day for each value: casualty-threshold.threshold=10..200, 10..200:10 or 24h,72h."
)
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write all as one HTML file.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes that read (default: one a core).")
@click.option("--no-cache", is_flag=True, help="Read everything anew; otherwise a line is read once and remembered.")
def command(
    archives: tuple[Path, ...],
    *,
    rules: Path | None,
    as_json: bool,
    strict: bool,
    since: datetime | None,
    until: datetime | None,
    against: Path | None,
    fail_on: frozenset[str] | None,
    sweep: str | None,
    report: Path | None,
    jobs: int | None,
    no_cache: bool,
) -> int:
    """Run rules over archives of news (JSON Lines, plain, gzip or zstd) on the archive's own clock, and print what they raise.

    Nothing is sent to anybody. The same archive and rules give the same bytes on every run, however many processes
    read, and whether or not the cache knew the lines.

    --from and --to choose what is shown: everything up to --to is judged, also what is older than --from, since an
    incident may have begun earlier; then the events within are printed.
    """
    if fail_on and against is None:
        raise click.UsageError("--fail-on goes with --against: name the rules to compare with")
    if sweep is not None and against is not None and as_json:
        raise click.UsageError("--json prints one thing: leave out --sweep or --against")
    chosen = None if sweep is None else read_sweep(sweep)
    book = _opened(rules)
    other = None if against is None else _opened(against)
    try:
        with _stopped_by_sigterm(), ExitStack() as stack:
            cache = None if no_cache else stack.enter_context(FactCache(cache_path()))
            progress = stack.enter_context(ReplayProgress(archives))
            backtest = Backtest(
                archives=archives,
                now=SystemClock().now(),
                window=Window(since, until),
                jobs=jobs or os.cpu_count() or 1,
                cache=cache,
                watch=progress.read,
                tell=lambda line: click.echo(printable(line), err=True),
            )
            findings = backtest.run(book, other, chosen)
    except KeyboardInterrupt:
        kept = "" if no_cache else "; what was read is remembered, and the next run goes on from there"
        click.echo(f"stopped{kept}", err=True)
        return 130
    if cache is not None and cache.problem:
        click.echo(f"note: without the cache: {cache.problem}", err=True)
    for conflict in findings.conflicts:
        click.echo(f"refused: {printable(conflict)}", err=True)
    if report is not None:
        _write(report, findings)
    _print(findings, as_json=as_json)
    failed = fail_on is not None and any(fail_on.intersection(one.changes) for one in findings.differences or ())
    return 1 if failed or (strict and (findings.refused or findings.conflicts)) else 0


def _opened(folder: Path | None) -> Rulebook:
    book = open_rulebook(folder)
    for problem in book.problems:
        click.echo(f"note: {printable(str(problem))}", err=True)
    return book


@contextmanager
def _stopped_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does, so that processes and files are put away."""
    before = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _print(findings: Findings, *, as_json: bool) -> None:
    """The log, or what was asked of it: the differences, the sweep."""
    if as_json:
        for line in _lines(findings):
            click.echo(line)
        return
    console = Console()
    if findings.differences is not None:
        console.print(comparison_table(findings.differences))
    if findings.sweep is not None:
        console.print(sweep_table(findings.sweep, findings.points))
    if findings.differences is None and findings.sweep is None:
        console.print(event_table(findings.events))
    click.echo(f"{findings.items:,} items, {findings.facts:,} facts, {len(findings.events):,} events", err=True)


def _lines(findings: Findings) -> Iterator[str]:
    if findings.differences is not None:
        yield from (canonical(difference_json(one)) for one in findings.differences)
    elif findings.sweep is not None:
        yield from (canonical(point_json(findings.sweep, point)) for point in findings.points)
    else:
        yield from map(event_line, findings.events)


def _write(path: Path, findings: Findings) -> None:
    try:
        path.write_text(report_page(findings), encoding="utf-8")
    except OSError as error:
        raise Outside(f"{path}: cannot be written: {error.strerror or error}") from None


def read_items(archives: tuple[Path, ...]) -> tuple[list[Item], int]:
    """The items of archives, and the number of lines that are none, each told on standard error."""
    items: list[Item] = []
    refused = 0
    for archive in archives:
        for line in read_archive(archive, now=SystemClock().now()):
            if isinstance(line, BadLine):
                click.echo(str(line), err=True)
                refused += 1
            else:
                items.append(line)
    return items, refused
