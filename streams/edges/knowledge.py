"""Everything the readers know, loaded from the packaged tables and the operator's files."""

import gc
from pathlib import Path

import streams
from streams.core.credits import Credits
from streams.core.extraction.extending import Extractor
from streams.core.extraction.knowledge import Knowledge
from streams.core.identity import digest
from streams.core.register import Register
from streams.edges.credits import load_credits
from streams.edges.extractors import installed_extractors
from streams.edges.gazetteers import open_gazetteer
from streams.edges.languages import detector
from streams.edges.learned import learned_version, models
from streams.edges.lexicons import lexicons, tables_version
from streams.edges.place_files import place_files


def load_knowledge(register: Register, tables: Path | None = None) -> Knowledge:
    """The packaged languages and places, with the operator's routes, ceasefires, places and sources above them.

    Raises BadFiles for a file that cannot be used; the words of a language, which come with the code, are opened when it is
    first met, and raise it then. What is loaded by then stays as long as the process does, so it is left
    out of every later collection of garbage: walking it took a fifth of the time of reading.
    """
    words = lexicons()
    learned = models()
    extractors = installed_extractors()
    credited = load_credits(register.sources)
    gc.freeze()
    return Knowledge(
        lexicons=words,
        detect=detector(words),
        gazetteer=open_gazetteer(place_files(tables)),
        routes=register.routes,
        ceasefires=register.ceasefires,
        extractors=extractors,
        learned=learned,
        credits=credited,
        version=_version(register, tables, extractors, credited),
    )


def knowledge_version(register: Register, tables: Path | None = None) -> str:
    """The version of the knowledge that ``load_knowledge`` gives, for which no words need be opened. Raises BadFiles."""
    return _version(register, tables, installed_extractors(), load_credits(register.sources))


def _version(register: Register, tables: Path | None, extractors: tuple[Extractor, ...], credited: Credits) -> str:
    own = [path.read_bytes().hex() for path in place_files(tables)]
    return digest(
        getattr(streams, "__version__", ""),
        tables_version(),
        learned_version(),
        register.model_dump(mode="json"),
        digest(own),
        [[one.name, one.version] for one in extractors],
        [credited.table.model_dump(mode="json"), register.sources.naming],
    )
