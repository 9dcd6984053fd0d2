"""Everything the readers know, loaded from the packaged tables and the operator's files."""

import gc
from functools import cache
from pathlib import Path

import streams
from streams.core.extraction.knowledge import Knowledge
from streams.core.identity import digest
from streams.core.register import Register
from streams.edges.credits import load_credits
from streams.edges.extractors import installed_extractors
from streams.edges.gazetteers import open_gazetteer
from streams.edges.languages import detector
from streams.edges.lexicons import lexicons, tables_version

PLACE_FILES = ("places*.csv", "places*.geojson")
"""Files of an operator's tables that hold places of their own."""


def load_knowledge(register: Register, tables: Path | None = None) -> Knowledge:
    """The packaged languages and places, with the operator's routes, ceasefires, places and sources above them.

    Raises BadFiles for a file that cannot be used. What is loaded by then stays as long as the process does, so it is left
    out of every later collection of garbage: walking it took a fifth of the time of reading.
    """
    files = [] if tables is None else sorted(path for pattern in PLACE_FILES for path in tables.glob(pattern))
    own = [path.read_bytes().hex() for path in files]
    words = lexicons()
    extractors = installed_extractors()
    credited = load_credits(register.sources)
    gc.freeze()
    return Knowledge(
        lexicons=words,
        detect=detector(words),
        gazetteer=open_gazetteer(files),
        routes=register.routes,
        ceasefires=register.ceasefires,
        extractors=extractors,
        credits=credited,
        version=digest(
            getattr(streams, "__version__", ""),
            tables_version(),
            register.model_dump(mode="json"),
            digest(own),
            [[one.name, one.version] for one in extractors],
            [credited.table.model_dump(mode="json"), register.sources.naming],
        ),
    )


@cache
def packaged_knowledge() -> Knowledge:
    """The knowledge that comes with the package. Raises BadFiles."""
    return load_knowledge(Register())
