"""A first rule from a few answers: YAML with comments that say what each part is for."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from streams.core.durations import duration
from streams.core.examples import APART, FIRST
from streams.edges.schemafiles import SCHEMA, schemas_of

KINDS: Mapping[str, str] = {
    "immediate": "something happens",
    "change": "a state begins, and ends",
    "threshold": "a number of people is reached",
    "frequency": "it is told of so often",
    "spike": "it is told of more often than before",
    "first_seen": "it happens where it did not for long",
    "absence": "nothing is heard of it for so long",
    "sequence": "one thing follows another",
    "composite": "alerts of other rules stand together",
}
"""Kinds of rule, and what each waits for."""

KINDS_OF: Mapping[str, tuple[str, ...]] = {
    "casualties": ("threshold", "immediate", "frequency", "spike", "first_seen", "absence", "sequence"),
    "route": ("change", "immediate", "frequency", "spike", "first_seen", "absence", "sequence"),
    "ceasefire": ("change", "immediate", "frequency", "spike", "first_seen", "absence", "sequence"),
    "words": ("immediate", "frequency", "spike", "first_seen", "absence", "sequence"),
    "rules": ("composite",),
}
"""The kinds that suit what a rule is about, the most usual one first."""

WITHIN: Mapping[str, str] = {
    "immediate": "24h", "change": "24h", "threshold": "72h", "frequency": "24h", "spike": "24h", "first_seen": "90d",
    "absence": "24h", "sequence": "48h", "composite": "48h",
}  # fmt: skip
"""The span of time of each kind, unless another one is given."""

_COUNTS: Mapping[str, int] = {"threshold": 10, "frequency": 5, "spike": 10}
_GROUPS: Mapping[str, str] = {
    "casualties": "area",
    "route": "route",
    "ceasefire": "ceasefire",
    "words": "rule",
    "rules": "country",
}
_OF_KIND: Mapping[str, str] = {"absence": "rule", "first_seen": "rule", "sequence": "country"}
"""What an alert is for, where the kind decides it."""

THEN = "|"
"""Stands between the texts of an example that come one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What news is asked for. ``fact`` is ``words`` for phrases alone; what is empty is not asked for."""

    fact: str
    states: tuple[str, ...] = ()
    route_kinds: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The same in a word or two."""
        return " or ".join(self.states) or " or ".join(phrase.rstrip("*") for phrase in self.phrases[:2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a rule is to be; empty answers are left out.

    ``then`` is what must follow, of a sequence; ``rules`` are those that a composite is over, which is about no news of its
    own. In ``fires`` and ``quiet`` an example may be several texts with ``THEN`` between them, each by another source and an
    hour after the one before; a span of time in the place of a text, such as 30h, is how much later the next one comes.
    """

    id: str
    kind: str
    about: About
    then: About | None = None
    rules: tuple[str, ...] = ()
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


def _lines(answers: Answers, folder: Path) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={(schemas_of(folder) / SCHEMA.name).as_posix()}"
    yield "version: 1"
    yield f"id: {answers.id}  # part of every alert's id: do not change it lightly"
    yield f"kind: {answers.kind}  # {KINDS[answers.kind]}"
    yield f"description: {_text(answers.description or 'Say in a sentence what the rule is for.')}"
    yield ""
    yield from _asked(answers)
    group = answers.group_by or _group(answers)
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


def _group(answers: Answers) -> str:
    """One alert for what. Places are known of facts, not of any words."""
    if answers.then is not None and "words" in (answers.about.fact, answers.then.fact):
        return "rule"
    return _OF_KIND.get(answers.kind) or _GROUPS[answers.about.fact]


def _asked(answers: Answers) -> Iterator[str]:
    if answers.kind == "composite":
        some = 0 < answers.threshold < len(answers.rules)
        yield "# The rules whose alerts must be open together."
        yield f"{'any' if some else 'all'}: [{', '.join(answers.rules)}]"
        if some:
            yield f"at_least: {answers.threshold}  # so many of them"
        return
    yield "# What the rule asks for. Only what an item reports as its own news counts."
    if answers.then is not None:
        yield "steps:  # one after the other"
        for about in (answers.about, answers.then):
            first, *rest = _when("when", about, answers)
            yield f"  - {first}"
            yield from (f"    {line}" for line in rest)
        return
    yield from _when("when", answers.about, answers)
    if _resolves(answers):
        yield "# What ends it."
        yield from _when("resolve_when", replace(answers.about, states=("open",)), answers)


def _resolves(answers: Answers) -> bool:
    return (answers.kind, answers.about.fact) == ("change", "route") and "open" not in answers.about.states


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
            field = "source" if answers.about.fact == "words" else "area"
            yield f"field: {field}  # what must be new: area, admin1, country, source, cause, outcome or route"
            yield f"within: {within}  # new is what was not told of for so long"
            yield "learn: 14d  # at first everything is new: so long nobody is told"
        case "absence":
            yield f"within: {within}  # nothing for so long"
        case "sequence":
            yield f"within: {within}  # from the first to the last"
        case "composite":
            yield f"within: {within}  # they began no further apart"
        case _ if not _resolves(answers):
            yield f"expire_after: {within}  # ends when nothing more is heard for so long"


def _summary(answers: Answers) -> Iterator[tuple[str, str]]:
    what = answers.about.words
    match answers.kind:
        case "threshold":
            yield "fire", f"$value {what} in $label, says $source"
            yield "escalate", f"$value {what} in $label ($range)"
        case "frequency" | "spike":
            yield "fire", f"$value reports of {what} in $label"
        case "absence":
            yield "fire", f"Nothing heard of {what} in $label"
            yield "resolve", f"$source tells of {what} again"
        case "sequence":
            yield "fire", f"$label: {what}, and then {answers.then.words if answers.then else 'more'}, says $source"
        case "composite":
            yield "fire", f"$label: {' and '.join(answers.rules)} together"
            yield "resolve", f"$label: no longer {' and '.join(answers.rules)} together"
        case _ if _resolves(answers):
            yield "fire", f"$label is {what}, says $source"
            yield "resolve", "$label is open again, says $source"
        case _ if answers.about.fact == "words":
            yield "fire", f"{what.capitalize()}, says $source"
        case _:
            yield "fire", f"$place: {what}, says $source"


def _when(name: str, about: About, answers: Answers) -> Iterator[str]:
    parts = list(_parts(about, answers))
    if len(parts) == 1:
        yield f"{name}:"
        yield from (f"  {line}" for line in parts[0])
        return
    yield f"{name}:"
    yield "  all:  # each of these must hold; any: and none: join, too"
    for first, *rest in parts:
        yield f"    - {first}"
        yield from (f"      {line}" for line in rest)


def _parts(about: About, answers: Answers) -> Iterator[list[str]]:
    if about.fact != "words":
        field = "outcome" if about.fact == "casualties" else "state"
        lines = [f"fact: {about.fact}", f"{field}: {_list(about.states)}"]
        if about.route_kinds:
            lines.append(f"route_kind: {_list(about.route_kinds)}")
        yield lines
    if about.phrases:
        yield ["text:", f"  phrase: {_list(about.phrases)}"]
    where = [("name", answers.places), ("country", answers.countries)]
    if any(names for _, names in where):
        yield ["place:", *(f"  {field}: {_list(names)}" for field, names in where if names)]


def _examples(name: str, texts: tuple[str, ...]) -> Iterator[str]:
    if not texts:
        yield f"  {name}: []"
        return
    yield f"  {name}:"
    for text in texts:
        if THEN not in text:
            yield f"    - {_text(text)}"
        else:
            yield from (
                f"    {'-' if at else '- -'} {item}".replace("    - {", "      - {")
                for at, item in enumerate(_items(text))
            )


def _items(texts: str) -> Iterator[str]:
    """The items of an example that come one after the other."""
    moment, number = FIRST, 0
    for part in (part.strip() for part in texts.split(THEN)):
        try:
            moment += duration(part) - APART
        except ValueError:
            number += 1
            text, published = (json.dumps(one, ensure_ascii=False) for one in (part, moment.isoformat()))
            yield f"{{text: {text}, source: source-{number}, published: {published}}}"
            moment += APART


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
