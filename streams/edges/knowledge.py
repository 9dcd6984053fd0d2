"""Everything the readers know, loaded from the packaged tables and the operator's files."""

from functools import cache

import streams
from streams.core.extraction.knowledge import Knowledge
from streams.core.identity import digest
from streams.edges.lexicons import lexicons, tables_version


@cache
def packaged_knowledge() -> Knowledge:
    """The knowledge that comes with the package. Raises BadFiles."""
    return Knowledge(
        lexicons=lexicons(),
        version=digest(getattr(streams, "__version__", ""), tables_version()),
    )
