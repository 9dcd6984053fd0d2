"""The knowledge that comes with the package, opened once for all tests of a process."""

from functools import cache

from streams.core.extraction.knowledge import Knowledge
from streams.core.register import Register
from streams.edges.knowledge import load_knowledge


@cache
def packaged_knowledge() -> Knowledge:
    """The packaged languages and places, without any operator's files."""
    return load_knowledge(Register())
