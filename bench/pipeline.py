"""The pipeline without Kafka: what deciding costs beside reading, and what a busy key costs beside a quiet one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from rich.table import Table

from bench.timing import rates
from streams.core.facts import Evidence, Facts, Place, Route
from streams.core.items import Item
from streams.core.pipeline import Pipeline
from streams.edges.rulebook import Rulebook, open_rulebook

START = datetime(2025, 1, 1, tzinfo=UTC)


def measure() -> Iterator[Table]:
    """Matching and deciding alone, over one item a key and over many."""
    book = open_rulebook(None)
    table = Table("claims of one road", "items/s", title="matching and deciding, facts given, one core")
    for claims in (1, 10, 100, 400):
        items = [_item(number, number // claims) for number in range(400)]
        rate = rates([items], {"decide": lambda batch: _run(book, batch)})["decide"] * len(items)
        table.add_row(f"{claims:,}", f"{rate:,.0f}")
    yield table


def _run(book: Rulebook, items: list[Item]) -> None:
    pipeline = Pipeline(_cut, book.rules, book.register)
    for item in items:
        pipeline.take(item)


def _item(number: int, road: int) -> Item:
    return Item(
        id=f"bench-{number}",
        source=f"source-{number % 7}",
        title="",
        text=f"R{road}",
        published=START + timedelta(minutes=number),
    )


def _cut(item: Item) -> Facts:
    evidence = Evidence(field="text", start=0, end=len(item.text), quote=item.text)
    cut = Route(
        item=item.id,
        evidence=(evidence,),
        places=(Place(name="Syria", country="SYR", level="country", id="SYR"),),
        name=f"{item.text} road",
        route_kind="road",
        state="severed",
    )
    return Facts(item=item.id, facts=(cut,))
