"""Supposed alerts: an event that somebody describes in a few words, to ask who would be told of one like it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from streams.core.alerts import AlertEvent
from streams.core.facts import Place
from streams.core.grouping import label

_OWN = ("rule", "severity", "event", "source", "language", "exercise", "place")


def supposed(words: Sequence[str], now: datetime) -> tuple[AlertEvent, tuple[str, ...]]:
    """The event of ``rule=route-severed country=SYR route=M5``, and the languages of its items. Raises ValueError."""
    found: dict[str, list[str]] = {}
    for word in words:
        name, _, value = word.partition("=")
        if not name or not value:
            raise ValueError(f"{word}: write a name and a value, such as rule=route-severed")
        found.setdefault(name, []).append(value)
    if "rule" not in found:
        raise ValueError("name the rule of the alert, such as rule=route-severed")
    key = {name: values[0] for name, values in found.items() if name not in _OWN}
    sources = tuple(found.get("source", ("somebody",)))
    fields: dict[str, Any] = {
        "id": "supposed",
        "incident": "supposed",
        "event": _one(found, "event", "fire"),
        "rule": found["rule"][0],
        "key": key,
        "severity": _one(found, "severity", "critical"),
        "at": now,
        "items": tuple(f"supposed-{number}" for number, _ in enumerate(sources, start=1)),
        "sources": sources,
        "summary": label(key) or found["rule"][0],
        "reason": "somebody asks who would be told",
        "places": tuple(_place(name, key) for name in found.get("place", ())),
        "rules": "",
        "exercise": _one(found, "exercise", "false") == "true",
    }
    try:
        return AlertEvent.model_validate(fields), tuple(found.get("language", ()))
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        raise ValueError(f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}") from None


def _place(name: str, key: dict[str, str]) -> Place:
    """A place by its name, or by its latitude and longitude: ``35.93,36.63``."""
    lat, comma, lon = name.partition(",")
    fields: dict[str, Any] = {"name": name, "country": key.get("country"), "admin1": key.get("admin1")}
    if comma:
        fields |= {"lat": lat, "lon": lon}
    return Place(**fields)


def _one(found: dict[str, list[str]], name: str, otherwise: str) -> str:
    return found.get(name, [otherwise])[0]
