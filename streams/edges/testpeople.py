"""Who is told in a test of rules: the subscriptions and inhibitions that its file names, else those of its rules' folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from streams.core.circumstances import GivenFailure
from streams.core.errors import Problem
from streams.core.expectations import MessagePattern, messages
from streams.core.inhibition import NO_INHIBITIONS, Inhibitions
from streams.core.ruletests import RuleTest, RuleTestFile
from streams.core.subscriptions import Subscriptions
from streams.edges.documents import Document, Trail
from streams.edges.inhibitionfiles import INHIBITIONS, INHIBITIONS_FILE
from streams.edges.rulefiles import SUBSCRIPTIONS, load_subscriptions
from streams.edges.sentences import nearest
from streams.edges.validation import Shape
from streams.edges.yamlfiles import read_yaml

_NOBODY = Subscriptions(version=1, recipients={}, subscriptions=())


@dataclass(frozen=True, slots=True)
class People:
    """Who is told of what, and what hides what."""

    subscriptions: Subscriptions = _NOBODY
    inhibitions: Inhibitions = NO_INHIBITIONS


def load_people(
    path: Path, document: Document, whole: RuleTestFile, home: Path
) -> tuple[People | None, tuple[Problem, ...]]:
    """The people of the file of tests at ``path``, or None and what is wrong; ``home`` is the folder of its rules."""
    named = {"subscriptions": whole.subscriptions, "inhibitions": whole.inhibitions}
    missing = [
        document.problem(
            (field,), f"{field}: {path.parent / one} is not there; paths count from the folder of this file"
        )
        for field, one in named.items()
        if one is not None and not (path.parent / one).is_file()
    ]
    if missing:
        return None, tuple(missing)
    told = path.parent / whole.subscriptions if whole.subscriptions else home / SUBSCRIPTIONS
    if not told.is_file():
        at = next(at for at, test in enumerate(whole.tests) if test.of_people)
        sentence = f"nobody is told here, as there is no {told}; name a file of subscriptions with subscriptions:"
        return None, (document.problem(("tests", at), sentence),)
    subscriptions, problems = load_subscriptions(told)
    hidden = path.parent / whole.inhibitions if whole.inhibitions else home / INHIBITIONS
    inhibitions: Inhibitions | None = NO_INHIBITIONS
    if hidden.is_file():
        inhibitions, wrong = _read(INHIBITIONS_FILE, hidden)
        problems += wrong
    if subscriptions is None or inhibitions is None:
        return None, problems
    return People(subscriptions, inhibitions), problems


def unknown_names(test: RuleTest, document: Document, trail: Trail, people: People) -> Iterator[Problem]:
    """Recipients and channels that are not there: what is expected of them would never be, and what must not, hold."""
    who, channels = list(people.subscriptions.recipients), list(people.subscriptions.channels)
    for name, asked in {"expect": messages(test.expect), "never": messages(test.never)}.items():
        for at, pattern in asked.items():
            yield from _unknown(pattern, document, (*trail, name, at, "notify"), who, channels)
    for at, one in enumerate(test.given):
        for number, channel in enumerate(one.failing if isinstance(one, GivenFailure) else ()):
            if channel not in channels:
                yield _not_there(document, (*trail, "given", at, "failing", number), "channel", channel, channels)


def _unknown(
    pattern: MessagePattern, document: Document, trail: Trail, who: list[str], channels: list[str]
) -> Iterator[Problem]:
    if pattern.to is not None and pattern.to not in who:
        yield _not_there(document, (*trail, "to"), "recipient", pattern.to, who)
    if pattern.via is not None and pattern.via not in channels:
        yield _not_there(document, (*trail, "via"), "channel", pattern.via, channels)


def _not_there(document: Document, trail: Trail, what: str, name: str, known: list[str]) -> Problem:
    near = nearest(name, known) or f"; there are {', '.join(known[:12]) or 'none'}"
    field = next(part for part in reversed(trail) if isinstance(part, str))
    return document.problem(trail, f"{field}: the subscriptions name no {what} {name}{near}")


def _read(shape: Shape[Inhibitions], path: Path) -> tuple[Inhibitions | None, tuple[Problem, ...]]:
    document = read_yaml(path)
    found, wrong = shape.read(document)
    return found, tuple(sorted((*document.problems, *wrong)))
