"""The report of a replay: one HTML file that needs nothing else, neither script nor network, to be read or printed.

The words of the news are strangers' words: the template escapes all of them, links go to http and https alone, and
the page forbids itself every script and outside resource. It holds no clock: the same findings give the same bytes.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from streams.core.alerts import SEVERITIES, AlertEvent
from streams.core.grouping import label
from streams.replay.backtest import Findings
from streams.replay.comparison import CHANGES
from streams.replay.courses import Course
from streams.replay.drawing import HEIGHT, WIDTH, Timeline, plot

_TEMPLATE = "report.html.j2"
_WORDS = {
    "fire": "New",
    "escalate": "Escalated",
    "update": "Again",
    "resolve": "Resolved",
    "expire": "No further news",
    "acknowledge": "Acknowledged",
    "retract": "Withdrawn",
}


def report_page(findings: Findings) -> str:
    """The page."""
    zone = _zone(findings.events)
    courses = findings.courses
    begin, end = findings.span or _nothing(courses)
    timeline = Timeline(begin, end, zone)
    rules: dict[str, list[Course]] = {}
    for course in courses:
        rules.setdefault(course.rule, []).append(course)
    return _template().render(
        findings=findings,
        archives=[PurePath(name).name if name != "-" else "standard input" for name in findings.archives],
        version=findings.rules.version.removeprefix("sha256:")[:12],
        begin=begin,
        end=end,
        zone=f"{begin.astimezone(zone):%Z}",
        zone_of=zone,
        timeline=timeline,
        rules=dict(sorted(rules.items())),
        described={rule.id: rule.description for rule in findings.rules.active},
        quiet=[rule.id for rule in findings.rules.active if rule.id not in rules],
        counts={rule: _counts(members) for rule, members in rules.items()},
        open=sum(course.ending is None for course in courses),
        changes=_changes(findings),
        plot=plot(findings.points) if findings.sweep else None,
        width=WIDTH,
        height=HEIGHT,
    )


@cache
def _template() -> Template:
    """The template; what it names and nobody gives is an error."""
    room = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.filters |= {"label": label, "safe_link": safe_link, "moment": _moment, "figure": _figure}
    room.globals["words"] = _WORDS
    return room.get_template(_TEMPLATE)


def safe_link(findings: Findings, item: str) -> str:
    """Where an item can be read, or nothing: what the news gives as an address might be a script."""
    address = findings.links.get(item, "")
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def _counts(courses: list[Course]) -> Mapping[str, Any]:
    kinds = Counter(event.event for course in courses for event in course.events)
    severity = max((course.severity for course in courses), key=SEVERITIES.index)
    return {"incidents": len(courses), "open": sum(one.ending is None for one in courses), "highest": severity} | dict(
        kinds
    )


def _changes(findings: Findings) -> dict[str, int]:
    found = Counter(change for one in findings.differences or () for change in one.changes)
    return {change: found[change] for change in CHANGES if found[change]}


def _zone(events: tuple[AlertEvent, ...]) -> tzinfo:
    """The offset of all events where they have one in common, else UTC."""
    offsets = {event.at.utcoffset() for event in events}
    zone = events[0].at.tzinfo if len(offsets) == 1 else None
    return zone or UTC


def _nothing(courses: tuple[Course, ...]) -> tuple[datetime, datetime]:
    """The time of a report over no items."""
    moments = [event.at for course in courses for event in course.events] or [datetime(1970, 1, 1, tzinfo=UTC)]
    return min(moments), max(moments)


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%a %d %b %Y %H:%M}"


def _figure(event: AlertEvent | Course) -> str:
    """The figure, with the range of the claims where they differ."""
    if event.value is None:
        return ""
    low, high = event.range or (event.value, event.value)
    return f"{event.value:,}" if low == high else f"{event.value:,} (claims {low:,} to {high:,})"
