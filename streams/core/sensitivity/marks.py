"""Marks: the kinds of what is cut, for whom it is, and what stands in its place."""

from collections.abc import Collection
from typing import Literal

Audience = Literal["inside", "outside"]
"""Who reads a channel: people of the organisation, or anybody else."""

Kind = Literal["names", "coordinates", "contacts", "links", "sources", "staff"]
"""What is cut: people's names, exact coordinates, ways to reach somebody, links with secrets, protected sources, our own people."""

KINDS: tuple[Kind, ...] = ("names", "coordinates", "contacts", "links", "sources", "staff")
"""The kinds in the order in which they are told."""

PROTECTED = "a protected source"
"""What a protected source is called outside; messages say it in their own language."""

MASK = "(…)"
"""What stands where something was taken out of a line."""


def ordered(kinds: Collection[Kind]) -> tuple[Kind, ...]:
    """The kinds, each once, in the order in which they are told."""
    return tuple(kind for kind in KINDS if kind in kinds)
