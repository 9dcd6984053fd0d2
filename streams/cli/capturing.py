"""``tocsin test capture``: a past incident as a file of tests."""

import io
import os
from pathlib import Path

import click
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

from streams.cli.replay_items import read_items
from streams.core.amounts import amount
from streams.core.errors import Misuse
from streams.core.ruletests import RuleTestFile
from streams.edges.rulebook import open_rulebook
from streams.edges.rulefiles import load_rules
from streams.edges.testfiles import SUFFIX
from streams.edges.validation import Shape
from streams.edges.yamlfiles import parse_yaml
from streams.replay.capture import as_test_file
from streams.replay.capture import capture as captured

_WIDTH = 110
_SMALL = 90
_SCHEMA = "schema/tests.json"


@click.command(
    "capture",
    epilog="Example: tocsin test capture 1f0c2a --from last-week.jsonl --redact -o rules/m5-closed.test.yaml",
)
@click.argument("incident", required=False, default="", metavar="[INCIDENT]")
@click.option(
    "--from",
    "archives",
    required=True,
    multiple=True,
    type=click.Path(path_type=Path, allow_dash=True),
    help="The archive (JSON Lines) of the news behind it.",
)
@click.option("--rules", type=click.Path(path_type=Path), help="The folder of rules (default: as for replay).")
@click.option("--redact", is_flag=True, help="Replace the names of sources and ids, and take addresses out.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write (default: standard output, as a file of the folder of rules).",
)
def capture(incident: str, archives: tuple[Path, ...], *, rules: Path | None, redact: bool, output: Path | None) -> int:
    """Write INCIDENT as a test: its items as given, its events as expected.

    INCIDENT is its id, that of one of its events, or the beginning of either. Without it: tell which incidents there are.
    """
    if output is not None and not output.name.endswith(SUFFIX):
        raise Misuse(f"{output}: a file of tests is named NAME{SUFFIX}")
    if output is not None and output.exists():
        raise Misuse(f"{output} is there already; choose another name, or delete it")
    book = open_rulebook(rules)
    items, _ = read_items(archives)
    found = captured(incident, items, book.rules, book.extract, book.register, redact=redact)
    files = {one.rule.id: Path(one.document.file) for one in load_rules(book.folder).files}
    folder = book.folder if output is None else output.parent
    ways = [_way(folder, files[rule.id]) for rule in found.rules]
    text = as_yaml(as_test_file(found, ways), _way(folder, book.folder / _SCHEMA))
    document = parse_yaml(text.encode(), str(output or "-"))
    _, problems = Shape[RuleTestFile](RuleTestFile).read(document)
    if problems or document.problems:
        raise Misuse(f"what was captured cannot stand in a file of tests: {(*document.problems, *problems)[0]}")
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
        click.echo(
            f"{output}: {amount(len(found.items), 'item')}, {amount(len(found.events), 'event')}; run: tocsin test {output}",
            err=True,
        )
    return 0


def as_yaml(values: dict[str, object], schema: str) -> str:
    """The values as a file, its first line naming its schema for editors."""
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(_laid_out(values), out)
    return f"# yaml-language-server: $schema={schema}\n{out.getvalue()}"


def _laid_out(value: object) -> object:
    """The values as people would write them: small lists and mappings on one line, long texts below their names."""
    if isinstance(value, dict):
        fields = CommentedMap({name: _laid_out(one) for name, one in value.items()})
        if not any(isinstance(one, dict | list) for one in value.values()) and len(str(value)) < _SMALL:
            fields.fa.set_flow_style()
        return fields
    if isinstance(value, list):
        entries = CommentedSeq([_laid_out(one) for one in value])
        if not any(isinstance(one, dict | list) for one in value):
            entries.fa.set_flow_style()
        return entries
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    lines = value.split("\n")
    if (
        len(lines) > 1
        and all(line == line.strip() and (line.isprintable() or not line) for line in lines)
        and lines[-1]
    ):
        literal: str = LiteralScalarString(value)
        return literal
    plain = len(value) > _WIDTH and value == " ".join(value.split()) and value.isprintable()
    folded: str = FoldedScalarString(value) if plain else value
    return folded


def _way(folder: Path, file: Path) -> str:
    return Path(os.path.relpath(file, folder)).as_posix()
