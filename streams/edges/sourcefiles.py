"""The operator's sources: ``sources.yaml`` of a rules folder."""

from pathlib import Path

from streams.core.errors import Problem
from streams.core.sources import NO_SOURCES, Sources
from streams.edges.validation import Shape
from streams.edges.yamlfiles import read_yaml

SOURCES = "sources.yaml"
SOURCES_FILE: Shape[Sources] = Shape(Sources)


def load_sources(folder: Path) -> tuple[Sources, tuple[Problem, ...]]:
    """The sources of a rules folder, none where it has no such file, and what is wrong with the file.

    A file with a problem gives no source at all, as half a list would grade some and forget others. Raises Outside
    when the file cannot be read.
    """
    path = folder / SOURCES
    if not path.is_file():
        return NO_SOURCES, ()
    document = read_yaml(path)
    sources, wrong = SOURCES_FILE.read(document)
    return sources or NO_SOURCES, tuple(sorted((*document.problems, *wrong)))
