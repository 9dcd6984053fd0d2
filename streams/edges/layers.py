"""The layers that settings are read from, each value with its origin: the environment, the secrets and settings files."""

import difflib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr
from pydantic_settings import BaseSettings, EnvSettingsSource

from streams.core.errors import Misuse
from streams.edges.yamlfiles import read_yaml

Trail = tuple[str, ...]
"""The names that lead to a setting: ``("kafka", "bootstrap")``."""

PREFIX = "TOCSIN_"
CHANNEL = "TOCSIN_CHANNEL_"
CONFIG = "TOCSIN_CONFIG"
SECRETS = "TOCSIN_SECRETS"
ELSEWHERE = frozenset({CONFIG, SECRETS, "TOCSIN_KAFKA_HOME", "TOCSIN_MAVEN_REPOSITORY"})
"""Variables that are no settings: where to read these, and where the local broker finds Kafka's jars."""

_SERVICE_LINK = re.compile(r"TOCSIN_(\w+_)?(SERVICE_(HOST|PORT\w*)|PORT(_\d+_(TCP|UDP|SCTP)\w*)?)\Z")
"""What Kubernetes sets in every container beside a Service whose name begins with ``tocsin``."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Values by trail, where each came from, and what is wrong with the layer itself."""

    values: Mapping[Trail, Any] = field(default_factory=dict)
    origins: Mapping[Trail, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @staticmethod
    def merged(layers: Iterable["Layer"]) -> "Layer":
        """One layer of all; the later ones win."""
        values: dict[Trail, Any] = {}
        origins: dict[Trail, str] = {}
        for layer in layers:
            values |= layer.values
            origins |= layer.origins
        return Layer(values, origins)

    def nested(self) -> dict[str, Any]:
        """The values as sections in sections."""
        tree: dict[str, Any] = {}
        for trail, value in self.values.items():
            branch = tree
            for name in trail[:-1]:
                branch = branch.setdefault(name, {})
            branch[trail[-1]] = value
        return tree

    def explained(self, location: tuple[int | str, ...], message: str) -> str:
        """What is wrong with a value, after the name of where it came from."""
        trail = tuple(str(part) for part in location if part != "[key]")
        near = sorted({origin for known, origin in self.origins.items() if _touch(known, trail)})
        plain = message.removeprefix("Value error, ")
        return f"{', '.join(near) or 'settings'}: {'.'.join(trail)}: {plain}"


def environment(model: type[BaseSettings]) -> Layer:
    """The variables that begin with ``TOCSIN_``; one that means nothing is a problem, so that no misspelling passes."""
    named = {variable(trail): trail for trail in trails(model) if trail != ("channels",)}
    problems: list[str] = []
    values: dict[Trail, Any] = {}
    origins: dict[Trail, str] = {}
    for name, value in sorted(os.environ.items()):
        if not name.startswith(PREFIX) or name in named or name in ELSEWHERE or _SERVICE_LINK.match(name):
            continue
        channel = name.removeprefix(CHANNEL).lower().replace("_", "-") if name.startswith(CHANNEL) else ""
        if not channel:
            problems.append(f"{name}: no setting has that name{_meant(name, [*named, *ELSEWHERE, CHANNEL + 'NAME'])}")
        elif value:
            values["channels", channel] = SecretStr(value)
            origins["channels", channel] = name
    if not problems:
        found = dict(_leaves(EnvSettingsSource(model)(), ()))
        values |= {trail: found[trail] for trail in named.values() if trail in found}
        origins |= {trail: name for name, trail in named.items() if trail in found}
    return Layer(values, origins, tuple(problems))


def settings_file(model: type[BaseSettings]) -> Layer:
    """The file that ``TOCSIN_CONFIG`` names, else ``tocsin.yaml`` in the working folder. It holds no secrets.

    Raises Outside for a file that cannot be read.
    """
    named = os.environ.get(CONFIG)
    path = Path(named or "tocsin.yaml")
    if not named and not path.exists():
        return Layer()
    known = trails(model)
    secret = {trail: f"a settings file holds no secrets; use {_secret_place(trail)}" for trail in _secrets(model)}
    return _file(path, [trail for trail in known if trail not in secret], secret)


def secrets_file(model: type[BaseSettings]) -> Layer:
    """The file that ``TOCSIN_SECRETS`` names, which nobody else may read.

    Raises Misuse for a file that others can read, Outside for one that cannot be read.
    """
    named = os.environ.get(SECRETS)
    if not named:
        return Layer()
    path = Path(named)
    if path.exists() and path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        raise Misuse(f"the secrets file {path} is open to everybody on this machine; run: chmod 600 {path}")
    secret = _secrets(model)
    others = dict.fromkeys(trails(model).keys() - secret, f"belongs in the settings file, {CONFIG} or tocsin.yaml")
    return _file(path, sorted(secret), others)


def trails(model: type[BaseModel], above: Trail = ()) -> dict[Trail, Any]:
    """Every setting of a model and of its sections, with its type."""
    found: dict[Trail, Any] = {}
    for name, info in model.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            found |= trails(info.annotation, (*above, name))
        else:
            found[(*above, name)] = info.annotation
    return found


def variable(trail: Trail) -> str:
    """The name of a setting's variable in the environment."""
    if trail[0] == "channels" and len(trail) > 1:
        return CHANNEL + trail[1].upper().replace("-", "_")
    return PREFIX + "__".join(trail).upper()


def _file(path: Path, allowed: list[Trail], misplaced: Mapping[Trail, str]) -> Layer:
    document = read_yaml(path)
    problems = [str(problem) for problem in document.problems]
    values: dict[Trail, Any] = {}
    origins: dict[Trail, str] = {}
    for trail, value in _leaves(document.data, ()) if document.data is not None else ():
        whole = ".".join(trail)
        elsewhere = [words for known, words in misplaced.items() if trail[: len(known)] == known]
        if any(trail[: len(known)] == known for known in allowed):
            values[trail] = value
            origins[trail] = ":".join(map(str, (path, *document.spot(trail))))
        elif not trail:
            problems.append(f"{path}:1:1: settings stand in sections, such as kafka: and sending:")
        elif elsewhere:
            problems.append(str(document.problem(trail, f"{whole}: {elsewhere[0]}", at_key=True)))
        else:
            meant = _meant(whole, [".".join(known) for known in allowed])
            problems.append(str(document.problem(trail, f"no setting is called {whole}{meant}", at_key=True)))
    return Layer(values, origins, tuple(problems))


def _leaves(value: Any, above: Trail) -> Iterator[tuple[Trail, Any]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, (*above, str(name)))
    else:
        yield above, value


def _touch(one: Trail, other: Trail) -> bool:
    """Whether one trail leads to the other, or through it."""
    return all(left == right for left, right in zip(one, other, strict=False))


def _secrets(model: type[BaseModel]) -> set[Trail]:
    return {trail for trail, annotation in trails(model).items() if _is_secret(annotation)}


def _secret_place(trail: Trail) -> str:
    return (
        f"{CHANNEL}NAME, or the secrets file" if trail == ("channels",) else f"{variable(trail)}, or the secrets file"
    )


def _is_secret(annotation: Any) -> bool:
    return annotation is SecretStr or any(_is_secret(inner) for inner in get_args(annotation))


def _meant(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else "; see tocsin config"
