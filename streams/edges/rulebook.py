"""The rulebook: all that an operator's folder of rules holds, opened in one go."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from streams.core.errors import BadFiles, Problem
from streams.core.extraction import Knowledge, extract
from streams.core.facts import Facts
from streams.core.inhibition import NO_INHIBITIONS, Inhibitions
from streams.core.items import Item
from streams.core.register import Register
from streams.core.routing import Directory
from streams.core.rules import RuleSet
from streams.core.sensitivity.cuts import Guard
from streams.core.sources import Sources
from streams.core.subscriptions import Subscriptions
from streams.edges.gazetteers import open_gazetteer
from streams.edges.inhibitionfiles import load_inhibitions
from streams.edges.knowledge import load_knowledge
from streams.edges.place_files import place_files
from streams.edges.rulefiles import (
    SUBSCRIPTIONS,
    TABLES,
    load_rules,
    load_subscriptions,
    rules_folder,
    template_problems,
)
from streams.edges.sourcefiles import load_sources
from streams.edges.tables import load_register, without_tables

if TYPE_CHECKING:
    from streams.core.messages.rendering import Stationery


@dataclass(frozen=True)
class Rulebook:
    """Rules, subscriptions, tables and sources of one folder. ``problems`` are those of files that could not be used."""

    folder: Path
    rules: RuleSet
    subscriptions: Subscriptions
    register: Register
    problems: tuple[Problem, ...]
    inhibitions: Inhibitions = NO_INHIBITIONS

    @cached_property
    def directory(self) -> Directory:
        """Who is to be told of what."""
        return Directory(self.subscriptions, self.sources, {rule.id: rule.labels for rule in self.rules.rules})

    @cached_property
    def stationery(self) -> "Stationery":
        """What messages are made with; opening it waits until the first is composed."""
        from streams.edges.stationery import load_templates, packaged_stationery  # noqa: PLC0415 -- most commands need none

        return replace(packaged_stationery(), templates=load_templates(self.folder)[0])

    @property
    def sources(self) -> Sources:
        """Who speaks, as ``sources.yaml`` has it."""
        return self.register.sources

    @cached_property
    def guard(self) -> Guard:
        """What is needed to cut alerts for readers outside; places are opened when the first quotation is looked at."""
        sources = self.sources.sources
        names = {name.casefold() for key, one in sources.items() for name in (key, *one.aliases)}
        places = open_gazetteer(place_files(self.folder / TABLES))
        return Guard(
            self.sources,
            lambda name: name.casefold() in names or bool(places.named(name)),
        )

    @cached_property
    def knowledge(self) -> Knowledge:
        """What the readers know; opening the gazetteer and the languages' tables waits until it is asked for."""
        return load_knowledge(self.register, self.folder / TABLES)

    @cached_property
    def extract(self) -> Callable[[Item], Facts]:
        """Reads the facts of an item."""
        knowledge = self.knowledge
        return lambda item: extract(item, knowledge)

    def warm(self) -> None:
        """Read one sentence, so that all tables and places are open before the first item comes.

        The first time on a machine this builds the index of places, which takes long enough to lose a worker its place
        in the group.
        """
        self.extract(_FIRST)


_FIRST = Item(
    id="warm",
    source="tocsin",
    title="",
    text="Shelling killed 2 people on the road from Damascus to Aleppo despite the truce.",
    published=datetime(2025, 1, 1, tzinfo=UTC),
)


def open_rulebook(folder: Path | None, *, to_alert: bool = True) -> Rulebook:
    """The rulebook of ``folder``, else of ``rules`` in the working folder, else the packaged one.

    A file that cannot be used is left out with its problems; raises Outside where there is no folder, and BadFiles
    where no rule is left though alerts are wanted (``to_alert``).
    """
    home = rules_folder(folder)
    loaded = load_rules(home)
    problems = list(loaded.problems)
    if to_alert and not loaded.rules.active:
        raise BadFiles((*problems, Problem(str(home), 0, 0, "no rule here is in use; alerts could never be raised")))
    subscriptions: Subscriptions | None = None
    if (home / SUBSCRIPTIONS).is_file():
        subscriptions, wrong = load_subscriptions(home / SUBSCRIPTIONS, loaded)
        problems += wrong
    problems += template_problems(home)
    wrong_sources = load_sources(home)[1]
    inhibitions, wrong_inhibitions = load_inhibitions(home)
    problems += (*wrong_sources, *wrong_inhibitions)
    register = without_tables(home / TABLES)
    try:
        register = load_register(home / TABLES)
    except BadFiles as error:
        problems += error.problems
    return Rulebook(home, loaded.rules, subscriptions or NOBODY, register, tuple(problems), inhibitions)


NOBODY = Subscriptions(version=1, recipients={}, subscriptions=())
"""Who is told where there is no file of subscriptions, or it cannot be used."""
