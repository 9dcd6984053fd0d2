"""What a folder of rules says, entry by entry, to be compared with what another one says."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from streams.core.differences import RulesAndMore, Section
from streams.edges.bundles import Bundle
from streams.edges.rulebook import Rulebook

Entry = Mapping[str, Any]


def contents(book: Rulebook, bundle: Bundle) -> RulesAndMore:
    """Everything that judges, from an opened book and the files that it was opened from."""
    register, subscriptions = book.register, book.subscriptions
    found: dict[Section, Mapping[str, Entry]] = {
        "rule": _by("id", book.rules.rules),
        "subscription": _by("id", subscriptions.subscriptions),
        "recipient": {name: _said(one) for name, one in subscriptions.recipients.items()},
        "rota": {name: _said(one) for name, one in subscriptions.rotas.items()},
        "quiet hours": {name: _said(one) for name, one in subscriptions.quiet_hours.items()},
        "source": {name: _said(one) for name, one in book.sources.sources.items()},
        "route": _by("name", register.routes.routes),
        "junction": _by("name", register.routes.junctions),
        "ceasefire": _by("name", register.ceasefires.ceasefires),
        "file": {name: {"content": bundle.hashes[name][:12]} for name in bundle.files if not _is_yaml(name)},
    }
    return RulesAndMore(book.rules, found)


def _by(name: str, entries: Iterable[BaseModel]) -> dict[str, Entry]:
    return {str(getattr(one, name)): _said(one) for one in entries}


def _said(one: BaseModel) -> Entry:
    said: Entry = one.model_dump(mode="json", exclude_defaults=True)
    return said


def _is_yaml(name: str) -> bool:
    return PurePosixPath(name).suffix == ".yaml"
