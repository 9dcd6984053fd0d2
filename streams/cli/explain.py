"""``tocsin explain``: Show how an item is read: its facts in its words, and what was left aside and why."""

import json
from pathlib import Path

import click
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from streams.cli.replay_items import read_items
from streams.core.errors import Misuse
from streams.core.extraction import Trace, extract_with_reasons
from streams.core.facts import Fact, Place
from streams.core.items import Item
from streams.core.trials import claim_words
from streams.edges.rulebook import open_rulebook
from streams.edges.terminal import printable

COLOURS = {"casualties": "red", "route": "cyan", "ceasefire": "magenta"}
"""The colour of each kind of fact; a kind that is not here is yellow."""

_LIVE = "alerts may come of it"


@click.command(epilog="Example: tocsin explain seeds/m5-offensive.jsonl --id m5-041")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--id", "item_id", help="Only this item.")
@click.option("--rules", type=click.Path(path_type=Path), help="The folder with your tables.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an item.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a page of it, too.")
def command(
    files: tuple[Path, ...], *, item_id: str | None, rules: Path | None, as_json: bool, html: Path | None
) -> None:
    """Print each item with the words coloured that its facts were found in, each fact, and why candidates were not."""
    items = [item for item in read_items(files)[0] if item_id in (None, item.id)]
    if not items:
        raise Misuse(f"no item {item_id} is there" if item_id else "no items are there")
    book = open_rulebook(rules, to_alert=False)
    for problem in book.problems:
        click.echo(f"left out: {problem}", err=True)
    knowledge = book.knowledge
    console = Console(highlight=False, record=html is not None)
    for item in items:
        trace = extract_with_reasons(item, knowledge)
        if as_json:
            click.echo(json.dumps(as_values(trace), ensure_ascii=False))
        else:
            console.print(explained(item, trace))
    if html is not None:
        html.write_text(console.export_html(), encoding="utf-8")


def as_values(trace: Trace) -> dict[str, object]:
    """A trace as JSON values."""
    return {
        **trace.facts.model_dump(mode="json"),
        "language": trace.language,
        "note": trace.note,
        "left_aside": [one._asdict() | {"evidence": one.evidence.model_dump()} for one in trace.left_aside],
        "learned": [one._asdict() | {"evidence": one.evidence.model_dump()} for one in trace.learned],
    }


def explained(item: Item, trace: Trace) -> RenderableType:
    """An item with its facts marked, and the reasons under it."""
    lines: list[RenderableType] = [
        Rule(Text(printable(f"{item.id}  {item.source}  {item.published:%d %b %Y %H:%M %Z}"), "bold"), align="left")
    ]
    lines += [_marked(item, trace, name) for name in ("title", "text") if item.field(name)]
    lines.append(Text(f"language {trace.language or 'none'}{f': {trace.note}' if trace.note else ''}", "dim"))
    lines += [Padding(_told(fact), (0, 0, 0, 2)) for fact in trace.facts.facts]
    for one in trace.learned:
        lines.append(Padding(Text(printable(f"{one.kind}: {one.reason}"), "dim"), (0, 0, 0, 4)))
    for one in trace.left_aside:
        words = Text(f"“{printable(one.evidence.quote)}”", "strike dim")
        lines.append(Padding(words + Text(f"  {one.kind}: {printable(one.reason)}", "yellow"), (0, 0, 0, 2)))
    return Group(*lines)


def _marked(item: Item, trace: Trace, name: str) -> Text:
    text = Text(printable(item.field(name)), style="bold" if name == "title" else "")
    for fact in trace.facts.facts:
        for span in fact.evidence:
            if span.field == name:
                text.stylize(f"underline {COLOURS.get(fact.kind, 'yellow')}", span.start, span.end)
    return text


def _told(fact: Fact) -> Text:
    told = Text("● ", COLOURS.get(fact.kind, "yellow"))
    told.append(printable(claim_words(fact)), style="bold")
    where = _where(fact.places)
    said = f"  by {fact.attribution}" if fact.attribution else ""
    told.append(printable(f"{f'  at {where}' if where else ''}{said}"))
    stance = _LIVE if fact.live else f"{fact.status}, {fact.scope}: no alert comes of it"
    return told.append(f"  ({stance})", style="green" if fact.live else "yellow")


def _where(places: tuple[Place, ...]) -> str:
    def one(place: Place) -> str:
        doubt = f", or {len(place.alternatives)} others of that name" if place.alternatives else ""
        return f"{place.canonical or place.name} [{place.level if place.id else 'not in the gazetteer'}{doubt}]"

    return ", ".join(one(place) for place in places[:3])
