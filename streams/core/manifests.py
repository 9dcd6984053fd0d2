"""Manifests: what was published as one version of the rules, by whom, when and why; and which of them count.

A version is a manifest and the files that it names by the hashes of their contents. Manifests form a chain: each names the
one that it replaces. One that was published beside another, or whose files are not all there, counts for nothing, and every
reader of the same topic finds the same chain.
"""

from collections.abc import Container, Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from streams.core.editions import Edition, OnChange
from streams.core.facts import Frozen
from streams.core.identity import digest

TestsSaid = Literal["passed", "none there", "left out", "as before"]
"""Whether the tests of the rules held when they were published; ``as before`` for a version that is gone back to."""

FILE_NAME = r"[^\x00-\x1f\\/.][^\x00-\x1f\\/]*(/[^\x00-\x1f\\/.][^\x00-\x1f\\/]*)*"
FileName = Annotated[str, StringConstraints(pattern=f"^{FILE_NAME}$", max_length=1024)]
"""A way below the folder of rules, with ``/``; no part begins with a dot, so none leads out of it."""

FileHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of a file's bytes, in hexadecimal digits."""


class Manifest(Frozen):
    """One version of the rules. Moments are those of the machine that published it."""

    format: Literal[1] = 1
    number: int = Field(ge=1)
    parent: str = Field(default="", description="id of the manifest that this one replaces; empty for the first")
    effective_from: datetime
    published: datetime
    author: str
    comment: str = ""
    tests: TestsSaid
    on_change: OnChange = "keep"
    restores: int | None = Field(default=None, description="number of the version that this one goes back to")
    rules: str = Field(description="version of the rules alone, as events carry it")
    digests: dict[str, str] = Field(description="what each rule in use does, by id")
    files: dict[FileName, FileHash] = Field(description="every file that judges, by its name")

    @property
    def id(self) -> str:
        """A hash of all that is said here."""
        return digest(self.model_dump(mode="json"))

    @property
    def edition(self) -> Edition:
        """As the steps take it."""
        return Edition(str(self.number), self.effective_from, self.rules, self.digests, self.on_change)


def chain(published: Iterable[Manifest], held: Container[str]) -> tuple[Manifest, ...]:
    """The versions that count, in order. ``published`` is in order of the topic, ``held`` the hashes of the files there."""
    found: list[Manifest] = []
    for one in published:
        number, parent = (found[-1].number, found[-1].id) if found else (0, "")
        if (one.number, one.parent) == (number + 1, parent) and all(file in held for file in one.files.values()):
            found.append(one)
    return tuple(found)
