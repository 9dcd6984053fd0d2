"""``tocsin check``: Find problems in rules, their examples, subscriptions and tables."""

import json
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import click

from streams.core.amounts import amount
from streams.edges.checks import Report, check, check_rules
from streams.edges.factcache import FactCache, cache_path
from streams.edges.rulefiles import read_rule, rules_folder
from streams.edges.terminal import printable
from streams.edges.yamlfiles import MAX_BYTES


@click.command(epilog="Example: tocsin check rules")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a problem.")
@click.option("--no-cache", is_flag=True, help="Try every example anew; otherwise a proof is remembered.")
def command(paths: tuple[Path, ...], *, as_json: bool, no_cache: bool) -> int:
    """Check folders or files, and run each rule over its own examples. - reads one rule from standard input.

    Without PATH: ./rules, else the packaged rules. Prints FILE:LINE:COLUMN: MESSAGE for each problem and ends with 1 if
    there are any, 3 if something cannot be read.
    """
    whole = Report()
    if not paths and rules_folder() != Path("rules"):
        click.echo(f"note: there is no folder rules here; these are the rules in {rules_folder()}", err=True)
    with ExitStack() as stack:
        memory = None if no_cache else stack.enter_context(FactCache(cache_path()))
        for path in paths or (rules_folder(),):
            one = _checked(path, memory)
            whole.problems += one.problems
            whole.rules += one.rules
            whole.examples += one.examples
            whole.unproven += one.unproven
            whole.notes += one.notes
    for problem in sorted(set(whole.problems)):
        click.echo(json.dumps(asdict(problem), ensure_ascii=False) if as_json else printable(str(problem)))
    for note in sorted(set(whole.notes)):
        click.echo(printable(f"note: {note}"), err=True)
    if whole.unproven:
        click.echo(_unproven(whole.unproven), err=True)
    if not whole.rules and not whole.problems and any(path.is_dir() for path in paths or (rules_folder(),)):
        click.echo("note: no rule is there, so nothing is watched; begin with tocsin rule new", err=True)
    click.echo(_summary(whole), err=True)
    return 1 if whole.problems else 0


def _checked(path: Path, memory: FactCache | None) -> Report:
    if str(path) != "-":
        return check(path, memory)
    return check_rules(read_rule(sys.stdin.buffer.read(MAX_BYTES + 1), "-"), rules_folder(), memory=memory)


def _unproven(rules: list[str]) -> str:
    named = ", ".join(rules[:5]) + (f" and {len(rules) - 5:,} more" if len(rules) > 5 else "")
    return f"note: without examples nothing shows that a rule works: {named}"


def _summary(report: Report) -> str:
    found = len(set(report.problems))
    return f"{amount(report.rules, 'rule')}, {amount(report.examples, 'example')}, {amount(found, 'problem')}"
