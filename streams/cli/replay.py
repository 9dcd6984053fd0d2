"""``tocsin replay``: Print what the rules would have raised over an archive."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from streams.cli.event_view import event_view
from streams.cli.replay_options import Changes, Moment, Speed, Values
from streams.cli.replay_playing import PlayingView
from streams.cli.replay_progress import ReplayProgress
from streams.cli.replay_view import comparison_view, sweep_table
from streams.cli.stopping import stopped_by_sigterm
from streams.core.alerts import event_line
from streams.core.amounts import amount
from streams.core.errors import Outside
from streams.core.identity import canonical
from streams.edges.clocks import SystemClock
from streams.edges.factcache import FactCache, cache_path
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.edges.terminal import printable
from streams.replay.backtest import Backtest, Findings
from streams.replay.checkpoint import Checkpoint, Undertaking
from streams.replay.comparison import CHANGES, difference_json
from streams.replay.playing import Pace, Player
from streams.replay.report import report_page
from streams.replay.sweep import Sweep, point_json
from streams.replay.window import Window


@click.command(
    epilog="Examples: tocsin replay seeds/m5-offensive.jsonl --json; tocsin replay november.jsonl.zst --speed 600x; "
    "tocsin replay november.jsonl.gz --rules new --against rules --fail-on lost,later"
)
@click.argument("archives", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--rules", type=click.Path(path_type=Path), help="The folder of rules (default: ./rules, else the packaged ones)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the settled log, one event a line.")
@click.option("--strict", is_flag=True, help="End with 1 if any line was refused.")
@click.option("--from", "since", type=Moment(end=False), help="Show what happens from this day (UTC) or moment on.")
@click.option("--to", "until", type=Moment(end=True), help="Judge no news after this day or moment: as if it were now.")
@click.option(
    "--speed", type=Speed(), help="Play it with each alert at its moment: 60x is an hour in a minute, max all at once."
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="A second folder of rules, those in force: show what --rules would gain, lose or change.",
)
@click.option("--fail-on", type=Changes(), help=f"With --against, end with 1 on any of these: {', '.join(CHANGES)}.")
@click.option(
    "--sweep",
    type=Values(),
    help="Show incidents a day for each value: casualty-threshold.threshold=10..200, 10..200:10 or 24h,72h.",
)
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write all as one HTML file.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes that read (default: one a core).")
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep what was read in this file; the same command goes on from it after Ctrl-C. Removed at the end.",
)
@click.option("--no-cache", is_flag=True, help="Read everything anew; otherwise a line is read once and remembered.")
@click.option(
    "--through",
    type=click.Choice(["kafka"]),
    help="Play it into the running service as an exercise: the people subscribed are told, each message so marked.",
)
@click.option("--yes", is_flag=True, help="With --through, do not ask before people are told.")
def command(
    archives: tuple[Path, ...],
    *,
    rules: Path | None,
    as_json: bool,
    strict: bool,
    since: datetime | None,
    until: datetime | None,
    speed: Pace | None,
    against: Path | None,
    fail_on: frozenset[str] | None,
    sweep: Sweep | None,
    report: Path | None,
    jobs: int | None,
    checkpoint: Path | None,
    no_cache: bool,
    through: str | None,
    yes: bool,
) -> int:
    """Run rules over archives of news (JSON Lines, plain, gzip or zstd) on the archive's own clock, and print what they raise.

    Nothing is sent to anybody, but with --through. The same archive and rules give the same bytes on every run,
    however many processes read, whatever was read before, and at any speed.

    --from and --to choose what is shown: everything up to --to is judged, also what is older than --from, since an
    incident may have begun earlier; then the events within are printed.
    """
    if fail_on and against is None:
        raise click.UsageError("--fail-on goes with --against: name the rules to compare with")
    if sweep is not None and against is not None and as_json:
        raise click.UsageError("--json prints one thing: leave out --sweep or --against")
    if through is not None:
        if rules or against or sweep or report or checkpoint:
            raise click.UsageError(
                "with --through the running service judges, by its own rules: leave out --rules, --against, --sweep, "
                "--report and --checkpoint"
            )
        from streams.cli.replay_through import play_through  # noqa: PLC0415 (a replay loads no Kafka client)

        return play_through(archives, Window(since, until), speed, as_json=as_json, asked=not yes)
    book = _opened(rules)
    other = None if against is None else _opened(against)
    run = _Run(archives, Window(since, until), jobs or os.cpu_count() or 1, checkpoint, not no_cache, speed, as_json)
    try:
        with stopped_by_sigterm():
            findings = run.findings(book, other, sweep)
    except KeyboardInterrupt:
        click.echo(run.stopped, err=True)
        return 130
    for conflict in findings.conflicts:
        click.echo(f"refused: {printable(conflict)}", err=True)
    if report is not None:
        _write(report, findings)
    _print(findings, as_json=as_json, played=speed is not None)
    failed = fail_on is not None and any(fail_on.intersection(one.changes) for one in findings.differences or ())
    return 1 if failed or (strict and (findings.refused or findings.conflicts)) else 0


@dataclass(slots=True)
class _Run:
    """One replay, with what it remembers and what it shows while it goes. ``stopped`` says what a Ctrl-C leaves."""

    archives: tuple[Path, ...]
    window: Window
    jobs: int
    checkpoint: Path | None
    cached: bool
    speed: Pace | None
    as_json: bool
    stopped: str = "stopped"

    def findings(self, book: Rulebook, other: Rulebook | None, sweep: Sweep | None) -> Findings:
        """Read and judge. Raises KeyboardInterrupt where it was stopped, with all that can be kept put away."""
        with ExitStack() as stack:
            cache = stack.enter_context(FactCache(cache_path())) if self.cached else None
            point = None if self.checkpoint is None else stack.enter_context(self._point(self.checkpoint, book))
            progress = stack.enter_context(ReplayProgress(self.archives))
            memories = [one for one in (None if point is None else point.memory, cache) if one is not None]
            player = None if self.speed is None else self._player(self.speed, point, progress, stack)
            backtest = Backtest(
                archives=self.archives,
                now=SystemClock().now() if point is None else point.now,
                window=self.window,
                jobs=self.jobs,
                memories=memories,
                player=player,
                watch=progress.read,
                judging=progress.judged,
                tell=lambda line: click.echo(printable(line), err=True),
            )
            try:
                found = backtest.run(book, other, sweep)
            except KeyboardInterrupt:
                self.stopped = self._kept(point, player, progress)
                raise
            if point is not None:
                point.healthy()
                point.remove()
        if cache is not None and cache.problem:
            click.echo(f"note: without the cache: {cache.problem}", err=True)
        return found

    def _point(self, path: Path, book: Rulebook) -> Checkpoint:
        point = Checkpoint(path, Undertaking.of(self.archives, book), SystemClock().now())
        if point.resumed:
            click.echo(f"going on from {path}", err=True)
        return point

    def _player(self, speed: Pace, point: Checkpoint | None, progress: ReplayProgress, stack: ExitStack) -> Player:
        console = Console(stderr=self.as_json, highlight=False)
        view = stack.enter_context(PlayingView(console, str(speed), before=progress.stop))
        seen = [point.reached] if point is not None and point.reached is not None else []
        if self.window.since is not None:
            seen.append((self.window.since, ""))
        return Player(speed, SystemClock(), time.sleep, view, max(seen, default=None))

    def _kept(self, point: Checkpoint | None, player: Player | None, progress: ReplayProgress) -> str:
        if point is not None:
            point.keep_reached(None if player is None else player.reached)
            return f"stopped; {point.path} keeps the {amount(progress.items, 'item')} that were read: the same command goes on from there"
        return "stopped; what was read is remembered, and the next run goes on from there" if self.cached else "stopped"


def _opened(folder: Path | None) -> Rulebook:
    book = open_rulebook(folder)
    for problem in book.problems:
        click.echo(f"left out: {printable(str(problem))}", err=True)
    return book


def _print(findings: Findings, *, as_json: bool, played: bool) -> None:
    """The log, or what was asked of it: the differences, the sweep. What was played has been seen."""
    if as_json:
        for line in _lines(findings):
            click.echo(line)
        return
    console = Console(highlight=False)
    if findings.differences is not None:
        console.print(comparison_view(findings.differences))
    if findings.sweep is not None:
        console.print(sweep_table(findings.sweep, findings.points))
    if findings.differences is None and findings.sweep is None and not played:
        for event in findings.events:
            console.print(event_view(event))
    click.echo(
        f"{amount(findings.items, 'item')}, {amount(findings.facts, 'fact')}, {amount(len(findings.events), 'event')}; times in UTC",
        err=True,
    )


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
