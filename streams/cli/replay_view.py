"""What a replay shows on a terminal: differences between two rule sets, and a sweep with its plot."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from streams.cli.event_table import COLOURS
from streams.edges.terminal import printable
from streams.replay.comparison import CHANGES, Difference
from streams.replay.sweep import Point, Sweep

PLOT = 40
"""The width of the longest bar of a plot, in characters."""

_STYLES = {"gained": "green", "lost": "bold red"}
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def comparison_table(differences: Sequence[Difference]) -> RenderableType:
    """One row an incident that is not the same: what changed, when, what, and the words that it began with."""
    table = Table("change", "begins", "what", "words", box=None, pad_edge=False)
    for one in differences:
        course = one.course
        quote = f"“{printable(one.evidence[0].quote)}”" if one.evidence else ""
        table.add_row(
            Text("\n".join(one.words), _STYLES.get(one.changes[0], "yellow")),
            f"{course.begin:%a %d %b %Y %H:%M}",
            Text(printable(course.first.summary), COLOURS[course.severity]) + Text(f"\n{course.rule}", "dim"),
            Text(quote, "italic") + Text(f"\n{printable(', '.join(course.first.items))}", "dim"),
        )
    return Group(table, Text(counted(differences), "bold")) if differences else Text("no difference")


def counted(differences: Sequence[Difference]) -> str:
    """How many incidents are otherwise, by how."""
    counts = Counter(change for one in differences for change in one.changes)
    return ", ".join(f"{counts[change]:,} {change}" for change in CHANGES if counts[change]) or "no difference"


def sweep_table(sweep: Sweep, points: Sequence[Point]) -> Table:
    """One row a value, with a bar as long as its incidents a day."""
    table = Table(
        box=None, pad_edge=False, title=f"{sweep.rule}: incidents a day by {sweep.field}", title_justify="left"
    )
    for name in (sweep.field, "incidents", "events", "a day"):
        table.add_column(name, justify="right")
    table.add_column("")
    most = max((point.a_day for point in points), default=0.0)
    for point in points:
        value = f"{point.value:,}" if isinstance(point.value, int) else printable(point.value)
        bar = Text(_bar(point.a_day / most if most else 0.0), "cyan")
        table.add_row(value, f"{point.incidents:,}", f"{point.events:,}", f"{point.a_day:.2f}", bar)
    return table


def _bar(share: float) -> str:
    """A bar of ``share`` of the plot's width, to an eighth of a character."""
    whole, eighths = divmod(round(share * PLOT * 8), 8)
    return "█" * whole + _EIGHTHS[eighths].strip()
