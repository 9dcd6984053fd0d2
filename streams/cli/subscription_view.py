"""A forecast on a terminal: the way of an alert through the branches, and who is told when."""

from datetime import UTC

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from streams.cli.event_view import event_view
from streams.core.forecasts import Expected, Forecast, failed, test_text
from streams.core.routing import Answer, Visit
from streams.edges.terminal import printable

_SIGNS: dict[Answer, tuple[str, str]] = {
    "has it": ("●", "bold green"),
    "passes it on": ("○", "green"),
    "lets it go by": ("✗", "dim"),
    "is not asked": ("-", "dim"),
}


def forecast_view(one: Forecast) -> RenderableType:
    """The event, a line for each branch, and a line for each message to expect."""
    lines: list[RenderableType] = [event_view(one.event), Text("Way through the subscriptions", "dim")]
    lines += [Padding(_visit(visit), (0, 0, 0, 2 * len(visit.path))) for visit in one.visits]
    lines.append(Text("Told", "dim"))
    if one.nobody:
        lines.append(Padding(Text(f"nobody: {printable(one.nobody)}", "bold yellow"), (0, 0, 0, 2)))
    lines += [Padding(_expected(message), (0, 0, 0, 2)) for message in one.expected]
    return Group(*lines)


def _visit(visit: Visit) -> Text:
    sign, style = _SIGNS[visit.answer]
    said = Text.assemble((f"{sign} {visit.path[-1]}  ", style), (visit.answer, style))
    wrong = "; ".join(map(test_text, failed(visit)))
    if wrong:
        said.append(f", as it asks for {printable(wrong)}", "dim")
    elif visit.answer == "has it":
        said.append(f", for {', '.join(visit.manner.to) or 'nobody'}", style)
    return said


def _expected(message: Expected) -> Text:
    step = f"{message.step} without acknowledgement, " if message.step else ""
    said = Text(f"{message.at.astimezone(UTC):%a %d %b %H:%M:%S} UTC  ")
    said.append(f"{step}{message.to}", "bold")
    return said.append(f" over {', '.join(message.over)}").append(f"  ({printable(message.why)})", "dim")
