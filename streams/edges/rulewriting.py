"""A first rule from a few answers: YAML with comments that say what each part is for."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from streams.core.schemas import schema

SCHEMA_FOLDER = Path("schema")
SCHEMA = SCHEMA_FOLDER / "rule.json"
"""Where editors find the language, from a folder of rules."""

_SCHEMA_FILES = {
    "rules": "rule.json", "tests": "tests.json", "sources": "sources.json", "subscriptions": "subscriptions.json", "inhibitions": "inhibitions.json",
}  # fmt: skip

_ABOVE = 3

KINDS: Mapping[str, str] = {
    "immediate": "something happens",
    "change": "a state begins, and ends",
    "threshold": "a number of people is reached",
    "frequency": "it is told of so often",
    "spike": "it is told of more often than before",
    "first_seen": "it happens where it did not for long",
    "absence": "nothing is heard of it for so long",
}
"""Kinds of rule that a few answers can make, and what each waits for; sequence and composite are over other rules."""

KINDS_OF: Mapping[str, tuple[str, ...]] = {
    "casualties": ("threshold", "immediate", "frequency", "spike", "first_seen", "absence"),
    "route": ("change", "immediate", "frequency", "spike", "first_seen", "absence"),
    "ceasefire": ("change", "immediate", "frequency", "spike", "first_seen", "absence"),
    "words": ("immediate", "frequency", "spike", "first_seen", "absence"),
}
"""The kinds that suit what a rule is about, the most usual one first."""

WITHIN: Mapping[str, str] = {
    "immediate": "24h", "change": "24h", "threshold": "72h", "frequency": "24h", "spike": "24h", "first_seen": "90d",
    "absence": "24h",
}  # fmt: skip
"""The span of time of each kind, unless another one is given."""

_COUNTS: Mapping[str, int] = {"threshold": 10, "frequency": 5, "spike": 10}
_GROUPS: Mapping[str, str] = {"casualties": "area", "route": "route", "ceasefire": "ceasefire", "words": "rule"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a rule is to be about. ``fact`` is ``words`` for a rule over phrases alone; empty answers are left out."""

    id: str
    kind: str
    fact: str
    states: tuple[str, ...] = ()
    route_kinds: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    threshold: int = 0
    within: str = ""
    group_by: str = ""
    severity: str = "major"
    description: str = ""
    fires: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()


def written(answers: Answers, folder: Path) -> str:
    """The rule as the text of a file in ``folder``."""
    return "\n".join(_lines(answers, folder)) + "\n"


def schemas_of(folder: Path) -> Path:
    """The folder of schemas by which editors help, of a folder of rules or one above it, from there.

    Written into the folder where there is none.
    """
    here = folder.resolve()
    for above, home in enumerate((here, *here.parents[:_ABOVE])):
        if (home / SCHEMA).is_file():
            return Path(*[".."] * above) / SCHEMA_FOLDER
    write_schemas(folder)
    return SCHEMA_FOLDER


def write_schemas(folder: Path) -> None:
    """Write the schemas of all files of a folder of rules into it, as this version of tocsin has them."""
    (folder / SCHEMA_FOLDER).mkdir(parents=True, exist_ok=True)
    for name, file in _SCHEMA_FILES.items():
        text = json.dumps(schema(name), indent=2, ensure_ascii=False)
        (folder / SCHEMA_FOLDER / file).write_text(f"{text}\n", encoding="utf-8")


def _lines(answers: Answers, folder: Path) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={(schemas_of(folder) / SCHEMA.name).as_posix()}"
    yield "version: 1"
    yield f"id: {answers.id}  # part of every alert's id: do not change it lightly"
    yield f"kind: {answers.kind}  # {KINDS[answers.kind]}"
    yield f"description: {_text(answers.description or 'Say in a sentence what the rule is for.')}"
    yield ""
    yield "# What the rule asks for. Only what an item reports as its own news counts."
    yield from _when("when", answers, answers.states)
    if _resolves(answers):
        yield "# What ends it."
        yield from _when("resolve_when", answers, ("open",))
    group = answers.group_by or ("rule" if answers.kind in ("absence", "first_seen") else _GROUPS[answers.fact])
    yield f"group_by: {group}  # one alert for each{', which is one for all' if group == 'rule' else ''}"
    yield from _of_kind(answers)
    yield f"severity: {answers.severity}  # info, minor, major or critical"
    yield ""
    yield "# The line that people read first."
    yield "summary:"
    for event, line in _summary(answers):
        yield f"  {event}: {_text(line)}"
    yield "runbook: Say what to do, or where it is written."
    yield ""
    yield "# Texts that must raise an alert, and texts that must not. `tocsin check` reads each and says which does not."
    yield "examples:"
    yield from _examples("fires", answers.fires)
    yield from _examples("quiet", answers.quiet)


def _resolves(answers: Answers) -> bool:
    return (answers.kind, answers.fact) == ("change", "route") and "open" not in answers.states


def _of_kind(answers: Answers) -> Iterator[str]:
    """The fields of the rule's kind."""
    within = answers.within or WITHIN[answers.kind]
    number = answers.threshold or _COUNTS.get(answers.kind, 0)
    match answers.kind:
        case "threshold":
            yield f"threshold: {number}  # fires when a claim reaches so many people; claims are never added"
            yield f"within: {within}  # a claim counts for so long"
            yield f"# escalate_at: [{number * 5}, {number * 20}]  # once more at each of these"
        case "frequency":
            yield f"threshold: {number}  # fires at so many"
            yield "count: origins  # of which copies of one story are one; or items, sources"
            yield f"within: {within}  # in so long"
        case "spike":
            yield f"within: {within}  # as many in so long"
            yield "factor: 3  # as in three such spans before, on average"
            yield f"at_least: {number}  # fewer items are no spike"
        case "first_seen":
            yield "field: area  # what must be new: area, admin1, country, source, cause, outcome or route"
            yield f"within: {within}  # new is what was not told of for so long"
            yield "learn: 14d  # at first everything is new: so long nobody is told"
        case "absence":
            yield f"within: {within}  # nothing for so long"
        case _ if not _resolves(answers):
            yield f"expire_after: {within}  # ends when nothing more is heard for so long"


def _summary(answers: Answers) -> Iterator[tuple[str, str]]:
    what = " or ".join(answers.states) or " or ".join(phrase.rstrip("*") for phrase in answers.phrases[:2])
    match answers.kind:
        case "threshold":
            yield "fire", f"$value {what} in $label, says $source"
            yield "escalate", f"$value {what} in $label ($range)"
        case "frequency" | "spike":
            yield "fire", f"$value reports of {what} in $label"
        case "absence":
            yield "fire", f"Nothing heard of {what} in $label"
            yield "resolve", f"$source tells of {what} again"
        case _ if _resolves(answers):
            yield "fire", f"$label is {what}, says $source"
            yield "resolve", "$label is open again, says $source"
        case _ if answers.fact == "words":
            yield "fire", f"{what.capitalize()}, says $source"
        case _:
            yield "fire", f"$place: {what}, says $source"


def _when(name: str, answers: Answers, states: tuple[str, ...]) -> Iterator[str]:
    parts = list(_parts(answers, states))
    if len(parts) == 1:
        yield f"{name}:"
        yield from (f"  {line}" for line in parts[0])
        return
    yield f"{name}:"
    yield "  all:  # each of these must hold; any: and none: join, too"
    for first, *rest in parts:
        yield f"    - {first}"
        yield from (f"      {line}" for line in rest)


def _parts(answers: Answers, states: tuple[str, ...]) -> Iterator[list[str]]:
    if answers.fact != "words":
        field = "outcome" if answers.fact == "casualties" else "state"
        lines = [f"fact: {answers.fact}", f"{field}: {_list(states)}"]
        if answers.route_kinds:
            lines.append(f"route_kind: {_list(answers.route_kinds)}")
        yield lines
    if answers.phrases:
        yield ["text:", f"  phrase: {_list(answers.phrases)}"]
    where = [("name", answers.places), ("country", answers.countries)]
    if any(names for _, names in where):
        yield ["place:", *(f"  {field}: {_list(names)}" for field, names in where if names)]


def _examples(name: str, texts: tuple[str, ...]) -> Iterator[str]:
    if not texts:
        yield f"  {name}: []"
        return
    yield f"  {name}:"
    yield from (f"    - {_text(text)}" for text in texts)


def _list(words: tuple[str, ...]) -> str:
    return (
        words[0]
        if len(words) == 1 and words[0].isalnum() and words[0].isascii()
        else f"[{', '.join(map(_text, words))}]"
    )


def _text(text: str) -> str:
    """Text as YAML has it: plain where that is safe, else in double quotes, which YAML reads as JSON does."""
    plain = (
        text.isascii()
        and text[:1].isalpha()
        and not set(text) & set(":#[]{},&*!|>'\"%@`\\\n\t")
        and text.strip() == text
    )
    return text if plain and text.lower() not in _NOT_WORDS else json.dumps(text, ensure_ascii=False)


_NOT_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
