"""``tocsin rule new``: a commented rule from a few questions, or from options alone."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

import click
from pydantic import TypeAdapter, ValidationError

from streams.core.alerts import SEVERITIES
from streams.core.errors import BadFiles, Misuse
from streams.core.facts import CeasefireState, Outcome, RouteKind, RouteState
from streams.core.grouping import Group
from streams.core.rules.fields import RuleId
from streams.edges.atlas import Folder
from streams.edges.checks import check
from streams.edges.rulefiles import read_rule
from streams.edges.rulewriting import KINDS, KINDS_OF, Answers, written
from streams.edges.sentences import nearest
from streams.edges.terminal import printable

Right = Callable[[str], str]
"""Gives an answer as it is meant, or raises ValueError with what is wrong in it and what to write."""

_RULE_ID: TypeAdapter[str] = TypeAdapter(RuleId)

FACTS = {
    "casualties": "a number of people killed, injured, missing, detained or displaced",
    "route": "a road, bridge, crossing, port, airport, railway or waterway",
    "ceasefire": "a truce",
    "words": "words of your own that stand in an item",
}
STATES: dict[str, tuple[str, ...]] = {
    "casualties": get_args(Outcome),
    "route": get_args(RouteState),
    "ceasefire": get_args(CeasefireState),
}


@click.command(
    epilog="Example: tocsin rule new --id airport-closed --fact route --state severed --route-kind airport --no-input"
)
@click.option("--id", "name", help="The rule's name: small letters, digits and hyphens.")
@click.option("--fact", type=click.Choice(list(FACTS)), help="What the rule is about.")
@click.option("--kind", type=click.Choice(list(KINDS)), help="When it fires; left out: what suits most.")
@click.option("--state", "states", multiple=True, help="The outcome or state, such as killed, severed, violated.")
@click.option(
    "--route-kind", "route_kinds", multiple=True, type=click.Choice(get_args(RouteKind)), help="Only such routes."
)
@click.option(
    "--phrase", "phrases", multiple=True, help="Words that must stand in the item; hospital* means any ending."
)
@click.option("--place", "places", multiple=True, help="Only there, or in that area.")
@click.option("--country", "countries", multiple=True, help="Only in that country.")
@click.option("--threshold", type=click.IntRange(min=1), help="The number of people, or of reports, at which it fires.")
@click.option("--within", help="How long a claim counts, or how long without news ends the alert, such as 72h.")
@click.option("--group-by", type=click.Choice(get_args(Group)), help="One alert for each of these.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="How severe it is.")
@click.option("--description", help="What the rule is for.")
@click.option("--fires", multiple=True, help="A text that must raise an alert.")
@click.option("--quiet", multiple=True, help="A text that must not.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("rules"),
    help="The file, or the folder.  [default: rules]",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--no-input", is_flag=True, help="Ask nothing; what is not said is left out.")
def new(*, output: Path, force: bool, no_input: bool, **given: Any) -> int:
    """Write a rule with comments, and check it with its examples. Asks for what no option says."""

    def path_of(name: str) -> Path:
        path = output if output.suffix in (".yaml", ".yml") else output / f"{name}.yaml"
        if path.exists() and not force:
            raise Misuse(f"{path} is there already; take another name, or --force to write over it")
        return path

    def free(name: str) -> str:
        if not output.suffix:
            path_of(_rule_id(name))
        return _rule_id(name)

    answers = _answers(given, free, asking=not no_input)
    path = path_of(answers.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = written(answers, path.parent)
    problems = read_rule(text.encode(), str(path)).problems
    if problems:
        raise BadFiles(problems)
    path.write_text(text, encoding="utf-8")
    report = check(path)
    for problem in sorted(report.problems):
        click.echo(printable(str(problem)))
    for note in sorted(report.notes):
        click.echo(printable(f"note: {note}"), err=True)
    proven = f"{report.examples} examples, " if report.examples else "no example yet: add one that must fire, then "
    click.echo(f"wrote {path}; {proven}{len(report.problems)} problems; check it with: tocsin check {path}", err=True)
    return 1 if report.problems else 0


def _answers(given: dict[str, Any], free: Right, *, asking: bool) -> Answers:
    ask = _Asking(given, asking=asking)
    fact = ask.one("fact", "What is it about?", FACTS)
    fitting = {kind: KINDS[kind] for kind in KINDS_OF[fact]}
    kind = ask.one("kind", "When should it fire?", fitting, default=KINDS_OF[fact][0])
    if kind not in fitting:
        raise Misuse(f"--kind {kind} does not suit {fact}; write one of {', '.join(fitting)}")
    states: tuple[str, ...] = ()
    if fact in STATES:
        states = ask.several("states", "Which of these raises an alert?", STATES[fact])
    elif not given["phrases"]:
        given["phrases"] = ask.several("phrases", "Which words must stand in the item?", ())
    if fact == "route":
        given["route_kinds"] = ask.optional(
            "route_kinds",
            f"Only which of these? ({', '.join(get_args(RouteKind))}; nothing: any)",
            _one_of(get_args(RouteKind)),
        )
    countries = ask.optional("countries", "In which countries? (nothing: anywhere)", Folder(".").country)
    places = ask.optional("places", "In which towns or provinces? (nothing: anywhere)")
    asked = {"threshold": "From how many people on?", "frequency": "How many reports?"}
    threshold = ask.number("threshold", asked[kind]) if kind in asked else given["threshold"] or 0
    severity = ask.one("severity", "How severe is it?", dict.fromkeys(SEVERITIES, ""), default="major")
    name = given["name"] or ask.text("What is its name? (small letters, digits, hyphens)", "--id", free)
    if not given["description"]:
        given["description"] = " ".join(
            ask.optional("description", "What is it for, in a sentence? (nothing: later)", split=False)
        )
    fires = ask.optional("fires", "A text that must raise an alert? (nothing: later)", split=False)
    quiet = ask.optional("quiet", "A text that must not? (nothing: later)", split=False)
    rest = {field: given[field] or "" for field in ("within", "group_by", "description")}
    return Answers(
        id=name, kind=kind, fact=fact, states=states, route_kinds=given["route_kinds"], phrases=given["phrases"], places=places,
        countries=countries, threshold=threshold, severity=severity, fires=fires, quiet=quiet, **rest,
    )  # fmt: skip


def _as_it_is(said: str) -> str:
    return said


def _one_of(choices: Sequence[str]) -> Right:
    def right(said: str) -> str:
        if said not in choices:
            raise ValueError(f"{said}{nearest(said, choices)}: write one or several of {', '.join(choices)}")
        return said

    return right


def _rule_id(said: str) -> str:
    try:
        return _RULE_ID.validate_python(said)
    except ValidationError:
        raise ValueError(f"{said}: write small letters, digits and hyphens, such as {_slug(said)}") from None


def _slug(said: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", said.casefold())) or "airport-closed"


def _each(right: Right) -> Right:
    def every(said: str) -> str:
        return ", ".join(right(one) for one in _split(said))

    return every


def _asked_again(right: Right) -> Right:
    """``right`` as click wants it: a question whose answer is wrong is asked once more, and the answers before are kept."""

    def again(said: str) -> str:
        try:
            return right(said.strip())
        except (ValueError, Misuse) as error:
            raise click.UsageError(str(error)) from None

    return again


class _Asking:
    """Answers from options, else from the terminal, else none."""

    def __init__(self, given: dict[str, Any], *, asking: bool) -> None:
        self._given = given
        self._asking = asking

    def text(self, question: str, option: str, right: Right) -> str:
        if not self._asking:
            raise Misuse(f"{option} is missing")
        return str(click.prompt(question, value_proc=_asked_again(right)))

    def one(self, name: str, question: str, choices: dict[str, str], default: str | None = None) -> str:
        if self._given[name]:
            return str(self._given[name])
        if not self._asking:
            if default is None:
                raise Misuse(f"--{name} is missing; it is one of {', '.join(choices)}")
            return default
        for choice, meaning in choices.items():
            if meaning:
                click.echo(f"  {choice:<11} {meaning}")
        return str(click.prompt(question, type=click.Choice(list(choices)), default=default))

    def several(self, name: str, question: str, choices: Sequence[str]) -> tuple[str, ...]:
        right = _one_of(choices) if choices else _as_it_is
        if self._given[name]:
            try:
                return tuple(map(right, self._given[name]))
            except ValueError as error:
                raise Misuse(str(error)) from None
        listed = f" ({', '.join(choices)})" if choices else " (several: with commas)"
        return _split(self.text(f"{question}{listed}", f"--{name.rstrip('s')}", _each(right)))

    def optional(self, name: str, question: str, right: Right | None = None, *, split: bool = True) -> tuple[str, ...]:
        if self._given[name] or not self._asking:
            return tuple(self._given[name] or ())
        again = _asked_again(_each(right) if right is not None else _as_it_is)
        said = str(click.prompt(question, default="", show_default=False, value_proc=again)).strip()
        return _split(said) if split else (said,) if said else ()

    def number(self, name: str, question: str) -> int:
        if self._given[name]:
            return int(self._given[name])
        return int(click.prompt(question, type=click.IntRange(min=1), default=10)) if self._asking else 10


def _split(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(",") if part.strip())
