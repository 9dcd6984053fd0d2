"""A first rule from a few answers: YAML with comments that say what each part is for."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from streams.core.schemas import schema

SCHEMA = Path("schema") / "rule.json"
"""Where editors find the language, from a folder of rules."""

_ABOVE = 3
_SUMMARIES: Mapping[str, Mapping[str, str]] = {
    "casualties": {
        "fire": "$value {outcome} in $label, says $source",
        "escalate": "$value {outcome} in $label ($range)",
    },
    "route": {"fire": "$label is {state}, says $source", "resolve": "$label is open again, says $source"},
    "ceasefire": {"fire": "Ceasefire $label {state}, says $source"},
    "words": {"fire": "$label, says $source"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a rule is to be about. ``fact`` is ``words`` for a rule over phrases alone; empty answers are left out."""

    id: str
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

    @property
    def kind(self) -> str:
        """The kind of rule that suits: tolls have a threshold, all else begins and ends."""
        return "threshold" if self.fact == "casualties" else "change"


def written(answers: Answers, folder: Path) -> str:
    """The rule as the text of a file in ``folder``."""
    return "\n".join(_lines(answers, folder)) + "\n"


def schema_of(folder: Path) -> Path | None:
    """The language's schema for editors, of the folder or one above it, from there; None where there is none."""
    here = folder.resolve()
    for above, home in enumerate((here, *here.parents[:_ABOVE])):
        if (home / SCHEMA).is_file():
            return Path(*[".."] * above) / SCHEMA
    return None


def write_schema(folder: Path) -> None:
    """Put the schema into a folder that has none, so that editors can help."""
    (folder / SCHEMA).parent.mkdir(parents=True, exist_ok=True)
    (folder / SCHEMA).write_text(json.dumps(schema("rules"), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _lines(answers: Answers, folder: Path) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={(schema_of(folder) or SCHEMA).as_posix()}"
    yield "version: 1"
    yield f"id: {answers.id}  # part of every alert's id: do not change it lightly"
    yield f"kind: {answers.kind}  # {_KINDS[answers.kind]}"
    yield f"description: {_text(answers.description or 'Say in a sentence what the rule is for.')}"
    yield ""
    yield "# What raises an alert. Only what an item reports as its own news counts."
    yield from _when("when", answers, answers.states)
    if answers.fact == "route" and "open" not in answers.states:
        yield "# What ends it."
        yield from _when("resolve_when", answers, ("open",))
    yield f"group_by: {answers.group_by or _GROUPS[answers.fact]}  # one alert for each"
    if answers.kind == "threshold":
        yield f"threshold: {answers.threshold or 10}  # fires when a claim reaches so many people; claims are never added"
        yield f"within: {answers.within or '72h'}  # a claim counts for so long"
        yield "# escalate_at: [100, 500]  # once more at each of these"
    elif answers.fact != "route":
        yield f"expire_after: {answers.within or '24h'}  # ends when nothing more is heard for so long"
    yield f"severity: {answers.severity}  # info, minor, major or critical"
    yield ""
    yield "# The line that people read first."
    yield "summary:"
    states = " or ".join(answers.states)
    for event, line in _SUMMARIES[answers.fact].items():
        yield f"  {event}: {_text(line.format(outcome=states, state=states))}"
    yield "runbook: Say what to do, or where it is written."
    yield ""
    yield "# Texts that must raise an alert, and texts that must not. `tocsin check` reads each and says which does not."
    yield "examples:"
    yield from _examples("fires", answers.fires)
    yield from _examples("quiet", answers.quiet)


_KINDS = {"threshold": "a number of people is reached", "change": "a state begins, and ends"}
_GROUPS = {"casualties": "area", "route": "route", "ceasefire": "ceasefire", "words": "area"}


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
