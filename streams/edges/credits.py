"""Whom texts credit: the packaged table of words and agencies, with the operator's sources."""

from functools import cache
from importlib.resources import files

from streams.core.credits import Credits, CreditTable
from streams.core.errors import BadFiles
from streams.core.sources import Sources
from streams.edges.validation import Shape
from streams.edges.yamlfiles import parse_yaml

_TABLE: Shape[CreditTable] = Shape(CreditTable)


def load_credits(sources: Sources) -> Credits:
    """The packaged table with the operator's sources. Raises BadFiles."""
    return Credits(table=credit_table(), sources=sources)


@cache
def credit_table() -> CreditTable:
    """The packaged ``credits.yaml``. Raises BadFiles, with all problems at once."""
    document = parse_yaml(files("streams").joinpath("tables", "credits.yaml").read_bytes(), "tables/credits.yaml")
    table, wrong = _TABLE.read(document)
    if table is None:
        raise BadFiles((*document.problems, *wrong))
    return table
