"""``tocsin rule new``: a commented rule from a few questions, or from options alone."""

import re
from pathlib import Path
from typing import Any, get_args

import click
from pydantic import TypeAdapter, ValidationError

from streams.cli.questions import Questions, Right, one_of
from streams.core.alerts import SEVERITIES
from streams.core.amounts import amount
from streams.core.errors import BadFiles, Misuse
from streams.core.facts import CeasefireState, Outcome, RouteKind, RouteState
from streams.core.grouping import Group
from streams.core.rules.fields import RuleId
from streams.edges.atlas import Folder
from streams.edges.checks import check
from streams.edges.rulefiles import load_rules, read_rule
from streams.edges.rulewriting import KINDS, KINDS_OF, THEN, About, Answers, written
from streams.edges.terminal import printable

_RULE_ID: TypeAdapter[str] = TypeAdapter(RuleId)

FACTS = {
    "casualties": "a number of people killed, injured, missing, detained or displaced",
    "route": "a road, bridge, crossing, port, airport, railway or waterway",
    "ceasefire": "a truce",
    "words": "words of your own that stand in an item",
    "rules": "other rules of yours, whose alerts stand together",
}
NEWS = [fact for fact in FACTS if fact != "rules"]
STATES: dict[str, tuple[str, ...]] = {
    "casualties": get_args(Outcome),
    "route": get_args(RouteState),
    "ceasefire": get_args(CeasefireState),
}


_SEVERAL = f"{THEN} between texts that come one after the other, and 30h in place of one lets 30 hours pass"


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
@click.option("--then-fact", type=click.Choice(NEWS), help="What must follow, of a sequence.")
@click.option("--then-state", "then_states", multiple=True, help="The outcome or state that must follow.")
@click.option(
    "--then-route-kind",
    "then_route_kinds",
    multiple=True,
    type=click.Choice(get_args(RouteKind)),
    help="Only such routes.",
)
@click.option("--then-phrase", "then_phrases", multiple=True, help="Words that must stand in what follows.")
@click.option("--rule", "rules", multiple=True, help="A rule that must have an open alert, of a composite.")
@click.option("--place", "places", multiple=True, help="Only there, or in that area.")
@click.option("--country", "countries", multiple=True, help="Only in that country.")
@click.option("--threshold", type=click.IntRange(min=1), help="How many people, reports or rules it takes.")
@click.option("--within", help="How long a claim counts, or how long without news ends the alert, such as 72h.")
@click.option("--group-by", type=click.Choice((*get_args(Group), "key")), help="One alert for each of these.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="How severe it is.")
@click.option("--description", help="What the rule is for.")
@click.option("--fires", multiple=True, help=f"A text that must raise an alert; {_SEVERAL}.")
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

    folder = output.parent if output.suffix else output
    answers = _answers(Questions(given, asking=not no_input), free, folder)
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
    proven = f"{report.examples} examples" if report.examples else "no example yet"
    what = "check it with" if report.examples else "add one that must fire, then"
    click.echo(
        f"wrote {path}; {proven}, {amount(len(report.problems), 'problem')}; {what}: tocsin check {path}", err=True
    )
    return 1 if report.problems else 0


def _answers(ask: Questions, free: Right, folder: Path) -> Answers:
    over_rules = ask.given("kind") == "composite" or ask.given("rules")
    fact = "rules" if over_rules else ask.one("fact", "What is it about?", FACTS)
    fitting = {kind: KINDS[kind] for kind in KINDS_OF[fact]}
    kind = ask.one("kind", "When should it fire?", fitting, default=KINDS_OF[fact][0])
    if kind not in fitting:
        raise Misuse(f"--kind {kind} does not suit {fact}; write one of {', '.join(fitting)}")
    rules: tuple[str, ...] = ()
    then: About | None = None
    about = About(fact=fact)
    if kind == "composite":
        rules = ask.several(
            "rules", "The alerts of which rules?", sorted(load_rules(folder).ids) if folder.is_dir() else ()
        )
    else:
        about = _about(ask, fact)
    if kind == "sequence":
        following = {name: FACTS[name] for name in NEWS}
        then = _about(ask, ask.one("then_fact", "And what must follow?", following), "then_")
    countries = (
        () if rules else ask.optional("countries", "In which countries? (nothing: anywhere)", Folder(".").country)
    )
    places = () if rules else ask.optional("places", "In which towns or provinces? (nothing: anywhere)")
    asked = {
        "threshold": "From how many people on?",
        "frequency": "How many reports?",
        "composite": "How many of them at once?",
    }
    threshold = ask.number("threshold", asked[kind], len(rules) or 10) if kind in asked else ask.given("threshold") or 0
    severity = ask.one("severity", "How severe is it?", dict.fromkeys(SEVERITIES, ""), default="major")
    name = ask.given("name") or ask.text("What is its name? (small letters, digits, hyphens)", "--id", free)
    description = ask.given("description") or " ".join(
        ask.optional("description", "What is it for, in a sentence? (nothing: later)", split=False)
    )
    later = "nothing: later" if kind in ("immediate", "change", "threshold") else f"{_SEVERAL}; nothing: later"
    fires = ask.optional("fires", f"A text that must raise an alert? ({later})", split=False)
    quiet = ask.optional("quiet", "A text that must not? (nothing: later)", split=False)
    return Answers(
        id=name, kind=kind, about=about, then=then, rules=rules, places=places, countries=countries, threshold=threshold,
        within=ask.given("within") or "", group_by=ask.given("group_by") or "", severity=severity, description=description,
        fires=fires, quiet=quiet,
    )  # fmt: skip


def _about(ask: Questions, fact: str, option: str = "") -> About:
    """What news is asked for; ``option`` is what the names of its options begin with."""
    states: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ask.given(f"{option}phrases")
    route_kinds: tuple[str, ...] = ()
    if fact in STATES:
        states = ask.several(f"{option}states", "Which of these?", STATES[fact])
    elif not phrases:
        phrases = ask.several(f"{option}phrases", "Which words must stand in the item?", ())
    if fact == "route":
        choices = get_args(RouteKind)
        question = f"Only which of these? ({', '.join(choices)}; nothing: any)"
        route_kinds = ask.optional(f"{option}route_kinds", question, one_of(choices))
    return About(fact=fact, states=states, route_kinds=route_kinds, phrases=phrases)


def _rule_id(said: str) -> str:
    try:
        return _RULE_ID.validate_python(said)
    except ValidationError:
        raise ValueError(f"{said}: write small letters, digits and hyphens, such as {_slug(said)}") from None


def _slug(said: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", said.casefold())) or "airport-closed"
