"""Sources: who speaks, of what kind, how far to be trusted, and by what names others cite them.

``rules/sources.yaml`` says it. A source that does not stand there is of kind ``unknown`` and grade ``F``, which is what
the Admiralty scale calls a source whose reliability cannot be judged; it is never an error.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from streams.core.errors import Misfit
from streams.core.facts import Frozen
from streams.core.identity import digest
from streams.core.spelling import plain

SourceKind = Literal[
    "wire",
    "national_media",
    "local_media",
    "un",
    "ngo",
    "monitor",
    "government",
    "military",
    "armed_group",
    "rescue",
    "social",
    "other",
    "unknown",
]
Grade = Literal["A", "B", "C", "D", "E", "F"]
"""Reliability of a source on the Admiralty scale (NATO AJP-2.1): A completely reliable to E unreliable, F cannot be judged."""

GRADES: tuple[Grade, ...] = ("A", "B", "C", "D", "E", "F")
"""From the best to the least known."""

SourceName = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
DOMAIN = r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$"
"""How a host is written: small letters and dots."""

Domain = Annotated[str, StringConstraints(pattern=DOMAIN, max_length=253)]


class Source(Frozen):
    """One source, as the operator describes it."""

    kind: SourceKind = Field(
        default="unknown",
        description="what it is: wire (a news agency), national_media, local_media, un, ngo, monitor, government, "
        "military, armed_group, rescue, social, other or unknown",
    )
    grade: Grade = Field(
        default="F",
        description="how reliable it is, on the Admiralty scale: A completely, B usually, C fairly, D not usually, "
        "E unreliable, F cannot be judged",
    )
    side: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = Field(
        default=None, description="the party to the conflict that it speaks for, in a word of your own; none for nobody"
    )
    aliases: tuple[SourceName, ...] = Field(
        default=(), description="other names: of its other feeds, and those by which others cite it, such as AFP"
    )
    domains: tuple[Domain, ...] = Field(
        default=(),
        description="hosts of its pages, such as example.org; hosts below them are meant too",
    )
    protected: bool = Field(
        default=False,
        description="true: nobody outside the organisation may learn that it speaks; its name, links and words are left "
        "out of what goes over channels for readers outside",
    )


UNKNOWN = Source()
"""What is assumed of a source that stands in no file."""


class Sources(Frozen):
    """The sources of an operator, by name."""

    version: Literal[1] = Field(description="the version of the language of sources: 1")
    sources: dict[SourceName, Source] = Field(
        default_factory=dict, description="the sources, each under the name that its items carry as their source"
    )

    @model_validator(mode="after")
    def _each_name_once(self) -> Self:
        owners: dict[tuple[str, str], str] = {}
        clashes: list[tuple[tuple[str | int, ...], str]] = []
        for trail, what, written, name in self._claimed():
            owner = owners.setdefault((what, _folded(what, written)), name)
            if owner != name:
                clashes.append((trail, f"{written} is also {owner}'s; take it from one of them"))
        if clashes:
            raise Misfit(*clashes)
        return self

    def canonical(self, name: str) -> str:
        """The name under which a source stands here, whichever of its names is given; ``name`` itself if under none."""
        return self._names.get(_plain(name), name)

    def get(self, name: str) -> Source:
        """The source of this name or alias; UNKNOWN if there is none."""
        return self.sources.get(self.canonical(name), UNKNOWN)

    def knows(self, name: str) -> bool:
        """Whether a source of this name or alias stands here."""
        return _plain(name) in self._names

    def of_host(self, host: str) -> str | None:
        """The name of the source whose pages a host serves, or None."""
        parts = host.lower().split(".")
        return next((name for at in range(len(parts)) if (name := self._hosts.get(".".join(parts[at:])))), None)

    @property
    def naming(self) -> str:
        """A hash of all names, aliases, kinds and hosts, upon which it hangs what origin an item is read to have."""
        return digest({name: [one.kind, one.aliases, one.domains] for name, one in self.sources.items()})

    @cached_property
    def _names(self) -> Mapping[str, str]:
        found = {_plain(written): name for _, what, written, name in self._claimed() if what == "name"}
        return {said: name for said, name in found.items() if said}

    @cached_property
    def _hosts(self) -> Mapping[str, str]:
        return {domain: name for name, one in self.sources.items() for domain in one.domains}

    def _claimed(self) -> Iterator[tuple[tuple[str | int, ...], Literal["name", "host"], str, str]]:
        """Every name and host: the place where it stands, which of both it is, how it is written, and whose it is."""
        for name in self.sources:
            yield ("sources", name), "name", name, name
        for name, one in self.sources.items():
            for at, alias in enumerate(one.aliases):
                yield ("sources", name, "aliases", at), "name", alias, name
            for at, domain in enumerate(one.domains):
                yield ("sources", name, "domains", at), "host", domain, name


def _folded(what: str, written: str) -> str:
    return _plain(written) or written if what == "name" else written


def _plain(name: str) -> str:
    """A name without case, diacritics and article: "the Observatory" is Observatory."""
    return plain(name).removeprefix("the ")


NO_SOURCES = Sources(version=1)
"""Where no file says anything: every source is unknown."""
