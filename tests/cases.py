"""Lists of cases, in YAML files beside the tests or in the tests: one test checks a list, and tells of every case that fails.

A test for each case took several times as long as the case does. ``pytest --case WORDS`` checks single ones of a file.
"""

import functools
import inspect
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from streams.edges.yamlfiles import read_yaml

ROOT = Path(__file__).resolve().parent.parent

Judged = tuple[object, object]
"""What came of a case, and what the file says should."""


class Case(NamedTuple):
    """An entry of a list, and where it stands: ``tests/core/places/named.yaml:12``."""

    where: str
    given: dict[str, Any]

    def is_about(self, words: str) -> bool:
        """Whether it holds these words, or stands there: a path, or the end of one, with the line."""
        return self.where.endswith(words) or any(words in str(value) for value in self.given.values())


class Cases(NamedTuple):
    """Those of one file."""

    file: str
    listed: tuple[Case, ...]

    def check(self, judge: Callable[[dict[str, Any]], Judged]) -> None:
        """Fail with each case of which not that comes which should, or which raises."""
        assert self.listed, f"{self.file} holds no case"
        failed = [said for case in self.listed if (said := _failure(case, judge))]
        if failed:
            pytest.fail(f"{len(failed)} of {len(self.listed)} cases fail:\n" + "\n".join(failed), pytrace=False)


def of_files(paths: Iterable[Path]) -> pytest.MarkDecorator:
    """Runs a test once a file, with its ``cases``. Raises where there is no file, for then nothing would be tested."""
    files = sorted(paths)
    if not files:
        raise FileNotFoundError("no file of cases")
    return pytest.mark.parametrize("cases", files, ids=[path.stem for path in files], indirect=True)


def each(names: str | tuple[str, ...], given: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Runs a test with each of what is given, as ``parametrize`` does, but as one test. For many cases of what takes no fixture."""
    named = (names,) if isinstance(names, str) else names
    listed = [(values,) if isinstance(names, str) else tuple(values) for values in given]
    if not listed:
        raise ValueError("no case is given")

    def of_all(test: Callable[..., None]) -> Callable[[], None]:
        @functools.wraps(test)
        def checked() -> None:
            failed = [said for values in listed if (said := _failed(test, dict(zip(named, values, strict=True))))]
            if failed:
                pytest.fail(f"{len(failed)} of {len(listed)} cases fail:\n" + "\n".join(failed), pytrace=False)

        checked.__signature__ = inspect.Signature()  # type: ignore[attr-defined]  # pytest looks for fixtures by it
        return checked

    return of_all


def read_cases(path: Path, words: str = "") -> Cases:
    """The cases of a file, in their order; with ``words``, only those about them. What YAML refuses is raised."""
    document = read_yaml(path, str(path.relative_to(ROOT)))
    if document.problems:
        raise ValueError("\n".join(map(str, document.problems)))
    listed = (Case(f"{document.file}:{document.spot((at,))[0]}", given) for at, given in enumerate(document.data))
    return Cases(document.file, tuple(case for case in listed if case.is_about(words)))


def _failed(test: Callable[..., None], values: dict[str, Any]) -> str:
    """What is told of a case that fails; nothing of one that does not."""
    try:
        test(**values)
    except (Exception, pytest.fail.Exception):  # noqa: BLE001 -- as below
        shown = ", ".join(f"{name}={value!r:.200}" for name, value in values.items())
        return f"{shown}\n{traceback.format_exc()}"
    return ""


def _failure(case: Case, judge: Callable[[dict[str, Any]], Judged]) -> str:
    """What is told of a case that fails; nothing of one that does not."""
    try:
        got, expected = judge(case.given)
    except Exception:  # noqa: BLE001 -- one that raises must not hide those behind it
        return f"{case.where}: {_text(case)}\n{traceback.format_exc()}"
    return "" if got == expected else f"{case.where}: {_text(case)}\n    expected {expected}\n    got      {got}"


def _text(case: Case) -> str:
    """What tells a case from others: its name or its text."""
    return " ".join(str(case.given[key]) for key in ("name", "title", "text") if key in case.given)
