"""What a replay shows on a terminal: differences between two rule sets, and a sweep with its plot."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from streams.cli.event_view import COLOURS
from streams.edges.terminal import printable
from streams.replay.comparison import CHANGES, Difference
from streams.replay.sweep import Point, Sweep

PLOT = 40
"""The width of the longest bar of a plot, in characters."""

_STYLES = {"gained": "green", "lost": "bold red"}
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def comparison_view(differences: Sequence[Difference]) -> RenderableType:
    """Some lines for each incident that is not the same: what changed, when, what, and the words that it began with."""
    if not differences:
        return Text("no difference")
    return Group(*map(_difference, differences), Text(counted(differences), "bold"))


def _difference(one: Difference) -> RenderableType:
    course = one.course
    head = Text.assemble(
        ("; ".join(one.words), _STYLES.get(one.changes[0], "bold yellow")),
        (f"  {course.begin.astimezone(UTC):%a %d %b %Y %H:%M}  {course.rule}", "dim"),
    )
    body = Text.assemble((printable(course.first.summary), COLOURS[course.severity]), "\n")
    if one.evidence:
        body.append(f"“{printable(one.evidence[0].quote)}” ", "italic")
    body.append(printable(f"{', '.join(course.first.sources)}: {', '.join(course.first.items)}"), "dim")
    return Group(head, Padding(body, (0, 0, 1, 2)))


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
        if point.in_use:
            bar.append("  in use", "bold")
        table.add_row(value, f"{point.incidents:,}", f"{point.events:,}", f"{point.a_day:.2f}", bar)
    return table


def _bar(share: float) -> str:
    """A bar of ``share`` of the plot's width, to an eighth of a character."""
    whole, eighths = divmod(round(share * PLOT * 8), 8)
    return "█" * whole + _EIGHTHS[eighths].strip()
