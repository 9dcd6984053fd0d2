"""Small builders of events, sheets' archives and rulebooks for the tests of replay."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from streams.core.alerts import AlertEvent, EventKind, ItemEvidence
from streams.core.extraction import Knowledge
from streams.core.facts import Evidence, Facts, Place, Route
from streams.core.items import Item
from streams.core.register import Register
from streams.core.subscriptions import Subscriptions
from streams.edges.rulebook import Rulebook
from tests.core.given import RULES

START = datetime(2025, 3, 1, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def event(kind: EventKind, hours: float, incident: str = "i-1", **fields: Any) -> AlertEvent:
    """An event of the M5's first incident, so many hours after the start."""
    item = fields.pop("item", f"{incident}-{kind}-{hours}")
    quote = ItemEvidence(item=item, field="text", start=0, end=12, quote="The M5 is cut")
    said: dict[str, Any] = {
        "id": f"{incident}-{kind}-{hours}",
        "incident": incident,
        "event": kind,
        "rule": "route-severed",
        "key": {"route": "M5", "country": "SYR"},
        "severity": "critical",
        "at": START + timedelta(hours=hours),
        "items": (item,),
        "sources": ("radio",),
        "summary": "M5 is cut",
        "reason": "first reported by radio",
        "evidence": (quote,),
        "rules": "sha256:0",
    }
    return AlertEvent(**said | fields)


def line(name: str, hours: float = 0, text: str = "Rain is expected.", **fields: Any) -> bytes:
    """A line of an archive."""
    said = {
        "id": name,
        "source": "radio",
        "title": "",
        "text": text,
        "published": (START + timedelta(hours=hours)).isoformat(),
    }
    return json.dumps(said | fields).encode()


def archive(folder: Path, lines: Iterable[bytes]) -> Path:
    path = folder / "archive.jsonl"
    path.write_bytes(b"".join(one + b"\n" for one in lines))
    return path


@dataclass(slots=True)
class Reads:
    """Reads "cut NAME" as a closure of that road, and keeps the ids of the items that it was asked to read; ``fault`` is the one that it fails at."""

    fault: str = ""
    asked: list[str] = field(default_factory=list)

    def __call__(self, item: Item) -> Facts:
        self.asked.append(item.id)
        if item.id == self.fault:
            raise ZeroDivisionError("a fault")
        if not item.text.startswith("cut "):
            return Facts(item=item.id, facts=())
        quote = Evidence(field="text", start=0, end=len(item.text), quote=item.text)
        place = Place(name="Syria", country="SYR", level="country", id="SYR")
        road = item.text.removeprefix("cut ")
        cut = Route(item=item.id, evidence=(quote,), places=(place,), name=road, route_kind="road", state="severed")
        return Facts(item=item.id, facts=(cut,))


def book(reads: Reads, knowledge: str = "1") -> Rulebook:
    """A rulebook of the starter rules that reads with ``reads``; ``knowledge`` is the version of what it knows."""
    nobody = Subscriptions(version=1, recipients={}, subscriptions=())
    made = Rulebook(Path("rules"), RULES, nobody, Register(), ())
    made.__dict__["extract"] = reads
    made.__dict__["knowledge"] = Knowledge(lexicons={}, version=knowledge)
    return made
