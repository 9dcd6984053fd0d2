"""What is wrong in a field, and its mend, in one sentence: ``severity is "mjor"; write one of info, minor, … (did you mean major?)``."""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from streams.core.conditions.tree import KEYWORDS
from streams.core.durations import duration
from streams.core.sources import DOMAIN
from streams.edges.forms import Form, Place

_PATTERNS: Mapping[str, str] = {
    r"^[a-z0-9][a-z0-9-]{0,79}$": "small letters, digits and hyphens, such as route-severed",
    r"^[a-z0-9][a-z0-9-]{0,62}$": "small letters, digits and hyphens, such as duty-officer",
    DOMAIN: "a host without https:// and path, such as example.org",
    r"^[A-Z]{3}$": "a country's three capital letters (ISO 3166-1), such as SYR",
}

_MEANT: Mapping[str, tuple[str, ...]] = {
    "yes": ("true",), "on": ("true",), "no": ("false",), "off": ("false",),
    "dead": ("killed",), "deaths": ("killed",), "died": ("killed",), "fatalities": ("killed",), "deceased": ("killed",),
    "wounded": ("injured",), "hurt": ("injured",), "arrested": ("detained",), "kidnapped": ("detained",),
    "abducted": ("detained",), "hostage": ("detained",), "fled": ("displaced",), "evacuated": ("displaced",),
    "closed": ("severed",), "cut": ("severed",), "blocked": ("severed",), "shut": ("severed",), "road": ("route",), "partial": ("restricted",),
    "reopened": ("open",), "clear": ("open",), "broken": ("violated",), "breached": ("violated",),
    "truce": ("ceasefire",), "casualty": ("casualties",), "deaths and injuries": ("casualties",),
    "highway": ("road",), "rail": ("railway",), "border": ("crossing",), "strait": ("waterway",), "river": ("waterway",),
    "or": ("any",), "and": ("all",), "not": ("none",), "except": ("none", "not"), "kind": ("route_kind",),
    "region": ("admin1",), "governorate": ("admin1",), "state": ("admin1",), "oblast": ("admin1",),
    "near": ("within",), "radius": ("within",), "distance": ("within",), "point": ("of",), "geojson": ("polygon",),
    "town": ("name", "place"), "city": ("name", "place"), "name": ("route",), "reports": ("items",), "articles": ("items",),
    "window": ("within",), "timeframe": ("within",), "period": ("within",), "interval": ("within",), "minimum": ("at_least", "threshold"), "keyword": ("phrase",), "keywords": ("phrase",), "words": ("phrase", "text"),
    "regex": ("pattern",), "regexp": ("pattern",), "publisher": ("source",), "outlet": ("source",), "lang": ("language",),
    "headline": ("title",), "body": ("text",), "party": ("side", "parties"),
    "low": ("minor",), "medium": ("minor", "major"), "warning": ("major",), "high": ("major",), "error": ("critical",),
    "urgent": ("critical",), "severe": ("critical",), "province": ("admin1", "area"), "place": ("area",), "location": ("area",),
    "routes": ("branches",), "receiver": ("to",), "recipient": ("to",), "matchers": ("match",), "mute": ("quiet",),
    "timezone": ("zone",), "time_zone": ("zone",), "repeat": ("repeat_interval",), "times": ("hours", "weekly"),
    "mute_time_intervals": ("quiet",), "holidays": ("dates",), "overrides": ("instead",), "grade": ("source",), "area": ("place",),
    "fired": ("fire",), "resolved": ("resolve",), "escalated": ("escalate",), "updated": ("update",),
}  # fmt: skip
"""Words that people use for one of ours."""

_BOUNDS: Mapping[str, str] = {
    "greater_than_equal": "of at least",
    "less_than_equal": "of at most",
    "greater_than": "above",
    "less_than": "below",
}

_SPAN = re.compile(r"(\d{1,6}) *(s|m|h|d|w)[a-z]*", re.IGNORECASE)
_FIELD = re.compile(r"[a-z_]+\Z")
_LIST = "a list, each entry on a line of its own after - and a space"


def sentence(error: ErrorDetails, place: Place) -> str:
    """The sentence for one error of pydantic's about the value, or the missing value, at a place."""
    name, value, kind = place.name or "the file", error["input"], error["type"]
    context = error.get("ctx", {})
    if kind in ("model_type", "model_attributes_type") and not place.name:
        return f"the file is {shown(value)}; write a field on each line, NAME: VALUE"
    if kind == "missing":
        return f"{name} is missing; add {name}: with {_wanted(place.form)}"
    if kind == "value_error":
        return f"{name}: {context.get('error', error['msg'])}{_suggestion(value, place.form)}"
    if kind in ("too_short", "string_too_short"):
        return f"{name} is empty; write at least one entry, or take the line away"
    if kind == "string_too_long":
        return f"{name} is longer than {context.get('max_length')} characters; shorten it"
    if kind in _BOUNDS:
        return f"{name} is {shown(value)}; write a number {_BOUNDS[kind]} {next(iter(context.values()))}"
    if kind.startswith(("timezone", "datetime")):
        return f"{name} is {shown(value)}; write a moment with an offset, such as 2025-01-01T09:00:00+00:00"
    if kind == "string_pattern_mismatch" and "://" in str(value) and context.get("pattern") != DOMAIN:
        return f"{name} holds an address; write the name of a channel here, and its address in the settings"
    told = "names" if place.at_key else "is"
    what = "empty" if value is None else shown(value)
    return f"{name} {told} {what}; write {_wanted(place.form, value)}{_suggestion(value, place.form)}"


def unknown_field(name: str | int, place: Place, whole: Form) -> str:
    """The sentence for a field that does not exist where it stands; ``place`` is the form around it."""
    here = list(place.form.fields)
    if meant := next((one for one in _MEANT.get(str(name), ()) if one in here), ""):
        return f"{name} is not a field here (did you mean {meant}?)"
    if place.choice is not None and isinstance(place.choice.discriminator, str):
        tags = [tag for tag, member in place.choice.members.items() if str(name) in member.fields]
        if tags:
            return f"{name} belongs to {place.choice.discriminator}: {' or '.join(tags)} only; take it away here"
    near = _near(str(name), here)
    if near:
        return f"{name} is not a field here (did you mean {near}?)"
    if name in KEYWORDS and (beside := next((word for word in KEYWORDS if word in here), "")):
        return (
            f"{name} is a condition of its own; write all: with {beside} in one entry of its list and {name} in another"
        )
    if here == ["when"]:
        return f"{name} is part of a condition; write when: before it, and indent it below"
    elsewhere = [(home, depth) for field, home, depth in whole.homes if field == str(name)]
    inner = next((word for word in KEYWORDS if f"under {word}" in {home for home, _ in elsewhere}), "")
    if inner and (beside := next((word for word in KEYWORDS if word in here), "")):
        return (
            f"{name} belongs below {inner}:; write all: with {beside} in one entry of its list and {inner}: with {name} "
            "in another"
        )
    if elsewhere:
        nearest_home = min(depth for _, depth in elsewhere)
        there = dict.fromkeys(home for home, depth in elsewhere if depth == nearest_home)
        return f"{name} does not belong here, but {' or '.join(there)}"
    if not _FIELD.match(str(name)):
        return (
            f"{name} is not a field here; if it is part of a text with a colon or a comma, put the whole text in quotes"
        )
    return f"{name} is not a field here; the fields are {', '.join(here)}"


def wrong_choice(place: Place, tag: Any) -> str:
    """The sentence for a choice between kinds that names none of them, or is not made."""
    choice = place.form
    field = choice.discriminator
    if not isinstance(field, str):
        if _is_condition(choice) and isinstance(tag, list | dict):
            return _no_condition(place, tag)
        told = "is empty" if tag is None else f"is {shown(tag)}"
        return f"{_what(place) if _is_condition(choice) else place.name} {told}; write {_wanted(choice)}"
    kinds = ", ".join(choice.members)
    if tag is None:
        return f"{field} is missing; add {field}: with one of {kinds}"
    near = _near(str(tag), choice.members)
    return f"{field} is {shown(tag)}; write one of {kinds}" + (f" (did you mean {near}?)" if near else "")


def _is_condition(form: Form) -> bool:
    return {"fact", "all", "any"} <= form.members.keys()


def _no_condition(place: Place, value: list[Any] | dict[Any, Any]) -> str:
    """The sentence for a condition that begins with none of the words that it may begin with."""
    words = place.form.members
    if isinstance(value, list):
        return (
            f"{_what(place)} is a list; say whether all of it must hold or one of it is enough: write all: or any: above "
            "it, and indent it below that"
        )
    if not value:
        return f"{_what(place)} asks for nothing; write fact:, or one of {', '.join(words)}"
    for name in value:
        if near := _near(str(name), words):
            return f"{name} is not a field here (did you mean {near}?)"
    kinds = words["fact"].members
    if any(str(name) in kind.fields for name in value for kind in kinds.values()):
        return f"fact is missing; add fact: with one of {', '.join(kinds)}"
    names = ", ".join(map(str, value))
    inner = next((word for word in words if any(str(name) in _inside(words[word], word) for name in value)), "")
    if inner:
        return f"{names} belongs below {inner}:; write {inner}: and indent it"
    return f"{names} is no condition; write one of {', '.join(words)}"


def _what(place: Place) -> str:
    return f"an entry of {place.name}" if place.trail and isinstance(place.trail[-1], int) else place.name


def _inside(form: Form, word: str) -> Iterable[str]:
    """The fields below a leaf's word."""
    return form.fields[word].fields if word in form.fields else ()


def shown(value: Any) -> str:
    """A value in a sentence: text in quotes and cut short, the rest by what it is."""
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 60 else f'"{value[:57]}…"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    return "a list" if isinstance(value, list | tuple) else "nothing" if value is None else "a mapping of fields"


def nearest(word: str, known: Iterable[str]) -> str:
    """``(did you mean …?)`` with a space before it, or nothing."""
    near = _near(word, known)
    return f" (did you mean {near}?)" if near else ""


def _wanted(form: Form, value: Any = None) -> str:
    """What belongs in a place; ``value`` is what stands there."""
    patterns = [_PATTERNS[one] for one in _patterns(form) if one in _PATTERNS]
    if patterns:
        return patterns[0]
    if form.kind is str and isinstance(value, int | float) and not isinstance(value, bool):
        return f'text, in quotes: "{value}"'
    if _is_condition(form):
        kinds = " or ".join(form.members["fact"].members)
        return f"its fields on lines of their own, indented below it, beginning with fact: {kinds}; or all: or any: and a list"
    if form.members and isinstance(form.discriminator, str):
        kinds = " or ".join(form.members)
        return f"its fields on lines of their own, indented below it, beginning with {form.discriminator}: {kinds}"
    return " or ".join(_brief(member) for member in form.members.values()) or _brief(form)


def _brief(form: Form) -> str:
    if form.words:
        return f"one of {', '.join(map(str, form.words))}" if len(form.words) > 1 else str(form.words[0])
    if form.model is not None:
        return f"its fields on lines of their own, indented below it: {', '.join(form.fields)}"
    if form.is_duration:
        return "a number and a unit, such as 30m, 72h or 7d"
    if form.is_list:
        words = form.entry.words if form.entry else ()
        several = "a word, or a list of words" if form.is_short else _LIST
        return f"one or a list of {', '.join(map(str, words))}" if words else several
    if form.key is not None:
        name = "NUMBER" if form.key.kind is int else "NAME"
        return f"{name}: VALUE on lines of their own, indented below it"
    return {bool: "true or false", int: "a whole number, such as 50", float: "a number"}.get(form.kind, "text")


def _patterns(form: Form) -> list[str]:
    return [str(getattr(one, "pattern", "")) for one in form.metadata]


def _suggestion(value: Any, form: Form) -> str:
    """What was probably meant by a value, where that can be told."""
    if form.is_duration and isinstance(value, str | int):
        return _meant_duration(str(value))
    if not isinstance(value, str):
        return ""
    if form.words:
        return nearest(value, map(str, form.words))
    if form.kind is bool:
        return nearest(value, ("true", "false"))
    if form.kind is int:
        digits = re.sub(r"[ ,._'\u00a0\u202f]", "", value)
        return f" (did you mean {int(digits)}, without quotes?)" if re.fullmatch(r"[0-9]{1,15}", digits) else ""
    if DOMAIN in _patterns(form):
        host = re.sub(r"^[a-z]+://|[/?#].*$", "", value.strip().lower())
        return f" (did you mean {host}?)" if re.fullmatch(DOMAIN, host) else ""
    if any(one.startswith("^[a-z0-9]") for one in _patterns(form)):
        name = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:60]
        return f" (did you mean {name}?)" if name and name != value else ""
    return ""


def _meant_duration(value: str) -> str:
    found = _SPAN.findall(value)
    text = "".join(f"{int(count)}{unit.lower()}" for count, unit in found)
    if not found or text == value or _SPAN.sub("", value).strip(" ,andAND"):
        return ""
    try:
        duration(text)
    except ValueError:
        return ""
    return f" (did you mean {text}?)"


def _near(word: str, known: Iterable[str]) -> str:
    names = list(known)
    meant = [name for name in _MEANT.get(word.casefold().strip(), ()) if name in names]
    folded = {name.casefold().replace("-", "_"): name for name in names}
    close = difflib.get_close_matches(
        word.casefold().strip().replace("-", "_").replace(" ", "_"), folded, n=1, cutoff=0.6
    )
    return meant[0] if meant else folded[close[0]] if close else ""
