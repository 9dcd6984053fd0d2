"""Stationery: the packaged tables of messages and page of e-mails, and an operator's own templates of a folder of rules."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from streams.core.errors import BadFiles, Problem
from streams.core.messages.accounts import Medium
from streams.core.messages.email import page_template
from streams.core.messages.rendering import Stationery, rendered
from streams.core.messages.samples import samples
from streams.core.messages.templates import OwnTemplate, TemplateFault
from streams.core.messages.wording import Wording, faults
from streams.edges.rulefiles import TEMPLATES

_MEDIA: Mapping[str, Medium] = {"sms": "sms", "chat": "chat", "email": "email"}


@cache
def packaged_stationery() -> Stationery:
    """What comes with tocsin. Raises BadFiles where a table cannot be used."""
    folder = files("streams").joinpath("tables", "messages")
    tables = {
        entry.name.removesuffix(".ftl"): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".ftl")
    }
    if wrong := tuple(Problem(f"{code}.ftl", 0, 0, reason) for code, reason in faults(tables)):
        raise BadFiles(wrong)
    return Stationery(Wording(tables), page_template(folder.joinpath("email.html.j2").read_text(encoding="utf-8")))


def load_templates(home: Path) -> tuple[Mapping[str, OwnTemplate], tuple[Problem, ...]]:
    """The templates of a folder of rules by medium and language (``sms``, ``chat.ar``), and what is wrong with others.

    A template is tried on a sample of every kind of event; one that fails with any is left out, and the built-in words
    are sent in its place.
    """
    found: dict[str, OwnTemplate] = {}
    problems: list[Problem] = []
    for path in template_paths(home):
        name = path.name.removesuffix(".j2")
        try:
            found[name] = _tried(path, name)
        except TemplateFault as error:
            at, _, sentence = str(error).partition(": ")
            line = at.rpartition(":")[2]
            problems.append(Problem(str(path), int(line) if line.isdecimal() else 1, 1, sentence))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(str(path), 1, 1, f"cannot be read: {error}"))
    return found, tuple(problems)


def template_paths(home: Path) -> tuple[Path, ...]:
    """The files of templates in a folder of rules."""
    return tuple(sorted((home / TEMPLATES).glob("*.j2")))


def _tried(path: Path, name: str) -> OwnTemplate:
    medium, _, language = name.partition(".")
    stationery = packaged_stationery()
    kind = _MEDIA.get(medium)
    if kind is None or (language and language not in stationery.wording.languages):
        known = ", ".join(stationery.wording.languages)
        raise TemplateFault(
            f"{path.name}: name it sms.j2, chat.j2 or email.j2, or for one language chat.ar.j2 (there are {known})"
        )
    template = OwnTemplate(path.read_text(encoding="utf-8"), path.name)
    own = Stationery(stationery.wording, stationery.page, {name: template})
    for sample, account in samples(language or "en").items():
        if fault := rendered(account, kind, own).fault:
            raise TemplateFault(f"{path.name}:1: with the sample `{sample}`, {fault}")
    return template
