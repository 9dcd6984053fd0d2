"""What a person sees while an archive plays: a card for each alert, a bar for the archive's time, a sum at the end."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from streams.cli.event_view import COLOURS
from streams.core.alerts import ENDINGS, AlertEvent, Emission, EventKind, settled
from streams.core.deliveries import Attempt
from streams.core.notices import compose
from streams.core.playing import Buried, FactsRead, Happening, Published, Raised, Sent
from streams.core.routing import Directory
from streams.edges.terminal import printable

_WORDS: dict[EventKind, str] = {
    "fire": "NEW",
    "escalate": "ESCALATED",
    "update": "UPDATE",
    "resolve": "RESOLVED",
    "expire": "NO FURTHER NEWS",
    "retract": "WITHDRAWN",
    "acknowledge": "ACKNOWLEDGED",
}
WIDTH = 100


@dataclass(slots=True)
class _Card:
    """An alert waiting for word of its deliveries."""

    emission: Emission
    expected: int
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return sum(one.ended is not None for one in self.attempts) >= self.expected


class DemoView:
    """Takes happenings and draws them. ``total`` is the number of items to come."""

    def __init__(self, console: Console, directory: Directory, total: int) -> None:
        self._console = console
        self._directory = directory
        self._total = total
        self._published: dict[str, datetime] = {}
        self._clock: datetime | None = None
        self._cards: dict[str, _Card] = {}
        self._known: set[tuple[str, int]] = set()
        self._read: dict[str, int] = {}
        self.emissions: list[Emission] = []
        self.attempts: dict[tuple[str, int], Attempt] = {}
        self.buried: set[str] = set()
        self._live = Live(console=console, refresh_per_second=8, transient=True, get_renderable=self._bar)

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.__exit__(None, None, None)

    @property
    def events(self) -> list[AlertEvent]:
        """The settled log of what was seen."""
        return settled(self.emissions)

    def take(self, happening: Happening) -> None:
        """Take one happening in."""
        if isinstance(happening, Published):
            self._published[happening.item.id] = happening.at
            self._clock = happening.item.published
        elif isinstance(happening, FactsRead):
            self._read[happening.item] = happening.facts
        elif isinstance(happening, Raised):
            self._raised(happening.emission)
        elif isinstance(happening, Sent):
            self._sent(happening.attempt)
        elif isinstance(happening, Buried):
            self.buried.add(happening.letter.id)
            self._console.print(
                Text(
                    f"✗ dead letter from {printable(happening.letter.where)}: {printable(happening.letter.error)}",
                    "red",
                )
            )

    def finish(self) -> None:
        """Print the cards that still wait, and the sum."""
        for card in list(self._cards.values()):
            self._print(card)
        self._console.print()
        self._console.print(self._sum())

    def _raised(self, emission: Emission) -> None:
        mark = (emission.event.id, emission.revision)
        if mark in self._known:
            return
        self._known.add(mark)
        self.emissions.append(emission)
        expected = len(compose(emission, self._directory))
        if expected:
            self._cards[emission.event.id] = _Card(emission, expected)

    def _sent(self, attempt: Attempt) -> None:
        self.attempts[attempt.delivery, attempt.number] = attempt
        card = self._cards.get(attempt.event)
        if card is not None:
            card.attempts.append(attempt)
            if card.complete:
                self._print(card)

    def _print(self, card: _Card) -> None:
        self._cards.pop(card.emission.event.id, None)
        self._console.print(self._panel(card))

    def _panel(self, card: _Card) -> RenderableType:
        event = card.emission.event
        kind: EventKind = "retract" if card.emission.withdrawn else event.event
        colour = "green" if kind in ENDINGS else COLOURS[event.severity]
        if kind == "update":
            return Text.assemble(
                ("  ↻ ", colour),
                printable(event.summary),
                (f"  {event.at:%a %H:%M}  ", "dim"),
                self._receivers(card, brief=True),
            )
        lines: list[RenderableType] = [Text(printable(event.summary), style="bold")]
        lines.extend(Text(f"“{printable(span.quote)}”", style="italic") for span in event.evidence[:1])
        lines.append(Text(f"{printable(', '.join(event.sources))}  ·  {printable(event.reason)}", style="dim"))
        lines.append(self._receivers(card))
        return Panel(
            Group(*lines),
            title=f"[bold {colour}]● {event.severity.upper()}  {_WORDS[kind]}[/]",
            title_align="left",
            subtitle=f"[dim]{event.rule}  ·  {event.at:%a %d %b %Y %H:%M %Z}[/]",
            subtitle_align="right",
            border_style=colour,
            width=min(WIDTH, self._console.width),
        )

    def _receivers(self, card: _Card, *, brief: bool = False) -> Text:
        """Who was told, with the seconds from the item's publication to the last of them; who was not, and why."""
        since = self._published.get("".join(card.emission.event.items[:1]))
        told = [one for one in card.attempts if one.outcome == "delivered"]
        text = Text()
        if told:
            names = list(dict.fromkeys(one.recipient for one in told))
            text.append(f"→ {f'{len(names)} told' if brief else ', '.join(names)}", style="cyan")
            text.append(" ✓", style="green")
            if since is not None:
                passed = max((one.at - since).total_seconds() + one.took for one in told)
                text.append(f" {max(0.0, passed):.1f} s", style="dim")
        for one in card.attempts:
            if one.outcome != "delivered":
                text.append(f"  ✗ {one.recipient} by {one.channel}: {printable(one.error or one.reason)}", style="red")
        return text if card.attempts else text.append("→ nobody has it yet", style="red")

    def _bar(self) -> RenderableType:
        done = len(self._published)
        grid = Table.grid(padding=(0, 1))
        moment = f"{self._clock:%a %d %b %H:%M}" if self._clock else "starting"
        grid.add_row(
            Text(moment, style="bold cyan"),
            ProgressBar(total=self._total, completed=done, width=36),
            Text(
                f"{done}/{self._total} items  {sum(self._read.values())} facts  {len(self._known)} events", style="dim"
            ),
        )
        return grid

    def _sum(self) -> Table:
        kinds = Counter(event.event for event in self.events)
        outcomes = Counter(attempt.outcome for attempt in self.attempts.values())
        table = Table.grid(padding=(0, 2))
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "none"
        sent = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())) or "none"
        table.add_row("items", f"{len(self._published)}")
        table.add_row("facts", f"{sum(self._read.values())}")
        table.add_row("alert events", told)
        table.add_row("deliveries", sent)
        table.add_row("dead letters", f"{len(self.buried)}")
        return table
