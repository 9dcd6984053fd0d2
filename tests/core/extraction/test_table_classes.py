"""The classes of the tables and the readers' code name one another: none is asked for in vain, and none stands there for nothing."""

import re
from functools import cache
from pathlib import Path

import streams
from streams.edges.lexicons import covered_languages, lexicons

HERE = Path(streams.__file__).parent
OUTCOMES = ("killed", "injured", "missing", "detained", "displaced")


@cache
def quoted() -> frozenset[str]:
    """What stands in quotes in the code."""
    return frozenset(re.findall(r'(?<=")[\w.#-]+(?=")', _code()))


@cache
def put_together() -> frozenset[str]:
    """What stands behind the brace in names that the code puts together: ``f"{outcome}.verb"``."""
    return frozenset(re.findall(r'(?<=}\.)[\w.#-]+(?=")', _code()))


def _code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(HERE.rglob("*.py")))


@cache
def classes() -> frozenset[str]:
    return frozenset(cls for language in covered_languages() for cls in lexicons()[language].classes)


@cache
def asked() -> frozenset[str]:
    """The names of classes in the code of the readers: those of one dot and more."""
    readers = "\n".join(path.read_text(encoding="utf-8") for path in sorted(HERE.glob("core/extraction/**/*.py")))
    return frozenset(re.findall(r'"([a-z_]+(?:\.[a-z_]+)+)"', readers))


def test_each_class_of_the_tables_is_asked_for() -> None:
    def known(cls: str) -> bool:
        outcome, _, form = cls.partition(".")
        return cls in quoted() or (outcome in OUTCOMES and form in quoted() | put_together())

    assert sorted(cls for cls in classes() if not known(cls)) == []


def test_each_class_that_is_asked_for_stands_in_a_table() -> None:
    families = {cls.partition(".")[0] for cls in classes()}
    missed = [one for one in asked() if one.partition(".")[0] in families and one not in classes()]
    assert sorted(one for one in missed if not any(cls.startswith(f"{one}.") for cls in classes())) == []
