"""``tocsin rules push`` and ``rollback``: publish a version, once it is proven."""

import asyncio
import getpass
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from streams.cli.rules_sets import Published, folder_set, published, unpacked
from streams.cli.rules_view import change_values, difference_view, version_values
from streams.cli.test import tried
from streams.cli.verdict_view import failures_view, summary
from streams.core.differences import EntryChange, difference
from streams.core.editions import LEAD, OnChange
from streams.core.errors import BadFiles, Misuse, Outside
from streams.core.manifests import Manifest, TestsSaid
from streams.core.rules import RuleSet
from streams.edges.bundles import Bundle, bundle_id, read_bundle
from streams.edges.checks import check
from streams.edges.clocks import SystemClock
from streams.edges.rulebook import open_rulebook
from streams.edges.rulefiles import rules_folder
from streams.edges.settings import KafkaSettings, load_settings
from streams.edges.testfiles import rule_test_paths
from streams.kafka.ruletopic import publish_rules
from streams.kafka.topics import declare


class _Moment(click.ParamType):
    """A moment in RFC 3339, with its offset."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is no moment; write one such as 2025-03-01T06:00+02:00", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{value} has no offset; write one such as {value}+02:00 or {value}Z", param, ctx)
        return moment


_ON_CHANGE = click.option(
    "--on-change",
    type=click.Choice(["keep", "reset"]),
    default="keep",
    show_default=True,
    help="What becomes of incidents whose rule is changed: judged anew by what is known, or ended.",
)
_COMMENT = click.option("--comment", default="", metavar="TEXT", help="Why, for the history.")
_AUTHOR = click.option("--author", metavar="NAME", help="Who, for the history (default: the user of this machine).")
_FROM = click.option("--from", "begin", type=_Moment(), help="From when it is in force (default: in five seconds).")
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change, and publish nothing.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a difference, and the version.")


@click.command(
    short_help="Check, test, compare and publish a folder.",
    epilog="Example: tocsin rules push --comment 'ask for two sources' rules",
)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--no-tests", is_flag=True, help="Do not run the tests of the rules; the history says so.")
@_ON_CHANGE
@_COMMENT
@_AUTHOR
@_FROM
@_DRY_RUN
@_JSON
def push(
    *,
    folder: Path | None,
    no_tests: bool,
    on_change: OnChange,
    comment: str,
    author: str | None,
    begin: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Check and test a folder of rules (default: ./rules), show what is different from what is in force, and publish it.

    Workers judge by it from a moment on, all from the same, without a restart. Ends with 1, and publishes nothing, where a
    check or a test fails; 3 where the broker cannot be reached, or somebody else published at the same time.
    """
    home = rules_folder(folder)
    before = read_bundle(home)
    said = _proven(home, no_tests=no_tests)
    if said is None:
        return 1
    found = folder_set(home)
    kafka = load_settings().kafka
    there = published(kafka)
    last = there.last
    changes = difference(there.contents(there.in_force), found.contents)
    _tell(there, changes, on_change, as_json=as_json)
    if last is not None and bundle_id(last.files) == found.bundle.id:
        click.echo(f"these are the rules of version {last.number}, the last one; there is nothing to publish", err=True)
        return 0
    if found.bundle.id != before.id:
        raise Outside(f"{home} changed while it was checked; push again when it is done")
    version = _version(
        there,
        found.contents.rules,
        found.bundle,
        said,
        on_change=on_change,
        comment=comment,
        author=author,
        begin=begin,
    )
    return _publish(kafka, version, found.bundle, dry_run=dry_run, as_json=as_json)


@click.command(
    short_help="Publish an earlier version once more.",
    epilog="Example: tocsin rules rollback 3 --comment 'version 4 fires too often'",
)
@click.argument("version", type=click.IntRange(1))
@_ON_CHANGE
@_COMMENT
@_AUTHOR
@_FROM
@_DRY_RUN
@_JSON
def rollback(
    *,
    version: int,
    on_change: OnChange,
    comment: str,
    author: str | None,
    begin: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Publish an earlier VERSION once more, as a new one. The history keeps both."""
    kafka = load_settings().kafka
    there = published(kafka)
    wanted = there.version(version)
    if there.last is not None and there.last.files == wanted.files:
        click.echo(
            f"the last version, {there.last.number}, is the same as {version}; there is nothing to publish", err=True
        )
        return 0
    bundle = there.reader.bundle(wanted)
    with unpacked(bundle) as folder:
        book = open_rulebook(folder)
        if book.problems:
            raise BadFiles(book.problems)
        rules = book.rules
    _tell(there, difference(there.contents(there.in_force), there.contents(wanted)), on_change, as_json=as_json)
    made = _version(there, rules, bundle, "as before", on_change=on_change, comment=comment, author=author, begin=begin)
    made = made.model_copy(update={"restores": version})
    return _publish(kafka, made, bundle, dry_run=dry_run, as_json=as_json)


def _proven(home: Path, *, no_tests: bool) -> TestsSaid | None:
    """Check the folder and run its tests; None, with everything that is wrong told, where one does not hold."""
    problems = sorted(set(check(home).problems))
    if problems:
        raise BadFiles(tuple(problems))
    if no_tests:
        click.echo("the tests of the rules are left out, and the history will say so", err=True)
        return "left out"
    verdicts = list(tried(rule_test_paths((home,)), ""))
    if not any(one.results or one.problems for one in verdicts):
        return "none there"
    console = Console(highlight=False, soft_wrap=True, stderr=True)
    for view in failures_view(verdicts):
        console.print(view)
    click.echo(f"tests: {summary(verdicts)}", err=True)
    if all(one.passed for one in verdicts):
        return "passed"
    click.echo("nothing was published, as a test does not hold; --no-tests publishes all the same", err=True)
    return None


def _tell(there: Published, changes: Sequence[EntryChange], on_change: OnChange, *, as_json: bool) -> None:
    if as_json:
        for one in changes:
            click.echo(json.dumps(change_values(one), ensure_ascii=False))
        return
    against = (
        f"version {there.in_force.number}, which is in force"
        if there.in_force
        else "nothing: this is the first version"
    )
    click.echo(f"different from {against}:", err=True)
    Console(highlight=False, soft_wrap=True).print(difference_view(changes, on_change))
    last = there.last
    if last is not None and last is not there.in_force:
        click.echo(
            f"version {last.number}, planned for {last.effective_from:%Y-%m-%d %H:%M%z}, gives way to this one",
            err=True,
        )


def _version(
    there: Published,
    rules: RuleSet,
    bundle: Bundle,
    tests: TestsSaid,
    *,
    on_change: OnChange,
    comment: str,
    author: str | None,
    begin: datetime | None,
) -> Manifest:
    now = SystemClock().now()
    if begin is not None and begin < now + LEAD:
        raise Misuse(
            f"--from: {begin} is too soon; workers need {LEAD.seconds} seconds to read a version before it judges"
        )
    return Manifest(
        number=there.last.number + 1 if there.last else 1,
        parent=there.last.id if there.last else "",
        effective_from=begin or now + LEAD,
        published=now,
        author=author or _user(),
        comment=comment,
        tests=tests,
        on_change=on_change,
        rules=rules.version,
        digests=dict(rules.digests),
        files=dict(bundle.hashes),
    )


def _publish(kafka: KafkaSettings, version: Manifest, bundle: Bundle, *, dry_run: bool, as_json: bool) -> int:
    if dry_run:
        click.echo(f"this would be version {version.number}; nothing was published (--dry-run)", err=True)
        return 0

    async def publish() -> bool:
        await declare(kafka)
        return await publish_rules(kafka, version, bundle)

    if not asyncio.run(publish()):
        raise Outside(
            f"somebody else published a version {version.number} at the same time, and this one does not count; "
            "look at `tocsin rules diff` and push again"
        )
    if as_json:
        click.echo(json.dumps(version_values(version, None), ensure_ascii=False))
    when = f"{version.effective_from.astimezone():%Y-%m-%d %H:%M:%S%z}"
    click.echo(f"version {version.number} is published; every worker judges by it from {when} on", err=True)
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
