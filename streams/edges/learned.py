"""The learned reader's tables: one file a kind of fact under ``tables/learned``, as ``make train`` writes them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from streams.core.errors import BadFiles, Problem
from streams.core.extraction.learned import BIAS, SURE, Model
from streams.core.identity import digest

_FOLDER = "tables/learned"
_HEAD = "feature"


@cache
def models() -> Mapping[str, Model]:
    """The packaged models by kind of fact. Raises BadFiles for a table that is none."""
    return {table.name.removesuffix(".tsv"): model_of(table.read_text("utf-8"), table.name) for table in _tables()}


@cache
def learned_version() -> str:
    """A hash over every table."""
    return digest(*(table.read_text("utf-8") for table in _tables()))


def model_of(table: str, name: str) -> Model:
    """The model of a table: lines of a feature and a weight for each label, parted by tabs. Raises BadFiles."""
    rows: dict[str, tuple[float, ...]] = {}
    labels: tuple[str, ...] = ()
    for number, line in enumerate(table.splitlines(), 1):
        feature, *cells = line.split("\t")
        if not labels:
            labels = tuple(cells)
            if feature != _HEAD or not labels:
                raise _bad(
                    name, number, f"a learned table begins with {_HEAD!r} and its labels; write it by make train"
                )
            continue
        try:
            rows[feature] = tuple(float(cell or 0) for cell in cells)
        except ValueError:
            raise _bad(name, number, "a weight is no number; write the table by make train") from None
        if len(cells) != len(labels):
            raise _bad(name, number, f"{len(labels)} weights are due here; write the table by make train")
    if BIAS not in rows or SURE not in rows:
        raise _bad(name, 0, f"the rows {BIAS} and {SURE} are missing; write the table by make train")
    return Model(labels, rows.pop(BIAS), rows.pop(SURE), rows)


def table_of(model: Model) -> str:
    """The model as a table that a person can read, sorted; a weight of nothing is left empty."""
    return "".join(_lines(model))


def _lines(model: Model) -> Iterator[str]:
    yield _line(_HEAD, model.labels)
    for name, row in ((BIAS, model.bias), (SURE, model.sure), *sorted(model.weights.items())):
        yield _line(name, (f"{one:.2f}".rstrip("0").rstrip(".") if abs(one) >= 0.005 else "" for one in row))


def _line(name: str, cells: Iterable[str]) -> str:
    return "\t".join((name, *cells)) + "\n"


def _tables() -> list[Traversable]:
    folder = files("streams").joinpath(_FOLDER)
    found = folder.iterdir() if folder.is_dir() else iter(())
    return sorted((one for one in found if one.name.endswith(".tsv")), key=lambda one: one.name)


def _bad(name: str, line: int, message: str) -> BadFiles:
    return BadFiles((Problem(f"{_FOLDER}/{name}", line, 1, message),))
