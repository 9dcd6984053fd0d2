"""The operator's inhibitions: ``inhibitions.yaml`` of a rules folder."""

from pathlib import Path

from streams.core.errors import Problem
from streams.core.inhibition import NO_INHIBITIONS, Inhibitions
from streams.edges.validation import Shape
from streams.edges.yamlfiles import read_yaml

INHIBITIONS = "inhibitions.yaml"
INHIBITIONS_FILE: Shape[Inhibitions] = Shape(Inhibitions)


def load_inhibitions(folder: Path) -> tuple[Inhibitions, tuple[Problem, ...]]:
    """The inhibitions of a rules folder, none where it has no such file, and what is wrong with the file.

    A file with a problem hides nothing: people are rather told too much. Raises Outside when the file cannot be read.
    """
    path = folder / INHIBITIONS
    if not path.is_file():
        return NO_INHIBITIONS, ()
    document = read_yaml(path)
    inhibitions, wrong = INHIBITIONS_FILE.read(document)
    return inhibitions or NO_INHIBITIONS, tuple(sorted((*document.problems, *wrong)))
