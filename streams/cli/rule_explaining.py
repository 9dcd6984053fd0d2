"""``tocsin rule explain``: one item through one rule, condition by condition, to what was decided."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console, Group, RenderableType
from rich.rule import Rule as Line
from rich.text import Text
from rich.tree import Tree

from streams.cli.replay_items import read_items
from streams.core.conditions.tracing import Traced
from streams.core.errors import BadFiles, Misuse
from streams.core.examples import example_items
from streams.core.identity import utc_text
from streams.core.items import Item
from streams.core.pipeline import Pipeline
from streams.core.rule_traces import Judged, RuleTrace, rule_trace
from streams.core.rules import Rule
from streams.core.spelling import plain
from streams.core.trials import alone
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.edges.rulefiles import load_rules
from streams.edges.sentences import nearest
from streams.edges.terminal import printable


@click.command(
    epilog="Examples: tocsin rule explain route-severed --item m5-041 seeds/m5-offensive.jsonl; tocsin rule explain "
    'rules/mine.yaml --text "The airport was closed."'
)
@click.argument("rule")
@click.argument("archives", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--item", metavar="ID|FILE", help="The item: an id in the archives, or a file whose last item it is.")
@click.option("--text", metavar="TEXT", help="A text in place of an item.")
@click.option("--rules", type=click.Path(path_type=Path), help="The folder of rules.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def explain(
    rule: str, archives: tuple[Path, ...], *, item: str | None, text: str | None, rules: Path | None, as_json: bool
) -> None:
    """Take one item through RULE (an id, or a file) and show each condition, what the item has against it, and the decision.

    What came before the item in the archives, or in its file, is taken through the rule first, so that the decision is the
    one that would have been made.
    """
    if bool(item) == bool(text) or (text and archives):
        raise Misuse("write --item and an item's id or file, or --text and a text in quotes")
    book = open_rulebook(rules, to_alert=False)
    chosen = _rule(rule, book, rules)
    trace = _traced(chosen, _course(item, archives) if item else example_items(text or ""), book)
    if as_json:
        click.echo(json.dumps(trace.as_values(), ensure_ascii=False))
    else:
        Console(highlight=False).print(_shown(trace))


def _rule(name: str, book: Rulebook, folder: Path | None) -> Rule:
    """The rule of an id or a file; one that is not enabled is explained all the same."""
    path = Path(name)
    loaded = load_rules(path if path.is_file() else book.folder if folder is None else folder)
    found = {file.rule.id: file.rule for file in loaded.files}
    if path.is_file():
        if not found:
            raise BadFiles(loaded.problems)
        return next(iter(found.values()))
    if name not in found:
        wrong = [one for one in loaded.problems if plain(name) in plain(one.file)]
        if wrong:
            raise BadFiles(tuple(wrong))
        raise Misuse(
            f"there is no rule {name}{nearest(name, found)}; the rules are {', '.join(sorted(found)) or 'none'}"
        )
    return found[name]


def _course(wanted: str, archives: tuple[Path, ...]) -> Sequence[Item]:
    """The items up to the one that is wanted, in order of time, which is the last."""
    if not archives and not (wanted == "-" or Path(wanted).is_file()):
        raise Misuse(f"there is no file {wanted}; if that is an item's id, name the archive that holds it, too")
    items = read_items(archives or (Path(wanted),))[0]
    ordered = sorted(items, key=lambda one: (utc_text(one.published), one.id))
    if not archives:
        if not ordered:
            raise Misuse(
                f"{wanted} holds no item: one line of JSON with source, title, text and published; or use --text"
            )
        return ordered
    at = next((at for at in range(len(ordered) - 1, -1, -1) if ordered[at].id == wanted), None)
    if at is None:
        raise Misuse(f"no item {wanted} is in the archives{nearest(wanted, [one.id for one in ordered])}")
    return ordered[: at + 1]


def _traced(rule: Rule, course: Sequence[Item], book: Rulebook) -> RuleTrace:
    pipeline = Pipeline(book.extract, alone(rule, {one.id: one for one in book.rules.rules}), book.register)
    for before in course[:-1]:
        pipeline.tick(before.published)
        pipeline.take(before)
    pipeline.tick(course[-1].published)
    return rule_trace(rule, pipeline.take(course[-1]), book.register)


def _shown(trace: RuleTrace) -> RenderableType:
    lines: list[RenderableType] = [Line(Text(printable(f"{trace.rule}  {trace.item}"), "bold"), align="left")]
    lines += [_tree(one) for one in trace.judged]
    lines += [Text(printable(one), "yellow") for one in trace.unasked]
    lines += [Text(printable(f"match: {one}"), "green") for one in trace.matched] or [Text("match: none", "yellow")]
    lines += [Text(printable(f"decision: {one}")) for one in trace.decided]
    lines += [Text(printable(f"event: {one}"), "bold") for one in trace.events] or [Text("event: none", "dim")]
    return Group(*lines)


def _tree(judged: Judged) -> Tree:
    tree = Tree(Text(printable(f"{judged.condition}, on {judged.about}"), "bold"))
    _grow(tree, judged.trace)
    return tree


def _grow(tree: Tree, trace: Traced) -> None:
    mark, colour = ("✓", "green") if trace.holds else ("✗", "red")
    why = f": {trace.why}" if trace.why and not trace.parts else ""
    branch = tree.add(Text(f"{mark} ", colour) + Text(printable(f"{trace.asked}{why}"), "default"))
    for part in trace.parts:
        _grow(branch, part)
